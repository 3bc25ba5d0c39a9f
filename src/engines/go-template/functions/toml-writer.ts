import type { Budget } from '../budget';
import { Stop } from '../fault';
import { formatFloat } from '../float';
import { GoInt, GoMap, GoSlice, type Value } from '../value';

/** An error of the encoder, whose words are the result. */
class Unwritable extends Error {}

/** What BurntSushi/toml writes, or the words of its error. */
export function encodeToml(value: Value, budget: Budget): string {
  if (value === null) throw new Stop('nil has no form in TOML');
  const writer = new Writer(budget);
  try {
    writer.document(value);
  } catch (error) {
    if (error instanceof Unwritable) return error.message;
    throw error;
  }
  return writer.text;
}

class Writer {
  text = '';

  constructor(readonly budget: Budget) {}

  /** What is no table stands alone, which is no TOML, but what the library writes. */
  document(value: Value): void {
    if (value instanceof GoMap) this.table([], value);
    else if (isTable(value)) throw new Unwritable('toml: top-level values must be Go maps or structs');
    else this.#write(this.#element(value, 0));
  }

  table(path: readonly string[], value: GoMap): void {
    if (path.length > 200) throw new Stop('a value is nested deeper than 200');
    const members = value.sorted().filter(([, item]) => !isNil(item));
    for (const [key, item] of members) if (!isTable(item)) this.#pair([...path, key], item);
    for (const [key, item] of members) if (isTable(item)) this.#tables([...path, key], item);
  }

  #pair(path: readonly string[], value: Value): void {
    this.#write(`${indentOf(path)}${quoteKey(path.at(-1) ?? '')} = ${this.#element(value, path.length)}\n`);
  }

  #tables(path: readonly string[], value: Value): void {
    const name = path.map(quoteKey).join('.');
    if (value instanceof GoMap) {
      if (path.length === 1) this.#newLine();
      this.#write(`${indentOf(path)}[${name}]\n`);
      this.table(path, value);
    } else if (value instanceof GoSlice) {
      for (const item of value.items) {
        if (!(item instanceof GoMap)) continue;
        this.#newLine();
        this.#write(`${indentOf(path)}[[${name}]]\n`);
        this.table(path, item);
      }
    }
  }

  #element(value: Value, depth: number): string {
    this.budget.spend(2);
    if (depth > 200) throw new Stop('a value is nested deeper than 200');
    if (value === null) throw new Unwritable('toml: cannot encode array with nil element');
    if (typeof value === 'string') return quoteText(value);
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return floatText(value);
    if (value instanceof GoInt) return String(value.value);
    if (value instanceof GoSlice) {
      return `[${value.items.map((item) => this.#element(item, depth + 1)).join(', ')}]`;
    }
    if (!(value instanceof GoMap)) return quoteText(value.text);
    return this.#inline(value, depth);
  }

  #inline(value: GoMap, depth: number): string {
    const all = value.sorted();
    const [direct, tables] = [all.filter(([, item]) => !isTable(item)), all.filter(([, item]) => isTable(item))];
    let out = '{';
    const write = (members: readonly (readonly [string, Value])[], more: boolean) => {
      members.forEach(([key, item], at) => {
        if (isNil(item)) return;
        out += `${quoteKey(key)} = ${this.#element(item, depth + 1)}`;
        if (more || at !== members.length - 1) out += ', ';
      });
    };
    write(direct, tables.length > 0);
    write(tables, false);
    return `${out}}`;
  }

  #newLine(): void {
    if (this.text !== '') this.#write('\n');
  }

  #write(text: string): void {
    this.text += text;
    this.budget.room(this.text.length);
  }
}

const isNil = (value: Value) => value === null || ((value instanceof GoMap || value instanceof GoSlice) && value.isNil);

/** A map, or a list of nothing but maps. */
function isTable(value: Value): boolean {
  if (value instanceof GoMap) return !value.isNil;
  if (!(value instanceof GoSlice) || value.items.length === 0) return false;
  if (value.items.some(isNil)) throw new Unwritable('toml: cannot encode array with nil element');
  return value.items.every((item) => item instanceof GoMap);
}

const indentOf = (path: readonly string[]) => '  '.repeat(path.length - 1);

function quoteKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoteText(key);
}

const escapes = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
]);

function quoteText(text: string): string {
  const escaped = text.replace(/["\\]|[^\P{Cc}\x80-\x9f]/gu, (character) => {
    return escapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value, 'g', -1);
  return /[e.]/.test(text) ? text : `${text}.0`;
}
