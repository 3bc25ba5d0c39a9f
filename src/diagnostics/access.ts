import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Providers: the file, and whom it leads to.

export const providersTwice = define(
  'RC370',
  'error',
  'Providers come from two sources',
  'Keep one of spec.providers, spec.providerFile and the option --provider-file.',
  (sources: readonly string[]) => `Providers are configured by ${sources.join(' and by ')}.`,
);

export const providerFileUnreadable = define(
  'RC371',
  'error',
  'A provider file cannot be read',
  'Correct the path or the file. Its format is that of clusterinventory-controller: {"providers": […]}.',
  (file: string, reason: string) => `The provider file ${file} cannot be read: ${reason}.`,
);

export const providerTwice = define(
  'RC372',
  'error',
  'A provider is configured twice',
  'Keep one of the two.',
  (name: string) => `The provider ${name} is configured twice, and only the first would be used.`,
);

export const providerFileWrong = define(
  'RC378',
  'error',
  'A field of a provider file is wrong',
  'Correct the field. docs/access-providers.md shows a complete provider file.',
  (field: string, expected: string, found: string) =>
    `${field === '' ? 'The provider file' : `The field ${field} of the provider file`} must be ${expected}, but it is ${found}.`,
);

export const providerFieldTwice = define(
  'RC800',
  'error',
  'A field of a provider file is there twice',
  'Keep one of the spellings. Upper and lower case make no difference in a provider file.',
  (file: string, field: string) => `The provider file ${file} has the field ${field} twice, in different spellings.`,
);

export const providerVariableTwice = define(
  'RC801',
  'error',
  'A provider sets one environment variable twice',
  'Keep one of the two: in clusterinventory-controller the policy and the ClusterProfile decide which one is used.',
  (provider: string, variable: string) => `The provider ${provider} sets the environment variable ${variable} twice.`,
);

export const extensionTwice = define(
  'RC804',
  'error',
  'An access provider has two extensions of one name',
  'Have the cluster manager write one extension of each name.',
  (profile: string, provider: string, extension: string) =>
    `The access provider ${provider} of ClusterProfile ${profile} has the extension ${extension} twice.`,
);

export const contextMissing = define(
  'RC802',
  'error',
  'The kubeconfig that kubeconfig-secretreader names lacks the context',
  'Correct context in the extension client.authentication.k8s.io/exec, or remove it to use the kubeconfig as it is.',
  (profile: string, context: string, secret: string, key: string) =>
    `ClusterProfile ${profile} names the context ${JSON.stringify(context)}, which the kubeconfig in Secret ${secret} (key ${key}) does not have.`,
);

export const contextWithoutCluster = define(
  'RC803',
  'error',
  'The context that kubeconfig-secretreader names has no cluster',
  'Add the context’s cluster, with its server, to the kubeconfig.',
  (context: string, secret: string, key: string) =>
    `The context ${JSON.stringify(context)} of the kubeconfig in Secret ${secret} (key ${key}) names no cluster with a server.`,
);

export const clusterNameWrong = define(
  'RC379',
  'error',
  'An access provider’s cluster name is not a string',
  'Write clusterName in the extension client.authentication.k8s.io/exec as a string.',
  (profile: string, found: string) =>
    `The extension client.authentication.k8s.io/exec of ClusterProfile ${profile} has a clusterName that is ${found}.`,
);

export const clusterNamesDiffer = define(
  'RC398',
  'error',
  'A ClusterProfile names two managed clusters',
  'Have the label open-cluster-management.io/cluster-name and the extension’s clusterName name the same cluster.',
  (profile: string, extension: string, label: string) =>
    `The access provider of ClusterProfile ${profile} is for the cluster ${extension}, and its label names ${label}: a token could go to the wrong one.`,
);

export const accessWithoutServer = define(
  'RC373',
  'error',
  'An access provider names no server',
  'Set cluster.server in status.accessProviders of the ClusterProfile. The cluster manager usually writes this field.',
  (profile: string, provider: string) =>
    `The access provider ${provider} of ClusterProfile ${profile} has no cluster.server, so no kubeconfig can be made from it.`,
);

export const authorityNotBase64 = define(
  'RC374',
  'error',
  'An access provider’s certificate authority is not base64',
  'Have the cluster manager write certificate-authority-data in base64.',
  (profile: string, provider: string) =>
    `The certificate-authority-data of the access provider ${provider} of ClusterProfile ${profile} is not base64.`,
);

export const crossNamespaceDenied = define(
  'RC375',
  'error',
  'An access provider uses a Secret in another namespace, which crossNamespace does not allow',
  'Move the Secret to the namespace of the ClusterProfile, or add the pair {from, to} to crossNamespace.allow.',
  (profile: string, secret: string) =>
    `The access provider of ClusterProfile ${profile} uses Secret ${secret}, which is in a namespace that crossNamespace does not allow.`,
);

export const tokenServerUnknown = define(
  'RC337',
  'error',
  'A token would be sent to a server that is not trusted for its cluster',
  'Correct server and certificate-authority-data of the access provider, or name them in openClusterManagement.trustedServers. The hub’s own objects in the input are trusted too: its ManagedProxyConfiguration with its Secret, or the ManagedCluster with its ManagedClusterSetBinding.',
  (profile: string, cluster: string, why: string) =>
    `The server of ClusterProfile ${profile} is not trusted for the managed cluster ${cluster}, so its token is not used: ${why}.`,
);

export const tokensAmbiguous = define(
  'RC376',
  'error',
  'Several tokens match one ClusterProfile',
  'Set openClusterManagement.managedServiceAccount, or keep one of the Secrets.',
  (profile: string, secrets: readonly string[]) =>
    `Different tokens of ManagedServiceAccounts match ClusterProfile ${profile}: ${names(secrets)}.`,
);

export const tokenMissing = define(
  'RC377',
  'error',
  'The Secret of a ManagedServiceAccount has no token',
  'Wait until the agent has written the token and fetch the Secret again, or remove the Secret from the input.',
  (secret: string) => `Secret ${secret} belongs to a ManagedServiceAccount, but its key token is absent or empty.`,
);

// Plugins.

export const pluginForbidden = define(
  'RC380',
  'error',
  'A ClusterProfile needs a credential plugin, and running plugins is off',
  'If you trust the provider file and what it runs, run rollcall with --allow-exec-plugins. Otherwise give the cluster a kubeconfig in a Secret.',
  (profile: string, provider: string, command: string) =>
    `ClusterProfile ${profile} needs the plugin ${command} of its access provider ${provider}, but rollcall runs without --allow-exec-plugins.`,
);

export const pluginWithoutCommand = define(
  'RC381',
  'error',
  'A provider has no command',
  'Add execConfig with a command to the provider.',
  (profile: string, provider: string) =>
    `ClusterProfile ${profile} needs the plugin of its access provider ${provider}, whose configuration has no execConfig.`,
);

export const pluginExtensionWrong = define(
  'RC382',
  'error',
  'A ClusterProfile’s arguments or variables for a plugin cannot be read',
  'Write additional-args as a list of strings and additional-envs as a map of strings (KEP-5339), or set the provider’s policy to Ignore.',
  (profile: string, extension: string, found: string) =>
    `The extension ${extension} of ClusterProfile ${profile} is ${found}.`,
);

export const pluginFailed = define(
  'RC383',
  'error',
  'A credential plugin failed',
  'Run the plugin by hand for this cluster and correct what it reports. execPlugins.timeout sets its time limit.',
  (command: string, profile: string, reason: string, stderr: string, hint: string) =>
    `The plugin ${command} ${reason}, asked for ClusterProfile ${profile}${stderr === '' ? '' : `; its stderr ends with: ${stderr}`}${hint === '' ? '' : `; its configuration says: ${hint}`}.`,
);

export const pluginAnswerWrong = define(
  'RC384',
  'error',
  'A credential plugin’s answer is not valid',
  'Run the plugin by hand for this cluster. It must print an ExecCredential (client.authentication.k8s.io/v1) with a token, or with a client certificate and its key.',
  (command: string, profile: string, fault: string) =>
    `The plugin ${command} answered for ClusterProfile ${profile}, and ${fault}.`,
);

export const pluginVariableForbidden = define(
  'RC390',
  'error',
  'A ClusterProfile sets a variable that the provider does not allow',
  'Add the variable to the provider’s profileSourcedEnvVarNames if whoever writes ClusterProfiles may set it, set it in the provider’s own env, or take it out of the extension additional-envs.',
  (profile: string, variables: readonly string[], provider: string) =>
    `ClusterProfile ${profile} sets ${names(variables)} for the plugin of the provider ${provider}, which does not allow it.`,
);

export const pluginArgumentForbidden = define(
  'RC350',
  'error',
  'A ClusterProfile passes an argument that the provider does not allow',
  'Add the beginning of the argument to the provider’s profileSourcedCLIArgPrefixes if whoever writes ClusterProfiles may set it, pass it in the provider’s own args, or take it out of the extension additional-args.',
  (profile: string, forbidden: number, all: number, provider: string) =>
    `ClusterProfile ${profile} passes ${all === 1 ? 'an argument' : `${all} arguments`} to the plugin of the provider ${provider}, which does not allow ${all === 1 ? 'it' : `${forbidden} of them`}.`,
);
