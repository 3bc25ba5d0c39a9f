import { CAPI_SECRET, CLUSTER } from '../api/cluster';
import { CLUSTER_PROFILE, PROFILE_LABEL } from '../api/cluster-profile';
import { MANAGED_CLUSTER } from '../api/managed-cluster';
import { SECRET } from '../api/secret';
import { type Finding, withSeverity } from '../diagnostics/finding';
import * as severities from '../diagnostics/severity';
import type { FleetRecord } from '../inventory/record';
import { groupOf, identityKey, wordsForKey } from '../krm/identity';
import type { Item } from '../krm/item';
import { ownerOf, sourcesOf } from '../krm/ownership';
import type { RecogniseMark } from '../outputs/recognise-mark';

export type OnClusterError = 'Stop' | 'Quarantine';

/** Clusters that are left as they are, so that the others can be rendered. */
export interface Quarantine {
  /** Keys of the objects that stand for them, and of their Secrets. */
  readonly keys: ReadonlySet<string>;
  /** What is wrong with them. */
  readonly errors: readonly Finding[];
}

/**
 * The clusters that every error is about. `undefined` where an error is about something else, or about nothing that can be
 * named: then nobody can be set aside to mend it.
 */
export function findQuarantine(
  errors: readonly Finding[],
  fleet: FleetRecord,
  items: readonly Item[],
): Quarantine | undefined {
  if (errors.length === 0) return undefined;
  const byKey = new Map(items.map((item) => [item.key, item]));
  const entries = new Map<string, readonly string[]>();
  for (const { cluster, profile, managedCluster } of fleet.clusters) {
    const keys = [cluster, profile, managedCluster].flatMap((found) => (found ? [found.item.key] : []));
    for (const key of keys) entries.set(key, keys);
  }
  const keys = new Set<string>();
  for (const error of errors) {
    const subjects = subjectsOf(error).map((key) => [key, ...secretTargets(byKey.get(key))]);
    if (subjects.length === 0) return undefined;
    for (const candidates of subjects) {
      const clusters = candidates.filter((key) => entries.has(key) || (isCluster(key) && byKey.has(key)));
      if (clusters.length === 0) return undefined;
      for (const key of clusters) for (const one of entries.get(key) ?? [key]) keys.add(one);
    }
  }
  for (const item of items) if (secretTargets(item).some((key) => keys.has(key))) keys.add(item.key);
  return { keys, errors };
}

function subjectsOf({ subjects, object }: Finding): readonly string[] {
  if (subjects !== undefined) return subjects;
  if (object === undefined) return [];
  const { apiVersion, kind, namespace, name } = object;
  return [identityKey({ group: groupOf(apiVersion), kind, namespace, name })];
}

function isCluster(key: string): boolean {
  return [CLUSTER, CLUSTER_PROFILE, MANAGED_CLUSTER].some(({ group, kind }) => key.startsWith(`${group}/${kind}/`));
}

/** The objects that a Secret holds credentials for, by its name and labels. */
function secretTargets(item: Item | undefined): string[] {
  if (item?.identity.kind !== SECRET.kind || ownerOf(item) !== undefined) return [];
  const { namespace, name } = item.identity;
  const suffix = CAPI_SECRET.nameFor('');
  const cluster =
    item.label(CAPI_SECRET.clusterNameLabel) ?? (name.endsWith(suffix) ? name.slice(0, -suffix.length) : '');
  const profile = item.label(PROFILE_LABEL) ?? '';
  return [
    ...(cluster === '' ? [] : [identityKey({ group: CLUSTER.group, kind: CLUSTER.kind, namespace, name: cluster })]),
    ...(profile === ''
      ? []
      : [identityKey({ group: CLUSTER_PROFILE.group, kind: CLUSTER_PROFILE.kind, namespace, name: profile })]),
  ];
}

/** What an earlier render made from clusters in quarantine: it stays. A mark alone keeps nothing. */
export function keepQuarantined(
  own: readonly Item[],
  quarantine: Quarantine | undefined,
  recognise: RecogniseMark,
): Item[] {
  if (quarantine === undefined) return [];
  return own.filter(
    (item) => sourcesOf(item).some((key) => quarantine.keys.has(key)) && recognise(item).state === 'made',
  );
}

/**
 * What is said of a quarantine: the errors as warnings. Where earlier objects cannot be seen, the host would delete those of
 * a cluster that is left out, unless the Roll says that there are none.
 */
export function tellQuarantine(
  { keys, errors }: Quarantine,
  kept: number,
  safety: { readonly seesEarlier: boolean; readonly isOnRoll: boolean | undefined },
): Finding[] {
  const names = [...keys].filter(isCluster).map(wordsForKey).sort();
  if (!safety.seesEarlier && safety.isOnRoll !== false) return [...errors, severities.quarantineUnsafe({}, names)];
  return [...errors.map((error) => withSeverity(error, 'warning')), severities.quarantined({}, names, kept)];
}
