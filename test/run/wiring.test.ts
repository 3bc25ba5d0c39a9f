import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { namespace, nextInput, plain, profile, readsSecret } from '../support/objects';

/** Consumers that are wired: what they know and may read follows the rules, and nobody takes it for clusters. */

const config = (kind: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name: 'fleet' },
  spec,
});
const access = { kueue: 'ClusterProfile', serviceAccounts: [{ name: 'kueue' }] };
const wire = (...consumers: JsonObject[]) => config('WireConsumers', { consumers });
const everything = wire({ match: 'kueue', access });
const kueue = namespace('kueue', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });
const offered = (name: string, provider?: JsonObject) =>
  profile(name, { labels: { name }, status: provider ?? readsSecret({ name: `${name}-kubeconfig`, key: 'value' }) });
const around = [namespace('default'), kueue];

function render(items: readonly Item[], functionConfig: JsonObject) {
  const outcome = runFunction({ items: [...around, ...items], functionConfig, findings: [] });
  const made = outcome.state === 'rendered' ? outcome.generated : [];
  return { codes: outcome.findings.map(({ code }) => code), objects: made.map(plain), next: nextInput(made) };
}

function lines(objects: readonly JsonObject[]): string[] {
  return objects.map((object) => {
    const { namespace: place, name } = objectAt(object, 'metadata');
    return [object.kind, place, name].filter(Boolean).map(textOf).join(' ');
  });
}

const secretsOf = (objects: readonly JsonObject[]) =>
  objects
    .filter(({ kind }) => kind === 'Role')
    .flatMap(({ rules }) => [rules ?? []].flat().map((rule) => objectAt(rule).resourceNames));

test('a consumer gets what it takes to reach its clusters', () => {
  const { codes, objects } = render([offered('a'), offered('b')], everything);
  expect(codes).toEqual([]);
  expect(lines(objects)).toEqual([
    'MultiKueueCluster a',
    'MultiKueueCluster b',
    'Role default rollcall-consumer-kueue',
    'RoleBinding default rollcall-consumer-kueue',
    'ClusterProfile kueue a',
    'ClusterProfile kueue b',
    'ConfigMap kueue rollcall-cluster-inventory',
  ]);
  expect(secretsOf(objects)).toEqual([['a-kubeconfig', 'b-kubeconfig']]);
});

test('a cluster that is denied leaves all of it', () => {
  const first = render([offered('a'), offered('b')], everything);
  const denied = { match: 'kueue', clusters: { clusterProfile: { matchLabels: { name: 'a' } } }, deny: true };
  const second = render([offered('a'), offered('b'), ...first.next], wire(denied, { match: 'kueue', access }));
  expect(lines(second.objects).filter((line) => / a$/.test(line))).toEqual([]);
  expect(secretsOf(second.objects)).toEqual([['b-kubeconfig']]);
});

test('a consumer whose label is lost stops the render', () => {
  const first = render([offered('a')], everything);
  const unlabelled = [namespace('default'), namespace('kueue'), offered('a'), ...first.next];
  const { findings } = runFunction({ items: unlabelled, functionConfig: everything, findings: [] });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).not.toEqual([]);
});

test('a cluster that cannot be reached for now stays known, and one that is denied does not', () => {
  const first = render([offered('a'), offered('b')], everything);
  const lost = [offered('a', {}), offered('b'), ...first.next];
  const second = render(lost, everything);
  expect(second.codes).toContain('RC341');
  expect(lines(second.objects)).toEqual(lines(first.objects));
  const denied = { match: 'kueue', clusters: { clusterProfile: { matchLabels: { name: 'a' } } }, deny: true };
  const third = render(lost, wire(denied, { match: 'kueue', access }));
  expect(lines(third.objects).filter((line) => / a$/.test(line))).toEqual([]);
});

test('a copy of a ClusterProfile is a cluster for nobody, whoever looks at it', () => {
  const { next } = render([offered('a')], everything);
  const copies = next.filter(({ identity }) => identity.kind === 'ClusterProfile');
  expect(copies).toHaveLength(1);
  const providers = [{ name: 'kubeconfig-secretreader', execConfig: { command: 'reader' } }];
  for (const functionConfig of [
    config('RegisterSveltosClusters', { credentials: 'Reference' }),
    config('RegisterArgoCDClusters', { providers, argocdNamespace: 'default' }),
    config('RenderInventory', { credentials: 'Reference' }),
  ]) {
    const without = render([offered('a')], functionConfig);
    expect(lines(without.objects)).toHaveLength(1);
    expect(lines(render([offered('a'), ...copies], functionConfig).objects)).toEqual(lines(without.objects));
  }
});
