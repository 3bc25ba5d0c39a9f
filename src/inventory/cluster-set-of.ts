import { labelOf } from '../api/metadata';
import { API_CLUSTER_SET_LABEL } from '../api/namespace';
import type { LabelKeys } from './label-keys';
import type { Entry } from './roster';

/** The ClusterSet of a cluster: what its Cluster says, else its ClusterProfile, else the Namespace of that. */
export function clusterSetOf(
  { cluster, profile, profileNamespace }: Entry,
  labelKeys: LabelKeys,
  setOfNamespace: ReadonlyMap<string, string>,
): string | undefined {
  return (
    (cluster && labelOf(cluster.object, labelKeys.clusterSet)) ||
    (profile && labelOf(profile.object, API_CLUSTER_SET_LABEL)) ||
    setOfNamespace.get(profileNamespace)
  );
}
