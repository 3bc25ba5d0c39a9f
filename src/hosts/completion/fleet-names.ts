import { ONLY_LOOKS } from '../../roll/call-roll';
import { nameHider } from '../../run/hide-names';
import type { RenderRecord } from '../../run/render-record';
import { NOTHING_ALLOWED } from '../capabilities';
import { Deadline } from '../deadline';
import { openRun } from '../open-run';
import { runWithAccess } from '../run-plugins';

/** A word that fits, and what it is. */
export type Candidate = readonly [word: string, about: string];

/** Nobody waits longer for a name. */
const PATIENCE = 4_000;

/** The record of the fleet that a half-written command is about; nothing where it cannot be read. */
export async function readFleet(
  paths: readonly string[],
  config: string | undefined,
): Promise<{ readonly record: RenderRecord; readonly isShown: (word: string) => boolean } | undefined> {
  const access = { ...NOTHING_ALLOWED, deadline: new Deadline(PATIENCE) };
  const opened = openRun({ paths, config, access });
  if ('findings' in opened) return undefined;
  const { record } = await runWithAccess(
    { ...opened.run, onlyLooks: true, rollHost: ONLY_LOOKS },
    access,
    opened.watch,
  );
  const hide = nameHider(opened.run.items);
  // A word goes into a line of a shell as it is.
  const isShown = (word: string) => /^[\w./-]+$/.test(word) && hide(word) === word;
  return record && { record, isShown };
}

export function namesOf({ fleet }: RenderRecord, what: 'consumer' | 'clusterSet' | 'namespace'): Candidate[] {
  switch (what) {
    case 'consumer':
      return fleet.consumers.map(({ name, namespace }) => [name, `Namespace ${namespace}`]);
    case 'clusterSet':
      return fleet.clusterSets.map(({ name, namespace }) => [name, `Namespace ${namespace}`]);
    case 'namespace':
      return fleet.clusters.map(({ profileNamespace }) => [profileNamespace, 'namespace of ClusterProfiles']);
  }
}

/** What `explain` takes: clusters and consumers; of the many objects only the next part of the name. */
export function subjectsOf({ fleet, outputs }: RenderRecord, typed: string): Candidate[] {
  const times = new Map<string, number>();
  for (const { profileName } of fleet.clusters) times.set(profileName, (times.get(profileName) ?? 0) + 1);
  const clusters = fleet.clusters.map(({ profileNamespace, profileName }): Candidate => {
    const isClear = times.get(profileName) === 1 && !typed.includes('/');
    return [isClear ? profileName : `${profileNamespace}/${profileName}`, `cluster in ${profileNamespace}`];
  });
  const consumers = fleet.consumers.map(({ name }): Candidate => [name, 'consumer']);
  const objects = outputs().map(({ kind, namespace, name }): Candidate => {
    const path = [kind, namespace, name].filter((part) => part !== '').join('/');
    const next = path.indexOf('/', typed.length);
    return [path.startsWith(typed) && next > 0 ? path.slice(0, next + 1) : path, 'object of the output'];
  });
  return [...clusters, ...consumers, ...objects];
}
