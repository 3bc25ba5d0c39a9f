import { groupBy } from '../../lists/group';
import { clusterLines } from './cluster-lines';
import { consumerLines } from './consumer-lines';
import { credentialLines } from './credential-lines';
import { objectLines } from './object-lines';
import { given, type Line, type Section, transition } from './parts';
import type { ClusterDifference, DifferenceRecord, LabelDifference, ObjectDifference } from './record';

/** A difference for people: the fleet first, then what is left to say of objects. One cause is on one line. */
export function listSections(record: DifferenceRecord): Section[] {
  const sections = [
    { title: 'Clusters', lines: clusterLines(record.clusters) },
    { title: 'Consumers', lines: consumerLines(record.consumers, record.clusters) },
    { title: 'Credentials', lines: record.clusters.flatMap(credentialLines) },
    { title: 'Labels of registered clusters, which select add-ons', lines: labelLines(record.clusters) },
    { title: 'ClusterSets', lines: record.clusterSets.map(clusterSetLine) },
    { title: 'Other objects', lines: objectLines(record.objects) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** The whole difference in one sentence. */
export function summarise({ clusters, consumers, objects }: DifferenceRecord): string {
  const countOf = (change: ClusterDifference['change']) => clusters.filter((one) => one.change === change).length;
  const changeOf = (change: 'joined' | 'left') => consumers.filter((one) => one.change === change).length;
  const rotated = clusters.filter(({ credentials }) => credentials.length > 0).length;
  const numbers = (change: ObjectDifference['change']) =>
    objects.reduce((sum, one) => (one.change === change ? sum + one.objects.length : sum), 0);
  return [
    said(countOf('joined'), 'cluster joins', 'clusters join'),
    said(countOf('left'), 'cluster leaves', 'clusters leave'),
    said(countOf('moved'), 'cluster moves', 'clusters move'),
    said(rotated, 'cluster has new credentials', 'clusters have new credentials'),
    said(changeOf('joined'), 'consumer joins', 'consumers join'),
    said(changeOf('left'), 'consumer leaves', 'consumers leave'),
    `objects: ${numbers('added')} added, ${numbers('removed')} removed, ${numbers('changed')} changed`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function said(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

/** A label and its value, with all the clusters for which it is the same. */
function labelLines(clusters: readonly ClusterDifference[]): Line[] {
  const told = clusters.flatMap(({ clusterProfile, labels }) => labels.map((label) => ({ clusterProfile, label })));
  const groups = groupBy(told, ({ label: { key, old, new: is } }) => JSON.stringify([key, old ?? null, is ?? null]));
  return [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        sign: signOf(first.label),
        parts: [
          { given: first.label.key },
          ': ',
          ...transition(first.label.old, first.label.new),
          ' on ',
          ...given(group.map(({ clusterProfile }) => clusterProfile)),
        ],
        below: [],
      },
    ];
  });
}

function signOf({ old, new: is }: Pick<LabelDifference, 'old' | 'new'>): Line['sign'] {
  if (old === undefined) return '+';
  return is === undefined ? '-' : '~';
}

function clusterSetLine({ name, old, new: is }: DifferenceRecord['clusterSets'][number]): Line {
  return {
    sign: signOf({ old, new: is }),
    parts: [{ given: name }, ': Namespace ', ...transition(old, is)],
    below: [],
  };
}
