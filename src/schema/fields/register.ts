import { sveltosClusterSpecSchema } from '../../api/sveltos-cluster';
import { accessFields } from './access';
import { stringMap } from './types';
import { workloadIdentityFields } from './workload-identity';

export const sveltosFormats = ['SveltosController', 'SveltosEvents'] as const;

/** What the objects that register a cluster carry, besides what registers it. */
export const labelFields = {
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
      'Labels of a ClusterProfile that are not copied, because other tools mark the objects that they own with them. A `*` at the end matches any suffix.',
  },
  deletionProtection: {
    type: 'boolean',
    default: false,
    description:
      'Whether SveltosClusters, their kubeconfig Secrets and Argo CD’s cluster Secrets carry `argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm`, so that Argo CD asks before it deletes one.',
  },
} as const;

/** How clusters are registered with Sveltos. */
export const registerFields = {
  ...accessFields,
  ...workloadIdentityFields,
  template: {
    examples: [{ metadata: { labels: { fleet: 'prod' } }, spec: { paused: true } }],
    type: 'object',
    additionalProperties: false,
    description:
      'Defaults that are merged into every SveltosCluster. Values from the ClusterProfile and from Rollcall override them.',
    properties: {
      metadata: {
        type: 'object',
        additionalProperties: false,
        properties: { labels: stringMap, annotations: stringMap },
      },
      spec: sveltosClusterSpecSchema,
    },
  },
  ...labelFields,
  managedBy: {
    type: 'string',
    minLength: 1,
    default: 'rollcall',
    description: 'The value of the label clusterinventory.projectsveltos.io/managed-by.',
  },
} as const;
