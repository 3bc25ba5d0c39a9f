import type { JsonObject } from '../../src/krm/json';
import { objectAt } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { namespace, plain, profile, told } from '../support/objects';

/** SveltosClusters that reach a cluster with an identity of its cloud, by the rules of `workloadIdentity`. */
const status = {
  accessProviders: [{ name: 'eks', cluster: { server: 'https://eks.example' } }],
  properties: [{ name: 'eks-name', value: 'prod-1' }],
};
const fleet = [namespace('default'), profile('alpha', { labels: { cloud: 'aws', region: 'eu-west-1' }, status })];

function render(workloadIdentity: JsonObject[], credentials = 'Reference') {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RegisterSveltosClusters',
    metadata: { name: 'fleet' },
    spec: { credentials, workloadIdentity },
  };
  const outcome = runFunction({ items: fleet, functionConfig, findings: [] });
  const made = outcome.state === 'failed' ? [] : outcome.generated.map(plain);
  return { specs: made.map((object) => objectAt(object, 'spec')), codes: told(outcome.findings) };
}

const AWS = { provider: 'AWS', settings: { clusterName: '{property:eks-name}', region: '{label:region}' } };

test('values come from the ClusterProfile, and the server from its access provider', () => {
  const { specs } = render([
    { ...AWS, clusters: { matchLabels: { cloud: 'gcp' } } },
    { ...AWS, caSecret: '{name}-ca', clusters: { matchLabels: { cloud: 'aws' } } },
  ]);
  expect(specs).toEqual([
    {
      workloadIdentity: {
        aws: { clusterName: 'prod-1', region: 'eu-west-1' },
        caSecretRef: { name: 'alpha-ca' },
        endpoint: 'https://eks.example',
        provider: 'AWS',
      },
    },
  ]);
});

test.each<[string, JsonObject]>([
  ['a label that it does not have', { ...AWS, settings: { clusterName: '{label:absent}' } }],
  ['a property that it does not have', { ...AWS, settings: { clusterName: '{property:absent}' } }],
  ['a field that the cloud needs', { ...AWS, settings: { region: 'eu' } }],
  ['a field of another cloud', { ...AWS, settings: { clusterName: 'x', tenantID: 'y' } }],
])('%s is an error', (_what, rule) => {
  expect(render([rule]).codes).toContain('error RC663 ClusterProfile default/alpha');
});

test('a cluster that no rule fits needs a Secret', () => {
  expect(render([{ ...AWS, clusters: { matchLabels: { cloud: 'gcp' } } }]).codes).toContain(
    'warning RC343 ClusterProfile default/alpha',
  );
});
