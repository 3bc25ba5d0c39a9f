import { countOf, define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Credentials that nobody copies: the field `credentials`.

export const referenceElsewhere = define(
  'RC657',
  'error',
  'A SveltosCluster cannot use a Secret of another namespace',
  'Use credentials: External, which has the Secret copied inside the cluster, or put the ClusterProfile into the namespace of the Secret. For Cluster API clusters that Sveltos manages by itself, set capiClusters: Skip.',
  (profile: string, secret: string) =>
    `The kubeconfig of ClusterProfile ${profile} is in Secret ${secret}, and a SveltosCluster reads Secrets of its own namespace only.`,
);

export const nothingToPublish = define(
  'RC658',
  'error',
  'publish-credentials has nothing to do with credentials: Reference',
  'Use credentials: External. To pass nothing on, use import-capi-clusters: its ClusterProfiles name the Secrets.',
  () => 'publish-credentials makes Secrets for consumers, and credentials: Reference makes none.',
);

export const consumersRefer = define(
  'RC659',
  'info',
  'Consumers receive no Secrets, because credentials is Reference',
  'Consumers read ClusterProfiles and the Secrets that these name. With credentials: External they receive Secrets.',
  (clusters: number, consumers: readonly string[]) =>
    `No Secret is made of ${countOf(clusters, 'cluster', 'clusters')} for the consumers ${names(consumers)}.`,
);

export const credentialsCopied = define(
  'RC660',
  'info',
  'Kubeconfigs are copied into the output',
  'Set credentials: Reference (the output names Secrets) or External (External Secrets Operator copies them inside the cluster). Set credentials: Copy if you want this. The next API version requires the field.',
  (secrets: number, keeper: string) =>
    `The output holds ${countOf(secrets, 'Secret', 'Secrets')} with kubeconfigs in plain text, because the configuration does not set credentials${keeper && `, and ${keeper} keeps what is rendered`}.`,
);

export const contextUnread = define(
  'RC661',
  'error',
  'A context cannot be chosen without reading the kubeconfig',
  'Remove context from the extension, or keep that context in a Secret of its own.',
  (profile: string) =>
    `The access provider of ClusterProfile ${profile} names a context of its kubeconfig, and nobody reads that kubeconfig.`,
);

export const referencesDiffer = define(
  'RC662',
  'error',
  'Several Secrets are labelled for one ClusterProfile',
  'Keep the label on one of them: nobody reads them, so nobody knows whether they hold the same kubeconfig.',
  (profile: string, secrets: readonly string[]) => `ClusterProfile ${profile} has the Secrets ${names(secrets)}.`,
);

export const valueUnknown = define(
  'RC663',
  'error',
  'A value of the configuration cannot be filled in for a cluster',
  'Add the label or property to the ClusterProfile, or correct the configuration.',
  (profile: string, field: string, what: string) => `${field} is not known for ClusterProfile ${profile}: ${what}.`,
);

export const secretNameOdd = define(
  'RC563',
  'error',
  'A Secret is named by a name that no Secret can have',
  'Correct the name, the namespace and the key of the Secret. A name has lower-case letters, digits, `-` and `.` only.',
  (object: string) => `The Secret that ${object} leads to has a name, a namespace or a key that no API server accepts.`,
);

export const storesTwice = define(
  'RC664',
  'error',
  'The configuration names a store and has stores made',
  'Remove externalSecrets.storeKind, storeName and remoteKey, or set emitStores: false and make the store yourself.',
  (field: string) => `${field} is set, and emitStores makes a SecretStore for each namespace itself.`,
);
