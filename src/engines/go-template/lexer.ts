import { Stop } from './fault';

/** The tokens of text/template/parse. */
export type TokenType =
  | 'assign'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'declare'
  | 'dot'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'keyword'
  | 'leftDelim'
  | 'leftParen'
  | 'nil'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
}

export const KEYWORDS = ['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with'];

const LEFT = '{{';
const RIGHT = '}}';
/** Go's lexer looks for exactly these four around a trim marker. */
const SPACE = ' \t\r\n';

const wordCharacter = /[_\p{L}\p{Nd}]/u;
const number =
  /^[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)(i?)/;

/** Takes a template apart, token by token. */
export class Lexer {
  #at = 0;
  #inside = false;
  #parens = 0;
  /** Where the action that is being read began; for the fault of one that does not end. */
  #action = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  next(): Token {
    return this.#inside ? this.#nextInside() : this.#nextText();
  }

  #nextText(): Token {
    for (;;) {
      const from = this.#at;
      const open = this.#text.indexOf(LEFT, from);
      if (open < 0) {
        this.#at = this.#text.length;
        return this.#at > from ? this.#token('text', from) : { type: 'eof', text: '', at: from };
      }
      const trims = this.#marksLeft(open + LEFT.length);
      let end = open;
      if (trims) while (end > from && isSpace(this.#text[end - 1])) end--;
      this.#at = open;
      if (end > from) return { type: 'text', text: this.#text.slice(from, end), at: from };
      const after = open + LEFT.length + (trims ? 2 : 0);
      if (this.#text.startsWith('/*', after)) {
        this.#skipComment(after);
        continue;
      }
      this.#at = after;
      this.#inside = true;
      this.#parens = 0;
      this.#action = open;
      return { type: 'leftDelim', text: LEFT, at: open };
    }
  }

  #skipComment(from: number): void {
    const close = this.#text.indexOf('*/', from + 2);
    if (close < 0) throw new Stop('unclosed comment', from);
    const after = close + 2;
    const trims = this.#marksRight(after);
    if (!trims && !this.#text.startsWith(RIGHT, after)) throw new Stop('comment ends before closing delimiter', from);
    this.#at = after + (trims ? 2 : 0) + RIGHT.length;
    if (trims) this.#skipSpace();
  }

  #nextInside(): Token {
    const from = this.#at;
    const trims = this.#marksRight(from);
    if (trims || this.#text.startsWith(RIGHT, from)) {
      if (this.#parens > 0) throw new Stop('unclosed left paren', from);
      this.#at = from + (trims ? 2 : 0) + RIGHT.length;
      this.#inside = false;
      if (trims) this.#skipSpace();
      return { type: 'rightDelim', text: RIGHT, at: from };
    }
    const rune = this.#rune(from);
    if (rune === '') throw new Stop('unclosed action', this.#action);
    if (isSpace(rune)) return this.#space(from);
    this.#at = from + rune.length;
    switch (rune) {
      case '=':
        return this.#token('assign', from);
      case ':':
        if (this.#text[this.#at] !== '=') throw new Stop('expected :=', from);
        this.#at++;
        return this.#token('declare', from);
      case '|':
        return this.#token('pipe', from);
      case '(':
        this.#parens++;
        return this.#token('leftParen', from);
      case ')':
        if (--this.#parens < 0) throw new Stop('unexpected right paren', from);
        return this.#token('rightParen', from);
      case '"':
        return this.#quoted(from, '"', 'string', 'quoted string');
      case "'":
        return this.#quoted(from, "'", 'charConstant', 'character constant');
      case '`':
        return this.#raw(from);
      case '$':
        return this.#word(from, 'variable', 'variable');
    }
    const next = this.#text[this.#at];
    if (rune === '.' && next !== undefined && !(next >= '0' && next <= '9')) return this.#word(from, 'field', 'dot');
    if (rune === '.' || rune === '+' || rune === '-' || (rune >= '0' && rune <= '9')) return this.#number(from);
    if (wordCharacter.test(rune)) return this.#identifier(from);
    if (rune > ' ' && rune < '\x7f') return this.#token('char', from);
    throw new Stop(`unrecognized character in action: ${codeOf(rune)}`, from);
  }

  #space(from: number): Token {
    while (isSpace(this.#text[this.#at])) this.#at++;
    // A marker needs one space before it, which belongs to the delimiter.
    if (this.#marksRight(this.#at - 1)) this.#at--;
    return this.#at === from ? this.#nextInside() : this.#token('space', from);
  }

  #quoted(from: number, quote: string, type: TokenType, what: string): Token {
    for (;;) {
      const character = this.#text[this.#at++];
      if (character === quote) return this.#token(type, from);
      const escaped = character === '\\' ? this.#text[this.#at++] : '';
      if (character === undefined || character === '\n' || escaped === undefined || escaped === '\n') {
        throw new Stop(`unterminated ${what}`, from);
      }
    }
  }

  #raw(from: number): Token {
    const close = this.#text.indexOf('`', this.#at);
    if (close < 0) throw new Stop('unterminated raw quoted string', from);
    this.#at = close + 1;
    return this.#token('rawString', from);
  }

  /** `.name` or `$name`; alone, a dot or the `$` variable. */
  #word(from: number, type: TokenType, alone: TokenType): Token {
    if (this.#endsWord()) return this.#token(alone, from);
    this.#skipWord();
    this.#wantEndOfWord();
    return this.#token(type, from);
  }

  #identifier(from: number): Token {
    this.#skipWord();
    this.#wantEndOfWord();
    const word = this.#text.slice(from, this.#at);
    if (KEYWORDS.includes(word)) return this.#token('keyword', from);
    if (word === 'nil') return this.#token('nil', from);
    return this.#token(word === 'true' || word === 'false' ? 'bool' : 'identifier', from);
  }

  #number(from: number): Token {
    const found = number.exec(this.#text.slice(from, from + 400));
    const text = found?.[0] ?? '';
    this.#at = from + text.length;
    const after = this.#rune(this.#at);
    if (text === '' || wordCharacter.test(after)) {
      throw new Stop(`bad number syntax: "${this.#text.slice(from, this.#at + after.length)}"`, from);
    }
    if (found?.[1] === 'i' || after === '+' || after === '-') throw new Stop('complex numbers are not supported', from);
    return this.#token('number', from);
  }

  #skipWord(): void {
    for (let rune = this.#rune(this.#at); rune !== '' && wordCharacter.test(rune); rune = this.#rune(this.#at)) {
      this.#at += rune.length;
    }
  }

  #wantEndOfWord(): void {
    if (!this.#endsWord()) throw new Stop(`bad character ${codeOf(this.#rune(this.#at))}`, this.#at);
  }

  #endsWord(): boolean {
    const next = this.#text[this.#at];
    return next === undefined || isSpace(next) || '.,|:)('.includes(next) || this.#text.startsWith(RIGHT, this.#at);
  }

  #marksLeft(at: number): boolean {
    return this.#text[at] === '-' && isSpace(this.#text[at + 1]);
  }

  #marksRight(at: number): boolean {
    return isSpace(this.#text[at]) && this.#text[at + 1] === '-' && this.#text.startsWith(RIGHT, at + 2);
  }

  #skipSpace(): void {
    while (isSpace(this.#text[this.#at])) this.#at++;
  }

  #rune(at: number): string {
    const code = this.#text.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #token(type: TokenType, from: number): Token {
    return { type, text: this.#text.slice(from, this.#at), at: from };
  }
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && SPACE.includes(character) && character !== '';
}

function codeOf(rune: string): string {
  const code = (rune.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${rune}'`;
}
