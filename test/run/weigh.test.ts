import type { JsonObject } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import type { FailOn } from '../../src/run/weigh';
import { capiSecret, cluster, namespace, told } from '../support/objects';

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const fleet = [
  namespace('argocd', { [CONSUMER]: 'argocd' }),
  namespace('kueue-system', { [CONSUMER]: 'kueue' }),
  namespace('default'),
  cluster(),
  capiSecret(),
];

function run(severity: JsonObject, failOn?: FailOn) {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'PublishCredentials',
    metadata: { name: 'fleet' },
    spec: { severity },
  };
  const { state, findings } = runFunction({ items: fleet, functionConfig, failOn, findings: [] });
  return [state, ...told(findings)];
}

const reason = 'both consumers belong to us';

test.each([
  ['Off', ['rendered']],
  ['Info', ['rendered', 'info RC313']],
  ['Warning', ['rendered', 'warning RC313']],
  ['Error', ['failed', 'error RC313']],
])('a warning weighs what the configuration says: %s', (level, expected) => {
  expect(run({ RC313: { level, reason } })).toEqual(expected);
});

test('a reason is required', () => {
  expect(run({ RC313: { level: 'Off' } })[0]).toBe('failed');
});

test('an error cannot be lowered, nor an unknown code be named', () => {
  expect(run({ RC401: { level: 'Warning', reason } })).toContain('error RC550 spec.severity.RC401');
  expect(run({ RC3133: { level: 'Off', reason } })).toContain('error RC551 spec.severity.RC3133');
});

test('--fail-on warning stops on a warning that has its severity, and on nothing else', () => {
  expect(run({}, 'warning')).toEqual(['failed', 'error RC552', 'warning RC313']);
  expect(run({ RC313: { level: 'Info', reason } }, 'warning')[0]).toBe('rendered');
  expect(run({ RC313: { level: 'Info', reason } }, 'info')[0]).toBe('failed');
});
