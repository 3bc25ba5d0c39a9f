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
  (set: string, clusters: readonly string[]) =>
    `No Namespace carries the ClusterSet "${set}", so the ClusterProfile namespace of ${names(clusters)} is default.`,
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

export const outsideNamespaces = define(
  'RC308',
  'info',
  'Objects outside clusterNamespaces are not read',
  '',
  (kind: string, passedOver: readonly string[]) =>
    `Outside clusterNamespaces and not read: ${kind} ${names(passedOver)}.`,
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

// Where credentials come from.

export const secretNotBase64 = define(
  'RC321',
  'error',
  'A Secret’s value is not base64',
  'Encode the value, or move it to stringData.',
  (secret: string, key: string) => `Secret ${secret} holds something under the key ${key} that is not base64.`,
);

export const kubeconfigNotYaml = define(
  'RC322',
  'error',
  'A kubeconfig is not YAML',
  'Replace the value with a kubeconfig.',
  (secret: string, key: string, line: number, reason: string) =>
    `Secret ${secret} holds no kubeconfig under the key ${key}: at its line ${line}, ${reason}.`,
);

export const kubeconfigNamesNoCluster = define(
  'RC323',
  'error',
  'A kubeconfig names no cluster',
  'Replace the value with a kubeconfig whose clusters have a name and a server.',
  (secret: string, key: string) =>
    `Secret ${secret} holds no kubeconfig under the key ${key}: it names no cluster with a server.`,
);

export const extensionMissing = define(
  'RC324',
  'error',
  'The access provider kubeconfig-secretreader has no extension',
  'Add the extension client.authentication.k8s.io/exec with the Secret’s name and key.',
  (profile: string) =>
    `The access provider kubeconfig-secretreader of ClusterProfile ${profile} has no extension client.authentication.k8s.io/exec.`,
);

export const extensionNotMap = define(
  'RC325',
  'error',
  'The extension of kubeconfig-secretreader cannot be read',
  'Write the extension as a map with the strings name, key and, if need be, namespace.',
  (profile: string, found: string) =>
    `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} is ${found}.`,
);

export const extensionWithoutName = define(
  'RC326',
  'error',
  'The extension of kubeconfig-secretreader names no Secret',
  'Add the field name: the Secret that holds the kubeconfig.',
  (profile: string) => `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} has no name.`,
);

export const extensionWithoutKey = define(
  'RC327',
  'error',
  'The extension of kubeconfig-secretreader names no key',
  'Add the field key: the Secret’s data key that holds the kubeconfig.',
  (profile: string) => `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} has no key.`,
);

export const sourceSecretMissing = define(
  'RC328',
  'error',
  'The Secret that kubeconfig-secretreader names is not there',
  'Send that Secret along, or correct the extension.',
  (profile: string, secret: string) =>
    `ClusterProfile ${profile} names the Secret ${secret}, which the input does not hold.`,
);

export const sourceKeyMissing = define(
  'RC329',
  'error',
  'The Secret that kubeconfig-secretreader names lacks the key',
  'Correct the key in the extension, or fill the Secret.',
  (profile: string, secret: string, key: string) =>
    `ClusterProfile ${profile} names the key ${key} of Secret ${secret}, which is absent or empty.`,
);

export const labelledSecretsDiffer = define(
  'RC331',
  'error',
  'Labelled Secrets hold different kubeconfigs for one ClusterProfile',
  'Keep one of them.',
  (profile: string, holders: readonly string[]) =>
    `Different kubeconfigs are labelled for ClusterProfile ${profile}: ${names(holders)}.`,
);

export const labelledSecretEmpty = define(
  'RC332',
  'error',
  'A labelled Secret holds no kubeconfig',
  'Put the kubeconfig under the key config, Config, kubeconfig or value, or remove the label.',
  (secret: string, profile: string) =>
    `Secret ${secret} is labelled for ClusterProfile ${profile} and has none of the keys config, Config, kubeconfig and value.`,
);

export const labelledSecretUnclaimed = define(
  'RC333',
  'warning',
  'A labelled Secret has no ClusterProfile',
  'Send the ClusterProfile along, or remove the Secret or its label.',
  (secret: string, profile: string) =>
    `Secret ${secret} is labelled for ClusterProfile ${profile}, which the input does not hold.`,
);

export const credentialsPassedOver = define(
  'RC334',
  'info',
  'Credentials of lower rank were passed over',
  '',
  (profile: string, used: string, passedOver: readonly string[]) =>
    `The credentials of ClusterProfile ${profile} come from ${used}; passed over: ${names(passedOver)}.`,
);

export const secretPassedOver = define(
  'RC335',
  'warning',
  'A Secret that looks like a cluster’s kubeconfig was passed over',
  'Remove it, or leave it out of what you send: only the Secret <cluster>-kubeconfig in the Cluster’s own namespace counts.',
  (secret: string, cluster: string) =>
    `Secret ${secret} carries the name of cluster ${cluster} in its label and is not that Cluster’s kubeconfig Secret.`,
);

export const credentialsFromElsewhere = define(
  'RC336',
  'info',
  'Credentials come from another namespace',
  '',
  (profile: string, secret: string) =>
    `The access provider of ClusterProfile ${profile} reads the Secret ${secret}, of another namespace.`,
);

// What happens without credentials.

export const credentialsMissingKept = define(
  'RC341',
  'warning',
  'A cluster has no credentials; what an earlier render made is kept',
  'Bring the credentials back; to withdraw the cluster, remove its Cluster and its ClusterProfile, or the Cluster’s label.',
  (cluster: string, reason: string) =>
    `${cluster} has no credentials (${reason}), so what an earlier render made from it stays as it was.`,
);

export const credentialsMissingUp = define(
  'RC342',
  'error',
  'A cluster that is up has no credentials',
  'Send its kubeconfig Secret along or correct what the reason names; missingCredentials: Skip leaves such clusters out.',
  (cluster: string, reason: string) =>
    `${cluster} has no credentials (${reason}), and its status says that its control plane is up.`,
);

export const credentialsMissingSkipped = define(
  'RC343',
  'warning',
  'A cluster without credentials is skipped',
  'Send its credentials along once they are there, or correct what the reason names.',
  (cluster: string, reason: string) => `${cluster} has no credentials (${reason}) and is skipped.`,
);

export const credentialsMissingForbidden = define(
  'RC344',
  'error',
  'A cluster has no credentials, and the configuration demands them',
  'Send its credentials along, or set missingCredentials to Auto or Skip.',
  (cluster: string, reason: string) => `${cluster} has no credentials (${reason}), and missingCredentials is Error.`,
);

export const registeredWithoutCredentials = define(
  'RC345',
  'warning',
  'A SveltosCluster is made without its kubeconfig Secret',
  'Send the credentials along: Sveltos cannot connect without them.',
  (profile: string, reason: string) =>
    `${profile} has no credentials (${reason}); its SveltosCluster is made alone, as the format SveltosEvents has it.`,
);

// Registering with Sveltos.

export const controllerAtWork = define(
  'RC351',
  'warning',
  'clusterinventory-controller manages the same ClusterProfile',
  'Stop the controller, or leave this ClusterProfile out: it deletes by name and rewrites labels.',
  (profile: string) =>
    `ClusterProfile ${profile} carries the finalizer of clusterinventory-controller, so two programs write its SveltosCluster.`,
);

export const labelsDropped = define(
  'RC352',
  'info',
  'Labels by which other tools own an object are not copied',
  '',
  (labels: readonly string[], profiles: number) =>
    `Not copied from ${profiles === 1 ? 'one ClusterProfile' : `${profiles} ClusterProfiles`} (dropLabels): ${names(labels)}.`,
);

export const managedTwice = define(
  'RC353',
  'warning',
  'Cluster API clusters are registered with Sveltos',
  'If Sveltos runs in the management cluster of these, it manages them already: set capiClusters: Skip.',
  (profiles: readonly string[]) => `These SveltosClusters come from Cluster API Clusters: ${names(profiles)}.`,
);

export const capiClustersSkipped = define(
  'RC354',
  'info',
  'Cluster API clusters are not registered with Sveltos',
  '',
  (profiles: readonly string[]) => `Not registered, since capiClusters is Skip: ${names(profiles)}.`,
);

export const foreignKeyName = define(
  'RC355',
  'warning',
  'A mirrored Secret does not use the key config',
  'Rename the key to config if the Secret is for Sveltos alone.',
  (secret: string, key: string) => `Secret ${secret} has no key config; its SveltosCluster names the key ${key}.`,
);

// What the outputs are called and where they go.

export const outputNameInvalid = define(
  'RC361',
  'error',
  'An output’s name cannot be used',
  'Shorten or correct the names that it is made of.',
  (kind: string, name: string) =>
    `The ${kind} would be named "${name}" (${name.length} characters), which no API server takes.`,
);

export const outputLabelInvalid = define(
  'RC362',
  'error',
  'An output’s label cannot be used',
  'Correct the label where it comes from (the source or the configuration), or name it in dropLabels.',
  (output: string, label: string) =>
    `The label "${label}" of ${output} has a key or value that no API server takes (at most 63 letters, digits, \`-\`, \`_\` and \`.\`).`,
);

export const outputKeyInvalid = define(
  'RC365',
  'error',
  'A key of an output cannot be used',
  'Correct the key where it comes from: the source, template or dataKeys.',
  (output: string, key: string) => `The key "${key}" of ${output} is one that no API server takes.`,
);

export const outputClaimedTwice = define(
  'RC363',
  'error',
  'Several sources claim one output',
  'Rename one of the sources.',
  (outputs: readonly string[], claimants: readonly string[]) =>
    `${names(outputs)} would be made from each of ${names(claimants)}.`,
);

export const outputNamespaceAbsent = define(
  'RC364',
  'warning',
  'Outputs go to a Namespace that the input does not hold',
  'Make sure that the Namespace is there before the outputs are applied.',
  (namespace: string, count: number) =>
    `${count === 1 ? 'One object goes' : `${count} objects go`} to the Namespace ${namespace}, which the input does not hold.`,
);
