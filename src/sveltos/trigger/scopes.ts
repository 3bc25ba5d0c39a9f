import { groupOf } from '../../krm/identity';
import { objectAt, textOf } from '../../krm/json';
import type { Stock } from '../stock';

/** Where a kind's objects are: in a namespace, or in none. */
export type Scope = 'Namespaced' | 'Cluster';

/** Kubernetes' own API groups, with those of their kinds that are in no namespace. */
const BUILT_IN: Readonly<Record<string, readonly string[] | 'all'>> = {
  '': ['Namespace', 'Node', 'PersistentVolume', 'ComponentStatus'],
  'admissionregistration.k8s.io': 'all',
  'apiextensions.k8s.io': 'all',
  'apiregistration.k8s.io': 'all',
  apps: [],
  'authentication.k8s.io': 'all',
  'authorization.k8s.io': ['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  autoscaling: [],
  batch: [],
  'certificates.k8s.io': ['CertificateSigningRequest', 'ClusterTrustBundle'],
  'coordination.k8s.io': [],
  'discovery.k8s.io': [],
  'events.k8s.io': [],
  extensions: [],
  'flowcontrol.apiserver.k8s.io': 'all',
  'internal.apiserver.k8s.io': 'all',
  'networking.k8s.io': ['IngressClass', 'IPAddress', 'ServiceCIDR'],
  'node.k8s.io': 'all',
  policy: ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'resource.k8s.io': ['DeviceClass', 'DeviceTaintRule', 'ResourceSlice'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  'storagemigration.k8s.io': 'all',
};

/** Kinds of other projects that need no CustomResourceDefinition in the input; other kinds of their groups do. */
const WELL_KNOWN: Readonly<Record<string, Readonly<Record<Scope, readonly string[]>>>> = {
  'cluster.x-k8s.io': {
    Namespaced: ['Cluster', 'Machine', 'MachineDeployment', 'MachineHealthCheck', 'MachinePool', 'MachineSet'],
    Cluster: [],
  },
  'config.projectsveltos.io': { Namespaced: ['ClusterSummary', 'Profile'], Cluster: ['ClusterProfile'] },
  'external-secrets.io': {
    Namespaced: ['ExternalSecret', 'PushSecret', 'SecretStore'],
    Cluster: ['ClusterExternalSecret', 'ClusterSecretStore'],
  },
  'gateway.networking.k8s.io': {
    Namespaced: ['GRPCRoute', 'Gateway', 'HTTPRoute', 'ReferenceGrant', 'TCPRoute', 'TLSRoute', 'UDPRoute'],
    Cluster: ['GatewayClass'],
  },
  'lib.projectsveltos.io': {
    Namespaced: ['RoleRequest', 'Set', 'SveltosCluster'],
    Cluster: ['Classifier', 'ClusterHealthCheck', 'ClusterSet', 'EventSource', 'EventTrigger', 'HealthCheck'],
  },
  'multicluster.x-k8s.io': { Namespaced: ['ClusterProfile', 'ServiceExport', 'ServiceImport'], Cluster: [] },
};

/** What an API server would say of kinds: those of Kubernetes, those that CustomResourceDefinitions of the input define. */
export class Scopes {
  private readonly defined = new Map<string, Scope>();

  constructor(stock: Stock) {
    for (const { object } of stock.of('apiextensions.k8s.io', 'CustomResourceDefinition')) {
      const { group, scope } = objectAt(object, 'spec');
      const { kind } = objectAt(object, 'spec', 'names');
      if (scope === 'Namespaced' || scope === 'Cluster') this.defined.set(`${textOf(group)}/${textOf(kind)}`, scope);
    }
  }

  /** `undefined` for a kind that nobody here knows. */
  of(apiVersion: string, kind: string): Scope | undefined {
    const group = groupOf(apiVersion);
    const defined = this.defined.get(`${group}/${kind}`);
    if (defined !== undefined) return defined;
    if (Object.hasOwn(BUILT_IN, group)) {
      const inNone = BUILT_IN[group] ?? [];
      return inNone === 'all' || inNone.includes(kind) ? 'Cluster' : 'Namespaced';
    }
    const known = Object.hasOwn(WELL_KNOWN, group) ? WELL_KNOWN[group] : undefined;
    if (known?.Namespaced.includes(kind)) return 'Namespaced';
    return known?.Cluster.includes(kind) ? 'Cluster' : undefined;
  }
}
