import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import {
  binding,
  certificate,
  clusterProperty,
  clusterSet,
  condition,
  managedCluster,
  proxyConfiguration,
  proxySecret,
} from '../support/hub';
import {
  base64,
  capiSecret,
  cluster,
  kubeconfig,
  namespace,
  nextInput,
  plain,
  profile,
  secret,
  told,
} from '../support/objects';

/** A hub's managed clusters in a whole run: what they feed, and what happens from one render to the next. */

const inventory = (spec: JsonObject = {}, kind = 'RenderInventory'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name: 'fleet' },
  spec: kind === 'RenderInventory' ? { ...TRUSTING, ...spec } : spec,
});
/** The server of ClusterProfiles whose hub is not in the input. */
const TRUSTING = { openClusterManagement: { trustedServers: [{ server: 'https://proxy' }] } };

function run(items: readonly Item[], functionConfig = inventory(), allowWithdrawals = false) {
  const outcome = runFunction({ items, functionConfig, allowWithdrawals, findings: [] });
  const generated = outcome.state === 'rendered' ? outcome.generated : [];
  return {
    made: generated.map((one) => {
      const { kind, metadata } = plain(one);
      const { namespace, name } = JSON.parse(JSON.stringify(metadata));
      return `${kind} ${namespace}/${name}`;
    }),
    objects: generated.map(plain),
    next: nextInput(generated),
    codes: outcome.findings.map(({ code }) => code).filter((code) => code !== 'RC660'),
    told: told(outcome.findings),
  };
}

const up = { conditions: [condition('ManagedClusterConditionAvailable')] };
const home = [namespace('inventory'), namespace('team', { 'x-k8s.io/cluster-inventory-consumer': 'team' })];
const global = binding('inventory', 'global');
const proxy = [
  proxyConfiguration('proxy'),
  proxySecret('proxy', 'cluster-proxy-user-serving-cert', { 'tls.crt': certificate }),
];
const token = secret('deployer', {
  namespace: 'one',
  labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
  data: { token: base64('fake-token') },
});
const hub = [...home, managedCluster('one', { status: up }), global, ...proxy];
const COPIES = [
  'Secret inventory/one-sveltos-kubeconfig',
  'SveltosCluster inventory/one',
  'Secret team/inventory-one-kubeconfig',
];

test('from ManagedCluster to SveltosCluster, its kubeconfig and the consumer’s Secret in one pass', () => {
  const { made, codes, objects } = run([...hub, token]);
  expect(made).toEqual(COPIES);
  expect(codes).toEqual([]);
  const sources = objects.map((one) => JSON.parse(JSON.stringify(one)).metadata.annotations['rollcall.dev/source']);
  expect(new Set(sources)).toEqual(new Set(['cluster.open-cluster-management.io/ManagedCluster//one']));
});

test('emitClusterProfiles writes the ClusterProfile too, and what else is made stays as it was', () => {
  const without = run([...hub, token]);
  const emitting = run([...hub, token], inventory({ emitClusterProfiles: true }));
  expect(emitting.made.filter((one) => !COPIES.includes(one))).toEqual(['ClusterProfile inventory/one']);
  expect(emitting.objects.filter(({ kind }) => kind !== 'ClusterProfile')).toEqual(without.objects);
});

test.each<[publishFrom: string[], published: boolean]>([
  [['ManagedCluster'], true],
  [['ClusterProfile'], true],
  [['CAPICluster'], false],
])('publishFrom %j publishes a managed cluster: %s', (publishFrom, published) => {
  const { made } = run([...hub, token], inventory({ publishFrom }));
  expect(made.includes('Secret team/inventory-one-kubeconfig')).toBe(published);
});

test('a labelled Secret beside the binding gives a managed cluster its credentials, as any ClusterProfile', () => {
  const labelled = secret('by-hand', {
    namespace: 'inventory',
    labels: { 'x-k8s.io/cluster-profile': 'one' },
    data: { config: base64(kubeconfig()) },
  });
  const { made, told: lines } = run([...home, managedCluster('one', { status: up }), global, labelled]);
  expect(made).toEqual(COPIES);
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

test('a Cluster API Cluster that names the ClusterProfile of a managed cluster stands on its line', () => {
  const labels = { 'clusterprofile-name': 'one', 'clusterprofile-namespace': 'inventory' };
  const { made, codes } = run([
    ...home,
    managedCluster('one'),
    global,
    cluster('capi', { labels }),
    capiSecret('capi'),
  ]);
  expect(made).toEqual(COPIES);
  expect(codes.sort()).toEqual(['RC339', 'RC353']);
});

describe('without credentials', () => {
  test.each<[rule: string, status: JsonObject | undefined, policy: string, told: string]>([
    ['a managed cluster that is available stops the render', up, 'Auto', 'error RC342 ManagedCluster one'],
    ['one that is not known to be up is skipped', undefined, 'Auto', 'warning RC343 ManagedCluster one'],
    [
      'one whose lease has run out is skipped too',
      { conditions: [condition('ManagedClusterConditionAvailable', 'Unknown')] },
      'Auto',
      'warning RC343 ManagedCluster one',
    ],
    ['Skip leaves it out', up, 'Skip', 'warning RC343 ManagedCluster one'],
    ['Error stops the render', undefined, 'Error', 'error RC344 ManagedCluster one'],
  ])('%s', (_rule, status, missingCredentials, want) => {
    const bare = managedCluster('one', status === undefined ? {} : { status });
    const { told: lines } = run([...home, bare, global, ...proxy], inventory({ missingCredentials, allowEmpty: true }));
    expect(lines).toEqual([want]);
  });

  test('what an earlier render made stays, whether the hub’s ClusterProfile has come into the input or not', () => {
    const first = run([...hub, token]);
    const second = run([...hub, ...first.next]);
    expect({ made: second.made, codes: second.codes }).toEqual({ made: COPIES, codes: ['RC341'] });
    expect(second.objects).toEqual(first.objects);
    const labels = { 'x-k8s.io/cluster-manager': 'open-cluster-management' };
    const third = run([...hub, profile('one', { namespace: 'inventory', labels }), ...first.next]);
    expect(third.objects).toEqual(first.objects);
    expect(third.codes.sort()).toEqual(['RC341', 'RC609', 'RC651']);
  });
});

test('a managed cluster that leaves takes along what was made from it', () => {
  const first = run([...hub, token, managedCluster('two')]);
  const second = run(
    [...home, managedCluster('two'), global, ...proxy, ...first.next],
    inventory({ allowEmpty: true }),
    true,
  );
  expect(second.made).toEqual([]);
  expect(second.codes).toContain('RC411');
});

test('what import-managed-clusters made feeds render-inventory, which makes no ClusterProfile of its own then', () => {
  const imported = run(hub, inventory({}, 'ImportManagedClusters'));
  expect(imported.made).toEqual(['ClusterProfile inventory/one']);
  const { made, codes } = run([...hub, token, ...imported.next]);
  expect(made).toEqual(COPIES);
  // RC352: the mark that it carries as Rollcall’s is not copied.
  expect(codes.sort()).toEqual(['RC352', 'RC414', 'RC609']);
  // And where both would write it, each is told of the other.
  const both = run([...hub, token, ...imported.next], inventory({ emitClusterProfiles: true }));
  expect(both.codes).toContain('RC401');
  expect(both.made).toEqual([]);
});

test('bindingNamespaces: [] keeps away from a hub that lies in the input for another reason', () => {
  const { made, told: lines } = run(
    [...hub, cluster('alpha'), capiSecret('alpha')],
    inventory({ bindingNamespaces: [] }),
  );
  expect(made).toEqual(['Secret team/default-alpha-kubeconfig']);
  expect(lines).toEqual([]);
});

test('import-managed-clusters says what it cannot work without', () => {
  expect(run([...home, global], inventory({}, 'ImportManagedClusters')).told).toEqual(['error RC421', 'warning RC617']);
  expect(run([...home, managedCluster()], inventory({}, 'ImportManagedClusters')).told).toEqual([
    'error RC421',
    'info RC606',
  ]);
});

test('without managed clusters a hub says one thing: that they are not there, though bindings are', () => {
  const plainFleet = [...home, profile('alpha'), clusterProperty('lost', '1'), global, binding('a', 'gone'), ...proxy];
  const labelled = secret('by-hand', {
    labels: { 'x-k8s.io/cluster-profile': 'alpha' },
    data: { config: base64('clusters: [{name: a, cluster: {server: "https://a"}}]\ncurrent-context: a\n') },
  });
  expect(run([...plainFleet, labelled]).told.filter((line) => /RC6\d\d/.test(line))).toEqual(['warning RC617']);
  const without = inventory({ bindingNamespaces: [] });
  expect(run([...plainFleet, labelled], without).told.filter((line) => /RC6\d\d/.test(line))).toEqual([]);
});

describe('a hub’s own ClusterProfile', () => {
  const named = (status?: JsonObject) =>
    profile('one', {
      namespace: 'inventory',
      labels: {
        'x-k8s.io/cluster-manager': 'open-cluster-management',
        'open-cluster-management.io/cluster-name': 'one',
      },
      ...(status === undefined ? {} : { status }),
    });
  const reached = {
    accessProviders: [
      {
        name: 'open-cluster-management',
        cluster: {
          server: 'https://proxy/one',
          extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { clusterName: 'one' } }],
        },
      },
    ],
  };

  test('without its ManagedCluster: consumers get nothing of it, which is a warning', () => {
    const { made, told: lines } = run([...home, named(reached), token]);
    expect(made).toEqual(COPIES.slice(0, 2));
    expect(lines).toContain('warning RC618');
    const all = run([...home, named(reached), token], inventory({ publishFrom: ['ClusterProfile'] }));
    expect(all.made).toEqual(COPIES);
    expect(all.codes).not.toContain('RC618');
  });

  test('with its ManagedCluster in no set that is bound there, the cluster is not missing', () => {
    const { told: lines } = run([...home, named(reached), token, managedCluster('one', { status: up })]);
    expect(lines).toEqual([
      'info RC606',
      'warning RC338 ClusterProfile inventory/one status',
      'warning RC648',
      'warning RC651 ClusterProfile inventory/one metadata.labels',
    ]);
  });

  test('in two namespaces: a cluster with two owners, until bindingNamespaces names one of them', () => {
    const spec = { clusterManager: { name: 'open-cluster-management' } };
    const other = profile('one', { namespace: 'addon', spec, status: reached });
    const here = [...hub, named(reached), token, binding('addon', 'global'), other];
    expect(run(here).codes).toContain('RC641');
    expect(run([...home, named(reached), token, other]).codes).toContain('RC641');
    const narrowed = run(here, inventory({ bindingNamespaces: ['inventory'] }));
    expect(narrowed.made).toEqual(COPIES);
    expect(narrowed.codes.sort()).toEqual(['RC609', 'RC610', 'RC642', 'RC651']);
  });

  test('without a status, as Git has it: the ManagedCluster says that it is up', () => {
    const { made, told: lines } = run([...hub, named(), token, cluster('alpha'), capiSecret('alpha')]);
    expect(made).toEqual([]);
    expect(lines).toContain('error RC342 ClusterProfile inventory/one');
  });
});

test('a copied token goes by every cluster that is known, with a profile or without', () => {
  const copy = secret('one-eu-deployer', {
    namespace: 'inventory',
    labels: { 'authentication.open-cluster-management.io/synced-from': 'one-eu-deployer' },
    data: { token: base64('of-one-eu') },
  });
  const other = managedCluster('one-eu', { set: 'elsewhere' });
  const { made, codes } = run([
    ...home,
    managedCluster('one'),
    other,
    binding('inventory', 'fleet'),
    clusterSet(),
    ...proxy,
    copy,
  ]);
  expect(made).toEqual([]);
  expect(codes).toContain('RC343');
});
