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

/** What there is to say of a set where it is bound, and where it is not: then nothing is made from it. */
export interface ReadSet {
  /** One that is in error selects nothing. */
  readonly selects: Selects;
  readonly boundFindings: readonly Finding[];
  readonly unboundFindings: readonly Finding[];
}

/** The sets by name. */
export function readClusterSets(
  { managedClusterSets, unreadable }: Pick<Fleet, 'managedClusterSets' | 'unreadable'>,
  implicitSets: boolean,
): ReadonlyMap<string, ReadSet> {
  const sets = new Map<string, ReadSet>();
  const silent = { boundFindings: [], unboundFindings: [] };
  const { group, kind } = MANAGED_CLUSTER_SET;
  for (const key of unreadable) {
    const prefix = identityKey({ group, kind, namespace: '', name: '' });
    if (key.startsWith(prefix)) sets.set(key.slice(prefix.length), { selects: () => false, ...silent });
  }
  for (const set of managedClusterSets) {
    const { name } = set.object.metadata;
    const reading = readSet(name, set.object.spec);
    if ('selects' in reading) sets.set(name, { selects: reading.selects, ...silent });
    else {
      const unbound = ocm.unboundSetInvalid(set.item.at('spec.clusterSelector'), name, wordsForFault(reading));
      const boundFindings = [tellFault(set, reading)];
      sets.set(name, { selects: () => false, boundFindings, unboundFindings: [unbound] });
    }
  }
  if (implicitSets) {
    for (const [name, spec] of Object.entries(IMPLICIT_SETS)) {
      const reading = readSet(name, spec);
      if (!('selects' in reading)) continue;
      const written = managedClusterSets.find(({ object }) => object.metadata.name === name);
      if (written !== undefined && isKept(written.object)) continue;
      const changed = written !== undefined && !isStandard(written.object.spec, spec);
      const findings = changed ? [ocm.selectorRolledBack(written.item.at('spec.clusterSelector'), name)] : [];
      sets.set(name, { selects: reading.selects, boundFindings: findings, unboundFindings: [] });
    }
  }
  return sets;
}

/** On the sets `default` and `global`: whether the hub puts their selector back, which it does unless this is `false`. */
const AUTO_UPDATE = 'cluster.open-cluster-management.io/autoupdate';

function isKept({ metadata }: ManagedClusterSet): boolean {
  return metadata.annotations?.[AUTO_UPDATE] === 'false';
}

/** Whether a set selects by the words that the hub keeps it at. */
function isStandard(spec: ManagedClusterSet['spec'], standard: ManagedClusterSet['spec']): boolean {
  const { selectorType, labelSelector } = spec?.clusterSelector ?? {};
  if (standard?.clusterSelector?.selectorType !== 'LabelSelector') return EXCLUSIVE.has(selectorType ?? '');
  const { matchLabels, matchExpressions } = labelSelector ?? {};
  const isEmpty = labelSelector && Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;
  return selectorType === 'LabelSelector' && isEmpty === true;
}

const EXCLUSIVE: ReadonlySet<string> = new Set(['', 'ExclusiveClusterSetLabel']);

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

function wordsForFault(fault: Exclude<SetReading, { selects: Selects }>): string {
  return 'fault' in fault ? fault.fault : `the selectorType is "${fault.selectorType}"`;
}

function tellFault({ object, item }: Found<ManagedClusterSet>, fault: Exclude<SetReading, { selects: Selects }>) {
  const { name } = object.metadata;
  if ('fault' in fault) return ocm.selectorInvalid(item.at('spec.clusterSelector.labelSelector'), name, fault.fault);
  return ocm.selectorTypeUnknown(item.at('spec.clusterSelector.selectorType'), name, fault.selectorType);
}
