import { readKubeconfig } from '../../src/api/kubeconfig';
import type { Item } from '../../src/krm/item';
import { type Json, type JsonObject, objectAt } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { capiSecret, cluster, itemOf, namespace, nextInput, plain, profile, secret, told } from '../support/objects';

/** Promises of the contracts that take two renders, or two rules, to break. */

const config = (kind: string, spec: JsonObject = {}, name = 'fleet'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name },
  spec,
});

function render(items: readonly Item[], functionConfig: Json) {
  const outcome = runFunction({ items, functionConfig, findings: [] });
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return {
    codes: outcome.findings.map(({ code }) => code),
    objects: outcome.generated.map(plain),
    next: nextInput(outcome.generated),
  };
}

const codesOf = (items: readonly Item[], functionConfig: Json) =>
  runFunction({ items, functionConfig, findings: [] })
    .findings.map(({ code }) => code)
    .filter((code) => code !== 'RC660');

const consumer = (name: string, of: string) => namespace(name, { 'x-k8s.io/cluster-inventory-consumer': of });
const home = namespace('default');
const ownerOf = ({ metadata }: JsonObject) =>
  JSON.stringify(metadata).match(/"rollcall.dev\/generated-by":"([^"]*)"/)?.[1];
const other = [cluster('beta'), capiSecret('beta')];

test('a missing Secret withdraws nothing, though the two formats of consumer Secrets share a name', () => {
  const runtime = config('PublishCredentials', { format: 'MulticlusterRuntime' });
  const around = [consumer('argocd', 'default'), home, cluster('alpha'), ...other];
  const first = render([...around, capiSecret('alpha')], runtime);
  const second = render([...around, ...first.next], runtime);
  expect(second.codes).toContain('RC341');
  expect(second.objects).toEqual(first.objects);
});

test('what is kept for a missing Secret changes hands with its owner', () => {
  const around = [consumer('argocd', 'argo'), home, cluster('alpha'), ...other];
  const first = render([...around, capiSecret('alpha')], config('PublishCredentials'));
  const renamed = config('PublishCredentials', { takeOverFrom: ['publish-credentials/fleet'] }, 'renamed');
  const second = render([...around, ...first.next], renamed);
  expect(second.codes).toEqual(expect.arrayContaining(['RC341', 'RC412']));
  const inTheNameOf = (name: string) => JSON.stringify(first.objects).replaceAll('publish-credentials/fleet', name);
  expect(JSON.stringify(second.objects)).toBe(inTheNameOf('publish-credentials/renamed'));
  const third = render([...around, ...second.next], config('PublishCredentials', {}, 'renamed'));
  expect(third.objects).toEqual(second.objects);
});

test('what is kept and handed over keeps its labels, its finalizers and what its host has on it', () => {
  const around = [consumer('argocd', 'argo'), home, cluster('alpha'), ...other];
  const [kept] = render([...around, capiSecret('alpha')], config('PublishCredentials')).next;
  const { metadata, ...rest } = kept?.object ?? {};
  const { annotations, labels, ...named } = objectAt({ metadata }, 'metadata');
  const host = { 'config.kubernetes.io/path': 'mine/a.yaml', 'internal.config.kubernetes.io/index': '1' };
  const mine = {
    ...named,
    finalizers: ['example.com/keep'],
    labels: { ...objectAt(labels), team: 'mine' },
    annotations: { ...objectAt(annotations), ...host, note: 'mine' },
  };
  const renamed = config('PublishCredentials', { takeOverFrom: ['publish-credentials/fleet'] }, 'renamed');
  const { objects } = render([...around, itemOf({ ...rest, metadata: mine })], renamed);
  const adopted = objects.find(({ metadata }) => objectAt(metadata).name === named.name);
  const owned = { ...mine.annotations, 'rollcall.dev/generated-by': 'publish-credentials/renamed' };
  expect(adopted).toEqual({ ...rest, metadata: { ...mine, annotations: owned } });
});

test('an object that nobody marked is handed over by the annotation that its finding names', () => {
  const around = [consumer('argocd', 'argo'), home, cluster('alpha'), capiSecret('alpha')];
  const byHand = (annotations: Record<string, string>) =>
    secret('default-alpha-kubeconfig', { namespace: 'argocd', annotations });
  expect(codesOf([...around, byHand({})], config('PublishCredentials'))).toEqual(['RC402']);
  const marked = byHand({ 'rollcall.dev/generated-by': 'publish-credentials/fleet' });
  expect(render([...around, marked], config('PublishCredentials')).objects).toEqual(
    render(around, config('PublishCredentials')).objects,
  );
});

test('a SveltosCluster that was made without credentials follows its profile', () => {
  const events = config('RegisterSveltosClusters', { format: 'SveltosEvents' });
  const first = render([home, profile('alpha', { labels: { env: 'old' } })], events);
  const second = render([home, profile('alpha', { labels: { env: 'new' } }), ...first.next], events);
  expect(second.codes).toContain('RC345');
  expect(JSON.stringify(second.objects)).toContain('"env":"new"');
});

test('capiClusters: Skip leaves a Cluster’s profile alone before its credentials come, too', () => {
  const skip = config('RenderInventory', { format: 'SveltosEvents', capiClusters: 'Skip' });
  const items = [consumer('argocd', 'argo'), home, cluster('alpha'), profile('alpha'), ...other];
  expect(render(items, skip).objects.map(({ kind }) => kind)).toEqual(['Secret']);
});

test('the functionConfig’s name names the owner; the key of a ConfigMap does where it has none', () => {
  const items = [consumer('argocd', 'argo'), home, ...other];
  const named = (name: string, data: JsonObject) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  expect(render(items, named('mine', { name: 'other' })).objects.map(ownerOf)).toEqual(['render-inventory/mine']);
  const byKpt = named('function-input', { name: 'other' });
  expect(render(items, byKpt).objects.map(ownerOf)).toEqual(['render-inventory/other']);
});

test('objects that a function does not read pass, whatever they look like', () => {
  const twins = [profile('alpha', { metadata: { labels: { n: 1 } } }), profile('alpha')];
  expect(codesOf([consumer('argocd', 'argo'), home, ...other, ...twins], config('PublishCredentials'))).toEqual([]);
});

test('an object that is being deleted is passed over before its shape is looked at', () => {
  const old = cluster('old', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', labels: { a: 1 } } });
  expect(codesOf([consumer('argocd', 'argo'), home, ...other, old], config('PublishCredentials'))).toEqual(['RC111']);
});

test('a wrong configuration does not hide what is wrong with the objects', () => {
  const items = [namespace('a', {}, { metadata: { labels: { n: 1 } } })];
  expect(codesOf(items, config('PublishCredentials', { x: 1 })).sort()).toEqual(['RC110', 'RC206']);
});

test('a kubeconfig names a cluster when one of its entries does', () => {
  const text = 'clusters:\n- name: a\n  cluster: {}\n- name: b\n  cluster:\n    server: https://b\n';
  expect(readKubeconfig(text).state).toBe('kubeconfig');
  expect(readKubeconfig(text.replace('server', 'other')).state).toBe('names no cluster');
});
