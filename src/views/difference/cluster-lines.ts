import { groupBy } from '../../lists/group';
import { given, type Line, MOST_ALIKE, type Part } from './parts';
import type { ClusterDifference } from './record';

/** Whoever reviews a change wants to see who leaves. */
const MOST_CLUSTERS = 50;

/** Who joins, leaves and moves, and what else changes about a cluster. */
export function clusterLines(clusters: readonly ClusterDifference[]): Line[] {
  const told = clusters.flatMap((cluster) => {
    const what = describeCluster(cluster);
    return what === undefined ? [] : [{ cluster, ...what }];
  });
  // What is the same for many is on one line.
  return [...groupBy(told, ({ sign, what }) => JSON.stringify([sign, what]))].flatMap(([, group]): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length <= MOST_ALIKE || first.sign === '~' || first.sign === '>') return group.map(({ line }) => line);
    const objects = group.reduce((sum, { cluster }) => sum + cluster.objects.added + cluster.objects.removed, 0);
    const names = group.map(({ cluster }) => cluster.clusterProfile);
    const verb = first.sign === '+' ? 'join' : 'leave';
    const parts = [
      `${group.length} clusters ${verb}${inObjects(objects)}: `,
      ...first.what,
      ': ',
      ...given(names, MOST_CLUSTERS),
    ];
    return [{ sign: first.sign, parts, below: [] }];
  });
}

/** A cluster's line, and what of it can be the same for many. */
interface ClusterWords {
  readonly sign: Line['sign'];
  readonly what: readonly Part[];
  readonly line: Line;
}

function describeCluster(cluster: ClusterDifference): ClusterWords | undefined {
  const { clusterProfile, change, movedFrom = '', because = '', sources, consumers, objects } = cluster;
  const path = { given: clusterProfile };
  const tell = (sign: Line['sign'], what: readonly Part[], parts: readonly Part[], below: Line['below'] = []) => ({
    sign,
    what,
    line: { sign, parts: [path, ...parts], below },
  });
  switch (change) {
    case 'joined': {
      const goes = [
        ...(cluster.registration === 'gained' ? ['registered'] : []),
        ...(consumers.gained.length > 0 ? [forConsumers(consumers.gained.length)] : []),
      ].join(', ');
      const what = goes || 'nothing is made for it';
      const from: Part[] = sources ? [', from ', ...given(sources.new)] : [];
      return tell('+', [what], [' joins', ...from, `: ${what}${inObjects(objects.added)}`]);
    }
    case 'left': {
      const why: Part[] = because === '' ? ['the reason is not known'] : [{ given: because }];
      return tell('-', why, [` leaves${inObjects(objects.removed)}: `, ...why]);
    }
    case 'moved': {
      const counts = `${objects.removed} removed, ${objects.added} added`;
      return tell(
        '>',
        [],
        [
          ' was ',
          { given: movedFrom },
          `: every object that is made for it gets another name or namespace (${counts})`,
        ],
      );
    }
    case 'changed': {
      const below = changesOf(cluster);
      return below.length === 0 ? undefined : tell('~', [], [], below);
    }
  }
}

function changesOf({ registration, sources, credentialSource }: ClusterDifference): (readonly Part[])[] {
  return [
    ...(registration === 'gained' ? [['It is now registered.']] : []),
    ...(registration === 'lost' ? [['It is no longer registered.']] : []),
    ...(sources ? [['Sources: ', ...given(sources.old), ' → ', ...given(sources.new)]] : []),
    ...(credentialSource
      ? [['Credentials come from ', { given: credentialSource.new }, ' instead of ', { given: credentialSource.old }]]
      : []),
  ];
}

function forConsumers(count: number): string {
  return count === 1 ? 'credentials for one consumer' : `credentials for ${count} consumers`;
}

function inObjects(count: number): string {
  return count === 0 ? '' : ` (${count === 1 ? 'one object' : `${count} objects`})`;
}
