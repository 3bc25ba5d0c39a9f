import type { ImportOptions } from '../../../src/inventory/managed-clusters/describe-hub';
import type { Item } from '../../../src/krm/item';
import type { Json, JsonObject } from '../../../src/krm/json';
import {
  binding,
  certificate,
  clusterClaim,
  clusterProperty,
  clusterSet,
  condition,
  imported,
  joinedCluster,
  managedCluster,
  PATHS,
  proxyConfiguration,
  proxySecret,
  selectingSet,
} from '../../support/hub';
import { base64, namespace, only, profile, sentence, told } from '../../support/objects';

/** What Open Cluster Management does with a hub, rule by rule; where Rollcall differs on purpose, the rule says so. */

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly options?: Partial<ImportOptions>;
  /** The ClusterProfiles, by namespace and name. */
  readonly want: string[];
  readonly told?: string[];
}

const bound = [clusterSet(), binding()];
const KEPT_BY_HAND = { annotations: { 'cluster.open-cluster-management.io/autoupdate': 'false' } };
const DELETED = { deletionTimestamp: '2026-05-05T07:09:27Z' };

describe('ManagedCluster → ClusterProfile: which there are', () => {
  const rows: Row[] = [
    {
      rule: 'a binding whose condition Bound is True counts',
      given: [managedCluster(), clusterSet(), binding('inventory', 'fleet', 'True')],
      want: ['inventory/one'],
    },
    {
      rule: 'a binding without a status counts where its set is there',
      given: [managedCluster(), ...bound],
      want: ['inventory/one'],
    },
    {
      rule: 'a binding without a status whose set is not there is an error',
      given: [managedCluster(), binding()],
      want: [],
      told: ['error RC603 ManagedClusterSetBinding inventory/fleet spec.clusterSet', 'info RC606'],
    },
    {
      rule: 'Bound=True does not make up for a set that was not sent along: the profiles would go',
      given: [managedCluster(), binding('inventory', 'fleet', 'True')],
      want: [],
      told: ['error RC603 ManagedClusterSetBinding inventory/fleet spec.clusterSet', 'info RC606'],
    },
    {
      rule: 'an explicit Bound=False wins, whether or not the set is there',
      given: [
        managedCluster(),
        clusterSet(),
        binding('inventory', 'fleet', 'False'),
        binding('inventory', 'gone', 'False'),
      ],
      want: [],
      told: [
        'info RC606',
        'warning RC604 ManagedClusterSetBinding inventory/fleet status.conditions',
        'warning RC604 ManagedClusterSetBinding inventory/gone status.conditions',
      ],
    },
    {
      rule: 'and so does Bound=Unknown',
      given: [managedCluster(), clusterSet(), binding('inventory', 'fleet', 'Unknown')],
      want: [],
      told: ['info RC606', 'warning RC604 ManagedClusterSetBinding inventory/fleet status.conditions'],
    },
    {
      rule: 'spec.clusterSet names the set; a binding of another name is told, since the hub refuses it',
      given: [managedCluster(), clusterSet(), binding('inventory', 'fleet', 'True', 'other')],
      want: ['inventory/one'],
      told: ['warning RC605 ManagedClusterSetBinding inventory/other metadata.name'],
    },
    {
      rule: 'for each namespace the union over all of its bindings, one profile for each namespace and cluster',
      given: [
        managedCluster('one'),
        managedCluster('two', { set: 'other' }),
        managedCluster('three', { set: 'third' }),
        clusterSet('fleet'),
        clusterSet('other'),
        selectingSet('everything', {}),
        binding('inventory', 'fleet'),
        binding('inventory', 'other'),
        binding('inventory', 'everything'),
        binding('edge', 'fleet'),
      ],
      want: ['edge/one', 'inventory/one', 'inventory/three', 'inventory/two'],
    },
    {
      rule: 'a binding in another namespace binds nothing here',
      given: [managedCluster(), clusterSet(), binding('edge')],
      want: ['edge/one'],
    },
    {
      rule: 'bindingNamespaces narrows the bindings, and says so',
      given: [managedCluster(), clusterSet(), binding('edge'), binding('inventory')],
      options: { bindingNamespaces: ['inventory'] },
      want: ['inventory/one'],
      told: ['info RC610'],
    },
    {
      rule: 'a name in bindingNamespaces without any binding is told: it may be misspelt',
      given: [managedCluster(), clusterSet(), binding('inventory')],
      options: { bindingNamespaces: ['inventory', 'inventroy'] },
      want: ['inventory/one'],
      told: ['warning RC616'],
    },
    {
      rule: 'a binding without a namespace is an error',
      given: [managedCluster(), clusterSet(), binding('')],
      want: [],
      told: ['error RC600 ManagedClusterSetBinding fleet metadata.namespace', 'info RC606'],
    },
    {
      rule: 'selectorType "": the label clusterset',
      given: [
        managedCluster(),
        managedCluster('two', { set: 'x' }),
        clusterSet('fleet', { selectorType: '' }),
        binding(),
      ],
      want: ['inventory/one'],
      told: ['info RC606'],
    },
    {
      rule: 'selectorType ExclusiveClusterSetLabel: the label clusterset, and nothing that a selector says',
      given: [
        managedCluster(),
        managedCluster('two', { set: 'x' }),
        clusterSet('fleet', { selectorType: 'ExclusiveClusterSetLabel', labelSelector: {} }),
        binding(),
      ],
      want: ['inventory/one'],
      told: ['info RC606'],
    },
    {
      rule: 'selectorType LabelSelector: that selector, whatever the label clusterset says',
      given: [
        managedCluster('one', { labels: { env: 'prod' } }),
        managedCluster('two', { set: 'prod', labels: { env: 'prod' } }),
        managedCluster('three', { set: 'picked' }),
        selectingSet('picked', { matchLabels: { env: 'prod' } }),
        binding('inventory', 'picked'),
      ],
      want: ['inventory/one', 'inventory/two'],
      told: ['info RC606'],
    },
    {
      rule: 'selectorType LabelSelector without a selector: nothing',
      given: [managedCluster(), selectingSet('fleet'), binding()],
      want: [],
      told: ['info RC606'],
    },
    {
      rule: 'selectorType LabelSelector with {}: everything',
      given: [
        managedCluster('one', { set: 'x' }),
        managedCluster('two', { set: null }),
        selectingSet('fleet', {}),
        binding(),
      ],
      want: ['inventory/one', 'inventory/two'],
    },
    {
      rule: 'matchLabels and matchExpressions are ANDed; NotIn matches absent keys',
      given: [
        managedCluster('one', { labels: { env: 'prod' } }),
        managedCluster('two', { labels: { env: 'prod', ring: '0' } }),
        managedCluster('three', { labels: { ring: '1' } }),
        selectingSet('fleet', {
          matchLabels: { env: 'prod' },
          matchExpressions: [{ key: 'ring', operator: 'NotIn', values: ['0'] }],
        }),
        binding(),
      ],
      want: ['inventory/one'],
      told: ['info RC606'],
    },
    {
      rule: 'any other selectorType stops the render: Open Cluster Management would delete the profiles. Other sets go on',
      given: [
        managedCluster('one'),
        managedCluster('two', { set: 'other' }),
        clusterSet('fleet', { selectorType: 'LegacyClusterSetLabel' }),
        clusterSet('other'),
        binding('inventory', 'fleet'),
        binding('inventory', 'other'),
      ],
      want: ['inventory/two'],
      told: ['error RC601 ManagedClusterSet fleet spec.clusterSelector.selectorType', 'info RC606'],
    },
    {
      rule: 'a selector that no API server takes stops the render',
      given: [managedCluster(), selectingSet('fleet', { matchExpressions: [{ key: 'a', operator: 'In' }] }), binding()],
      want: [],
      told: ['error RC602 ManagedClusterSet fleet spec.clusterSelector.labelSelector', 'info RC606'],
    },
    {
      rule: 'a set that cannot be read has had its finding',
      given: [managedCluster(), clusterSet('fleet', 'everything'), binding()],
      want: [],
      told: ['error RC110 ManagedClusterSet fleet spec.clusterSelector', 'info RC606'],
    },
    {
      rule: 'clusters with a deletionTimestamp are left out',
      given: [managedCluster('one'), managedCluster('two', DELETED), ...bound],
      want: ['inventory/one'],
      told: ['info RC111 ManagedCluster two metadata.deletionTimestamp'],
    },
    {
      rule: 'hubAcceptsClient, conditions and taints are not looked at',
      given: [
        managedCluster('one', { status: { conditions: [condition('HubAcceptedManagedCluster', 'False')] } }),
        managedCluster('two', { status: { conditions: [condition('ManagedClusterConditionAvailable', 'Unknown')] } }),
        ...bound,
      ],
      want: ['inventory/one', 'inventory/two'],
    },
    {
      rule: 'the implicit set default: a cluster without the label is in it, and so is one with an empty label',
      given: [
        managedCluster('one', { set: null }),
        managedCluster('two', { set: '' }),
        managedCluster('three'),
        binding('inventory', 'default'),
      ],
      want: ['inventory/one', 'inventory/two'],
      told: ['info RC606'],
    },
    {
      rule: 'the implicit set global: everything',
      given: [managedCluster('one', { set: null }), managedCluster('two'), binding('inventory', 'global')],
      want: ['inventory/one', 'inventory/two'],
    },
    {
      rule: 'the hub puts the selectors of the implicit sets back',
      given: [
        managedCluster(),
        managedCluster('two', { set: 'default' }),
        clusterSet('global'),
        selectingSet('default', { matchLabels: { env: 'prod' } }),
        binding('edge', 'default'),
        binding('inventory', 'global'),
      ],
      want: ['edge/two', 'inventory/one', 'inventory/two'],
      told: [
        'warning RC645 ManagedClusterSet default spec.clusterSelector',
        'warning RC645 ManagedClusterSet global spec.clusterSelector',
      ],
    },
    {
      rule: 'a selector of other words for the set global is put back',
      given: [
        managedCluster(),
        selectingSet('global', { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] }),
        binding('inventory', 'global'),
      ],
      want: ['inventory/one'],
      told: ['warning RC645 ManagedClusterSet global spec.clusterSelector'],
    },
    {
      rule: 'and so is one without a selector',
      given: [managedCluster(), selectingSet('global'), binding('inventory', 'global')],
      want: ['inventory/one'],
      told: ['warning RC645 ManagedClusterSet global spec.clusterSelector'],
    },
    {
      rule: 'and an empty one of another type',
      given: [
        managedCluster(),
        clusterSet('global', { selectorType: 'ExclusiveClusterSetLabel', labelSelector: {} }),
        binding('inventory', 'global'),
      ],
      want: ['inventory/one'],
      told: ['warning RC645 ManagedClusterSet global spec.clusterSelector'],
    },
    ...[{}, { matchLabels: {} }, { matchExpressions: [] }].map(
      (selector): Row => ({
        rule: `a set global with the selector ${JSON.stringify(selector)} is as the hub keeps it`,
        given: [managedCluster(), selectingSet('global', selector), binding('inventory', 'global')],
        want: ['inventory/one'],
      }),
    ),
    ...[undefined, { selectorType: '' }, { selectorType: 'ExclusiveClusterSetLabel' }].map(
      (selector): Row => ({
        rule: `a set default with the selector ${JSON.stringify(selector)} is as the hub keeps it`,
        given: [managedCluster('one', { set: null }), clusterSet('default', selector), binding('inventory', 'default')],
        want: ['inventory/one'],
      }),
    ),
    {
      rule: 'even one that nothing can be selected by',
      given: [managedCluster(), clusterSet('global', { selectorType: 'Nope' }), binding('inventory', 'global')],
      want: ['inventory/one'],
      told: ['warning RC645 ManagedClusterSet global spec.clusterSelector'],
    },
    {
      rule: 'unless they say that they are kept by hand',
      given: [managedCluster(), clusterSet('global', undefined, KEPT_BY_HAND), binding('inventory', 'global')],
      want: [],
      told: ['info RC606'],
    },
    {
      rule: 'an implicit set that is there as the hub keeps it is nothing to speak of, nor is one that is not bound',
      given: [
        managedCluster('one', { set: null }),
        selectingSet('global', { matchLabels: {}, matchExpressions: [] }),
        clusterSet('default', { selectorType: 'LabelSelector' }),
        binding('inventory', 'global'),
      ],
      want: ['inventory/one'],
    },
    {
      rule: 'a set that no binding names may be wrong',
      given: [managedCluster(), ...bound, clusterSet('wrong', { selectorType: 'Nope' })],
      want: ['inventory/one'],
      told: ['warning RC644 ManagedClusterSet wrong spec.clusterSelector'],
    },
    {
      rule: 'and so may a binding that does not count',
      given: [managedCluster(), ...bound, clusterSet('wrong', { selectorType: 'Nope' }), binding('edge', 'wrong')],
      options: { bindingNamespaces: ['inventory'] },
      want: ['inventory/one'],
      told: ['info RC610', 'warning RC644 ManagedClusterSet wrong spec.clusterSelector'],
    },
    {
      rule: 'clusters that no binding reaches may have any name',
      given: [managedCluster(), managedCluster('o'.repeat(64), { set: 'x' }), ...bound],
      want: ['inventory/one'],
      told: ['info RC606'],
    },
    {
      rule: 'sets and bindings count until they are gone',
      given: [
        managedCluster(),
        clusterSet('fleet', undefined, DELETED),
        binding('inventory', 'fleet', 'True', 'fleet', DELETED),
      ],
      want: ['inventory/one'],
      told: [
        'info RC643 ManagedClusterSet fleet metadata.deletionTimestamp',
        'info RC643 ManagedClusterSetBinding inventory/fleet metadata.deletionTimestamp',
      ],
    },
    {
      rule: 'a Namespace that is being deleted gets no profiles',
      given: [managedCluster(), ...bound, binding('edge'), namespace('inventory', {}, { metadata: DELETED })],
      want: ['edge/one'],
      told: ['info RC111 Namespace inventory metadata.deletionTimestamp', 'warning RC646'],
    },
    {
      rule: 'implicitSets: false, and neither set is there, nor is a cluster without the label in one',
      given: [
        managedCluster('one', { set: null }),
        clusterSet('default'),
        binding('inventory', 'default'),
        binding('edge', 'global'),
      ],
      options: { implicitSets: false },
      want: [],
      told: ['error RC603 ManagedClusterSetBinding edge/global spec.clusterSet', 'info RC606'],
    },
    {
      rule: 'a name that is no label’s value is an error; the other clusters go on',
      given: [managedCluster('o'.repeat(64)), managedCluster('Two'), managedCluster('three'), ...bound],
      want: ['inventory/three'],
      told: [
        `error RC302 ManagedCluster ${'o'.repeat(64)} metadata.name`,
        'error RC302 ManagedCluster Two metadata.name',
      ],
    },
    {
      rule: 'one ManagedCluster twice is an error; the other clusters go on',
      given: [managedCluster('one'), managedCluster('one'), managedCluster('two'), ...bound],
      want: ['inventory/one', 'inventory/two'],
      told: ['error RC109 ManagedCluster one'],
    },
  ];

  test.each(rows)('$rule', ({ given, options, want, told: lines = [] }) => {
    const { paths, findings } = imported(given, options);
    expect({ paths, told: told(findings) }).toEqual({ paths: want, told: lines.sort() });
    // The set of objects counts, not their order.
    const turned = imported([...given].reverse(), options);
    expect({ paths: turned.paths, told: told(turned.findings) }).toEqual({ paths, told: told(findings) });
  });
});

describe('profiles that are there already', () => {
  const LABEL = 'x-k8s.io/cluster-manager';
  const ours = { [LABEL]: 'open-cluster-management' };
  const given = [managedCluster('one'), managedCluster('two'), ...bound];
  const there = (labels: Record<string, string>, name = 'one', annotations?: Record<string, string>) =>
    profile(name, {
      namespace: 'inventory',
      labels,
      spec: { clusterManager: { name: labels[LABEL] ?? 'somebody' } },
      ...(annotations ? { annotations } : {}),
    });
  const unlabelled = profile('one', {
    namespace: 'inventory',
    spec: { clusterManager: { name: 'open-cluster-management' } },
  });

  test.each<[rule: string, there: Item, emits: boolean, paths: string[], used: string[], told: string[]]>([
    [
      'a same-named profile of nobody’s in particular is a conflict and not adopted; the other clusters go on',
      there({}),
      true,
      ['inventory/two'],
      [],
      ['error RC607 ClusterProfile inventory/one spec.clusterManager.name'],
    ],
    [
      'and so it is where profiles are not written',
      there({}),
      false,
      ['inventory/two'],
      [],
      ['error RC607 ClusterProfile inventory/one spec.clusterManager.name'],
    ],
    [
      'another manager’s profile of the same name is left untouched, with the same error',
      there({ 'x-k8s.io/cluster-manager': 'fleet' }),
      true,
      ['inventory/two'],
      [],
      ['error RC607 ClusterProfile inventory/one spec.clusterManager.name'],
    ],
    [
      'another manager’s profile of another name is nobody’s business',
      there({ 'x-k8s.io/cluster-manager': 'fleet' }, 'three'),
      true,
      ['inventory/one', 'inventory/two'],
      [],
      [],
    ],
    [
      'the hub’s own is an error where profiles are written: it owns them',
      there(ours),
      true,
      ['inventory/two'],
      [],
      ['error RC608 ClusterProfile inventory/one'],
    ],
    [
      'and so is one whose spec alone names it: the hub adopts that one',
      unlabelled,
      true,
      ['inventory/two'],
      [],
      ['error RC608 ClusterProfile inventory/one'],
    ],
    [
      'which is used where profiles are not written',
      unlabelled,
      false,
      ['inventory/two'],
      ['inventory/one'],
      ['info RC609'],
    ],
    [
      'even one of a cluster that is not selected any more',
      there(ours, 'three'),
      true,
      ['inventory/one', 'inventory/two'],
      [],
      ['error RC608 ClusterProfile inventory/three'],
    ],
    [
      'the hub’s own is used as it is where profiles are not written',
      there(ours),
      false,
      ['inventory/two'],
      ['inventory/one'],
      ['info RC609'],
    ],
    [
      'one that Rollcall made is not the hub’s: whose it is the reconciliation says',
      there(ours, 'one', { 'rollcall.dev/generated-by': 'import-managed-clusters/other' }),
      true,
      ['inventory/one', 'inventory/two'],
      [],
      [],
    ],
  ])('%s', (_rule, existing, emits, paths, used, lines) => {
    const made = imported([...given, existing], { emits });
    expect({ paths: made.paths, used: made.used, told: told(made.findings) }).toEqual({ paths, used, told: lines });
  });

  test('bindingNamespaces narrows them too: each is a registration of its cluster', () => {
    const elsewhere = profile('one', { namespace: 'addon', labels: ours, spec: unlabelled.object.spec ?? {} });
    const options = { emits: false, bindingNamespaces: ['inventory'] };
    const made = imported([...given, binding('addon'), elsewhere, there(ours)], options);
    expect(made).toMatchObject({ paths: ['inventory/two'], used: ['inventory/one'], counted: ['inventory/one'] });
    expect(told(made.findings)).toEqual(['info RC609', 'info RC610', 'info RC642']);
    expect(imported([elsewhere], options)).toMatchObject({ counted: [] });
    expect(imported([elsewhere], { ...options, bindingNamespaces: [] })).toMatchObject({
      counted: ['addon/one'],
      findings: [],
    });
  });

  test('the findings name the profiles and bindings that are left out', () => {
    const options = { emits: false, bindingNamespaces: ['inventory'] };
    const elsewhere = profile('one', { namespace: 'addon', labels: ours, spec: unlabelled.object.spec ?? {} });
    const other = profile('two', { namespace: 'addon' });
    const made = imported([...given, binding('addon'), elsewhere, other, there(ours)], options);
    expect(sentence(made.findings, 'RC642')).toContain('addon/one');
    expect(sentence(made.findings, 'RC642')).not.toContain('addon/two');
    expect(sentence(imported([binding('a', 'gone')]).findings, 'RC617')).toContain('a/gone');
    const doomed = [binding('edge', 'a'), binding('edge', 'b'), namespace('edge', {}, { metadata: DELETED })];
    const { findings } = imported([...given, ...doomed]);
    expect(sentence(findings, 'RC646')).toContain('edge/a');
    expect(sentence(findings, 'RC646')).toContain('edge/b');
    const wrong = imported([...given, clusterSet('wrong', { selectorType: 'Nope' })]);
    expect(sentence(wrong.findings, 'RC644')).toContain('the selectorType is "Nope"');
    const operator = { matchExpressions: [{ key: 'a', operator: 'Like' }] };
    expect(sentence(imported([...given, selectingSet('wrong', operator)]).findings, 'RC644')).toContain('Like');
  });

  test('a namespace that only holds somebody else’s ClusterProfile has no binding', () => {
    const other = profile('two', { namespace: 'inventroy' });
    const { findings } = imported([...given, other], { bindingNamespaces: ['inventory', 'inventroy'] });
    expect(told(findings)).toContain('warning RC616');
    const hubs = profile('two', { namespace: 'inventroy', labels: ours });
    const { findings: none } = imported([...given, hubs], { bindingNamespaces: ['inventory', 'inventroy'] });
    expect(told(none)).not.toContain('warning RC616');
  });

  test('the error names the switch', () => {
    const { findings } = imported([...given, there(ours)]);
    const { remedy, problem } = only(findings);
    expect(`${problem} ${remedy}`).toContain('emitClusterProfiles: false');
  });
});

describe('what a ClusterProfile says', () => {
  const only1 = (items: readonly Item[], options?: Partial<ImportOptions>) => only(imported(items, options).profiles);

  test('name, labels and spec as Open Cluster Management writes them', () => {
    expect(only1([managedCluster(), ...bound])).toEqual({
      apiVersion: 'multicluster.x-k8s.io/v1alpha1',
      kind: 'ClusterProfile',
      metadata: {
        name: 'one',
        namespace: 'inventory',
        labels: {
          'x-k8s.io/cluster-manager': 'open-cluster-management',
          'open-cluster-management.io/cluster-name': 'one',
          'multicluster.x-k8s.io/clusterset': 'fleet',
          'multicluster.x-k8s.io/inventory-member-id': 'one',
        },
        annotations: {},
      },
      spec: { clusterManager: { name: 'open-cluster-management' }, displayName: 'one' },
    });
  });

  test.each<[rule: string, set: string | null, implicitSets: boolean, want: string]>([
    ['the label of the set is the ManagedCluster’s, not the bound set’s', 'fleet', true, 'fleet'],
    ['with the implicit sets, a cluster without one is labelled default', null, true, 'default'],
    ['without them the label is empty', null, false, ''],
  ])('%s', (_rule, set, implicitSets, want) => {
    const made = only1([managedCluster('one', { set }), selectingSet('every', {}), binding('inventory', 'every')], {
      implicitSets,
    });
    expect(made.metadata.labels['multicluster.x-k8s.io/clusterset']).toBe(want);
  });

  test('nothing of the ManagedCluster’s other labels and annotations', () => {
    const made = only1([managedCluster('one', { labels: { env: 'prod' }, annotations: { a: 'b' } }), ...bound]);
    expect(Object.keys(made.metadata.labels)).toHaveLength(4);
    expect(made.metadata.annotations).toEqual({});
  });

  test.each([
    ['Prod_JP.cluster-01', 'Prod_JP.cluster-01'],
    ['', 'one'],
  ])('the member id is the ManagedCluster’s label, else its name: %j', (label, want) => {
    const id = 'multicluster.x-k8s.io/inventory-member-id';
    expect(only1([managedCluster('one', { labels: { [id]: label } }), ...bound]).metadata.labels[id]).toBe(want);
  });

  const available = 'ManagedClusterConditionAvailable';
  const joined = 'ManagedClusterJoined';
  const at = '2026-05-05T07:09:27Z';
  const translated = (type: string, from: string, status = 'True') => ({
    lastTransitionTime: at,
    message: `about ${from}`,
    reason: `${from}Reason`,
    status,
    type,
  });

  test.each<[rule: string, status: Record<string, Json>, want: Json | undefined]>([
    ['no status, no status', {}, undefined],
    ['the version verbatim', { version: { kubernetes: 'v1.35.0+k3s1' } }, { version: { kubernetes: 'v1.35.0+k3s1' } }],
    ['an empty version is none', { version: { kubernetes: '' } }, undefined],
    [
      'properties are the claims in the given order',
      {
        clusterClaims: [
          { name: 'z', value: '1' },
          { name: 'id.k8s.io', value: 'true' },
        ],
      },
      {
        properties: [
          { name: 'z', value: '1' },
          { name: 'id.k8s.io', value: 'true' },
        ],
      },
    ],
    [
      'conditions in this order and under these names, status, reason, message and the hub’s own time verbatim',
      {
        conditions: [
          condition(joined, 'False'),
          condition('HubAcceptedManagedCluster'),
          condition(available, 'Unknown'),
        ],
      },
      {
        conditions: [translated('ControlPlaneHealthy', available, 'Unknown'), translated('Joined', joined, 'False')],
      },
    ],
    [
      'a condition that is not there is not made up',
      { conditions: [condition(joined, 'True', { observedGeneration: 3 })] },
      { conditions: [translated('Joined', joined)] },
    ],
  ])('status: %s', (_rule, status, want) => {
    const { status: made } = { status: undefined, ...only1([managedCluster('one', { status }), ...bound]) };
    expect(made).toEqual(want);
  });

  test('a claim that stands twice is an error and is written once', () => {
    const clusterClaims = [
      { name: 'a', value: '1' },
      { name: 'a', value: '1' },
    ];
    const { profiles, findings } = imported([managedCluster('one', { status: { clusterClaims } }), ...bound]);
    expect(told(findings)).toEqual(['error RC622 ManagedCluster one status.clusterClaims']);
    expect(only(profiles)).toMatchObject({ status: { properties: [{ name: 'a', value: '1' }] } });
  });

  test('a condition that no API server takes is an error', () => {
    const conditions = [{ type: available, status: 'True' }];
    expect(told(imported([managedCluster('one', { status: { conditions } }), ...bound]).findings)).toEqual([
      'error RC110 ManagedCluster one status.conditions[0].lastTransitionTime',
      'error RC110 ManagedCluster one status.conditions[0].message',
      'error RC110 ManagedCluster one status.conditions[0].reason',
    ]);
  });
});

describe('ClusterProperty and ClusterClaim → properties', () => {
  const properties = (facts: readonly Item[], options: Partial<ImportOptions> = {}, cluster = joinedCluster()) => {
    const { profiles, findings } = imported([cluster, ...bound, ...facts], {
      spokes: PATHS.filter((one) => one.cluster === 'one'),
      ...options,
    });
    const { status } = { status: undefined, ...only(profiles) };
    const list = status?.properties ?? [];
    return { properties: list.map(({ name, value }) => `${name}=${value}`), findings };
  };
  const file = 'spokes/one/facts.yaml';

  test.each<[rule: string, facts: Item[], want: string[]]>([
    [
      'the label spoke-only, with any value, leaves an object out',
      [
        clusterProperty('a', '1', file, { labels: { 'open-cluster-management.io/spoke-only': '' } }),
        clusterClaim('b', '1', file, { labels: { 'open-cluster-management.io/spoke-only': 'false' } }),
        clusterClaim('c', '1', file),
      ],
      ['c=1'],
    ],
    [
      'of one name the ClusterProperty counts over the ClusterClaim: value1 beats value3',
      [clusterClaim('key1', 'value3', file), clusterProperty('key1', 'value1', file)],
      ['key1=value1'],
    ],
    [
      'a ClusterProperty that stays on its spoke does not hide the claim',
      [
        clusterClaim('a', 'claim', file),
        clusterProperty('a', 'property', file, { labels: { 'open-cluster-management.io/spoke-only': 'true' } }),
      ],
      ['a=claim'],
    ],
    [
      'reserved ones sorted by name, then custom ones sorted by name',
      ['c', 'product.open-cluster-management.io', 'a', 'id.k8s.io'].map((name) => clusterClaim(name, 'x', file)),
      ['id.k8s.io=x', 'product.open-cluster-management.io=x', 'a=x', 'c=x'],
    ],
    [
      'objects that are being deleted count until they are gone',
      [clusterProperty('a', '1', file, DELETED), clusterProperty('b', '1', file)],
      ['a=1', 'b=1'],
    ],
  ])('%s', (_rule, facts, want) => {
    const made = properties(facts);
    expect(made.properties).toEqual(want);
    expect(properties([...facts].reverse()).properties).toEqual(want);
    expect(made.findings.every(({ severity }) => severity === 'info')).toBe(true);
  });

  test('only custom ones are cut to the maximum, and what is cut is named', () => {
    const facts = ['a', 'e', 'id.k8s.io', 'id-test.k8s.io', 'c'].map((name) => clusterClaim(name, 'x', file));
    const made = properties(facts, { maxCustomClaims: 2 });
    expect(made.properties).toEqual(['id.k8s.io=x', 'a=x', 'c=x']);
    expect(told(made.findings)).toEqual(['warning RC624 ManagedCluster one status.clusterClaims']);
    expect(sentence(made.findings, 'RC624')).toContain('Left out: e, id-test.k8s.io');
  });

  test('a reserved suffix is a plain one', () => {
    const facts = ['a', 'e', 'id.k8s.io', 'test.reserved.io', 'c'].map((name) => clusterClaim(name, 'x', file));
    const made = properties(facts, { maxCustomClaims: 2, reservedClaimSuffixes: ['reserved.io'] });
    expect(made.properties).toEqual(['id.k8s.io=x', 'test.reserved.io=x', 'a=x', 'c=x']);
  });

  const limits = [
    [1, true],
    [1024, true],
    [1025, false],
    [0, false],
  ] as const;
  test.each(limits)('a value of %d characters fits: %s', (length, fits) => {
    // A character is a code point, as in the CRD's maxLength.
    const made = properties([clusterProperty('a', '𝒳'.repeat(length), file)]);
    expect(told(made.findings)).toEqual(fits ? [] : ['error RC621 ClusterProperty a spec.value']);
  });

  test('the hub’s own claims have the same limits', () => {
    const clusterClaims = [{ name: 'a', value: 'x'.repeat(1025) }];
    const made = properties([], { spokes: [] }, managedCluster('one', { status: { clusterClaims } }));
    expect(told(made.findings)).toEqual(['error RC621 ManagedCluster one status.clusterClaims']);
  });

  test('a value is never quoted in a finding', () => {
    const facts = [clusterProperty('a', 'hidden'.repeat(200), file), clusterProperty('b', 'hidden', file)];
    const status = { clusterClaims: [{ name: 'b', value: 'hidden too' }] };
    const { findings } = properties(facts, {}, joinedCluster('one', status));
    expect(told(findings)).toEqual([
      'error RC621 ClusterProperty a spec.value',
      'warning RC623 ManagedCluster one status.clusterClaims',
    ]);
    expect(JSON.stringify(findings)).not.toContain('hidden');
  });

  test('they merge into what the hub knows only where that is absent; a difference is a warning', () => {
    const status = { clusterClaims: [{ name: 'b', value: 'hub' }] };
    const facts = [clusterProperty('b', 'spoke', file), clusterProperty('a', 'spoke', file)];
    const made = properties(facts, {}, joinedCluster('one', status));
    expect(made.properties).toEqual(['a=spoke', 'b=hub']);
    expect(told(made.findings)).toEqual(['warning RC623 ManagedCluster one status.clusterClaims']);
  });

  test.each<[rule: string, status: JsonObject]>([
    ['False', { conditions: [condition('ManagedClusterJoined', 'False')] }],
    ['absent', {}],
  ])('before a cluster has joined, the hub knows nothing of it: ManagedClusterJoined is %s', (_rule, status) => {
    const made = properties([clusterClaim('a', '1', file)], {}, managedCluster('one', { status }));
    expect(made.properties).toEqual([]);
    expect(told(made.findings)).toEqual(['warning RC647 ManagedCluster one status.conditions']);
  });

  test('of clusters that have no profile of Rollcall’s nothing is looked at', () => {
    const wrong = { clusterClaims: [{ name: 'a', value: '' }] };
    const items = [managedCluster('one', { set: 'x', status: wrong }), ...bound, clusterClaim('a', '1')];
    expect(told(imported(items).findings)).toEqual(['info RC606']);
  });

  test('two spokes with one name each keep their own', () => {
    const items = [
      joinedCluster('one'),
      joinedCluster('two'),
      ...bound,
      clusterProperty('region', 'tokyo', 'spokes/one/a.yaml'),
      clusterProperty('region', 'oregon', 'spokes/two/a.yaml'),
    ];
    const { profiles, findings } = imported(items, { spokes: PATHS });
    expect(findings).toEqual([]);
    expect(profiles).toMatchObject([
      { metadata: { name: 'one' }, status: { properties: [{ name: 'region', value: 'tokyo' }] } },
      { metadata: { name: 'two' }, status: { properties: [{ name: 'region', value: 'oregon' }] } },
    ]);
  });
});

describe('cluster-proxy → status.accessProviders', () => {
  const serving = (namespace: string, data = { 'tls.crt': certificate }) =>
    proxySecret(namespace, 'cluster-proxy-user-serving-cert', data);
  const DEFAULT = 'open-cluster-management-cluster-proxy';
  const given = [managedCluster(), ...bound];
  const providers = (more: readonly Item[], options?: Partial<ImportOptions>) => {
    const { profiles, findings } = imported([...given, ...more], options);
    const { status } = { status: undefined, ...only(profiles) };
    return { providers: status?.accessProviders, told: told(findings) };
  };
  const entry = (namespace: string, authority = certificate) => [
    {
      name: 'open-cluster-management',
      cluster: {
        server: `https://cluster-proxy-addon-user.${namespace}:9092/one`,
        'certificate-authority-data': authority,
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { clusterName: 'one' } }],
      },
    },
  ];

  test('the entry: name, server, certificate, extension', () => {
    expect(providers([proxyConfiguration('addon'), serving('addon')])).toEqual({ providers: entry('addon'), told: [] });
  });

  test.each<[rule: string, more: Item[], options: Partial<ImportOptions>, providers: Json | undefined, told: string[]]>(
    [
      [
        'spec.proxyServer.namespace has the CRD’s default',
        [proxyConfiguration(), serving(DEFAULT)],
        {},
        entry(DEFAULT),
        [],
      ],
      ['no ManagedProxyConfiguration: no access providers, no error', [serving(DEFAULT)], {}, undefined, []],
      [
        'a ManagedProxyConfiguration of another name does not count',
        [proxyConfiguration('addon', 'other'), serving('addon')],
        {},
        undefined,
        [],
      ],
      [
        'no Secret: no access providers, no error, and an info',
        [proxyConfiguration('addon'), serving('elsewhere')],
        {},
        undefined,
        ['info RC631 ManagedProxyConfiguration cluster-proxy'],
      ],
      [
        'a Secret without the certificate is an error, as upstream',
        [proxyConfiguration('addon'), serving('addon', { 'tls.crt': '' })],
        {},
        undefined,
        ['error RC632 Secret addon/cluster-proxy-user-serving-cert data.tls.crt'],
      ],
      [
        'a certificate that is not base64 is an error',
        [proxyConfiguration('addon'), serving('addon', { 'tls.crt': '!' })],
        {},
        undefined,
        ['error RC321 Secret addon/cluster-proxy-user-serving-cert data.tls.crt'],
      ],
      [
        'a Secret that cannot be read has had its finding',
        [proxyConfiguration('addon'), proxySecret('addon', 'cluster-proxy-user-serving-cert', { a: 1 })],
        {},
        undefined,
        ['error RC110 Secret addon/cluster-proxy-user-serving-cert data.a'],
      ],
      [
        'clusterProxy.caFrom: ProxyCA trusts the authority that signs the certificate',
        [
          proxyConfiguration('addon'),
          serving('addon'),
          proxySecret('addon', 'proxy-server-ca', { 'ca.crt': base64('ca') }),
        ],
        { clusterProxy: { caFrom: 'ProxyCA' } },
        entry('addon', base64('ca')),
        [],
      ],
      [
        'and does not fall back to the certificate',
        [proxyConfiguration('addon'), serving('addon')],
        { clusterProxy: { caFrom: 'ProxyCA' } },
        undefined,
        ['info RC631 ManagedProxyConfiguration cluster-proxy'],
      ],
    ],
  )('%s', (_rule, more, options, want, lines) => {
    expect(providers(more, options)).toEqual({ providers: want, told: lines });
  });
});

test('without ManagedClusters there is one thing to say, whatever else of a hub is there', () => {
  const items = [clusterSet('fleet', { selectorType: 'x' }), binding('a', 'gone'), proxyConfiguration()];
  const { paths, findings } = imported(items);
  expect({ paths, lines: told(findings) }).toEqual({ paths: [], lines: ['warning RC617'] });
  expect(imported(items, { bindingNamespaces: ['b'] }).findings).toEqual([]);
});

test.each(['evil.example', 'evil.example:443/#', 'A'])(
  'a proxy in the namespace %s: tokens would go elsewhere',
  (namespace) => {
    const proxy = [proxyConfiguration(namespace), proxySecret(namespace, 'cluster-proxy-user-serving-cert', {})];
    const { findings } = imported([managedCluster(), clusterSet(), binding(), ...proxy]);
    expect(told(findings)).toEqual(['error RC633 ManagedProxyConfiguration cluster-proxy spec.proxyServer.namespace']);
  },
);
