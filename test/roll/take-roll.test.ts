import type { ClusterRecord, FleetRecord } from '../../src/inventory/record';
import type { JsonObject } from '../../src/krm/json';
import type { Output, OutputRole } from '../../src/outputs/output';
import { writeMember } from '../../src/roll/member-text';
import { takeRoll } from '../../src/roll/take-roll';
import { runFunction } from '../../src/run/run-function';
import { binding, clusterSet, joinedCluster } from '../support/hub';
import { base64, capiSecret, cluster, fleetOf, KEYS, kubeconfig, namespace, profile, secret } from '../support/objects';

/** What a Roll says of a render: by the decisions alone, and of whole renders. */
const consumers = ['x', 'y'].map((name) => ({ namespace: name, name, item: namespace(name) }));
const found = {
  credentials: { state: 'found', source: 'CAPICluster', from: 'value', secret: 'mgmt/a-kubeconfig', passedOver: [] },
  delivery: { state: 'delivered', to: consumers, rule: 'EveryConsumer' },
  registration: { state: 'registered', because: 'its ClusterProfile has credentials' },
} as const;

const entry = (name: string, decisions: Partial<ClusterRecord> = {}): ClusterRecord => ({
  profileNamespace: 'prod',
  profileName: name,
  ...found,
  ...decisions,
});
const fleet = (...clusters: ClusterRecord[]): FleetRecord => ({ clusters, consumers, clusterSets: [], leftOut: [] });

function output(role: OutputRole, labels: Record<string, string> = {}, more: Partial<Output> = {}): Output {
  const metadata = { name: 'made', labels, annotations: {} };
  return {
    role,
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
    namespaces: new Set(['here']),
    origin: namespace('prod'),
    sources: ['/Secret/mgmt/one', 'example.com/Thing//two'],
    ...more,
  };
}

const take = (record: FleetRecord, outputs: readonly Output[] = []) =>
  takeRoll({ owner: 'render-inventory/fleet', function: 'render-inventory', fleet: record, outputs });
const lines = (record: FleetRecord, outputs: readonly Output[] = []) =>
  Object.fromEntries([...take(record, outputs).clusters].map(([path, member]) => [path, writeMember(member)]));

test('it is named for its owner', () => {
  expect(take(fleet())).toMatchObject({ name: 'fleet', function: 'render-inventory' });
});

test('consumers and ClusterSets are those of the render', () => {
  const sets = [{ name: 'prod', namespace: 'inventory', passedOver: [] }];
  const { consumers: named, clusterSets } = take({ ...fleet(), clusterSets: sets });
  expect([...named, ...clusterSets]).toEqual([
    ['x', 'x'],
    ['y', 'y'],
    ['prod', 'inventory'],
  ]);
});

describe('a cluster', () => {
  const missing = { state: 'missing', reason: 'gone', action: 'Keep' } as const;
  const none = { state: 'none', because: 'it has no credentials' } as const;
  const kept = { state: 'kept', because: 'its credentials are missing' } as const;

  test.each<[string, Partial<ClusterRecord>, string]>([
    ['as it should be', {}, 'credentials CAPICluster mgmt/a-kubeconfig; registered'],
    [
      'without a Secret',
      { credentials: { state: 'found', source: 'WorkloadIdentity', from: '', passedOver: [] } },
      'credentials WorkloadIdentity; registered',
    ],
    ['without credentials', { credentials: missing }, 'credentials none; registered'],
    ['without a registration', { registration: none }, 'credentials CAPICluster mgmt/a-kubeconfig'],
    [
      'for some consumers',
      { delivery: { ...found.delivery, to: consumers.slice(1) } },
      'credentials CAPICluster mgmt/a-kubeconfig; registered; consumers y',
    ],
    ['for no consumer', { delivery: none }, 'credentials CAPICluster mgmt/a-kubeconfig; registered; consumers none'],
    ['that is kept', { delivery: kept }, 'credentials CAPICluster mgmt/a-kubeconfig; registered; consumers none'],
    [
      'for copies of all consumers',
      { delivery: { ...found.delivery, to: [...consumers] } },
      'credentials CAPICluster mgmt/a-kubeconfig; registered',
    ],
  ])('%s', (_what, decisions, line) => {
    expect(lines(fleet(entry('a', decisions)))).toEqual({ 'prod/a': `from ; ${line}` });
  });

  test.each<[string, Partial<ClusterRecord>, 'Kept' | 'Broken' | undefined]>([
    ['that is sure', {}, undefined],
    ['without credentials', { credentials: { ...missing, action: 'Skip' }, delivery: none }, undefined],
    ['whose Secrets are kept', { delivery: kept }, 'Kept'],
    ['whose registration is kept', { registration: kept }, 'Kept'],
    ['that is broken', { credentials: { state: 'broken' } }, 'Broken'],
    ['that is broken and kept', { credentials: { state: 'broken' }, delivery: kept }, 'Broken'],
    ['whose missing credentials stop the render', { credentials: { ...missing, action: 'Stop' } }, 'Broken'],
    ['whose credentials are there', { credentials: found.credentials }, undefined],
  ])('%s is unsure: %s', (_what, decisions, unsure) => {
    expect(take(fleet(entry('a', decisions))).clusters.get('prod/a')?.unsure).toBe(unsure);
  });

  test('comes from its Cluster, its ClusterProfile and its ManagedCluster', () => {
    const read = fleetOf(cluster('a'), profile('a'), joinedCluster('m'));
    const [one] = read.clusters;
    const [two] = read.profiles;
    const [three] = read.managedClusters;
    if (!one || !two || !three) throw new Error('the fleet is not read');
    const from = (sources: Partial<ClusterRecord>) => take(fleet(entry('a', sources))).clusters.get('prod/a')?.sources;
    expect(from({ cluster: one, profile: two, managedCluster: three })).toEqual([
      'Cluster mgmt/a',
      'ClusterProfile',
      'ManagedCluster m',
    ]);
    expect(from({ profile: two })).toEqual(['ClusterProfile']);
    // A ClusterProfile that is made from the Cluster or the ManagedCluster is no other source.
    expect(from({ cluster: one, profile: { ...two, item: one.item } })).toEqual(['Cluster mgmt/a']);
    expect(from({ managedCluster: three, profile: { ...two, item: three.item } })).toEqual(['ManagedCluster m']);
  });
});

describe('labels of registrations', () => {
  const profiled = (labels: Record<string, string>, status: JsonObject = {}) => {
    const [one] = fleetOf(profile('a', { labels, status })).profiles;
    if (one === undefined) throw new Error('the ClusterProfile is not read');
    return { profile: one };
  };
  const registered = (name: string, labels: Record<string, string>, of: Partial<ClusterRecord>, role?: OutputRole) => {
    const cluster = entry(name, of);
    return { cluster, made: output(role ?? 'SveltosCluster', labels, { entry: cluster }) };
  };
  const read = (...both: { cluster: ClusterRecord; made: Output }[]) => {
    const { clusters, registeredLabels } = take(
      fleet(...both.map(({ cluster: one }) => one)),
      both.map(({ made }) => made),
    );
    const labelsOf = (map: ReadonlyMap<string, string> = new Map()) => [...map].map((pair) => pair.join('=')).join();
    return {
      all: labelsOf(registeredLabels),
      ...Object.fromEntries([...clusters].map(([path, { registered: one }]) => [path, labelsOf(one)])),
    };
  };

  test('that the ClusterProfile has are the cluster’s, and the rest is everybody’s, each in the order of its keys', () => {
    const labels = { zone: 'eu', tier: 'one', env: 'prod', by: 'us' };
    expect(read(registered('a', labels, profiled({ zone: 'eu', env: 'prod', more: 'x' })))).toEqual({
      all: 'by=us,tier=one',
      'prod/a': 'env=prod,zone=eu',
    });
  });

  test('of another value than the ClusterProfile has are everybody’s', () => {
    expect(read(registered('a', { env: 'prod' }, profiled({ env: 'dev' })))).toEqual({ all: 'env=prod', 'prod/a': '' });
  });

  test('are everybody’s as the first has them; who has them otherwise is an exception', () => {
    const one = registered('a', { tier: 'one', env: 'prod' }, profiled({ env: 'prod' }));
    const two = registered('b', { tier: 'two', env: 'prod' }, profiled({ env: 'prod' }));
    const three = registered('c', { zone: 'eu' }, {});
    expect(read(one, two, three)).toEqual({
      all: 'tier=one,zone=eu',
      'prod/a': 'env=prod',
      'prod/b': 'env=prod,tier=two',
      'prod/c': '',
    });
  });

  test('that come from properties are the cluster’s, for Argo CD alone', () => {
    const status = { properties: [{ name: 'region', value: 'eu-1' }] };
    const labels = { 'example.com/region': 'eu-1', tier: 'one' };
    expect(read(registered('a', labels, profiled({}, status), 'ArgoCDCluster'))).toEqual({
      all: 'tier=one',
      'prod/a': 'example.com/region=eu-1',
    });
    expect(read(registered('a', labels, profiled({}, status)))).toEqual({
      all: 'example.com/region=eu-1,tier=one',
      'prod/a': '',
    });
    expect(read(registered('a', { tier: 'one' }, {}, 'ArgoCDCluster'))).toEqual({ all: 'tier=one', 'prod/a': '' });
  });

  test('a cluster without a registration has none', () => {
    expect(lines(fleet(entry('a')), [])).toEqual({
      'prod/a': 'from ; credentials CAPICluster mgmt/a-kubeconfig; registered',
    });
  });
});

describe('objects', () => {
  const objects = (...outputs: Output[]) => [...take(fleet(entry('made')), outputs).objects];

  test('are those that follow from no cluster, with what they are made from, in the order of their names', () => {
    const from = 'from Secret mgmt/one, Thing two';
    const several = { namespaces: new Set(['there', 'also']) };
    expect(objects(output('Instantiated', {}, several), output('Instantiated'))).toEqual([
      ['ConfigMap also/made', from],
      ['ConfigMap here/made', from],
      ['ConfigMap there/made', from],
    ]);
  });

  test.each<OutputRole>([
    'ConsumerSecret',
    'ConsumerProfile',
    'SveltosSecret',
    'SecretAccess',
    'SveltosCluster',
    'ArgoCDCluster',
  ])('are not what follows from clusters: %s', (role) => {
    expect(objects(output(role))).toEqual([]);
  });

  test('are ClusterProfiles of no cluster of this render', () => {
    expect(objects(output('ClusterProfile'))).toHaveLength(1);
    expect(objects(output('ClusterProfile', {}, { namespaces: new Set(['prod']) }))).toEqual([]);
    expect(objects(output('Instantiated', {}, { namespaces: new Set(['prod']) }))).toHaveLength(1);
  });
});

test('of a whole render', () => {
  const data = { config: base64(kubeconfig('p')) };
  const items = [
    namespace('team', { [KEYS.consumer]: 'team' }),
    namespace('prod', { [KEYS.namespaceClusterSet]: 'prod' }),
    cluster('a', { labels: { [KEYS.profileName]: 'a', [KEYS.clusterSet]: 'prod' } }),
    capiSecret('a'),
    profile('p', { labels: { env: 'dev' } }),
    secret('p-credentials', { labels: { 'x-k8s.io/cluster-profile': 'p' }, data }),
    joinedCluster('m'),
    clusterSet(),
    binding(),
  ];
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' } };
  const rollHost = { writesBack: false, seesEarlier: true, takesOnly: true };
  const { roll } = runFunction({ items, functionConfig, findings: [], rollHost });
  const members = [...(roll?.roll.clusters ?? [])].map(([path, member]) => `${path}: ${writeMember(member)}`);
  expect(members).toEqual([
    'default/p: from ClusterProfile; credentials LabelledSecret default/p-credentials; registered env=dev; consumers none',
    'inventory/m: from ManagedCluster m; credentials none; consumers none',
    'prod/a: from Cluster mgmt/a; credentials CAPICluster mgmt/a-kubeconfig',
  ]);
});
