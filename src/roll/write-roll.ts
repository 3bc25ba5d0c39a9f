import { LOCAL_CONFIG } from '../krm/host-annotations';
import { Item } from '../krm/item';
import type { JsonObject } from '../krm/json';
import type { Written } from '../krm/written';
import { writeScalar } from '../krm/yaml/scalar';
import { sortedBy } from '../lists/order';
import { writeMember } from './member-text';
import type { Member, Roll } from './roll';

export const ROLL = { apiVersion: 'rollcall.dev/v1alpha1', group: 'rollcall.dev', kind: 'Roll' } as const;

const HEAD = `# Who is in the fleet and where it goes. Commit this file: a render that differs from it stops.
# \`rollcall roll\` writes it. The order of clusters is by a checksum of their names, between numbered lines, so that two
# branches which each add a cluster merge. Where a line names no consumers, every consumer gets the credentials.
`;

/** The Roll as a document. Every member is on a line of its own. */
export function writeRoll(roll: Roll, annotations: Readonly<Record<string, string>> = {}): string {
  return `${HEAD}${writeObject(roll, annotations).join('\n')}\n`;
}

/** The output with the Roll in it, where this render writes it: in its own place, or a new one at the end. */
export function withRoll(
  written: readonly Written[],
  call: { readonly item?: Item | undefined; readonly roll: Roll; readonly isToWrite: boolean } | undefined,
): readonly Written[] {
  if (call === undefined || !call.isToWrite) return written;
  const { item, roll } = call;
  if (item !== undefined) {
    const annotations = item.hostAnnotations;
    const update = new Item(styleRoll(item, roll, annotations), asObject(roll, annotations));
    return written.map((one) => ('item' in one && one.item === item ? { item: update } : one));
  }
  const model = written.find((one) => 'item' in one);
  if (model === undefined) return written;
  return [...written, { item: new Item(styleRoll(model.item, roll), asObject(roll)) }];
}

/** The Roll in the style of an item: as an entry of a block list, as JSON, or as a document. */
export function styleRoll(item: Item, roll: Roll, annotations: Readonly<Record<string, string>> = {}): Buffer {
  const text = item.bytes.toString();
  const dash = /^( *)- +/.exec(text);
  if (dash !== null) {
    const [lead, indent = ''] = dash;
    const [first = '', ...rest] = writeObject(roll, annotations);
    const inner = ' '.repeat(lead.length);
    return Buffer.from(
      [
        `${indent}-${' '.repeat(lead.length - indent.length - 1)}${first}`,
        ...rest.map((line) => inner + line),
        '',
      ].join('\n'),
    );
  }
  if (text.trimStart().startsWith('{')) {
    return Buffer.from(JSON.stringify(asObject(roll, annotations), undefined, text.includes('\n') ? 2 : undefined));
  }
  return Buffer.from(writeRoll(roll, annotations));
}

export function asObject(roll: Roll, annotations: Readonly<Record<string, string>> = {}): JsonObject {
  const section = (name: string, map: ReadonlyMap<string, string>) =>
    map.size === 0 ? {} : { [name]: Object.fromEntries(map) };
  return {
    apiVersion: ROLL.apiVersion,
    kind: ROLL.kind,
    metadata: { name: roll.name, annotations: { ...annotations, [LOCAL_CONFIG]: 'true' } },
    spec: {
      function: roll.function,
      ...section('consumers', roll.consumers),
      ...section('clusterSets', roll.clusterSets),
      ...section('registeredLabels', roll.registeredLabels),
      ...section('clusters', new Map([...roll.clusters].map(([path, member]) => [path, writeMember(member)]))),
      ...section('objects', roll.objects),
    },
  };
}

function writeObject(roll: Roll, annotations: Readonly<Record<string, string>>): string[] {
  const marks = sortedBy(Object.entries({ ...annotations, [LOCAL_CONFIG]: 'true' }), ([key]) => key);
  return [
    `apiVersion: ${ROLL.apiVersion}`,
    `kind: ${ROLL.kind}`,
    'metadata:',
    `  name: ${writeScalar(roll.name)}`,
    '  annotations:',
    ...marks.map(([key, value]) => `    ${writeScalar(key)}: ${writeScalar(value)}`),
    'spec:',
    `  function: ${roll.function}`,
    ...writeSection('consumers', roll.consumers),
    ...writeSection('clusterSets', roll.clusterSets),
    ...writeSection('registeredLabels', roll.registeredLabels),
    ...writeSpread('clusters', roll.clusters, writeMember),
    ...(roll.objects.size === 0 ? [] : writeSpread('objects', roll.objects, (from) => from)),
  ];
}

function writeSection(name: string, map: ReadonlyMap<string, string>): string[] {
  if (map.size === 0) return [];
  const lines = sortedBy(map, ([key]) => key).map(([key, value]) => `    ${writeScalar(key)}: ${writeScalar(value)}`);
  return [`  ${name}:`, ...lines];
}

/**
 * git merges two insertions when a line that both branches have is between them. Neighbours by name would meet in one
 * place: eu-17 and eu-18 are added in the same week. By checksum they rarely do, and in a small fleet the numbered lines
 * are between them.
 */
const SHELVES = 64;

function writeSpread<T extends string | Member>(
  name: string,
  map: ReadonlyMap<string, T>,
  write: (value: T) => string,
): string[] {
  const members = [...map].map(([key, value]) => ({ key, value, sum: checksum(key) }));
  members.sort((a, b) => a.sum - b.sum || (a.key < b.key ? -1 : 1));
  const lines: string[] = [];
  let shelf = -1;
  const open = (upTo: number) => {
    while (shelf < upTo) lines.push(`    # ${String(++shelf).padStart(2, '0')}`);
  };
  for (const { key, value, sum } of members) {
    open(Math.floor(sum / (2 ** 32 / SHELVES)));
    lines.push(`    ${writeScalar(key)}: ${plainly(write(value))}`);
  }
  open(SHELVES - 1);
  return [`  ${name}:`, ...lines];
}

/** FNV-1a with a last mixing, so that names which differ in their last letter differ in every bit. */
function checksum(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/** A line without quotes, where all of its characters are harmless. */
function plainly(line: string): string {
  return harmless.test(line) ? line : writeScalar(line);
}

const harmless = /^from (?:[A-Za-z0-9_./=+-]|[,;] | (?=[A-Za-z0-9]))*[A-Za-z0-9=]$/;
