import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import { groupBy } from '../../lists/group';
import type { FilledRoster } from '../fill-roster';
import { profilePath } from '../roster';

/** Managed clusters that are registered by several ClusterProfiles: Sveltos would deploy to each of them more than once. */
export function findRivals({ present, bare }: Pick<FilledRoster, 'present' | 'bare'>): Finding[] {
  const registered = [...present.map(({ entry }) => entry), ...bare].flatMap((entry) =>
    entry.managedCluster === undefined ? [] : [{ cluster: entry.managedCluster, path: profilePath(entry) }],
  );
  return [...groupBy(registered, ({ cluster }) => cluster.object.metadata.name)].flatMap(([name, profiles]) => {
    const [first, second] = profiles;
    if (first === undefined || second === undefined) return [];
    return [
      ocm.registeredTwice(
        first.cluster.item.at(),
        name,
        profiles.map(({ path }) => path),
      ),
    ];
  });
}
