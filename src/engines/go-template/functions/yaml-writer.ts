import type { Budget } from '../budget';
import { compareText } from '../bytes';
import { formatFloat } from '../float';
import { GoInt, GoMap, GoSlice, isGoObject, membersOf, type Value } from '../value';
import { encodeJson, jsonNumber } from './json';
import { needsQuotes } from './yaml-scalar';

/** Where go-yaml 2 begins to look for a space to break a long scalar at. */
const WIDTH = 80;
/** Longer keys are written with `? `. */
const LONGEST_KEY = 128;
/** Beyond that many characters the reader finds no colon. */
const LONGEST_KEY_READ = 1024;

/**
 * sigs.k8s.io/yaml's Marshal, byte for byte: the value becomes JSON, that is read by go-yaml 2, and written by it.
 * `undefined` where one of these steps has an error.
 */
export function encodeYaml(value: Value, budget: Budget): string | undefined {
  if (encodeJson(value, budget) === undefined) return undefined;
  const writer = new Writer(budget);
  return writer.write(value) ? writer.text : undefined;
}

/** What the reader refuses to see in a text. */
const forbidden = /[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]/;

class Writer {
  text = '';
  #column = 0;

  constructor(readonly budget: Budget) {}

  /** False where a text cannot pass. */
  write(value: Value): boolean {
    if (!this.#node(value, 0, 'root')) return false;
    this.#break();
    return true;
  }

  #node(value: Value, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    this.budget.spend(2);
    if (isGoObject(value) && value.fields) return this.#node(GoMap.of(membersOf(value.fields)), indent, place);
    if (value instanceof GoMap && !value.isNil && value.entries.size > 0) return this.#map(value, indent, place);
    if (value instanceof GoSlice && !value.isNil && value.items.length > 0) return this.#list(value, indent, place);
    if (place !== 'root' && place !== 'key') this.#put(' ');
    if (typeof value === 'string') return this.#string(value, indent, place);
    if (value instanceof GoMap && !value.isNil) this.#put('{}');
    else if (value instanceof GoSlice && !value.isNil) this.#put('[]');
    else if (typeof value === 'boolean') this.#put(String(value));
    else if (typeof value === 'number') this.#put(yamlNumber(value));
    else if (value instanceof GoInt) this.#put(String(value.value));
    else if (value === null || value instanceof GoMap || value instanceof GoSlice) this.#put('null');
    else return this.#string(value.text, indent, place);
    return true;
  }

  #map(value: GoMap, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    const inner = place === 'value' ? indent + 2 : indent;
    let first = true;
    for (const [key, item] of [...value.entries].sort(([a], [b]) => compareKeys(a, b))) {
      if (first && place === 'item') this.#put(' ');
      else if (!first || place === 'value') this.#line(inner);
      first = false;
      const read = asRead(key);
      // The reader wants a key on one line, and its colon not far off.
      if (read === undefined || key.includes('\x85') || jsonLength(key) > LONGEST_KEY_READ) return false;
      const simple = !/[\n\r\x85\u2028\u2029]/.test(read) && Buffer.byteLength(read) <= LONGEST_KEY;
      if (!simple) this.#put('? ');
      this.#scalar(read, inner + (simple ? 0 : 2), simple);
      if (!simple) this.#line(inner);
      this.#put(':');
      const at = simple ? 'value' : 'item';
      if (!this.#node(item, simple ? inner : inner + 2, at)) return false;
    }
    return true;
  }

  #list(value: GoSlice, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    // A list stands no deeper than the key that it belongs to.
    let first = true;
    for (const item of value.items) {
      if (first && place === 'item') this.#put(' ');
      else if (!first || place === 'value') this.#line(indent);
      first = false;
      this.#put('-');
      if (!this.#node(item, indent + 2, 'item')) return false;
    }
    return true;
  }

  #string(text: string, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    const read = asRead(text);
    if (read === undefined) return false;
    // What continues on a further line stands deeper than its key or dash; an item's indent counts that already.
    this.#scalar(read, place === 'item' ? indent : indent + 2, false);
    return true;
  }

  #scalar(text: string, indent: number, key: boolean): void {
    this.budget.spend(text.length >> 4);
    const shape = analyze(text);
    if (text.includes('\n') && !key && shape.blockAllowed) {
      this.#literal(text, indent);
      return;
    }
    const plain = !text.includes('\n') && !needsQuotes(text);
    const wantsDouble = !plain || (key && shape.multiline);
    if (plain && shape.plainAllowed) this.#plain(text, indent, key);
    else if (!wantsDouble && shape.singleAllowed) this.#single(text, indent, key);
    else this.#double(text, indent, key);
  }

  #literal(text: string, indent: number): void {
    this.#put(`|${/^[ \n\u2028\u2029]/.test(text) ? '2' : ''}`);
    let ending = 0;
    while (lineBreak.test(text.charAt(text.length - 1 - ending))) ending++;
    if (ending === 0) this.#put('-');
    else if (ending > 1 || text.length === 1) this.#put('+');
    const lines = text.split('\n');
    const body = text.endsWith('\n') ? lines.slice(0, -1) : lines;
    const pad = ' '.repeat(indent);
    for (const line of body) {
      this.#break();
      // The separators of lines and of paragraphs are breaks too.
      this.#put(line.replace(/([\u2028\u2029]*)([^\u2028\u2029]+)/g, `$1${pad}$2`));
    }
  }

  #plain(text: string, indent: number, key: boolean): void {
    this.#folded(text, indent, key, (part) => part, false);
  }

  #single(text: string, indent: number, key: boolean): void {
    this.#put("'");
    this.#folded(text, indent, key, (part) => part.replaceAll("'", "''"), true);
    this.#put("'");
  }

  /** Words of a long text go on in the next line. */
  #folded(text: string, indent: number, key: boolean, shown: (part: string) => string, inside: boolean): void {
    if (!lineBreak.test(text) && (key || this.#fits(text))) {
      this.#put(shown(text));
      return;
    }
    const runes = [...text];
    let spaces = false;
    let breaks = false;
    runes.forEach((rune, at) => {
      if (rune !== ' ') {
        const isBreak = lineBreak.test(rune);
        if (breaks && !isBreak) this.#put(' '.repeat(Math.max(indent - this.#column, 0)));
        this.#put(shown(rune));
        if (isBreak) this.#column = 0;
        breaks = isBreak;
        spaces = isBreak && spaces;
        return;
      }
      const within = !inside || (at > 0 && at < runes.length - 1);
      if (!key && !spaces && this.#column > WIDTH && within && runes[at + 1] !== ' ') this.#line(indent);
      else this.#put(' ');
      spaces = true;
    });
  }

  #double(text: string, indent: number, key: boolean): void {
    this.#put('"');
    if (key || this.#fits(text)) this.#put(text.replace(toEscape, escapeDouble));
    else this.#doubleFolded(text, indent);
    this.#put('"');
  }

  #doubleFolded(text: string, indent: number): void {
    const runes = [...text];
    let spaces = false;
    runes.forEach((rune, at) => {
      if (rune !== ' ') {
        this.#put(escapeDouble(rune));
        spaces = false;
        return;
      }
      if (!spaces && this.#column > WIDTH && at > 0 && at < runes.length - 1) {
        this.#line(indent);
        if (runes[at + 1] === ' ') this.#put('\\');
      } else this.#put(' ');
      spaces = true;
    });
  }

  /** Whether a text is written on one line whatever its length; an escape has up to ten characters. */
  #fits(text: string): boolean {
    return !text.includes(' ') || this.#column + 10 * text.length <= WIDTH;
  }

  #line(indent: number): void {
    this.#break();
    this.#put(' '.repeat(indent));
  }

  #break(): void {
    this.text += '\n';
    this.#column = 0;
  }

  #put(text: string): void {
    this.text += text;
    this.#column += text.length;
    this.budget.room(this.text.length);
  }
}

/** What go-yaml's reader makes of a text in JSON: a raw next-line character folds; some characters it refuses. */
function asRead(text: string): string | undefined {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
  if (forbidden.test(whole)) return undefined;
  if (!whole.includes('\x85')) return whole;
  const lines = whole.split('\x85').map((line, at, all) => trimLine(line, at > 0, at < all.length - 1));
  let read = lines[0] ?? '';
  let breaks = 0;
  for (const [at, line] of lines.slice(1).entries()) {
    breaks++;
    if (line === '' && at < lines.length - 2) continue;
    read += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line;
    breaks = 0;
  }
  return read;
}

/** How long a key is between its quotes in JSON. */
function jsonLength(key: string): number {
  return JSON.stringify(key).length;
}

function trimLine(line: string, left: boolean, right: boolean): string {
  let [from, to] = [0, line.length];
  while (left && from < to && line[from] === ' ') from++;
  while (right && to > from && line[to - 1] === ' ') to--;
  return line.slice(from, to);
}

interface Shape {
  readonly multiline: boolean;
  readonly plainAllowed: boolean;
  readonly singleAllowed: boolean;
  readonly blockAllowed: boolean;
}

const lineBreak = /[\n\r\x85\u2028\u2029]/;
/** Beyond the basic plane nothing counts as printable here. */
const special = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** yaml_emitter_analyze_scalar, for block context. */
function analyze(text: string): Shape {
  if (text === '') return { multiline: false, plainAllowed: true, singleAllowed: true, blockAllowed: false };
  const multiline = lineBreak.test(text);
  const isSpecial = special.test(text);
  const spaceThenBreak = / [\n\r\x85\u2028\u2029]/.test(text);
  const breakThenSpace = /[\n\r\x85\u2028\u2029] /.test(text);
  const edges = /^[ \n\r\x85\u2028\u2029]|[ \n\r\x85\u2028\u2029]$/.test(text);
  return {
    multiline,
    plainAllowed: !multiline && !isSpecial && !edges && !hasIndicators(text),
    singleAllowed: !breakThenSpace && !spaceThenBreak && !isSpecial,
    blockAllowed: !text.endsWith(' ') && !spaceThenBreak && !isSpecial,
  };
}

function hasIndicators(text: string): boolean {
  return (
    text.startsWith('---') ||
    text.startsWith('...') ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-](?:[ \t]|$)/.test(text) ||
    /:(?:[ \t]|$)/.test(text) ||
    /[ \t\n\r\x85\u2028\u2029]#/.test(text)
  );
}

const doubleEscapes = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

const toEscape = /[^ !#-[\]-~]|["\\]/gu;

function escapeDouble(rune: string): string {
  const named = doubleEscapes.get(rune);
  if (named !== undefined) return named;
  if (!special.test(rune)) return rune;
  const code = rune.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/** A float's JSON, read again: what looks like an integer is one. */
function yamlNumber(value: number): string {
  const text = jsonNumber(value);
  if (/^-?[0-9]+$/.test(text)) {
    const whole = BigInt(text);
    if (whole >= -(2n ** 63n) && whole < 2n ** 64n) return String(whole);
  }
  return formatFloat(value, 'g', -1);
}

const isLetter = (rune: string) => /^\p{L}$/u.test(rune);
const isDigit = (rune: string) => /^\p{Nd}$/u.test(rune);

/** go-yaml's order of keys: numbers within them count by their value, and other signs come before letters. */
function compareKeys(a: string, b: string): number {
  const [ours, theirs] = [[...a], [...b]];
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const [x = '', y = ''] = [ours[at], theirs[at]];
    if (x === y) continue;
    if (isLetter(x) && isLetter(y)) return compareText(x, y);
    if (isLetter(x) || isLetter(y)) return isLetter(y) ? -1 : 1;
    return compareRuns(ours, theirs, at);
  }
  return ours.length - theirs.length;
}

function compareRuns(ours: readonly string[], theirs: readonly string[], at: number): number {
  const [x = '', y = ''] = [ours[at], theirs[at]];
  let start = '0';
  if (x === '0' || y === '0') {
    for (let before = at - 1; before >= 0 && isDigit(ours[before] ?? ''); before--) {
      if (ours[before] !== '0') {
        start = '1';
        break;
      }
    }
  }
  const [mine, other] = [digitsFrom(ours, at), digitsFrom(theirs, at)];
  const [a, b] = [BigInt(start + mine), BigInt(start + other)];
  if (a !== b) return a < b ? -1 : 1;
  if (mine.length !== other.length) return mine.length - other.length;
  return compareText(x, y);
}

function digitsFrom(runes: readonly string[], at: number): string {
  let end = at;
  while (end < runes.length && /^[0-9]$/.test(runes[end] ?? '')) end++;
  return runes.slice(at, end).join('');
}
