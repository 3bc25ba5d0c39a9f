import * as framework from '../../diagnostics/event-framework';
import type { Finding, Place } from '../../diagnostics/finding';
import { isObject, type Json, type JsonObject, objectAt, textOf, typeInWords } from '../../krm/json';
import { readMadeYaml } from './read-yaml';

/** An object that a template gave, with what the writer needs to know of it. */
export interface MadeObject {
  readonly object: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What is wrong with what a template gave, told once it is known for which events. */
export type EventFault = (events: string) => Finding;

/** Reads what a template gave: YAML documents, each an object. Empty ones are none. */
export function readObjects(
  text: string,
  template: string,
  place: Place,
): { objects: MadeObject[]; faults: EventFault[] } {
  const objects: MadeObject[] = [];
  const faults: EventFault[] = [];
  for (const { document, line } of splitDocuments(text)) {
    const reading = readMadeYaml(document);
    if ('fault' in reading) {
      const { line: at, column, reason } = reading.fault;
      faults.push((events) => framework.madeNotYaml(place, template, events, at + line, column, reason));
      continue;
    }
    const { value, twin } = reading;
    if (twin !== undefined) {
      faults.push((events) => framework.keyTwice(place, template, events, twin.line + line, twin.column));
    }
    if (isListOfTexts(value)) {
      // Sveltos takes each text of a list for a document of its own.
      const inner = value.map((one) => readObjects(one, template, place));
      objects.push(...inner.flatMap((one) => one.objects));
      faults.push(...inner.flatMap((one) => one.faults));
    } else if (value !== null && value !== '') {
      const made = readObject(value);
      if ('why' in made) faults.push((events) => framework.madeNoObject(place, template, events, made.why));
      else {
        objects.push(withTexts(made));
        for (const { field, found } of findNonText(made)) {
          faults.push((events) => framework.madeNotText(place, template, events, field, found));
        }
      }
    }
  }
  return { objects, faults };
}

function isListOfTexts(value: Json): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}

function* splitDocuments(text: string): Iterable<{ document: string; line: number }> {
  if (!text.includes('\n---') && !text.startsWith('---')) {
    if (text.trim() !== '') yield { document: text, line: 0 };
    return;
  }
  let line = 0;
  let pending: string[] = [];
  let start = 0;
  for (const one of text.split('\n')) {
    line++;
    if (/^---(?:\s|$)/.test(one)) {
      if (pending.join('').trim() !== '') yield { document: pending.join('\n'), line: start };
      pending = [];
      start = line;
    } else pending.push(one);
  }
  if (pending.join('').trim() !== '') yield { document: pending.join('\n'), line: start };
}

function readObject(value: Json): MadeObject | { why: string } {
  if (!isObject(value)) return { why: `it is ${typeInWords(value)}` };
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || apiVersion === '') return { why: wants('apiVersion', apiVersion) };
  if (typeof kind !== 'string' || kind === '') return { why: wants('kind', kind) };
  if (!isObject(value.metadata)) return { why: wants('metadata', value.metadata) };
  const { name, namespace = null } = value.metadata;
  if (typeof name !== 'string' || name === '') return { why: wants('metadata.name', name) };
  if (namespace !== null && typeof namespace !== 'string') return { why: wants('metadata.namespace', namespace) };
  return { object: value, apiVersion, kind, name, namespace: namespace ?? '' };
}

function wants(field: string, found: Json | undefined): string {
  return `its ${field} is ${found === '' ? 'empty' : typeInWords(found)}`;
}

/** Maps that hold strings alone: metadata's, the data of a ConfigMap or Secret, the selector of a Service. */
function findNonText(made: MadeObject): { field: string; found: string }[] {
  const maps: [string, JsonObject][] = [
    ['metadata.labels', objectAt(made.object, 'metadata', 'labels')],
    ['metadata.annotations', objectAt(made.object, 'metadata', 'annotations')],
    ...dataFieldsOf(made).map((field): [string, JsonObject] => [field, objectAt(made.object, field)]),
    ...(made.apiVersion === 'v1' && made.kind === 'Service'
      ? [['spec.selector', objectAt(made.object, 'spec', 'selector')] satisfies [string, JsonObject]]
      : []),
  ];
  return maps.flatMap(([field, map]) =>
    Object.entries(map)
      .filter(([, value]) => typeof value !== 'string' && value !== null)
      .map(([key, value]) => ({ field: `${field}["${key}"]`, found: typeInWords(value) })),
  );
}

function dataFieldsOf({ apiVersion, kind }: MadeObject): readonly string[] {
  return apiVersion === 'v1' && (kind === 'Secret' || kind === 'ConfigMap') ? ['data', 'stringData'] : [];
}

/** An API server decodes null in a map of strings as the empty string, and so keeps the key. */
function withTexts(made: MadeObject): MadeObject {
  const fields = dataFieldsOf(made).filter((field) => Object.values(objectAt(made.object, field)).includes(null));
  if (fields.length === 0) return made;
  const filled = fields.map((field) => {
    const entries = Object.entries(objectAt(made.object, field));
    return [field, Object.fromEntries(entries.map(([key, value]) => [key, value ?? '']))] as const;
  });
  return { ...made, object: { ...made.object, ...Object.fromEntries(filled) } };
}

/** The strings of a map that `findNonText` has looked at; null is the empty one. */
export function textsOf(map: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, textOf(value)]));
}
