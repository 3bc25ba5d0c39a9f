import { labelOf, type WithMetadata } from '../api/metadata';
import type { ClusterSets } from './cluster-sets';
import type { LabelKeys } from './label-keys';

/** Which namespace a Cluster's ClusterProfile is in, and why. */
export interface ResolvedNamespace {
  readonly namespace: string;
  /** The rule that fired. `EmptyLabel` falls to the default namespace, as the document's selection does. */
  readonly rule: 'Label' | 'ClusterSet' | 'Default' | 'EmptyLabel';
  /** The ClusterSet, where the Cluster names one. */
  readonly clusterSet?: string;
  /** Namespaces that claim the same ClusterSet and come later by name. */
  readonly passedOver: readonly string[];
}

const DEFAULT_NAMESPACE = 'default';

/**
 * The priority of the document's Lua selection, exactly: the Cluster's own label, the Namespace of its ClusterSet,
 * `default`. A label that is there and empty is not looked past.
 */
export function resolveProfileNamespace(cluster: WithMetadata, sets: ClusterSets, keys: LabelKeys): ResolvedNamespace {
  const label = labelOf(cluster, keys.profileNamespace);
  if (label === '') return { namespace: DEFAULT_NAMESPACE, rule: 'EmptyLabel', passedOver: [] };
  if (label !== undefined) return { namespace: label, rule: 'Label', passedOver: [] };

  const clusterSet = labelOf(cluster, keys.clusterSet);
  if (clusterSet === undefined) return { namespace: DEFAULT_NAMESPACE, rule: 'Default', passedOver: [] };
  const [first, ...passedOver] = sets.get(clusterSet) ?? [];
  if (first === undefined) return { namespace: DEFAULT_NAMESPACE, rule: 'Default', clusterSet, passedOver: [] };
  return { namespace: first, rule: 'ClusterSet', clusterSet, passedOver };
}
