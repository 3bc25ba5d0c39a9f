import * as wire from '../../src/diagnostics/wire';
import { NO_CAPABILITIES } from '../../src/inventory/capabilities';
import type { Item } from '../../src/krm/item';
import type { Run } from '../../src/run/run';
import { runFunction, runWithPlugins } from '../../src/run/run-function';
import { base64, capiSecret, cluster, only, profile, told } from '../support/objects';

/** A run that credential plugins have to answer for: it asks, and nothing goes out before. */
const providerFile = {
  path: 'providers.json',
  read: () => ({
    text: JSON.stringify({
      providers: [
        { name: 'cloud', execConfig: { apiVersion: 'client.authentication.k8s.io/v1', command: 'cloud-login' } },
      ],
    }),
  }),
};
const asking = profile('alpha', {
  status: { accessProviders: [{ name: 'cloud', cluster: { server: 'https://alpha.example' } }] },
});
const kubeconfigless = [cluster('beta'), capiSecret('beta', { data: { value: base64('not: a kubeconfig') } })];
const run = (items: readonly Item[], more: Partial<Run> = {}): Run => ({
  items,
  functionConfig: {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec: {},
  },
  capabilities: { ...NO_CAPABILITIES, providerFile },
  findings: [],
  ...more,
});

test('it asks for the plugin of each profile, and goes on with the answers', () => {
  const asked = runWithPlugins(run([asking]));
  if (asked.state !== 'asks') throw new Error(told(asked.findings).join('\n'));
  const call = only(asked.plugins.calls);
  expect(call.command).toBe('cloud-login');
  const outcome = asked.resume(
    new Map([[call.key, { state: 'failed', reason: 'it ended with 1', stderr: '', notFound: false }]]),
  );
  expect(outcome.state).toBe('failed');
  expect(told('findings' in outcome ? outcome.findings : [])).toContainEqual(expect.stringContaining('error RC'));
});

test('with errors, none is run', () => {
  for (const found of [
    runWithPlugins(run([asking], { findings: [wire.itemNotObject({}, 3, 'null')] })),
    runWithPlugins(run([asking, ...kubeconfigless])),
    runWithPlugins(run([asking, cluster('gamma', { labels: { 'clusterprofile-name': '' } })])),
    runWithPlugins(run([asking, profile('delta', { metadata: { labels: { n: 1 } } })])),
  ]) {
    expect(found.state).toBe('failed');
    expect(told('findings' in found ? found.findings : [])).toContainEqual(expect.stringContaining('error'));
  }
});

test('a host that runs none says which are wanted, beside what else there is to say', () => {
  const findings = [wire.itemNotObject({}, 3, 'null')];
  const outcome = runFunction(run([asking, profile('delta', { metadata: { labels: { n: 1 } } })], { findings }));
  expect(outcome.state).toBe('failed');
  const codes = told(outcome.findings).map((line) => line.split(' ')[1]);
  expect(codes).toEqual(expect.arrayContaining(['RC106', 'RC110', 'RC380']));
});
