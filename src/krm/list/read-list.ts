import type { Json } from '../json';
import { LARGEST_TEXT, TextTooLarge } from '../largest-text';
import type { YamlFault } from '../yaml/fault';
import { joinQuoted } from '../yaml/go-layout';
import { readYaml } from '../yaml/read';
import type { Entry, ListParts, Range } from './parts';
import { splitBlock } from './split-block';
import { splitFully } from './split-fully';
import { splitJson } from './split-json';

/** A list document: its bytes, where its parts stand in them, and how to read one of them. */
export interface ListDocument {
  readonly bytes: Buffer;
  readonly parts: ListParts;
}

export type Reading<T> = { readonly value: T } | { readonly fault: YamlFault };

/** Takes a document apart. `undefined` where its root is not a map. */
export function readList(input: Buffer): Reading<ListDocument | undefined> {
  const bytes = withoutByteOrderMark(input);
  const block = splitBlock(bytes);
  // A block is cut into its items first; anything else is read as one text.
  if (block === undefined && bytes.length > LARGEST_TEXT) throw new TextTooLarge();
  const parts = block ?? splitIfJson(bytes);
  return parts === undefined ? splitCarefully(bytes) : { value: { bytes, parts } };
}

/**
 * The same for a document whose items did not read as they were cut: a quoted text may have lines that look like those of
 * the list. `undefined` where that is not so.
 */
export function readListAgain({ bytes }: ListDocument): ListDocument | undefined {
  if (joinQuoted(bytes.toString('latin1')) === bytes.toString('latin1')) return undefined;
  const split = splitCarefully(bytes);
  return 'fault' in split ? undefined : split.value;
}

function splitCarefully(bytes: Buffer): Reading<ListDocument | undefined> {
  const text = joinQuoted(bytes.toString('latin1'));
  const parts = splitBlock(Buffer.from(text, 'latin1'));
  if (parts !== undefined) return { value: { bytes, parts } };
  const split = splitFully(text);
  if ('fault' in split) return split;
  return { value: split.parts && { bytes, parts: split.parts } };
}

/** The value of a top-level entry; a fault has its line in the document. */
export function readEntry({ bytes, parts: { root } }: ListDocument, entry: Entry): Reading<Json> {
  const { start, end } = root === 'flow' ? entry.value : entry;
  const reading = readYaml(bytes.toString('utf8', start, end));
  if ('fault' in reading) {
    return { fault: { ...reading.fault, line: reading.fault.line + countLines(bytes, start) } };
  }
  if (root === 'flow') return reading;
  const map = reading.value;
  const value = typeof map === 'object' && map !== null && !Array.isArray(map) ? map[entry.key] : undefined;
  return { value: value ?? null };
}

/** The value of an item; a fault has its line in the item. */
export function readItem({ bytes, parts }: ListDocument, { start, end }: Range): Reading<Json> {
  const reading = readYaml(bytes.toString('utf8', start, end));
  if ('fault' in reading || parts.items.style !== 'block') return reading;
  // The slice keeps its dash: it reads as a list of one.
  return { value: Array.isArray(reading.value) ? (reading.value[0] ?? null) : null };
}

function countLines(bytes: Buffer, end: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}

function splitIfJson(bytes: Buffer): ListParts | undefined {
  const first = bytes.toString('latin1', 0, 64).trimStart();
  if (!first.startsWith('{')) return undefined;
  try {
    JSON.parse(bytes.toString());
  } catch {
    return undefined; // Flow style that is YAML and not JSON, or neither: the full splitter tells.
  }
  return splitJson(bytes);
}

function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
