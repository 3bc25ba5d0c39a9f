import { findNearMisses } from '../../src/inventory/near-misses';
import type { Item } from '../../src/krm/item';
import { cluster, fleetOf, KEYS, namespace } from '../support/objects';

const misses = (...items: Item[]) => findNearMisses(fleetOf(...items), KEYS).map(({ problem }) => problem);

test('a misspelt label key is one finding, whoever has it', () => {
  const lost = ['a', 'b'].map((name) => cluster(name, { labels: { 'clusterprofile-nmae': name } }));
  expect(misses(...lost)).toEqual([
    'The label clusterprofile-nmae has no effect; the label that is read is clusterprofile-name: Cluster mgmt/a, Cluster mgmt/b.',
  ]);
  expect(misses(namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumers': 'kueue' }))).toHaveLength(1);
});

test('labels that are read, or are far from any, are none', () => {
  const both = { 'clusterprofile-name': 'a', 'clusterprofile-nmae': 'a', 'clusterprofile-namespace': 'x', env: 'prod' };
  expect(
    misses(cluster('a', { labels: both }), namespace('prod', { 'multicluster.x-k8s.io/clusterset': 'p' })),
  ).toEqual([]);
});
