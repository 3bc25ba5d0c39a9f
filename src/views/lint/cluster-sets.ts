import { labelOf, pathOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as lint from '../../diagnostics/lint';
import { groupBy } from '../../lists/group';
import { nearestOf } from '../../schema/nearest';
import type { LintRule } from './rule';

/** ClusterSets that only one side knows: a Namespace without Clusters, or Clusters without a Namespace. */
export const clusterSetsOfOneSide: LintRule = ({ fleet: { clusters, clusterSets, leftOut, labelKeys } }) => {
  if (labelKeys === undefined) return [];
  const members = clusters.flatMap(({ cluster, placement }) => {
    const set = cluster && labelOf(cluster.object, labelKeys.clusterSet);
    return cluster === undefined || set === undefined ? [] : [{ set, cluster, rule: placement?.rule }];
  });
  // A Cluster that is on no line is in its ClusterSet all the same.
  const used = new Set([
    ...members.map(({ set }) => set),
    ...leftOut.flatMap(({ source: { item } }) => item.label(labelKeys.clusterSet) ?? []),
  ]);
  const claimed = new Set(clusterSets.map(({ name }) => name));
  const empty = clusterSets.filter(({ name }) => members.length > 0 && !used.has(name));
  // The render itself reports those that decide about a namespace.
  const unclaimed = members.filter(({ set, rule }) => !claimed.has(set) && rule !== 'Default');
  return [
    ...empty.map(({ name, namespace }) =>
      lint.clusterSetEmpty({}, name, namespace, labelKeys.clusterSet, nearestOf(name, [...used])),
    ),
    ...[...groupBy(unclaimed, ({ set }) => set)].flatMap(([set, group]): Finding[] => {
      const [first] = group;
      const paths = group.map(({ cluster }) => `Cluster ${pathOf(cluster.object)}`);
      const nearest = nearestOf(set, [...claimed]);
      const place = first?.cluster.item.at('metadata.labels') ?? {};
      return [lint.clusterSetUnclaimed(place, set, labelKeys.profileNamespace, paths, nearest)];
    }),
  ];
};
