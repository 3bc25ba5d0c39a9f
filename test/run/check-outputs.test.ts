import { createHash } from 'node:crypto';
import type { Item } from '../../src/krm/item';
import type { Output } from '../../src/outputs/output';
import { checkOutputs, nameKey } from '../../src/run/check-outputs';
import { cluster, fleetOf, namespace, sentence, told } from '../support/objects';

interface Wish {
  readonly name: string;
  readonly namespaces?: readonly string[];
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly data?: Record<string, string>;
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly from?: string;
}

function output({ name, namespaces = ['here'], from = 'alpha', ...rest }: Wish): Output {
  const { labels = {}, annotations = {}, data = {}, apiVersion = 'v1', kind = 'Secret' } = rest;
  const origin: Item = cluster(from);
  const metadata = { name, labels, annotations };
  return {
    object: { apiVersion, kind, metadata, data },
    namespaces: new Set(namespaces),
    origin,
    sources: [origin.key],
    role: 'ConsumerSecret',
  };
}

const SOURCE_OF = (name: string) => `cluster.x-k8s.io/Cluster/mgmt/${name}`;

/** What is shown of a text in its place: `printf %s TEXT | sha256sum`. */
const digestOf = (text: string) => `digest ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;

interface Row {
  readonly rule: string;
  readonly given: readonly Wish[];
  readonly want: string[];
  readonly says?: { readonly code: string; readonly facts: readonly string[] };
}

const rows: Row[] = [
  { rule: 'an output that any API server takes', given: [{ name: 'a', labels: { env: 'Prod_1.0' } }], want: [] },
  { rule: 'a name of 253 characters', given: [{ name: 'a'.repeat(253) }], want: [] },
  {
    rule: 'a name of 254 characters is an error that points at its source',
    given: [{ name: 'a'.repeat(254) }],
    want: ['error RC361 Cluster mgmt/alpha metadata.name'],
    says: { code: 'RC361', facts: ['Secret', '254 characters'] },
  },
  {
    rule: 'a name that is no DNS name',
    given: [{ name: 'default-Alpha-kubeconfig' }],
    want: ['error RC361 Cluster mgmt/alpha metadata.name'],
  },
  { rule: 'an empty name', given: [{ name: '' }], want: ['error RC361 Cluster mgmt/alpha metadata.name'] },
  { rule: 'a label’s value of 63 characters', given: [{ name: 'a', labels: { k: 'a'.repeat(63) } }], want: [] },
  { rule: 'an empty label’s value', given: [{ name: 'a', labels: { k: '' } }], want: [] },
  {
    rule: 'a label’s value of 64 characters is an error that names the label',
    given: [{ name: 'a', labels: { 'example.com/k': 'a'.repeat(64), fine: 'x' } }],
    want: ['error RC362 Cluster mgmt/alpha metadata.labels'],
    says: { code: 'RC362', facts: ['Secret', 'label whose value', '64 characters'] },
  },
  {
    rule: 'a label’s value that no API server takes',
    given: [{ name: 'a', labels: { k: 'a b' } }],
    want: ['error RC362 Cluster mgmt/alpha metadata.labels'],
  },
  {
    rule: 'a label’s key that no API server takes',
    given: [{ name: 'a', labels: { 'not a key!': 'x', 'example.com/fine': 'x' } }],
    want: ['error RC362 Cluster mgmt/alpha metadata.labels'],
    says: { code: 'RC362', facts: ['label whose key', '10 characters', digestOf('not a key!')] },
  },
  {
    rule: 'an annotation’s key that no API server takes; its value may be anything',
    given: [{ name: 'a', annotations: { 'not a key!': 'x', 'example.com/fine': 'a b!' } }],
    want: ['error RC365 Cluster mgmt/alpha'],
    says: { code: 'RC365', facts: ['a key in its annotations', digestOf('not a key!')] },
  },
  {
    rule: 'a data key that no API server takes',
    given: [{ name: 'a', data: { 'a/b': 'eA==', 'ca.crt': 'eA==' } }],
    want: ['error RC365 Cluster mgmt/alpha'],
    says: { code: 'RC365', facts: ['a key in its data', '3 characters', digestOf('a/b')] },
  },
  {
    rule: 'everything that is wrong with an output is told',
    given: [{ name: 'A', labels: { k: '-', l: '/' } }],
    want: [
      'error RC361 Cluster mgmt/alpha metadata.name',
      'error RC362 Cluster mgmt/alpha metadata.labels',
      'error RC362 Cluster mgmt/alpha metadata.labels',
    ],
  },

  {
    rule: 'the same name in the same namespace is an error that names both claimants (a-b + c and a + b-c)',
    given: [
      { name: 'a-b-c-kubeconfig', from: 'alpha' },
      { name: 'a-b-c-kubeconfig', from: 'beta' },
    ],
    want: ['error RC363 Cluster mgmt/alpha'],
    says: { code: 'RC363', facts: ['Secret here/a-b-c-kubeconfig', SOURCE_OF('alpha'), SOURCE_OF('beta')] },
  },
  {
    rule: 'one finding for the pair names every namespace that both go to, sorted',
    given: [
      { name: 'a', namespaces: ['z', 'here', 'mine'], from: 'alpha' },
      { name: 'a', namespaces: ['here', 'z', 'yours'], from: 'beta' },
    ],
    want: ['error RC363 Cluster mgmt/alpha', 'warning RC364', 'warning RC364', 'warning RC364'],
    says: { code: 'RC363', facts: ['Secret here/a, Secret z/a'] },
  },
  {
    rule: 'the same name in another namespace is another object',
    given: [
      { name: 'a', namespaces: ['here'], from: 'alpha' },
      { name: 'a', namespaces: ['there'], from: 'beta' },
    ],
    want: [],
  },
  {
    rule: 'the same name of another kind is another object',
    given: [{ name: 'a' }, { name: 'a', kind: 'ConfigMap' }],
    want: [],
  },
  {
    rule: 'the same name of another group is another object',
    given: [
      { name: 'a', apiVersion: 'one.example/v1', kind: 'Thing' },
      { name: 'a', apiVersion: 'two.example/v1', kind: 'Thing' },
    ],
    want: [],
  },
  {
    rule: 'the same name in another version is the same object',
    given: [
      { name: 'a', apiVersion: 'one.example/v1', kind: 'Thing' },
      { name: 'a', apiVersion: 'one.example/v2', kind: 'Thing', from: 'beta' },
    ],
    want: ['error RC363 Cluster mgmt/alpha'],
  },
  {
    rule: 'of three claimants each pair is told, so every one is named',
    given: [
      { name: 'a', from: 'alpha' },
      { name: 'a', from: 'beta' },
      { name: 'a', from: 'gamma' },
    ],
    want: ['error RC363 Cluster mgmt/alpha', 'error RC363 Cluster mgmt/alpha', 'error RC363 Cluster mgmt/beta'],
  },

  {
    rule: 'a Namespace that the input lacks: one warning with the number of objects',
    given: [{ name: 'a', namespaces: ['here', 'nowhere'] }, { name: 'b', namespaces: ['nowhere'] }, { name: 'c' }],
    want: ['warning RC364'],
    says: { code: 'RC364', facts: ['2 objects', 'nowhere'] },
  },
  {
    rule: 'one object is one',
    given: [{ name: 'a', namespaces: ['nowhere'] }],
    want: ['warning RC364'],
    says: { code: 'RC364', facts: ['One object'] },
  },
  {
    rule: 'every Namespace that is not there',
    given: [{ name: 'a', namespaces: ['no', 'nowhere', 'here'] }],
    want: ['warning RC364', 'warning RC364'],
  },
  {
    rule: 'a namespace that can be none is an error',
    given: [{ name: 'a', namespaces: ['No_Where'] }],
    want: ['error RC361'],
    says: { code: 'RC361', facts: ['The Namespace would', digestOf('No_Where')] },
  },
  {
    rule: 'a Namespace that the render makes is there',
    given: [
      { name: 'made', kind: 'Namespace', namespaces: [''] },
      { name: 'a', namespaces: ['made'] },
    ],
    want: [],
  },
  {
    rule: 'another object of a Namespace’s name makes none',
    given: [
      { name: 'made', kind: 'ConfigMap', namespaces: ['here'] },
      { name: 'a', namespaces: ['made'] },
    ],
    want: ['warning RC364'],
  },
  { rule: 'nothing to check', given: [], want: [] },
];

test('no name, label or key that something made is shown: a template could have made it from a secret', () => {
  const marker = 'fake-token-never-to-be-shown!';
  const given = [
    {
      name: marker,
      labels: { [marker]: marker, fine: marker },
      annotations: { [marker]: marker },
      data: { [marker]: '' },
    },
    { name: 'fake-token-never-to-be-shown', labels: { fine: marker } },
  ];
  const findings = checkOutputs(given.map(output), fleetOf(namespace('here')));
  expect(told(findings).map((line) => line.split(' ')[1])).toEqual([
    'RC361',
    'RC362',
    'RC362',
    'RC362',
    'RC362',
    'RC365',
    'RC365',
  ]);
  expect(JSON.stringify(findings)).not.toContain('never-to-be-shown');
});

test.each(rows)('$rule', ({ given, want, says }) => {
  const findings = checkOutputs(given.map(output), fleetOf(namespace('here'), namespace('there')));
  expect(told(findings)).toEqual(want);
  for (const fact of says?.facts ?? []) expect(sentence(findings, says?.code ?? '')).toContain(fact);
});

test('outputs that share one set of namespaces count one by one', () => {
  const namespaces = new Set(['nowhere']);
  const outputs = ['a', 'b', 'c'].map((name) => ({ ...output({ name }), namespaces }));
  expect(sentence(checkOutputs(outputs, fleetOf()), 'RC364')).toContain('3 objects');
});

test('of a claimant with several sources each is named', () => {
  const sources = [SOURCE_OF('beta'), SOURCE_OF('gamma')];
  const outputs = [output({ name: 'a' }), { ...output({ name: 'a', from: 'beta' }), sources }];
  const findings = checkOutputs(outputs, fleetOf(namespace('here')));
  expect(sentence(findings, 'RC363')).toContain(sources.join(','));
});

test('an output’s name has its group and kind, and no version', () => {
  expect(nameKey(output({ name: 'a' }).object)).toBe('/Secret/a');
  expect(
    nameKey(output({ name: 'a', apiVersion: 'lib.projectsveltos.io/v1beta1', kind: 'SveltosCluster' }).object),
  ).toBe('lib.projectsveltos.io/SveltosCluster/a');
});
