import { pathOf } from '../../api/metadata';
import * as lint from '../../diagnostics/lint';
import { profilePath } from '../../inventory/roster';
import type { LintRule } from './rule';

/** Clusters whose ClusterProfile is not in the input, where the input has ClusterProfiles at all. */
export const absentProfiles: LintRule = ({ fleet: { clusters } }) => {
  if (!clusters.some(({ profile }) => profile !== undefined)) return [];
  const claims = clusters.flatMap((entry) =>
    entry.cluster === undefined || entry.profile !== undefined ? [] : [{ cluster: entry.cluster, entry }],
  );
  const [first] = claims;
  if (first === undefined) return [];
  const words = claims.map(({ cluster, entry }) => `Cluster ${pathOf(cluster.object)} names ${profilePath(entry)}`);
  return [lint.profileAbsent(first.cluster.item.at('metadata.labels'), words)];
};
