import { withinNamespaces } from '../../src/inventory/narrow';
import { cluster, fleetOf, sentence, told } from '../support/objects';

const { clusters } = fleetOf(
  cluster('a', { namespace: 'one' }),
  cluster('b', { namespace: 'one-b' }),
  cluster('c', { namespace: 'two' }),
  cluster('d', { namespace: undefined }),
);

interface Row {
  readonly rule: string;
  readonly namespaces: readonly string[] | undefined;
  readonly want: string[];
  readonly outside?: readonly string[];
  /** What is told of namespaces that hold nothing. */
  readonly empty?: readonly string[];
}

const rows: Row[] = [
  { rule: 'absent = all', namespaces: undefined, want: ['a', 'b', 'c', 'd'] },
  {
    rule: 'the names are exact: no prefix counts',
    namespaces: ['one'],
    want: ['a'],
    outside: ['one-b/b', 'two/c', '/d'],
  },
  { rule: 'several namespaces', namespaces: ['two', 'one'], want: ['a', 'c'], outside: ['one-b/b', '/d'] },
  {
    rule: 'a namespace that holds nothing',
    namespaces: ['none'],
    want: [],
    outside: ['one/a', 'one-b/b', 'two/c', '/d'],
    empty: ['warning RC319 spec.clusterNamespaces'],
  },
  {
    rule: 'an empty list is a list: nothing is within',
    namespaces: [],
    want: [],
    outside: ['one/a', 'one-b/b', 'two/c', '/d'],
  },
];

test.each(rows)('$rule', ({ namespaces, want, outside, empty = [] }) => {
  const { within, findings } = withinNamespaces('Cluster', clusters, namespaces);
  expect(within.map(({ object }) => object.metadata.name).sort()).toEqual(want);
  expect(told(findings)).toEqual([...(outside ? ['info RC308'] : []), ...empty]);
  for (const path of outside ?? []) expect(sentence(findings, 'RC308')).toContain(path);
});

test('nothing is told where nothing lies outside', () => {
  const { within, findings } = withinNamespaces('Cluster', fleetOf(cluster()).clusters, ['mgmt']);
  expect(within).toHaveLength(1);
  expect(findings).toEqual([]);
});
