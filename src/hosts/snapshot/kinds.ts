/** A kind that a snapshot reads, as the API server calls it. */
export interface ReadKind {
  readonly group: string;
  readonly resource: string;
  readonly isNamespaced: boolean;
}

const OCM = 'open-cluster-management.io';

/** What renders read of a management cluster, but for Secrets and Namespaces, which are read in a way of their own. */
export const READ_KINDS: readonly ReadKind[] = [
  { group: 'cluster.x-k8s.io', resource: 'clusters', isNamespaced: true },
  { group: 'multicluster.x-k8s.io', resource: 'clusterprofiles', isNamespaced: true },
  { group: 'multicluster.x-k8s.io', resource: 'placementdecisions', isNamespaced: true },
  { group: `cluster.${OCM}`, resource: 'managedclusters', isNamespaced: false },
  { group: `cluster.${OCM}`, resource: 'managedclustersets', isNamespaced: false },
  { group: `cluster.${OCM}`, resource: 'managedclustersetbindings', isNamespaced: true },
  { group: `proxy.${OCM}`, resource: 'managedproxyconfigurations', isNamespaced: false },
  { group: `authentication.${OCM}`, resource: 'managedserviceaccounts', isNamespaced: true },
];

/** `clusters.cluster.x-k8s.io`, as kubectl and RBAC name it. */
export function nameOf({ group, resource }: ReadKind): string {
  return `${resource}.${group}`;
}
