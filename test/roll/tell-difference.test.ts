import { nameObject } from '../../src/diagnostics/finding';
import { EMPTY_RECORD } from '../../src/inventory/record';
import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { compareRolls } from '../../src/roll/compare';
import { tellDifference } from '../../src/roll/tell-difference';
import { asObject } from '../../src/roll/write-roll';
import { runFunction } from '../../src/run/run-function';
import { binding, clusterSet, joinedCluster } from '../support/hub';
import { base64, capiSecret, cluster, itemOf, KEYS, kubeconfig, namespace, profile, secret } from '../support/objects';
import { roll, type Written } from './rolls';

const CONSUMER = KEYS.consumer;
const SET = KEYS.namespaceClusterSet;
const line = (name: string) => `from Cluster mgmt/${name}; credentials CAPICluster mgmt/${name}-kubeconfig`;
const deleted = { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } };
const inSet = (name: string, labels: Record<string, string> = {}) =>
  cluster(name, { labels: { [KEYS.profileName]: name, [KEYS.clusterSet]: 'prod', ...labels } });
const hub = (name: string) => [joinedCluster(name), clusterSet(), binding('inventory')];

/** What is said where a Roll says `was`, and the render of some items comes to `is`: the code, the place and the sentence. */
function tells(was: Written, is: Written, items: readonly Item[] = [], spec: JsonObject = {}): string[] {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec,
  };
  const { record } = runFunction({ items, functionConfig, findings: [] });
  const { fleet } = record ?? { fleet: EMPTY_RECORD };
  const [before, now] = [roll(was), roll(is)];
  const rollItem = itemOf(asObject(before));
  return tellDifference(compareRolls(before, now), rollItem, before, now, { items, fleet, labelKeys: KEYS }).map(
    ({ code, object, field, problem }) =>
      `${[code, object && nameObject(object), field].filter(Boolean).join(' ')}: ${problem}`,
  );
}

test('no difference, nothing to say', () => {
  expect(tells({ clusters: { 'prod/a': line('a') } }, { clusters: { 'prod/a': line('a') } })).toEqual([]);
});

describe('consumers', () => {
  const labelMissing = `the Namespace does not have the label ${CONSUMER}`;

  test.each<[Item[], string, string]>([
    [[], 'Roll fleet spec.consumers', 'the Namespace is no longer in the input'],
    [
      [namespace('kueue', { [CONSUMER]: 'kueue' }, deleted)],
      'Namespace kueue metadata.labels',
      'the Namespace is being deleted',
    ],
    [[namespace('kueue', { zzz: 'kueue' })], 'Namespace kueue metadata.labels', labelMissing],
    [
      [namespace('kueue', { [`${CONSUMER}s`]: 'kueue' })],
      'Namespace kueue metadata.labels',
      `${labelMissing}; nearest: ${CONSUMER}s`,
    ],
    [
      [namespace('kueue', { [CONSUMER]: 'kueue' })],
      'Namespace kueue metadata.labels',
      'the Namespace is in the input, and another rule applies now',
    ],
  ])('with %p, one that left is at %s: %s', (items, place, cause) => {
    expect(tells({ consumers: { kueue: 'kueue' } }, {}, items)).toEqual([
      `RC448 ${place}: One consumer left and would lose the credentials of up to 0 clusters (${cause}): kueue in Namespace kueue.`,
    ]);
  });

  const clusters = {
    'prod/a': line('a'),
    'prod/b': `${line('b')}; consumers one`,
    'prod/c': `${line('c')}; consumers two, three`,
    'prod/d': 'from Cluster mgmt/d; credentials none',
  };
  const all = { clusters, consumers: { one: '1', two: '2', three: '', four: '4' } };
  const items = [namespace('two'), namespace('four', { [CONSUMER]: '4' })];

  test('those who left for one reason are one finding, with the credentials that the one with the most loses', () => {
    expect(tells(all, { clusters, consumers: { four: '4' } }, items)).toEqual([
      'RC448 Roll fleet spec.consumers: 2 consumers left and would lose the credentials of up to 2 clusters (the Namespace is no longer in the input): 1 in Namespace one, (unnamed) in Namespace three.',
      `RC448 Namespace two metadata.labels: One consumer left and would lose the credentials of up to 2 clusters (${labelMissing}): 2 in Namespace two.`,
    ]);
  });

  test('those who join are one finding, at the first of them', () => {
    expect(tells({ clusters, consumers: { four: '4' } }, all, items)).toEqual([
      'RC449 Roll fleet spec.consumers: 3 consumers joined and would receive the credentials of up to 2 clusters: 1 in Namespace one, 2 in Namespace two, (unnamed) in Namespace three.',
    ]);
    expect(tells({}, { consumers: { x: 'x' } }, [namespace('x')])).toEqual([
      'RC449 Namespace x metadata.labels: One consumer joined and would receive the credentials of up to 0 clusters: x in Namespace x.',
    ]);
  });

  test('those who have another name are one finding, at the first of them', () => {
    const was = { consumers: { x: '', y: 'y', z: 'z' } };
    const is = { consumers: { x: 'x', y: '', z: 'z' } };
    const renamed = '2 consumers renamed: Namespace x was (unnamed), is x, Namespace y was y, is (unnamed).';
    expect(tells(was, is, [namespace('x')])).toEqual([`RC450 Namespace x metadata.labels: ${renamed}`]);
    expect(tells(was, is)).toEqual([`RC450 Roll fleet spec.consumers: ${renamed}`]);
  });
});

describe('ClusterSets', () => {
  const was = { clusterSets: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', g: 'g' } };
  const is = { clusterSets: { b: 'b2', d: 'd2', f: 'f', g: 'g' } };
  const labelMissing = `the Namespace does not have the label ${SET}`;

  test('those with one change are one finding', () => {
    expect(tells(was, is)).toEqual([
      'RC451 Roll fleet spec.clusterSets: 3 ClusterSets lost (the Namespace is no longer in the input): a (was in Namespace a), c (was in Namespace c), e (was in Namespace e).',
      'RC451 Roll fleet spec.clusterSets: One ClusterSet joined: f in Namespace f.',
      'RC451 Roll fleet spec.clusterSets: 2 ClusterSets moved: b from Namespace b to b2, d from Namespace d to d2.',
    ]);
  });

  test('a finding is at the Namespace that holds the set, or held it', () => {
    const items = ['b2', 'f'].map((name) => namespace(name));
    const labelled = [namespace('a', { [SET]: 'b' }), namespace('c', { [`${SET}s`]: 'c' }), namespace('e')];
    expect(tells(was, is, [...items, ...labelled])).toEqual([
      'RC451 Namespace a metadata.labels: One ClusterSet lost (the Namespace is in the input, and another rule applies now): a (was in Namespace a).',
      `RC451 Namespace c metadata.labels: One ClusterSet lost (${labelMissing}; nearest: ${SET}s): c (was in Namespace c).`,
      `RC451 Namespace e metadata.labels: One ClusterSet lost (${labelMissing}): e (was in Namespace e).`,
      'RC451 Namespace f metadata.labels: One ClusterSet joined: f in Namespace f.',
      'RC451 Namespace b2 metadata.labels: 2 ClusterSets moved: b from Namespace b to b2, d from Namespace d to d2.',
    ]);
  });
});

describe('clusters that moved', () => {
  const clusterSets = { prod: 'prod' };
  const other = namespace('other', { [SET]: 'prod' });
  const moved = (place: string, cause: string, move: string) => [
    `RC446 ${place}: One cluster moved, so that every object made for it gets another name or namespace (${cause}): ${move}.`,
  ];

  test.each<[string, string, string, Item[]]>([
    ['ClusterSet prod has another Namespace', 'Cluster mgmt/a metadata.labels', 'other/a', [other, inSet('a')]],
    [
      'the labels of its Cluster name another ClusterProfile',
      'Cluster mgmt/a metadata.labels',
      'other/a',
      [other, namespace('prod', { [SET]: 'prod' }), inSet('a', { [KEYS.profileNamespace]: 'other' })],
    ],
    [
      `no Namespace holds ClusterSet prod: in Namespace prod, the Namespace does not have the label ${SET}`,
      'Cluster mgmt/a metadata.labels',
      'default/a',
      [namespace('prod'), inSet('a')],
    ],
    [
      'no Namespace holds ClusterSet prod: in Namespace prod, the Namespace is no longer in the input',
      'Cluster mgmt/a metadata.labels',
      'default/a',
      [inSet('a')],
    ],
    [
      'no Namespace holds ClusterSet dev',
      'Cluster mgmt/a metadata.labels',
      'default/a',
      [inSet('a', { [KEYS.clusterSet]: 'dev' })],
    ],
    [
      `its Cluster does not have the label ${KEYS.clusterSet}; nearest: clusterset.k8s.oi`,
      'Cluster mgmt/a metadata.labels',
      'default/a',
      [cluster('a', { labels: { [KEYS.profileName]: 'a', 'clusterset.k8s.oi': 'prod' } })],
    ],
    ['the labels of its source have changed', 'Cluster mgmt/a metadata.labels', 'default/a', [cluster('a')]],
    [
      'the labels of its source have changed',
      'Cluster mgmt/a metadata.labels',
      'default/a',
      [profile('a'), cluster('a')],
    ],
    ['the labels of its source have changed', 'ClusterProfile default/a metadata.labels', 'default/a', [profile('a')]],
    ['the labels of its source have changed', 'Roll fleet spec.clusters', 'default/a', []],
  ])('%s (at %s)', (cause, place, path, items) => {
    const is = { clusters: { [path]: line('a') }, clusterSets };
    expect(tells({ clusters: { 'prod/a': line('a') }, clusterSets }, is, items)).toEqual(
      moved(place, cause, `prod/a → ${path}`),
    );
  });

  test('a ManagedCluster is the place', () => {
    const from = 'from ManagedCluster m; credentials none';
    expect(tells({ clusters: { 'one/m': from } }, { clusters: { 'inventory/m': from } }, hub('m'))).toEqual(
      moved('ManagedCluster m metadata.labels', 'the labels of its source have changed', 'one/m → inventory/m'),
    );
  });

  test('those who moved for one reason are one finding', () => {
    const was = { clusters: { 'prod/a': line('a'), 'prod/b': line('b'), 'prod/c': line('c') } };
    const is = { clusters: { 'other/a': line('a'), 'other/b': line('b'), 'default/c': line('c') } };
    expect(tells(was, is, [other, inSet('a'), inSet('b'), cluster('c')])).toEqual([
      'RC446 Cluster mgmt/a metadata.labels: 2 clusters moved, so that every object made for them gets another name or namespace (ClusterSet prod has another Namespace): prod/a → other/a, prod/b → other/b.',
      ...moved('Cluster mgmt/c metadata.labels', 'the labels of its source have changed', 'prod/c → default/c'),
    ]);
  });
});

describe('clusters that left', () => {
  const left = (place: string, cause: string, path = 'prod/a') => [
    `RC444 ${place}: One cluster left (${cause}): ${path}.`,
  ];
  const atRoll = 'Roll fleet spec.clusters';

  test.each<[string, string, string, Item[]]>([
    ['Cluster mgmt/a', atRoll, 'the Cluster is no longer in the input', [capiSecret('b')]],
    [
      'Cluster mgmt/a',
      'Secret mgmt/a-kubeconfig metadata',
      'the Cluster is no longer in the input, but its kubeconfig Secret is',
      [capiSecret('a')],
    ],
    ['Cluster mgmt/a, Cluster mgmt/b', atRoll, 'the Cluster is no longer in the input', []],
    ['Cluster mgmt/a, ClusterProfile', atRoll, 'the Cluster and ClusterProfile are no longer in the input', []],
    [
      'Cluster mgmt/a, ClusterProfile',
      'Secret mgmt/a-kubeconfig metadata',
      'the Cluster and ClusterProfile are no longer in the input, but its kubeconfig Secret is',
      [capiSecret('a')],
    ],
    // Only Cluster API keeps a Secret of that name.
    [
      'ClusterProfile',
      atRoll,
      'the ClusterProfile is no longer in the input',
      [capiSecret('a', { namespace: 'prod' }), cluster('a', { namespace: 'prod' })],
    ],
    ['ManagedCluster spoke', atRoll, 'the ManagedCluster is no longer in the input', hub('m')],
    // Lines that a person wrote.
    ['Machine a', atRoll, 'the Machine is no longer in the input', []],
    [' a', atRoll, 'the cluster is no longer in the input', []],
    ['Cluster mgmt/a', 'Cluster mgmt/a metadata', 'the Cluster is being deleted', [cluster('a', deleted)]],
    [
      'ClusterProfile',
      'ClusterProfile prod/a metadata',
      'the ClusterProfile is being deleted',
      [profile('a', { namespace: 'prod', ...deleted })],
    ],
    [
      'Cluster mgmt/a',
      'Cluster mgmt/a metadata',
      `it has no label ${KEYS.profileName}`,
      [cluster('a', { labels: {} })],
    ],
    [
      'Cluster mgmt/a',
      'Cluster mgmt/a metadata',
      `it has no label ${KEYS.profileName}; nearest: clusterprofile-nmae`,
      [cluster('a', { labels: { 'clusterprofile-nmae': 'a' } })],
    ],
    [
      'Cluster mgmt/a',
      'Cluster mgmt/a metadata',
      'its labels name no usable ClusterProfile',
      [cluster('a', { labels: { [KEYS.profileName]: 'Wrong!' } })],
    ],
    [
      'ClusterProfile, Cluster mgmt/a',
      'Cluster mgmt/a metadata',
      'the Cluster now belongs to another ClusterProfile',
      [cluster('a')],
    ],
    [
      'ManagedCluster spoke',
      'ManagedCluster spoke metadata',
      'the ManagedCluster now belongs to another ClusterProfile',
      hub('spoke'),
    ],
    [
      'ManagedCluster m',
      'ManagedCluster m metadata',
      'the ManagedCluster is in the input, but another finding says why it cannot be used',
      [joinedCluster('m')],
    ],
  ])('from %s, at %s: %s', (from, place, cause, items) => {
    expect(tells({ clusters: { 'prod/a': `from ${from}; credentials none` } }, {}, items)).toEqual(left(place, cause));
  });

  test('those who left for one reason are one finding', () => {
    const was = { clusters: { 'prod/a': line('a'), 'prod/b': line('b'), 'prod/c': line('c') } };
    expect(tells(was, {}, [cluster('c', deleted)])).toEqual([
      `RC444 ${atRoll}: 2 clusters left (the Cluster is no longer in the input): prod/a, prod/b.`,
      ...left('Cluster mgmt/c metadata', 'the Cluster is being deleted', 'prod/c'),
    ]);
  });
});

describe('clusters that joined', () => {
  const clusters = {
    'prod/a': `${line('a')}; registered`,
    'prod/b': `${line('b')}; registered; consumers none`,
    'prod/c': `${line('c')}; consumers none`,
    'prod/d': 'from Cluster mgmt/d; credentials none; registered',
    'prod/e': `${line('e')}; consumers x`,
    'prod/f': line('f'),
  };
  const fleet = [namespace('prod', { [SET]: 'prod' }), ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => inSet(name))];

  test('those who go to the same places are one finding, at the first of them', () => {
    expect(tells({}, { clusters }, [...fleet, namespace('x', { [CONSUMER]: 'x' })])).toEqual([
      'RC445 Cluster mgmt/a: One cluster joined registered and with credentials for consumers: prod/a.',
      'RC445 Cluster mgmt/b: One cluster joined registered: prod/b.',
      'RC445 Cluster mgmt/c: One cluster joined and nothing is made for it: prod/c.',
      'RC445 Cluster mgmt/d: One cluster joined without credentials: prod/d.',
      'RC445 Cluster mgmt/e: 2 clusters joined with credentials for consumers: prod/e, prod/f.',
    ]);
  });

  test('without a consumer nobody receives credentials', () => {
    expect(tells({}, { clusters })).toEqual([
      'RC445: 2 clusters joined registered: prod/a, prod/b.',
      'RC445: 3 clusters joined and nothing is made for it: prod/c, prod/e, prod/f.',
      'RC445: One cluster joined without credentials: prod/d.',
    ]);
  });

  test('one whose credentials are missing now, or broken, joins without them', () => {
    const now = roll({ clusters });
    for (const [path, one] of now.clusters) Object.assign(now.clusters.get(path) ?? {}, { ...one, unsure: 'Kept' });
    const scene = { items: [], fleet: EMPTY_RECORD, labelKeys: KEYS };
    const [finding] = tellDifference(compareRolls(roll(), now), itemOf(asObject(roll())), roll(), now, scene);
    expect(finding?.problem).toMatch(/^6 clusters joined without credentials: /);
  });

  test('a ClusterProfile or a ManagedCluster is the place where there is no Cluster', () => {
    const joined = (path: string, from: string, items: Item[]) =>
      tells({}, { clusters: { [path]: `from ${from}; credentials none` } }, items);
    const inProd = profile('a', { namespace: 'prod' });
    const without = (path: string) => `One cluster joined without credentials: ${path}.`;
    expect(joined('prod/a', 'ClusterProfile', [inProd])).toEqual([`RC445 ClusterProfile prod/a: ${without('prod/a')}`]);
    expect(joined('prod/a', 'Cluster mgmt/a', [...fleet, inProd])).toEqual([
      `RC445 Cluster mgmt/a: ${without('prod/a')}`,
    ]);
    expect(joined('inventory/m', 'ManagedCluster m', hub('m'))).toEqual([
      `RC445 ManagedCluster m: ${without('inventory/m')}`,
    ]);
  });
});

describe('clusters that changed', () => {
  const consumers = { x: 'x', y: 'y' };
  const A = 'from Cluster mgmt/a';
  const BOTH = 'from Cluster mgmt/a, ClusterProfile';
  const CAPI = 'credentials CAPICluster mgmt/a-kubeconfig';
  const LABELLED = 'credentials LabelledSecret mgmt/s';
  const NONE = 'credentials none';
  const changes = (was: string, is: string, items?: Item[], spec?: JsonObject) =>
    tells({ clusters: { 'prod/a': was }, consumers }, { clusters: { 'prod/a': is }, consumers }, items, spec);
  const changed = (place: string, ...ways: string[]) =>
    ways.map((way) => `RC447${place}: One cluster changed: ${way}: prod/a.`);

  test.each<[string, string, ...string[]]>([
    [`${A}; ${CAPI}`, `${A}; ${NONE}`, 'it no longer has credentials, was CAPICluster mgmt/a-kubeconfig'],
    [`${A}; ${CAPI}; consumers x`, `${A}; ${NONE}`, 'it no longer has credentials, was CAPICluster mgmt/a-kubeconfig'],
    [`${A}; ${NONE}`, `${A}; ${CAPI}`, 'it now has credentials, from CAPICluster mgmt/a-kubeconfig'],
    [
      `${A}; ${NONE}; consumers x`,
      `${A}; ${CAPI}; consumers y`,
      'it now has credentials, from CAPICluster mgmt/a-kubeconfig; its credentials go to other consumers, was x, is y',
    ],
    [
      `${A}; ${CAPI}`,
      `${A}; ${LABELLED}`,
      'its credentials come from another source, was CAPICluster mgmt/a-kubeconfig, is LabelledSecret mgmt/s',
    ],
    [`${A}; ${CAPI}`, `${A}; ${CAPI}; registered`, 'it is now registered'],
    [`${A}; ${CAPI}; registered`, `${A}; ${CAPI}`, 'it is no longer registered'],
    [
      `${A}; ${CAPI}; registered a=1, b=2, c=3, e=, g=1, h=`,
      `${A}; ${CAPI}; registered b=3, c=3, d=4, e=1, f=, g=`,
      'its registration loses the label a',
      'the label b of its registration, was 2, is 3',
      'the label e of its registration, was empty, is 1',
      'the label g of its registration, was 1, is empty',
      'its registration loses the label h',
      'its registration gains the label d, now 4',
      'its registration gains the label f, now empty',
    ],
    [
      `${A}; ${CAPI}`,
      `${A}; ${CAPI}; consumers none`,
      'its credentials go to other consumers, was every consumer, is no consumer',
    ],
    [
      `${A}; ${CAPI}; consumers x, y`,
      `${A}; ${CAPI}`,
      'its credentials go to other consumers, was x, y, is every consumer',
    ],
    [
      `${A}; ${NONE}`,
      `${A}; ${NONE}; consumers none`,
      'its credentials go to other consumers, was every consumer, is no consumer',
    ],
    [
      `${A}; ${CAPI}`,
      `${A}; ${CAPI}; registered; consumers none`,
      'it is now registered',
      'its credentials go to other consumers, was every consumer, is no consumer',
    ],
    [
      `${A}; ${CAPI}`,
      `${BOTH}; ${CAPI}; registered; consumers x`,
      'it now has a ClusterProfile; it is now registered; its credentials go to other consumers, was every consumer, is x',
    ],
    [
      `${BOTH}; ${CAPI}`,
      `${A}; ${CAPI}`,
      'it no longer has its ClusterProfile (the ClusterProfile is no longer in the input)',
    ],
    [
      `${BOTH}; ${CAPI}`,
      `from ManagedCluster m; ${LABELLED}; registered`,
      'it no longer has its Cluster and ClusterProfile (the Cluster and ClusterProfile are no longer in the input); it now has a ManagedCluster; its credentials come from another source, was CAPICluster mgmt/a-kubeconfig, is LabelledSecret mgmt/s; it is now registered',
    ],
    [
      `${A}, ManagedCluster n; ${CAPI}`,
      `from ClusterProfile, ManagedCluster m; ${CAPI}`,
      'it no longer has its Cluster and ManagedCluster (the Cluster and ManagedCluster are no longer in the input); it now has a ClusterProfile and ManagedCluster',
    ],
  ])('was %s, is %s', (was, is, ...ways) => {
    expect(changes(was, is)).toEqual(changed('', ...ways));
  });

  const namespaces = [
    namespace('prod', { [SET]: 'prod' }),
    namespace('x', { [CONSUMER]: 'x' }),
    namespace('y', { [CONSUMER]: 'y' }),
  ];
  const deny = (name: string) => ({ name: `no-${name}`, match: name, deny: true });

  test.each<[string, string, JsonObject[], string]>([
    ['', 'y', [deny('x'), { match: 'y' }], 'was every consumer, is y by the rule no-x'],
    ['; consumers x', 'y', [deny('x'), { match: 'y' }], 'was x, is y by the rules no-x, consumers[1]'],
    ['; consumers x', 'none', [deny('x'), deny('y')], 'was x, is no consumer by the rule no-x'],
    ['; consumers x', 'y', [{ match: 'y' }], 'was x, is y by the rule consumers[0]'],
    ['; consumers x', 'y', [], 'was x, is y'],
  ])('the rules behind other consumers: %s → %s', (was, is, rules, how) => {
    const items = [...namespaces, inSet('a'), capiSecret('a')];
    const spec = rules.length === 0 ? {} : { consumers: rules };
    expect(changes(`${A}; ${CAPI}${was}`, `${A}; ${CAPI}; consumers ${is}`, items, spec)).toEqual(
      changed(' Cluster mgmt/a', `its credentials go to other consumers, ${how}`),
    );
  });

  test('the place is what left, else the ClusterProfile, else the Cluster', () => {
    const inProd = profile('a', { namespace: 'prod' });
    const leaving = profile('a', { namespace: 'prod', ...deleted });
    expect(changes(`${BOTH}; ${CAPI}`, `${A}; ${CAPI}`, [...namespaces, inSet('a'), leaving])).toEqual(
      changed(' ClusterProfile prod/a', 'it no longer has its ClusterProfile (the ClusterProfile is being deleted)'),
    );
    const registers = (...items: Item[]) => changes(`${A}; ${CAPI}`, `${A}; ${CAPI}; registered`, items);
    expect(registers(...namespaces, inSet('a'), inProd)).toEqual(
      changed(' ClusterProfile prod/a', 'it is now registered'),
    );
    expect(registers(...namespaces, inSet('a'))).toEqual(changed(' Cluster mgmt/a', 'it is now registered'));
    const data = { config: base64(kubeconfig('a')) };
    const labels = { 'x-k8s.io/cluster-profile': 'a' };
    expect(registers(inProd, secret('s', { namespace: 'prod', labels, data }))).toEqual(
      changed(' ClusterProfile prod/a', 'it is now registered'),
    );
  });

  test('those who changed in one way are one finding, with how where that is the same', () => {
    const three = (facts: (name: string) => string): Written => ({
      clusters: Object.fromEntries(['a', 'b', 'c'].map((name) => [`prod/${name}`, `${line(name)}${facts(name)}`])),
      consumers,
    });
    const label = (value: string) => `; registered env=${value}`;
    const each = 'RC447: 3 clusters changed, each in the same way: the label env of its registration';
    expect(
      tells(
        three(() => label('prod')),
        three(() => label('dev')),
      ),
    ).toEqual([`${each}, was prod, is dev: prod/a, prod/b, prod/c.`]);
    expect(
      tells(
        three(() => label('prod')),
        three(label),
      ),
    ).toEqual([`${each}: prod/a, prod/b, prod/c.`]);
    expect(
      tells(
        three(() => ''),
        three((name) => (name === 'a' ? '' : '; registered; consumers none')),
      ),
    ).toEqual([
      'RC447: 2 clusters changed, each in the same way: it is now registered: prod/b, prod/c.',
      'RC447: 2 clusters changed, each in the same way: its credentials go to other consumers, was every consumer, is no consumer: prod/b, prod/c.',
    ]);
  });
});

test('labels of every registration are a finding each', () => {
  const clusters = { 'prod/a': `${line('a')}; registered` };
  const was = { clusters, registeredLabels: { a: '1', b: '', c: '3', e: 'e' } };
  const is = { clusters, registeredLabels: { b: '2', c: '', d: '4', e: 'e', f: '' } };
  expect(tells(was, is)).toEqual(
    [
      'loses the label a',
      'gains the label d=4',
      'gains the label f=',
      'the label b was empty and is 2',
      'the label c was 3 and is empty',
    ].map((change) => `RC453 Roll fleet spec.registeredLabels: Every SveltosCluster: ${change}.`),
  );
});

test('objects are one finding for each change', () => {
  const objects = { a: '1', b: '2', c: '3', d: '4' };
  expect(tells({ objects }, { objects: { b: '3', d: '4', e: '5', f: '6' } })).toEqual([
    'RC452 Roll fleet spec.objects: 2 objects left: a, c.',
    'RC452 Roll fleet spec.objects: 2 objects joined: e, f.',
    'RC452 Roll fleet spec.objects: One object made from another source: b.',
  ]);
  expect(tells({ objects: { a: 'a' } }, {})).toEqual(['RC452 Roll fleet spec.objects: One object left: a.']);
});
