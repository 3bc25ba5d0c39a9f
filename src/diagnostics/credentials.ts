import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Where credentials come from.

export const secretNotBase64 = define(
  'RC321',
  'error',
  'A Secret’s value is not base64 of text',
  'Encode the text in UTF-8 and then in base64, or move it to stringData.',
  (secret: string, key: string) => `The value of the key ${key} in Secret ${secret} is not base64 of text in UTF-8.`,
);

export const kubeconfigNotYaml = define(
  'RC322',
  'error',
  'A kubeconfig is not YAML',
  'Replace the value with a kubeconfig.',
  (secret: string, key: string, line: number, reason: string) =>
    `The key ${key} of Secret ${secret} is not a kubeconfig: line ${line}, ${reason}.`,
);

export const kubeconfigNamesNoCluster = define(
  'RC323',
  'error',
  'A kubeconfig names no cluster',
  'Replace the value with a kubeconfig whose clusters have a name and a server.',
  (secret: string, key: string) =>
    `The key ${key} of Secret ${secret} is not a usable kubeconfig: it has no cluster with a server.`,
);

export const kubeconfigRefused = define(
  'RC346',
  'error',
  'Kubernetes clients refuse a kubeconfig',
  'Correct the value: `kubectl --kubeconfig FILE config view --minify` refuses it for the same reason.',
  (secret: string, key: string, reason: string) =>
    `Secret ${secret} holds, under the key ${key}, a kubeconfig that client-go does not load: ${reason}.`,
);

export const kubeconfigMadeRefused = define(
  'RC347',
  'error',
  'Kubernetes clients would refuse the kubeconfig of an access provider',
  'Have the cluster manager correct cluster.server and what is beside it in the access provider.',
  (profile: string, reason: string) =>
    `The access provider of ClusterProfile ${profile} gives a kubeconfig that client-go does not load: ${reason}.`,
);

export const heldValueUnjudged = define(
  'RC348',
  'error',
  'A value of a copied Secret cannot be checked',
  'Move the value to another Secret, or write it as plain YAML. It could contain a kubeconfig that runs a program.',
  (secret: string, key: string, reason: string) =>
    `Secret ${secret} is copied with all its keys, and its key ${key} cannot be checked: ${reason}.`,
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
  'Write the extension as a map with the strings name, key and, optionally, namespace.',
  (profile: string, found: string) =>
    `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} is ${found}.`,
);

export const extensionWithoutName = define(
  'RC326',
  'error',
  'The extension of kubeconfig-secretreader names no Secret',
  'Add the field name with the name of the Secret that contains the kubeconfig.',
  (profile: string) => `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} has no name.`,
);

export const extensionWithoutKey = define(
  'RC327',
  'error',
  'The extension of kubeconfig-secretreader names no key',
  'Add the field key with the Secret’s data key for the kubeconfig.',
  (profile: string) => `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} has no key.`,
);

export const sourceSecretMissing = define(
  'RC328',
  'error',
  'The Secret that kubeconfig-secretreader names is missing',
  'Add that Secret to the input, or correct the extension.',
  (profile: string, secret: string, nearMiss: string) =>
    `ClusterProfile ${profile} names the Secret ${secret}, which is not in the input${nearMiss}.`,
);

export const sourceKeyMissing = define(
  'RC329',
  'error',
  'The Secret that kubeconfig-secretreader names has no such key',
  'Correct the key in the extension, or add it to the Secret.',
  (profile: string, secret: string, key: string) =>
    `ClusterProfile ${profile} names the key ${key} of Secret ${secret}, which is absent or empty.`,
);

export const labelledSecretsDiffer = define(
  'RC331',
  'error',
  'Several Secrets have different kubeconfigs for one ClusterProfile',
  'Keep one of them and delete the others.',
  (profile: string, holders: readonly string[]) =>
    `Secrets that are labelled for ClusterProfile ${profile} have different kubeconfigs: ${names(holders)}.`,
);

export const labelledSecretEmpty = define(
  'RC332',
  'error',
  'A labelled Secret has no kubeconfig',
  'Put the kubeconfig under the key config, Config, kubeconfig or value, or remove the label.',
  (secret: string, profile: string) =>
    `Secret ${secret} is labelled for ClusterProfile ${profile}, but it has none of the keys config, Config, kubeconfig and value.`,
);

export const labelledSecretUnclaimed = define(
  'RC333',
  'warning',
  'A labelled Secret has no ClusterProfile',
  'Add the ClusterProfile to the input, or remove the Secret or its label.',
  (secret: string, profile: string) =>
    `Secret ${secret} is labelled for ClusterProfile ${profile}, which is not in the input.`,
);

export const credentialsPassedOver = define(
  'RC334',
  'info',
  'Other credentials of a cluster were not used',
  '',
  (profile: string, used: string, passedOver: readonly string[]) =>
    `The credentials of ClusterProfile ${profile} come from ${used}. Not used, because their rank is lower: ${names(passedOver)}.`,
);

export const secretPassedOver = define(
  'RC335',
  'warning',
  'A Secret that looks like a cluster’s kubeconfig was ignored',
  'Remove it from the input. Only the Secret <cluster>-kubeconfig in the Cluster’s own namespace is used.',
  (secret: string, cluster: string) =>
    `Secret ${secret} is labelled for the cluster ${cluster}, but it is not that Cluster’s kubeconfig Secret.`,
);

export const credentialsFromElsewhere = define(
  'RC336',
  'info',
  'Credentials come from another namespace, as the configuration grants',
  '',
  (from: string, to: string, uses: readonly string[]) =>
    `ClusterProfiles of the namespace ${from} receive ${uses.length === 1 ? 'a Secret' : `${uses.length} Secrets`} of the namespace ${to}: ${names(uses)}.`,
);

export const crossNamespaceNotGranted = define(
  'RC338',
  'warning',
  'ClusterProfiles use Secrets of another namespace without a grant',
  'If the authors of these ClusterProfiles may use these Secrets, add the pair {from, to} to crossNamespace.allow. Otherwise move the Secrets. With crossNamespace.policy: Deny, the render stops here. Deny becomes the default in the next API version.',
  (from: string, to: string, uses: readonly string[]) =>
    `ClusterProfiles of the namespace ${from} receive ${uses.length === 1 ? 'a Secret' : `${uses.length} Secrets`} of the namespace ${to}, and crossNamespace does not grant it: ${names(uses)}.`,
);

// What happens without credentials.

export const credentialsMissingKept = define(
  'RC341',
  'warning',
  'A cluster has no credentials, so its earlier objects are kept',
  'Restore the credentials. To withdraw the cluster, remove its Cluster and its ClusterProfile, or the Cluster’s label.',
  (cluster: string, reason: string) =>
    `The objects of ${cluster} from an earlier render are kept, because it has no credentials: ${reason}.`,
);

export const credentialsMissingUp = define(
  'RC342',
  'error',
  'A cluster that is up has no credentials',
  'Add its credentials to the input, or fix the reason. To leave such clusters out, set missingCredentials: Skip.',
  (cluster: string, reason: string) =>
    `The status says that the cluster is up, but ${cluster} has no credentials: ${reason}.`,
);

export const credentialsMissingSkipped = define(
  'RC343',
  'warning',
  'A cluster without credentials is skipped',
  'Add its credentials to the input when they exist, or fix the reason.',
  (cluster: string, reason: string) => `${cluster} is skipped, because it has no credentials: ${reason}.`,
);

export const credentialsMissingForbidden = define(
  'RC344',
  'error',
  'A cluster has no credentials, and the configuration requires them',
  'Add its credentials to the input, or set missingCredentials to Auto or Skip.',
  (cluster: string, reason: string) => `${cluster} has no credentials, and missingCredentials is Error: ${reason}.`,
);

export const registeredWithoutCredentials = define(
  'RC345',
  'warning',
  'A SveltosCluster is written without its kubeconfig Secret',
  'Add the credentials to the input. Sveltos cannot connect without them.',
  (profile: string, reason: string) =>
    `${profile} gets a SveltosCluster without a kubeconfig Secret, because it has no credentials: ${reason}.`,
);

export const keptForDenied = define(
  'RC782',
  'error',
  'A kept object gives a cluster to a consumer that a rule denies',
  'Add the credentials of the cluster to the input, so that the object is written again for the right consumers; or set missingCredentials: Skip, so that all consumers of the cluster lose it.',
  (profile: string, namespaces: readonly string[]) =>
    `The credentials of ClusterProfile ${profile} are missing, so its ClusterExternalSecret of an earlier render stays, and that one still selects Namespace ${listNames(namespaces)}.`,
);
