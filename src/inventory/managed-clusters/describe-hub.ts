import { type ClusterProfile, MEMBER_ID_LABEL } from '../../api/cluster-profile';
import { type Condition, MANAGED_CLUSTER_SET_LABEL, type ManagedCluster } from '../../api/managed-cluster';
import type { ProxyAuthority } from '../../api/managed-proxy-configuration';
import { labelOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import { indexSecrets } from '../credentials/secret-index';
import type { Fleet, Found } from '../fleet';
import { type ClusterProxy, findClusterProxy } from './cluster-proxy';
import { labelsOnHub } from './cluster-sets';
import { meetExisting } from './existing-profiles';
import { listMemberships, type Membership, type MembershipOptions } from './memberships';
import { gatherProperties, type Property, type PropertyOptions } from './properties';

/** All that the ClusterProfile of a managed cluster says. */
export interface ImportedProfile extends Membership {
  /** The cluster's own set; empty where it has none, whatever set reached it. */
  readonly clusterSet: string;
  /** What tells the profiles of one cluster from those of another, in every inventory that it is in. */
  readonly memberId: string;
  /** As `v1.35.0`; empty where the hub does not know it. */
  readonly version: string;
  readonly properties: readonly Property[];
  readonly conditions: readonly Condition[];
  readonly proxy: ClusterProxy | undefined;
}

export interface ImportOptions extends MembershipOptions, PropertyOptions {
  readonly clusterProxy: { readonly caFrom: ProxyAuthority };
  /** Whether the ClusterProfiles are written, and not just used. */
  readonly emits: boolean;
}

/** What a hub of Open Cluster Management knows, as ClusterProfiles; sorted by namespace and name. */
export interface ImportedHub {
  readonly profiles: readonly ImportedProfile[];
  /** Managed clusters whose ClusterProfile the input holds, as the hub made it. */
  readonly used: readonly Membership[];
  /** The input's ClusterProfiles without the hub's in namespaces that do not count. */
  readonly counted: readonly Found<ClusterProfile>[];
  readonly findings: readonly Finding[];
}

/** Decides which ClusterProfiles a hub with managed clusters has, and what they say. */
export function describeHub(fleet: Fleet, counted: ImportedHub['counted'], options: ImportOptions): ImportedHub {
  const members = listMemberships({ ...fleet, profiles: counted }, options);
  const { wanted, used, findings } = meetExisting(members.memberships, counted, options.emits);
  const described = members.memberships.filter((membership) => !used.includes(membership));
  const clusters = [...new Set(described.map(({ cluster }) => cluster))];
  // Where the hub has made every profile, what its clusters state is in them already.
  const properties = clusters.length === 0 ? NO_PROPERTIES : gatherProperties(fleet, clusters, options);
  const { proxy, findings: proxyFindings } = findClusterProxy(fleet, indexSecrets(fleet), options.clusterProxy.caFrom);
  const profiles = wanted.map((membership): ImportedProfile => {
    const { cluster } = membership;
    const { status } = cluster.object;
    return {
      ...membership,
      clusterSet: labelsOnHub(cluster.object, options.implicitSets)[MANAGED_CLUSTER_SET_LABEL] ?? '',
      memberId: labelOf(cluster.object, MEMBER_ID_LABEL) || cluster.object.metadata.name,
      version: status?.version?.kubernetes ?? '',
      properties: properties.propertiesOf(cluster),
      conditions: translateConditions(cluster),
      proxy,
    };
  });
  return {
    profiles,
    used,
    counted,
    findings: [members.findings, findings, properties.findings, proxyFindings].flat(),
  };
}

const NO_PROPERTIES: ReturnType<typeof gatherProperties> = { propertiesOf: () => [], findings: [] };

/** The hub's conditions that a ClusterProfile has, in this order, under the names that they have there. */
const CONDITIONS = [
  ['ManagedClusterConditionAvailable', 'ControlPlaneHealthy'],
  ['ManagedClusterJoined', 'Joined'],
] as const;

/**
 * Word for word, with the hub's own times: Open Cluster Management writes the time of its writing, which would make the
 * output depend on when it is made.
 */
function translateConditions({ object }: Found<ManagedCluster>): Condition[] {
  return CONDITIONS.flatMap(([type, translated]) => {
    const condition = object.status?.conditions?.find((one) => one.type === type);
    return condition === undefined ? [] : [{ ...condition, type: translated }];
  });
}
