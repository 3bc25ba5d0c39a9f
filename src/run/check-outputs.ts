import { type Finding, nameObject } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import type { Fleet } from '../inventory/fleet';
import { isDataKey, isLabelValue, isNamespaceName, isObjectName, isQualifiedKey } from '../inventory/names';
import { groupOf } from '../krm/identity';
import { objectAt } from '../krm/json';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import type { Output, OutputObject } from '../outputs/output';

/** What no API server would take, what two sources would both make, and what goes to a Namespace that is not there. */
export function checkOutputs(outputs: readonly Output[], fleet: Pick<Fleet, 'namespaces'>): Finding[] {
  return [...outputs.flatMap(checkNames), ...findDoubleClaims(outputs), ...checkNamespaces(outputs, fleet)];
}

/** An output's identity but for the namespace. */
export function nameKey({ apiVersion, kind, metadata: { name } }: OutputObject): string {
  return `${groupOf(apiVersion)}/${kind}/${name}`;
}

function checkNames({ object, origin }: Output): Finding[] {
  const { name, labels, annotations } = object.metadata;
  const findings: Finding[] = [];
  if (!isObjectName(name))
    findings.push(outputFindings.outputNameInvalid(origin.at('metadata.name'), object.kind, name));
  const { kind } = object;
  for (const [key, value] of Object.entries(labels)) {
    const place = origin.at('metadata.labels');
    if (!isQualifiedKey(key)) findings.push(outputFindings.outputLabelInvalid(place, kind, name, 'key', key));
    if (!isLabelValue(value)) findings.push(outputFindings.outputLabelInvalid(place, kind, name, 'value', value));
  }
  for (const key of Object.keys(annotations)) {
    if (!isQualifiedKey(key))
      findings.push(outputFindings.outputKeyInvalid(origin.at(), kind, name, 'annotations', key));
  }
  for (const key of Object.keys(objectAt(object, 'data'))) {
    if (!isDataKey(key)) findings.push(outputFindings.outputKeyInvalid(origin.at(), kind, name, 'data', key));
  }
  return findings;
}

/** Two outputs of one name in one namespace: a finding for the pair, with every namespace that they both go to. */
function findDoubleClaims(outputs: readonly Output[]): Finding[] {
  const rivals = [...groupBy(outputs, ({ object }) => nameKey(object)).values()].filter(({ length }) => length > 1);
  return rivals.flatMap((group) =>
    group.flatMap((one, at) => group.slice(at + 1).flatMap((other) => compareClaims(one, other))),
  );
}

function compareClaims(one: Output, other: Output): Finding[] {
  const contested = [...one.namespaces].filter((namespace) => other.namespaces.has(namespace));
  if (contested.length === 0) return [];
  const { kind, metadata } = one.object;
  const made = sortedBy(contested, (namespace) => namespace).map((namespace) =>
    nameObject({ kind, namespace, name: metadata.name }),
  );
  const claimants = [one, other].map(({ sources }) => sources.join(','));
  return [
    outputFindings.outputClaimedTwice(
      { ...one.origin.at(), subjects: [one, other].map(({ origin }) => origin.key) },
      made,
      claimants,
    ),
  ];
}

function checkNamespaces(outputs: readonly Output[], { namespaces }: Pick<Fleet, 'namespaces'>): Finding[] {
  const known = new Set(namespaces.map(({ object }) => object.metadata.name));
  const sets = new Map<ReadonlySet<string>, number>();
  for (const output of outputs) sets.set(output.namespaces, (sets.get(output.namespaces) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const [set, count] of sets) {
    for (const namespace of set) counts.set(namespace, (counts.get(namespace) ?? 0) + count);
  }
  counts.delete(''); // objects of the cluster itself
  for (const { object } of outputs) if (object.kind === 'Namespace') known.add(object.metadata.name);
  return [...counts].flatMap(([namespace, count]) => {
    if (!isNamespaceName(namespace)) return [outputFindings.outputNameInvalid({}, 'Namespace', namespace)];
    return known.has(namespace) ? [] : [outputFindings.outputNamespaceAbsent({}, namespace, count)];
  });
}
