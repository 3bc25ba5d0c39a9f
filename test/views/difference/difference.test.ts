import type { Item } from '../../../src/krm/item';
import { writeDifference } from '../../../src/views';
import {
  base64,
  capiSecret,
  cluster,
  FAKE_MATERIAL,
  kubeconfig,
  namespace,
  profile,
  readsSecret,
  secret,
} from '../../support/objects';
import { compare, compareOpened, linesOf, plain, sideOf } from './sides';

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const argocd = namespace('argocd', { [CONSUMER]: 'argo' });
const kueue = namespace('kueue-system', { [CONSUMER]: 'kueue' });
const edge = namespace('fleet-edge', { 'clusterset.multicluster.x-k8s.io': 'edge' });
const alpha = [cluster('alpha'), capiSecret('alpha')];
const beta = [cluster('beta'), capiSecret('beta')];
const delta = (labels: Record<string, string> = { env: 'prod' }) => [
  profile('delta', { labels, status: readsSecret({ name: 'source', key: 'k' }) }),
  secret('source', { data: { k: base64(kubeconfig('delta')) } }),
];
const rotated = (name: string) =>
  capiSecret(name, { data: { value: base64(kubeconfig(name).replace(FAKE_MATERIAL, `${FAKE_MATERIAL}-2`)) } });
const fleet = [argocd, kueue, edge, ...alpha, ...beta, ...delta()];
const without = (items: readonly Item[], ...gone: readonly Item[]) => items.filter((item) => !gone.includes(item));

test('a fleet does not differ from itself, whatever order it is in', () => {
  const record = compare(fleet, [...fleet].reverse());
  expect(record).toMatchObject({ differs: false, clusters: [], consumers: [], clusterSets: [], objects: [] });
});

test('a cluster that joins, and one that leaves with the reason', () => {
  const before = without(fleet, ...beta);
  expect(linesOf(compare(before, fleet))).toEqual([
    '+ default/beta joins, from Cluster mgmt/beta: credentials for 2 consumers (2 objects)',
  ]);
  expect(linesOf(compare(fleet, before))).toEqual([
    '- default/beta leaves (2 objects): the Cluster is no longer in the input',
  ]);
});

test('a cluster whose label is gone leaves for that reason', () => {
  const unnamed = cluster('beta', { labels: { 'clusterprofile-nam': 'beta' } });
  const [was] = beta;
  expect(linesOf(compare(fleet, [...without(fleet, ...(was ? [was] : [])), unnamed]))).toEqual([
    '- default/beta leaves (2 objects): it has no label clusterprofile-name; nearest: clusterprofile-nam',
  ]);
});

test('a cluster that gets another ClusterProfile moves', () => {
  const labels = { 'clusterprofile-name': 'beta', 'clusterset.k8s.io': 'edge' };
  const [was] = beta;
  const record = compare(fleet, [...without(fleet, ...(was ? [was] : [])), cluster('beta', { labels })]);
  expect(linesOf(record)).toEqual([
    '> fleet-edge/beta was default/beta: every object that is made for it gets another name or namespace (2 removed, 2 added)',
  ]);
  expect(record.objects.map(({ explainedBy }) => explainedBy)).toEqual(['cluster', 'cluster']);
});

test('a consumer that joins is one line, however many clusters it receives', () => {
  const record = compare(without(fleet, kueue), fleet);
  expect(linesOf(record)).toEqual([
    '+ kueue in Namespace kueue-system joins and receives the credentials of 2 clusters',
  ]);
  expect(record.clusters).toEqual([]);
  expect(linesOf(compare(fleet, without(fleet, kueue)))).toEqual([
    '- kueue in Namespace kueue-system leaves and loses the credentials of 2 clusters: the Namespace is no longer in the input',
  ]);
});

test('a kubeconfig that rotates is one line for all of its Secrets, and never shown', () => {
  const [, was] = alpha;
  const record = compare(fleet, [...without(fleet, ...(was ? [was] : [])), rotated('alpha')]);
  const [line, ...more] = linesOf(record);
  expect(line).toMatch(
    /^~ default\/alpha has new credentials in 2 Secrets: user alpha-admin; token \(34 bytes, sha256 [0-9a-f]{8}\) → \(36 bytes, sha256 [0-9a-f]{8}\)$/,
  );
  expect(more).toEqual([]);
  expect(JSON.stringify(record)).not.toContain(FAKE_MATERIAL);
  expect(JSON.stringify(record)).not.toContain(base64(FAKE_MATERIAL).slice(0, 20));
});

test('labels that select add-ons, each value once for all clusters that share it', () => {
  const record = compare(
    [...fleet, profile('eta', { labels: { env: 'prod' }, status: readsSecret({ name: 'source', key: 'k' }) })],
    [
      ...without(fleet, ...fleet.slice(-2)),
      ...delta({ env: 'stage', tier: 'one' }),
      profile('eta', { labels: { env: 'stage' }, status: readsSecret({ name: 'source', key: 'k' }) }),
    ],
  );
  expect(linesOf(record)).toEqual([
    '~ env: prod → stage on default/delta, default/eta',
    '+ tier: none → one on default/delta',
  ]);
});

test('other fields, with their values before and after, each group of the same once', () => {
  const template = (paused: boolean) => ({ template: { spec: { paused } } });
  expect(linesOf(compare(fleet, fleet, template(false), template(true)))).toEqual([
    '~ SveltosCluster/default/delta',
    'spec.paused: false → true',
  ]);
  const keys = linesOf(compare(fleet, fleet, {}, { dataKeys: ['kubeconfig'] }));
  expect(keys.filter((line) => /^[~+-]/.test(line))).toEqual([
    '~ 2 objects of kind Secret: Secret/argocd/default-alpha-kubeconfig, Secret/kueue-system/default-alpha-kubeconfig',
    '~ 2 objects of kind Secret: Secret/argocd/default-beta-kubeconfig, Secret/kueue-system/default-beta-kubeconfig',
  ]);
});

test('a cluster whose registration and receivers change keeps its place', () => {
  const only = { publishFrom: ['CAPICluster', 'ClusterProfile'] };
  expect(linesOf(compare(fleet, fleet, {}, only))).toEqual([
    '+ argocd, kueue-system now receives the credentials of default/delta',
  ]);
  expect(linesOf(compare([...fleet, profile('alpha')], fleet))).toEqual([
    '~ default/alpha',
    'It is no longer registered.',
    'Sources: Cluster mgmt/alpha, ClusterProfile → Cluster mgmt/alpha',
  ]);
});

describe('1,000 clusters and 5 consumers', () => {
  const names = Array.from({ length: 1000 }, (_, at) => `k${String(at).padStart(4, '0')}`);
  const consumers = ['a', 'b', 'c', 'd', 'e'].map((name) => namespace(name, { [CONSUMER]: name }));
  const members = (
    chosen: readonly string[],
    secretOf: (name: string) => Item = capiSecret,
    labels: Record<string, string> = { env: 'prod' },
  ) => chosen.flatMap((name) => [cluster(name), secretOf(name), profile(name, { labels })]);
  const all = [...consumers, ...members(names)];
  const old = sideOf('old', all);
  const compareWith = (items: readonly Item[], spec = {}) => compareOpened(old, sideOf('new', items, spec));

  test.each<[string, readonly Item[], string]>([
    ['one rotates', [...consumers, ...members(names.slice(1)), ...members(['k0000'], rotated)], 'in 6 Secrets'],
    ['a label changes on all', [...consumers, ...members(names, capiSecret, { env: 'stage' })], 'and 990 more'],
    ['a consumer leaves', all.slice(1), 'loses the credentials of 1000 clusters'],
    ['half of them leave', [...consumers, ...members(names.slice(500))], '500 clusters leave (3500 objects)'],
  ])('%s: one line', (_, is, words) => {
    const [line, ...more] = linesOf(compareWith(is));
    expect(line).toContain(words);
    expect(more).toEqual([]);
  });

  test('another key for every Secret is one line, with the fields', () => {
    expect(linesOf(compareWith(all, { dataKeys: ['kubeconfig'] }))).toEqual([
      '~ 5000 objects of kind Secret: Secret/a/default-k0000-kubeconfig, Secret/b/default-k0000-kubeconfig, Secret/c/default-k0000-kubeconfig and 4997 more',
      'data.config goes, with values that differ',
      'data.kubeconfig is new, with values that differ',
    ]);
  });

  test('all rotate: a line for each, and a comment on a pull request says what it leaves out', () => {
    const record = compareWith([...consumers, ...members(names, rotated)]);
    expect(linesOf(record)).toHaveLength(1000);
    const comment = writeDifference(record, 'markdown', plain);
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_536);
    const shown = comment.match(/^- /gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(300);
    expect(comment).toContain(
      `\n${1000 - shown} more lines are left out, because a comment has a limit of 65,536 characters.`,
    );
    expect(comment.match(/<details>|<\/details>/g)).toEqual(['<details>', '</details>']);
    expect(comment.trimEnd()).toMatch(/Run `rollcall diff` to see all of it\.$/);
  });
});

test('up to 60 lines are open, more are folded', () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);
  const comment = (count: number) => {
    const members = (secretOf: (name: string) => Item) =>
      names(count).flatMap((name) => [cluster(name), secretOf(name)]);
    return writeDifference(compare([kueue, ...members(capiSecret)], [kueue, ...members(rotated)]), 'markdown', plain);
  };
  expect(comment(50)).not.toContain('<details>');
  expect(comment(70)).toContain('<details><summary>71 lines</summary>\n\n**Credentials**');
});

test('what repeats a secret is not shown, wherever it is', () => {
  const annotations = { note: `see ${FAKE_MATERIAL}-delta`, other: 'production' };
  const withNotes = { template: { metadata: { annotations } } };
  expect(linesOf(compare(fleet, fleet, {}, withNotes))).toEqual([
    '~ SveltosCluster/default/delta',
    expect.stringMatching(/^metadata\.annotations\.note: none → \(38 bytes, sha256 [0-9a-f]{8}\)$/),
    'metadata.annotations.other: none → "production"',
  ]);
});
