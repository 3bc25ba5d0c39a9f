import { labelOf, namespaceOf, pathOf } from '../api/metadata';
import { type Finding, withSeverity } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import { groupBy } from '../lists/group';
import type { LabelKeys } from './label-keys';
import { isGranted, type NamespaceGrants } from './namespace-grants';
import type { Entry } from './roster';

/**
 * Clusters that claim, by their label, a ClusterProfile of another namespace: whoever may write such a Cluster has its
 * kubeconfig handed on under that ClusterProfile's name. One finding for each pair of namespaces.
 */
export function judgeClaims(
  roster: readonly Entry[],
  keys: Pick<LabelKeys, 'profileNamespace'>,
  { policy, allow }: NamespaceGrants,
): Finding[] {
  if (policy === 'Allow') return [];
  const claims = roster.flatMap(({ cluster, profileNamespace, profileName }) => {
    if (cluster === undefined || labelOf(cluster.object, keys.profileNamespace) !== profileNamespace) return [];
    const from = namespaceOf(cluster.object);
    if (from === profileNamespace || isGranted(allow, from, profileNamespace)) return [];
    const claim = `Cluster ${pathOf(cluster.object)} as ${profileNamespace}/${profileName}`;
    return [{ from, to: profileNamespace, claim, place: cluster.item.at('metadata.labels') }];
  });
  return [...groupBy(claims, ({ from, to }) => `${from} ${to}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { from, to, place } = first;
    const names = group.map(({ claim }) => claim);
    const finding = inventory.profileNamespaceNotGranted(place, from, to, names);
    return [withSeverity(finding, policy === 'Deny' ? 'error' : 'warning')];
  });
}
