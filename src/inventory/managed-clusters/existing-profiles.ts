import { type ClusterProfile, managersOf } from '../../api/cluster-profile';
import { namespaceOf, pathOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import { ownerOf } from '../../krm/ownership';
import type { Found } from '../fleet';
import { isManaged } from './managed-profile';
import type { Membership } from './memberships';

/** How memberships meet the ClusterProfiles that are there already. */
export interface Meeting {
  /** Those whose ClusterProfile has to be made. */
  readonly wanted: readonly Membership[];
  /** Those whose ClusterProfile the hub has made already, and that is used as it is. */
  readonly used: readonly Membership[];
  readonly findings: readonly Finding[];
}

/**
 * A cluster of a hub is registered once for each of its ClusterProfiles, whoever wrote them: the namespaces of the
 * configuration narrow those that are there as well as those that are made.
 */
export function countProfiles(
  profiles: readonly Found<ClusterProfile>[],
  bindingNamespaces: readonly string[] | undefined,
): { counted: readonly Found<ClusterProfile>[]; findings: Finding[] } {
  if (bindingNamespaces === undefined) return { counted: profiles, findings: [] };
  const isOutside = (profile: Found<ClusterProfile>) =>
    isManaged(profile) && !bindingNamespaces.includes(namespaceOf(profile.object));
  const outside = profiles.filter(isOutside).map(({ object }) => pathOf(object));
  if (outside.length === 0) return { counted: profiles, findings: [] };
  return {
    counted: profiles.filter((profile) => !isOutside(profile)),
    findings: [ocm.profilesOutside({}, outside)],
  };
}

/**
 * Where the hub's own ClusterProfile is there it is used as it is, unless ClusterProfiles are to be written: where Open
 * Cluster Management runs, it owns them. Another manager's is never adopted.
 * @param emits whether ClusterProfiles are written.
 */
export function meetExisting(
  memberships: readonly Membership[],
  profiles: readonly Found<ClusterProfile>[],
  emits: boolean,
): Meeting {
  const byPath = new Map(profiles.map((profile) => [pathOf(profile.object), profile]));
  const wanted: Membership[] = [];
  const used: Membership[] = [];
  const findings = emits ? profiles.filter(isTheHubs).map(tellHubs) : [];
  for (const membership of memberships) {
    const { name } = membership.cluster.object.metadata;
    const profile = byPath.get(`${membership.namespace}/${name}`);
    if (profile === undefined) wanted.push(membership);
    else if (!isManaged(profile)) {
      const [manager] = managersOf(profile.object);
      findings.push(
        ocm.profileConflict(profile.item.at('spec.clusterManager.name'), pathOf(profile.object), name, manager),
      );
    } else if (!emits) used.push(membership);
    // What another configuration of Rollcall made is for the reconciliation to refuse.
    else if (!isTheHubs(profile)) wanted.push(membership);
  }
  if (used.length > 0) {
    findings.push(
      ocm.profilesUsed(
        {},
        used.map(({ namespace, cluster }) => `${namespace}/${cluster.object.metadata.name}`),
      ),
    );
  }
  return { wanted, used, findings };
}

function isTheHubs(profile: Found<ClusterProfile>): boolean {
  return isManaged(profile) && ownerOf(profile.item) === undefined;
}

function tellHubs({ object, item }: Found<ClusterProfile>): Finding {
  return ocm.profileOfTheHub(item.at(), pathOf(object));
}
