import { NAME_BY_NAMESPACE_PATTERN } from '../../api/name-patterns';

/** Whether credentials are copied, named, or copied inside the cluster. */
export const credentialModes = ['Copy', 'Reference', 'External'] as const;

const placeholders = (names: string) => `^(?:[^{}]|\\{(?:${names})\\})+$`;

export const modeFields = {
  credentials: {
    enum: credentialModes,
    description:
      'What happens to credentials. Copy (if the field is absent): kubeconfigs are copied into the output in plain text. Reference: the output names Secrets, and nothing is copied; a SveltosCluster uses a Secret of its own namespace, and consumers receive none. External: External Secrets Operator copies them inside the cluster. The next API version requires the field.',
  },
  emitStores: {
    type: 'boolean',
    default: false,
    description:
      'With credentials: External, whether the output includes what External Secrets Operator needs to read the Secrets: in each receiving namespace a SecretStore (kubernetes provider) for each namespace with Secrets, and a ServiceAccount; beside the Secrets a Role that allows `get` on exactly the Secrets that this namespace receives, and its RoleBinding.',
  },
  externalSecrets: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'What is written with credentials: External.',
    properties: {
      objects: {
        enum: ['ClusterExternalSecret', 'ExternalSecret'],
        default: 'ClusterExternalSecret',
        description:
          'ClusterExternalSecret: one for each cluster, which selects the namespaces of its consumers by label and by name. ExternalSecret: one for each cluster and consumer.',
      },
      storeKind: {
        enum: ['SecretStore', 'ClusterSecretStore'],
        description: 'The kind of the store that holds the kubeconfigs. Default: SecretStore.',
      },
      storeName: {
        examples: ['rollcall-{namespace}'],
        type: 'string',
        maxLength: 190,
        pattern: NAME_BY_NAMESPACE_PATTERN,
        description:
          'The name of the store. `{namespace}` stands for the namespace of the Secret. Default: `rollcall-{namespace}`.',
      },
      remoteKey: {
        examples: ['fleet/{profileNamespace}/{profile}'],
        type: 'string',
        pattern: placeholders('namespace|secret|profile|profileNamespace'),
        description:
          'The key of a kubeconfig in the store: `{secret}` and `{namespace}` stand for the Secret, `{profile}` and `{profileNamespace}` for the ClusterProfile. Default: `{secret}`, as the kubernetes provider has it.',
      },
      refreshInterval: {
        type: 'string',
        pattern: '^(?:[0-9]+(?:h|m|s))+$',
        default: '1h0m0s',
        description: 'How often External Secrets Operator reads the kubeconfig again.',
      },
    },
  },
} as const;
