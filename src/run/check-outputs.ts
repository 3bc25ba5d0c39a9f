import { type Finding, nameObject } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Fleet } from '../inventory/fleet';
import { isLabelValue, isNamespaceName, isObjectName } from '../inventory/names';
import { groupBy } from '../krm/group';
import { groupOf, identityKey } from '../krm/identity';
import type { Output, OutputObject } from '../outputs/output';

/** What no API server would take, what two sources would both make, and what goes to a Namespace that is not there. */
export function checkOutputs(outputs: readonly Output[], fleet: Pick<Fleet, 'namespaces'>): Finding[] {
  return [...checkNames(outputs), ...findDoubleClaims(outputs), ...findAbsentNamespaces(outputs, fleet)];
}

export function outputKey({ apiVersion, kind, metadata: { namespace, name } }: OutputObject): string {
  return identityKey({ group: groupOf(apiVersion), kind, namespace, name });
}

/** Each name is looked at once, however many consumers it goes to. */
function checkNames(outputs: readonly Output[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const isNew = (what: string) => !seen.has(what) && seen.add(what) !== undefined;
  for (const { object, origin } of outputs) {
    const { name, namespace, labels } = object.metadata;
    if (isNew(`name ${name}`) && !isObjectName(name)) {
      findings.push(inventory.outputNameInvalid(origin.at('metadata.name'), object.kind, name));
    }
    if (isNew(`namespace ${namespace}`) && !isNamespaceName(namespace)) {
      findings.push(inventory.outputNameInvalid(origin.at('metadata.namespace'), 'Namespace', namespace));
    }
    for (const key in labels) {
      const value = labels[key] ?? '';
      if (isNew(`label ${value}`) && !isLabelValue(value)) {
        findings.push(inventory.outputLabelInvalid(origin.at('metadata.labels'), nameObject({ kind: object.kind, namespace, name }), key));
      }
    }
  }
  return findings;
}

/** One finding for each set of claimants, with all that they both would make. */
function findDoubleClaims(outputs: readonly Output[]): Finding[] {
  const contested = [...groupBy(outputs, ({ object }) => outputKey(object)).values()].filter(({ length }) => length > 1);
  const byClaimants = groupBy(contested, (rivals) => rivals.map(({ sources }) => sources.join(',')).join(' and '));
  return [...byClaimants.values()].flatMap((groups) => {
    const [rivals] = groups;
    const origin = rivals?.[0]?.origin;
    if (rivals === undefined || origin === undefined) return [];
    const made = groups.flatMap(([first]) => (first ? [nameObject({ kind: first.object.kind, ...first.object.metadata })] : []));
    return [inventory.outputClaimedTwice(origin.at(), made, rivals.map(({ sources }) => sources.join(',')))];
  });
}

function findAbsentNamespaces(outputs: readonly Output[], { namespaces }: Pick<Fleet, 'namespaces'>): Finding[] {
  const known = new Set(namespaces.map(({ object }) => object.metadata.name));
  const absent = outputs.filter(({ object }) => !known.has(object.metadata.namespace));
  const byNamespace = groupBy(absent, ({ object }) => object.metadata.namespace);
  return [...byNamespace].map(([namespace, { length }]) => inventory.outputNamespaceAbsent({}, namespace, length));
}
