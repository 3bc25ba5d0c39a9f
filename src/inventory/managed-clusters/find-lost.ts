import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import type { Filled, FilledRoster } from '../fill-roster';
import type { Fleet } from '../fleet';
import { type Entry, profilePath } from '../roster';
import { isManaged } from './managed-profile';

/**
 * A hub's ClusterProfiles whose ManagedClusters are not in the input, or in no set that is bound there, so that consumers
 * get nothing of them: the snapshot may lack what it once had.
 * @param publishes whether consumers get credentials of an entry.
 */
export function findLostClusters(
  { present }: Pick<FilledRoster<Filled>, 'present'>,
  { managedClusters, terminating }: Pick<Fleet, 'managedClusters' | 'terminating'>,
  publishes: (entry: Entry) => boolean,
): Finding[] {
  const known = new Set(managedClusters.map(({ object }) => object.metadata.name));
  const lost = present
    .map(({ entry }) => entry)
    .filter(({ profile }) => profile !== undefined && isManaged(profile))
    .filter((entry) => entry.managedCluster === undefined && !publishes(entry));
  const absent = lost.filter(({ profileName }) => !known.has(profileName));
  const unbound = lost.filter(
    ({ profileName, profileNamespace }) => known.has(profileName) && !terminating.has(profileNamespace),
  );
  return [
    ...(absent.length === 0 ? [] : [ocm.profilesWithoutCluster({}, absent.map(profilePath))]),
    ...(unbound.length === 0 ? [] : [ocm.profilesUnbound({}, unbound.map(profilePath))]),
  ];
}
