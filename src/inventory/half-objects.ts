import type { ApiKind } from '../api/kind';
import type { WithMetadata } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import type { Item } from '../krm/item';
import { textOf } from '../krm/json';

type Kind = Pick<ApiKind<WithMetadata>, 'group' | 'kind'>;

/** Objects that nobody reads as they are, and that could be of a kind that is read: passing them over would withdraw them. */
export function findHalfObjects(items: readonly Item[], kinds: readonly Kind[]): Finding[] {
  return items.flatMap((item) => {
    const finding = judge(item, kinds);
    return finding === undefined ? [] : [finding];
  });
}

function judge(item: Item, kinds: readonly Kind[]): Finding | undefined {
  const { group, kind } = item.identity;
  const hasVersion = textOf(item.object.apiVersion) !== '';
  if (kind !== '' && hasVersion) {
    const known = kinds.filter((one) => isAlike(one.kind, kind) && isAlike(one.group, group));
    const isRead = known.some((one) => one.kind === kind && one.group === group);
    const [meant] = known;
    return meant === undefined || isRead ? undefined : wire.kindLetters(item.at('kind'), kind, meant.kind);
  }
  // What does not even begin like an object is nobody's.
  if (!hasVersion && kind === '' && !Object.keys(item.object).some((key) => isAlike(key, 'metadata'))) return undefined;
  const couldBe = (one: Kind) => (kind === '' || isAlike(one.kind, kind)) && (!hasVersion || isAlike(one.group, group));
  if (!kinds.some(couldBe)) return undefined;
  return wire.halfObject(item.at(), [...(hasVersion ? [] : ['apiVersion']), ...(kind === '' ? ['kind'] : [])]);
}

function isAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
