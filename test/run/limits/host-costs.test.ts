import { tellCosts } from '../../../src/run/limits/check-limits';
import { costsOnHosts, isNearALimit } from '../../../src/run/limits/host-costs';

const size = (objects: number, bytes: number, shards = 1) => ({ objects, bytes, shards });

test.each([
  [
    size(200, 1_500_000),
    [
      'kpt takes about a second for them',
      'they fit into one message of Argo CD (100 MB)',
      'they fit into one ResourceGroup of kpt live (about 5,000 objects)',
      'in etcd they take less than 1% of its default quota (2 GB)',
    ],
  ],
  [
    size(20_000, 156_000_000),
    [
      'kpt takes about 50 seconds for them',
      'they fit into messages of Argo CD (100 MB) from 2 shards on',
      'they fit into ResourceGroups of kpt live (about 5,000 objects each) from 4 shards on',
      'in etcd they take 7% of its default quota (2 GB)',
    ],
  ],
  [
    size(250_000, 2_000_000_000, 8),
    [
      'kpt takes about 10 minutes for them',
      'they fit into messages of Argo CD (100 MB) from 200 shards on',
      'they fit into ResourceGroups of kpt live (about 5,000 objects each) from 400 shards on',
      'in etcd they take 93% of its default quota (2 GB)',
    ],
  ],
])('%j', (render, costs) => {
  expect(costsOnHosts(render)).toEqual(costs);
});

test('a small render says nothing of its costs, unless somebody asks', () => {
  const small = size(10_000, 80_000_000);
  expect(isNearALimit(small)).toBe(false);
  expect(tellCosts(small, false)).toEqual([]);
  expect(tellCosts(small, true)).toHaveLength(1);
  expect(tellCosts(size(10_001, 1), false)).toHaveLength(1);
  expect(tellCosts(size(1, 80_000_001), false)).toHaveLength(1);
  expect(tellCosts(size(0, 0), true)).toEqual([]);
});
