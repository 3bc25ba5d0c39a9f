import { functions } from '../../functions';
import { hasErrors } from '../../src/diagnostics/finding';
import * as wire from '../../src/diagnostics/wire';
import { withoutHostAnnotations } from '../../src/krm/host-annotations';
import type { Item } from '../../src/krm/item';
import { type Json, type JsonObject, objectAt, stringAt } from '../../src/krm/json';
import type { Written } from '../../src/krm/written';
import type { Outcome, Run } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  itemOf,
  kubeconfig,
  namespace,
  nextInput,
  type Overrides,
  only,
  plain,
  profile,
  readsSecret,
  secret,
  sentence,
  told,
} from '../support/objects';

const config = (kind: string, spec: JsonObject = {}, name = 'fleet'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name },
  spec,
});
const PUBLISH = config('PublishCredentials');
const REGISTER = config('RegisterSveltosClusters');
const RENDER = config('RenderInventory');

function run(items: readonly Item[], functionConfig: Json | undefined = PUBLISH, more: Partial<Run> = {}): Outcome {
  return runFunction({ items, functionConfig, findings: [], ...more });
}

/** What a render gave; that it gave something is part of every test that asks. */
function rendered(items: readonly Item[], functionConfig?: Json, more?: Partial<Run>) {
  const outcome = run(items, functionConfig, more);
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return outcome;
}

function lineOf(one: Written): string {
  const identity = 'item' in one ? one.item.identity : itemOf(plain(one)).identity;
  const { kind, namespace: inNamespace, name } = identity;
  return `${'item' in one ? 'item' : 'made'} ${kind} ${inNamespace === '' ? name : `${inNamespace}/${name}`}`;
}

const argocd = namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });
const home = namespace('default');
const up = { status: { initialization: { controlPlaneInitialized: true } } };
const alpha = [cluster('alpha', up), capiSecret('alpha')];
const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const provided = (overrides: Overrides = {}) => [
  profile('gamma', { status: readsSecret({ name: 'source', key: 'k' }), ...overrides }),
  secret('source', { data: { k: base64(kubeconfig('gamma')) } }),
];

/** The fleet's objects and what a first render made from them. */
function renderedBefore(items: readonly Item[], functionConfig?: Json): readonly Item[] {
  return nextInput(rendered(items, functionConfig).generated);
}

describe('what the functions make', () => {
  test('publish-credentials: one Secret, exactly', () => {
    const outcome = rendered([argocd, ...alpha]);
    expect(outcome.written.map(lineOf)).toEqual([
      'item Namespace argocd',
      'item Cluster mgmt/alpha',
      'item Secret mgmt/alpha-kubeconfig',
      'made Secret argocd/default-alpha-kubeconfig',
    ]);
    expect(outcome.owner).toBe('publish-credentials/fleet');
    expect(told(outcome.findings)).toEqual([]);
    expect(outcome.generated.map(plain)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 'default-alpha-kubeconfig',
          namespace: 'argocd',
          labels: {
            'app.kubernetes.io/managed-by': 'rollcall',
            'x-k8s.io/cluster-profile': 'alpha',
            'x-k8s.io/cluster-profile-namespace': 'default',
          },
          annotations: {
            'rollcall.dev/generated-by': 'publish-credentials/fleet',
            'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha',
          },
        },
        type: 'Opaque',
        data: { config: base64(kubeconfig('alpha')) },
      },
    ]);
  });

  test('register-sveltos-clusters: a SveltosCluster and its Secret, exactly', () => {
    const outcome = rendered([home, ...provided({ labels: { env: 'prod' } })], REGISTER);
    const labels = {
      'app.kubernetes.io/managed-by': 'rollcall',
      'clusterinventory.projectsveltos.io/managed-by': 'rollcall',
    };
    const annotations = {
      'rollcall.dev/generated-by': 'register-sveltos-clusters/fleet',
      'rollcall.dev/source': 'multicluster.x-k8s.io/ClusterProfile/default/gamma',
    };
    expect(outcome.generated.map(plain)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'gamma-sveltos-kubeconfig', namespace: 'default', labels, annotations },
        type: 'Opaque',
        data: { kubeconfig: base64(kubeconfig('gamma')) },
      },
      {
        apiVersion: 'lib.projectsveltos.io/v1beta1',
        kind: 'SveltosCluster',
        metadata: { name: 'gamma', namespace: 'default', labels: { ...labels, env: 'prod' }, annotations },
        spec: { kubeconfigKeyName: 'kubeconfig', kubeconfigName: 'gamma-sveltos-kubeconfig' },
      },
    ]);
  });

  test('render-inventory: both in one pass, and it is the default', () => {
    const items = [argocd, home, ...alpha, profile('alpha'), ...provided()];
    const lines = rendered(items, RENDER).generated.map(lineOf);
    expect(lines).toEqual([
      'made Secret argocd/default-alpha-kubeconfig',
      'made Secret default/alpha-sveltos-kubeconfig',
      'made Secret default/gamma-sveltos-kubeconfig',
      'made SveltosCluster default/alpha',
      'made SveltosCluster default/gamma',
    ]);
    const outcome = runFunction({ items, functionConfig: undefined, findings: [] });
    expect(outcome.state === 'rendered' && outcome.generated.map(lineOf)).toEqual(lines);
    expect(outcome.state === 'rendered' && outcome.owner).toBe('render-inventory/default');
  });

  test('a FUNCTION that is asked for runs without a functionConfig', () => {
    const asked = functions.find(({ name }) => name === 'publish-credentials');
    const outcome = runFunction({ items: [argocd, ...alpha], functionConfig: null, asked, findings: [] });
    expect(outcome.state === 'rendered' && outcome.owner).toBe('publish-credentials/default');
  });

  test('what Rollcall made, whoever’s it is, is never an input', () => {
    const copies = renderedBefore(
      [argocd, ...alpha],
      config('PublishCredentials', { format: 'MulticlusterRuntime' }, 'other'),
    );
    const outcome = rendered([argocd, home, profile('alpha'), ...alpha, ...copies], RENDER);
    expect(told(outcome.findings)).toEqual(['info RC414', 'warning RC353']);
  });

  const MADE_BY = 'rollcall.dev/generated-by';
  const imported = (owner: string) => {
    const annotations = {
      [MADE_BY]: owner,
      'rollcall.dev/source': 'cluster.open-cluster-management.io/ManagedCluster//gamma',
    };
    return provided({ annotations, labels: { 'x-k8s.io/cluster-manager': 'open-cluster-management' } });
  };

  test('another function’s ClusterProfiles are inputs', () => {
    const items = [home, ...imported('import-managed-clusters/fleet')];
    expect(rendered(items, REGISTER).generated).toHaveLength(2);
  });

  test.each([
    { rule: 'this owner’s', owner: 'render-inventory/fleet' },
    { rule: 'those of an owner that it replaces', owner: 'import-managed-clusters/old' },
  ])('ClusterProfiles that are no inputs: $rule', ({ owner }) => {
    const spec = { allowEmpty: true, takeOverFrom: ['import-managed-clusters/old'] };
    expect(rendered([home, ...imported(owner)], config('RenderInventory', spec)).generated).toEqual([]);
  });

  test('the order of the input changes nothing that is generated', () => {
    const items = [
      argocd,
      namespace('kueue', { 'x-k8s.io/cluster-inventory-consumer': 'k' }),
      home,
      ...alpha,
      cluster('beta'),
      capiSecret('beta'),
      ...provided(),
    ];
    const forwards = rendered(items, RENDER);
    const backwards = rendered([...items].reverse(), RENDER);
    expect(backwards.generated.map(plain)).toEqual(forwards.generated.map(plain));
    expect(told(backwards.findings)).toEqual(told(forwards.findings));
  });
});

describe('a second render', () => {
  const fleet = [argocd, ...alpha];

  test('unchanged outputs pass as the same items', () => {
    const before = renderedBefore(fleet);
    const again = rendered([...fleet, ...before]);
    expect(again.written).toEqual([...fleet, ...before].map((item) => ({ item })));
    expect(again.generated).toEqual(before.map((item) => ({ item })));
    expect(told(again.findings)).toEqual([]);
  });

  test('a changed one is updated in place, and keeps what its host keeps on it', () => {
    const host = { 'config.kubernetes.io/path': 'out/a.yaml', 'internal.config.kubernetes.io/index': '2' };
    const [made] = renderedBefore(fleet);
    const marks = { 'rollcall.dev/generated-by': 'publish-credentials/fleet', 'rollcall.dev/source': 'x' };
    const annotations = { ...marks, ...host };
    const old = secret('default-alpha-kubeconfig', { namespace: 'argocd', annotations, data: { config: 'b2xk' } });
    const again = rendered([old, ...fleet]);
    expect(again.written.map(lineOf)).toEqual([
      'made Secret argocd/default-alpha-kubeconfig',
      'item Namespace argocd',
      'item Cluster mgmt/alpha',
      'item Secret mgmt/alpha-kubeconfig',
    ]);
    const updated = itemOf(plain(only(again.generated)));
    expect(updated.hostAnnotations).toEqual(host);
    expect(withoutHostAnnotations(updated.object)).toEqual(made?.object);
  });

  interface Row {
    readonly rule: string;
    readonly before: readonly Item[];
    readonly now: readonly Item[];
    readonly functionConfig?: Json;
    readonly allowWithdrawals?: boolean;
    readonly want: string[];
    readonly told: string[];
  }
  const other = [cluster('beta', up), capiSecret('beta')];
  const rows: Row[] = [
    {
      rule: 'outputs leave with their Cluster, with an info',
      before: [argocd, ...alpha, ...other],
      now: [argocd, ...other],
      want: ['item Secret argocd/default-beta-kubeconfig'],
      told: ['info RC411'],
    },
    {
      rule: 'outputs leave with their consumer, with a warning, since their Cluster is still there',
      before: [argocd, namespace('kueue', { 'x-k8s.io/cluster-inventory-consumer': 'argo' }), ...alpha],
      now: [argocd, namespace('kueue'), ...alpha],
      allowWithdrawals: true,
      want: ['item Secret argocd/default-alpha-kubeconfig'],
      told: ['warning RC413 Cluster mgmt/alpha metadata.labels'],
    },
    {
      rule: 'a Cluster that is being deleted withdraws its outputs, even without its Secret',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', { ...up, metadata: deleted }), ...other],
      want: ['item Secret argocd/default-beta-kubeconfig'],
      told: ['info RC111 Cluster mgmt/alpha metadata.deletionTimestamp', 'info RC411'],
    },
    {
      rule: 'a Cluster that loses its label withdraws its outputs, with a warning',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', { ...up, labels: {} }), capiSecret('alpha'), ...other],
      want: ['item Secret argocd/default-beta-kubeconfig'],
      told: ['info RC309', 'warning RC413 Cluster mgmt/alpha metadata.labels'],
    },
    {
      rule: 'a ClusterProfile that is being deleted withdraws its SveltosCluster',
      before: [home, ...provided(), profile('delta', { status: readsSecret({ name: 'source', key: 'k' }) })],
      now: [home, ...provided(), profile('delta', { metadata: deleted })],
      functionConfig: REGISTER,
      want: ['item Secret default/gamma-sveltos-kubeconfig', 'item SveltosCluster default/gamma'],
      told: ['info RC111 ClusterProfile default/delta metadata.deletionTimestamp', 'info RC411'],
    },
    {
      rule: 'a missing Secret keeps what an earlier render made, with a warning',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', up), ...other],
      want: ['item Secret argocd/default-alpha-kubeconfig', 'item Secret argocd/default-beta-kubeconfig'],
      told: ['warning RC341 Cluster mgmt/alpha'],
    },
    {
      rule: 'so does a Secret that is being deleted',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', up), capiSecret('alpha', { metadata: deleted }), ...other],
      want: ['item Secret argocd/default-alpha-kubeconfig', 'item Secret argocd/default-beta-kubeconfig'],
      told: ['info RC111 Secret mgmt/alpha-kubeconfig metadata.deletionTimestamp', 'warning RC341 Cluster mgmt/alpha'],
    },
    {
      rule: 'so does a Secret of another type',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', up), capiSecret('alpha', { type: 'Opaque' }), ...other],
      want: ['item Secret argocd/default-alpha-kubeconfig', 'item Secret argocd/default-beta-kubeconfig'],
      told: ['warning RC341 Cluster mgmt/alpha'],
    },
    {
      rule: 'a kept fleet is output enough',
      before: [argocd, ...alpha],
      now: [argocd, cluster('alpha', up)],
      want: ['item Secret argocd/default-alpha-kubeconfig'],
      told: ['warning RC341 Cluster mgmt/alpha'],
    },
    {
      rule: 'a missing Secret keeps a SveltosCluster and its kubeconfig too',
      before: [home, ...alpha, profile('alpha')],
      now: [home, cluster('alpha', up), profile('alpha')],
      functionConfig: config('RenderInventory'),
      want: ['item Secret default/alpha-sveltos-kubeconfig', 'item SveltosCluster default/alpha'],
      told: ['warning RC341 Cluster mgmt/alpha'],
    },
    {
      rule: 'missingCredentials Skip withdraws',
      before: [argocd, ...alpha, ...other],
      now: [argocd, cluster('alpha', up), ...other],
      functionConfig: config('PublishCredentials', { missingCredentials: 'Skip' }),
      want: ['item Secret argocd/default-beta-kubeconfig'],
      told: ['warning RC343 Cluster mgmt/alpha', 'warning RC413 Cluster mgmt/alpha metadata.labels'],
    },
    {
      rule: 'another owner’s outputs that nobody wants here pass untouched',
      before: [argocd, ...alpha],
      now: [argocd, ...other],
      functionConfig: config('PublishCredentials', {}, 'another'),
      want: ['made Secret argocd/default-beta-kubeconfig'],
      told: ['info RC414'],
    },
    {
      rule: 'allowEmpty: the last outputs leave too',
      before: [argocd, ...alpha],
      now: [argocd],
      functionConfig: config('PublishCredentials', { allowEmpty: true }),
      allowWithdrawals: true,
      want: [],
      told: ['info RC411'],
    },
  ];

  test.each(rows)('$rule', ({ before, now, functionConfig = PUBLISH, allowWithdrawals, want, told: findings }) => {
    const kind = stringAt(objectAt(functionConfig), 'kind') ?? '';
    const made = renderedBefore(before, config(kind));
    const outcome = rendered([...now, ...made], functionConfig, { allowWithdrawals });
    expect(outcome.generated.map(lineOf)).toEqual(want);
    expect(told(outcome.findings)).toEqual(findings);
    for (const item of now) expect(outcome.written).toContainEqual({ item });
    for (const one of outcome.generated) if ('item' in one) expect(made).toContain(one.item);
  });

  test('what an earlier render left where this one writes stands for what the input holds of it', () => {
    const earlier = renderedBefore([argocd, ...alpha, ...other]);
    const stray = renderedBefore(fleet);
    const outcome = rendered([...fleet, ...stray], PUBLISH, { earlier });
    expect(outcome.written).toEqual([...fleet, earlier[0]].map((item) => ({ item })));
    expect(told(outcome.findings)).toEqual(['info RC411', 'warning RC765 Secret argocd/default-alpha-kubeconfig']);
  });

  test('and what is wrong with its marks is told', () => {
    const earlier = renderedBefore(fleet);
    const strays = earlier.map((item) => renamed(item, 'mine'));
    const outcome = run([...fleet, ...strays], PUBLISH, { earlier });
    expect(told(outcome.findings)).toEqual(['error RC404 Secret argocd/mine metadata.annotations']);
  });

  test('takeOverFrom hands the outputs of another owner over', () => {
    const made = renderedBefore(fleet);
    const functionConfig = config('PublishCredentials', { takeOverFrom: ['publish-credentials/fleet'] }, 'new');
    const outcome = rendered([...fleet, ...made], functionConfig);
    expect(outcome.generated.map(lineOf)).toEqual(['made Secret argocd/default-alpha-kubeconfig']);
    expect(outcome.generated.map((one) => itemOf(plain(one)).annotation('rollcall.dev/generated-by'))).toEqual([
      'publish-credentials/new',
    ]);
    expect(told(outcome.findings)).toEqual(['info RC412']);
  });

  test('a subpackage’s outputs of the same name are not this package’s to remove', () => {
    const inPackage = (path: string) => ({ annotations: { 'internal.config.kubernetes.io/package-path': path } });
    const mine = [
      namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' }, inPackage('/fleet')),
      cluster('beta', inPackage('/fleet')),
      capiSecret('beta', inPackage('/fleet')),
    ];
    const [made] = renderedBefore([argocd, ...alpha]);
    const metadata = objectAt(made?.object, 'metadata');
    const annotations = { ...objectAt(metadata, 'annotations'), ...inPackage('/fleet/edge').annotations };
    const nested = itemOf({ ...made?.object, metadata: { ...metadata, annotations } });
    const outcome = rendered([...mine, nested]);
    expect(outcome.written.map(lineOf)).toContain('item Secret argocd/default-alpha-kubeconfig');
    expect(outcome.generated.map(lineOf)).toEqual(['made Secret argocd/default-beta-kubeconfig']);
    expect(told(outcome.findings)).toEqual([]);
    // The same object in the package itself leaves: it is the subpackage that keeps the other.
    const here = { ...annotations, ...inPackage('/fleet').annotations };
    const moved = rendered(
      [...mine, itemOf({ ...made?.object, metadata: { ...metadata, annotations: here } })],
      PUBLISH,
      {
        allowWithdrawals: true,
      },
    );
    expect(told(moved.findings)).toEqual(['info RC411']);
    expect(moved.written.map(lineOf)).not.toContain('item Secret argocd/default-alpha-kubeconfig');
  });
});

interface Failure {
  readonly rule: string;
  readonly items: readonly Item[];
  readonly functionConfig?: Json;
  /** Errors and warnings. */
  readonly want: string[];
  readonly says?: { readonly code: string; readonly text: string };
}

const broken = capiSecret('alpha', { stringData: { value: `clusters:\n - ${FAKE_MATERIAL}` } });
const marked = (owner: string) =>
  secret('default-alpha-kubeconfig', { namespace: 'argocd', annotations: { 'rollcall.dev/generated-by': owner } });

const MARK = 'rollcall.dev/generated-by';
const renamed = ({ object }: Item, name: string) =>
  itemOf({ ...object, metadata: { ...objectAt(object, 'metadata'), name } });

const failures: Failure[] = [
  {
    rule: 'nothing to read: an error, since a host deletes what an empty render leaves out',
    items: [],
    want: ['error RC421'],
  },
  {
    rule: 'nothing that this function reads',
    items: [argocd, capiSecret('alpha'), profile('alpha'), cluster('alpha', { labels: {} })],
    want: ['error RC421'],
    says: { code: 'RC421', text: 'Cluster (cluster.x-k8s.io)' },
  },
  {
    rule: 'nothing to read, and an earlier render’s outputs: they are not withdrawn',
    items: [argocd, ...renderedBefore([argocd, ...alpha])],
    want: ['error RC421'],
  },
  {
    rule: 'nothing made: an error',
    items: [argocd, cluster('alpha')],
    want: ['error RC422', 'warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'nothing made, since there is no consumer',
    items: alpha,
    want: ['error RC422', 'warning RC314'],
  },
  {
    rule: 'nothing made, and an earlier render’s outputs: they are not withdrawn',
    items: [argocd, cluster('alpha'), ...renderedBefore([argocd, ...alpha])],
    functionConfig: config('PublishCredentials', { missingCredentials: 'Skip' }),
    want: ['error RC422', 'warning RC343 Cluster mgmt/alpha'],
  },
  {
    rule: 'a cluster that is up and has no credentials',
    items: [argocd, cluster('alpha', up)],
    want: ['error RC342 Cluster mgmt/alpha'],
  },
  {
    rule: 'missingCredentials Error',
    items: [argocd, cluster('alpha'), ...renderedBefore([argocd, ...alpha])],
    functionConfig: config('PublishCredentials', { missingCredentials: 'Error' }),
    want: ['error RC344 Cluster mgmt/alpha'],
  },
  {
    rule: 'an object of another owner in the way, named',
    items: [argocd, ...alpha, marked('publish-credentials/other')],
    want: ['error RC401 Secret argocd/default-alpha-kubeconfig'],
    says: { code: 'RC401', text: 'publish-credentials/other' },
  },
  {
    rule: 'an object that nobody marked in the way',
    items: [argocd, ...alpha, secret('default-alpha-kubeconfig', { namespace: 'argocd' })],
    want: ['error RC402 Secret argocd/default-alpha-kubeconfig'],
  },
  {
    rule: 'the same owner in another package in the way, named',
    items: [
      namespace(
        'argocd',
        { 'x-k8s.io/cluster-inventory-consumer': 'argo' },
        { annotations: { 'internal.config.kubernetes.io/package-path': '/fleet' } },
      ),
      cluster('alpha', { annotations: { 'internal.config.kubernetes.io/package-path': '/fleet' } }),
      capiSecret('alpha', { annotations: { 'internal.config.kubernetes.io/package-path': '/fleet' } }),
      secret('default-alpha-kubeconfig', {
        namespace: 'argocd',
        annotations: {
          'rollcall.dev/generated-by': 'publish-credentials/fleet',
          'internal.config.kubernetes.io/package-path': '/fleet/edge',
        },
      }),
    ],
    want: ['error RC403 Secret argocd/default-alpha-kubeconfig'],
    says: { code: 'RC403', text: '/fleet/edge' },
  },
  {
    rule: 'the same object twice among what is read',
    items: [argocd, ...alpha, capiSecret('alpha')],
    want: ['error RC109 Secret mgmt/alpha-kubeconfig'],
  },
  {
    rule: 'the same object twice, in two versions',
    items: [argocd, ...alpha, cluster('alpha', { apiVersion: 'cluster.x-k8s.io/v1beta2' })],
    want: ['error RC109 Cluster mgmt/alpha'],
  },
  {
    rule: 'the same object twice among what is written',
    items: [argocd, ...alpha, ...renderedBefore([argocd, ...alpha]), ...renderedBefore([argocd, ...alpha])],
    want: ['error RC109 Secret argocd/default-alpha-kubeconfig'],
  },
  {
    rule: 'an object without a name',
    items: [argocd, ...alpha, itemOf({ apiVersion: 'v1', kind: 'Secret', metadata: {} })],
    want: ['error RC107 Secret'],
  },
  {
    rule: 'an object of a wrong shape',
    items: [
      argocd,
      cluster('alpha', { metadata: { labels: { 'clusterprofile-name': 'alpha', n: 1 } } }),
      capiSecret('alpha'),
    ],
    want: ['error RC110 Cluster mgmt/alpha metadata.labels.n'],
  },
  {
    rule: 'two Clusters whose Secrets would have one name: a-b + c and a + b-c',
    items: [
      argocd,
      cluster('one', { labels: { 'clusterprofile-name': 'c', 'clusterprofile-namespace': 'a-b' } }),
      capiSecret('one'),
      cluster('two', { labels: { 'clusterprofile-name': 'b-c', 'clusterprofile-namespace': 'a' } }),
      capiSecret('two'),
    ],
    want: ['error RC363 Cluster mgmt/two'],
    says: { code: 'RC363', text: 'cluster.x-k8s.io/Cluster/mgmt/one' },
  },
  {
    rule: 'a kept object that another cluster now wants to make',
    items: [
      argocd,
      cluster('one', { ...up, labels: { 'clusterprofile-name': 'c', 'clusterprofile-namespace': 'a-b' } }),
      cluster('two', { labels: { 'clusterprofile-name': 'b-c', 'clusterprofile-namespace': 'a' } }),
      capiSecret('two'),
      ...renderedBefore([
        argocd,
        cluster('one', { labels: { 'clusterprofile-name': 'c', 'clusterprofile-namespace': 'a-b' } }),
        capiSecret('one'),
      ]),
    ],
    want: ['error RC363 Secret argocd/a-b-c-kubeconfig', 'warning RC341 Cluster mgmt/one'],
    says: { code: 'RC363', text: 'cluster.x-k8s.io/Cluster/mgmt/one' },
  },
  {
    rule: 'a Cluster that carries a mark of this owner: it is no output, and withdraws none',
    items: [
      argocd,
      cluster('alpha', { annotations: { 'rollcall.dev/generated-by': 'publish-credentials/fleet' } }),
      capiSecret('alpha'),
      ...renderedBefore([argocd, ...alpha]),
    ],
    want: ['error RC404 Cluster mgmt/alpha metadata.annotations'],
    says: { code: 'RC404', text: 'makes no Cluster' },
  },
  {
    rule: 'a Namespace that carries a mark of another owner',
    items: [
      namespace('team', {}, { annotations: { 'rollcall.dev/generated-by': 'run-event-trigger/x' } }),
      argocd,
      ...alpha,
    ],
    want: ['error RC404 Namespace team metadata.annotations'],
  },
  {
    rule: 'a mark of nobody that Rollcall knows',
    items: [itemOf({ kind: 'Deployment', metadata: { name: 'a', annotations: { [MARK]: 'x/y' } } }), argocd, ...alpha],
    want: ['error RC404 Deployment a metadata.annotations'],
  },
  {
    rule: 'somebody’s renamed copy of what an earlier render made',
    items: [argocd, ...alpha, ...renderedBefore([argocd, ...alpha]).flatMap((item) => [item, renamed(item, 'mine')])],
    want: ['error RC404 Secret argocd/mine metadata.annotations'],
    says: { code: 'RC404', text: 'cluster.x-k8s.io/Cluster/mgmt/alpha' },
  },
  {
    rule: 'a wrong configuration',
    items: [argocd, ...alpha],
    functionConfig: config('PublishCredentials', { formatt: 'Sveltos' }),
    want: ['error RC206 PublishCredentials fleet spec.formatt'],
  },
  {
    rule: 'broken credentials, and no byte of them is told',
    items: [argocd, cluster('alpha'), broken],
    want: ['error RC323 Secret mgmt/alpha-kubeconfig data.value'],
  },
  {
    rule: 'every finding at once: objects, names, credentials and strangers',
    items: [
      argocd,
      cluster('alpha', up),
      cluster('beta', { labels: { 'clusterprofile-name': '' } }),
      cluster('gamma'),
      capiSecret('gamma', { data: { value: '!' } }),
      cluster('delta'),
      capiSecret('delta'),
      secret('default-delta-kubeconfig', { namespace: 'argocd' }),
      namespace('numbers', {}, { metadata: { labels: { n: 1 } } }),
      capiSecret('alpha', { namespace: 'attacker' }),
    ],
    want: [
      'error RC110 Namespace numbers metadata.labels.n',
      'error RC301 Cluster mgmt/beta metadata.labels',
      'error RC321 Secret mgmt/gamma-kubeconfig data.value',
      'error RC342 Cluster mgmt/alpha',
      'error RC402 Secret argocd/default-delta-kubeconfig',
      'warning RC335 Secret attacker/alpha-kubeconfig metadata.labels',
    ],
  },
];

describe('what stops a render', () => {
  test.each(failures)('$rule', ({ items, functionConfig = PUBLISH, want, says }) => {
    const outcome = run(items, functionConfig);
    expect(outcome.state).toBe('failed');
    const stopping = outcome.findings.filter(({ severity, code }) => severity !== 'info' && code !== 'RC339');
    expect(told(stopping)).toEqual(want);
    if (says) expect(sentence(outcome.findings, says.code)).toContain(says.text);
    expect(hasErrors(outcome.findings)).toBe(true);
    expect(JSON.stringify(outcome)).not.toContain(FAKE_MATERIAL);
    expect(JSON.stringify(outcome)).not.toContain(base64(kubeconfig('alpha')));
  });

  test('what reading the input found already comes first, and stops a render of its own', () => {
    const findings = [wire.itemNotObject({}, 3, 'null')];
    const outcome = run([argocd, ...alpha], PUBLISH, { findings });
    expect(outcome).toMatchObject({ state: 'failed' });
    expect(told(outcome.findings)).toEqual(told(findings));
  });

  test('it is told beside what is wrong with the configuration', () => {
    const findings = [wire.itemNotObject({}, 3, 'null')];
    const outcome = run([argocd, ...alpha], config('PublishCredentials', { x: 1 }), { findings });
    expect(told(outcome.findings)).toEqual(['error RC106', 'error RC206 PublishCredentials fleet spec.x']);
  });

  test('the file that a functionConfig was read from is told', () => {
    const configFile = { path: 'rollcall.yaml', index: 0 };
    const outcome = run([argocd, ...alpha], config('PublishCredentials', { x: 1 }), { configFile });
    expect(outcome.findings.map(({ file }) => file)).toEqual([configFile]);
  });
});

describe('what does not', () => {
  test.each([
    { rule: 'allowEmpty: nothing to read', items: [argocd], want: [] },
    { rule: 'allowEmpty: nothing made', items: [argocd, cluster('alpha')], want: ['warning RC343 Cluster mgmt/alpha'] },
  ])('$rule', ({ items, want }) => {
    const outcome = rendered(items, config('PublishCredentials', { allowEmpty: true }));
    expect(outcome.written).toEqual(items.map((item) => ({ item })));
    expect(outcome.generated).toEqual([]);
    expect(told(outcome.findings)).toEqual(want);
  });

  test('kinds that nobody reads pass, whatever is wrong with them', () => {
    const odd = [
      itemOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
      itemOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
      itemOf({ kind: 'List' }),
      itemOf({}),
      profile('alpha', { apiVersion: 'config.projectsveltos.io/v1beta1', metadata: { labels: { n: 1 } } }),
    ];
    const outcome = rendered([...odd, argocd, ...alpha]);
    expect(outcome.written.slice(0, odd.length)).toEqual(odd.map((item) => ({ item })));
    expect(told(outcome.findings)).toEqual([]);
  });

  test('a young cluster is skipped while the others go on', () => {
    const outcome = rendered([argocd, ...alpha, cluster('beta')]);
    expect(outcome.generated.map(lineOf)).toEqual(['made Secret argocd/default-alpha-kubeconfig']);
    expect(told(outcome.findings)).toEqual(['warning RC343 Cluster mgmt/beta']);
  });

  test('an output into a Namespace that the input lacks is a warning', () => {
    const outcome = rendered(provided(), REGISTER);
    expect(told(outcome.findings)).toEqual(['warning RC364']);
    expect(outcome.generated).toHaveLength(2);
  });
});

test('with a wrong configuration, only errors of objects that nobody made are said beside it', () => {
  const made = secret('made', { annotations: { 'rollcall.dev/generated-by': 'render-inventory/fleet' }, data: 7 });
  const items = [secret('wrong', { data: 7 }), made, cluster('gone', { metadata: deleted })];
  const { findings } = run(items, config('RenderInventory', { nonsense: true }));
  const lines = told(findings).filter((line) => !line.includes('spec'));
  expect(lines).toEqual(['error RC110 Secret default/wrong data']);
});

test('beside a folder that holds the earlier render, only this owner’s marks in the input are judged', () => {
  const forged = (owner: string, name: string) =>
    secret(name, {
      annotations: {
        'rollcall.dev/generated-by': owner,
        'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/alpha',
      },
    });
  const ours = run([argocd, home, ...alpha, forged('publish-credentials/fleet', 'a')], PUBLISH, { earlier: [] });
  const theirs = run([argocd, home, ...alpha, forged('publish-credentials/other', 'a')], PUBLISH, { earlier: [] });
  for (const { findings } of [ours, theirs]) {
    expect(told(findings).filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('Secret default/a'),
    ]);
  }
});
