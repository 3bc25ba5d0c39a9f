import { names, namespaceNames } from './types';

/** What is read of a hub of Open Cluster Management, and how. */
export const hubFields = {
  implicitSets: {
    type: 'boolean',
    default: true,
    description:
      'Whether the ManagedClusterSets `default` and `global` exist without being in the input, and a ManagedCluster without a set belongs to `default`, as on a hub with the feature gate DefaultClusterSet.',
  },
  bindingNamespaces: {
    examples: [['fleet-prod']],
    ...namespaceNames,
    description:
      'The exact names of the namespaces whose ManagedClusterSetBindings and Open Cluster Management ClusterProfiles are used. Default: all; a cluster that is bound in two namespaces has two ClusterProfiles. With an empty list no binding counts: nothing is made from ManagedClusters, and ClusterProfiles are used like those of any other cluster manager.',
  },
  spokes: {
    examples: [[{ cluster: 'cluster1', path: 'spokes/cluster1' }]],
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['cluster', 'path'],
      properties: { cluster: { type: 'string', minLength: 1 }, path: { type: 'string', minLength: 1 } },
    },
    description:
      'The files with the ClusterProperties and ClusterClaims of each managed cluster: `cluster` is the ManagedCluster’s name, and `path` a directory or file relative to the package (in `rollcall render`, to the configuration’s file). The annotation rollcall.dev/managed-cluster on an object is an alternative.',
  },
  reservedClaimSuffixes: {
    examples: [['example.com']],
    ...names,
    default: [],
    description:
      'Name suffixes of reserved claims, as in the klusterlets (reservedClusterClaimSuffixes). Reserved claims come first and are always copied.',
  },
  maxCustomClaims: {
    type: 'integer',
    default: 20,
    minimum: 0,
    description:
      'How many claims that are not reserved are copied from a spoke, as in the klusterlets (maxCustomClusterClaims).',
  },
  clusterProxy: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'How clients reach managed clusters through cluster-proxy.',
    properties: {
      caFrom: {
        enum: ['ServingCert', 'ProxyCA'],
        default: 'ServingCert',
        description:
          'The certificate authority that clients trust. ServingCert: the user server’s own certificate (tls.crt of the Secret cluster-proxy-user-serving-cert), as cluster-proxy writes it. ProxyCA: the authority that signs it and lives longer (ca.crt of the Secret proxy-server-ca).',
      },
    },
  },
} as const;
