import { names } from './types';

/** What is read of a hub of Open Cluster Management, and how. */
export const hubFields = {
  implicitSets: {
    type: 'boolean',
    default: true,
    description:
      'Whether the ManagedClusterSets `default` and `global` are there without being sent along, and a ManagedCluster without a set belongs to `default`, as on a hub with the gate DefaultClusterSet.',
  },
  bindingNamespaces: {
    ...names,
    description:
      'The namespaces whose ManagedClusterSetBindings and Open Cluster Management ClusterProfiles count, by their exact names. Without it, all do: a cluster that is bound in two namespaces has two ClusterProfiles. With an empty list no binding counts: nothing is made from ManagedClusters, and ClusterProfiles are used like those of any other cluster manager.',
  },
  spokes: {
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['cluster', 'path'],
      properties: { cluster: { type: 'string', minLength: 1 }, path: { type: 'string', minLength: 1 } },
    },
    description:
      'Where the ClusterProperties and ClusterClaims of each managed cluster lie: `cluster`, a ManagedCluster’s name, and `path`, a folder or file relative to the package (in `rollcall render`: to the configuration’s file). An object may carry the annotation rollcall.dev/managed-cluster instead.',
  },
  reservedClaimSuffixes: {
    ...names,
    default: [],
    description:
      'Suffixes of the names of claims that are reserved, as the klusterlets have them (reservedClusterClaimSuffixes): those are never cut and come first.',
  },
  maxCustomClaims: {
    type: 'integer',
    default: 20,
    minimum: 0,
    description:
      'How many claims that are not reserved are taken from a spoke, as the klusterlets have it (maxCustomClusterClaims).',
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
          'What clients trust: ServingCert, the user server’s own certificate (tls.crt of the Secret cluster-proxy-user-serving-cert), as cluster-proxy writes it; ProxyCA, the authority that signs it and outlives it (ca.crt of the Secret proxy-server-ca).',
      },
    },
  },
} as const;
