import { openAccess } from '../../src/inventory/credentials/access-context';
import { type DecideOptions, decide } from '../../src/inventory/decide';
import type { ClusterRecord, FleetRecord } from '../../src/inventory/record';
import { profilePath } from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import { indexEarlier } from '../../src/krm/ownership';
import {
  ACCESS,
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  fleetOf,
  KEYS,
  kubeconfig,
  NO_CLOCK,
  namespace,
  only,
  POLICY,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

const CONSUMER = KEYS.consumer;
const argocd = namespace('argocd', { [CONSUMER]: 'argo' });
const OPTIONS: DecideOptions = {
  labelKeys: KEYS,
  profileNamespaces: { policy: 'Warn', allow: [] },
  sources: ['AccessProvider', 'LabelledSecret', 'CAPICluster'],
  policy: 'Auto',
  registerBare: false,
  kubeconfigPolicy: POLICY,
  expiry: NO_CLOCK,
  publishes: ({ cluster: one }) => one !== undefined,
  registers: { capiClusters: 'Register' },
};

function recordOf(given: readonly Item[], options: Partial<DecideOptions> = {}, earlier: readonly Item[] = []) {
  const fleet = fleetOf(...given);
  return decide(fleet, openAccess(fleet, ACCESS), indexEarlier(earlier), { ...OPTIONS, ...options }).record;
}

/** A line of the record: what was decided, without the objects. */
function lineOf(record: ClusterRecord): string {
  const { credentials, delivery, registration, placement } = record;
  const from = credentials.state === 'found' ? credentials.source : credentials.state;
  const action = credentials.state === 'missing' ? ` ${credentials.action}` : '';
  const to = delivery.state === 'delivered' ? delivery.to.map(({ name }) => name).join('+') : delivery.state;
  return `${profilePath(record)} by ${placement?.rule ?? 'its own namespace'}: ${from}${action}, ${to}, ${registration.state}`;
}

const rows: { rule: string; given: Item[]; earlier?: Item[]; options?: Partial<DecideOptions>; want: string[] }[] = [
  {
    rule: 'a Cluster with a kubeconfig goes to the consumers; without a ClusterProfile nothing is registered',
    given: [argocd, cluster(), capiSecret()],
    want: ['default/alpha by Default: CAPICluster, argo, none'],
  },
  {
    rule: 'a ClusterProfile that a Cluster names is registered too',
    given: [argocd, cluster(), capiSecret(), profile()],
    want: ['default/alpha by Default: CAPICluster, argo, registered'],
  },
  {
    rule: 'the rule that placed the ClusterProfile is recorded',
    given: [
      namespace('fleet-edge', { [KEYS.namespaceClusterSet]: 'edge' }),
      cluster('a', { labels: { 'clusterprofile-name': 'a', 'clusterprofile-namespace': 'own' } }),
      cluster('b', { labels: { 'clusterprofile-name': 'b', 'clusterset.k8s.io': 'edge' } }),
      profile('c', { namespace: 'fleet' }),
    ],
    want: [
      'fleet/c by its own namespace: missing Skip, none, none',
      'fleet-edge/b by ClusterSet: missing Skip, none, none',
      'own/a by Label: missing Skip, none, none',
    ],
  },
  {
    rule: 'missing credentials keep what an earlier render made',
    given: [argocd, cluster()],
    earlier: [
      secret('default-alpha-kubeconfig', {
        namespace: 'argocd',
        annotations: { 'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha' },
      }),
    ],
    want: ['default/alpha by Default: missing Keep, kept, none'],
  },
  {
    rule: 'what only bears the mark is no earlier render’s: there is nothing to keep',
    given: [argocd, cluster(), profile()],
    earlier: [
      secret('admin', {
        namespace: 'argocd',
        annotations: { 'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha' },
      }),
    ],
    want: ['default/alpha by Default: missing Skip, none, none'],
  },
  {
    rule: 'a Secret for consumers is no earlier output of a function that serves none',
    given: [argocd, cluster(), profile()],
    options: { publishes: undefined },
    earlier: [earlierSecret('default-alpha-kubeconfig', 'argocd')],
    want: ['default/alpha by Default: missing Skip, none, none'],
  },
  {
    rule: 'Sveltos’ Secret is no earlier output of a function that registers nothing',
    given: [argocd, cluster(), profile()],
    options: { registers: undefined },
    earlier: [earlierSecret('alpha-sveltos-kubeconfig', 'default')],
    want: ['default/alpha by Default: missing Skip, none, none'],
  },
  {
    rule: 'without a consumer nothing is delivered',
    given: [cluster(), capiSecret()],
    want: ['default/alpha by Default: CAPICluster, none, none'],
  },
  {
    rule: 'what publishFrom leaves out is not delivered',
    given: [argocd, profile('alpha', { status: readsSecret({ name: 's', key: 'k' }) }), source()],
    want: ['default/alpha by its own namespace: AccessProvider, none, registered'],
  },
  {
    rule: 'missing credentials of a cluster that is up stop the render',
    given: [argocd, cluster('alpha', { status: { controlPlaneReady: true } })],
    want: ['default/alpha by Default: missing Stop, none, none'],
  },
  {
    rule: 'broken credentials are recorded as broken',
    given: [argocd, cluster(), capiSecret('alpha', { data: { value: 'bm8=' } }), profile()],
    want: ['default/alpha by Default: broken, none, none'],
  },
  {
    rule: 'what a function does not decide says so',
    given: [argocd, profile('alpha', { status: readsSecret({ name: 's', key: 'k' }) }), source()],
    options: { publishes: undefined },
    want: ['default/alpha by its own namespace: AccessProvider, none, registered'],
  },
];

test.each(rows)('$rule', ({ given, earlier, options, want }) => {
  expect(recordOf(given, options, earlier).clusters.map(lineOf)).toEqual(want);
});

test('what stays is judged by the policy for kubeconfigs, and stays once', () => {
  const unsafe = kubeconfig().replace(/token: .*/, 'exec: {apiVersion: client.authentication.k8s.io/v1, command: sh}');
  const earlier = [
    earlierSecret('default-alpha-kubeconfig', 'argocd', unsafe),
    earlierSecret('alpha-sveltos-kubeconfig', 'default', unsafe),
  ];
  const fleet = fleetOf(argocd, cluster(), profile());
  const decided = decide(fleet, openAccess(fleet, ACCESS), indexEarlier(earlier), OPTIONS);
  expect(decided.keep).toEqual(earlier);
  expect(told(decided.findings).filter((line) => line.startsWith('error'))).toEqual([
    expect.stringContaining('Secret argocd/default-alpha-kubeconfig'),
    expect.stringContaining('Secret default/alpha-sveltos-kubeconfig'),
  ]);
});

test('ClusterSets are recorded in the order of their names', () => {
  const label = KEYS.namespaceClusterSet;
  const record = recordOf([namespace('a', { [label]: 'west' }), namespace('b', { [label]: 'edge' })]);
  expect(record.clusterSets.map(({ name }) => name)).toEqual(['edge', 'west']);
});

test('every reason is half a sentence, also where a function does not decide a part', () => {
  const record = only(recordOf([cluster()], { publishes: undefined, registers: undefined }).clusters);
  expect(record.delivery).toEqual({ state: 'none', because: 'this function serves no consumers' });
  expect(record.registration).toEqual({ state: 'none', because: 'this function registers no clusters' });
});

test('the record names credentials that lost', () => {
  const given = [argocd, cluster(), capiSecret(), profile('alpha', { status: readsSecret({ name: 's', key: 'k' }) })];
  const { credentials } = only(recordOf([...given, source()]).clusters);
  expect(credentials).toEqual({
    state: 'found',
    source: 'AccessProvider',
    from: 'its access provider (Secret default/s, key k)',
    secret: 'default/s',
    passedOver: ['its Cluster API Cluster (Secret mgmt/alpha-kubeconfig, key value)'],
  });
});

test('objects that are on no line are recorded with the reason', () => {
  const twice = { 'clusterprofile-name': 'same' };
  const { leftOut, clusters } = recordOf([
    cluster('unnamed', { labels: {} }),
    cluster('one', { labels: twice }),
    cluster('two', { labels: twice }),
    cluster('bad', { labels: { 'clusterprofile-name': 'Not_a_name' } }),
  ]);
  expect(clusters).toEqual([]);
  const reasons = leftOut.map(({ source: { item }, because }) => `${item.identity.name}: ${because}`).sort();
  expect(reasons).toEqual([
    'bad: its labels name no usable ClusterProfile',
    'one: several Clusters name ClusterProfile default/same',
    'two: several Clusters name ClusterProfile default/same',
    'unnamed: it has no label clusterprofile-name',
  ]);
});

test('ClusterSets are recorded with the Namespace that holds them and those that lost', () => {
  const label = KEYS.namespaceClusterSet;
  const record = recordOf([namespace('b', { [label]: 'edge' }), namespace('a', { [label]: 'edge' })]);
  expect(record.clusterSets).toEqual([{ name: 'edge', namespace: 'a', passedOver: ['b'] }]);
});

test('clusters that go to the same consumers share one list', () => {
  const given = ['a', 'b'].flatMap((name) => [cluster(name), capiSecret(name)]);
  const [a, b] = recordOf([argocd, ...given]).clusters;
  if (a?.delivery.state !== 'delivered' || b?.delivery.state !== 'delivered') throw new Error('not delivered');
  expect(a.delivery.to).toBe(b.delivery.to);
});

test('the record holds no secret', () => {
  const given = [argocd, cluster(), capiSecret(), profile('alpha', { status: readsSecret({ name: 's', key: 'k' }) })];
  const held: FleetRecord = recordOf([...given, source()]);
  const text = JSON.stringify(held, (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString() : value));
  expect(text).toContain('default/s');
  for (const marker of [
    FAKE_MATERIAL,
    base64(kubeconfig()),
    Buffer.from(FAKE_MATERIAL).toString('base64').slice(0, 20),
  ])
    expect(text).not.toContain(marker);
});

function earlierSecret(name: string, inNamespace: string, config = kubeconfig()): Item {
  return secret(name, {
    namespace: inNamespace,
    annotations: { 'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha' },
    data: { config: base64(config) },
  });
}

function source(): Item {
  return secret('s', { data: { k: base64(kubeconfig()) } });
}
