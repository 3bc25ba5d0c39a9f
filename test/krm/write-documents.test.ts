import { parse, parseAllDocuments } from 'yaml';
import type { Item } from '../../src/krm/item';
import { readDocuments } from '../../src/krm/read-documents';
import { collectText } from '../../src/krm/sink';
import { isLocalConfig, writeDocuments } from '../../src/krm/write-documents';
import { CopiedObject, CopyWriter, type Written } from '../../src/krm/written';
import { SharedText } from '../../src/krm/yaml/scalar';
import { toPlain } from '../../src/krm/yaml/write';
import { only, secret } from '../support/objects';

/** Objects as documents: new ones in each of their namespaces, or in none, and items as they came. */
const shared = SharedText.ofBase64('YXBpVmVyc2lvbjogdjEK');
const copyOf = new CopiedObject(
  { apiVersion: 'v1', kind: 'Secret' },
  'a',
  { labels: { k: 'yes' } },
  { type: 'Opaque', data: { one: shared, two: shared }, list: [{ b: 1 }] },
);
const write = (...written: Written[]) => collectText((sink) => writeDocuments(sink, written));
const read = (text: string) => parseAllDocuments(text).map((document) => document.toJS());
const itemOf = (text: string): Item => only(readDocuments(Buffer.from(text), 'a.yaml').items);

describe('a copy', () => {
  test('in a namespace stands as it is there', () => {
    expect(write({ copyOf, namespace: 'team' })).toBe(`apiVersion: v1
kind: Secret
metadata:
  name: a
  namespace: team
  labels:
    k: "yes"
type: Opaque
data:
  one: YXBpVmVyc2lvbjogdjEK
  two: YXBpVmVyc2lvbjogdjEK
list:
- b: 1
`);
  });

  test('of the cluster itself has no namespace', () => {
    const role = new CopiedObject({ apiVersion: 'v1', kind: 'ClusterRole' }, 'a', {}, { rules: [] });
    expect(write({ copyOf: role, namespace: '' })).toBe(
      'apiVersion: v1\nkind: ClusterRole\nmetadata:\n  name: a\nrules: []\n',
    );
  });

  test('in many namespaces, and in none between them, is each of them', () => {
    const namespaces = ['x', 'x', '', 'y', 'true', '', 'x', '1'];
    const text = write(...namespaces.map((namespace) => ({ copyOf, namespace })));
    expect(read(text)).toEqual(namespaces.map((namespace) => toPlain(copyOf.in(namespace))));
  });

  test('is rendered anew where it stands in a list', () => {
    const text = collectText((sink) => {
      const [documents, entries] = [new CopyWriter(sink), new CopyWriter(sink, '  - ', '    ')];
      documents.write(copyOf, 'x');
      sink.text('items:\n');
      for (const namespace of ['x', '', 'y']) entries.write(copyOf, namespace);
    });
    expect(parse(text)).toEqual({
      ...Object(toPlain(copyOf.in('x'))),
      items: ['x', '', 'y'].map((namespace) => toPlain(copyOf.in(namespace))),
    });
  });

  test('says its type and name', () => {
    expect(copyOf.head).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } });
    expect(toPlain(copyOf.in('x'))).toMatchObject({ metadata: { name: 'a', namespace: 'x', labels: { k: 'yes' } } });
    expect(toPlain(copyOf.in(''))).toMatchObject({ metadata: { name: 'a', labels: { k: 'yes' } } });
    expect(Object(toPlain(copyOf.in(''))).metadata).not.toHaveProperty('namespace');
  });
});

describe('an item', () => {
  test('is its own text, and one without a final newline gets one', () => {
    const item = itemOf('kind: A # here\napiVersion: v1\nmetadata: {name: a}\nn: 1.0');
    expect(write({ item }, { item })).toBe(`${item.bytes.toString()}\n---\n${item.bytes.toString()}\n`);
  });

  test('that cannot stand alone is written anew, without what only a host may read', () => {
    const text = 'apiVersion: v1\nkind: A\nmetadata:\n  name: a\n  annotations: {config.kubernetes.io/path: b, k: v}\n';
    expect(write({ item: itemOf(text) }, { copyOf, namespace: 'x' })).toBe(
      `apiVersion: v1\nkind: A\nmetadata:\n  name: a\n  annotations:\n    k: v\n---\n${write({ copyOf, namespace: 'x' })}`,
    );
  });

  test.each([
    ['true', true],
    ['yes', true],
    ['', true],
    ['false', false],
    [undefined, false],
  ])('with local-config: %s', (value, want) => {
    const annotations = value === undefined ? {} : { 'config.kubernetes.io/local-config': value };
    expect(isLocalConfig(secret('a', { annotations }))).toBe(want);
  });
});

test('nothing is nothing', () => expect(write()).toBe(''));
