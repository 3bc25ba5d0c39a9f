import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Which ClusterProfile a Cluster stands for.

export const profileNameEmpty = define(
  'RC301',
  'error',
  'A Cluster names an empty ClusterProfile',
  'Give the label the ClusterProfile’s name, or remove it.',
  (cluster: string, label: string) => `Cluster ${cluster} has the label ${label} with nothing in it.`,
);

export const profileNameInvalid = define(
  'RC302',
  'error',
  'A ClusterProfile’s name cannot be used',
  'Use lower-case letters, digits and `-`, at most 63 characters: the name becomes an object’s name and a label’s value.',
  (name: string, whose: string) =>
    `${whose} gives the ClusterProfile name "${name}", which cannot be both an object’s name and a label’s value.`,
);

export const profileNamespaceInvalid = define(
  'RC303',
  'error',
  'A ClusterProfile’s namespace cannot be used',
  'Use the name of a Namespace: lower-case letters, digits and `-`, at most 63 characters.',
  (namespace: string, cluster: string) =>
    `Cluster ${cluster} resolves to the ClusterProfile namespace "${namespace}", which is no Namespace’s name.`,
);

export const profileNamespaceEmpty = define(
  'RC304',
  'warning',
  'A Cluster names an empty ClusterProfile namespace',
  'Give the label the namespace, or remove it so that the ClusterSet is looked at.',
  (cluster: string, label: string) =>
    `Cluster ${cluster} has the label ${label} with nothing in it, so its ClusterProfile namespace is default and its ClusterSet is not looked at.`,
);

export const clusterSetContested = define(
  'RC305',
  'warning',
  'Several Namespaces claim one ClusterSet',
  'Keep the label on one of them.',
  (set: string, first: string, others: readonly string[]) =>
    `The ClusterSet "${set}" is claimed by more than one Namespace: ${first} comes first by name and counts, ${names(others)} is passed over.`,
);

export const clusterSetUnplaced = define(
  'RC306',
  'warning',
  'No Namespace holds a ClusterSet',
  'Label the Namespace that holds its ClusterProfiles, or send that Namespace along.',
  (set: string, clusters: readonly string[], nearest: string) =>
    `No Namespace carries the ClusterSet "${set}"${nearest && ` (nearest: ${nearest})`}, so the ClusterProfile namespace of ${names(clusters)} is default.`,
);

export const profileClaimedTwice = define(
  'RC307',
  'error',
  'Several Clusters claim one ClusterProfile',
  'Give each Cluster a ClusterProfile of its own.',
  (profile: string, claimants: readonly string[]) => `The ClusterProfile ${profile} is claimed by ${names(claimants)}.`,
);

export const clustersUnnamed = define(
  'RC309',
  'info',
  'Clusters that name no ClusterProfile are not read',
  '',
  (label: string, clusters: readonly string[]) =>
    `Without the label ${label} and not read: Cluster ${names(clusters)}.`,
);

export const namespaceHoldsNone = define(
  'RC319',
  'warning',
  'A namespace of clusterNamespaces holds nothing',
  'Correct or remove the name, or send the namespace’s objects along.',
  (namespace: string, kind: string) => `No ${kind} lies in the namespace ${namespace} of clusterNamespaces.`,
);

export const outsideNamespaces = define(
  'RC308',
  'info',
  'Objects outside clusterNamespaces are not read',
  '',
  (kind: string, passedOver: readonly string[]) =>
    `Outside clusterNamespaces and not read: ${kind} ${names(passedOver)}.`,
);

export const profileNamespaceNotGranted = define(
  'RC339',
  'warning',
  'Clusters stand for ClusterProfiles of another namespace, and no grant says so',
  'If whoever writes Clusters in the first namespace may name ClusterProfiles of the second, add the pair to profileNamespaces.allow; else correct the label. With profileNamespaces.policy: Deny the render stops here; Deny becomes the default of the next API version.',
  (from: string, to: string, claims: readonly string[]) =>
    `${claims.length === 1 ? 'A Cluster' : `${claims.length} Clusters`} of the namespace ${from} ${claims.length === 1 ? 'stands' : 'stand'} for ClusterProfiles of the namespace ${to}, whose consumers receive the kubeconfigs of ${from}: ${names(claims)}.`,
);

// Who gets credentials.

export const consumerUnnamed = define(
  'RC311',
  'warning',
  'A consumer has no name',
  'Give the label the consumer’s name.',
  (namespace: string, label: string) =>
    `Namespace ${namespace} has the label ${label} with nothing in it; it counts as a consumer all the same.`,
);

export const consumerUnnamable = define(
  'RC312',
  'error',
  'A consumer’s name cannot be part of a Secret’s name',
  'Use lower-case letters, digits and `-` for the consumer, or another format.',
  (consumer: string, namespaces: readonly string[]) =>
    `The consumer "${consumer}" (Namespace ${names(namespaces)}) cannot be part of a Secret’s name, as the format MulticlusterRuntime needs.`,
);

export const everyConsumerGetsAll = define(
  'RC313',
  'warning',
  'Every consumer gets the credentials of every cluster',
  'Make sure that each of these Namespaces may hold them, or narrow clusterNamespaces.',
  (clusters: number, consumers: readonly string[]) =>
    `The credentials of ${clusters === 1 ? 'one cluster' : `all ${clusters} clusters`} go to each of the consumers ${names(consumers)}.`,
);

export const noConsumer = define(
  'RC314',
  'warning',
  'There is no consumer',
  'Label the Namespaces of the consumers, or send those Namespaces along.',
  (label: string) => `No Namespace carries the label ${label}, so nobody gets credentials.`,
);
