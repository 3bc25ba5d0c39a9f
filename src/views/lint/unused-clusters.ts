import * as lint from '../../diagnostics/lint';
import type { ClusterRecord } from '../../inventory/record';
import { profilePath } from '../../inventory/roster';
import type { LintRule } from './rule';

/** Clusters with credentials that go nowhere. */
export const unusedClusters: LintRule = ({ fleet: { clusters } }) => {
  const unused = clusters.filter(isUnused);
  const [first] = unused;
  if (first === undefined) return [];
  return [lint.clusterUnused((first.cluster ?? first.profile)?.item.at() ?? {}, unused.map(profilePath))];
};

function isUnused({ credentials, delivery, registration }: ClusterRecord): boolean {
  const isPublished = delivery.state === 'kept' || (delivery.state === 'delivered' && delivery.to.length > 0);
  return credentials.state === 'found' && !isPublished && registration.state === 'none';
}
