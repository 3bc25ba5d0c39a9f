import type { ManagedCluster } from '../../api/managed-cluster';
import { boundStatus, type ManagedClusterSetBinding } from '../../api/managed-cluster-set-binding';
import { namespaceOf, pathOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as inventory from '../../diagnostics/inventory';
import * as ocm from '../../diagnostics/open-cluster-management';
import { wordsFor } from '../../krm/identity';
import { sortedBy } from '../../lists/order';
import type { Fleet, Found } from '../fleet';
import { isLabelValue, isObjectName } from '../names';
import { labelsOnHub, readClusterSets, type Selects } from './cluster-sets';

/** A managed cluster that is known in a namespace: it has a ClusterProfile there, of its own name. */
export interface Membership {
  readonly namespace: string;
  readonly cluster: Found<ManagedCluster>;
}

type Hub = Pick<Fleet, 'managedClusters' | 'managedClusterSets' | 'managedClusterSetBindings' | 'unreadable'>;

export interface MembershipOptions {
  readonly implicitSets: boolean;
  /** The namespaces whose bindings count; all where there are none. */
  readonly bindingNamespaces?: readonly string[] | undefined;
}

/**
 * Which managed clusters are known in which namespace: those that any of its bound sets selects, once each. Sorted by
 * namespace and name.
 */
export function listMemberships(
  hub: Hub,
  { implicitSets, bindingNamespaces }: MembershipOptions,
): { memberships: Membership[]; findings: Finding[] } {
  const sets = readClusterSets(hub, implicitSets);
  const findings = [...sets.findings];
  const bound = new Map<string, Selects[]>();
  const outside: string[] = [];
  for (const binding of hub.managedClusterSetBindings) {
    const namespace = namespaceOf(binding.object);
    if (bindingNamespaces !== undefined && namespace !== '' && !bindingNamespaces.includes(namespace)) {
      outside.push(pathOf(binding.object));
      continue;
    }
    const decision = decideBound(binding, sets.find);
    findings.push(...decision.findings);
    if (decision.selects) bound.set(namespace, [...(bound.get(namespace) ?? []), decision.selects]);
  }
  if (outside.length > 0) findings.push(ocm.bindingsOutside({}, outside));
  const holding = new Set(hub.managedClusterSetBindings.map(({ object }) => namespaceOf(object)));
  for (const namespace of bindingNamespaces ?? []) {
    if (!holding.has(namespace)) findings.push(ocm.bindingNamespaceEmpty({}, namespace));
  }

  const clusters = hub.managedClusters.filter(isNameable);
  for (const { object, item } of hub.managedClusters) {
    if (!isNameable({ object })) {
      findings.push(
        inventory.profileNameInvalid(item.at('metadata.name'), object.metadata.name, wordsFor(item.object)),
      );
    }
  }
  const memberships = sortedBy(bound, ([namespace]) => namespace).flatMap(([namespace, selectors]) =>
    clusters.flatMap((cluster) => {
      const labels = labelsOnHub(cluster.object, implicitSets);
      return selectors.some((selects) => selects(labels)) ? [{ namespace, cluster }] : [];
    }),
  );
  const reached = new Set(memberships.map(({ cluster }) => cluster));
  const unbound = clusters.filter((cluster) => !reached.has(cluster)).map(({ object }) => object.metadata.name);
  if (unbound.length > 0) findings.push(ocm.clustersUnbound({}, unbound));
  return { memberships, findings };
}

/** The name becomes an object's name and a label's value. */
function isNameable({ object: { metadata } }: Pick<Found<ManagedCluster>, 'object'>): boolean {
  return isObjectName(metadata.name) && isLabelValue(metadata.name);
}

/**
 * Whether a binding counts. The hub's own word does; one from a repository, without a status, counts where its set is
 * there, which is what the hub would find.
 */
function decideBound(
  { object, item }: Found<ManagedClusterSetBinding>,
  find: (set: string) => Selects | undefined,
): { selects?: Selects | undefined; findings: Finding[] } {
  const { clusterSet } = object.spec;
  const path = pathOf(object);
  if (namespaceOf(object) === '') {
    return { findings: [ocm.bindingWithoutNamespace(item.at('metadata.namespace'), object.metadata.name)] };
  }
  const status = boundStatus(object);
  if (status !== undefined && status !== 'True') {
    return { findings: [ocm.bindingNotBound(item.at('status.conditions'), path, status)] };
  }
  const selects = find(clusterSet);
  if (selects === undefined) return { findings: [ocm.clusterSetMissing(item.at('spec.clusterSet'), path, clusterSet)] };
  if (object.metadata.name === clusterSet) return { selects, findings: [] };
  return { selects, findings: [ocm.bindingNamedOtherwise(item.at('metadata.name'), path, clusterSet)] };
}
