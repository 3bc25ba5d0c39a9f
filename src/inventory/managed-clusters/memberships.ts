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
import { isManaged } from './managed-profile';

/** A managed cluster that is known in a namespace: it has a ClusterProfile there, of its own name. */
export interface Membership {
  readonly namespace: string;
  readonly cluster: Found<ManagedCluster>;
}

type Hub = Pick<
  Fleet,
  'managedClusters' | 'managedClusterSets' | 'managedClusterSetBindings' | 'profiles' | 'terminating' | 'unreadable'
>;

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
  const findings: Finding[] = [];
  const bound = new Map<string, Selects[]>();
  const boundSets = new Set<string>();
  const outside: string[] = [];
  const doomed = new Map<string, string[]>();
  for (const binding of hub.managedClusterSetBindings) {
    const namespace = namespaceOf(binding.object);
    if (bindingNamespaces !== undefined && namespace !== '' && !bindingNamespaces.includes(namespace)) {
      outside.push(pathOf(binding.object));
      continue;
    }
    if (hub.terminating.has(namespace)) {
      doomed.set(namespace, [...(doomed.get(namespace) ?? []), pathOf(binding.object)]);
      continue;
    }
    const decision = decideBound(binding, (name) => sets.get(name)?.selects);
    findings.push(...decision.findings);
    if (decision.selects === undefined) continue;
    bound.set(namespace, [...(bound.get(namespace) ?? []), decision.selects]);
    boundSets.add(binding.object.spec.clusterSet);
  }
  for (const [name, { boundFindings, unboundFindings }] of sets) {
    findings.push(...(boundSets.has(name) ? boundFindings : unboundFindings));
  }
  for (const [namespace, bindings] of doomed) findings.push(ocm.bindingsTerminating({}, namespace, bindings));
  if (outside.length > 0) findings.push(ocm.bindingsOutside({}, outside));
  const holding = new Set(
    [...hub.managedClusterSetBindings, ...hub.profiles.filter(isManaged)].map(({ object }) => namespaceOf(object)),
  );
  for (const namespace of bindingNamespaces ?? []) {
    if (!holding.has(namespace)) findings.push(ocm.bindingNamespaceEmpty({}, namespace));
  }

  const selected = sortedBy(bound, ([namespace]) => namespace).flatMap(([namespace, selectors]) =>
    hub.managedClusters.flatMap((cluster) => {
      const labels = labelsOnHub(cluster.object, implicitSets);
      return selectors.some((selects) => selects(labels)) ? [{ namespace, cluster }] : [];
    }),
  );
  const reached = new Set(selected.map(({ cluster }) => cluster));
  for (const { object, item } of [...reached].filter((cluster) => !isNameable(cluster))) {
    findings.push(inventory.profileNameInvalid(item.at('metadata.name'), object.metadata.name, wordsFor(item.object)));
  }
  const unbound = hub.managedClusters.filter((cluster) => !reached.has(cluster));
  if (unbound.length > 0) {
    findings.push(
      ocm.clustersUnbound(
        {},
        unbound.map(({ object }) => object.metadata.name),
      ),
    );
  }
  return { memberships: selected.filter(({ cluster }) => isNameable(cluster)), findings };
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
