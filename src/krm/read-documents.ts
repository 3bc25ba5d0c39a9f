import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as wire from '../diagnostics/wire';
import { FieldPlace, FileText, type Origin } from './file-text';
import { Item } from './item';
import { isObject, type Json, textOf, typeInWords } from './json';
import { LARGEST_TEXT } from './largest-text';
import type { Range } from './list/parts';
import { readEntry, readList } from './list/read-list';
import { notYaml, readItems } from './resource-list';
import { readUnambiguously, readYaml } from './yaml/read';

/**
 * The objects of a file: YAML with one document or several, JSON, and lists as kubectl prints them (`kind: List`), whose
 * items count as documents of their own.
 * @param inPackage the path relative to the package, where `path` is another.
 */
export function readDocuments(bytes: Buffer, path: string, inPackage?: string): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  const file = new FileText(path, inPackage, bytes);
  for (const { start, end } of splitDocuments(bytes)) {
    const read = readDocument(bytes.subarray(start, end), { file, index: items.length });
    // One by one: a list may hold more items than a call takes arguments.
    for (const item of read.items) items.push(item);
    for (const finding of read.findings) findings.push(finding);
  }
  return { items, findings };
}

/** Each document as other programs read it too, lists whole; `undefined` where they could read one in another way. */
export function readValues(bytes: Buffer): Json[] | undefined {
  const values: Json[] = [];
  for (const { start, end } of splitDocuments(bytes)) {
    const reading = readUnambiguously(bytes.toString('utf8', start, end));
    if ('fault' in reading) return undefined;
    values.push(reading.value);
  }
  return values;
}

/** etcd takes 1.5 MiB, and never more than a few times that. Reading takes many times the memory of what is read. */
const LARGEST_OBJECT = 32 << 20;

function tooLarge(bytes: Buffer, origin: Origin, size: string): { items: Item[]; findings: Finding[] } {
  return { items: [], findings: [wire.documentTooLarge({ file: new FieldPlace(origin, bytes.subarray(0, 0)) }, size)] };
}

function readDocument(bytes: Buffer, origin: Origin): { items: Item[]; findings: Finding[] } {
  if (bytes.length > LARGEST_TEXT) return tooLarge(bytes, origin, '512 MiB');
  const list = readAsList(bytes, origin);
  if (list !== undefined) return list;
  if (bytes.length > LARGEST_OBJECT) return tooLarge(bytes, origin, '32 MiB');
  const reading = readYaml(bytes.toString());
  if ('fault' in reading) {
    return { items: [], findings: [notYaml(reading.fault, origin, bytes)] };
  }
  if (reading.value === null) return { items: [], findings: [] };
  if (!isObject(reading.value)) {
    return {
      items: [],
      findings: [hosts.documentNotObject({ file: new FieldPlace(origin, bytes) }, typeInWords(reading.value))],
    };
  }
  const item = new Item(bytes, reading.value, origin);
  return { items: [item], findings: findLists([item]) };
}

/** kubectl's List, taken apart like a ResourceList; `undefined` for everything else. */
function readAsList(bytes: Buffer, origin: Origin): { items: Item[]; findings: Finding[] } | undefined {
  const text = bytes.toString('latin1');
  if (!text.trimStart().startsWith('{') && !itemsKey.test(text)) return undefined;
  const reading = readList(bytes);
  if ('fault' in reading || reading.value === undefined) return undefined;
  const document = reading.value;
  const kind = document.parts.entries.find(({ key }) => key === 'kind');
  const value = kind && readEntry(document, kind);
  if (value === undefined || 'fault' in value || !LISTS.has(String(value.value))) return undefined;
  const { style } = document.parts.items;
  if (style !== 'block' && style !== 'flow') return undefined;
  const { items, findings } = readItems(document, origin);
  return { items, findings: [...findings, ...findLists(items)] };
}

const LISTS = new Set(['List', 'ResourceList']);
const itemsKey = /^items:/m;

/** Lists that were not taken apart: what they hold must not be lost in silence. */
function findLists(items: readonly Item[]): Finding[] {
  return items
    .filter(
      ({ object }) =>
        LISTS.has(textOf(object.kind)) || (textOf(object.kind).endsWith('List') && Array.isArray(object.items)),
    )
    .map((item) => hosts.listUnreadable(item.at(), textOf(item.object.kind)));
}

/** Where each document starts and ends. A `---` line parts them. */
function splitDocuments(bytes: Buffer): Range[] {
  const documents: Range[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(10, at);
    const next = newline < 0 ? bytes.length : newline + 1;
    if (isSeparator(bytes, at) && !isDirective(bytes, start, at)) {
      documents.push({ start, end: at });
      start = next;
    }
    at = next;
  }
  documents.push({ start, end: bytes.length });
  return documents;
}

function isDirective(bytes: Buffer, start: number, end: number): boolean {
  return end - start < 1024 && onlyDirectives.test(bytes.toString('latin1', start, end));
}

/** `%YAML 1.2` belongs to the document behind its `---`. */
const onlyDirectives = /^(?:[ \t]*(?:#[^\n]*)?\n)*%[^\n]*\n(?:[ \t]*(?:[%#][^\n]*)?\n)*$/;

/** `---` alone on its line, or with a comment; content behind it belongs to the full reader and is refused there. */
function isSeparator(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 45 || bytes[at + 1] !== 45 || bytes[at + 2] !== 45) return false;
  let rest = at + 3;
  while (bytes[rest] === 32 || bytes[rest] === 13) rest++;
  const unit = bytes[rest];
  return unit === undefined || unit === 10 || (unit === 35 && rest > at + 3);
}
