import { LOCAL_CONFIG } from '../../src/krm/host-annotations';
import { Item } from '../../src/krm/item';
import { readDocuments } from '../../src/krm/read-documents';
import { readRoll } from '../../src/roll/read-roll';
import { asObject, styleRoll, withRoll, writeRoll } from '../../src/roll/write-roll';
import { itemOf, namespace, only } from '../support/objects';
import { roll } from './rolls';

const LINE = 'from Cluster mgmt/a; credentials none';
const full = roll({
  consumers: { y: 'two', x: 'one' },
  clusterSets: { prod: 'inventory' },
  registeredLabels: { tier: 'one', 'managed-by': 'true' },
  clusters: {
    'prod/a': `${LINE}; registered env=prod`,
    'prod/b': 'from Cluster mgmt/b; credentials none; registered x=',
  },
  objects: { 'ConfigMap a/b': 'from Secret a/c' },
});
const empty = roll();
const withoutShelves = (text: string) => text.replaceAll(/^ +# \d\d\n/gm, '');
const itemWith = (text: string) => new Item(Buffer.from(text), {});

test('the Roll as a document', () => {
  expect(
    withoutShelves(writeRoll(full, { z: 'null' })),
  ).toBe(`# Who is in the fleet and where it goes. Commit this file: a render that differs from it stops.
# \`rollcall roll\` writes it. The order of clusters is by a checksum of their names, between numbered lines, so that two
# branches which each add a cluster merge. Where a line names no consumers, every consumer gets the credentials.
apiVersion: rollcall.dev/v1alpha1
kind: Roll
metadata:
  name: fleet
  annotations:
    config.kubernetes.io/local-config: "true"
    z: "null"
spec:
  function: render-inventory
  consumers:
    x: one
    "y": two
  clusterSets:
    prod: inventory
  registeredLabels:
    managed-by: "true"
    tier: one
  clusters:
    prod/a: from Cluster mgmt/a; credentials none; registered env=prod
    prod/b: from Cluster mgmt/b; credentials none; registered x=
  objects:
    "ConfigMap a/b": from Secret a/c
`);
});

test('numbered lines stand between the clusters, the same number of them in every Roll', () => {
  const shelves = [...writeRoll(empty).matchAll(/^ {4}# (\d\d)$/gm)].map(([, number]) => Number(number));
  expect(shelves).toEqual(Array.from({ length: 64 }, (_, at) => at));
  const clusters = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`prod/${at}`, LINE]));
  const many = writeRoll(roll({ clusters }));
  expect([...many.matchAll(/^ {4}# \d\d$/gm)]).toHaveLength(64);
  // Evenly, so that two branches rarely meet: eight of 500 names are expected on each shelf.
  const counts = many.split(/^ {4}# \d\d$/m).map((shelf) => shelf.match(/prod/g)?.length ?? 0);
  expect(Math.max(...counts.slice(1))).toBeLessThan(24);
});

test('sections without an entry are left out, but for clusters', () => {
  expect(withoutShelves(writeRoll(empty)).split('spec:\n')[1]).toBe('  function: render-inventory\n  clusters:\n');
  expect(asObject(empty).spec).toEqual({ function: 'render-inventory' });
});

test('two names of one checksum have one order', () => {
  const lines = (...names: string[]) =>
    writeRoll(roll({ clusters: Object.fromEntries(names.map((name) => [name, LINE])) }));
  const text = lines('costarring', 'liquid');
  expect(text).toMatch(/^ {4}costarring: .*\n {4}liquid: /m);
  expect(lines('liquid', 'costarring')).toBe(text);
});

test('a written Roll is read as it was', () => {
  const item = only(readDocuments(Buffer.from(writeRoll(full)), 'roll.yaml').items);
  expect(readRoll(item)).toEqual({ roll: full, findings: [] });
  expect(item.object).toEqual(asObject(full));
  expect(readRoll(itemOf(asObject(full)))).toEqual({ roll: full, findings: [] });
});

test.each([
  ['a label that ends with =', 'registered x='],
  ['a colon and a space', 'registered x=a: b'],
  ['a comment', 'registered x=a #b'],
  ['two spaces', 'registered x=a  b'],
  ['what looks like another line', 'registered x=a: from b'],
])('a line with %s is read as it was', (_what, fact) => {
  const odd = roll({ clusters: { 'prod/a': `${LINE}; ${fact}` } });
  expect(readRoll(only(readDocuments(Buffer.from(writeRoll(odd)), 'roll.yaml').items)).roll).toEqual(odd);
});

describe('in the style of the item that it replaces', () => {
  const plain = writeRoll(full).split('\n').slice(3);

  test('an entry of a block list keeps its dash and its indentation', () => {
    expect(styleRoll(itemWith('- a: 1\n'), full).toString()).toBe(
      plain.map((line, at) => (line === '' ? '' : `${at === 0 ? '- ' : '  '}${line}`)).join('\n'),
    );
    expect(styleRoll(itemWith('  -   a: 1\n'), full).toString()).toBe(
      plain.map((line, at) => (line === '' ? '' : `${at === 0 ? '  -   ' : '      '}${line}`)).join('\n'),
    );
  });

  test('JSON stays JSON, on one line or on several', () => {
    const object = asObject(full, { z: 'z' });
    expect(styleRoll(itemWith('{"a":1}'), full, { z: 'z' }).toString()).toBe(JSON.stringify(object));
    expect(styleRoll(itemWith('  {\n"a":1}'), full, { z: 'z' }).toString()).toBe(JSON.stringify(object, undefined, 2));
  });

  test('a document has the comment at its head', () => {
    expect(styleRoll(itemWith('a: {}\nb: - c\n'), full).toString()).toBe(writeRoll(full));
  });
});

describe('in the output', () => {
  const other = namespace('other');
  const written = [{ item: other }];

  test('nothing is written where the render does not', () => {
    expect(withRoll(written, undefined)).toBe(written);
    expect(withRoll(written, { roll: full, isToWrite: false })).toBe(written);
    expect(withRoll([], { roll: full, isToWrite: true })).toEqual([]);
  });

  test('it takes the place of the old one and keeps what the host noted about its file', () => {
    const annotations = { 'config.kubernetes.io/path': 'roll.yaml', 'config.kubernetes.io/index': '0', note: 'lost' };
    const old = itemOf({ apiVersion: 'rollcall.dev/v1alpha1', kind: 'Roll', metadata: { name: 'fleet', annotations } });
    const result = withRoll([...written, { item: old }, ...written], { item: old, roll: full, isToWrite: true });
    expect(result.map((one) => 'item' in one && one.item === other)).toEqual([true, false, true]);
    const [, update] = result;
    if (update === undefined || !('item' in update)) throw new Error('the Roll is missing');
    expect(update.item.object.metadata).toEqual({
      name: 'fleet',
      annotations: {
        'config.kubernetes.io/path': 'roll.yaml',
        'config.kubernetes.io/index': '0',
        [LOCAL_CONFIG]: 'true',
      },
    });
    expect(JSON.parse(update.item.bytes.toString())).toEqual(update.item.object);
  });

  test('a new one is at the end, in the style of the others', () => {
    const result = withRoll(written, { roll: full, isToWrite: true });
    expect(result[0]).toBe(written[0]);
    const added = result[1];
    if (added === undefined || !('item' in added)) throw new Error('the Roll is missing');
    expect(result).toHaveLength(2);
    expect(added.item.object).toEqual(asObject(full));
    expect(added.item.bytes.toString()).toBe(JSON.stringify(asObject(full), undefined, 2));
  });
});
