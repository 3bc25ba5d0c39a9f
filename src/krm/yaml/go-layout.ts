/**
 * Go's YAML reader, by which kpt, kustomize and Kubernetes read, is laxer than YAML 1.2 about layout: the lines of a quoted
 * text or of a flow collection may stand in any column, and the separators of lines and paragraphs break lines too. This
 * follows its scanner (go.yaml.in/yaml, scannerc.go) just far enough to find such places.
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
    quoted(start, end) {
      parts.push(text.slice(done, start), text.slice(start, end).replace(/[\r\n]/g, ' '));
      done = end;
    },
    plain() {},
    block() {},
    flowBreak() {},
    otherBreak() {},
  };
  new LayoutScanner(text, joiner, isByteBreak).scan();
  return done === 0 ? text : parts.join('') + text.slice(done);
}

/** What the scanner tells of; positions are offsets. Only what holds a line break is told. */
interface Listener {
  quoted(start: number, end: number): void;
  plain(start: number, end: number): void;
  /** The body of a literal or folded text, and the column it stands in. */
  block(start: number, end: number, indent: number): void;
  /** A line break inside a flow collection; its further lines need more than `indent`. */
  flowBreak(at: number, indent: number): void;
  /** A line break that YAML 1.2 does not know, between tokens. */
  otherBreak(at: number): void;
}

const lineBreak = /[\n\r\x85\u2028\u2029]/;

function isAnyBreak(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** The same where every unit is a byte of UTF-8: the others are parts of characters there. */
function isByteBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}

class LayoutScanner {
  private at = 0;
  private lineStart = 0;
  private flowDepth = 0;
  /** The columns of the block collections that are open. */
  private readonly indents: number[] = [];
  /** Where a key may have begun on this line. */
  private keyStart = -1;

  constructor(
    private readonly text: string,
    private readonly listener: Listener,
    private readonly isBreak: (unit: number) => boolean = isAnyBreak,
  ) {}

  scan(): void {
    while (this.at < this.text.length) this.token();
  }

  private token(): void {
    const { text, at } = this;
    const unit = text.charCodeAt(at);
    if (unit === 32 || unit === 9 || unit === 0xfeff) {
      this.at++;
      return;
    }
    if (this.isBreak(unit)) {
      this.breakLine();
      return;
    }
    const char = text.charAt(at);
    if (char === '#') {
      this.at = this.lineEnd(at);
      return;
    }
    const column = at - this.lineStart;
    if (column === 0 && (char === '%' || this.isDocumentMark(at))) {
      this.indents.length = 0;
      this.flowDepth = 0;
      this.keyStart = -1;
      this.at = char === '%' ? this.lineEnd(at) : at + 3;
      return;
    }
    if (this.flowDepth === 0) while ((this.indents.at(-1) ?? -1) > column) this.indents.pop();
    const isAlone = this.isGap(text.charCodeAt(at + 1));
    if ((char === '-' || char === '?') && isAlone && this.flowDepth === 0) this.indicator(column);
    else if (char === ':' && (isAlone || this.flowDepth > 0)) this.colon(column);
    else this.node(char, column);
  }

  private indicator(column: number): void {
    this.open(column);
    this.keyStart = -1;
    this.at++;
  }

  private colon(column: number): void {
    if (this.flowDepth === 0) this.open(this.keyStart < 0 ? column : this.keyStart - this.lineStart);
    this.keyStart = -1;
    this.at++;
  }

  private node(char: string, column: number): void {
    switch (char) {
      case ']':
      case '}':
        this.flowDepth = Math.max(0, this.flowDepth - 1);
        this.at++;
        return;
      case ',':
        this.keyStart = -1;
        this.at++;
        return;
      case '|':
      case '>':
        if (this.flowDepth === 0) {
          this.block();
          return;
        }
    }
    if (this.keyStart < 0) this.keyStart = this.lineStart + column;
    switch (char) {
      case '[':
      case '{':
        this.flowDepth++;
        this.at++;
        return;
      case '!':
      case '&':
      case '*':
        while (!this.isGap(this.text.charCodeAt(this.at)) && !this.endsInFlow(this.at)) this.at++;
        return;
      case '"':
      case "'":
        this.quoted(char);
        return;
      default:
        this.plain();
    }
  }

  private open(column: number): void {
    if (column > (this.indents.at(-1) ?? -1)) this.indents.push(column);
  }

  private get indent(): number {
    return this.indents.at(-1) ?? -1;
  }

  private breakLine(): void {
    const unit = this.text.charCodeAt(this.at);
    if (this.flowDepth > 0) this.listener.flowBreak(this.at, this.indent);
    else if (unit !== 10 && !this.isWindows(this.at)) this.listener.otherBreak(this.at);
    this.at += this.isWindows(this.at) ? 2 : 1;
    this.lineStart = this.at;
    if (this.flowDepth === 0) this.keyStart = -1;
  }

  /** A blank, a line break or the end. */
  private isGap(unit: number): boolean {
    return unit === 32 || unit === 9 || this.isBreak(unit) || Number.isNaN(unit);
  }

  private isWindows(at: number): boolean {
    return this.text.charCodeAt(at) === 13 && this.text.charCodeAt(at + 1) === 10;
  }

  private isDocumentMark(at: number): boolean {
    const { text } = this;
    return (text.startsWith('---', at) || text.startsWith('...', at)) && this.isGap(text.charCodeAt(at + 3));
  }

  private lineEnd(from: number): number {
    let at = from;
    while (at < this.text.length && !this.isBreak(this.text.charCodeAt(at))) at++;
    return at;
  }

  private endsInFlow(at: number): boolean {
    return this.flowDepth > 0 && ',[]{}'.includes(this.text.charAt(at));
  }

  private quoted(quote: string): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let isLong = false;
    for (; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === quote) {
        if (quote === '"' || text.charAt(at + 1) !== quote) break;
        at++;
      } else if (char === '\\' && quote === '"') {
        at++;
        if (this.isBreak(text.charCodeAt(at))) isLong = this.startLine(at);
      } else if (this.isBreak(char.charCodeAt(0))) isLong = this.startLine(at);
    }
    this.at = Math.min(at + 1, text.length);
    if (isLong && at < text.length) this.listener.quoted(start, this.at);
  }

  private startLine(at: number): true {
    this.lineStart = at + 1;
    return true;
  }

  private plain(): void {
    const { text } = this;
    const start = this.at;
    let end = this.plainLine(start);
    if (end === start) end = start + 1; // no character of a token that we know
    let isLong = false;
    for (;;) {
      let next = end;
      let lineStart = this.lineStart;
      for (
        let unit = text.charCodeAt(next);
        unit === 32 || unit === 9 || this.isBreak(unit);
        unit = text.charCodeAt(++next)
      ) {
        if (this.isBreak(unit)) lineStart = next + 1;
      }
      const isContinued =
        lineStart !== this.lineStart &&
        next < text.length &&
        text.charAt(next) !== '#' &&
        (this.flowDepth > 0 || next - lineStart > this.indent) &&
        !(next === lineStart && this.isDocumentMark(next));
      const stop = isContinued ? this.plainLine(next) : next;
      if (stop === next) break;
      this.lineStart = lineStart;
      end = stop;
      isLong = true;
    }
    this.at = end;
    if (isLong) this.listener.plain(start, end);
  }

  /** Where the plain text that stands here ends on its line. */
  private plainLine(from: number): number {
    const { text } = this;
    let end = from;
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (this.isBreak(unit)) break;
      if (unit === 32 || unit === 9) continue;
      if (unit === 35 && at > end) break; // a comment behind a blank
      if (unit === 58 && (this.isGap(text.charCodeAt(at + 1)) || this.endsInFlow(at + 1))) break;
      if (this.endsInFlow(at)) break;
      end = at + 1;
    }
    return end;
  }

  private block(): void {
    const { text } = this;
    const header = this.lineEnd(this.at);
    const increment = /^[|>][+-]?([1-9])/.exec(text.slice(this.at, this.at + 3))?.[1];
    const least = Math.max(this.indent, 0);
    let indent = increment === undefined ? 0 : (this.indent < 0 ? 0 : least) + Number(increment);
    let at = this.isWindows(header) ? header + 2 : header + 1;
    const start = at;
    let deepest = 0;
    while (at < text.length) {
      let column = 0;
      while (text.charCodeAt(at + column) === 32 && (indent === 0 || column < indent)) column++;
      deepest = Math.max(deepest, column);
      const unit = text.charCodeAt(at + column);
      if (!this.isBreak(unit)) {
        if (indent === 0) indent = Math.max(deepest, this.indent + 1, 1);
        if (column < indent || Number.isNaN(unit)) break;
      }
      const end = this.lineEnd(at + column);
      at = this.isWindows(end) ? end + 2 : end + 1;
    }
    const end = Math.min(at, text.length);
    if (end > start) this.listener.block(start, end, indent);
    this.at = Math.max(end, Math.min(header, text.length));
    this.lineStart = this.at;
    this.keyStart = -1;
  }
}

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

  plain(start: number, end: number): void {
    if (otherBreak.test(this.text.slice(start, end))) this.fold(start, end, '');
  }

  block(start: number, end: number, indent: number): void {
    const body = this.text.slice(start, end);
    if (!otherBreak.test(body)) return;
    const left = new RegExp(`([\\u2028\\u2029]) {0,${indent}}`, 'g');
    this.replace(start, end, body.replace(/\r\n?|\x85/g, '\n').replace(left, '$1'));
  }

  flowBreak(at: number, indent: number): void {
    const end = this.text.startsWith('\r\n', at) ? at + 2 : at + 1;
    this.copy(at);
    this.out += `\n${'\n'.repeat(this.owed)}${' '.repeat(indent + 2)}`;
    this.owed = 0;
    this.done = end;
  }

  otherBreak(at: number): void {
    this.replace(at, at + 1, '\n');
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
