import { toPlain } from '../../src/krm/yaml/write';
import { buildSveltosSecret, mirrorData, SVELTOS_KEYS, shapeSveltosSecret } from '../../src/outputs/sveltos-secret';
import { base64, fleetOf, kubeconfig, type Overrides, only, secret } from '../support/objects';

const CONFIG = base64(kubeconfig());

test('the keys: clusterinventory-controller’s kubeconfig, the document’s config', () => {
  expect(SVELTOS_KEYS).toEqual({ SveltosController: 'kubeconfig', SveltosEvents: 'config' });
});

test.each([
  {
    rule: 'SveltosController: the controller’s Secret with its label',
    format: 'SveltosController' as const,
    managedBy: 'rollcall',
    labels: { 'clusterinventory.projectsveltos.io/managed-by': 'rollcall' },
  },
  {
    rule: 'SveltosController: managedBy is the label’s value',
    format: 'SveltosController' as const,
    managedBy: 'clusterinventory-controller',
    labels: { 'clusterinventory.projectsveltos.io/managed-by': 'clusterinventory-controller' },
  },
  {
    rule: 'SveltosEvents: the document’s Secret has no labels',
    format: 'SveltosEvents' as const,
    managedBy: 'rollcall',
    labels: {},
  },
])('$rule', ({ format, managedBy, labels }) => {
  const shape = shapeSveltosSecret('alpha', format, managedBy);
  expect(toPlain(buildSveltosSecret(shape, { data: { key: CONFIG }, annotations: {} }))).toStrictEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'alpha-sveltos-kubeconfig', labels, annotations: {} },
    type: 'Opaque',
    data: { key: CONFIG },
  });
});

const mirrors: { rule: string; given: Overrides; want: object }[] = [
  {
    rule: 'every key, its base64 as it is',
    given: { data: { config: CONFIG, 'ca.crt': 'eA==' } },
    want: { 'ca.crt': 'eA==', config: CONFIG },
  },
  {
    rule: 'stringData too, and over data, as the API server would have it',
    given: { data: { config: 'eA==' }, stringData: { config: kubeconfig(), note: 'ü' } },
    want: { config: CONFIG, note: 'w7w=' },
  },
  {
    rule: 'line breaks inside base64 are ignored',
    given: { data: { config: `${CONFIG.slice(0, 10)}\n${CONFIG.slice(10)}\r\n` } },
    want: { config: CONFIG },
  },
  {
    rule: 'empty values are mirrored as such',
    given: { data: { a: '', b: null, c: '\n' } },
    want: { a: '', b: '', c: '' },
  },
  {
    rule: 'what is not base64 is empty: its finding stops the render',
    given: { data: { z: 'no!', a: 'eA==', b: 'eA' } },
    want: { a: 'eA==', b: '', z: '' },
  },
  {
    rule: 'a key that every object inherits is a key like any other',
    given: { data: JSON.parse('{"__proto__":"eA==","constructor":"eQ=="}') },
    want: JSON.parse('{"__proto__":"eA==","constructor":"eQ=="}'),
  },
  { rule: 'no data at all', given: { data: null }, want: {} },
];

describe('the mirror of a labelled Secret', () => {
  test.each(mirrors)('$rule', ({ given, want }) => {
    const { object } = only(fleetOf(secret('s', given)).secrets);
    const mirror = mirrorData(object);
    expect(mirror).toEqual(want);
    expect(Object.keys(mirror)).toEqual(Object.keys(want));
  });
});
