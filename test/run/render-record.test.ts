import type { Item } from '../../src/krm/item';
import type { OutputRecord } from '../../src/run/render-record';
import { runFunction } from '../../src/run/run-function';
import { capiSecret, cluster, namespace, nextInput, profile, told } from '../support/objects';

const argocd = namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });
const fleet = [argocd, cluster(), capiSecret(), profile()];

function render(items: readonly Item[]) {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec: {},
  };
  return runFunction({ items, functionConfig, findings: [] });
}

function rendered(items: readonly Item[]) {
  const outcome = render(items);
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return outcome;
}

const lineOf = ({ kind, namespace: inNamespace, name, role, cluster: of = '', change }: OutputRecord) =>
  `${change} ${kind} ${inNamespace}/${name}: ${role ?? 'unknown'} of ${of}`;

test('every output is recorded with its cluster, its role and what happens to it', () => {
  const { record } = rendered(fleet);
  expect(record).toMatchObject({ owner: 'render-inventory/fleet', function: 'render-inventory' });
  expect(record.outputs().map(lineOf)).toEqual([
    'new Secret argocd/default-alpha-kubeconfig: ConsumerSecret of default/alpha',
    'new Secret default/alpha-sveltos-kubeconfig: SveltosSecret of default/alpha',
    'new SveltosCluster default/alpha: SveltosCluster of default/alpha',
  ]);
  expect(record.leaving()).toEqual([]);
});

test('a second render records what is unchanged, what changes and what leaves', () => {
  const made = nextInput(rendered(fleet).generated);
  const states = (items: readonly Item[]) => {
    const { record } = rendered([...items, ...made]);
    return [...record.outputs().map(lineOf), ...record.leaving().map(({ kind, name }) => `leaves ${kind} ${name}`)];
  };
  expect(states(fleet).map((line) => line.split(' ')[0])).toEqual(['unchanged', 'unchanged', 'unchanged']);
  const relabelled = [argocd, cluster(), capiSecret(), profile('alpha', { labels: { env: 'prod' } })];
  expect(states(relabelled).filter((line) => line.startsWith('changed'))).toEqual([
    'changed SveltosCluster default/alpha: SveltosCluster of default/alpha',
  ]);
  const withoutProfile = [argocd, cluster(), capiSecret()];
  expect(states(withoutProfile).filter((line) => line.startsWith('leaves'))).toEqual([
    'leaves Secret alpha-sveltos-kubeconfig',
    'leaves SveltosCluster alpha',
  ]);
});

test('a kept output is recorded with the source that its mark names', () => {
  const made = nextInput(rendered(fleet).generated);
  const { record } = rendered([argocd, cluster(), profile(), ...made]);
  const kept = record.outputs().find(({ namespace: inNamespace }) => inNamespace === 'argocd');
  expect(kept).toMatchObject({ change: 'unchanged', sources: ['cluster.x-k8s.io/Cluster/mgmt/alpha'] });
});

test('a render that fails has a record too, once the fleet was read', () => {
  const outcome = render([argocd, cluster('alpha', { status: { controlPlaneReady: true } })]);
  expect(outcome.state).toBe('failed');
  expect(outcome.record?.fleet.clusters.map(({ credentials }) => credentials.state)).toEqual(['missing']);
});
