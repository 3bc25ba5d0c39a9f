import { POSITIVE_DURATION_PATTERN } from '../../api/duration';
import { providerSchema } from '../../api/provider-file';
import { duration, names } from './types';

/** The ways from a ClusterProfile to its credentials. */
export const accessFields = {
  providers: {
    type: 'array',
    items: providerSchema,
    description:
      'Credential plugins by the names of access providers, as in clusterinventory-controller’s provider file; their order decides. They run only where rollcall was started with --allow-exec-plugins.',
  },
  providerFile: {
    type: 'string',
    minLength: 1,
    description:
      'A file that holds the providers, JSON or YAML, relative to the configuration’s own file or else to the working folder, and inside that folder.',
  },
  execPlugins: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'How credential plugins are run.',
    properties: {
      timeout: { ...duration('30s', 'How long one may take.'), pattern: POSITIVE_DURATION_PATTERN },
      concurrency: {
        type: 'integer',
        minimum: 1,
        maximum: 64,
        default: 8,
        description: 'How many run at the same time.',
      },
    },
  },
  openClusterManagement: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'Clusters of Open Cluster Management, whose access provider is open-cluster-management.',
    properties: {
      managedServiceAccount: {
        type: 'string',
        minLength: 1,
        description:
          'The ManagedServiceAccount whose token is used. Without it the only one that there is; several are an error.',
      },
    },
  },
  crossNamespace: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'Whether an access provider may lead to a Secret of another namespace than its ClusterProfile’s. Whoever may write a ClusterProfile can otherwise have any Secret of the package handed on.',
    properties: {
      policy: { enum: ['Allow', 'Deny'], default: 'Allow', description: 'Deny is an error.' },
      allowedNamespaces: {
        ...names,
        default: [],
        description: 'Where this is not empty, these namespaces are allowed and no others, whatever the policy is.',
      },
    },
  },
} as const;
