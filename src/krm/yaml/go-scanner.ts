/**
 * What a scanner that follows that of Go's YAML reader (go.yaml.in/yaml, scannerc.go) tells of: only what YAML 1.2 might take
 * otherwise. Positions are offsets.
 */
export interface Listener {
  /** A quoted text with line breaks, or with the escape `\\'`. */
  quoted(start: number, end: number): void;
  /** A plain text of several lines. In a flow collection they may stand in any column. */
  plain(start: number, end: number, inFlow: boolean): void;
  /** The body of a literal or folded text, and the column it stands in. */
  block(start: number, end: number, indent: number): void;
  /** A line break inside a flow collection; its further lines need more than `indent`. */
  flowBreak(at: number, indent: number): void;
  /** A quoted text that does not end. */
  unclosed(start: number): void;
  /** A comment that no blank stands before. */
  comment(at: number): void;
  /** A line break that YAML 1.2 does not know, between tokens. */
  otherBreak(at: number): void;
  /**
   * Where Go's reader ends a token and YAML 1.2 does not: behind the `?` of `[?key]`, behind `&name` in `&name:text`, behind
   * the colon of `[!!str :text]`.
   */
  tokenEnd(at: number): void;
  /** A plain text of a flow collection that YAML 1.2 takes for something else: `[-]`, and the key of `{key:, other: 1}`. */
  flowText(start: number, end: number): void;
}

function isAnyBreak(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** The same where every unit is a byte of UTF-8: the others are parts of characters there. */
export function isByteBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** What the name of an anchor is made of. */
function isNameUnit(unit: number): boolean {
  return (
    (unit >= 48 && unit <= 57) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 97 && unit <= 122) ||
    unit === 45 ||
    unit === 95
  );
}

/** Hears nothing. */
export const SILENT: Listener = {
  quoted() {},
  unclosed() {},
  plain() {},
  block() {},
  flowBreak() {},
  comment() {},
  otherBreak() {},
  tokenEnd() {},
  flowText() {},
};

export class LayoutScanner {
  private at = 0;
  private lineStart = 0;
  private flowDepth = 0;
  /** Whether the token before is a tag, an anchor or an alias. */
  private isAfterProperty = false;
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
      if (!this.isGap(text.charCodeAt(at - 1))) this.listener.comment(at);
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
    else if (char === '?' && this.flowDepth > 0) {
      if (!isAlone) this.listener.tokenEnd(at + 1);
      this.at++;
    } else if (char === ':' && (isAlone || this.flowDepth > 0)) {
      if (!isAlone && this.isAfterProperty) this.listener.tokenEnd(at + 1);
      this.colon(column);
    } else this.node(char, column);
  }

  private indicator(column: number): void {
    this.open(column);
    this.keyStart = -1;
    this.at++;
  }

  private colon(column: number): void {
    if (this.flowDepth === 0) this.open(this.keyStart < 0 ? column : this.keyStart - this.lineStart);
    this.keyStart = -1;
    this.isAfterProperty = false;
    this.at++;
  }

  private node(char: string, column: number): void {
    this.isAfterProperty = false;
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
      case '&':
      case '*':
        this.isAfterProperty = true;
        this.at++;
        while (isNameUnit(this.text.charCodeAt(this.at))) this.at++;
        if (this.text.charAt(this.at) === ':' || this.text.charAt(this.at) === '?') this.listener.tokenEnd(this.at);
        return;
      case '!':
        this.isAfterProperty = true;
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
    this.keyStart = -1;
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
      if (at === this.lineStart && this.isDocumentMark(at)) {
        this.listener.unclosed(start);
        this.at = at;
        return;
      }
      if (char === quote) {
        if (quote === '"' || text.charAt(at + 1) !== quote) break;
        at++;
      } else if (char === '\\' && quote === '"') {
        at++;
        if (this.isBreak(text.charCodeAt(at))) isLong = this.startLine(at);
        else if (text.charAt(at) === "'") isLong = true;
      } else if (this.isBreak(char.charCodeAt(0))) isLong = this.startLine(at);
    }
    this.at = Math.min(at + 1, text.length);
    if (at >= text.length) this.listener.unclosed(start);
    else if (isLong) this.listener.quoted(start, this.at);
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
    if (this.flowDepth > 0 && /^-$|:$/.test(text.slice(start, end))) this.listener.flowText(start, end);
    else if (isLong) this.listener.plain(start, end, this.flowDepth > 0);
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
      if (unit === 58 && this.isGap(text.charCodeAt(at + 1))) break;
      if (this.endsInFlow(at) || (unit === 63 && this.flowDepth > 0)) break;
      end = at + 1;
    }
    return end;
  }

  private block(): void {
    const { text } = this;
    const head = text.slice(this.at, this.lineEnd(this.at));
    const comment = head.indexOf('#');
    if (comment > 0 && !this.isGap(head.charCodeAt(comment - 1))) this.listener.comment(this.at + comment);
    const increment = /^.[+-]?([1-9])/.exec(head)?.[1];
    let indent = increment === undefined ? 0 : Math.max(this.indent, 0) + Number(increment);
    this.at += head.length;
    if (this.at < text.length) this.breakLine();
    const start = this.at;
    let at = start;
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
    this.at = Math.min(at, text.length);
    this.listener.block(start, this.at, indent);
    this.lineStart = this.at;
  }
}
