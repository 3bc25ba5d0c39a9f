import { POSITIVE_DURATION_PATTERN } from '../../api/duration';
import { providerSchema } from '../../api/provider-file';
import { duration, grants, namespaceNames, verdict } from './types';

/** The ways from a ClusterProfile to its credentials. */
export const accessFields = {
  providers: {
    examples: [
      [
        {
          name: 'gke',
          execConfig: { apiVersion: 'client.authentication.k8s.io/v1', command: 'gke-gcloud-auth-plugin' },
        },
      ],
    ],
    type: 'array',
    items: providerSchema,
    description:
      'Credential plugins, by the names of access providers, in the format of clusterinventory-controller’s provider file. The first provider that a ClusterProfile names is used. Plugins run only with --allow-exec-plugins.',
  },
  providerFile: {
    examples: ['providers.yaml'],
    type: 'string',
    minLength: 1,
    description:
      'A JSON or YAML file with the providers. The path is relative to the configuration’s file, or else to the working directory, and must not leave that directory.',
  },
  execPlugins: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'How credential plugins run.',
    properties: {
      timeout: { ...duration('30s', 'The time limit of one plugin.'), pattern: POSITIVE_DURATION_PATTERN },
      concurrency: {
        type: 'integer',
        minimum: 1,
        maximum: 64,
        default: 8,
        description: 'How many plugins run at the same time.',
      },
    },
  },
  openClusterManagement: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'For clusters whose access provider is open-cluster-management.',
    properties: {
      managedServiceAccount: {
        examples: ['rollcall'],
        type: 'string',
        minLength: 1,
        description:
          'The ManagedServiceAccount whose token is used. Default: the only one of the cluster; several are an error.',
      },
      trustedServers: {
        examples: [[{ server: 'https://proxy.example.com' }]],
        type: 'array',
        default: [],
        description:
          'Servers that tokens may be sent to. A token of a managed cluster goes to no other server than the hub’s own proxy (its ManagedProxyConfiguration and Secret are in the input), the one of the ClusterProfile that the hub made for that cluster in that namespace (its ManagedCluster and ManagedClusterSetBinding are in the input), or one of these.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['server'],
          properties: {
            server: {
              type: 'string',
              pattern: '^https://[^/]',
              description:
                'The URL of a proxy, behind which each cluster is reached under `/<its name>`; with cluster, the exact URL of that cluster.',
            },
            cluster: { type: 'string', minLength: 1, description: 'The one ManagedCluster that the server is for.' },
            certificateAuthorityData: {
              type: 'string',
              minLength: 1,
              description:
                'The certificate authority of the server, base64 as in a kubeconfig. Without it, only an access provider without one fits.',
            },
          },
        },
      },
    },
  },
  crossNamespace: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'Whether an access provider may name a Secret in a namespace other than its ClusterProfile’s. Otherwise, anyone who can write a ClusterProfile could have Rollcall use any Secret in the package.',
    properties: {
      policy: verdict(
        'Warn',
        'What happens to a pair of namespaces that is not granted. Warn gives one warning for each pair, Deny an error. Deny becomes the default of the next API version. With credentials: Reference or External, where Rollcall does not read the Secret, Warn is Deny. Namespaces to which Open Cluster Management gives a managed cluster, by a ManagedClusterSetBinding in the input, may use its token without a grant.',
      ),
      allow: grants('The namespace of the ClusterProfiles.', 'The namespace of the Secrets.'),
      allowedNamespaces: {
        examples: [['capi-system']],
        ...namespaceNames,
        default: [],
        description:
          'Namespaces whose Secrets any namespace may use. Where this is not empty, the policy is Deny for all others. Prefer allow, which names pairs.',
      },
    },
  },
} as const;
