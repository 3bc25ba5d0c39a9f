import { indexClusterSets } from '../../src/inventory/cluster-sets';
import type { LabelKeys } from '../../src/inventory/label-keys';
import type { Item } from '../../src/krm/item';
import { fleetOf, KEYS, namespace } from '../support/objects';

const DOCUMENT = 'clusterset.multicluster.x-k8s.io';
const API = 'multicluster.x-k8s.io/clusterset';

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly keys?: Partial<LabelKeys>;
  readonly want: Record<string, string[]>;
}

const rows: Row[] = [
  {
    rule: 'a Namespace without either label holds no ClusterSet',
    given: [namespace('a'), namespace('b', { env: 'edge' })],
    want: {},
  },
  {
    rule: 'the document’s label names the ClusterSet',
    given: [namespace('a', { [DOCUMENT]: 'edge' })],
    want: { edge: ['a'] },
  },
  {
    rule: 'the API’s own label counts where the document’s is absent',
    given: [namespace('a', { [API]: 'edge' })],
    want: { edge: ['a'] },
  },
  {
    rule: 'the document’s label counts over the API’s own',
    given: [namespace('a', { [DOCUMENT]: 'edge', [API]: 'core' })],
    want: { edge: ['a'] },
  },
  {
    rule: 'a document’s label that is empty is there all the same: the API’s own is not looked at',
    given: [namespace('a', { [DOCUMENT]: '', [API]: 'core' })],
    want: { '': ['a'] },
  },
  {
    rule: 'several Namespaces of one ClusterSet are sorted by name, whatever the order of the input',
    given: [
      namespace('c', { [DOCUMENT]: 'edge' }),
      namespace('a', { [API]: 'edge' }),
      namespace('b', { [DOCUMENT]: 'edge' }),
    ],
    want: { edge: ['a', 'b', 'c'] },
  },
  {
    rule: 'names are sorted by their bytes',
    given: [
      namespace('a-b', { [DOCUMENT]: 'edge' }),
      namespace('a', { [DOCUMENT]: 'edge' }),
      namespace('a1', { [DOCUMENT]: 'edge' }),
    ],
    want: { edge: ['a', 'a-b', 'a1'] },
  },
  {
    rule: 'a key of one’s own replaces both labels',
    given: [
      namespace('a', { 'example.com/set': 'edge' }),
      namespace('b', { [API]: 'edge' }),
      namespace('c', { [DOCUMENT]: 'edge' }),
    ],
    keys: { namespaceClusterSet: 'example.com/set' },
    want: { edge: ['a'] },
  },
];

test.each(rows)('$rule', ({ given, keys, want }) => {
  const sets = indexClusterSets(fleetOf(...given), { ...KEYS, ...keys });
  expect(Object.fromEntries(sets)).toEqual(want);
});
