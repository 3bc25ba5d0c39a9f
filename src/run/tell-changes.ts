import { type Finding, listNames } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import { wordsFor } from '../krm/identity';
import type { Item } from '../krm/item';
import { objectAt } from '../krm/json';
import { ownerOf, sourcesOf } from '../krm/ownership';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import type { Authority } from './authority';

/** What a run does to objects of earlier renders, in words: what leaves and why, what changes hands, what is left alone. */
export function tellChanges(items: readonly Item[], leaving: readonly Item[], authority: Authority): Finding[] {
  return [...tellLeaving(items, leaving), ...tellOwners(items, authority)];
}

/** A source that is still there is a warning: a label or a Namespace may have gone by mistake. */
function tellLeaving(items: readonly Item[], leaving: readonly Item[]): Finding[] {
  if (leaving.length === 0) return [];
  const present = new Map(items.filter(isAlive).map((item) => [item.key, item]));
  const sourceOf = (item: Item) => sourcesOf(item).flatMap((key) => present.get(key) ?? [])[0];
  const inOrder = sortedBy(leaving, ({ key }) => key);
  const gone = inOrder.filter((item) => sourceOf(item) === undefined);
  const unwanted = inOrder.filter((item) => sourceOf(item) !== undefined);
  return [
    ...groupByCause(gone).map((group) => ownership.withdrawn({}, wordsOf(group), sourcesInWords(group))),
    ...groupByCause(unwanted).map((group) => {
      const sources = [...new Set(group.flatMap((item) => sourceOf(item) ?? []))];
      const [first] = sources;
      const words =
        sources.length === 1 && first !== undefined ? `${wordsFor(first.object)} is` : `${sources.length} sources are`;
      return ownership.withdrawnFromPresent(first?.at('metadata.labels') ?? {}, wordsOf(group), words);
    }),
  ];
}

/**
 * A cluster that leaves takes its objects from many namespaces, and a consumer that leaves has objects of many clusters: what
 * makes fewer groups is the likelier cause.
 */
function groupByCause(leaving: readonly Item[]): Item[][] {
  const bySource = groupBy(leaving, (item) => sourcesOf(item).join(', '));
  const byPlace = groupBy(leaving, ({ identity: { kind, namespace } }) => `${kind}/${namespace}`);
  const least = bySource.size <= byPlace.size ? bySource : byPlace;
  return least.size > MOST_CAUSES ? [[...leaving]] : [...least.values()];
}

const MOST_CAUSES = 10;

function wordsOf(items: readonly Item[]): string[] {
  return items.map(({ object }) => wordsFor(object));
}

function sourcesInWords(items: readonly Item[]): string {
  const sources = [...new Set(items.map((item) => sourcesOf(item).join(', ') || 'an unknown source'))];
  return listNames(
    sortedBy(sources, (source) => source),
    3,
  );
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
