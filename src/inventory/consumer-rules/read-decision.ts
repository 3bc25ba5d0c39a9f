import { labelOf, namespaceOf } from '../../api/metadata';
import { DECISION_INDEX_LABEL, DECISION_KEY_LABEL, type PlacementDecision } from '../../api/placement-decision';
import type { Found } from '../fleet';

/** The ClusterProfiles that a PlacementDecision names, or why it cannot be used. */
export function readDecision(
  path: string,
  decisions: readonly Found<PlacementDecision>[],
): { readonly profiles: ReadonlySet<string> } | { readonly fault: string } {
  const slash = path.indexOf('/');
  const [namespace, name] = [path.slice(0, slash), path.slice(slash + 1)];
  const slices = decisions.filter(
    ({ object }) =>
      namespaceOf(object) === namespace && (labelOf(object, DECISION_KEY_LABEL) ?? object.metadata.name) === name,
  );
  const named = slices.length > 0 ? slices : decisions.filter(({ object }) => isNamed(object, namespace, name));
  if (named.length === 0) return { fault: 'the input does not hold it' };
  const indexes = new Set(named.flatMap(({ object }) => labelOf(object, DECISION_INDEX_LABEL) ?? []).map(Number));
  let whole = 0;
  while (indexes.has(whole)) whole++;
  if (whole < indexes.size) return { fault: `its slice ${whole} is not in the input` };
  return {
    profiles: new Set(
      named.flatMap(({ object }) =>
        (object.decisions ?? []).map(
          ({ clusterProfileRef: { name, namespace = null } }) => `${namespace ?? namespaceOf(object)}/${name}`,
        ),
      ),
    ),
  };
}

function isNamed({ metadata }: PlacementDecision, namespace: string, name: string): boolean {
  return metadata.namespace === namespace && metadata.name === name;
}
