import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// What the readers of ClusterProfiles rely on.

export const memberIdTwice = define(
  'RC649',
  'error',
  'Two ClusterProfiles of one namespace have the same inventory member ID',
  'Keep one ClusterProfile for each cluster in a namespace. If they are different clusters, give each of them a value of its own in the label multicluster.x-k8s.io/inventory-member-id.',
  (namespace: string, profiles: readonly string[]) =>
    `These ClusterProfiles of the namespace ${namespace} have the same inventory member ID, so their readers use one of them at most: ${names(profiles)}.`,
);

export const memberIdEmpty = define(
  'RC650',
  'error',
  'An inventory member ID is empty',
  'Set the label multicluster.x-k8s.io/inventory-member-id to a value, or remove it.',
  (whose: string) => `${whose} has the label multicluster.x-k8s.io/inventory-member-id with an empty value.`,
);

export const managerDisagrees = define(
  'RC651',
  'warning',
  'A ClusterProfile names two cluster managers',
  'Set the label x-k8s.io/cluster-manager to spec.clusterManager.name, which cannot be changed.',
  (profile: string) =>
    `The label x-k8s.io/cluster-manager of ClusterProfile ${profile} differs from its spec.clusterManager.name.`,
);

export const memberIdTie = define(
  'RC652',
  'warning',
  'Readers of ClusterProfiles can choose none of two',
  'Remove one of the ClusterProfiles. Argo CD uses the oldest one, and none of them if they are equally old.',
  (namespace: string, profiles: readonly string[]) =>
    `These ClusterProfiles of the namespace ${namespace} have the same inventory member ID and no creation time that tells which is older: ${names(profiles)}.`,
);

export const providerTwice = define(
  'RC673',
  'error',
  'A ClusterProfile has two access providers of one name',
  'Keep one of them. An API server refuses two, and readers would use the first, whichever that is.',
  (profile: string, provider: string) =>
    `ClusterProfile ${profile} has more than one access provider ${provider}, so it is not clear how its cluster is reached.`,
);

// What a Cluster of Cluster API says of itself.

export const profileIncomplete = define(
  'RC653',
  'info',
  'A ClusterProfile leaves out what its Cluster does not say',
  'Add the live Cluster with its status, or its Secret <cluster>-ca, to the input if readers need this.',
  (missing: string, profiles: readonly string[]) =>
    `Left out, because the input does not say it: ${missing} of ClusterProfile ${names(profiles)}.`,
);

export const clusterSaysWrong = define(
  'RC654',
  'error',
  'A Cluster does not give a valid ClusterProfile',
  'Correct the field of the Cluster, or the configuration that chooses it.',
  (cluster: string, what: string) => `Cluster ${cluster} gives no valid ClusterProfile: ${what}.`,
);

export const profilesThere = define(
  'RC655',
  'info',
  'ClusterProfiles of the input are used as they are',
  '',
  (profiles: readonly string[]) =>
    `Not written, because the input has a ClusterProfile of that name from someone else: ${names(profiles)}.`,
);

export const authorityNotCertificates = define(
  'RC656',
  'error',
  'A certificate authority holds something else than certificates',
  'Put nothing but certificates (PEM) under the key tls.crt, since a ClusterProfile is no secret.',
  (secret: string, key: string) =>
    `The key ${key} of Secret ${secret} is not a list of PEM certificates, so it is not written to a ClusterProfile.`,
);
