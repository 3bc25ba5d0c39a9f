/** Kueue's `kueue.x-k8s.io/v1beta2`: a cluster that jobs are sent to. Cluster-scoped. */
export const MULTI_KUEUE_CLUSTER = {
  apiVersion: 'kueue.x-k8s.io/v1beta2',
  group: 'kueue.x-k8s.io',
  kind: 'MultiKueueCluster',
} as const;

/** The gate without which Kueue reads no ClusterProfile. */
export const KUEUE_PROFILE_GATE = 'MultiKueueClusterProfile';
