import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { lintFleet } from '../../src/views';
import { joinedCluster } from '../support/hub';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  kubeconfig,
  namespace,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

const kueue = namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });
const prod = namespace('prod', { 'clusterset.multicluster.x-k8s.io': 'prod' });
const sound = [kueue, namespace('default'), cluster('a'), capiSecret('a'), profile('a')];

function lint(items: readonly Item[], spec: JsonObject = {}, kind = 'RenderInventory') {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
  const { record } = runFunction({ items, functionConfig, findings: [] });
  if (record === undefined) throw new Error('nothing was decided');
  return lintFleet(record);
}

const withSet = (name: string, labels: Record<string, string>) =>
  cluster(name, { labels: { 'clusterprofile-name': name, ...labels } });
const held = (name: string, config: string) => capiSecret(name, { data: { value: base64(config) } });
const b = [cluster('b'), profile('b')];

test('a sound fleet gives nothing, whichever function reads it', () => {
  const sets = [
    ...sound,
    prod,
    withSet('b', { 'clusterset.k8s.io': 'prod' }),
    capiSecret('b'),
    profile('b', { namespace: 'prod' }),
  ];
  for (const items of [sound, sets]) {
    expect(told(lint(items))).toEqual([]);
    expect(told(lint(items, {}, 'PublishCredentials'))).toEqual([]);
  }
  expect(told(lint([...sound, joinedCluster('m')], {}, 'ImportManagedClusters'))).toEqual([]);
});

test.each<[string, Item[], JsonObject, string]>([
  ['a consumer nobody serves', [kueue, profile('p')], {}, 'warning RC470'],
  ['a consumer that publishFrom leaves alone', sound, { publishFrom: ['ManagedCluster'] }, 'warning RC470'],
  [
    'a cluster nobody consumes',
    [namespace('default'), cluster('a'), capiSecret('a')],
    {},
    'warning RC471 Cluster mgmt/a',
  ],
  [
    'a ClusterSet without a Cluster',
    [...sound, withSet('b', { 'clusterset.k8s.io': 'prd' }), capiSecret('b'), profile('b'), prod],
    {},
    'warning RC472',
  ],
  [
    'a ClusterSet without a Namespace, where a label decides',
    [
      ...sound,
      withSet('b', { 'clusterset.k8s.io': 'prd', 'clusterprofile-namespace': 'default' }),
      capiSecret('b'),
      profile('b'),
    ],
    {},
    'warning RC473 Cluster mgmt/b metadata.labels',
  ],
  [
    'a Cluster whose ClusterProfile is missing',
    [...sound, cluster('b'), capiSecret('b')],
    {},
    'warning RC474 Cluster mgmt/b metadata.labels',
  ],
  [
    'one token for two clusters',
    [...sound, ...b, held('b', kubeconfig('a').replaceAll('a.example', 'b.example'))],
    {},
    'warning RC475 Secret mgmt/a-kubeconfig',
  ],
  [
    'a kubeconfig of another cluster’s server',
    [...sound, ...b, held('b', kubeconfig('b').replace('https://b.example:6443', 'https://A.example:6443/'))],
    {},
    'warning RC476 Secret mgmt/a-kubeconfig',
  ],
  [
    'a ClusterProfile that claims another’s server',
    [...sound, profile('b', { status: claims('https://a.example:6443') })],
    {},
    'warning RC476 Secret mgmt/a-kubeconfig',
  ],
  [
    'a kubeconfig of another Cluster’s endpoint',
    [
      ...sound,
      cluster('b', { spec: { controlPlaneEndpoint: { host: 'a.example', port: 6443 } } }),
      capiSecret('b'),
      profile('b'),
    ],
    {},
    'warning RC476 Secret mgmt/a-kubeconfig',
  ],
])('%s', (_name, items, spec, expected) => {
  const findings = lint(items, spec);
  expect(told(findings)).toEqual([expected]);
  expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  expect(JSON.stringify(findings)).not.toContain('.example');
});

function claims(server: string): JsonObject {
  return { accessProviders: [{ name: 'elsewhere', cluster: { server } }] };
}

test('a server behind another proxy or TLS name is another server', () => {
  const elsewhere = kubeconfig('b').replace(
    'server: https://b.example:6443',
    'server: https://a.example:6443\n    tls-server-name: b',
  );
  expect(told(lint([...sound, ...b, held('b', elsewhere)]))).toEqual([]);
});

test('one Secret for two ClusterProfiles is one credential', () => {
  const reads = readsSecret({ name: 'shared', key: 'kubeconfig' });
  const shared = secret('shared', { data: { kubeconfig: base64(kubeconfig('s')) } });
  const findings = lint([
    kueue,
    namespace('default'),
    shared,
    profile('p', { status: reads }),
    profile('q', { status: reads }),
  ]);
  expect(
    told(findings)
      .map((line) => line.slice(0, 13))
      .sort(),
  ).toEqual(expect.arrayContaining(['warning RC475', 'warning RC476']));
});
