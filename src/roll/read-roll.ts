import type { Finding } from '../diagnostics/finding';
import * as rolls from '../diagnostics/roll';
import type { Item } from '../krm/item';
import { isObject, type Json, objectAt, textOf, typeInWords } from '../krm/json';
import { sortedBy } from '../lists/order';
import { readMember } from './member-text';
import type { Member, Roll } from './roll';
import { ROLL } from './write-roll';

export function isRoll({ identity }: Item): boolean {
  return identity.kind === ROLL.kind && identity.group === ROLL.group;
}

/** `<function>/<name>` of whoever a Roll is for. */
export function ownerOfRoll({ object, identity }: Item): string {
  return `${textOf(objectAt(object, 'spec').function)}/${identity.name}`;
}

/** Whether a Roll is this owner's: its name is, and its function, or it names none. */
export function isRollOf(item: Item, owner: string): boolean {
  const found = ownerOfRoll(item);
  return found === owner || (found.startsWith('/') && owner.endsWith(found));
}

/** The Roll that an item is; what cannot be read are findings. */
export function readRoll(item: Item): { roll: Roll; findings: Finding[] } {
  const findings: Finding[] = [];
  const spec = objectAt(item.object, 'spec');
  const refuse = (field: string, found: string) => findings.push(rolls.rollUnreadable(item.at(field), field, found));
  const version = textOf(item.object.apiVersion);
  if (version !== ROLL.apiVersion) refuse('apiVersion', `${version}, which is not ${ROLL.apiVersion}`);
  if (textOf(spec.function) === '') refuse('spec.function', 'missing');
  for (const field of Object.keys(item.object)) if (!TOP.has(field)) refuse(field, 'not a known field');
  for (const field of Object.keys(spec)) if (!FIELDS.has(field)) refuse(`spec.${field}`, 'not a known field');
  const section = (name: string): ReadonlyMap<string, string> => {
    const value: Json = spec[name] ?? {};
    if (!isObject(value)) {
      refuse(`spec.${name}`, typeInWords(value));
      return new Map();
    }
    return new Map(
      Object.entries(value).flatMap(([key, text]) => {
        if (typeof text === 'string') return [[key, text]];
        refuse(`spec.${name}["${key}"]`, typeInWords(text));
        return [];
      }),
    );
  };
  const clusters = new Map<string, Member>();
  // The lines may be in any order: a person or a merge moves them.
  for (const [path, text] of sortedBy(section('clusters'), ([key]) => key)) {
    const member = readMember(text);
    if (member === undefined) refuse(`spec.clusters["${path}"]`, 'not a line that `rollcall roll` writes');
    else clusters.set(path, member);
  }
  const roll = {
    name: item.identity.name,
    function: textOf(spec.function),
    clusters,
    consumers: section('consumers'),
    clusterSets: section('clusterSets'),
    registeredLabels: section('registeredLabels'),
    objects: section('objects'),
  };
  return { roll, findings };
}

const TOP = new Set(['apiVersion', 'kind', 'metadata', 'spec']);
const FIELDS = new Set(['function', 'consumers', 'clusterSets', 'registeredLabels', 'clusters', 'objects']);
