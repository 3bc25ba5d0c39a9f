import { parse } from 'yaml';
import { itemNotObject } from '../../src/diagnostics/wire';
import { readResourceList } from '../../src/krm/resource-list';
import { collectText, Sink } from '../../src/krm/sink';
import { tellItem } from '../../src/krm/tell-item';
import { writeFailure, writeResourceList } from '../../src/krm/write-resource-list';
import { CopiedObject, type Written } from '../../src/krm/written';

/** What a ResourceList becomes when all of its items go, or when it had none. */
const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
const fresh: Written = { copyOf: new CopiedObject({ apiVersion: 'v1', kind: 'A' }, 'new', {}, {}), namespace: 'ns' };
const finding = itemNotObject({}, 3, 'null');

function write(text: string, written: readonly Written[], findings = [] as (typeof finding)[]): string {
  const { list } = readResourceList(Buffer.from(text));
  if (list === undefined) throw new Error('it cannot be read');
  return collectText((sink) => writeResourceList(sink, list, written, findings));
}

test.each([
  ['all items go', `${head}items:\n- kind: A\nlast: 1\n`, [], `${head}items: []\nlast: 1\n`],
  [
    'all items are replaced',
    `${head}items: [{kind: A}]\n`,
    [fresh],
    `${head}items:\n- apiVersion: v1\n  kind: A\n  metadata:\n    name: new\n    namespace: ns\n`,
  ],
  ['all items in brackets go', `${head}items: [{kind: A}]\n`, [], `${head}items: []\n`],
])('%s', (_rule, text, written, want) => expect(write(text, written)).toBe(want));

test('JSON is answered in JSON, with its findings', () => {
  const text = '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[]}';
  expect(JSON.parse(write(text, [fresh], [finding]))).toMatchObject({
    items: [{ kind: 'A', metadata: { name: 'new', namespace: 'ns' } }],
    results: [{ tags: { code: finding.code } }],
  });
  expect(JSON.parse(write(text, []))).not.toHaveProperty('results');
});

test('a failure is JSON where JSON was sent, and block YAML elsewhere', () => {
  const fail = (style: 'block' | 'flow') => collectText((sink) => writeFailure(sink, [finding], style));
  expect(JSON.parse(fail('flow'))).toEqual(parse(fail('block')));
  expect(() => JSON.parse(fail('block'))).toThrow();
  expect(parse(fail('block'))).toMatchObject({ kind: 'ResourceList', items: [], results: [{ severity: 'error' }] });
});

describe('who an item is whose text cannot be read', () => {
  const metadata = { name: 'a', namespace: '', labels: {}, annotations: {} };

  test.each<[rule: string, text: string, object: object, isSure: boolean]>([
    [
      'all of it',
      '- apiVersion: v1\n  kind: A\n  metadata:\n    name: a\n    namespace: n\n    labels: {l: x, n: 1}\n    annotations: {k: y}\n  b: 1\n  b: 2\n',
      {
        apiVersion: 'v1',
        kind: 'A',
        metadata: { name: 'a', namespace: 'n', labels: { l: 'x' }, annotations: { k: 'y' } },
      },
      true,
    ],
    ['no apiVersion', 'kind: A\nmetadata: {name: a}\n', { apiVersion: '', kind: 'A', metadata }, false],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', { apiVersion: 'v1', kind: '', metadata }, false],
    [
      'a number for a name',
      'apiVersion: v1\nkind: A\nmetadata: {name: 1}\n',
      { apiVersion: 'v1', kind: 'A', metadata: { ...metadata, name: '' } },
      false,
    ],
    [
      'two kinds',
      'apiVersion: v1\nkind: A\nkind: B\nmetadata: {name: a}\n',
      { apiVersion: 'v1', kind: '', metadata },
      false,
    ],
    ['a text', 'x\n', { apiVersion: '', kind: '', metadata: { ...metadata, name: '' } }, false],
  ])('%s', (_rule, text, object, isSure) => expect(tellItem(text)).toEqual({ object, isSure }));
});

test.each<[rule: string, write: (sink: Sink) => void, want: string[]]>([
  [
    'bytes that no longer fit wait for more',
    (sink) => [sink.bytes(Buffer.from('123')), sink.bytes(Buffer.from('4567890')), sink.bytes(Buffer.from('x'))],
    ['123', '4567890x'],
  ],
  [
    'a text that may not fit starts anew',
    (sink) => [sink.bytes(Buffer.from('123456')), sink.text('abc')],
    ['123456', 'abc'],
  ],
])('%s', (_rule, put, want) => {
  const chunks: string[] = [];
  const sink = new Sink((chunk) => void chunks.push(Buffer.from(chunk).toString()), 9);
  put(sink);
  sink.flush();
  expect(chunks).toEqual(want);
});
