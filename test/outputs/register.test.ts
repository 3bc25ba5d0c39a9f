import type { FilledRoster } from '../../src/inventory/fill-roster';
import { type CapiClusters, chooseRegistrations } from '../../src/inventory/registrations';
import type { Item } from '../../src/krm/item';
import { toPlain } from '../../src/krm/yaml/write';
import { type RegisterOptions, registerClusters } from '../../src/outputs/register';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  filledFrom,
  itemOf,
  kubeconfig,
  only,
  POLICY,
  profile,
  readsSecret,
  secret,
  sentence,
  told,
} from '../support/objects';

const CONFIG = base64(kubeconfig());
const MANAGED_BY = 'clusterinventory.projectsveltos.io/managed-by';
const SOURCE = 'multicluster.x-k8s.io/ClusterProfile/default/alpha';
interface Options extends RegisterOptions {
  readonly capiClusters: CapiClusters;
}
const OPTIONS: Options = {
  format: 'SveltosController',
  managedBy: 'rollcall',
  template: {},
  deletionProtection: false,
  dropLabels: ['argocd.argoproj.io/*', 'team'],
  capiClusters: 'Register',
  kubeconfigPolicy: POLICY,
};

/** Decides and builds, as the functions do. */
function register(filled: FilledRoster, options: Options) {
  const { registrations, keep, findings } = chooseRegistrations(filled, options.capiClusters);
  const registered = registerClusters({ registrations }, options);
  return { keep, outputs: registered.outputs, findings: [...findings, ...registered.findings] };
}

const provided = (overrides = {}) => [
  profile('alpha', { status: readsSecret({ name: 'source', key: 'k' }), ...overrides }),
  secret('source', { data: { k: CONFIG, other: 'eA==' } }),
];
const labelled = (fields: object) =>
  itemOf({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'labelled', namespace: 'default', labels: { 'x-k8s.io/cluster-profile': 'alpha' } },
    ...fields,
  });
const fromCapi = [profile(), cluster(), capiSecret()];

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly registerBare?: boolean;
  readonly options?: Partial<Options>;
  /** SveltosClusters and Secrets in turn: what is theirs. */
  readonly want: object[];
  readonly told?: string[];
  readonly says?: { readonly code: string; readonly facts: readonly string[] };
}

const sveltosCluster = (labels: object, spec: object) => ({
  apiVersion: 'lib.projectsveltos.io/v1beta1',
  kind: 'SveltosCluster',
  metadata: { name: 'alpha', labels, annotations: {} },
  spec,
});
const sveltosSecret = (labels: object, data: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'alpha-sveltos-kubeconfig', labels, annotations: {} },
  type: 'Opaque',
  data,
});
const ours = { [MANAGED_BY]: 'rollcall' };
const controllerSpec = { kubeconfigKeyName: 'kubeconfig', kubeconfigName: 'alpha-sveltos-kubeconfig' };
const asController = [sveltosCluster(ours, controllerSpec), sveltosSecret(ours, { kubeconfig: CONFIG })];

const rows: Row[] = [
  {
    rule: 'SveltosController: the objects of clusterinventory-controller, one key copied verbatim',
    given: provided(),
    want: asController,
  },
  {
    rule: 'SveltosController: a labelled Secret gives its kubeconfig alone',
    given: [profile(), labelled({ data: { value: CONFIG, other: 'eA==' } })],
    want: asController,
  },
  {
    rule: 'SveltosEvents: the document’s objects, with the key config and no kubeconfigName',
    given: provided(),
    options: { format: 'SveltosEvents' },
    want: [sveltosCluster({}, { kubeconfigKeyName: 'config' }), sveltosSecret({}, { config: CONFIG })],
  },
  {
    rule: 'SveltosEvents: a labelled Secret’s data is mirrored whole',
    given: [profile(), labelled({ data: { config: CONFIG, 'ca.crt': 'eA==', empty: '' }, stringData: { note: 'x' } })],
    options: { format: 'SveltosEvents' },
    want: [
      sveltosCluster({}, { kubeconfigKeyName: 'config' }),
      sveltosSecret({}, { 'ca.crt': 'eA==', config: CONFIG, empty: '', note: 'eA==' }),
    ],
  },
  {
    rule: 'SveltosEvents: where the mirrored Secret has another key, the SveltosCluster names it, with a warning',
    given: [profile(), labelled({ data: { value: CONFIG, 'ca.crt': 'eA==' } })],
    options: { format: 'SveltosEvents' },
    want: [sveltosCluster({}, { kubeconfigKeyName: 'value' }), sveltosSecret({}, { 'ca.crt': 'eA==', value: CONFIG })],
    told: ['warning RC355 Secret default/labelled data'],
  },
  {
    rule: 'SveltosEvents: what cannot be mirrored is an error',
    given: [profile(), labelled({ data: { config: CONFIG, bad: 'no!', worse: FAKE_MATERIAL } })],
    options: { format: 'SveltosEvents' },
    want: [
      sveltosCluster({}, { kubeconfigKeyName: 'config' }),
      sveltosSecret({}, { config: CONFIG, bad: '', worse: '' }),
    ],
    told: ['error RC321 Secret default/labelled data.bad', 'error RC321 Secret default/labelled data.worse'],
  },
  {
    rule: 'SveltosEvents: without credentials the SveltosCluster alone',
    given: [profile()],
    registerBare: true,
    options: { format: 'SveltosEvents' },
    want: [sveltosCluster({}, { kubeconfigKeyName: 'config' })],
  },
  { rule: 'SveltosController: without credentials neither object', given: [profile()], want: [] },
  {
    rule: 'a Cluster without a ClusterProfile gets no SveltosCluster',
    given: [cluster(), capiSecret()],
    want: [],
  },
  {
    rule: 'labels are copied, but for those of dropLabels, which are named once',
    given: provided({ labels: { env: 'prod', team: 'a', 'argocd.argoproj.io/instance': 'x' } }),
    want: [sveltosCluster({ env: 'prod', ...ours }, controllerSpec), asController[1] ?? {}],
    told: ['info RC352'],
    says: { code: 'RC352', facts: ['argocd.argoproj.io/instance, team', 'ClusterProfile default/alpha'] },
  },
  {
    rule: 'dropLabels replaces the list',
    given: provided({ labels: { env: 'prod', team: 'a' } }),
    options: { dropLabels: ['env'] },
    want: [sveltosCluster({ team: 'a', ...ours }, controllerSpec), asController[1] ?? {}],
    told: ['info RC352'],
  },
  {
    rule: 'managedBy is the label’s value on both objects',
    given: provided(),
    options: { managedBy: 'clusterinventory-controller' },
    want: [
      sveltosCluster({ [MANAGED_BY]: 'clusterinventory-controller' }, controllerSpec),
      sveltosSecret({ [MANAGED_BY]: 'clusterinventory-controller' }, { kubeconfig: CONFIG }),
    ],
  },
  {
    rule: 'template is laid under the SveltosCluster, and dropLabels does not reach it',
    given: provided({ labels: { env: 'prod' } }),
    options: { template: { metadata: { labels: { team: 'ours', env: 'test' } }, spec: { paused: true } } },
    want: [
      sveltosCluster({ team: 'ours', env: 'prod', ...ours }, { paused: true, ...controllerSpec }),
      asController[1] ?? {},
    ],
  },
  {
    rule: 'the controller’s finalizer: a warning that both are at work',
    given: provided({ metadata: { finalizers: ['other', 'clusterinventory.projectsveltos.io/finalizer'] } }),
    want: asController,
    told: ['warning RC351 ClusterProfile default/alpha metadata.finalizers'],
  },
  {
    rule: 'other finalizers are no warning',
    given: provided({ metadata: { finalizers: ['other'] } }),
    want: asController,
  },
  {
    rule: 'capiClusters Register: what comes from a CAPI Cluster is registered, with a warning that names it',
    given: fromCapi,
    want: asController,
    told: ['warning RC353'],
    says: { code: 'RC353', facts: ['default/alpha'] },
  },
  {
    rule: 'capiClusters Skip: what comes from a CAPI Cluster is not registered, with an info that names it',
    given: fromCapi,
    options: { capiClusters: 'Skip' },
    want: [],
    told: ['info RC354'],
    says: { code: 'RC354', facts: ['default/alpha'] },
  },
  {
    rule: 'capiClusters Skip: what has credentials of its own is registered, whether a Cluster names it or not',
    given: [...provided(), cluster(), capiSecret()],
    options: { capiClusters: 'Skip' },
    want: asController,
  },
];

test.each(rows)('$rule', ({ given, registerBare = false, options, want, told: findings = [], says }) => {
  const registered = register(filledFrom(given, { registerBare }), { ...OPTIONS, ...options });
  expect(registered.outputs.map(({ object }) => toPlain(object))).toStrictEqual(want);
  expect(told(registered.findings)).toEqual(findings);
  for (const fact of says?.facts ?? []) expect(sentence(registered.findings, says?.code ?? '')).toContain(fact);
  expect(JSON.stringify(registered.findings)).not.toContain(FAKE_MATERIAL);
  expect(registered.keep).toEqual([]);
});

test('deletionProtection is asked for: Argo CD asks before it deletes either object', () => {
  const { outputs } = register(filledFrom(provided()), { ...OPTIONS, deletionProtection: true });
  const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' };
  expect(outputs.map(({ object, role }) => ({ role, annotations: object.metadata.annotations }))).toEqual([
    { role: 'SveltosCluster', annotations },
    { role: 'SveltosSecret', annotations },
  ]);
});

test('both objects go beside the profile, and the profile is their source', () => {
  const elsewhere = profile('alpha', { namespace: 'fleet', status: readsSecret({ name: 'source', key: 'k' }) });
  const source = secret('source', { namespace: 'fleet', data: { k: CONFIG } });
  const { outputs } = register(filledFrom([elsewhere, source]), OPTIONS);
  const sources = ['multicluster.x-k8s.io/ClusterProfile/fleet/alpha'];
  expect(outputs).toHaveLength(2);
  for (const output of outputs) {
    expect(output).toMatchObject({ namespaces: new Set(['fleet']), origin: elsewhere, sources });
  }
});

test('labels that are not copied are told of once for the fleet, sorted, with the number of profiles', () => {
  const profiles = ['a', 'b', 'c'].map((name) =>
    profile(name, {
      labels: name === 'c' ? {} : { team: name, 'argocd.argoproj.io/instance': name },
      status: readsSecret({ name: 'source', key: 'k' }),
    }),
  );
  const filled = filledFrom([...profiles, secret('source', { data: { k: CONFIG } })]);
  const { findings } = register(filled, OPTIONS);
  expect(told(findings)).toEqual(['info RC352']);
  expect(only(findings).problem).toContain('default/a, default/b');
  expect(only(findings).problem).toContain('argocd.argoproj.io/instance, team');
});

test('a SveltosCluster that lives by its profile’s own credentials is made from the profile alone', () => {
  const { outputs, findings } = register(filledFrom([...provided(), cluster(), capiSecret()]), OPTIONS);
  expect(outputs.map((output) => output.sources)).toEqual([[SOURCE], [SOURCE]]);
  expect(findings).toEqual([]);
});

test('a SveltosCluster that lives by its Cluster’s credentials is made from both', () => {
  const { outputs } = register(filledFrom(fromCapi), OPTIONS);
  const sources = ['cluster.x-k8s.io/Cluster/mgmt/alpha', SOURCE];
  expect(outputs.map((output) => output.sources)).toEqual([sources, sources]);
});

const made = (source: string, apiVersion: string, kind: string, name: string, inNamespace = 'default') =>
  itemOf({
    apiVersion,
    kind,
    metadata: { name, namespace: inNamespace, annotations: { 'rollcall.dev/source': source } },
  });
const earlierOf = (source: string) => [
  made(source, 'lib.projectsveltos.io/v1beta1', 'SveltosCluster', 'alpha'),
  made(source, 'v1', 'Secret', 'alpha-sveltos-kubeconfig'),
];
const standing = earlierOf(SOURCE);
const capiStanding = earlierOf(`cluster.x-k8s.io/Cluster/mgmt/alpha,${SOURCE}`);

interface Kept {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly earlier: readonly Item[];
  readonly options?: Partial<Options>;
  readonly want: readonly Item[];
  readonly told?: string[];
}

const kept: Kept[] = [
  {
    rule: 'missing credentials keep the SveltosCluster and its Secret; consumers’ Secrets are not this one’s to keep',
    given: [profile()],
    earlier: [...standing, made(SOURCE, 'v1', 'Secret', 'default-alpha-kubeconfig', 'argocd')],
    want: standing,
  },
  {
    rule: 'marks alone prove nothing: another name, namespace, kind or group is not kept',
    given: [profile()],
    earlier: [
      made(SOURCE, 'v1', 'Secret', 'admin'),
      made(SOURCE, 'v1', 'Secret', 'alpha-sveltos-kubeconfig', 'kube-system'),
      made(SOURCE, 'v1', 'ServiceAccount', 'alpha'),
      made(SOURCE, 'example.com/v1', 'SveltosCluster', 'alpha'),
      made(SOURCE, 'example.com/v1', 'Secret', 'alpha-sveltos-kubeconfig'),
      made(SOURCE, 'lib.projectsveltos.io/v1beta1', 'SveltosCluster', 'beta'),
    ],
    want: [],
  },
  {
    rule: 'a Cluster whose ClusterProfile has gone keeps no SveltosCluster',
    given: [cluster()],
    earlier: capiStanding,
    want: [],
  },
  {
    rule: 'capiClusters Skip takes back what was made from the Cluster',
    given: fromCapi,
    earlier: capiStanding,
    options: { capiClusters: 'Skip' },
    want: [],
    told: ['info RC354'],
  },
  {
    rule: 'capiClusters Skip does not withdraw what was made from the profile’s own credentials, now missing',
    given: fromCapi,
    earlier: standing,
    options: { capiClusters: 'Skip' },
    want: standing,
    told: ['warning RC341 ClusterProfile default/alpha'],
  },
];

describe('what stays', () => {
  test.each(kept)('$rule', ({ given, earlier, options, want, told: findings = [] }) => {
    const registered = register(filledFrom(given, { earlier }), { ...OPTIONS, ...options });
    expect(registered.keep).toEqual(want);
    expect(registered.outputs).toEqual([]);
    expect(told(registered.findings)).toEqual(findings);
  });
});
