import { labelOf } from '../api/metadata';
import { API_CLUSTER_SET_LABEL, CLUSTER_SET_LABEL } from '../api/namespace';
import type { Fleet } from './fleet';
import type { LabelKeys } from './label-keys';

/** The Namespaces that claim each ClusterSet, sorted by name: the first one holds its profiles. */
export type ClusterSets = ReadonlyMap<string, readonly string[]>;

/** The API's own label counts on a Namespace that does not carry the document's, unless another key is configured. */
export function indexClusterSets({ namespaces }: Pick<Fleet, 'namespaces'>, keys: LabelKeys): ClusterSets {
  const sets = new Map<string, string[]>();
  for (const { object } of namespaces) {
    const fallback =
      keys.namespaceClusterSet === CLUSTER_SET_LABEL ? labelOf(object, API_CLUSTER_SET_LABEL) : undefined;
    const set = labelOf(object, keys.namespaceClusterSet) ?? fallback;
    if (set !== undefined) sets.set(set, [...(sets.get(set) ?? []), object.metadata.name]);
  }
  return sets;
}
