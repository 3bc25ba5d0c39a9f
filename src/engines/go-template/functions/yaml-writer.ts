import type { Budget } from '../budget';
import { formatFloat } from '../float';
import { GoInt, GoMap, GoSlice, isGoObject, membersOf, type Value } from '../value';
import { encodeJson, jsonNumber } from './json';
import { compareKeys } from './yaml-key-order';
import { needsQuotes } from './yaml-scalar';
import { GO_YAML_2, GO_YAML_3, type Style } from './yaml-style';
import { analyze, escapeAny, escapeDouble, jsonLength, lineBreak, toEscape } from './yaml-text';

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
  const writer = new Writer(budget, GO_YAML_2);
  return writer.write(value) ? writer.text : undefined;
}

/** gopkg.in/yaml.v3's Marshal, byte for byte. */
export function encodeYaml3(value: Value, budget: Budget): string | undefined {
  const writer = new Writer(budget, GO_YAML_3);
  return writer.write(value) ? writer.text : undefined;
}

class Writer {
  text = '';
  #column = 0;

  constructor(
    readonly budget: Budget,
    readonly style: Style,
  ) {}

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
    else if (typeof value === 'number') this.#put(this.style.version === 2 ? yamlNumber(value) : floatNumber(value));
    else if (value instanceof GoInt) this.#put(String(value.value));
    else if (value === null || value instanceof GoMap || value instanceof GoSlice) this.#put('null');
    else return this.#string(value.text, indent, place);
    return true;
  }

  #map(value: GoMap, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    const inner = place === 'value' ? this.#deeper(indent) : indent;
    let first = true;
    for (const [key, item] of [...value.entries].sort(([a], [b]) => compareKeys(a, b, this.style.version))) {
      if (first && place === 'item') this.#pad(inner);
      else if (!first || place === 'value') this.#line(inner);
      first = false;
      const read = this.style.pass(key);
      if (read === undefined || !this.#takesKey(key)) return false;
      const simple = !/[\n\r\x85\u2028\u2029]/.test(read) && Buffer.byteLength(read) <= LONGEST_KEY;
      if (!simple) this.#put('? ');
      this.#scalar(read, simple ? inner : this.#deeper(inner), simple);
      if (!simple) this.#line(inner);
      this.#put(':');
      const at = simple ? 'value' : 'item';
      if (!this.#node(item, simple ? inner : this.#deeper(inner), at)) return false;
    }
    return true;
  }

  /** What go-yaml 2 is given is JSON: its reader wants a key on one line, and the colon not far off. */
  #takesKey(key: string): boolean {
    return this.style.version !== 2 || (!key.includes('\x85') && jsonLength(key) <= LONGEST_KEY_READ);
  }

  #list(value: GoSlice, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    const inner = place === 'value' && this.style.indentsLists ? this.#deeper(indent) : indent;
    let first = true;
    for (const item of value.items) {
      if (first && place === 'item') this.#pad(inner);
      else if (!first || place === 'value') this.#line(inner);
      first = false;
      this.#put('-');
      if (!this.#node(item, inner + 2, 'item')) return false;
    }
    return true;
  }

  /** The indentation of what belongs to a key. */
  #deeper(indent: number): number {
    const { step } = this.style;
    return step * Math.floor((indent + step) / step);
  }

  #string(text: string, indent: number, place: 'root' | 'key' | 'value' | 'item'): boolean {
    const read = this.style.pass(text);
    if (read === undefined) return false;
    // What continues on a further line stands deeper than its key or dash; an item's indent counts that already.
    this.#scalar(read, place === 'item' ? indent : this.#deeper(indent), false);
    return true;
  }

  #scalar(text: string, indent: number, key: boolean): void {
    this.budget.spend(text.length >> 4);
    const shape = analyze(text, this.style.takesTabs);
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
    this.#put(`|${/^[ \n\u2028\u2029]/.test(text) ? this.style.step : ''}`);
    let ending = 0;
    while (lineBreak.test(text.charAt(text.length - 1 - ending))) ending++;
    if (ending === 0) this.#put('-');
    else if (ending > 1 || text.length === 1) this.#put('+');
    // go-yaml 3 takes a line break at the beginning for the one after the indicator.
    const lines = (this.style.version === 3 ? text.replace(/^\n/, '') : text).split('\n');
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
      if (!key && !spaces && this.#column > this.style.width && within && runes[at + 1] !== ' ') this.#line(indent);
      else this.#put(' ');
      spaces = true;
    });
  }

  #double(text: string, indent: number, key: boolean): void {
    this.#put('"');
    // It looks for a byte order mark at the beginning of the text, whatever character it writes.
    if (text.startsWith('\ufeff')) this.#put([...text].map(escapeAny).join(''));
    else if (key || this.#fits(text)) this.#put(text.replace(toEscape, escapeDouble));
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
      if (!spaces && this.#column > this.style.width && at > 0 && at < runes.length - 1) {
        this.#line(indent);
        if (runes[at + 1] === ' ') this.#put('\\');
      } else this.#put(' ');
      spaces = true;
    });
  }

  /** Whether a text is written on one line whatever its length; an escape has up to ten characters. */
  #fits(text: string): boolean {
    return !text.includes(' ') || this.#column + 10 * text.length <= this.style.width;
  }

  /** What belongs to a dash, or to the colon of a long key, begins on the same line. */
  #pad(indent: number): void {
    this.#put(' '.repeat(Math.max(1, indent - this.#column)));
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

/** A float's JSON, read again: what looks like an integer is one. */
function yamlNumber(value: number): string {
  const text = jsonNumber(value);
  if (/^-?[0-9]+$/.test(text)) {
    const whole = BigInt(text);
    if (whole >= -(2n ** 63n) && whole < 2n ** 64n) return String(whole);
  }
  return formatFloat(value, 'g', -1);
}

function floatNumber(value: number): string {
  if (Number.isFinite(value)) return formatFloat(value, 'g', -1);
  return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
}
