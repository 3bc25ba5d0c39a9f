import { compareBytes } from './byte-order';
import { type LuaState, type LuaString, type LuaTable, type LuaValue, objects, strings, TAG, tables } from './fengari';
import type { Json, JsonObject } from './json';
import { numberText } from './number-text';

/**
 * The bridge between objects and Lua's tables, with the rules of Sveltos' own (libsveltos, `MapToTable` and
 * `ToGoValue`): null is left out; a list keeps its maps, strings, booleans and fractions alone, so that whole numbers and
 * lists inside a list are lost. A map's keys go in by bytes, so that `pairs` has one order; in Sveltos it is random.
 */

/** Strings from here on are decoded only when a script looks into them, and named by their place on the way back. */
const LONG = 64;

const NIL = Buffer.alloc(0);

/** A string of the input that becomes bytes when a script first looks into it: most kubeconfigs are only passed on. */
class InputString extends strings.TString {
  readonly text: string;
  private bytes: Uint8Array | undefined;

  constructor(state: LuaState, text: string) {
    super(state, NIL);
    this.text = text;
    Object.defineProperty(this, 'realstring', { get: () => this.decode() });
  }

  private decode(): Uint8Array {
    this.bytes ??= Buffer.from(this.text);
    return this.bytes;
  }
}

/** Turns objects of the input into tables. Short strings that stand often are shared. */
export class TableWriter {
  private readonly state: LuaState;
  private readonly known = new Map<string, LuaString>();

  constructor(state: LuaState) {
    this.state = state;
  }

  /** Fills an empty table from a map. */
  fill(table: LuaTable, map: JsonObject): void {
    for (const key of Object.keys(map).sort(compareBytes)) {
      const value = this.value(map[key]);
      if (value !== undefined) tables.luaH_setfrom(this.state, table, this.text(key), value);
    }
  }

  /** Fills an empty table with one table for each object. */
  fillList(table: LuaTable, list: readonly JsonObject[]): void {
    for (const [at, one] of list.entries()) this.put(table, at + 1, this.map(one));
  }

  private value(value: Json | undefined): LuaValue | undefined {
    if (value === null || value === undefined) return undefined;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return new objects.TValue(TAG.float, value);
    if (typeof value === 'boolean') return new objects.TValue(TAG.boolean, value);
    return Array.isArray(value) ? this.list(value) : this.map(value);
  }

  private map(map: JsonObject): LuaValue {
    const table = tables.luaH_new(this.state);
    this.fill(table, map);
    return new objects.TValue(TAG.table, table);
  }

  private list(list: readonly Json[]): LuaValue {
    const table = tables.luaH_new(this.state);
    let at = 1;
    for (const one of list) {
      if (Array.isArray(one) || (typeof one === 'number' && Number.isInteger(one))) continue;
      const value = this.value(one);
      if (value !== undefined) this.put(table, at++, value);
    }
    return new objects.TValue(TAG.table, table);
  }

  private put(table: LuaTable, at: number, value: LuaValue): void {
    tables.luaH_setfrom(this.state, table, new objects.TValue(TAG.float, at), value);
  }

  private text(text: string): LuaValue {
    if (text.length >= LONG) return new objects.TValue(TAG.longString, new InputString(this.state, text));
    const known = this.known.get(text);
    if (known !== undefined) return new objects.TValue(TAG.longString, known);
    const made = new strings.TString(this.state, Buffer.from(text));
    this.known.set(text, made);
    return new objects.TValue(TAG.longString, made);
  }
}

const DEEPEST = 500;

export type Reading = { readonly value: Json } | { readonly fault: string };

/**
 * A table as JSON, with Sveltos' rules: one with entries 1 to n is a list of n (holes are null, other keys are lost), any
 * other a map with its keys as text, an empty one too.
 */
export function readTable(table: LuaTable): Reading {
  try {
    return { value: readValue(table, 0) };
  } catch (error) {
    if (error instanceof NoData) return { fault: error.message };
    throw error;
  }
}

class NoData extends Error {}

function readValue(value: unknown, depth: number): Json {
  if (value instanceof InputString) return value.text;
  if (value instanceof strings.TString) return Buffer.from(value.realstring).toString();
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new NoData(`it returned the number ${numberText(value)}, which JSON does not have`);
  }
  if (isTable(value)) return readEntries(value, depth + 1);
  if (value === null || value === undefined) return null;
  throw new NoData('it returned something that is no data (a function or the like)');
}

function readEntries(table: LuaTable, depth: number): Json {
  if (depth > DEEPEST) throw new NoData('it returned tables that are nested without end');
  const length = tables.luaH_getn(table);
  if (length > 0) {
    const list: Json[] = [];
    for (let at = 1; at <= length; at++) {
      const entry = table.strong.get(at);
      list.push(entry === undefined ? null : readValue(entry.value.value, depth));
    }
    return list;
  }
  const map: [string, Json][] = [];
  for (let entry = table.f; entry !== undefined; entry = entry.n) {
    map.push([keyText(entry.key.value), readValue(entry.value.value, depth)]);
  }
  return Object.fromEntries(map);
}

/** Go's `fmt.Sprint` of the key. */
function keyText(key: unknown): string {
  if (key instanceof strings.TString) return Buffer.from(key.realstring).toString();
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  throw new NoData('it returned a table with a key that is neither a string nor a number');
}

export function isTable(value: unknown): value is LuaTable {
  return value instanceof tables.Table;
}
