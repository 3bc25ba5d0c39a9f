import { CLUSTER, type Cluster } from '../api/cluster';
import { CLUSTER_PROFILE, type ClusterProfile } from '../api/cluster-profile';
import type { ApiKind } from '../api/kind';
import { MANAGED_SERVICE_ACCOUNT, type ManagedServiceAccount } from '../api/managed-service-account';
import { namespaceOf, type WithMetadata } from '../api/metadata';
import { NAMESPACE, type Namespace } from '../api/namespace';
import { SECRET, type Secret } from '../api/secret';
import { explainShape } from '../api/shape';
import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import { groupBy } from '../krm/group';
import { wordsFor } from '../krm/identity';
import { type Item, placesInWords } from '../krm/item';
import { objectAt } from '../krm/json';
import { sortedBy } from '../krm/order';

/** An object that was read, with the item that it came from. */
export interface Found<T> {
  readonly object: T;
  readonly item: Item;
}

/** What the input holds of the kinds that are read, each sorted by namespace and name. */
export interface Fleet {
  readonly clusters: readonly Found<Cluster>[];
  readonly profiles: readonly Found<ClusterProfile>[];
  readonly namespaces: readonly Found<Namespace>[];
  readonly secrets: readonly Found<Secret>[];
  readonly serviceAccounts: readonly Found<ManagedServiceAccount>[];
  /** Keys of objects that are there and could not be read: whoever needs one has had its finding. */
  readonly unreadable: ReadonlySet<string>;
}

/** The kinds of object that a fleet is made of. */
export const FLEET_KINDS = ['Cluster', 'ClusterProfile', 'ManagedServiceAccount', 'Namespace', 'Secret'] as const;
export type FleetKind = (typeof FLEET_KINDS)[number];

/**
 * Reads the fleet from the items. Objects that are being deleted, have no name, stand twice or have fields of a wrong
 * shape are left out, each with its finding.
 * @param reads the kinds that the function reads; objects of the others are none of its business.
 */
export function readFleet(
  items: readonly Item[],
  reads: readonly FleetKind[] = FLEET_KINDS,
): { fleet: Fleet; findings: Finding[] } {
  const findings: Finding[] = [];
  const unreadable = new Set<string>();
  const byKind = groupBy(items, ({ identity: { group, kind } }) => `${group}/${kind}`);

  function read<T extends WithMetadata>({ group, kind, validate }: ApiKind<T>): Found<T>[] {
    const found = new Map<string, Found<T>>();
    if (!reads.some((one) => one === kind)) return [];
    for (const item of byKind.get(`${group}/${kind}`) ?? []) {
      const { object } = item;
      const twin = found.get(item.key);
      if (objectAt(object, 'metadata').deletionTimestamp) {
        findings.push(wire.beingDeleted(item.at('metadata.deletionTimestamp'), wordsFor(object)));
        continue;
      }
      if (item.identity.name === '') findings.push(wire.nameMissing(item.at(), kind));
      else if (twin !== undefined)
        findings.push(wire.objectTwice(item.at(), wordsFor(object), placesInWords([twin.item, item])));
      else if (!validate(object)) {
        unreadable.add(item.key);
        for (const { field, expected, found } of explainShape(validate.errors, object)) {
          findings.push(wire.wrongShape(item.at(field), field, expected, found));
        }
      } else found.set(item.key, { object, item });
    }
    return sortedBy(
      found.values(),
      ({ object }) => namespaceOf(object),
      ({ object }) => object.metadata.name,
    );
  }

  const fleet = {
    clusters: read(CLUSTER),
    profiles: read(CLUSTER_PROFILE),
    namespaces: read(NAMESPACE),
    secrets: read(SECRET),
    serviceAccounts: read(MANAGED_SERVICE_ACCOUNT),
    unreadable,
  };
  return { fleet, findings };
}
