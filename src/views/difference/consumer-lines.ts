import { groupBy } from '../../lists/group';
import { given, type Line, type Part } from './parts';
import type { ClusterDifference, ConsumerDifference } from './record';

/** Consumers that join and leave, and which clusters the others gain and lose. */
export function consumerLines(
  consumers: readonly ConsumerDifference[],
  clusters: readonly ClusterDifference[],
): Line[] {
  return [...consumers.map(consumerLine), ...receiverLines(clusters)];
}

function consumerLine({ namespace, name, change, renamedFrom, because, clusters }: ConsumerDifference): Line {
  const who: Part[] = [...(name === '' ? [] : [{ given: name }, ' in Namespace ']), { given: namespace }];
  const what = clusters === 1 ? 'the credentials of one cluster' : `the credentials of ${clusters} clusters`;
  switch (change) {
    case 'joined':
      return { sign: '+', parts: [...who, ` joins and receives ${what}`], below: [] };
    case 'left': {
      const why: Part[] = because === undefined ? [] : [': ', { given: because }];
      return { sign: '-', parts: [...who, ` leaves and loses ${what}`, ...why], below: [] };
    }
    case 'renamed':
      return { sign: '~', parts: [...who, ' was named ', { given: renamedFrom ?? '' }], below: [] };
  }
}

/** Which consumers clusters gain and lose, with all the clusters for which it is the same. */
function receiverLines(clusters: readonly ClusterDifference[]): Line[] {
  const changed = clusters.filter(({ change }) => change === 'changed' || change === 'moved');
  const lines = (['gained', 'lost'] as const).map((what) => {
    const told = changed.filter(({ change, consumers }) => consumers[what].length > 0 && change === 'changed');
    return [...groupBy(told, ({ consumers }) => consumers[what].join()).values()].flatMap((group): Line[] => {
      const names = group[0]?.consumers[what] ?? [];
      const verb = what === 'gained' ? ' now receives the credentials of ' : ' no longer receives the credentials of ';
      const of = group.map(({ clusterProfile }) => clusterProfile);
      return [{ sign: what === 'gained' ? '+' : '-', parts: [...given(names), verb, ...given(of)], below: [] }];
    });
  });
  return lines.flat();
}
