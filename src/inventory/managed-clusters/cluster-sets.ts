import { MANAGED_CLUSTER_SET_LABEL, type ManagedCluster } from '../../api/managed-cluster';
import { MANAGED_CLUSTER_SET, type ManagedClusterSet } from '../../api/managed-cluster-set';
import { labelsOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import { identityKey } from '../../krm/identity';
import type { Fleet, Found } from '../fleet';
import { readSelector } from '../match-labels';

type Labels = Readonly<Record<string, string>>;

/** What a set selects by the labels of a managed cluster. */
export type Selects = (labels: Labels) => boolean;

/** The sets that there are on every hub with the gate DefaultClusterSet, which is on by default. */
const IMPLICIT_SETS: Readonly<Record<string, ManagedClusterSet['spec']>> = {
  default: { clusterSelector: { selectorType: 'ExclusiveClusterSetLabel' } },
  global: { clusterSelector: { selectorType: 'LabelSelector', labelSelector: {} } },
};

/** A cluster's labels as the hub has them: a webhook of the gate DefaultClusterSet sets the label where it has none. */
export function labelsOnHub(cluster: ManagedCluster, implicitSets: boolean): Labels {
  const labels = labelsOf(cluster);
  if (!implicitSets || labels[MANAGED_CLUSTER_SET_LABEL]) return labels;
  return { ...labels, [MANAGED_CLUSTER_SET_LABEL]: 'default' };
}

/** The sets by name. One that is in error selects nothing; its finding has been given. */
export function readClusterSets(
  { managedClusterSets, unreadable }: Pick<Fleet, 'managedClusterSets' | 'unreadable'>,
  implicitSets: boolean,
): { find: (name: string) => Selects | undefined; findings: Finding[] } {
  const sets = new Map<string, Selects>();
  const findings: Finding[] = [];
  if (implicitSets) {
    for (const [name, spec] of Object.entries(IMPLICIT_SETS)) {
      const reading = readSet(name, spec);
      if ('selects' in reading) sets.set(name, reading.selects);
    }
  }
  for (const set of managedClusterSets) {
    const reading = readSet(set.object.metadata.name, set.object.spec);
    if ('selects' in reading) sets.set(set.object.metadata.name, reading.selects);
    else {
      sets.set(set.object.metadata.name, () => false);
      findings.push(tellFault(set, reading));
    }
  }
  const isUnreadable = (name: string) =>
    unreadable.has(
      identityKey({ group: MANAGED_CLUSTER_SET.group, kind: MANAGED_CLUSTER_SET.kind, namespace: '', name }),
    );
  return { find: (name) => sets.get(name) ?? (isUnreadable(name) ? () => false : undefined), findings };
}

type SetReading = { readonly selects: Selects } | { readonly selectorType: string } | { readonly fault: string };

function readSet(name: string, spec: ManagedClusterSet['spec']): SetReading {
  const selectorType = spec?.clusterSelector?.selectorType ?? '';
  switch (selectorType) {
    case '':
    case 'ExclusiveClusterSetLabel':
      return { selects: (labels) => labels[MANAGED_CLUSTER_SET_LABEL] === name };
    case 'LabelSelector': {
      const reading = readSelector(spec?.clusterSelector?.labelSelector);
      return 'fault' in reading ? reading : { selects: reading.matches };
    }
    default:
      return { selectorType };
  }
}

function tellFault({ object, item }: Found<ManagedClusterSet>, fault: Exclude<SetReading, { selects: Selects }>) {
  const { name } = object.metadata;
  if ('fault' in fault) return ocm.selectorInvalid(item.at('spec.clusterSelector.labelSelector'), name, fault.fault);
  return ocm.selectorTypeUnknown(item.at('spec.clusterSelector.selectorType'), name, fault.selectorType);
}
