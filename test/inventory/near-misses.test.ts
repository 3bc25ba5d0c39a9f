import { findNearMisses } from '../../src/inventory/near-misses';
import type { Item } from '../../src/krm/item';
import { cluster, fleetOf, KEYS, namespace } from '../support/objects';

const misses = (...items: Item[]) => findNearMisses(fleetOf(...items), KEYS).map(({ problem }) => problem);

test('a misspelt label key is one finding, whoever has it', () => {
  const lost = ['a', 'b'].map((name) => cluster(name, { labels: { 'clusterprofile-nmae': name } }));
  expect(misses(...lost)).toEqual([
    'The label clusterprofile-nmae has no effect. Did you mean clusterprofile-name? It is on Cluster mgmt/a, Cluster mgmt/b.',
  ]);
  expect(misses(namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumers': 'kueue' }))).toHaveLength(1);
});

test('each misspelling is a finding of its own, at the labels of the first that has it', () => {
  const fleet = fleetOf(
    cluster('a', { labels: { 'clusterprofile-nmae': 'a', 'clusterprofile-namespaec': 'x' } }),
    namespace('kueue-system', { 'X-K8s.io/cluster-inventory-consumers': 'kueue' }),
  );
  const findings = findNearMisses(fleet, KEYS);
  expect(findings.map(({ field }) => field)).toEqual(['metadata.labels', 'metadata.labels', 'metadata.labels']);
  expect(findings.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('clusterprofile-name? It is on Cluster mgmt/a.'),
    expect.stringContaining('clusterprofile-namespace? It is on Cluster mgmt/a.'),
    expect.stringContaining('x-k8s.io/cluster-inventory-consumer? It is on Namespace kueue-system.'),
  ]);
});

test.each([
  ['two letters more', 'clusterprofile-nameee', 1],
  ['three letters more', 'clusterprofile-nameeee', 0],
  ['two other letters', 'clusterprofile-nabb', 1],
  ['three other letters', 'clusterprofile-nbbb', 0],
])('%s', (_rule, label, count) => {
  expect(misses(cluster('a', { labels: { [label]: 'a' } }))).toHaveLength(count);
});

test('labels that are read, or are far from any, are none', () => {
  const both = { 'clusterprofile-name': 'a', 'clusterprofile-nmae': 'a', 'clusterprofile-namespace': 'x', env: 'prod' };
  expect(
    misses(cluster('a', { labels: both }), namespace('prod', { 'multicluster.x-k8s.io/clusterset': 'p' })),
  ).toEqual([]);
});
