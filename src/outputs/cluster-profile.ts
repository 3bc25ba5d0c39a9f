import {
  CLUSTER_MANAGER_LABEL,
  CLUSTER_PROFILE,
  type ClusterProfile,
  EXEC_EXTENSION,
  MEMBER_ID_LABEL,
  OCM_CLUSTER_NAME_LABEL,
  OPEN_CLUSTER_MANAGEMENT,
} from '../api/cluster-profile';
import { type Condition, OCM_MANAGER } from '../api/managed-cluster';
import { API_CLUSTER_SET_LABEL } from '../api/namespace';
import type { Found } from '../inventory/fleet';
import { type ClusterProxy, proxyUrl } from '../inventory/managed-clusters/cluster-proxy';
import type { ImportedProfile } from '../inventory/managed-clusters/describe-hub';
import type { Output } from './output';

/** The versions of the API that ClusterProfiles are written in: what is written is valid in either. */
export type ProfileVersion = 'v1alpha1' | 'v1alpha2';

/** The ClusterProfiles as they are written. */
export function writeProfiles(profiles: readonly ImportedProfile[], version: ProfileVersion): Output[] {
  return profiles.map((imported) => ({
    object: { ...buildClusterProfile(imported), apiVersion: `${CLUSTER_PROFILE.group}/${version}` },
    namespaces: new Set([imported.namespace]),
    role: 'ClusterProfile',
    origin: imported.cluster.item,
    sources: [imported.cluster.item.key],
  }));
}

/** A ClusterProfile as if the input held it. Findings about it point at its managed cluster. */
export function standIn(imported: ImportedProfile): Found<ClusterProfile> {
  return { object: buildClusterProfile(imported), item: imported.cluster.item };
}

/** The ClusterProfile of a managed cluster, word for word as Open Cluster Management and cluster-proxy write it. */
export function buildClusterProfile(imported: ImportedProfile) {
  const { name } = imported.cluster.object.metadata;
  return {
    apiVersion: `${CLUSTER_PROFILE.group}/v1alpha1`,
    kind: CLUSTER_PROFILE.kind,
    metadata: {
      name,
      namespace: imported.namespace,
      labels: {
        [API_CLUSTER_SET_LABEL]: imported.clusterSet,
        [OCM_CLUSTER_NAME_LABEL]: name,
        [CLUSTER_MANAGER_LABEL]: OCM_MANAGER,
        [MEMBER_ID_LABEL]: imported.memberId,
      },
      annotations: {},
    },
    spec: { clusterManager: { name: OCM_MANAGER }, displayName: name },
    ...buildStatus(imported, name),
  };
}

/** What the hub does not know yet is left out. */
function buildStatus({ proxy, conditions, properties, version }: ImportedProfile, name: string) {
  const status = {
    ...(proxy && { accessProviders: [buildAccessProvider(proxy, name)] }),
    ...(conditions.length > 0 && { conditions: conditions.map(buildCondition) }),
    ...(properties.length > 0 && { properties: properties.map(({ name, value }) => ({ name, value })) }),
    ...(version !== '' && { version: { kubernetes: version } }),
  };
  return Object.keys(status).length === 0 ? {} : { status };
}

/** cluster-proxy's entry: its user server, and which of the clusters behind it is meant. */
function buildAccessProvider(proxy: ClusterProxy, cluster: string) {
  return {
    cluster: {
      'certificate-authority-data': proxy.authority,
      extensions: [{ extension: { clusterName: cluster }, name: EXEC_EXTENSION }],
      server: proxyUrl(proxy, cluster),
    },
    name: OPEN_CLUSTER_MANAGEMENT,
  };
}

/** No more than the ClusterProfile’s conditions have. */
export function buildCondition({ lastTransitionTime, message, reason, status, type }: Condition) {
  return { lastTransitionTime, message, reason, status, type };
}
