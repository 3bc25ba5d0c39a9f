import type { FleetRecord } from '../inventory/record';
import { nearestOf } from '../schema/nearest';
import type { ClusterView } from './cluster-view';
import { readLabelSelector } from './selector';

/** Which clusters a view shows; what is absent filters nothing. */
export interface Filter {
  /** Only clusters without credentials. */
  readonly missing?: boolean | undefined;
  /** A consumer's name or Namespace. */
  readonly consumer?: string | undefined;
  readonly clusterSet?: string | undefined;
  /** The ClusterProfile's namespace. */
  readonly namespace?: string | undefined;
  /** Kubernetes label selectors, on labels and on properties. */
  readonly selector?: string | undefined;
  readonly property?: string | undefined;
}

export function readFilter(filter: Filter): { matches: (cluster: ClusterView) => boolean } | { fault: string } {
  const labels = readLabelSelector(filter.selector ?? '');
  if ('fault' in labels) return labels;
  const properties = readLabelSelector(filter.property ?? '');
  if ('fault' in properties) return properties;
  const { missing, consumer, clusterSet, namespace } = filter;
  return {
    matches: (cluster) =>
      (!missing || cluster.credentials.state !== 'found') &&
      (consumer === undefined || isFor(cluster, consumer)) &&
      (clusterSet === undefined || cluster.placement.clusterSet === clusterSet) &&
      (namespace === undefined || cluster.clusterProfile.startsWith(`${namespace}/`)) &&
      labels.matches(cluster.labels) &&
      properties.matches(cluster.properties),
  };
}

function isFor({ delivery }: ClusterView, consumer: string): boolean {
  if (delivery.state !== 'delivered') return false;
  return delivery.to.some(({ name, namespace }) => name === consumer || namespace === consumer);
}

/** A name that the fleet does not have, in words: it is misspelt, and not a question with an empty answer. */
export function findUnknown({ consumer, clusterSet, namespace }: Filter, fleet: FleetRecord): string | undefined {
  const { clusters, consumers, clusterSets } = fleet;
  return (
    tellUnknown('consumer', consumer, () => consumers.flatMap((one) => [one.name, one.namespace])) ??
    tellUnknown('ClusterSet', clusterSet, () => [
      ...clusterSets.map(({ name }) => name),
      ...clusters.flatMap(({ placement }) => placement?.clusterSet ?? []),
    ]) ??
    tellUnknown('namespace of ClusterProfiles', namespace, () => clusters.map((one) => one.profileNamespace))
  );
}

function tellUnknown(what: string, name: string | undefined, list: () => string[]): string | undefined {
  if (name === undefined) return undefined;
  const known = [...new Set(list())].filter((one) => one !== '');
  if (known.includes(name)) return undefined;
  const nearest = nearestOf(name, known);
  return `There is no ${what} ${name}${nearest && `; the nearest is ${nearest}`}.`;
}
