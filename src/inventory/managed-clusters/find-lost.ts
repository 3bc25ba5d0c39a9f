import { CLUSTER_MANAGER_LABEL } from '../../api/cluster-profile';
import { OCM_MANAGER } from '../../api/managed-cluster';
import { labelOf } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import type { FilledRoster } from '../fill-roster';
import { type Entry, profilePath } from '../roster';

/**
 * A hub's ClusterProfiles whose ManagedClusters are not in the input, so that consumers get nothing of them: the snapshot
 * may lack what it once had.
 * @param publishes whether consumers get credentials of an entry.
 */
export function findLostClusters(
  { present }: Pick<FilledRoster, 'present'>,
  publishes: (entry: Entry) => boolean,
): Finding[] {
  const lost = present
    .map(({ entry }) => entry)
    .filter(({ profile }) => profile !== undefined && labelOf(profile.object, CLUSTER_MANAGER_LABEL) === OCM_MANAGER)
    .filter((entry) => entry.managedCluster === undefined && !publishes(entry));
  return lost.length === 0 ? [] : [ocm.profilesWithoutCluster({}, lost.map(profilePath))];
}
