import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Which ClusterProfile a Cluster stands for.

export const profileNameEmpty = define(
  'RC301',
  'error',
  'A Cluster names an empty ClusterProfile',
  'Set the label to the ClusterProfile’s name, or remove the label.',
  (cluster: string, label: string) => `Cluster ${cluster} has the label ${label} with an empty value.`,
);

export const profileNameInvalid = define(
  'RC302',
  'error',
  'A ClusterProfile’s name is not valid',
  'Use lower-case letters, digits and `-`, at most 63 characters, because the name becomes an object name and a label value.',
  (name: string, whose: string) =>
    `${whose} sets the ClusterProfile name "${name}", which is not valid as an object name and a label value.`,
);

export const profileNamespaceInvalid = define(
  'RC303',
  'error',
  'A ClusterProfile’s namespace is not valid',
  'Use the name of a Namespace: lower-case letters, digits and `-`, at most 63 characters.',
  (namespace: string, cluster: string) =>
    `Cluster ${cluster} resolves to the ClusterProfile namespace "${namespace}", which is not a valid namespace name.`,
);

export const profileNamespaceEmpty = define(
  'RC304',
  'warning',
  'A Cluster names an empty ClusterProfile namespace',
  'Set the label to the namespace, or remove it so that the ClusterSet decides.',
  (cluster: string, label: string) =>
    `Cluster ${cluster} has the label ${label} with an empty value, so the namespace of its ClusterProfile is default and its ClusterSet is ignored.`,
);

export const clusterSetContested = define(
  'RC305',
  'warning',
  'Several Namespaces claim one ClusterSet',
  'Keep the label on one of them.',
  (set: string, first: string, others: readonly string[]) =>
    `Several Namespaces claim the ClusterSet "${set}": ${first} is used, because it comes first by name, and ${names(others)} is ignored.`,
);

export const clusterSetUnplaced = define(
  'RC306',
  'warning',
  'No Namespace claims a ClusterSet',
  'Label the Namespace that contains its ClusterProfiles, or add that Namespace to the input.',
  (set: string, clusters: readonly string[], nearest: string) =>
    `No Namespace carries the ClusterSet "${set}"${nearest && ` (nearest: ${nearest})`}, so the ClusterProfile namespace of ${names(clusters)} is default.`,
);

export const profileClaimedTwice = define(
  'RC307',
  'error',
  'Several Clusters name the same ClusterProfile',
  'Give each Cluster its own ClusterProfile.',
  (profile: string, claimants: readonly string[]) => `The ClusterProfile ${profile} is named by ${names(claimants)}.`,
);

export const clustersUnnamed = define(
  'RC309',
  'info',
  'Clusters without a ClusterProfile name are ignored',
  '',
  (label: string, clusters: readonly string[]) =>
    `Ignored, because they have no label ${label}: Cluster ${names(clusters)}.`,
);

export const namespaceHoldsNone = define(
  'RC319',
  'warning',
  'A namespace in clusterNamespaces is empty',
  'Correct or remove the name, or add the namespace’s objects to the input.',
  (namespace: string, kind: string) =>
    `The input has no ${kind} in the namespace ${namespace}, which clusterNamespaces names.`,
);

export const outsideNamespaces = define(
  'RC308',
  'info',
  'Objects outside clusterNamespaces are ignored',
  '',
  (kind: string, passedOver: readonly string[]) =>
    `Ignored, because clusterNamespaces leaves out their namespaces: ${kind} ${names(passedOver)}.`,
);

export const profileNamespaceNotGranted = define(
  'RC339',
  'warning',
  'Clusters claim ClusterProfiles of another namespace without a grant',
  'If you want this, add the pair {from, to} to profileNamespaces.allow. Otherwise correct the label clusterprofile-namespace. With profileNamespaces.policy: Deny, this is an error.',
  (from: string, to: string, claims: readonly string[]) =>
    `${claims.length === 1 ? 'A Cluster' : `${claims.length} Clusters`} of the namespace ${from} ${claims.length === 1 ? 'claims a ClusterProfile' : 'claim ClusterProfiles'} of the namespace ${to}, so kubeconfigs of ${from} are published as those of ${to}: ${names(claims)}.`,
);

// Who gets credentials.

export const consumerUnnamed = define(
  'RC311',
  'warning',
  'A consumer has no name',
  'Set the label to the consumer’s name.',
  (namespace: string, label: string) =>
    `Namespace ${namespace} has the label ${label} with an empty value. It is treated as a consumer anyway.`,
);

export const consumerUnnamable = define(
  'RC312',
  'error',
  'A consumer’s name is not valid in a Secret’s name',
  'Use lower-case letters, digits and `-` for the consumer’s name, or choose another format.',
  (consumer: string, namespaces: readonly string[]) =>
    `The consumer "${consumer}" (Namespace ${names(namespaces)}) is not valid as part of a Secret’s name, which the format MulticlusterRuntime requires.`,
);

export const everyConsumerGetsAll = define(
  'RC313',
  'warning',
  'Every consumer receives the credentials of every cluster',
  'Check that each of these consumers may have them. Otherwise say in consumers who receives what, set sameClusterSetOnly, or remove the label from a Namespace.',
  (clusters: number, consumers: readonly string[]) =>
    `Each of the consumers ${names(consumers)} receives the credentials of ${clusters === 1 ? 'one cluster' : `${clusters} clusters`}.`,
);

export const noConsumer = define(
  'RC314',
  'warning',
  'No Namespace is a consumer',
  'Label the Namespaces of the consumers, or add those Namespaces to the input.',
  (label: string) => `No Namespace in the input has the label ${label}, so no consumer receives credentials.`,
);
