import type { JsonObject } from '../../src/krm/json';
import { objectAt, textOf } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { explain } from '../../src/views/explain';
import { writeList } from '../../src/views/write-list';
import { capiSecret, cluster, itemOf, namespace, plain, profile, sentence, told } from '../support/objects';

/** Who receives what, by the rules of `consumers`: each row is who receives alpha (prod, eu) and beta (test, us). */
const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const SET = 'clusterset.multicluster.x-k8s.io';
const members = (name: string, labels: Record<string, string>) => [
  cluster(name, { labels: { 'clusterprofile-name': name, ...labels } }),
  capiSecret(name),
];
const fleet = [
  ...members('alpha', { env: 'prod', 'clusterset.k8s.io': 'eu' }),
  ...members('beta', { env: 'test', 'clusterset.k8s.io': 'us' }),
  profile('alpha', {
    namespace: 'home-eu',
    labels: { tier: 'gold' },
    status: { properties: [{ name: 'gpu count', value: '8 GPUs' }] },
  }),
  namespace('home-eu', { [SET]: 'eu' }),
  namespace('home-us', { [SET]: 'us' }),
  namespace('argocd', { [CONSUMER]: 'argo' }),
  namespace('team-eu', { [CONSUMER]: 'runner', team: 'one' }),
  namespace('team-us', { [CONSUMER]: 'runner', team: 'two' }),
];

function render(spec: JsonObject, extra = fleet.slice(0, 0), base = fleet) {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec: { credentials: 'Copy', capiClusters: 'Skip', ...spec },
  };
  const outcome = runFunction({ items: [...base, ...extra], functionConfig, findings: [] });
  const secrets = outcome.state === 'failed' ? [] : outcome.generated.map(plain);
  const received = secrets.map(({ metadata }) => {
    const { namespace, name } = objectAt(metadata);
    return `${textOf(name).replace(/^home-..-|-kubeconfig$/g, '')} in ${textOf(namespace)}`;
  });
  return { outcome, received: received.sort(), codes: told(outcome.findings) };
}

const all = (...names: string[]) => names.flatMap((name) => ['alpha', 'beta'].map((one) => `${one} in ${name}`)).sort();
const matchLabels = (labels: Record<string, string>) => ({ matchLabels: labels });

test.each<{ rule: string; spec: JsonObject; want: string[] }>([
  { rule: 'no rules: everybody everything', spec: {}, want: all('argocd', 'team-eu', 'team-us') },
  { rule: 'an empty list of rules: nobody anything', spec: { consumers: [] }, want: [] },
  { rule: 'a consumer by its label’s value', spec: { consumers: [{ match: 'argo' }] }, want: all('argocd') },
  {
    rule: 'Namespaces by a selector; one without the consumer label is no consumer',
    spec: { consumers: [{ match: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['two'] }] } }] },
    want: all('argocd', 'team-eu'),
  },
  {
    rule: 'clusters by labels of the Cluster',
    spec: { consumers: [{ match: 'runner', clusters: { cluster: matchLabels({ env: 'prod' }) } }] },
    want: ['alpha in team-eu', 'alpha in team-us'],
  },
  {
    rule: 'by labels of the ClusterProfile: a cluster without one fits no selector',
    spec: {
      consumers: [
        { match: 'argo', clusters: { clusterProfile: { matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] } } },
      ],
    },
    want: ['alpha in argocd'],
  },
  {
    rule: 'by properties, which need not look like labels',
    spec: { consumers: [{ match: 'argo', clusters: { properties: matchLabels({ 'gpu count': '8 GPUs' }) } }] },
    want: ['alpha in argocd'],
  },
  {
    rule: 'by ClusterSet',
    spec: { consumers: [{ match: 'argo', clusters: { clusterSets: ['us'] } }] },
    want: ['beta in argocd'],
  },
  {
    rule: 'every condition has to hold',
    spec: {
      consumers: [{ match: 'argo', clusters: { clusterSets: ['us'], cluster: matchLabels({ env: 'prod' }) } }],
    },
    want: [],
  },
  {
    rule: 'the first rule that covers both decides, and may deny',
    spec: {
      consumers: [
        { match: 'runner', clusters: { cluster: matchLabels({ env: 'prod' }) }, deny: true },
        { match: matchLabels({ team: 'one' }) },
        { match: 'argo' },
      ],
    },
    want: ['alpha in argocd', 'beta in argocd', 'beta in team-eu'],
  },
  {
    rule: 'a later rule that denies denies nothing',
    spec: { consumers: [{ match: 'argo' }, { match: 'argo', deny: true }] },
    want: all('argocd'),
  },
])('$rule', ({ spec, want }) => {
  const { received, codes } = render(spec);
  expect(received).toEqual(want);
  expect(codes.filter((line) => line.startsWith('error') && !/RC40/.test(line))).toEqual(
    want.length === 0 ? codes.filter((line) => line.startsWith('error')) : [],
  );
  expect(codes.includes('warning RC313')).toBe(spec.consumers === undefined);
});

const decision = (
  name: string,
  profiles: string[],
  labels: Record<string, string> = {},
  where: { namespace: string } = { namespace: 'home-us' },
) =>
  itemOf({
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'PlacementDecision',
    metadata: { name, ...where, labels },
    decisions: profiles.map((path) => {
      const [namespace = '', name = ''] = path.split('/');
      return { clusterProfileRef: namespace === '' ? { name } : { name, namespace } };
    }),
  });
const placed = { consumers: [{ match: 'argo', clusters: { placementDecision: 'home-us/gpu' } }] };
const slice = (index: number) => ({
  'multicluster.x-k8s.io/decision-key': 'gpu',
  'multicluster.x-k8s.io/decision-index': String(index),
});

test('a PlacementDecision chooses clusters, in all of its slices', () => {
  expect(render(placed, [decision('gpu', ['home-eu/alpha'])]).received).toEqual(['alpha in argocd']);
  const slices = [decision('gpu-0', ['home-eu/alpha'], slice(0)), decision('gpu-1', ['/beta'], slice(1))];
  expect(render(placed, slices).received).toEqual(all('argocd'));
});

test('a PlacementDecision of another namespace decides nothing', () => {
  const elsewhere = { namespace: 'tenant' };
  const stop = 'error RC667 spec.consumers[0].clusters.placementDecision';
  expect(render(placed, [decision('gpu', ['home-eu/alpha'], {}, elsewhere)]).codes).toContain(stop);
  expect(render(placed, [decision('gpu-0', ['home-eu/alpha'], slice(0), elsewhere)]).codes).toContain(stop);
  const rogue = decision('gpu-2', ['home-eu/alpha'], slice(1), elsewhere);
  expect(render(placed, [decision('gpu', ['/beta']), rogue]).received).toEqual(['beta in argocd']);
});

test('one slice of a PlacementDecision can be named, if it is whole by itself', () => {
  const named = (name: string) => ({
    consumers: [{ match: 'argo', clusters: { placementDecision: `home-us/${name}` } }],
  });
  const slices = [decision('gpu-a', ['/beta'], slice(0)), decision('gpu-b', ['home-eu/alpha'], slice(1))];
  expect(render(named('gpu-a'), slices).received).toEqual(['beta in argocd']);
  const stop = 'error RC667 spec.consumers[0].clusters.placementDecision';
  expect(render(named('gpu-b'), slices).codes).toContain(stop);
  const elsewhere = decision('gpu-a', ['/beta'], slice(0), { namespace: 'tenant' });
  expect(render(named('gpu-a'), [elsewhere]).codes).toContain(stop);
});

test.each([
  { of: 'the Cluster', labels: { 'clusterset.k8s.io': 'us' }, profileSet: 'eu', want: 'us' },
  { of: 'the ClusterProfile', labels: {}, profileSet: 'us', want: 'us' },
  { of: 'the Namespace of the ClusterProfile', labels: {}, profileSet: undefined, want: 'eu' },
])('the ClusterSet of a cluster is the one of $of', ({ labels, profileSet, want }) => {
  const SETS = ['us', 'eu'];
  const extra = [
    ...members('gamma', { 'clusterprofile-namespace': 'home-eu', ...labels }),
    profile('gamma', {
      namespace: 'home-eu',
      labels: profileSet === undefined ? {} : { 'multicluster.x-k8s.io/clusterset': profileSet },
    }),
  ];
  const inSet = (set: string) =>
    render({ consumers: [{ match: 'argo', clusters: { clusterSets: [set] } }] }, extra).received.includes(
      'gamma in argocd',
    );
  expect(SETS.filter(inSet)).toEqual([want]);
});

test('one that is missing, or a slice of it, stops the render', () => {
  const stop = 'error RC667 spec.consumers[0].clusters.placementDecision';
  const absent = render(placed);
  expect(absent.codes).toContain(stop);
  expect(sentence(absent.outcome.findings, 'RC667')).toContain('the input does not hold it');
  const later = render(
    placed,
    [0, 1, 3].map((at) => decision(`gpu-${at}`, ['/beta'], slice(at))),
  );
  expect(later.codes).toContain(stop);
  expect(sentence(later.outcome.findings, 'RC667')).toContain('its slice 2 is not in the input');
  expect(render(placed, [decision('gpu-1', ['/beta'], slice(1))]).codes).toContain(stop);
});

test.each(['x', '1.5', '4000000000'])('a slice whose number is %j is no slice of it', (number) => {
  const labels = { ...slice(0), 'multicluster.x-k8s.io/decision-index': number };
  const { codes } = render(placed, [decision('gpu-0', ['/beta'], slice(0)), decision('gpu-1', [], labels)]);
  expect(codes).toContain('error RC667 spec.consumers[0].clusters.placementDecision');
});

test('sameClusterSetOnly keeps clusters in their ClusterSet', () => {
  const team = namespace('team-set', { [CONSUMER]: 'runner', [SET]: 'eu-teams' });
  const { received, codes } = render({ sameClusterSetOnly: true, allowEmpty: true }, [team]);
  expect(received).toEqual([]);
  expect(codes).toContain('warning RC668');
  expect(codes).not.toContain('warning RC313');
  expect(codes).not.toContain('warning RC669');
  const zone = namespace('zone', { [CONSUMER]: 'runner', [SET]: 'eu' });
  expect(render({ sameClusterSetOnly: true }, [zone]).received).toEqual(['alpha in zone']);
});

test('sameClusterSetOnly gives a cluster without a ClusterSet to nobody, and names the consumers without one', () => {
  const zone = (name: string, set: string) => namespace(name, { [CONSUMER]: name, [SET]: set });
  const none = namespace('none', { [CONSUMER]: 'none' });
  const base = [
    ...members('gamma', {}),
    ...members('alpha', { 'clusterset.k8s.io': 'eu' }),
    namespace('home-eu', { [SET]: 'eu' }),
  ];
  const spec = { sameClusterSetOnly: true };
  const mixed = render(spec, [none, zone('zone', 'eu')], base);
  expect(mixed.received).toEqual(['alpha in zone']);
  expect(sentence(mixed.outcome.findings, 'RC668')).toMatch(/none/);
  expect(sentence(mixed.outcome.findings, 'RC668')).not.toMatch(/zone/);
  expect(render(spec, [zone('zone', 'eu')], base).codes).not.toContain('warning RC668');
});

test('without a cluster, no rule is idle and nobody is left out', () => {
  const consumers = [{ match: 'argo', clusters: { clusterSets: ['eu'] } }];
  const { codes } = render(
    { consumers, allowEmpty: true },
    [],
    [namespace('argocd', { [CONSUMER]: 'argo' }), namespace('x', { [CONSUMER]: 'x' })],
  );
  expect(codes.filter((line) => /RC66[59]/.test(line))).toEqual([]);
});

test.each(['cluster', 'clusterProfile', 'properties'])(
  'a selector that cannot be read is an error at its field: %s',
  (part) => {
    const wrong = { matchExpressions: [{ key: 'x', operator: 'In', values: [] }] };
    const { codes } = render({ consumers: [{ match: 'nobody' }, { match: 'argo', clusters: { [part]: wrong } }] });
    expect(codes).toContain(`error RC666 spec.consumers[1].clusters.${part}`);
    // What else is idle may be so for that reason.
    expect(codes).not.toContain('warning RC665 spec.consumers[0].match');
  },
);

test('what decides nothing is a warning, and what cannot be read an error', () => {
  const idle = render({
    consumers: [{ match: 'argocd' }, { match: 'argo', clusters: { clusterSets: ['EU'] } }, { match: 'argo' }],
  });
  expect(idle.codes).toEqual(
    expect.arrayContaining([
      'warning RC665 spec.consumers[0].match',
      'warning RC665 spec.consumers[1].clusters',
      'warning RC669',
    ]),
  );
  const wrong = render({ consumers: [{ match: { matchLabels: { 'not a key': 'x' } } }] });
  expect(wrong.codes).toContain('error RC666 spec.consumers[0].match');
});

test('the record and explanations name the rule', () => {
  const consumers = [
    { name: 'no prod for runners', match: 'runner', clusters: { cluster: matchLabels({ env: 'prod' }) }, deny: true },
    { match: 'argo' },
  ];
  const { outcome } = render({ consumers });
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  const [alpha] = outcome.record.fleet.clusters;
  expect(alpha?.delivery).toMatchObject({
    state: 'delivered',
    rule: 'Rules',
    to: [{ name: 'argo' }],
    verdicts: [
      { outcome: 'receives', rule: 'consumers[1]' },
      { outcome: 'denied', rule: 'no prod for runners' },
      { outcome: 'denied', rule: 'no prod for runners' },
    ],
  });
  const lines = explain(outcome.record, [], 'home-eu/alpha').flatMap(({ sections }) =>
    sections.flatMap(({ lines }) => lines),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'argo in Namespace argocd, by the rule consumers[1]',
      'Not runner in Namespace team-eu: the rule no prod for runners denies it.',
    ]),
  );
  const list = writeList(outcome.record, [], {
    form: 'csv',
    wide: false,
    filter: {},
    paint: (text) => text,
    hide: (text) => text,
  });
  expect('text' in list && list.text).toMatch(/home-eu\/alpha,.*,by consumers\[1\],not by no prod for runners,/);
});

test('a ClusterExternalSecret selects the consumers that rules let have the cluster', () => {
  const { outcome } = render({ credentials: 'External', consumers: [{ match: matchLabels({ team: 'one' }) }] });
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  const selectors = outcome.generated.map((one) => objectAt(plain(one), 'spec').namespaceSelectors);
  const only = [
    {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team-eu'] }],
      matchLabels: { [CONSUMER]: 'runner' },
    },
  ];
  expect(selectors).toEqual([only, only]);
});
