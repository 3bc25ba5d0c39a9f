import { readFleet } from '../../src/inventory/fleet';
import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { cluster, itemOf, namespace, secret, told } from '../support/objects';

const metadata = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const hub = (group: string, kind: string, version: string, more: JsonObject = {}): Item =>
  itemOf({
    apiVersion: `${group}/${version}`,
    kind,
    metadata: { name: 'alpha', ...metadata },
    ...more,
  });
const managed = itemOf({
  apiVersion: 'cluster.open-cluster-management.io/v1',
  kind: 'ManagedCluster',
  metadata: { name: 'alpha' },
});

test('only Namespaces that are being deleted are terminating', () => {
  const { fleet, findings } = readFleet([namespace('a', {}, { metadata }), cluster('b', { metadata }), namespace('c')]);
  expect([...fleet.terminating]).toEqual(['a']);
  expect(fleet.namespaces.map(({ object }) => object.metadata.name)).toEqual(['c']);
  expect(fleet.clusters).toEqual([]);
  expect(findings).toHaveLength(2);
});

describe('a hub goes on using these until they are gone', () => {
  test.each([
    ['managedProxyConfigurations', hub('proxy.open-cluster-management.io', 'ManagedProxyConfiguration', 'v1alpha1')],
    ['managedClusterSets', hub('cluster.open-cluster-management.io', 'ManagedClusterSet', 'v1beta2')],
    ['clusterProperties', hub('about.k8s.io', 'ClusterProperty', 'v1alpha1', { spec: { value: 'x' } })],
    ['clusterClaims', hub('cluster.open-cluster-management.io', 'ClusterClaim', 'v1alpha1', { spec: { value: 'x' } })],
  ] as const)('%s', (field, item) => {
    const { fleet, findings } = readFleet([managed, item]);
    expect(fleet[field].map((one) => one.item)).toEqual([item]);
    expect(told(findings)).toEqual([expect.stringMatching(/deletionTimestamp$/)]);
  });
});

test.each([
  ['clusterProperties', hub('about.k8s.io', 'ClusterProperty', 'v1alpha1', { spec: { value: 'x' } })],
  ['clusterClaims', hub('cluster.open-cluster-management.io', 'ClusterClaim', 'v1alpha1', { spec: { value: 'x' } })],
] as const)('%s belong to somebody else where no ManagedCluster is in the input', (field, item) => {
  const { fleet, findings } = readFleet([item]);
  expect(fleet[field]).toEqual([]);
  expect(findings).toEqual([]);
});

test('nothing is said about objects of kinds that a function does not read', () => {
  const letters = itemOf({ apiVersion: 'v1', kind: 'secret', metadata: { name: 'a', namespace: 'b' } });
  const without = itemOf({ kind: 'Secret', metadata: { name: 'a', namespace: 'b' } });
  const wrong = secret('c', { data: 3 });
  expect(readFleet([letters, without, wrong], ['Cluster']).findings).toEqual([]);
  expect(told(readFleet([letters, without, wrong], ['Cluster', 'Secret']).findings)).toEqual([
    'error RC110 Secret default/c data',
    'error RC113 Secret b/a',
    'error RC114 secret b/a kind',
  ]);
});
