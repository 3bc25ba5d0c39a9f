import { listNames } from '../diagnostics/finding';
import type { Difference, Entries } from './compare';
import { writeMember } from './member-text';

/** A difference in one sentence. */
export function changeInWords({ clusters, consumers, clusterSets, registeredLabels, objects }: Difference): string {
  const tell = (
    what: string,
    one: {
      joined: ReadonlyMap<string, unknown>;
      left: ReadonlyMap<string, unknown>;
      changed: readonly { key: string }[];
    },
  ) => [
    ...(one.joined.size > 0 ? [`${what} ${listNames([...one.joined.keys()])} joined`] : []),
    ...(one.left.size > 0 ? [`${what} ${listNames([...one.left.keys()])} left`] : []),
    ...(one.changed.length > 0 ? [`${what} ${listNames(one.changed.map(({ key }) => key))} changed`] : []),
  ];
  return [
    tell('cluster', { ...clusters, changed: clusters.changed.map(({ path }) => ({ key: path })) }),
    tell('consumer', consumers),
    tell('ClusterSet', clusterSets),
    tell('common label', registeredLabels),
    tell('object', objects),
  ]
    .flat()
    .join('; ');
}

/** A difference as lines: `+` joins, `-` leaves, `~` goes elsewhere. */
export function differenceLines({ clusters, consumers, clusterSets, registeredLabels, objects }: Difference): string[] {
  return [
    ...entryLines('consumer', consumers),
    ...entryLines('ClusterSet', clusterSets),
    ...entryLines('common label', registeredLabels),
    ...[...clusters.joined].map(([path, member]) => `+ cluster ${path}: ${writeMember(member)}`),
    ...[...clusters.left].map(([path, member]) => `- cluster ${path}: ${writeMember(member)}`),
    ...clusters.changed.flatMap(({ path, was, is }) => [
      `~ cluster ${path}`,
      `    was ${writeMember(was)}`,
      `    is  ${writeMember(is)}`,
    ]),
    ...entryLines('object', objects),
  ];
}

function entryLines(what: string, { joined, left, changed }: Entries): string[] {
  return [
    ...[...joined].map(([key, value]) => `+ ${what} ${key}: ${value}`),
    ...[...left].map(([key, value]) => `- ${what} ${key}: ${value}`),
    ...changed.map(({ key, was, is }) => `~ ${what} ${key}: ${was} → ${is}`),
  ];
}
