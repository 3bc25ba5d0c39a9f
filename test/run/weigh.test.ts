import { catalogue } from '../../src/diagnostics/catalogue';
import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import type { FailOn } from '../../src/run/weigh';
import { codesOf } from '../support/events';
import { binding, clusterSet, joinedCluster } from '../support/hub';
import {
  base64,
  capiSecret,
  cluster,
  kubeconfig,
  namespace,
  nextInput,
  profile,
  secret,
  told,
} from '../support/objects';

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const fleet = [
  namespace('argocd', { [CONSUMER]: 'argocd' }),
  namespace('kueue-system', { [CONSUMER]: 'kueue' }),
  namespace('default'),
  cluster(),
  capiSecret(),
];

function render(items: readonly Item[], spec: JsonObject, kind: string, failOn?: FailOn): Outcome {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
  return runFunction({ items, functionConfig, failOn, findings: [] });
}

const generatedBy = (outcome: Outcome) => (outcome.state === 'rendered' ? outcome.generated : []);
const namesOf = (outcome: Outcome) => nextInput(generatedBy(outcome)).map(({ key }) => key);

function run(severity: JsonObject, failOn?: FailOn) {
  const { state, findings } = render(fleet, { severity }, 'PublishCredentials', failOn);
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

const errors = catalogue.filter(({ severity }) => severity === 'error');
const lowerable = errors.filter(({ protects }) => !protects).map(({ code }) => code);

test('the errors that can be lowered are these alone', () => {
  expect(lowerable.sort()).toEqual(['RC362', 'RC365', 'RC387', 'RC621', 'RC622']);
});

test('every other error refuses each lower level, and an unknown code is an error', () => {
  const protecting = errors.filter(({ protects }) => protects).map(({ code }) => code);
  for (const level of ['Off', 'Info', 'Warning']) {
    const severity = Object.fromEntries(protecting.map((code) => [code, { level, reason }]));
    const refused = run(severity).filter((line) => line.startsWith('error RC550'));
    expect(refused.sort()).toEqual(protecting.map((code) => `error RC550 spec.severity.${code}`).sort());
  }
  expect(run({ RC401: { level: 'Error', reason } })[0]).toBe('rendered');
  expect(run({ RC3133: { level: 'Off', reason } })).toContain('error RC551 spec.severity.RC3133');
});

const expired = `x.${Buffer.from(JSON.stringify({ exp: 1_600_000_000 })).toString('base64url')}.x`;
const withToken = kubeconfig().replace(/token: .*/, `token: ${expired}`);
const hub = (clusterClaims: JsonObject[]) => [
  clusterSet(),
  binding(),
  namespace('inventory'),
  joinedCluster('m', { clusterClaims }),
];

/** A Secret that the document's format mirrors whole. */
const mirrored = (data: JsonObject) => [
  profile('labelled'),
  secret('source', {
    labels: { 'x-k8s.io/cluster-profile': 'labelled' },
    data: { config: base64(kubeconfig('labelled')), ...data },
  }),
];

/** One input for each: what it gives without the error, and with the error lowered, has the same names. */
const LOWERED: Readonly<Record<string, { items: Item[]; sound: Item[]; spec?: JsonObject }>> = {
  RC362: {
    items: [...fleet, profile('alpha', { labels: { env: 'not a value' } })],
    sound: [...fleet, profile('alpha', { labels: { env: 'value' } })],
  },
  RC365: {
    items: [...fleet, ...mirrored({ 'not a key': '' })],
    sound: [...fleet, ...mirrored({ key: '' })],
    spec: { format: 'SveltosEvents' },
  },
  RC387: {
    items: [...fleet.slice(0, -1), capiSecret('alpha', { data: { value: base64(withToken) } })],
    sound: fleet,
    spec: { now: '2026-01-01T00:00:00Z' },
  },
  RC621: {
    items: hub([{ name: 'big', value: 'x'.repeat(2000) }]),
    sound: hub([{ name: 'big', value: 'x' }]),
    spec: { emitClusterProfiles: true },
  },
  RC622: {
    items: hub(['1', '2'].map((value) => ({ name: 'one', value }))),
    sound: hub([{ name: 'one', value: '1' }]),
    spec: { emitClusterProfiles: true },
  },
};

test.each(lowerable)('%s lowered changes neither which objects there are nor where they go', (code) => {
  const { items = [], sound = [], spec = {} } = LOWERED[code] ?? {};
  const kind = 'RenderInventory';
  expect(codesOf(render(items, spec, kind).findings.filter(({ severity }) => severity === 'error'))).toEqual([code]);
  const lowered = render(items, { ...spec, severity: { [code]: { level: 'Off', reason } } }, kind);
  expect(codesOf(lowered.findings)).not.toContain(code);
  expect(namesOf(lowered)).toEqual(namesOf(render(sound, spec, kind)));
  expect(namesOf(lowered).length).toBeGreaterThan(0);
});

test('where an error is lowered, the brakes hold all the same', () => {
  const made = nextInput(generatedBy(render(fleet, {}, 'RenderInventory')));
  const { items = [] } = LOWERED.RC387 ?? {};
  const severity = { RC387: { level: 'Warning', reason } };
  const spec = { now: '2026-01-01T00:00:00Z', severity };
  const left = [...items.filter(({ identity }) => identity.name !== 'kueue-system'), ...made];
  expect(codesOf(render(left, spec, 'RenderInventory').findings)).toContain('RC416');
});

test('a warning that the configuration’s policy makes an error protects too', () => {
  const elsewhere = cluster('alpha', {
    labels: { 'clusterprofile-name': 'alpha', 'clusterprofile-namespace': 'argocd' },
  });
  const items = [...fleet.filter(({ identity }) => identity.kind !== 'Cluster'), elsewhere];
  const severity = { RC339: { level: 'Off', reason } };
  expect(render(items, { severity }, 'RenderInventory').state).toBe('rendered');
  const denied = render(items, { severity, profileNamespaces: { policy: 'Deny' } }, 'RenderInventory');
  expect(told(denied.findings)).toContain('error RC339 Cluster mgmt/alpha metadata.labels');
});

test('--fail-on warning stops on a warning that has its severity, and on nothing else', () => {
  expect(run({}, 'warning')).toEqual(['failed', 'error RC552', 'warning RC313']);
  expect(run({}, 'error')).toEqual(['rendered', 'warning RC313']);
  expect(run({ RC313: { level: 'Info', reason } }, 'warning')[0]).toBe('rendered');
  expect(run({ RC313: { level: 'Info', reason } }, 'info')[0]).toBe('failed');
});
