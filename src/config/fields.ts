import { CONSUMER_LABEL } from '../api/cluster-profile';
import { CLUSTER_SET_LABEL } from '../api/namespace';
import { sveltosClusterSpecSchema } from '../api/sveltos-cluster';

/**
 * The fields of the functions' configurations: each is described, typed and given its default here, and each function
 * says which of them it takes. The documentation is made from these descriptions.
 */

const labelKey = (description: string, key: string) =>
  ({ type: 'string', minLength: 1, default: key, description }) as const;

const stringMap = { type: 'object', additionalProperties: { type: 'string' } } as const;
const names = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

export const sharedFields = {
  labelKeys: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'The keys of the labels that are read, for fleets that have names of their own.',
    properties: {
      profileName: labelKey('On a Cluster: the name of its ClusterProfile.', 'clusterprofile-name'),
      profileNamespace: labelKey('On a Cluster: the namespace of its ClusterProfile.', 'clusterprofile-namespace'),
      clusterSet: labelKey('On a Cluster: its ClusterSet.', 'clusterset.k8s.io'),
      namespaceClusterSet: labelKey(
        'On a Namespace: the ClusterSet whose profiles it holds. With the default key, multicluster.x-k8s.io/clusterset counts where that one is absent.',
        CLUSTER_SET_LABEL,
      ),
      consumer: labelKey('On a Namespace: the consumer that reads credentials there.', CONSUMER_LABEL),
    },
  },
  clusterNamespaces: {
    ...names,
    description:
      'The namespaces whose Clusters are read (in register-sveltos-clusters: whose ClusterProfiles), by their exact names. Without it, all are.',
  },
  missingCredentials: {
    enum: ['Auto', 'Skip', 'Error'],
    default: 'Auto',
    description:
      'What happens to a cluster without credentials. Auto: what an earlier render made stays; else a cluster that is up (status.controlPlaneReady, status.initialization.controlPlaneInitialized or the condition ControlPlaneInitialized of a Cluster, the condition ControlPlaneHealthy of a ClusterProfile) is an error, and a young one is skipped with a warning. Skip: always skipped. Error: always an error.',
  },
  inputs: {
    ...names,
    minItems: 1,
    description:
      'Files, folders and globs to read the fleet from, where the host sends nothing but this configuration: a kustomize generator, relative to the kustomization, or `rollcall render` without a PATH, relative to this file. Nothing outside that folder is read.',
  },
  allowEmpty: {
    type: 'boolean',
    default: false,
    description:
      'Whether a render that finds no cluster, or makes nothing, may succeed. Hosts then delete what was there.',
  },
  takeOverFrom: {
    ...names,
    default: [],
    description:
      'Owners (`<function>/<name>`) that this configuration replaces: what they made and this one wants changes hands, the rest leaves. Not for an owner that still runs.',
  },
} as const;

export const consumerFormats = ['Sveltos', 'ClusterInventory', 'MulticlusterRuntime'] as const;
export const sveltosFormats = ['SveltosController', 'SveltosEvents'] as const;

export const publishFields = {
  dataKeys: {
    ...names,
    minItems: 1,
    uniqueItems: true,
    description: 'The data keys that the kubeconfig is written under, in place of the format’s own.',
  },
} as const;

export const registerFields = {
  template: {
    type: 'object',
    additionalProperties: false,
    description: 'Laid under every SveltosCluster: what the ClusterProfile or Rollcall says counts over it.',
    properties: {
      metadata: {
        type: 'object',
        additionalProperties: false,
        properties: { labels: stringMap, annotations: stringMap },
      },
      spec: sveltosClusterSpecSchema,
    },
  },
  dropLabels: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    default: [
      'app.kubernetes.io/instance',
      'app.kubernetes.io/managed-by',
      'argocd.argoproj.io/*',
      'applyset.kubernetes.io/*',
      'kustomize.toolkit.fluxcd.io/*',
      'helm.toolkit.fluxcd.io/*',
      'objectset.rio.cattle.io/*',
      'projectsveltos.io/k8s-version',
    ],
    description:
      'Labels of a ClusterProfile that are not copied: the marks by which other tools own an object. A `*` at the end stands for anything.',
  },
  managedBy: {
    type: 'string',
    minLength: 1,
    default: 'rollcall',
    description: 'The value of the label clusterinventory.projectsveltos.io/managed-by.',
  },
} as const;
