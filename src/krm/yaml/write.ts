import type { Json, JsonObject } from '../json';
import type { Sink } from '../sink';
import { SharedText, writeScalar } from './scalar';

/** What can be written: JSON, with texts that were made ready once. Fields that are undefined are left out. */
export type Writable = null | boolean | number | bigint | string | SharedText | Writable[] | WritableObject;

export interface WritableObject {
  [key: string]: Writable | undefined;
}

/** Writes a map as block YAML, its first line at the sink's place and every further one behind `indent`. */
export function writeBlock(sink: Sink, map: WritableObject, indent = ''): void {
  for (const piece of renderBlock(map, indent)) sink.bytes(piece);
}

/**
 * The same as pieces of bytes; every shared text's own bytes are one of them. The first and the last piece never are.
 * @param lead what stands before the map on its first line.
 * @param end what follows the map.
 */
export function renderBlock(map: WritableObject, indent = '', lead = '', end = ''): Uint8Array[] {
  const writer = new BlockWriter(lead);
  writer.map(map, `\n${indent}`, '');
  return writer.finish(end);
}

/** Gathers the small parts of an object in one string; only the shared texts are pieces of their own. */
class BlockWriter {
  private readonly pieces: Uint8Array[] = [];
  private pending: string;

  constructor(lead: string) {
    this.pending = lead;
  }

  /** `newline` begins a line of this map; `first` stands before its first entry instead. */
  map(map: WritableObject, newline: string, first: string): void {
    let separator = first;
    for (const key in map) {
      const value = map[key];
      if (value === undefined) continue;
      this.pending += `${separator}${writeScalar(key)}:`;
      this.value(value, newline);
      separator = newline;
    }
  }

  private list(list: Writable[], newline: string): void {
    for (const value of list) {
      this.pending += `${newline}-`;
      if (isMap(value) && !isEmpty(value)) {
        this.pending += ' ';
        this.map(value, `${newline}  `, '');
      } else this.value(value, `${newline}  `);
    }
  }

  private value(value: Writable, newline: string): void {
    if (typeof value === 'string') this.pending += ` ${writeScalar(value)}`;
    else if (value instanceof SharedText) {
      this.pending += ' ';
      this.flush();
      this.pieces.push(value.bytes);
    } else if (Array.isArray(value)) {
      if (value.length === 0) this.pending += ' []';
      else this.list(value, newline);
    } else if (isMap(value)) {
      if (isEmpty(value)) this.pending += ' {}';
      else this.map(value, `${newline}  `, `${newline}  `);
    } else this.pending += ` ${String(value)}`;
  }

  finish(end: string): Uint8Array[] {
    this.pending += end;
    this.flush();
    return this.pieces;
  }

  private flush(): void {
    this.pieces.push(Buffer.from(this.pending));
    this.pending = '';
  }
}

function isMap(value: Writable): value is WritableObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof SharedText);
}

function isEmpty(map: WritableObject): boolean {
  for (const key in map) if (map[key] !== undefined) return false;
  return true;
}

/** The same object with its shared texts as strings: for JSON, and for comparing. */
export function toPlain(value: Writable): Json {
  if (value instanceof SharedText) return value.text;
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isMap(value)) return value;
  const plain: JsonObject = {};
  for (const key in value) {
    const entry = value[key];
    if (entry !== undefined) plain[key] = toPlain(entry);
  }
  return plain;
}

/** Whether two values hold the same, whatever order their keys stand in. */
export function isSame(a: unknown, b: Writable): boolean {
  if (b instanceof SharedText) return a === b.text;
  if (Array.isArray(b)) {
    return Array.isArray(a) && a.length === b.length && b.every((value, at) => isSame(a[at], value));
  }
  if (!isMap(b)) return a === b;
  if (typeof a !== 'object' || a === null || Array.isArray(a)) return false;
  let more = 0;
  for (const key in b) {
    const value = b[key];
    if (value === undefined) continue;
    if (!Object.hasOwn(a, key) || !isSame(a[key as keyof typeof a], value)) return false;
    more++;
  }
  for (const _key in a) more--;
  return more === 0;
}
