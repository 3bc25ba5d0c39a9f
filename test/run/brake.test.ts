import type { Item } from '../../src/krm/item';
import { type Json, type JsonObject, objectAt } from '../../src/krm/json';
import type { RecogniseMark } from '../../src/outputs/recognise-mark';
import { brakeWithdrawals } from '../../src/run/brake';
import { runFunction } from '../../src/run/run-function';
import {
  base64,
  capiSecret,
  cluster,
  kubeconfig,
  namespace,
  nextInput,
  profile,
  readsSecret,
  secret,
  sentence,
} from '../support/objects';

/** A render that withdraws too much at once, in the fleet of one mistake. */

const config = (spec: JsonObject = {}, kind = 'PublishCredentials', name = 'fleet'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name },
  spec,
});

const argocd = namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });
const kueue = namespace('kueue', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });
const nameOf = (at: number) => `c${String(at).padStart(2, '0')}`;
const clusters = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => nameOf(from + at)).flatMap((name) => [cluster(name), capiSecret(name)]);

function render(items: readonly Item[], functionConfig: Json, allowWithdrawals = false) {
  const outcome = runFunction({ items, functionConfig, allowWithdrawals, findings: [] });
  const codes = outcome.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return { codes, findings: outcome.findings, made: outcome.state === 'rendered' ? outcome.generated : [] };
}

function earlier(items: readonly Item[], functionConfig: Json = config()): readonly Item[] {
  const { made, codes } = render(items, functionConfig);
  expect(codes).toEqual([]);
  return nextInput(made);
}

interface Row {
  readonly rule: string;
  readonly before: number;
  readonly after: number;
  readonly most?: number | string;
  readonly want: readonly string[];
}

const rows: Row[] = [
  { rule: 'three may go', before: 10, after: 7, want: [] },
  { rule: 'and no fourth', before: 10, after: 6, want: ['RC415'] },
  { rule: 'of a larger fleet a tenth', before: 50, after: 45, want: [] },
  { rule: 'and no more', before: 50, after: 44, want: ['RC415'] },
  { rule: 'a number counts as it stands', before: 10, after: 8, most: 1, want: ['RC415'] },
  { rule: 'and may be larger', before: 10, after: 2, most: 8, want: [] },
  { rule: 'none may go', before: 10, after: 9, most: 0, want: ['RC415'] },
  { rule: 'a percentage is of what was there', before: 10, after: 5, most: '50%', want: [] },
  { rule: 'and no more', before: 10, after: 4, most: '50%', want: ['RC415'] },
  { rule: 'a percentage is rounded down', before: 10, after: 9, most: '19%', want: [] },
  { rule: 'and is no less than it says', before: 10, after: 8, most: '19%', want: ['RC415'] },
  { rule: 'a number as a string, as a ConfigMap has it', before: 10, after: 8, most: '1', want: ['RC415'] },
  { rule: 'and no less', before: 10, after: 7, most: '3', want: [] },
  { rule: 'everything of a consumer, whatever may go', before: 2, after: 0, most: '100%', want: ['RC416'] },
  { rule: 'both', before: 5, after: 0, want: ['RC415', 'RC416'] },
];

test.each(rows)('$rule: $before, then $after, maxWithdrawals $most', ({ before, after, most, want }) => {
  const functionConfig = config({ allowEmpty: true, ...(most !== undefined && { maxWithdrawals: most }) });
  const items = [argocd, ...clusters(0, after), ...earlier([argocd, ...clusters(0, before)])];
  expect(render(items, functionConfig).codes).toEqual(want);
  expect(render(items, functionConfig, true).codes).toEqual([]);
});

test('it says what would be withdrawn, how much of what there was, and why', () => {
  const made = earlier([argocd, ...clusters(0, 10)]);
  const deleted = cluster(nameOf(4), { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } });
  const unlabelled = cluster(nameOf(5), { labels: {} });
  const { findings } = render([argocd, ...clusters(6, 10), deleted, unlabelled, ...made], config());
  expect(sentence(findings, 'RC415')).toBe(
    '6 of 10 clusters would be withdrawn, and at most 3 may be at once; gone from the input: default/c00, default/c01, default/c02, default/c03; being deleted: default/c04; still in the input but no longer wanted: default/c05.',
  );
});

test('a consumer that has gone loses all that it has; that withdraws no cluster from the others', () => {
  const made = earlier([argocd, kueue, ...clusters(0, 10)]);
  const gone = render([argocd, ...clusters(0, 10), ...made], config());
  expect(gone.codes).toEqual(['RC416']);
  expect(sentence(gone.findings, 'RC416')).toContain(
    'the consumer in the Namespace kueue (10 clusters, its Namespace is gone from the input)',
  );
  const unlabelled = render([argocd, namespace('kueue'), ...clusters(0, 10), ...made], config());
  expect(sentence(unlabelled.findings, 'RC416')).toContain('still in the input but no longer wanted');
});

test('the consumers of Secrets beside the profiles are told by their names', () => {
  const format = { format: 'MulticlusterRuntime' };
  const made = earlier([argocd, kueue, ...clusters(0, 4)], config(format));
  const { codes, findings } = render([argocd, ...clusters(0, 4), ...made], config(format));
  expect(codes).toEqual(['RC416']);
  expect(sentence(findings, 'RC416')).toContain('the consumer kueue (4 clusters');
});

test('a SveltosCluster and its Secret are one cluster, and its consumers’ Secrets the same one', () => {
  const profiles = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) =>
      profile(nameOf(from + at), { status: readsSecret({ name: 's', key: 'k' }) }),
    );
  const source = [argocd, secret('s', { data: { k: base64(kubeconfig()) } })];
  const all = config({ publishFrom: ['ClusterProfile'] }, 'RenderInventory');
  const made = earlier([...source, ...profiles(0, 8)], all);
  expect(made).toHaveLength(24);
  expect(render([...source, ...profiles(3, 8), ...made], all).codes).toEqual([]);
  const { codes, findings } = render([...source, ...profiles(4, 8), ...made], all);
  expect(codes).toEqual(['RC415']);
  expect(sentence(findings, 'RC415')).toContain('4 of 8 clusters');
  // No consumer is served any more: a withdrawal, though every cluster stays registered.
  const unpublished = config({}, 'RenderInventory');
  expect(render([...source, ...profiles(0, 8), ...made], unpublished).codes).toEqual(['RC415', 'RC416']);
});

test('what is taken over counts, under whatever name it was made', () => {
  const made = earlier([argocd, ...clusters(0, 10)]);
  const renamed = config({ takeOverFrom: ['publish-credentials/fleet'] }, 'PublishCredentials', 'renamed');
  expect(render([argocd, ...clusters(0, 7), ...made], renamed).codes).toEqual([]);
  expect(render([argocd, ...clusters(0, 6), ...made], renamed).codes).toEqual(['RC415']);
});

test('of the configuration and the policies the smallest counts', () => {
  const under = (most: number | string, maxWithdrawals: number | string) =>
    runFunction({
      items: [argocd, ...clusters(0, 8), ...earlier([argocd, ...clusters(0, 10)])],
      functionConfig: config({ maxWithdrawals }),
      policies: [{ file: 'policy.yaml', spec: { maxWithdrawals: most } }],
      findings: [],
    }).findings.filter(({ severity }) => severity === 'error');
  expect(under('10%', 5).map(({ code }) => code)).toEqual(['RC415']);
  expect(under('20%', 5)).toEqual([]);
  expect(under(5, '10%').map(({ code }) => code)).toEqual(['RC415']);
  expect(under(1, 5).map(({ code }) => code)).toEqual(['RC423']);
});

test('what stays for want of credentials is not withdrawn', () => {
  const made = earlier([argocd, ...clusters(0, 10)]);
  const without = clusters(0, 10).filter(({ identity }) => identity.kind === 'Cluster');
  expect(render([argocd, ...without, ...made], config()).codes).toEqual([]);
});

test('where something else is wrong, that is said first', () => {
  const made = earlier([argocd, ...clusters(0, 10)]);
  expect(render([argocd, ...made], config()).codes).toEqual(['RC421']);
});

test.each([-1, 1.5, '10 %', '101%', 'ten', ''])('maxWithdrawals: %p is a wrong configuration', (maxWithdrawals) => {
  expect(render([argocd, ...clusters(0, 1)], config({ maxWithdrawals })).codes).toEqual(['RC207']);
});

describe('consumers that ClusterExternalSecrets select', () => {
  const external = config({ credentials: 'External' });
  const both = [argocd, kueue, ...clusters(0, 2)];

  test('one that drops out of all of them loses everything, though no object leaves', () => {
    const made = earlier(both, external);
    const unlabelled = render([argocd, namespace('kueue'), ...clusters(0, 2), ...made], external);
    expect(unlabelled.codes).toEqual(['RC416']);
    expect(sentence(unlabelled.findings, 'RC416')).toContain('the Namespace kueue (2 clusters, still in the input');
    const gone = render([argocd, ...clusters(0, 2), ...made], external);
    expect(sentence(gone.findings, 'RC416')).toContain('its Namespace is gone from the input');
    const allowed = render([argocd, ...clusters(0, 2), ...made], external, true);
    expect(allowed.codes).toEqual([]);
  });

  test('one that still receives a cluster, or its own objects instead, does not', () => {
    const made = earlier(both, external);
    const fewer = render([argocd, kueue, ...clusters(0, 1), ...made], external);
    expect(fewer.codes).toEqual([]);
    const pairs = config({ credentials: 'External', externalSecrets: { objects: 'ExternalSecret' } });
    expect(render([...both, ...made], pairs).codes).not.toContain('RC416');
  });

  test('one that is denied while the credentials are missing stops the render', () => {
    const runner = (more: JsonObject[] = []) =>
      config(
        { credentials: 'External', consumers: [...more, { match: 'argo' }, { match: 'kueue' }] },
        'RenderInventory',
      );
    const [source] = [profile('p', { status: readsSecret({ name: 'p-access', key: 'value' }) })];
    const spec = (rules: JsonObject) => ({
      ...rules,
      spec: { ...objectAt(rules, 'spec'), publishFrom: ['ClusterProfile'] },
    });
    const home = namespace('default');
    const made = earlier([argocd, kueue, home, source], spec(runner()));
    const lost = [argocd, kueue, home, profile('p', { status: {} }), ...made];
    expect(render(lost, spec(runner())).codes).toEqual([]);
    const denied = render(lost, spec(runner([{ match: 'kueue', deny: true }])));
    expect(denied.codes).toEqual(['RC782']);
    expect(sentence(denied.findings, 'RC782')).toContain('still selects Namespace kueue');
  });
});

describe('of what it is given', () => {
  const made = (name: string, ...sources: string[]) =>
    secret(name, { annotations: { 'rollcall.dev/source': sources.join(',') } });
  /** What an object is stands in its name: `<role>.<cluster>.<consumer>`. */
  const recognise: RecogniseMark = ({ identity }) => {
    const [role = '', madeFor = '', consumer] = identity.name.split('.');
    const of = ROLES.find((one) => one.toLowerCase() === role);
    if (of === undefined) return { state: 'altered', why: 'nobody knows it' };
    return { state: 'made', role: of, madeFor, consumer: consumer ? { namespace: consumer } : undefined };
  };
  const ROLES = ['ConsumerSecret', 'SveltosCluster', 'SveltosSecret', 'SecretAccess', 'Instantiated'] as const;
  const brake = (leaving: Item[], staying: Item[], items: Item[] = []) =>
    brakeWithdrawals({ earlier: [...leaving, ...staying], leaving, items }, [0], recognise);
  const codes = (leaving: Item[], staying: Item[] = []) => brake(leaving, staying).map(({ code }) => code);

  test.each<[rule: string, leaving: string[], staying: string[], want: string[]]>([
    ['a SveltosCluster and its Secret', ['sveltoscluster.a', 'sveltossecret.a'], [], ['RC415']],
    ['the Secret of a SveltosCluster that stays', ['sveltossecret.a'], ['sveltoscluster.a'], []],
    ['one of two consumers’ Secrets', ['consumersecret.a.x'], ['consumersecret.a.y', 'consumersecret.b.x'], []],
    ['the leave to read Secrets', ['secretaccess.a'], ['sveltoscluster.a'], []],
    ['what is no output', ['other.a'], [], []],
  ])('%s', (_rule, leaving, staying, want) => {
    const all = (names: string[]) => names.map((name) => made(name));
    expect(codes(all(leaving), all(staying))).toEqual(want);
  });

  test('what an EventTrigger made comes from sources, and from clusters where anything else does', () => {
    const [one, other] = [made('instantiated.a'), made('sveltoscluster.b')];
    expect(sentence(brake([one], []), 'RC415')).toContain('1 of 1 sources of objects');
    expect(sentence(brake([one], [other]), 'RC415')).toContain('1 of 2 clusters');
  });

  test('a cluster is being deleted where all of its sources are', () => {
    const source = (name: string, deletionTimestamp?: string) =>
      cluster(name, { metadata: deletionTimestamp === undefined ? {} : { deletionTimestamp } });
    const sources = [source('a', '2026-01-01T00:00:00Z'), source('b')];
    const leaving = made('sveltoscluster.x', ...sources.map(({ key }) => key));
    expect(sentence(brake([leaving], [], sources), 'RC415')).toContain('still in the input but no longer wanted: x');
    expect(sentence(brake([leaving], [], sources.slice(0, 1)), 'RC415')).toContain('being deleted: x');
    expect(sentence(brake([leaving], [], []), 'RC415')).toContain('gone from the input: x');
  });

  test('a consumer’s Namespace is the reason only where the clusters are still wanted', () => {
    const source = cluster('a');
    const leaving = made('consumersecret.a.team', source.key);
    const cause = (...items: Item[]) => sentence(brake([leaving], [], items), 'RC416');
    expect(cause(source)).toContain('its Namespace is gone from the input');
    expect(cause(source, namespace('team'))).toContain('still in the input but no longer wanted');
    expect(cause()).toContain('gone from the input)');
    expect(cause()).not.toContain('Namespace is gone');
  });
});
