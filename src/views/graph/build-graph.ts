import type { Consumer } from '../../inventory/consumers';
import type { FleetRecord } from '../../inventory/record';
import type { ClusterView } from '../cluster-view';
import { PLACEMENT_WORDS } from '../list-table';
import type { FleetGraph, GraphEdge, GraphGroup, GraphNode, NodeKind } from './fleet-graph';
import { type Bundle, foldBundles } from './fold-fleet';

/**
 * Sources, clusters, ClusterProfiles, and who receives them. Beyond `most` nodes, what is alike is drawn as one node: more
 * and more of it until the rest fits.
 */
export function buildGraph(
  clusters: readonly ClusterView[],
  { consumers, clusterSets }: Pick<FleetRecord, 'consumers' | 'clusterSets'>,
  most: number,
): FleetGraph {
  const setOf = new Map(clusterSets.map(({ name, namespace }) => [namespace, name]));
  const bundles = clusters.map((cluster) => bundleOf(cluster, setOf));
  const whole = draw(bundles, consumers, NOTHING_FOLDED);
  if (whole.nodes.length <= most) return whole;
  const alike = foldBundles(bundles.map(byFolder), ({ group, missing, rule, registered, consumers: to }) =>
    JSON.stringify([group, missing, rule, registered, to]),
  );
  const sayAlike = `${countOf(clusters.length, 'cluster')} in ${countOf(alike.length, 'node')}: clusters of one ClusterSet and namespace with the same credentials and receivers are one node, and files are shown by directory.`;
  const byLikeness = draw(alike, consumers, { ...NOTHING_FOLDED, aggregated: [sayAlike] });
  if (byLikeness.nodes.length <= most) return byLikeness;
  const grouped = foldBundles(alike, ({ group }) => group);
  const sayGrouped = `${countOf(clusters.length, 'cluster')} in ${countOf(grouped.length, 'node')}: the clusters of one ClusterSet and namespace are one node.`;
  const folded = { joinsConsumers: consumers.length > 1, joinsSources: true };
  const ends = [
    ...(consumers.length > 1 ? [`${consumers.length} consumers are one node.`] : []),
    'All sources are one node.',
  ];
  const byGroup = draw(grouped, consumers, { ...folded, aggregated: [sayGrouped, ...ends] });
  if (byGroup.nodes.length <= most) return byGroup;
  const largest = keepLargest(grouped, Math.max(1, Math.floor((most - 5) / 2)));
  return draw(largest.bundles, consumers, {
    ...folded,
    aggregated: [sayGrouped, `The ${largest.others} smallest groups are one node.`, ...ends],
  });
}

interface Folding {
  readonly joinsConsumers: boolean;
  readonly joinsSources: boolean;
  readonly aggregated: readonly string[];
}

const NOTHING_FOLDED: Folding = { joinsConsumers: false, joinsSources: false, aggregated: [] };

function bundleOf(cluster: ClusterView, setOf: ReadonlyMap<string, string>): Bundle {
  const { clusterProfile, sources, placement, credentials, registration, delivery } = cluster;
  const namespace = clusterProfile.slice(0, clusterProfile.indexOf('/'));
  const clusterSet = placement.clusterSet ?? setOf.get(namespace);
  const objects = sources.filter(({ kind }) => kind !== 'ClusterProfile');
  return {
    group: clusterSet === undefined ? `Namespace ${namespace}` : `ClusterSet ${clusterSet}, Namespace ${namespace}`,
    files: filesOf(objects),
    profileFiles: filesOf(sources.filter(({ kind }) => kind === 'ClusterProfile')),
    objects,
    profiles: [clusterProfile],
    missing: credentials.state === 'found' ? 0 : 1,
    rule: PLACEMENT_WORDS[placement.rule],
    registered: registration.state !== 'none',
    registrar: registration.with ?? 'Sveltos',
    consumers: delivery.state === 'delivered' ? delivery.to.map((consumer) => consumer.namespace) : [],
  };
}

function filesOf(sources: ClusterView['sources']): string[] {
  return [...new Set(sources.flatMap(({ file }) => file?.path ?? []))];
}

function byFolder(bundle: Bundle): Bundle {
  const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : './');
  const foldersOf = (paths: readonly string[]) => [...new Set(paths.map(folderOf))];
  return { ...bundle, files: foldersOf(bundle.files), profileFiles: foldersOf(bundle.profileFiles) };
}

function keepLargest(bundles: readonly Bundle[], most: number): { bundles: Bundle[]; others: number } {
  const ranked = bundles.toSorted((a, b) => b.profiles.length - a.profiles.length);
  const kept = new Set(ranked.slice(0, most - 1));
  const others = bundles.length - kept.size;
  const renamed = bundles.map((one) => (kept.has(one) ? one : { ...one, group: `${others} other groups` }));
  return { bundles: foldBundles(renamed, ({ group }) => group), others };
}

function draw(bundles: readonly Bundle[], consumers: readonly Consumer[], folding: Folding): FleetGraph {
  const nodes = new Map<string, GraphNode>();
  const groups = new Map<string, GraphGroup>();
  const edges = new Map<string, GraphEdge>();
  const add = (kind: NodeKind, key: string, rest: Omit<GraphNode, 'id' | 'kind'>): string => {
    const known = nodes.get(`${kind} ${key}`);
    if (known !== undefined) return known.id;
    const node = { id: `n${nodes.size + 1}`, kind, ...rest };
    nodes.set(`${kind} ${key}`, node);
    return node.id;
  };
  const link = (from: string, to: string, rule?: string) => {
    const edge = rule === undefined ? { from, to } : { from, to, rule };
    edges.set(`${from} ${to}`, edge);
  };
  const groupOf = (label: string): string => {
    const group = groups.get(label) ?? { id: `g${groups.size + 1}`, label };
    groups.set(label, group);
    return group.id;
  };
  const fileCount = new Set(bundles.flatMap(({ files, profileFiles }) => [...files, ...profileFiles])).size;
  const sourceOf = (file: string) =>
    folding.joinsSources
      ? add('source', '', { label: countOf(fileCount, 'directory', 'directories'), count: fileCount })
      : add('source', file, { label: file });
  const receiver = ({ name, namespace }: Consumer) =>
    folding.joinsConsumers
      ? add('consumer', '', { label: `${consumers.length} consumers`, count: consumers.length })
      : add('consumer', namespace, {
          label: name === namespace || name === '' ? namespace : `${name} (Namespace ${namespace})`,
        });

  const byNamespace = new Map(consumers.map((consumer) => [consumer.namespace, consumer]));
  for (const bundle of bundles) {
    const group = groupOf(bundle.group);
    const profile = add('profile', JSON.stringify(bundle.profiles), {
      label: labelProfiles(bundle),
      group,
      ...countFor(bundle.profiles.length),
      ...(bundle.missing > 0 && { missing: true }),
    });
    const objects = bundle.objects.length === 0 ? undefined : labelObjects(bundle);
    const cluster =
      objects &&
      add('cluster', JSON.stringify(bundle.profiles), { label: objects, group, ...countFor(bundle.objects.length) });
    for (const file of bundle.files) link(sourceOf(file), cluster ?? profile);
    for (const file of bundle.profileFiles) link(sourceOf(file), profile);
    if (cluster !== undefined) link(cluster, profile, bundle.rule);
    if (bundle.registered) link(profile, add('sveltos', '', { label: bundle.registrar }));
    for (const namespace of bundle.consumers) {
      const consumer = byNamespace.get(namespace);
      if (consumer !== undefined) link(profile, receiver(consumer));
    }
  }
  for (const consumer of consumers) receiver(consumer);
  return {
    groups: [...groups.values()],
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    aggregated: folding.aggregated,
  };
}

function countFor(count: number): Pick<GraphNode, 'count'> {
  return count > 1 ? { count } : {};
}

function labelProfiles({ profiles, missing }: Bundle): string {
  const [first = ''] = profiles;
  const lacking = missing === 0 ? '' : `, ${profiles.length === 1 ? '' : `${missing} `}without credentials`;
  return (profiles.length === 1 ? first : `${profiles.length} ClusterProfiles`) + lacking;
}

function labelObjects({ objects }: Bundle): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  if (objects.length === 1)
    return objects.map(({ kind, namespace, name }) => `${kind} ${[namespace, name].filter(Boolean).join('/')}`).join();
  return kinds.map((kind) => countOf(objects.filter((one) => one.kind === kind).length, kind)).join(', ');
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
