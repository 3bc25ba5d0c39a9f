import type { Cluster } from '../../api/cluster';
import { labelOf, pathOf } from '../../api/metadata';
import * as profiles from '../../diagnostics/cluster-profiles';
import type { Finding } from '../../diagnostics/finding';
import { writeJson } from '../../krm/json';
import { orderKeys } from '../../krm/key-order';
import type { Found } from '../fleet';
import type { Property } from '../managed-clusters/properties';

/** Where a property of a ClusterProfile comes from; its name is the key where none is given. */
export interface PropertySource {
  readonly from: 'Label' | 'Annotation' | 'Variable';
  readonly key: string;
  readonly name?: string | undefined;
}

/** The limit of the ClusterProfile API, in characters. */
const LONGEST_VALUE = 1024;

/** The properties that the configuration chooses, in its order; what a Cluster lacks is missing. */
export function readProperties(
  { object, item }: Found<Cluster>,
  sources: readonly PropertySource[],
): { properties: Property[]; missing: string[]; findings: Finding[] } {
  const properties: Property[] = [];
  const missing: string[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const { key, name = key } = source;
    const value = readSource(object, source);
    if (value === undefined || value === '') missing.push(`the property ${name}`);
    else if ([...value].length > LONGEST_VALUE) {
      const what = `the property ${name} has more than ${LONGEST_VALUE} characters`;
      findings.push(profiles.clusterSaysWrong(item.at(FIELDS[source.from]), pathOf(object), what));
    } else properties.push({ name, value });
  }
  return { properties, missing, findings };
}

const FIELDS = {
  Label: 'metadata.labels',
  Annotation: 'metadata.annotations',
  Variable: 'spec.topology.variables',
} as const;

/** A variable that is no text is written as JSON. */
function readSource(cluster: Cluster, { from, key }: PropertySource): string | undefined {
  if (from === 'Label') return labelOf(cluster, key);
  if (from === 'Annotation') {
    const { annotations } = cluster.metadata;
    return annotations && Object.hasOwn(annotations, key) ? annotations[key] : undefined;
  }
  const variable = cluster.spec?.topology?.variables?.find(({ name }) => name === key);
  const value = variable?.value ?? undefined;
  return value === undefined || typeof value === 'string' ? value : writeJson(orderKeys(value));
}
