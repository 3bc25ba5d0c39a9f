import { isHostAnnotation, placeFrom, withoutHostAnnotations } from '../../src/krm/host-annotations';
import { groupOf, parseIdentityKey, stringsOf } from '../../src/krm/identity';
import { placesInWords, wordsWithFile } from '../../src/krm/item';
import { type Json, objectAt, parseExactly, parseJson, stringAt, typeInWords, writeJson } from '../../src/krm/json';
import { changes, holdsLarge } from '../../src/krm/large-numbers';
import { indexEarlier, sourcesOf } from '../../src/krm/ownership';
import { findPackage } from '../../src/krm/package-scope';
import { readDocuments } from '../../src/krm/read-documents';
import { cluster, secret } from '../support/objects';

/** The small facts that everything else is decided by. */
describe('identities', () => {
  test.each([
    ['apps/v1', 'apps'],
    ['v1', ''],
    ['/v1', ''],
    ['a/b/c', 'a'],
    ['', ''],
  ])('the group of %j is %j', (apiVersion, want) => expect(groupOf(apiVersion)).toBe(want));

  test.each([
    ['g/K/ns/n', { group: 'g', kind: 'K', namespace: 'ns', name: 'n' }],
    ['/K//n', { group: '', kind: 'K', namespace: '', name: 'n' }],
    ['', undefined],
    ['g/K', undefined],
    ['g/K/ns', undefined],
    ['g//ns/n', undefined],
    ['g/K/ns/', undefined],
    ['g/K/ns/n/', undefined],
    ['g/K/ns/n/more', undefined],
  ])('the key %j', (key, want) => expect(parseIdentityKey(key)).toEqual(want));

  test.each<[Json | undefined, Record<string, string>]>([
    [{ a: 'x', b: 1, c: null, d: ['y'] }, { a: 'x' }],
    [['x'], {}],
    ['x', {}],
    [null, {}],
    [undefined, {}],
  ])('the strings of %j', (map, want) => expect(stringsOf(map)).toEqual(want));
});

describe('annotations of hosts', () => {
  test.each([
    ['config.kubernetes.io/path', true],
    ['config.kubernetes.io/index', true],
    ['internal.config.kubernetes.io/path', true],
    ['internal.config.kubernetes.io/anything', true],
    ['internal.config.k8s.io/anything', true],
    ['kustomize.config.k8s.io/anything', true],
    ['config.k8s.io/id', true],
    ['internal.kubernetes.io/annotations-migration-resource-id', true],
    ['config.kubernetes.io/origin', true],
    ['alpha.config.kubernetes.io/transformations', true],
    ['config.kubernetes.io/local-config', false],
    ['config.kubernetes.io/depends-on', false],
    ['my.internal.config.kubernetes.io/path', false],
    ['', false],
  ])('%s: %s', (key, want) => expect(isHostAnnotation(key)).toBe(want));

  test.each<[annotations: Record<string, string>, want: unknown]>([
    [
      { 'config.kubernetes.io/path': 'a', 'config.kubernetes.io/index': '3' },
      { path: 'a', index: 3 },
    ],
    [
      { 'internal.config.kubernetes.io/path': 'b', 'config.kubernetes.io/path': 'a' },
      { path: 'b', index: 0 },
    ],
    [
      { 'config.kubernetes.io/path': 'a', 'config.kubernetes.io/index': 'x' },
      { path: 'a', index: 0 },
    ],
    [
      { 'config.kubernetes.io/path': 'a', 'config.kubernetes.io/index': '1.5' },
      { path: 'a', index: 0 },
    ],
    [{ 'config.kubernetes.io/index': '3' }, undefined],
  ])('the place of %j', (annotations, want) => expect(placeFrom(annotations)).toEqual(want));

  test('an object without them is itself, and loses empty annotations with the last', () => {
    const object = { metadata: { name: 'a', annotations: { k: 'v' } }, kind: 'A' };
    expect(withoutHostAnnotations(object)).toBe(object);
    expect(withoutHostAnnotations({ kind: 'A' })).toEqual({ kind: 'A' });
    const host = { 'config.kubernetes.io/path': 'a' };
    expect(withoutHostAnnotations({ metadata: { name: 'a', annotations: { ...host, k: 'v' } } })).toEqual({
      metadata: { name: 'a', annotations: { k: 'v' } },
    });
    expect(withoutHostAnnotations({ metadata: { name: 'a', annotations: host } })).toStrictEqual({
      metadata: { name: 'a' },
    });
  });
});

describe('values', () => {
  test.each<[unknown, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    [[], 'a list'],
    [{}, 'a map'],
    [true, 'a boolean'],
    [1, 'a number'],
    [1n, 'a number'],
    ['', 'a string'],
  ])('%p is %s', (value, want) => expect(typeInWords(value)).toBe(want));

  test('a field of its own', () => {
    expect(stringAt({ a: 'x' }, 'a')).toBe('x');
    expect(stringAt({ a: 1 }, 'a')).toBeUndefined();
    expect(stringAt({}, 'constructor')).toBeUndefined();
    expect(stringAt({}, 'toString')).toBeUndefined();
    expect(objectAt({ a: { b: { c: 1 } } }, 'a', 'b')).toEqual({ c: 1 });
    expect(objectAt({ a: ['b'] }, 'a', '0')).toEqual({});
    expect(objectAt({ a: [] }, 'a')).toEqual({});
    expect(objectAt(null, 'a')).toEqual({});
  });

  test.each<[unknown, string]>([
    [{ a: 1n, b: [2n, null, undefined], c: undefined, d: { e: 'x"' } }, '{"a":1,"b":[2,null,null],"d":{"e":"x\\""}}'],
    [[12345678901234567890n, true, 'x', null, 1.5], '[12345678901234567890,true,"x",null,1.5]'],
    [12345678901234567890n, '12345678901234567890'],
    [{ a: [{ b: null }], n: 1n }, '{"a":[{"b":null}],"n":1}'],
    [{ a: 1 }, '{"a":1}'],
    ['x', '"x"'],
  ])('JSON of what holds large numbers', (value, want) => expect(writeJson(value)).toBe(want));

  test('what is no fault of a number is thrown on', () => {
    const broken = {
      toJSON() {
        throw new RangeError('mine');
      },
    };
    expect(() => writeJson(broken)).toThrow(RangeError);
  });

  test.each<[string, unknown]>([
    ['{"a":1}', { a: 1 }],
    ['{"a":"12345678901234567890"}', { a: '12345678901234567890' }],
    ['{"a":999999999999999}', { a: 999999999999999 }],
    ['[1,2]', [1, 2]],
    ['[1e99]', [1e99]],
    ['[12.5e-300]', [12.5e-300]],
    ['{"a":1234567890123456}', undefined],
    ['{"a": -12345678901234567890}', undefined],
    ['[12345678901234567890]', undefined],
    ['[1,12345678901234567890]', undefined],
    ['[1.2345678901234567890]', undefined],
    ['{"a":1e400}', undefined],
    ['{"a":12E+400}', undefined],
    ['{"a":-1.5e400}', undefined],
    ['{', undefined],
  ])('%s is read where no digit is lost', (text, want) => expect(parseExactly(text)).toEqual(want));

  test('JSON that is none', () => {
    expect(parseJson('{"a":1}')).toEqual({ a: 1 });
    expect(parseJson('{a: 1}')).toBeUndefined();
  });

  test.each<[bigint, asDouble: boolean, asInt64: boolean, asUint64: boolean]>([
    [2n ** 53n, false, false, false],
    [2n ** 53n + 1n, true, false, false],
    [2n ** 63n - 1n, true, false, false],
    [2n ** 63n, false, false, false],
    [2n ** 63n + 1n, true, true, false],
    [2n ** 64n - 1n, true, true, false],
    [2n ** 64n, false, false, false],
    [2n ** 64n + 1n, true, true, true],
    [-(2n ** 53n) - 1n, true, false, false],
    [-(2n ** 63n) - 1n, true, true, true],
  ])('%p changes as a double: %p, as int64: %p, as uint64: %p', (number, asDouble, asInt64, asUint64) => {
    expect([changes.asDouble(number), changes.asInt64(number), changes.asUint64(number)]).toEqual([
      asDouble,
      asInt64,
      asUint64,
    ]);
  });

  test('a large number is found wherever it is', () => {
    const isOdd = (number: bigint) => number % 2n === 1n;
    for (const value of [3n, [1, 3n], { a: 1, b: [{ c: 3n }] }, [[4n, 3n]]])
      expect(holdsLarge(value, isOdd)).toBe(true);
    for (const value of [4n, [1, 4n], { a: 3 }, '3', null, []]) expect(holdsLarge(value, isOdd)).toBe(false);
  });
});

describe('marks', () => {
  const made = (sources: string) => secret('a', { annotations: { 'rollcall.dev/source': sources } });

  test('sources', () => {
    expect(sourcesOf(made('a,b'))).toEqual(['a', 'b']);
    expect(sourcesOf(made(',a,'))).toEqual(['a']);
    expect(sourcesOf(made(''))).toEqual([]);
    expect(sourcesOf(secret('a'))).toEqual([]);
  });

  test('what was made earlier, by its source', () => {
    const both = made('x,y');
    const index = indexEarlier([both]);
    expect(index.isEmpty).toBe(false);
    expect([index.madeFrom('x'), index.madeFrom('y'), index.madeFrom('z')]).toEqual([[both], [both], []]);
    expect(indexEarlier([]).isEmpty).toBe(true);
  });

  test('a package that a host names for only some objects is that of the others', () => {
    const inPackage = { annotations: { 'internal.config.kubernetes.io/package-path': '/fleet' } };
    expect(findPackage(null, [cluster('a', inPackage), cluster('b')])).toBe('');
  });
});

test('where objects stand, in words', () => {
  const hosted = secret('a', { annotations: { 'config.kubernetes.io/path': 'b.yaml' } });
  const { items } = readDocuments(Buffer.from('\nkind: A\nmetadata: {name: x}\n---\nkind: B\n'), 'c.yaml');
  expect(placesInWords([hosted, ...items, secret('d')])).toBe('b.yaml, document 1; c.yaml:2; c.yaml:5; no file');
  expect(wordsWithFile(hosted)).toBe('Secret default/a (b.yaml)');
  expect(wordsWithFile(secret('d'))).toBe('Secret default/d');
  expect(hosted.pathInPackage).toBe('b.yaml');
  expect(secret('d').pathInPackage).toBeUndefined();
});
