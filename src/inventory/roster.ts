import type { Cluster } from '../api/cluster';
import type { ClusterProfile } from '../api/cluster-profile';
import type { ManagedCluster } from '../api/managed-cluster';
import { labelOf, namespaceOf, pathOf } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import * as wire from '../diagnostics/wire';
import { wordsFor } from '../krm/identity';
import { wordsWithFile } from '../krm/item';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import { nearestOf } from '../schema/nearest';
import { type ClusterSets, indexClusterSets } from './cluster-sets';
import type { Fleet, Found } from './fleet';
import type { LabelKeys } from './label-keys';
import type { LeftOut } from './left-out';
import type { Membership } from './managed-clusters/memberships';
import { isLabelValue, isNamespaceName, isObjectName } from './names';
import { type ResolvedNamespace, resolveProfileNamespace } from './resolve-namespace';

/** One line of the roster: a ClusterProfile, there or only named, with the objects that stand for it. */
export interface Entry {
  readonly profileNamespace: string;
  readonly profileName: string;
  /** Why the profile is in that namespace; absent where no Cluster names it, and its own namespace is the answer. */
  readonly placement?: ResolvedNamespace;
  readonly cluster?: Found<Cluster>;
  readonly profile?: Found<ClusterProfile>;
  /** The managed cluster of a hub that the profile stands for. */
  readonly managedCluster?: Found<ManagedCluster>;
  /** A Cluster that names the profile, where clusterNamespaces leaves that Cluster out. */
  readonly outside?: Found<Cluster>;
}

/** Why no credentials come from a Cluster of this line. */
export function whyNoCluster({ outside }: Entry): string {
  return outside === undefined
    ? 'no Cluster names it'
    : `${wordsFor(outside.item.object)} names it, but clusterNamespaces leaves out that Cluster’s namespace`;
}

export function profilePath({ profileNamespace, profileName }: Entry): string {
  return `${profileNamespace}/${profileName}`;
}

/** What the entry is called in a sentence: its Cluster where it has one, else its profile. */
export function wordsForEntry({ cluster, profile }: Entry): string {
  const found = cluster ?? profile;
  return found === undefined ? 'An unknown cluster' : wordsFor(found.item.object);
}

export function clustersOf(roster: readonly Entry[]): Found<Cluster>[] {
  return roster.flatMap(({ cluster }) => cluster ?? []);
}

/** The lines of a roster, and what was decided on the way to them. */
export interface JoinedRoster {
  readonly roster: readonly Entry[];
  readonly leftOut: readonly LeftOut[];
  readonly sets: ClusterSets;
  readonly findings: readonly Finding[];
}

/** What happens to a Cluster without the label that names its ClusterProfile: with `Import`, its own name counts. */
export type UnlabelledClusters = 'Ignore' | 'Import';

/**
 * Joins Clusters and ClusterProfiles: a Cluster that names a ClusterProfile by its labels stands on that profile's line.
 * Lines are sorted by the profile's namespace and name.
 */
export function joinRoster(
  fleet: Pick<Fleet, 'clusters' | 'profiles' | 'namespaces'> & { readonly outside?: readonly Found<Cluster>[] },
  keys: LabelKeys,
  unlabelled: UnlabelledClusters = 'Ignore',
): JoinedRoster {
  const sets = indexClusterSets(fleet, keys);
  const { claims, leftOut, findings } = listClaims(fleet, sets, keys, unlabelled);
  const profiles = new Map<string, Found<ClusterProfile>>();
  for (const profile of fleet.profiles) {
    if (namespaceOf(profile.object) !== '') profiles.set(pathOf(profile.object), profile);
    else {
      findings.push(wire.namespaceMissing(profile.item.at('metadata.namespace'), wordsFor(profile.item.object)));
      leftOut.push({ source: profile, because: 'it has no namespace' });
    }
  }

  const roster: Entry[] = [];
  for (const [path, claimants] of claims) {
    const [first, ...others] = claimants;
    if (first === undefined) continue;
    const profile = profiles.get(path);
    profiles.delete(path);
    if (others.length > 0) {
      const names = claimants.map(({ cluster }) => wordsWithFile(cluster.item));
      // The ClusterProfile cannot be used either: without the Clusters, its credentials would come from elsewhere.
      const contested = [...claimants.map(({ cluster }) => cluster), ...(profile === undefined ? [] : [profile])];
      findings.push(
        inventory.profileClaimedTwice(
          { ...first.cluster.item.at('metadata.labels'), subjects: contested.map(({ item }) => item.key) },
          path,
          names,
        ),
      );
      const because = `several Clusters name ClusterProfile ${path}`;
      leftOut.push(...contested.map((source) => ({ source, because })));
    } else roster.push(profile === undefined ? first : { ...first, profile });
  }
  const outside = new Map(
    (fleet.outside ?? []).map((cluster) => {
      const { namespace } = resolveProfileNamespace(cluster.object, sets, keys);
      return [`${namespace}/${labelOf(cluster.object, keys.profileName)}`, cluster];
    }),
  );
  for (const [path, profile] of profiles) {
    const named = outside.get(path);
    const line = { profileNamespace: namespaceOf(profile.object), profileName: profile.object.metadata.name, profile };
    roster.push(named === undefined ? line : { ...line, outside: named });
  }
  return {
    roster: sortedBy(
      roster,
      ({ profileNamespace }) => profileNamespace,
      ({ profileName }) => profileName,
    ),
    leftOut,
    sets,
    findings,
  };
}

/** Notes the managed clusters of a hub on the lines of their ClusterProfiles. */
export function noteManagedClusters(roster: readonly Entry[], memberships: readonly Membership[]): Entry[] {
  const byPath = new Map(
    memberships.map(({ namespace, cluster }) => [`${namespace}/${cluster.object.metadata.name}`, cluster]),
  );
  return roster.map((entry) => {
    const managedCluster = byPath.get(profilePath(entry));
    return managedCluster === undefined ? entry : { ...entry, managedCluster };
  });
}

type Claim = Entry & { readonly cluster: Found<Cluster> };

/** The Clusters that name a ClusterProfile, by that profile's namespace and name. */
function listClaims(
  fleet: Pick<Fleet, 'clusters'>,
  sets: ClusterSets,
  keys: LabelKeys,
  unlabelled: UnlabelledClusters,
) {
  const claims: Claim[] = [];
  const leftOut: LeftOut[] = [];
  const findings: Finding[] = [];
  const contested = new Map<string, Finding>();
  const unplaced = new Map<string, Found<Cluster>[]>();
  const unnamed: string[] = [];

  for (const cluster of fleet.clusters) {
    const ownName = unlabelled === 'Import' ? cluster.object.metadata.name : undefined;
    const profileName = labelOf(cluster.object, keys.profileName) ?? ownName;
    if (profileName === undefined) {
      unnamed.push(pathOf(cluster.object));
      leftOut.push({ source: cluster, because: `it has no label ${keys.profileName}` });
      continue;
    }
    const resolved = resolveProfileNamespace(cluster.object, sets, keys);
    const faults = checkClaim(cluster, profileName, resolved, keys);
    findings.push(...faults.findings);
    noteClusterSet(cluster, resolved);
    if (faults.usable) {
      claims.push({ profileNamespace: resolved.namespace, profileName, placement: resolved, cluster });
    } else leftOut.push({ source: cluster, because: 'its labels name no usable ClusterProfile' });
  }

  function noteClusterSet(
    cluster: Found<Cluster>,
    { rule, clusterSet, namespace, passedOver }: ResolvedNamespace,
  ): void {
    if (clusterSet === undefined) return;
    if (rule === 'Default') unplaced.set(clusterSet, [...(unplaced.get(clusterSet) ?? []), cluster]);
    else if (passedOver.length > 0) {
      contested.set(clusterSet, inventory.clusterSetContested({}, clusterSet, namespace, passedOver));
    }
  }

  findings.push(...contested.values());
  if (unnamed.length > 0) findings.push(inventory.clustersUnnamed({}, keys.profileName, unnamed));
  for (const [set, clusters] of unplaced) {
    const place = clusters[0]?.item.at('metadata.labels') ?? {};
    findings.push(
      inventory.clusterSetUnplaced(
        place,
        set,
        clusters.map(({ object }) => pathOf(object)),
        nearestOf(set, [...sets.keys()]),
      ),
    );
  }
  return { claims: groupBy(claims, profilePath), leftOut, findings };
}

function checkClaim({ object, item }: Found<Cluster>, name: string, resolved: ResolvedNamespace, keys: LabelKeys) {
  const path = pathOf(object);
  const findings: Finding[] = [];
  let usable = true;
  const refuse = (finding: Finding) => {
    findings.push(finding);
    usable = false;
  };
  if (namespaceOf(object) === '') refuse(wire.namespaceMissing(item.at('metadata.namespace'), wordsFor(item.object)));
  if (name === '') refuse(inventory.profileNameEmpty(item.at('metadata.labels'), path, keys.profileName));
  else if (!isObjectName(name) || !isLabelValue(name)) {
    refuse(inventory.profileNameInvalid(item.at('metadata.labels'), name, wordsFor(item.object)));
  }
  if (resolved.rule === 'EmptyLabel') {
    findings.push(inventory.profileNamespaceEmpty(item.at('metadata.labels'), path, keys.profileNamespace));
  } else if (!isNamespaceName(resolved.namespace)) {
    refuse(inventory.profileNamespaceInvalid(item.at('metadata.labels'), resolved.namespace, path));
  }
  return { usable, findings };
}
