import { CLUSTER, type Cluster } from '../api/cluster';
import { CLUSTER_CLAIM, type ClusterClaim } from '../api/cluster-claim';
import { CLUSTER_PROFILE, type ClusterProfile } from '../api/cluster-profile';
import { CLUSTER_PROPERTY, type ClusterProperty } from '../api/cluster-property';
import type { ApiKind } from '../api/kind';
import { MANAGED_CLUSTER, type ManagedCluster } from '../api/managed-cluster';
import { MANAGED_CLUSTER_SET, type ManagedClusterSet } from '../api/managed-cluster-set';
import { MANAGED_CLUSTER_SET_BINDING, type ManagedClusterSetBinding } from '../api/managed-cluster-set-binding';
import { MANAGED_PROXY_CONFIGURATION, type ManagedProxyConfiguration } from '../api/managed-proxy-configuration';
import { MANAGED_SERVICE_ACCOUNT, type ManagedServiceAccount } from '../api/managed-service-account';
import { namespaceOf, type WithMetadata } from '../api/metadata';
import { NAMESPACE, type Namespace } from '../api/namespace';
import { PLACEMENT_DECISION, type PlacementDecision } from '../api/placement-decision';
import { SECRET, type Secret } from '../api/secret';
import { explainShape } from '../api/shape';
import type { Finding } from '../diagnostics/finding';
import * as ocm from '../diagnostics/open-cluster-management';
import * as wire from '../diagnostics/wire';
import { wordsFor } from '../krm/identity';
import { type Item, placesInWords } from '../krm/item';
import { objectAt } from '../krm/json';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import { findHalfObjects } from './half-objects';
import { pickStandIns } from './stand-ins';

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
  readonly managedClusters: readonly Found<ManagedCluster>[];
  readonly managedClusterSets: readonly Found<ManagedClusterSet>[];
  readonly managedClusterSetBindings: readonly Found<ManagedClusterSetBinding>[];
  readonly managedProxyConfigurations: readonly Found<ManagedProxyConfiguration>[];
  /** Facts that managed clusters state about themselves: several may have one name, each from a cluster of its own. */
  readonly clusterProperties: readonly Found<ClusterProperty>[];
  readonly clusterClaims: readonly Found<ClusterClaim>[];
  readonly serviceAccounts: readonly Found<ManagedServiceAccount>[];
  readonly placementDecisions: readonly Found<PlacementDecision>[];
  /** The names of Namespaces that are being deleted. */
  readonly terminating: ReadonlySet<string>;
  /** Keys of objects that are there and could not be read: whoever needs one has had its finding. */
  readonly unreadable: ReadonlySet<string>;
  /** Objects that become Secrets in a cluster only, and documents that are encrypted as a whole. */
  readonly standIns: readonly Item[];
  /** Every Cluster of the input, also those that are being deleted or cannot be read; absent where none is looked for. */
  readonly clusterPaths: ReadonlySet<string> | undefined;
}

/** The kinds of object that a fleet is made of. */
export const FLEET_KINDS = [
  'Cluster',
  'ClusterProfile',
  'ManagedServiceAccount',
  'Namespace',
  'Secret',
  'ManagedCluster',
  'ManagedClusterSet',
  'ManagedClusterSetBinding',
  'ManagedProxyConfiguration',
  'ClusterProperty',
  'ClusterClaim',
  'PlacementDecision',
] as const;
export type FleetKind = (typeof FLEET_KINDS)[number];

const KINDS = [
  CLUSTER,
  CLUSTER_PROFILE,
  NAMESPACE,
  SECRET,
  MANAGED_CLUSTER,
  MANAGED_CLUSTER_SET,
  MANAGED_CLUSTER_SET_BINDING,
  MANAGED_PROXY_CONFIGURATION,
  CLUSTER_PROPERTY,
  CLUSTER_CLAIM,
  MANAGED_SERVICE_ACCOUNT,
  PLACEMENT_DECISION,
];

/**
 * Reads the fleet from the items. Objects that have no name, stand twice or have fields of a wrong shape are left out,
 * each with its finding, and so are most that are being deleted.
 * @param reads the kinds that the function reads; objects of the others are none of its business.
 */
export function readFleet(
  items: readonly Item[],
  reads: readonly FleetKind[] = FLEET_KINDS,
): { fleet: Fleet; findings: Finding[] } {
  const findings: Finding[] = [];
  const unreadable = new Set<string>();
  const terminating = new Set<string>();
  const byKind = groupBy(items, ({ identity: { group, kind } }) => `${group}/${kind}`);

  /**
   * `repeats`: the objects come from several clusters, so that one identity may stand in each of them.
   * `countsToTheEnd`: the system that is replaced goes on using an object of this kind until it is gone.
   */
  function read<T extends WithMetadata>(
    api: ApiKind<T>,
    { repeats = false, countsToTheEnd = false }: { repeats?: boolean; countsToTheEnd?: boolean } = {},
  ): Found<T>[] {
    const { group, kind } = api;
    const found = new Map<string | Item, Found<T>>();
    if (!reads.some((one) => one === kind)) return [];
    for (const item of byKind.get(`${group}/${kind}`) ?? []) {
      const { object } = item;
      const key = repeats ? item : item.key;
      const twin = found.get(key);
      if (item.fault !== undefined) {
        unreadable.add(item.key);
        findings.push(item.fault);
        continue;
      }
      if (objectAt(object, 'metadata').deletionTimestamp) {
        const place = item.at('metadata.deletionTimestamp');
        if (kind === NAMESPACE.kind) terminating.add(item.identity.name);
        if (countsToTheEnd) findings.push(ocm.countsWhileDeleted(place, wordsFor(object)));
        else {
          findings.push(wire.beingDeleted(place, wordsFor(object)));
          continue;
        }
      }
      if (item.identity.name === '') findings.push(wire.nameMissing(item.at(), kind));
      else if (twin !== undefined)
        findings.push(wire.objectTwice(item.at(), wordsFor(object), placesInWords([twin.item, item])));
      else if (!api.validate(object)) {
        unreadable.add(item.key);
        for (const { field, expected, found } of explainShape(api.validate.errors, object)) {
          findings.push(wire.wrongShape(item.at(field), field, expected, found));
        }
      } else found.set(key, { object, item });
    }
    return sortedBy(
      found.values(),
      ({ object }) => namespaceOf(object),
      ({ object }) => object.metadata.name,
    );
  }

  // Where no managed cluster is sent along, facts about clusters are somebody else's objects.
  const spokes = byKind.has(`${MANAGED_CLUSTER.group}/${MANAGED_CLUSTER.kind}`);
  const fleet = {
    clusters: read(CLUSTER),
    profiles: read(CLUSTER_PROFILE),
    namespaces: read(NAMESPACE),
    secrets: read(SECRET),
    managedClusters: read(MANAGED_CLUSTER),
    managedClusterSets: read(MANAGED_CLUSTER_SET, { countsToTheEnd: true }),
    managedClusterSetBindings: read(MANAGED_CLUSTER_SET_BINDING, { countsToTheEnd: true }),
    managedProxyConfigurations: read(MANAGED_PROXY_CONFIGURATION, { countsToTheEnd: true }),
    clusterProperties: spokes ? read(CLUSTER_PROPERTY, { repeats: true, countsToTheEnd: true }) : [],
    clusterClaims: spokes ? read(CLUSTER_CLAIM, { repeats: true, countsToTheEnd: true }) : [],
    serviceAccounts: read(MANAGED_SERVICE_ACCOUNT),
    placementDecisions: read(PLACEMENT_DECISION),
    terminating,
    unreadable,
    standIns: reads.includes('Secret') ? pickStandIns(byKind) : [],
    clusterPaths: reads.includes('Cluster') ? pathsOf(byKind.get(`${CLUSTER.group}/${CLUSTER.kind}`)) : undefined,
  };
  findings.push(
    ...findHalfObjects(
      items,
      KINDS.filter(({ kind }) => reads.some((one) => one === kind)),
    ),
  );
  return { fleet, findings };
}

function pathsOf(items: readonly Item[] = []): ReadonlySet<string> {
  return new Set(items.map(({ identity: { namespace, name } }) => `${namespace}/${name}`));
}
