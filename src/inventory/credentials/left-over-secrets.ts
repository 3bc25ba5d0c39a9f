import { CAPI_SECRET } from '../../api/cluster';
import { PROFILE_LABEL } from '../../api/cluster-profile';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import type { Secret } from '../../api/secret';
import type { Finding } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';
import type { Fleet, Found } from '../fleet';
import type { FleetRecord } from '../record';

/** The Secrets that Cluster API kept for Clusters that the input does not have, in whatever state. */
export function listLeftOver({ secrets, clusterPaths }: Pick<Fleet, 'secrets' | 'clusterPaths'>): Found<Secret>[] {
  if (clusterPaths === undefined) return [];
  return secrets.filter(({ object }) => {
    const cluster = labelOf(object, CAPI_SECRET.clusterNameLabel);
    return (
      cluster !== undefined &&
      object.type === CAPI_SECRET.type &&
      object.metadata.name === CAPI_SECRET.nameFor(cluster) &&
      labelOf(object, PROFILE_LABEL) === undefined &&
      !clusterPaths.has(`${namespaceOf(object)}/${cluster}`)
    );
  });
}

/** Those that nothing uses: their Clusters may have gone by mistake. */
export function findLeftOver(
  fleet: Pick<Fleet, 'secrets' | 'clusterPaths'>,
  { clusters }: Pick<FleetRecord, 'clusters'>,
): Finding[] {
  const used = new Set(
    clusters.flatMap(({ credentials }) => (credentials.state === 'found' ? (credentials.secret ?? []) : [])),
  );
  // One that is labelled for a Cluster of another namespace has a finding of its own.
  const names = new Set(clusters.flatMap(({ cluster }) => cluster?.object.metadata.name ?? []));
  const unused = listLeftOver(fleet).filter(
    ({ object }) => !used.has(pathOf(object)) && !names.has(labelOf(object, CAPI_SECRET.clusterNameLabel) ?? ''),
  );
  const [first] = unused;
  if (first === undefined) return [];
  return [
    nearMisses.secretsLeftOver(
      first.item.at(),
      unused.map(({ object }) => pathOf(object)),
    ),
  ];
}
