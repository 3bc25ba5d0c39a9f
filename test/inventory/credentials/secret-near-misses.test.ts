import { nameObject } from '../../../src/diagnostics/finding';
import type { Item } from '../../../src/krm/item';
import type { JsonObject } from '../../../src/krm/json';
import { readDocuments } from '../../../src/krm/read-documents';
import { runFunction } from '../../../src/run/run-function';
import { event as eventOf, eventSource, eventTrigger, runEvents, team } from '../../support/events';
import {
  base64,
  capiSecret,
  cluster,
  itemOf,
  kubeconfig,
  namespace,
  only,
  profile,
  readsSecret,
  secret,
  told,
} from '../../support/objects';

/** What stands where a Secret is expected is named in the finding about the Secret. */
const CIPHER = 'ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]';
const kueue = namespace('kueue-system', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' });
const sound = [kueue, namespace('default'), cluster('sound'), capiSecret('sound')];

function run(kind: string, items: readonly Item[]) {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec: {} };
  return runFunction({ items, functionConfig, findings: [] }).findings;
}

const sealed = (name: string, more: JsonObject = {}, inNamespace = 'mgmt') =>
  itemOf({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name, namespace: inNamespace },
    spec: more,
  });
const external = (name: string, target: JsonObject, inNamespace = 'mgmt') =>
  itemOf({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace: inNamespace },
    spec: { target },
  });
const whole = only(
  readDocuments(
    Buffer.from(`apiVersion: ${CIPHER}\nkind: ${CIPHER}\nmetadata:\n  name: ${CIPHER}\nsops:\n  mac: ${CIPHER}\n`),
    'secrets/a.enc.yaml',
  ).items,
);
const template = { template: { metadata: { labels: { 'x-k8s.io/cluster-profile': 'p' } } } };

/** Each expects half a sentence in the finding about the cluster whose credentials are missing. */
const STAND_INS: readonly [string, Item, string][] = [
  ['a SealedSecret', sealed('a-kubeconfig'), 'SealedSecret mgmt/a-kubeconfig is no Secret before'],
  ['an ExternalSecret', external('a-kubeconfig', {}), 'ExternalSecret mgmt/a-kubeconfig is no Secret before'],
  [
    'an ExternalSecret with a target',
    external('x', { name: 'a-kubeconfig' }),
    'ExternalSecret mgmt/x is no Secret before',
  ],
  ['a document that SOPS has encrypted as a whole', whole, 'it may be in secrets/a.enc.yaml, encrypted with SOPS'],
  ['the Secret of another namespace', capiSecret('a', { namespace: 'mgmt-2' }), 'nearest: Secret mgmt-2/a-kubeconfig'],
];

describe.each(['PublishCredentials', 'RenderInventory'])('%s', (kind) => {
  test.each(STAND_INS)('%s', (_name, item, words) => {
    const missing = run(kind, [...sound, cluster('a'), item]).filter(({ code }) => code === 'RC343');
    expect(only(missing).problem).toContain(words);
  });

  test('the Secret of a Cluster that was renamed is left over', () => {
    const findings = run(kind, [...sound, cluster('alfa'), capiSecret('alpha')]);
    expect(told(findings)).toContain('warning RC462 Secret mgmt/alpha-kubeconfig');
    const missing = only(findings.filter(({ code }) => code === 'RC343'));
    expect(missing.problem).toContain('Secret mgmt/alpha-kubeconfig is left over');
  });

  test.each<[string, JsonObject]>([
    ['its data', { data: { value: CIPHER } }],
    ['its type too', { data: { value: CIPHER }, type: CIPHER }],
    ['stringData', { data: {}, stringData: { value: CIPHER } }],
  ])('a Secret that SOPS has encrypted is one error: %s', (_name, more) => {
    const { type = 'cluster.x-k8s.io/secret', ...rest } = more;
    const encrypted = capiSecret('a', { ...rest, type, sops: { mac: CIPHER } });
    expect(told(run(kind, [...sound, cluster('a'), encrypted])).filter((line) => line.startsWith('error'))).toEqual([
      'error RC463 Secret mgmt/a-kubeconfig',
    ]);
  });
});

test('Secrets that are used, or whose Clusters are being deleted, are not left over', () => {
  const reads = readsSecret({ name: 'p-kubeconfig', key: 'value' });
  const leaving = cluster('gone', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } });
  const items = [
    ...sound,
    profile('p', { status: reads }),
    capiSecret('p', { namespace: 'default' }),
    leaving,
    capiSecret('gone'),
    secret('any-kubeconfig'),
  ];
  expect(told(run('RenderInventory', items)).filter((line) => line.includes('RC462'))).toEqual([]);
});

test.each([
  ['a SealedSecret', sealed('p', template, 'default'), 'SealedSecret default/p is no Secret before'],
  ['an ExternalSecret', external('p', template, 'default'), 'ExternalSecret default/p is no Secret before'],
  [
    'a Secret with encrypted labels',
    secret('p', { labels: { 'x-k8s.io/cluster-profile': CIPHER }, data: { config: CIPHER }, sops: {} }),
    'Secret default/p has encrypted labels',
  ],
])('where a labelled Secret is expected: %s', (_name, item, words) => {
  for (const kind of ['RegisterSveltosClusters', 'RenderInventory']) {
    const missing = run(kind, [...sound, profile('p'), item]).find(
      ({ object }) => object && nameObject(object) === 'ClusterProfile default/p',
    );
    expect(missing?.problem).toContain(words);
  }
});

test('where an access provider expects a Secret, and it is sealed or encrypted', () => {
  const named = profile('p', { status: readsSecret({ name: 'access', key: 'kubeconfig' }) });
  const findings = run('RegisterSveltosClusters', [named, sealed('access', {}, 'default')]);
  expect(only(findings.filter(({ code }) => code === 'RC328')).problem).toContain('SealedSecret default/access is no');
  const encrypted = secret('access', { data: { kubeconfig: CIPHER }, sops: { mac: CIPHER } });
  expect(told(run('RegisterSveltosClusters', [named, encrypted]))).toContain('error RC463 Secret default/access');
  const plainly = secret('access', { data: { kubeconfig: base64(kubeconfig('p')) }, sops: null });
  expect(told(run('RegisterSveltosClusters', [named, plainly])).join()).not.toContain('RC463');
});

test('where an EventTrigger expects a Secret of templates', () => {
  const trigger = eventTrigger({ policyRefs: [{ kind: 'Secret', namespace: 'team', name: 'template' }] });
  const findings = (item: Item) => runEvents([team, eventSource(), trigger, eventOf(), item]).findings;
  expect(only(findings(sealed('template', {}, 'team')).filter(({ code }) => code === 'RC745')).problem).toContain(
    'SealedSecret team/template is no Secret before',
  );
  const encrypted = secret('template', {
    namespace: 'team',
    type: 'addons.projectsveltos.io/cluster-profile',
    data: { 'a.yaml': CIPHER },
    sops: { mac: CIPHER },
  });
  expect(told(findings(encrypted))).toContain('error RC463 Secret team/template');
});
