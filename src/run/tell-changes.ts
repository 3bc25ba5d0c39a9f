import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import { wordsFor } from '../krm/identity';
import type { Item } from '../krm/item';
import { objectAt } from '../krm/json';
import { ownerOf, sourcesOf } from '../krm/ownership';
import { groupBy } from '../lists/group';
import type { Authority } from './authority';

/** What a run does to objects of earlier renders, in words: what leaves and why, what changes hands, what is left alone. */
export function tellChanges(items: readonly Item[], leaving: readonly Item[], authority: Authority): Finding[] {
  return [...tellLeaving(items, leaving), ...tellOwners(items, authority)];
}

/** One finding a source. A source that is still there is a warning: a label or a Namespace may have gone by mistake. */
function tellLeaving(items: readonly Item[], leaving: readonly Item[]): Finding[] {
  if (leaving.length === 0) return [];
  const present = new Map(items.filter(isAlive).map((item) => [item.key, item]));
  return [...groupBy(leaving, (item) => sourcesOf(item).join(', '))].map(([sources, group]) => {
    const objects = group.map(({ object }) => wordsFor(object));
    const source = group.flatMap(sourcesOf).flatMap((key) => present.get(key) ?? [])[0];
    if (source === undefined) return ownership.withdrawn({}, objects, sources || 'an unknown source');
    return ownership.withdrawnFromPresent(source.at('metadata.labels'), objects, wordsFor(source.object));
  });
}

function isAlive({ object }: Item): boolean {
  return !objectAt(object, 'metadata').deletionTimestamp;
}

function tellOwners(items: readonly Item[], { owner, takeOverFrom, packagePath }: Authority): Finding[] {
  const strangers = items.filter(
    (item) => item.packagePath === (packagePath ?? item.packagePath) && ownerOf(item) !== undefined,
  );
  return [...groupBy(strangers, (item) => ownerOf(item) ?? '')].flatMap(([other, group]) => {
    if (other === owner) return [];
    if (takeOverFrom.includes(other))
      return [
        ownership.takenOver(
          {},
          other,
          group.map(({ object }) => wordsFor(object)),
        ),
      ];
    return [ownership.leftAlone({}, other, group.length)];
  });
}
