import { type Finding, nameObject } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Fleet } from '../inventory/fleet';
import { isLabelValue, isNamespaceName, isObjectName } from '../inventory/names';
import { groupBy } from '../krm/group';
import { groupOf } from '../krm/identity';
import { sortedBy } from '../krm/order';
import type { Output, OutputObject } from '../outputs/output';

/** What no API server would take, what two sources would both make, and what goes to a Namespace that is not there. */
export function checkOutputs(outputs: readonly Output[], fleet: Pick<Fleet, 'namespaces'>): Finding[] {
  return [...outputs.flatMap(checkNames), ...findDoubleClaims(outputs), ...findAbsentNamespaces(outputs, fleet)];
}

/** An output's identity but for the namespace. */
export function nameKey({ apiVersion, kind, metadata: { name } }: OutputObject): string {
  return `${groupOf(apiVersion)}/${kind}/${name}`;
}

function checkNames({ object, namespaces, origin }: Output): Finding[] {
  const { name, labels } = object.metadata;
  const findings: Finding[] = [];
  if (!isObjectName(name)) findings.push(inventory.outputNameInvalid(origin.at('metadata.name'), object.kind, name));
  for (const namespace of namespaces) {
    if (isNamespaceName(namespace)) continue;
    findings.push(inventory.outputNameInvalid(origin.at('metadata.namespace'), 'Namespace', namespace));
  }
  for (const [key, value] of Object.entries(labels)) {
    if (isLabelValue(value)) continue;
    findings.push(inventory.outputLabelInvalid(origin.at('metadata.labels'), `${object.kind} ${name}`, key));
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
  return [inventory.outputClaimedTwice(one.origin.at(), made, claimants)];
}

function findAbsentNamespaces(outputs: readonly Output[], { namespaces }: Pick<Fleet, 'namespaces'>): Finding[] {
  const known = new Set(namespaces.map(({ object }) => object.metadata.name));
  const counts = new Map<string, number>();
  for (const output of outputs) {
    for (const namespace of output.namespaces) {
      if (!known.has(namespace)) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
  }
  return [...counts].map(([namespace, count]) => inventory.outputNamespaceAbsent({}, namespace, count));
}
