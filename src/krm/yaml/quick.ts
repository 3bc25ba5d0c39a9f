import type { Json, JsonObject } from '../json';
import { readPlain } from './plain';

/**
 * Reads the YAML that Kubernetes tools write: block maps and lists, one-line scalars, literal blocks, flow style on one
 * line, long data in quotes over several lines. It is strict: whatever else it meets, it gives up (`undefined`) and the full
 * reader takes the text. Where it answers, its answer is the full reader's; a property test holds it to that.
 * @param resolve what a plain scalar is; `undefined` leaves it to the full reader. As Go takes it by default.
 */
export function readQuickly(text: string, resolve: Resolve = readPlain): Json | undefined {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  // Tabs may separate and may not indent: what they mean is the full reader's to know.
  if (unix.includes('\t') || unix.includes('\r') || unix.charCodeAt(0) === BYTE_ORDER_MARK) return undefined;
  const lines = new Lines(unix, resolve);
  try {
    if (!lines.next()) return undefined;
    const value = readNode(lines, 0);
    return lines.done ? value : undefined;
  } catch (reason) {
    if (reason === doubt) return undefined;
    throw reason;
  }
}

type Resolve = (text: string) => null | boolean | number | bigint | string | undefined;

const doubt = new Error('left to the full reader');
const BYTE_ORDER_MARK = 0xfeff;
const NEWLINE = 10;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const DASH = 45;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
const DEEPEST = 60;

/** The current line that holds something: where its content starts and ends, and how far it is indented. */
class Lines {
  readonly text: string;
  readonly resolve: Resolve;
  lineStart = 0;
  start = 0;
  end = 0;
  indent = 0;
  done = false;
  private after: number;
  /** Whether the last line has a line break of its own: readers differ on whether a block that ends there has one. */
  private readonly isEnded: boolean;

  constructor(text: string, resolve: Resolve) {
    this.isEnded = text.charCodeAt(text.length - 1) === NEWLINE;
    this.text = this.isEnded ? text : `${text}\n`;
    this.resolve = resolve;
    this.after = text.startsWith(DOCUMENT) ? DOCUMENT.length : 0;
  }

  /** Moves to the next line with content; false at the end. */
  next(): boolean {
    const { text } = this;
    while (this.after < text.length) {
      const lineStart = this.after;
      const end = text.indexOf('\n', lineStart);
      this.after = end + 1;
      let start = lineStart;
      while (text.charCodeAt(start) === SPACE) start++;
      const first = text.charCodeAt(start);
      if (first === NEWLINE || first === HASH) continue;
      this.lineStart = lineStart;
      this.start = start;
      this.end = trimmedEnd(text, start, end);
      this.indent = start - lineStart;
      // Three dashes begin no plain scalar.
      if (this.indent === 0 && text.startsWith('...', start)) throw doubt;
      return true;
    }
    this.done = true;
    return false;
  }

  /** Takes the rest of the current line, behind `- `, as a line of its own. */
  moveTo(start: number): void {
    this.start = start;
    this.indent = start - this.lineStart;
  }

  /** Data in quotes over several lines, each but the last with a backslash at its end. */
  readContinued(start: number, parentIndent: number): string {
    continued.lastIndex = start;
    const found = continued.exec(this.text)?.[0];
    if (found === undefined) throw doubt;
    const parts = found.trimEnd().slice(1, -1).split('\\\n');
    if (parts.slice(1).some((line) => line.search(/[^ ]/) <= parentIndent)) throw doubt;
    this.after = start + found.length;
    return parts.map((line) => line.trimStart()).join('');
  }

  /** The body of a literal block whose header stood on the current line; moves on to the line behind it. */
  readLiteral(header: string, parentIndent: number): string {
    if (header !== '|' && header !== '|-' && header !== '|+') throw doubt;
    const { text } = this;
    let at = this.after;
    let indent = -1;
    let deepestBlank = 0;
    const body: string[] = [];
    while (at < text.length) {
      const end = text.indexOf('\n', at);
      let start = at;
      while (text.charCodeAt(start) === SPACE) start++;
      const blank = start === end;
      if (blank) {
        deepestBlank = Math.max(deepestBlank, start - at);
        body.push(indent < 0 ? '' : text.slice(at + indent, end));
      } else {
        if (indent < 0) {
          if (start - at <= parentIndent) break;
          indent = start - at;
          if (deepestBlank > indent) throw doubt;
        }
        if (start - at < indent) {
          if (start - at > parentIndent) throw doubt;
          break;
        }
        body.push(text.slice(at + indent, end));
      }
      at = end + 1;
    }
    if (indent < 0 || (at === text.length && !this.isEnded)) throw doubt;
    this.after = at;
    let kept = body.length;
    while (body[kept - 1] === '') kept--;
    const lines = body.slice(0, kept).join('\n');
    if (header === '|-') return lines;
    if (header === '|') return `${lines}\n`;
    return `${lines}${'\n'.repeat(body.length - kept + 1)}`;
  }
}

/** Base64: nothing that has to be unescaped. */
const continued = /"[\w+/=]+\\\n(?: +[\w+/=]+\\\n)* +[\w+/=]+" *\n/y;
const DOCUMENT = '---\n';
const LONGEST_KEY = 1000;

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === SPACE) at--;
  return at;
}

function readNode(lines: Lines, depth: number): Json {
  if (depth > DEEPEST) throw doubt;
  return isDash(lines) ? readSequence(lines, lines.indent, depth) : readMap(lines, lines.indent, depth);
}

function isDash(lines: Lines): boolean {
  if (lines.text.charCodeAt(lines.start) !== DASH) return false;
  const behind = lines.text.charCodeAt(lines.start + 1);
  return behind === SPACE || behind === NEWLINE;
}

function readSequence(lines: Lines, indent: number, depth: number): Json[] {
  const list: Json[] = [];
  while (!lines.done && lines.indent === indent && isDash(lines)) {
    let start = lines.start + 1;
    while (lines.text.charCodeAt(start) === SPACE) start++;
    if (start >= lines.end || lines.text.charCodeAt(start) === HASH) {
      list.push(lines.next() && lines.indent > indent ? readNode(lines, depth + 1) : null);
      continue;
    }
    lines.moveTo(start);
    if (!isFlow(lines, start) && (isDash(lines) || findColon(lines) >= 0)) list.push(readNode(lines, depth + 1));
    else list.push(readInline(lines, start, indent, depth));
  }
  return list;
}

function readMap(lines: Lines, indent: number, depth: number): JsonObject {
  const map: JsonObject = {};
  while (!lines.done && lines.indent === indent && !isDash(lines)) {
    const colon = findColon(lines);
    if (colon < 0) throw doubt;
    const key = readKey(lines, colon);
    // Duplicate keys, and names that every object inherits, go to the full reader.
    if (map[key] !== undefined) throw doubt;
    let start = colon + 1;
    while (lines.text.charCodeAt(start) === SPACE) start++;
    if (start < lines.end && lines.text.charCodeAt(start) !== HASH) {
      map[key] = readInline(lines, start, indent, depth);
    } else if (lines.next() && (lines.indent > indent || (lines.indent === indent && isDash(lines)))) {
      map[key] = readNode(lines, depth + 1);
    } else {
      map[key] = null;
    }
  }
  return map;
}

/** Where the colon behind a map's key stands, or -1 where the line holds no `key:`. */
function findColon(lines: Lines): number {
  const { text, start, end } = lines;
  const first = text.charCodeAt(start);
  let at = start;
  if (first === QUOTE || first === APOSTROPHE) {
    at = closingQuote(text, start, end) + 1;
    return text.charCodeAt(at) === COLON && isGap(text.charCodeAt(at + 1)) ? at : -1;
  }
  if (startsIndicator(first)) throw doubt;
  at = text.indexOf(':', start);
  while (at >= 0 && at < end && !isGap(text.charCodeAt(at + 1))) at = text.indexOf(':', at + 1);
  if (at < 0 || at >= end) return -1;
  // A comment may hold the colon.
  if (text.slice(start, at).includes(' #')) throw doubt;
  return at;
}

function isGap(unit: number): boolean {
  return unit === SPACE || unit === NEWLINE;
}

/** The characters that begin something other than a plain scalar (YAML 1.2.2, section 5.3). */
function startsIndicator(unit: number): boolean {
  switch (unit) {
    case 33: // !
    case 37: // %
    case 38: // &
    case 42: // *
    case 44: // ,
    case 45: // -
    case 58: // :
    case 62: // >
    case 63: // ?
    case 64: // @
    case 91: // [
    case 93: // ]
    case 96: // `
    case 123: // {
    case 124: // |
    case 125: // }
      return true;
    default:
      return false;
  }
}

function readKey(lines: Lines, colon: number): string {
  // YAML has no longer ones before a colon.
  if (colon - lines.start > LONGEST_KEY) throw doubt;
  const { text, start } = lines;
  const first = text.charCodeAt(start);
  if (first === QUOTE || first === APOSTROPHE) {
    const key = unquote(text, start, colon);
    if (key === '<<') throw doubt;
    return key;
  }
  if (text.charCodeAt(colon - 1) === SPACE) throw doubt;
  const key = text.slice(start, colon);
  if (key === '<<' || lines.resolve(key) !== key) throw doubt;
  return key;
}

/** A value that starts on the current line; moves on to the line behind it. */
function readInline(lines: Lines, start: number, parentIndent: number, depth: number): Json {
  const { text, end } = lines;
  const first = text.charCodeAt(start);
  if (first === QUOTE && text.charCodeAt(end - 1) === BACKSLASH) {
    const value = lines.readContinued(start, parentIndent);
    moveBehind(lines, parentIndent);
    return value;
  }
  if (first === QUOTE || first === APOSTROPHE) {
    const close = closingQuote(text, start, end) + 1;
    checkRest(text, close, end);
    const value = unquote(text, start, close);
    moveBehind(lines, parentIndent);
    return value;
  }
  if (first === 124) {
    const value = lines.readLiteral(text.slice(start, end), parentIndent);
    lines.next();
    return value;
  }
  if (isFlow(lines, start)) {
    const flow = new FlowLine(lines, start);
    const value = flow.read(depth);
    checkRest(text, flow.at, end);
    moveBehind(lines, parentIndent);
    return value;
  }
  if (depth > DEEPEST || (first === DASH ? isGap(text.charCodeAt(start + 1)) : startsIndicator(first))) throw doubt;
  const value = lines.resolve(plainText(text, start, end));
  if (value === undefined) throw doubt;
  moveBehind(lines, parentIndent);
  return value;
}

/** A plain scalar's text without the comment behind it. */
function plainText(text: string, start: number, end: number): string {
  if (text.charCodeAt(end - 1) === COLON) throw doubt;
  for (let space = text.indexOf(' ', start); space >= 0 && space < end; space = text.indexOf(' ', space + 1)) {
    if (text.charCodeAt(space - 1) === COLON) throw doubt;
    if (text.charCodeAt(space + 1) === HASH) return text.slice(start, trimmedEnd(text, start, space));
  }
  return text.slice(start, end);
}

/** Moves on; a deeper line would continue the scalar, which is the full reader's work. */
function moveBehind(lines: Lines, parentIndent: number): void {
  if (lines.next() && lines.indent > parentIndent) throw doubt;
}

function checkRest(text: string, at: number, end: number): void {
  let rest = at;
  while (text.charCodeAt(rest) === SPACE) rest++;
  if (rest < end && (rest === at || text.charCodeAt(rest) !== HASH)) throw doubt;
}

function closingQuote(text: string, start: number, end: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH && quote === QUOTE) at++;
    else if (unit === quote) {
      if (quote === APOSTROPHE && text.charCodeAt(at + 1) === APOSTROPHE) at++;
      else return at;
    }
  }
  throw doubt;
}

function isFlow({ text }: Lines, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === OPEN_MAP || unit === OPEN_LIST;
}

/** Flow style within one line: what closes on another line is left to the full reader. */
class FlowLine {
  at: number;
  private readonly text: string;
  private readonly end: number;
  private readonly resolve: Resolve;

  constructor({ text, end, resolve }: Lines, start: number) {
    this.text = text;
    this.end = end;
    this.resolve = resolve;
    this.at = start;
  }

  read(depth: number): Json {
    if (depth > DEEPEST) throw doubt;
    const first = this.text.charCodeAt(this.at);
    if (first === OPEN_MAP) return this.readMap(depth + 1);
    if (first === OPEN_LIST) return this.readList(depth + 1);
    if (first === QUOTE || first === APOSTROPHE) return this.readQuoted();
    const value = this.resolve(this.readWord());
    if (value === undefined) throw doubt;
    return value;
  }

  private readMap(depth: number): JsonObject {
    const map: JsonObject = {};
    this.readEntries(CLOSE_MAP, () => {
      const key = this.readKey();
      if (map[key] !== undefined) throw doubt;
      if (this.text.charCodeAt(this.at) !== COLON || this.text.charCodeAt(this.at + 1) !== SPACE) throw doubt;
      this.at++;
      this.skipSpaces();
      map[key] = this.read(depth);
    });
    return map;
  }

  private readKey(): string {
    const start = this.at;
    const first = this.text.charCodeAt(start);
    const isQuoted = first === QUOTE || first === APOSTROPHE;
    const key = isQuoted ? this.readQuoted() : this.readWord();
    if (this.at - start > LONGEST_KEY || key === '<<') throw doubt;
    if (!isQuoted && this.resolve(key) !== key) throw doubt;
    return key;
  }

  private readList(depth: number): Json[] {
    const list: Json[] = [];
    this.readEntries(CLOSE_LIST, () => list.push(this.read(depth)));
    return list;
  }

  private readEntries(close: number, readEntry: () => void): void {
    this.at++;
    this.skipSpaces();
    if (this.text.charCodeAt(this.at) === close) {
      this.at++;
      return;
    }
    for (;;) {
      readEntry();
      this.skipSpaces();
      const behind = this.text.charCodeAt(this.at++);
      if (behind === close) return;
      if (behind !== COMMA) throw doubt;
      this.skipSpaces();
    }
  }

  private readQuoted(): string {
    const start = this.at;
    this.at = closingQuote(this.text, start, this.end) + 1;
    return unquote(this.text, start, this.at);
  }

  /** A plain scalar of harmless characters. Readers differ on others next to brackets and commas. */
  private readWord(): string {
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) throw doubt;
    this.at += found.length;
    return found;
  }

  private skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }
}

/** A colon stands before a letter, a digit or a slash only, as in addresses. */
const word = /[\w./][\w./@+=-]*(?::[\w/][\w./@+=-]*)*/y;

/** The text between quotes. JSON's escapes are YAML's too; those that only YAML has are left to the full reader. */
function unquote(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === APOSTROPHE) return raw.replaceAll("''", "'");
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(text.slice(start, end));
  } catch {
    throw doubt;
  }
}
