import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { functions } from '../../functions';
import { pickShard } from '../../src/inventory/shards/rendezvous';
import { readShard } from '../../src/inventory/shards/shard';
import type { Item } from '../../src/krm/item';
import { type Json, type JsonObject, objectAt } from '../../src/krm/json';
import { readResourceList } from '../../src/krm/resource-list';
import type { Written } from '../../src/krm/written';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { capiSecret, cluster, namespace, nextInput, plain, profile } from '../support/objects';
import { WITH_LUA } from '../support/run-lua';

/** Several renders that each write a part of what one render writes. */

type Shard = JsonObject;

function render(items: readonly Item[], config: Json | undefined, name: string, shard?: Shard): Outcome {
  const asked = functions.find((one) => one.name === name);
  const kind = asked?.kind ?? '';
  const head = config ?? { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'default' } };
  const functionConfig =
    shard === undefined ? config : { ...objectAt(head), spec: { ...objectAt(head, 'spec'), shard } };
  return runFunction({ items, functionConfig, asked, capabilities: WITH_LUA, findings: [] });
}

const byIndex = (count: number): Shard[] => Array.from({ length: count }, (_, index) => ({ index, count }));

function byConsumer(whole: Outcome): Shard[] {
  const names = new Set(whole.record?.fleet.consumers.map(({ name }) => name));
  return [...[...names].filter(Boolean).map((consumer) => ({ consumer })), { rest: 'Consumers' }];
}

function byClusterSet(whole: Outcome): Shard[] {
  const { clusters = [], clusterSets = [] } = whole.record?.fleet ?? {};
  const labels = generated(whole).map((one) => objectAt(one, 'metadata', 'labels')['multicluster.x-k8s.io/clusterset']);
  const sets = new Set([
    ...clusterSets.map(({ name }) => name),
    ...clusters.flatMap(({ placement }) => placement?.clusterSet ?? []),
    ...labels.filter((one) => typeof one === 'string'),
  ]);
  return [...[...sets].filter(Boolean).map((clusterSet) => ({ clusterSet })), { rest: 'ClusterSets' }];
}

const generated = (outcome: Outcome): JsonObject[] =>
  outcome.state === 'rendered' ? outcome.generated.map(plain) : [];
const inOrder = (objects: readonly JsonObject[]) => objects.map((one) => JSON.stringify(one, whole)).sort();
const whole = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
const errors = ({ findings }: Outcome) =>
  [...new Set(findings.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])))].sort();
const written = (list: readonly Written[]) => inOrder(list.map(plain));
/** What a shard says of itself, and what a host says of a shard that has nothing. */
const OF_A_SHARD = new Set(['RC422']);

/** The union of the shards is what one render writes: no object twice, none lost, and no shard passes where one render fails. */
function expectUnion(items: readonly Item[], config: Json | undefined, name: string, shards: readonly Shard[]): void {
  const whole = render(items, config, name);
  const parts = shards.map((shard) => render(items, config, name, shard));
  if (whole.state === 'failed') {
    for (const part of parts) expect(errors(part)).toEqual(errors(whole));
    return;
  }
  for (const part of parts) expect(errors(part).filter((code) => !OF_A_SHARD.has(code))).toEqual([]);
  expect(inOrder(parts.flatMap(generated))).toEqual(inOrder(generated(whole)));
}

/** All shards, each in turn, in one place: what is there in the end is what one render leaves there. */
function expectSameInTurn(items: readonly Item[], config: Json | undefined, name: string, shards: readonly Shard[]) {
  const whole = render(items, config, name);
  if (whole.state === 'failed') return;
  let place = items;
  for (const shard of shards) {
    const part = render(place, config, name, shard);
    if (part.state === 'rendered') place = nextInput(part.written);
    else expect(errors(part).filter((code) => !OF_A_SHARD.has(code))).toEqual([]);
  }
  expect(inOrder(place.map(({ object }) => object))).toEqual(written(whole.written));
}

describe('every golden case, in shards', () => {
  const folder = join(__dirname, '..', 'golden');
  for (const name of readdirSync(folder)) {
    test.each(readdirSync(join(folder, name)))(`${name}: %s`, (golden) => {
      const { list } = readResourceList(readFileSync(join(folder, name, golden, 'input.yaml')));
      if (list === undefined) return;
      const { items } = list;
      const config = objectAt(list.functionConfig);
      if (config.kind === 'ConfigMap') return;
      const { shard: _shard, limits: _limits, ...spec } = objectAt(config, 'spec');
      const functionConfig = list.functionConfig && { ...config, spec };
      const whole = render(items, functionConfig, name);
      if (whole.record === undefined) return;
      for (const shards of [byIndex(3), byConsumer(whole), byClusterSet(whole)]) {
        expectUnion(items, functionConfig, name, shards);
        expectSameInTurn(items, functionConfig, name, shards);
      }
    });
  }
});

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
const set = fc.constantFrom('prod', 'edge', undefined);
const fleet = fc
  .record({
    clusters: fc.uniqueArray(fc.record({ name: fc.constantFrom(...letters), set }), {
      selector: ({ name }) => name,
      minLength: 1,
    }),
    profiles: fc.uniqueArray(fc.constantFrom(...letters)),
    consumers: fc.uniqueArray(fc.constantFrom('argo', 'kueue', 'edge', 'mcr')),
  })
  .map(({ clusters, profiles, consumers }) => [
    ...clusters.flatMap(({ name, set }) => [
      cluster(name, { labels: { 'clusterprofile-name': name, ...(set && { 'clusterset.k8s.io': set }) } }),
      capiSecret(name),
    ]),
    ...profiles.map((name) => profile(name)),
    ...consumers.flatMap((one) => [
      namespace(`${one}-1`, { 'x-k8s.io/cluster-inventory-consumer': one }),
      namespace(`${one}-2`, { 'x-k8s.io/cluster-inventory-consumer': one }),
    ]),
    namespace('fleet-prod', { 'clusterset.multicluster.x-k8s.io': 'prod' }),
    namespace('default'),
  ]);

const configuration = fc.record({
  format: fc.constantFrom('Sveltos', 'MulticlusterRuntime'),
  credentials: fc.constantFrom('Copy', 'External'),
  emitStores: fc.boolean(),
});
const kinds = { 'publish-credentials': 'PublishCredentials', 'render-inventory': 'RenderInventory' };
const named = fc.constantFrom<keyof typeof kinds>('publish-credentials', 'render-inventory');
const configOf = (name: keyof typeof kinds, spec: JsonObject): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind: kinds[name],
  metadata: { name: 'fleet' },
  spec: { allowEmpty: true, ...spec },
});

test('the union of all shards is the whole output, for counts of 1 to 17, by consumer and by ClusterSet', () => {
  let objects = 0;
  fc.assert(
    fc.property(fleet, named, configuration, fc.integer({ min: 1, max: 17 }), (items, name, spec, count) => {
      const config = configOf(name, spec);
      const whole = render(items, config, name);
      objects += generated(whole).length;
      for (const shards of [byIndex(count), byConsumer(whole), byClusterSet(whole)]) {
        expectUnion(items, config, name, shards);
      }
    }),
    { numRuns: 25 },
  );
  expect(objects).toBeGreaterThan(100);
});

test('shards that take turns in one place leave what one render leaves, whatever an earlier fleet left there', () => {
  fc.assert(
    fc.property(
      fleet,
      fleet,
      named,
      configuration,
      fc.integer({ min: 1, max: 17 }),
      (before, after, name, spec, count) => {
        const config = configOf(name, { ...spec, maxWithdrawals: 100 });
        const earlier = render(before, config, name);
        fc.pre(earlier.state === 'rendered');
        const left = earlier.state === 'rendered' ? nextInput(earlier.generated) : [];
        const items = [...after, ...left];
        const whole = render(items, config, name);
        for (const shards of [byIndex(count), byConsumer(whole), byClusterSet(whole)]) {
          expectSameInTurn(items, config, name, shards);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('shards with a place each: where count grows, what has moved leaves its old place, and nothing else does', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      fleet,
      fleet,
      named,
      configuration,
      fc.integer({ min: 1, max: 8 }),
      (before, after, name, spec, count) => {
        const config = configOf(name, { ...spec, maxWithdrawals: 0 });
        const apart = (of: number) => byIndex(of).map((shard) => ({ ...shard, keepOthers: false }));
        const first = apart(count).map((shard) => render(before, config, name, shard));
        fc.pre(first.every(({ state }) => state === 'rendered'));
        // Clusters join and none leaves: a withdrawal would be an error.
        const items = [...new Map([...after, ...before].map((item) => [item.key, item])).values()];
        const whole = render(items, config, name);
        const places = apart(count + 1).map((shard, at) => {
          const left = first[at];
          const earlier = left?.state === 'rendered' ? nextInput(left.generated) : [];
          const outcome = render([...items, ...earlier], config, name, shard);
          moved += outcome.findings.filter(({ code }) => code === 'RC548').length;
          return outcome;
        });
        if (whole.state === 'failed') return;
        for (const { findings } of places) expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(inOrder(places.flatMap(generated))).toEqual(inOrder(generated(whole)));
        const there = places.flatMap((outcome) => (outcome.state === 'rendered' ? outcome.written : []));
        const own = there
          .map(plain)
          .filter((one) => 'rollcall.dev/generated-by' in objectAt(one, 'metadata', 'annotations'));
        expect(inOrder(own)).toEqual(inOrder(generated(whole)));
      },
    ),
    { numRuns: 25 },
  );
  expect(moved).toBeGreaterThan(0);
});

test('a configuration that leaves the shard to the command line is looked at as a whole, and not written', () => {
  const items = [cluster('a'), capiSecret('a'), namespace('argo', { 'x-k8s.io/cluster-inventory-consumer': 'argo' })];
  const functionConfig = configOf('publish-credentials', { shard: { keepOthers: false } });
  const run = { items, functionConfig, findings: [] };
  expect(errors(runFunction(run))).toEqual(['RC544']);
  expect(errors(runFunction({ ...run, onlyLooks: true }))).toEqual([]);
  expect(runFunction({ ...run, onlyLooks: true })).toMatchObject({ state: 'rendered', generated: [{}] });
  const shards = [0, 1].map((index) => generated(runFunction({ ...run, shard: { index, count: 2 } })).length);
  expect(shards.sort()).toEqual([0, 1]);
  const wrong = configOf('publish-credentials', { shard: { count: 2 } });
  expect(errors(runFunction({ ...run, functionConfig: wrong, onlyLooks: true }))).toEqual(['RC544']);
});

test('with a place each, a cluster that is up and has lost its credentials stops its own shard alone', () => {
  const up = { status: { initialization: { controlPlaneInitialized: true } }, apiVersion: 'cluster.x-k8s.io/v1beta2' };
  const others = letters.slice(1).flatMap((name) => [cluster(name), capiSecret(name)]);
  const consumer = namespace('argo', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });
  const items = [cluster('a', up), ...others, consumer, namespace('default')];
  const states = (keepOthers: boolean) =>
    byIndex(3).map(
      (shard) =>
        render(items, configOf('publish-credentials', {}), 'publish-credentials', { ...shard, keepOthers }).state,
    );
  expect(pickShard('default/a', 3)).toBe(1);
  expect(states(false)).toEqual(['rendered', 'failed', 'rendered']);
  expect(states(true)).toEqual(['failed', 'failed', 'failed']);
});

test('where count grows by one, a cluster stays or goes to the new shard', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 200 }), (key, count) => {
      const [before, after] = [pickShard(key, count), pickShard(key, count + 1)];
      expect([before, count]).toContain(after);
    }),
  );
});

/** Another formula would move every cluster of every fleet. */
test('the shard of a cluster is fixed for ever', () => {
  const keys = ['default/alpha', 'fleet-prod/alpha', 'fleet-prod/beta', 'mgmt/cluster-00001', '/Namespace//argocd'];
  expect(keys.map((key) => [2, 8, 17, 1000].map((count) => pickShard(key, count)))).toEqual([
    [0, 4, 11, 72],
    [1, 1, 12, 353],
    [0, 3, 3, 196],
    [1, 2, 2, 693],
    [0, 5, 5, 89],
  ]);
});

const KEYS = 4_000;

test.each([8, 17, 100])('clusters spread evenly over %i shards', (count) => {
  const sizes = new Array<number>(count).fill(0);
  for (let at = 0; at < KEYS; at++) {
    const index = pickShard(`fleet/cluster-${String(at).padStart(5, '0')}`, count);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  const expected = KEYS / count;
  const chiSquare = sizes.reduce((sum, size) => sum + (size - expected) ** 2 / expected, 0);
  // Five standard deviations above the mean of a chi-square distribution.
  expect(chiSquare).toBeLessThan(count - 1 + 5 * Math.sqrt(2 * (count - 1)));
});

test.each([
  [{}, 'it does not say which shard this is'],
  [{ index: 1 }, 'index and count go together'],
  [{ count: 8 }, 'index and count go together'],
  [{ index: 8, count: 8 }, 'index 8 is not below count 8: the first shard has index 0'],
  [{ index: 0, count: 8, consumer: 'argo' }, 'it names a shard in several ways'],
  [{ consumer: 'argo', clusterSet: 'prod' }, 'it names a shard in several ways'],
])('%j names no shard', (spec, fault) => {
  expect(readShard({ keepOthers: true, ...spec })).toEqual({ fault });
});
