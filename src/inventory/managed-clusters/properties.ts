import { isJoined, MANAGED_CLUSTER, type ManagedCluster } from '../../api/managed-cluster';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import { identityKey, wordsFor } from '../../krm/identity';
import type { Fleet, Found } from '../fleet';
import { type Claim, type ClaimOptions, gatherClaims, mergeClaims } from './claims';
import { assignSpokes, findUnusedPaths, indexSpokes, type SpokePath } from './spokes';

/** A property of a ClusterProfile. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

type Hub = Pick<Fleet, 'managedClusters' | 'clusterProperties' | 'clusterClaims' | 'unreadable'>;

export interface PropertyOptions extends ClaimOptions {
  readonly spokes: readonly SpokePath[];
}

/**
 * The properties of managed clusters: the claims of their status on the hub, and what their own objects state.
 * @param clusters those that need them; what others state is not looked at.
 */
export function gatherProperties(
  hub: Hub,
  clusters: readonly Found<ManagedCluster>[],
  { spokes: paths, ...options }: PropertyOptions,
): { propertiesOf: (cluster: Found<ManagedCluster>) => readonly Property[]; findings: Finding[] } {
  const spokes = indexSpokes(paths);
  const properties = assignSpokes(hub.clusterProperties, spokes);
  const claims = assignSpokes(hub.clusterClaims, spokes);
  const items = [...hub.clusterProperties, ...hub.clusterClaims].map(({ item }) => item);
  const findings = [...properties.findings, ...claims.findings, ...findUnusedPaths(items, spokes)];

  const strangers = findStrangers(hub, [properties.bySpoke, claims.bySpoke]);
  findings.push(...strangers);

  const byCluster = new Map<Found<ManagedCluster>, Property[]>();
  for (const cluster of clusters) {
    const { name } = cluster.object.metadata;
    const own = gatherClaims(properties.bySpoke.get(name) ?? [], claims.bySpoke.get(name) ?? []);
    const stated = isJoined(cluster.object) ? own : [];
    const known = readKnown(cluster);
    const merged = mergeClaims(known.claims, stated, options);
    findings.push(...known.findings);
    const place = cluster.item.at('status.clusterClaims');
    if (stated.length < own.length) {
      const names = own.map((claim) => claim.name);
      findings.push(ocm.claimsBeforeJoining(cluster.item.at('status.conditions'), name, names));
    }
    if (merged.differing.length > 0) findings.push(ocm.claimsDiffer(place, name, merged.differing));
    if (merged.cut.length > 0) findings.push(ocm.claimsCut(place, name, options.maxCustomClaims, merged.cut));
    findings.push(...merged.claims.flatMap((claim) => checkLengths(claim, cluster)));
    byCluster.set(
      cluster,
      merged.claims.map(({ name, value }) => ({ name, value })),
    );
  }
  return { propertiesOf: (cluster) => byCluster.get(cluster) ?? [], findings };
}

/** What the hub knows already, in its order. Of two claims of one name the first is taken, with an error. */
function readKnown({ object, item }: Found<ManagedCluster>): { claims: Claim[]; findings: Finding[] } {
  const byName = new Map<string, Claim>();
  const twice = new Set<string>();
  for (const { name, value } of object.status?.clusterClaims ?? []) {
    if (byName.has(name)) twice.add(name);
    else byName.set(name, { name, value, item });
  }
  const place = item.at('status.clusterClaims');
  return {
    claims: [...byName.values()],
    findings: [...twice].map((name) => ocm.claimTwice(place, object.metadata.name, name)),
  };
}

/** The limits of the ClusterProfile API, in characters. */
const LENGTHS = { name: 253, value: 1024 } as const;

function checkLengths(claim: Claim, cluster: Found<ManagedCluster>): Finding[] {
  const field = claim.item === cluster.item ? 'status.clusterClaims' : 'spec.value';
  return (['name', 'value'] as const).flatMap((what) => {
    const { length } = [...claim[what]];
    if (length >= 1 && length <= LENGTHS[what]) return [];
    return [ocm.propertyInvalid(claim.item.at(field), cluster.object.metadata.name, claim.name, what, length)];
  });
}

/** Objects of managed clusters that the input does not hold. */
function findStrangers(
  { managedClusters, unreadable }: Hub,
  groups: readonly ReadonlyMap<string, readonly Pick<Found<unknown>, 'item'>[]>[],
): Finding[] {
  const known = new Set(managedClusters.map(({ object }) => object.metadata.name));
  const strangers = new Map<string, string[]>();
  for (const [spoke, objects] of groups.flatMap((group) => [...group])) {
    const { group, kind } = MANAGED_CLUSTER;
    if (known.has(spoke) || unreadable.has(identityKey({ group, kind, namespace: '', name: spoke }))) continue;
    const words = objects.map(({ item }) => wordsFor(item.object));
    strangers.set(spoke, [...(strangers.get(spoke) ?? []), ...words]);
  }
  return [...strangers].map(([spoke, objects]) => ocm.spokeAbsent({}, spoke, objects));
}
