import type { FilePlace, Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import { refOf } from './identity';
import { Item } from './item';
import { isObject, type Json, textOf, typeInWords } from './json';
import type { ListParts, Range } from './list/parts';
import { type ListDocument, readEntry, readItem, readList, readListAgain } from './list/read-list';
import { tellItem } from './tell-item';
import type { YamlFault } from './yaml/full';

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
export function readItems(document: ListDocument, readFrom?: FilePlace): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  for (const [position, range] of itemRanges(document.parts).entries()) {
    const reading = readItem(document, range);
    if ('fault' in reading) {
      const { item, fault } = tellUnread(document, range, reading.fault, readFrom);
      if (item === undefined) findings.push(fault);
      else items.push(item);
    } else if (!isObject(reading.value)) {
      findings.push(wire.itemNotObject({ file: readFrom }, position + 1, typeInWords(reading.value)));
    } else items.push(new Item(document.bytes.subarray(range.start, range.end), reading.value, readFrom));
  }
  return { items, findings };
}

/** An item that cannot be read, and that passes if nobody needs to: a host read it before us. In a file it is a mistake. */
function tellUnread({ bytes }: ListDocument, { start, end }: Range, fault: YamlFault, readFrom?: FilePlace) {
  if (readFrom !== undefined) return { fault: notYaml(fault, readFrom) };
  const slice = bytes.subarray(start, end);
  const { object, isSure } = tellItem(slice.toString());
  const { file } = new Item(slice, object);
  if (!isSure) return { fault: notYaml(fault, file) };
  const finding = { ...notYaml(fault, file), object: refOf(object) };
  return { item: new Item(slice, object, undefined, finding), fault: finding };
}

function itemRanges({ items }: ListParts): readonly Range[] {
  return items.style === 'block' || items.style === 'flow' ? items.ranges : [];
}

export function notYaml({ line, column, reason }: YamlFault, file?: FilePlace): Finding {
  return wire.notYaml({ file }, line, column, reason);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4096).trim() === '' && bytes.toString('latin1').trim() === '';
}
