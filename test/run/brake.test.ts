import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
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
