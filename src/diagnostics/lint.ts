import { define, listNames } from './finding';

// What `rollcall check` says beyond what a render does: nothing of it makes an output wrong.

export const consumerUnserved = define(
  'RC470',
  'warning',
  'A consumer receives no credentials',
  'Add clusters, widen publishFrom or clusterNamespaces, or remove the label from the Namespace.',
  (consumers: readonly string[]) =>
    `No cluster’s credentials are published to ${consumers.length === 1 ? 'the consumer' : 'the consumers'} ${listNames(consumers)}.`,
);

export const clusterUnused = define(
  'RC471',
  'warning',
  'A cluster has credentials that nobody receives',
  'Label a Namespace as a consumer, widen publishFrom, or remove the cluster from the input.',
  (clusters: readonly string[]) =>
    `${clusters.length === 1 ? 'A cluster has' : `${clusters.length} clusters have`} credentials, and neither a consumer nor Sveltos receives them: ${listNames(clusters)}.`,
);

export const clusterSetEmpty = define(
  'RC472',
  'warning',
  'A Namespace claims a ClusterSet that no Cluster is in',
  'Correct the label of the Namespace or of the Clusters, or remove it.',
  (set: string, namespace: string, label: string, nearest: string) =>
    `Namespace ${namespace} claims the ClusterSet "${set}", and no Cluster has that value in its label ${label}${nearest && ` (nearest: ${nearest})`}.`,
);

export const clusterSetUnclaimed = define(
  'RC473',
  'warning',
  'A Cluster is in a ClusterSet that no Namespace claims',
  'Label the ClusterSet’s Namespace, add that Namespace to the input, or correct the Cluster’s label.',
  (set: string, label: string, clusters: readonly string[], nearest: string) =>
    `No Namespace claims the ClusterSet "${set}"${nearest && ` (nearest: ${nearest})`} of ${listNames(clusters)}. It has no effect now, because the label ${label} takes precedence.`,
);

export const profileAbsent = define(
  'RC474',
  'warning',
  'A Cluster names a ClusterProfile that is not in the input',
  'Add the ClusterProfile to the input, or correct the Cluster’s labels.',
  (claims: readonly string[]) =>
    `${claims.length === 1 ? 'A Cluster names a ClusterProfile that is' : `${claims.length} Clusters name ClusterProfiles that are`} not in the input, so Sveltos does not know ${claims.length === 1 ? 'it' : 'them'}: ${listNames(claims)}.`,
);

export const credentialShared = define(
  'RC475',
  'warning',
  'Several clusters have the same credential',
  'Give each cluster a credential of its own: whoever has one of them has them all.',
  (clusters: readonly string[]) =>
    `The same token, client certificate or password is the credential of ${listNames(clusters)}.`,
);

export const serverShared = define(
  'RC476',
  'warning',
  'Several clusters name the same server',
  'Find out whose server it is and correct the others: a wrong one sends its users to another cluster. If all of them are one cluster, keep one of them.',
  (claims: readonly string[]) => `One API server is named by ${listNames(claims)}.`,
);
