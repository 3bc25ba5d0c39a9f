import { isByteBreak, LayoutScanner, type Listener, SILENT } from './go-scanner';

/**
 * Go's YAML reader, by which kpt, kustomize and Kubernetes read, is laxer than YAML 1.2 about layout: the lines of a quoted
 * text or of a flow collection may stand in any column, and the separators of lines and paragraphs break lines too.
 */

/** The same text as strict YAML: what it holds and the numbers of its lines stay the same. */
export function relayout(text: string): string {
  const out = new Rewriting(text);
  new LayoutScanner(text, out).scan();
  return out.finish();
}

/**
 * A text of the same length with the same structure, whose quoted texts are on one line each.
 * @param text bytes read as latin1.
 */
export function joinQuoted(text: string): string {
  const parts: string[] = [];
  let done = 0;
  const joiner: Listener = {
    ...SILENT,
    quoted(start, end) {
      parts.push(text.slice(done, start), text.slice(start, end).replace(/[\r\n]/g, ' '));
      done = end;
    },
  };
  new LayoutScanner(text, joiner, isByteBreak).scan();
  return parts.join('') + text.slice(done);
}

/** Whether the text has tokens that YAML 1.2 takes otherwise, so that it may read well and yet mean something else. */
export function hasOtherTokens(text: string): boolean {
  if (!mayHaveOtherTokens.test(text)) return false;
  let found = false;
  const note = () => {
    found = true;
  };
  new LayoutScanner(text, { ...SILENT, tokenEnd: note, flowText: note }).scan();
  return found;
}

const mayHaveOtherTokens = /[[{,]\s*(?:\?\S|-[,\]}])|:[,\]}]|[&*][\w-]*[:?]|[&*!][^\s,[\]{}]*\s+:[^\s,\]}]/;

/** Puts the text together again, in a layout that every reader takes. */
class Rewriting implements Listener {
  private out = '';
  private done = 0;
  /** Line breaks that were taken out and are still owed, so that later lines keep their numbers. */
  private owed = 0;

  constructor(private readonly text: string) {}

  quoted(start: number, end: number): void {
    this.fold(start, end, this.text.charAt(start));
  }

  plain(start: number, end: number, inFlow: boolean): void {
    if (inFlow || otherBreak.test(this.text.slice(start, end))) this.fold(start, end, '');
  }

  block(start: number, end: number, indent: number): void {
    const body = this.text.slice(start, end);
    if (!otherBreak.test(body)) return;
    const left = new RegExp(`([\\u2028\\u2029]) {0,${indent}}`, 'g');
    this.replace(start, end, body.replace(/\r\n?|\x85/g, '\n').replace(left, '$1'));
  }

  unclosed(): void {}

  flowBreak(at: number, indent: number): void {
    const end = this.text.startsWith('\r\n', at) ? at + 2 : at + 1;
    this.copy(at);
    this.out += `\n${'\n'.repeat(this.owed)}${' '.repeat(indent + 2)}`;
    this.owed = 0;
    this.done = end;
  }

  comment(at: number): void {
    this.replace(at, at, ' ');
  }

  otherBreak(at: number): void {
    this.replace(at, at + 1, '\n');
  }

  tokenEnd(at: number): void {
    this.replace(at, at, ' ');
  }

  flowText(start: number, end: number): void {
    this.fold(start, end, '');
  }

  finish(): string {
    this.copy(this.text.length);
    return this.out;
  }

  private fold(start: number, end: number, quote: string): void {
    const lines = this.text.slice(start, end).match(/\n/g)?.length ?? 0;
    this.replace(start, end, `"${foldLines(this.text.slice(start + quote.length, end - quote.length), quote)}"`);
    this.owed += lines;
  }

  private replace(start: number, end: number, by: string): void {
    this.copy(start);
    this.out += by;
    this.done = end;
  }

  private copy(end: number): void {
    let piece = this.text.slice(this.done, end);
    this.done = end;
    const newline = this.owed > 0 ? piece.indexOf('\n') : -1;
    if (newline >= 0) {
      piece = piece.slice(0, newline) + '\n'.repeat(this.owed) + piece.slice(newline);
      this.owed = 0;
    }
    this.out += piece;
  }
}

const otherBreak = /\r(?!\n)|[\x85\u2028\u2029]/;

const lineBreak = /[\n\r\x85\u2028\u2029]/;

/** The lines of a text as they stand between double quotes on one line, folded as Go folds them. */
function foldLines(raw: string, quote: string): string {
  const text = raw.replace(/\r\n?|\x85/g, '\n');
  let line = '';
  for (let at = 0; at < text.length; ) {
    const run = gapsAt(text, at);
    if (run !== '') line += foldRun(run);
    else if (quote === '"' && text.charAt(at) === '\\') {
      const escaped = text.charAt(at + 1);
      const isContinued = lineBreak.test(escaped);
      if (isContinued) {
        const further = gapsAt(text, at + 2);
        line += breaksOf(further);
        at += further.length;
      } else line += escaped === "'" ? escaped : `\\${escaped}`;
      at += 2;
    } else {
      const char = text.charAt(at);
      const isEscaped = quote === "'" && char === "'";
      line += char === '\\' || (char === '"' && quote !== '"') ? `\\${char}` : char;
      at += isEscaped ? 2 : 1;
    }
    at += run.length;
  }
  return line;
}

function gapsAt(text: string, at: number): string {
  gaps.lastIndex = at;
  return gaps.exec(text)?.[0] ?? '';
}

const gaps = /[ \t\n\u2028\u2029]+/y;

/** A break becomes a blank, further ones stay; separators of lines and paragraphs stay, and blanks around breaks go. */
function foldRun(run: string): string {
  if (!lineBreak.test(run)) return run;
  const breaks = breaksOf(run);
  if (!breaks.startsWith('\\n')) return breaks;
  return breaks === '\\n' ? ' ' : breaks.slice(2);
}

function breaksOf(run: string): string {
  return run
    .replace(/[ \t]/g, '')
    .replace(/\n/g, '\\n')
    .replace(/\u2028/g, '\\L')
    .replace(/\u2029/g, '\\P');
}
