import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { readDocuments } from '../../src/krm/read-documents';
import { FORGETS } from '../../src/roll/call-roll';
import { writeRoll } from '../../src/roll/write-roll';
import type { Outcome, Run } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import {
  base64,
  capiSecret,
  cluster,
  namespace,
  nextInput,
  only,
  plain,
  profile,
  secret,
  told,
} from '../support/objects';

const kueue = namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });
const sound = [kueue, namespace('default'), cluster('a'), capiSecret('a'), profile('a'), cluster('b'), capiSecret('b')];
/** The Secret of b holds no kubeconfig. */
const broken = capiSecret('b', { data: { value: base64('not: a kubeconfig') } });
const withBroken = sound.map((item) => (item.key === broken.key ? broken : item));

function run(
  items: readonly Item[],
  spec: JsonObject = { onClusterError: 'Quarantine' },
  more: Partial<Run> = {},
): Outcome {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec,
  };
  return runFunction({ items, functionConfig, findings: [], ...more });
}

function rendered(outcome: Outcome) {
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return outcome;
}

const made = nextInput(rendered(run(sound)).generated);
const takes = { writesBack: false, seesEarlier: true, takesOnly: true };
const rollOf = (items: readonly Item[]) => {
  const { roll } = rendered(run(items, {}, { rollHost: takes }));
  if (roll === undefined) throw new Error('no Roll');
  return only(readDocuments(Buffer.from(writeRoll(roll.roll)), 'roll.yaml').items);
};
const codes = (outcome: Outcome) => told(outcome.findings).map((line) => line.split(' ').slice(0, 2).join(' '));
const names = (outcome: Outcome) => rendered(outcome).generated.map((one) => plain(one).metadata);

test('without it, one broken cluster stops the render', () => {
  expect(run([...withBroken, ...made], {}).state).toBe('failed');
});

test('the broken cluster keeps its objects, the others are rendered, and both are said', () => {
  const relabelled = withBroken.map((item) =>
    item.identity.kind === 'ClusterProfile' ? profile('a', { labels: { env: 'new' } }) : item,
  );
  const outcome = rendered(run([...relabelled, ...made]));
  const kept = made.filter(({ identity }) => identity.name.includes('default-b'));
  expect(kept).toHaveLength(1);
  for (const item of kept) expect(outcome.generated).toContainEqual({ item });
  expect(outcome.generated).toHaveLength(made.length);
  expect(
    outcome.record
      .outputs()
      .filter(({ change }) => change === 'changed')
      .map(({ kind }) => kind),
  ).toEqual(['SveltosCluster']);
  expect(codes(outcome)).toContain('warning RC556');
  expect(outcome.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('--fail-on warning sees it', () => {
  expect(run([...withBroken, ...made], undefined, { failOn: 'warning' }).state).toBe('failed');
});

test('the Roll lists the cluster, and it has not left', () => {
  expect(codes(rendered(run([rollOf(sound), ...withBroken, ...made]))).filter((line) => line.includes('RC44'))).toEqual(
    [],
  );
});

test('where earlier output is not seen it stops, unless the Roll says that the cluster has none', () => {
  expect(codes(run(withBroken, undefined, { rollHost: FORGETS }))).toContain('error RC557');
  expect(codes(run([rollOf(sound), ...withBroken], undefined, { rollHost: FORGETS }))).toContain('error RC557');
  const before = sound.filter(({ identity }) => !identity.name.startsWith('b'));
  const outcome = run([rollOf(before), ...withBroken], undefined, { rollHost: FORGETS });
  expect(names(outcome)).toHaveLength(3);
});

test('a collision quarantines every claimant', () => {
  const rival = cluster('c', { labels: { 'clusterprofile-name': 'b' } });
  const outcome = rendered(run([...sound, rival, capiSecret('c'), ...made]));
  expect(codes(outcome)).toEqual(expect.arrayContaining(['warning RC307', 'warning RC556']));
  expect(outcome.generated).toHaveLength(made.length);
});

test('the ClusterProfile that several Clusters name is set aside with them', () => {
  const rival = cluster('c', { labels: { 'clusterprofile-name': 'a' } });
  const own = secret('own', { labels: { 'x-k8s.io/cluster-profile': 'a' }, data: capiSecret('c').object.data });
  const outcome = rendered(run([rollOf(sound), ...sound, rival, capiSecret('c'), own, ...made]));
  expect(outcome.record.outputs().filter(({ change }) => change !== 'unchanged')).toEqual([]);
  expect(codes(outcome).filter((code) => /RC34|RC44/.test(code))).toEqual([]);
});

test('an error about something else stops as before', () => {
  const twins = secret('twin', { namespace: 'x', data: { a: 'eA==' } });
  expect(
    run([...withBroken, namespace('y', { 'x-k8s.io/cluster-inventory-consumer': 'No Name' })], {
      onClusterError: 'Quarantine',
      format: 'MulticlusterRuntime',
    }).state,
  ).toBe('failed');
  expect(run([...withBroken, twins, ...made]).state).toBe('rendered');
});

test('a forged mark keeps nothing', () => {
  const forged = secret('grab', {
    namespace: 'kueue-system',
    labels: { 'app.kubernetes.io/managed-by': 'rollcall' },
    annotations: {
      'rollcall.dev/generated-by': 'render-inventory/fleet',
      'rollcall.dev/source': 'cluster.x-k8s.io/Cluster/mgmt/b',
    },
  });
  const outcome = run([...withBroken, ...made, forged]);
  const written = outcome.state === 'rendered' ? outcome.generated : [];
  expect(written).not.toContainEqual({ item: forged });
});
