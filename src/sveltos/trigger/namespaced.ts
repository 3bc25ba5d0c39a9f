import { groupOf } from '../../krm/identity';

/**
 * Kinds that lie in a namespace, by group; without an API server there is nobody to ask. Sveltos puts what has no
 * namespace into `default`; an object of another kind without a namespace is taken as one of the cluster's.
 */
const NAMESPACED: Readonly<Record<string, readonly string[] | 'all'>> = {
  '': [
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  apps: 'all',
  autoscaling: 'all',
  batch: 'all',
  'cluster.x-k8s.io': ['Cluster', 'Machine', 'MachineDeployment', 'MachineHealthCheck', 'MachinePool', 'MachineSet'],
  'coordination.k8s.io': ['Lease'],
  'external-secrets.io': ['ExternalSecret', 'PushSecret', 'SecretStore'],
  'gateway.networking.k8s.io': ['GRPCRoute', 'Gateway', 'HTTPRoute', 'ReferenceGrant'],
  'lib.projectsveltos.io': ['SveltosCluster'],
  'multicluster.x-k8s.io': ['ClusterProfile', 'ServiceExport', 'ServiceImport'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
};

export function isNamespaced(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  const kinds = Object.hasOwn(NAMESPACED, group) ? NAMESPACED[group] : undefined;
  return kinds === 'all' || (kinds?.includes(kind) ?? false);
}
