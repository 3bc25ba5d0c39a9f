import type { ApiKind } from '../api/kind';
import type { WithMetadata } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import type { Item } from '../krm/item';
import { textOf } from '../krm/json';
import { editsBetween } from '../schema/nearest';

type Kind = Pick<ApiKind<WithMetadata>, 'group' | 'kind'>;

/** Objects that nobody reads as they are, and that could be of a kind that is read: passing them over would withdraw them. */
export function findHalfObjects(items: readonly Item[], kinds: readonly Kind[]): Finding[] {
  // Thousands of objects are of a few kinds.
  const meant = new Map<string, Kind | undefined>();
  const findings: Finding[] = [];
  for (const item of items) {
    const { kind } = item.identity;
    const apiVersion = textOf(item.object.apiVersion);
    if (kind === '' || apiVersion === '') {
      findings.push(...judgeHalf(item, apiVersion, kinds));
      continue;
    }
    const key = `${apiVersion} ${kind}`;
    if (!meant.has(key)) meant.set(key, findMeant(item, apiVersion, kinds));
    const one = meant.get(key);
    if (one !== undefined) findings.push(tellMisspelt(item, apiVersion, one));
  }
  return findings;
}

/** The kind that is meant, where it is not the one that stands there. */
function findMeant({ identity }: Item, apiVersion: string, kinds: readonly Kind[]): Kind | undefined {
  const isRead = kinds.some((one) => one.kind === identity.kind && one.group === identity.group);
  return isRead ? undefined : kinds.find((one) => isMeant(one, identity.kind, statedGroup(apiVersion)));
}

function tellMisspelt(item: Item, apiVersion: string, meant: Kind): Finding {
  const { kind } = item.identity;
  return meant.kind === kind
    ? wire.misspelt(item.at('apiVersion'), `group ${statedGroup(apiVersion)}`, `${kind} of the group ${meant.group}`)
    : wire.misspelt(item.at('kind'), `kind ${kind}`, meant.kind);
}

/** An object that does not say which kind it is, and could be one that is read. */
function judgeHalf(item: Item, apiVersion: string, kinds: readonly Kind[]): Finding[] {
  const { kind } = item.identity;
  const group = statedGroup(apiVersion);
  // What does not even begin like an object is nobody's.
  const isObject = apiVersion !== '' || kind !== '' || Object.keys(item.object).some((key) => isAlike('metadata', key));
  const couldBe = (one: Kind) =>
    (kind === '' || isAlike(one.kind, kind)) && (apiVersion === '' || isAlike(one.group, group));
  if (!isObject || !kinds.some(couldBe)) return [];
  return [wire.halfObject(item.at(), [...(apiVersion === '' ? ['apiVersion'] : []), ...(kind === '' ? ['kind'] : [])])];
}

/** The core group has the version v1 alone: anything else without a slash is a group that has lost its version. */
function statedGroup(apiVersion: string): string {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined && group === 'v1' ? '' : group;
}

/** A kind and a group of which one is right and the other nearly, or both are written in other letters. */
function isMeant(one: Kind, kind: string, group: string): boolean {
  if (isAlike(one.kind, kind) && isAlike(one.group, group)) return true;
  return (one.group === group && isNearly(one.kind, kind)) || (one.kind === kind && isNearly(one.group, group));
}

/** The most letters that a slip of the hand changes; no two kinds of one API are as close. */
const SLIP = 2;

function isNearly(known: string, written: string): boolean {
  return known.length > 3 * SLIP && Math.abs(known.length - written.length) <= SLIP
    ? editsBetween(known, written) <= SLIP
    : false;
}

/** The same in other letters: capital or small, of another alphabet, or with something invisible in between. */
function isAlike(known: string, written: string): boolean {
  const letters = [...written.normalize('NFKC')].filter((letter) => !/[\s\p{C}]/u.test(letter));
  return (
    letters.length === known.length &&
    letters.every((letter, at) => letter > '\u007f' || letter.toLowerCase() === known[at]?.toLowerCase())
  );
}
