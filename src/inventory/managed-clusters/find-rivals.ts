import type { Finding, Place } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import { groupBy } from '../../lists/group';
import type { Filled, FilledRoster } from '../fill-roster';
import { type Entry, profilePath } from '../roster';
import { isManaged } from './managed-profile';

/** Managed clusters that are registered by several ClusterProfiles: Sveltos would deploy to each of them more than once. */
export function findRivals({ present, bare }: Pick<FilledRoster<Filled>, 'present' | 'bare'>): Finding[] {
  const registered = [...present.map(({ entry }) => entry), ...bare].flatMap(asManaged);
  return [...groupBy(registered, ({ cluster }) => cluster)].flatMap(([name, profiles]) => {
    const [first, second] = profiles;
    if (first === undefined || second === undefined) return [];
    return [
      ocm.registeredTwice(
        first.place,
        name,
        profiles.map(({ path }) => path),
      ),
    ];
  });
}

/** The hub's own profiles tell that they are of one cluster even where the cluster is not in the input. */
function asManaged(entry: Entry): { readonly cluster: string; readonly place: Place; readonly path: string }[] {
  const { managedCluster, profile, profileName } = entry;
  if (managedCluster !== undefined) {
    return [
      { cluster: managedCluster.object.metadata.name, place: managedCluster.item.at(), path: profilePath(entry) },
    ];
  }
  if (profile === undefined || !isManaged(profile)) return [];
  return [{ cluster: profileName, place: profile.item.at(), path: profilePath(entry) }];
}
