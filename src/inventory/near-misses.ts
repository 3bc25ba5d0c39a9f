import { API_CLUSTER_SET_LABEL } from '../api/namespace';
import type { Finding } from '../diagnostics/finding';
import * as nearMisses from '../diagnostics/near-misses';
import type { Item } from '../krm/item';
import { objectAt } from '../krm/json';
import { groupBy } from '../lists/group';
import { editsBetween } from '../schema/nearest';
import type { Fleet } from './fleet';
import type { LabelKeys } from './label-keys';

/** A typing error is a letter or two. */
const MOST_EDITS = 2;

/** Labels that are all but one of those that are read, on objects without it: one finding for each misspelling. */
export function findNearMisses(
  { clusters, namespaces }: Pick<Fleet, 'clusters' | 'namespaces'>,
  keys: LabelKeys,
): Finding[] {
  const misses = [
    ...listMisses(clusters, [keys.profileName, keys.profileNamespace, keys.clusterSet]),
    ...listMisses(namespaces, [keys.consumer, keys.namespaceClusterSet, API_CLUSTER_SET_LABEL]),
  ];
  return [...groupBy(misses, ({ found, meant }) => `${found}\0${meant}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = group.map(
      ({ item: { identity } }) => `${identity.kind} ${[identity.namespace, identity.name].filter(Boolean).join('/')}`,
    );
    return [nearMisses.labelMisspelt(first.item.at('metadata.labels'), names, first.found, first.meant)];
  });
}

interface Miss {
  readonly item: Item;
  readonly found: string;
  readonly meant: string;
}

function listMisses(objects: readonly { readonly item: Item }[], known: readonly string[]): Miss[] {
  const meanings = new Map<string, string | undefined>();
  const meantBy = (found: string) => {
    if (!meanings.has(found))
      meanings.set(
        found,
        known.find((key) => !known.includes(found) && isNear(found, key)),
      );
    return meanings.get(found);
  };
  return objects.flatMap(({ item }) => {
    const labels = objectAt(item.object, 'metadata', 'labels');
    return Object.keys(labels).flatMap((found) => {
      const meant = meantBy(found);
      return meant === undefined || Object.hasOwn(labels, meant) ? [] : [{ item, found, meant }];
    });
  });
}

function isNear(found: string, key: string): boolean {
  return (
    Math.abs(found.length - key.length) <= MOST_EDITS &&
    editsBetween(found.toLowerCase(), key.toLowerCase()) <= MOST_EDITS
  );
}
