import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import { FieldPlace, FileText, type Origin } from './file-text';
import { refOf } from './identity';
import { Item } from './item';
import { isObject, type Json, textOf, typeInWords } from './json';
import type { ListParts, Range } from './list/parts';
import { type ListDocument, readEntry, readItem, readList, readListAgain } from './list/read-list';
import { tellItem } from './tell-item';
import type { YamlFault } from './yaml/fault';

/** A ResourceList that came in (KRM Functions Specification v1), ready to be answered in its own style. */
export interface ResourceList {
  readonly document: ListDocument;
  readonly items: readonly Item[];
  /** `undefined` where there is none; anything else is for the configuration to judge. */
  readonly functionConfig: Json | undefined;
}

const KNOWN = new Set(['config.kubernetes.io/v1', 'config.kubernetes.io/v1beta1', 'config.kubernetes.io/v1alpha1']);

/** Reads a ResourceList from the bytes of standard input. Every fault is a finding, and all of them are given. */
export function readResourceList(bytes: Buffer): { list?: ResourceList; findings: Finding[] } {
  if (isBlank(bytes)) return { findings: [wire.emptyInput({})] };
  const reading = readList(bytes);
  if ('fault' in reading) return { findings: [notYaml(reading.fault)] };
  const document = reading.value;
  if (document === undefined) return { findings: [wire.notResourceList({}, 'a YAML text without a map at its root')] };

  const head = readHead(document);
  if (head.length > 0) return { findings: head };
  const read = readParts(document);
  const isWhole = read.findings.length === 0 && read.list?.items.every(({ fault }) => fault === undefined);
  const otherwise = isWhole ? undefined : readListAgain(document);
  return otherwise === undefined ? read : readParts(otherwise);
}

function readParts(document: ListDocument): { list?: ResourceList; findings: Finding[] } {
  const { items, findings } = readItems(document);
  const config = readTop(document, 'functionConfig');
  if ('fault' in config) findings.push(notYaml(config.fault));
  else return { list: { document, items, functionConfig: config.value }, findings };
  return { findings };
}

/** What is wrong with the document as a ResourceList, before any item is looked at. */
function readHead(document: ListDocument): Finding[] {
  const kind = readTop(document, 'kind');
  if ('fault' in kind) return [notYaml(kind.fault)];
  if (kind.value !== 'ResourceList') {
    return [wire.notResourceList({}, typeof kind.value === 'string' ? `a ${kind.value}` : 'a map without a kind')];
  }
  const apiVersion = readTop(document, 'apiVersion');
  if ('fault' in apiVersion) return [notYaml(apiVersion.fault)];
  if (!KNOWN.has(textOf(apiVersion.value))) {
    return [wire.unknownListVersion({}, textOf(apiVersion.value) || typeInWords(apiVersion.value))];
  }
  return checkItems(document.parts);
}

function checkItems({ items }: ListParts): Finding[] {
  switch (items.style) {
    case 'absent':
      return [wire.itemsNotList({ field: 'items' }, 'missing')];
    case 'other':
      return [wire.itemsNotList({ field: 'items' }, 'something else')];
    default:
      return [];
  }
}

function readTop(document: ListDocument, key: string): { value: Json | undefined } | { fault: YamlFault } {
  const entry = document.parts.entries.find((candidate) => candidate.key === key);
  return entry === undefined ? { value: undefined } : readEntry(document, entry);
}

/** The items of any list document, and what is wrong with those that are none. */
export function readItems(document: ListDocument, readFrom?: Origin): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  for (const [position, range] of itemRanges(document.parts).entries()) {
    const reading = readItem(document, range);
    const slice = document.bytes.subarray(range.start, range.end);
    if ('fault' in reading) {
      const { item, fault } = tellUnread(document.bytes, slice, reading.fault, readFrom);
      if (item === undefined) findings.push(fault);
      else items.push(item);
    } else if (!isObject(reading.value)) {
      const file = readFrom && new FieldPlace(readFrom, slice);
      findings.push(wire.itemNotObject({ file }, position + 1, typeInWords(reading.value)));
    } else items.push(new Item(slice, reading.value, readFrom));
  }
  return { items, findings };
}

/** An item that cannot be read, and that passes if nobody needs to: a host read it before us. In a file it is a mistake. */
function tellUnread(list: Buffer, slice: Buffer, fault: YamlFault, readFrom?: Origin): { item?: Item; fault: Finding } {
  if (readFrom !== undefined) return { fault: notYaml(fault, readFrom, slice) };
  const { object, isSure } = tellItem(slice.toString());
  const { file } = new Item(slice, object);
  const place = { file, object: isSure ? refOf(object) : undefined, excerpt: fault.excerpt };
  // A host writes objects in a form of its own: the lines of its stream are not those of the file.
  const line = fault.line + new FileText('', undefined, list).lineOf(slice) - 1;
  const finding =
    file === undefined
      ? wire.notYaml(place, line, fault.column, fault.reason)
      : wire.objectNotYaml(place, fault.line, fault.column, fault.reason);
  return isSure ? { item: new Item(slice, object, undefined, finding), fault: finding } : { fault: finding };
}

function itemRanges({ items }: ListParts): readonly Range[] {
  return items.style === 'block' || items.style === 'flow' ? items.ranges : [];
}

/** @param slice the part of the file that was read. */
export function notYaml(fault: YamlFault, origin?: Origin, slice?: Buffer): Finding {
  const { column, reason, excerpt } = fault;
  const line = fault.line + (origin && slice ? origin.file.lineOf(slice) - 1 : 0);
  return wire.notYaml(
    { file: origin && { ...origin.file.place(origin.index), line, column }, excerpt },
    line,
    column,
    reason,
  );
}

function isBlank(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4096).trim() === '' && bytes.toString('latin1').trim() === '';
}
