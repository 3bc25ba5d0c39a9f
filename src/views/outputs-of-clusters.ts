import type { OutputRecord } from '../run/render-record';
import type { ClusterView } from './cluster-view';

/** The outputs that are made for each cluster. One that an earlier render made names its cluster by its sources only. */
export function indexOutputs(
  clusters: readonly ClusterView[],
  outputs: readonly OutputRecord[],
): ReadonlyMap<ClusterView, readonly OutputRecord[]> {
  const byName = new Map(clusters.map((cluster) => [cluster.clusterProfile, cluster]));
  const bySource = new Map<string, ClusterView>(
    clusters.flatMap((cluster) =>
      cluster.sources.map(({ kind, namespace, name }) => [`${kind}/${namespace}/${name}`, cluster] as const),
    ),
  );
  const own = new Map<ClusterView, OutputRecord[]>(clusters.map((cluster) => [cluster, []]));
  for (const output of outputs) {
    const made = output.cluster === undefined ? undefined : byName.get(output.cluster);
    const kept = output.cluster === undefined ? output.sources.map((mark) => bySource.get(withoutGroup(mark))) : [];
    for (const cluster of new Set([made, ...kept])) if (cluster) own.get(cluster)?.push(output);
  }
  return own;
}

/** A source mark is `<group>/<Kind>/<namespace>/<name>`. */
function withoutGroup(mark: string): string {
  return mark.slice(mark.indexOf('/') + 1);
}
