import {
  CLUSTER_MANAGER_LABEL,
  CLUSTER_PROFILE,
  type ClusterProfile,
  EXEC_EXTENSION,
  KUBECONFIG_SECRETREADER,
  MEMBER_ID_LABEL,
} from '../api/cluster-profile';
import { API_CLUSTER_SET_LABEL } from '../api/namespace';
import type { CapiProfile, ClusterAccess } from '../inventory/capi-clusters/import-clusters';
import type { Found } from '../inventory/fleet';
import type { Entry } from '../inventory/roster';
import { buildCondition, type ProfileVersion } from './cluster-profile';
import type { Output } from './output';

/** The ClusterProfiles of Clusters as they are written. */
export function writeCapiProfiles(profiles: readonly CapiProfile[], version: ProfileVersion): Output[] {
  return profiles.map((profile) => ({
    object: { ...buildCapiProfile(profile), apiVersion: `${CLUSTER_PROFILE.group}/${version}` },
    namespaces: new Set([profile.entry.profileNamespace]),
    role: 'ClusterProfile',
    origin: profile.cluster.item,
    sources: [profile.cluster.item.key],
    entry: profile.entry,
  }));
}

/**
 * The ClusterProfile of a Cluster as if the input held it. Its access provider is left out, since it leads to what the
 * Cluster itself leads to. Findings about it point at the Cluster.
 */
export function standInForCluster(profile: CapiProfile): Found<ClusterProfile> {
  return { object: buildCapiProfile({ ...profile, access: undefined }), item: profile.cluster.item };
}

/** The lines of a roster with the profiles that this render makes for their Clusters. */
export function withStandIns(roster: readonly Entry[], profiles: readonly CapiProfile[]): Entry[] {
  const made = new Map(profiles.map((profile) => [profile.entry, standInForCluster(profile)]));
  return roster.map((entry) => {
    const profile = made.get(entry);
    return profile === undefined ? entry : { ...entry, profile };
  });
}

function buildCapiProfile(profile: CapiProfile) {
  const { entry, manager, memberId, displayName, clusterSet, labels } = profile;
  return {
    apiVersion: `${CLUSTER_PROFILE.group}/v1alpha1`,
    kind: CLUSTER_PROFILE.kind,
    metadata: {
      name: entry.profileName,
      namespace: entry.profileNamespace,
      labels: {
        ...labels,
        ...(clusterSet !== '' && { [API_CLUSTER_SET_LABEL]: clusterSet }),
        [CLUSTER_MANAGER_LABEL]: manager,
        ...(memberId !== '' && { [MEMBER_ID_LABEL]: memberId }),
      },
      annotations: {},
    },
    spec: { clusterManager: { name: manager }, displayName },
    ...buildStatus(profile),
  };
}

/** What nobody knows is left out. */
function buildStatus({ access, conditions, properties, version }: CapiProfile) {
  const status = {
    ...(access && { accessProviders: [buildAccessProvider(access)] }),
    ...(conditions.length > 0 && { conditions: conditions.map(buildCondition) }),
    ...(properties.length > 0 && { properties: properties.map(({ name, value }) => ({ name, value })) }),
    ...(version !== '' && { version: { kubernetes: version } }),
  };
  return Object.keys(status).length === 0 ? {} : { status };
}

/** Names the Secret with the credentials, for the plugin of that name: whoever may read the Secret gets at the cluster. */
function buildAccessProvider({ server, authority, secret: { name, key, namespace } }: ClusterAccess) {
  return {
    cluster: {
      ...(authority !== '' && { 'certificate-authority-data': authority }),
      extensions: [{ extension: { key, name, namespace }, name: EXEC_EXTENSION }],
      server,
    },
    name: KUBECONFIG_SECRETREADER,
  };
}
