import type { Json, JsonObject } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { namespace, plain, profile, readsSecret, sentence, told } from '../support/objects';

const consumer = (name: string) => namespace(name, { 'x-k8s.io/cluster-inventory-consumer': 'kueue', side: name });
const status = readsSecret({ name: 'source', key: 'value' });

function wire(consumers: Json, items = [profile('alpha', { status }), profile('beta', { status })]) {
  const functionConfig: JsonObject = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'WireConsumers',
    metadata: { name: 'fleet' },
    spec: { roll: 'Off', consumers },
  };
  const fleet = [namespace('default'), consumer('one'), consumer('two'), ...items];
  return runFunction({ items: fleet, functionConfig, findings: [] });
}

test.each(['ClusterProfile', 'KubeConfig'])('two consumers cannot both be Kueue: %s', (kueue) => {
  const { state, findings } = wire([{ match: 'kueue', access: { kueue } }]);
  expect(state).toBe('failed');
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(told(errors)).toEqual(['error RC670 ClusterProfile default/alpha']);
  expect(sentence(findings, 'RC670')).toBe(
    'The consumers in Namespace one, two would both get the MultiKueueCluster of ClusterProfile default/alpha, default/beta.',
  );
});

test('two that share no cluster can', () => {
  const given = (side: string, name: string) => ({
    match: { matchLabels: { side } },
    clusters: { clusterProfile: { matchLabels: { name } } },
    access: { kueue: 'ClusterProfile' },
  });
  const items = ['alpha', 'beta'].map((name) => profile(name, { status, labels: { name } }));
  const outcome = wire([given('one', 'alpha'), given('two', 'beta')], items);
  const made = outcome.state === 'failed' ? [] : outcome.generated.map(plain);
  expect(made.filter(({ kind }) => kind === 'MultiKueueCluster')).toHaveLength(2);
});

test('the name of a Secret that Kueue would refuse is refused', () => {
  const { findings } = wire(
    [{ match: { matchLabels: { side: 'one' } }, access: { kueue: 'KubeConfig' } }],
    [profile('x'.repeat(240), { status })],
  );
  expect(told(findings.filter(({ severity }) => severity === 'error'))).toEqual([
    `error RC361 ClusterProfile default/${'x'.repeat(240)} metadata.name`,
  ]);
});
