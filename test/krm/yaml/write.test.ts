import fc from 'fast-check';
import { parse } from 'yaml';
import { collectText } from '../../../src/krm/sink';
import { SharedText, writeScalar } from '../../../src/krm/yaml/scalar';
import {
  isSame,
  renderBlock,
  toPlain,
  type Writable,
  type WritableObject,
  writeBlock,
} from '../../../src/krm/yaml/write';
import { trickyStrings } from '../../support/yaml-texts';

const write = (map: WritableObject) => `${collectText((sink) => writeBlock(sink, map))}\n`;

const strings = fc.oneof(fc.constantFrom(...trickyStrings), fc.string(), fc.string({ unit: 'binary' }));

describe('a string stays that string', () => {
  test.each(trickyStrings.map((text) => [JSON.stringify(text), text]))('%s', (_shown, text) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(write({ key: text, [text]: 'value' }), { version })).toEqual({ key: text, [text]: 'value' });
    }
  });

  test('whatever it holds, for readers of YAML 1.1 and 1.2, as a key and as a value', () => {
    const property = fc.property(strings, (text) => {
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(`${writeScalar(text)}: ${writeScalar(text)}\n`, { version })).toEqual({ [text]: text });
      }
    });
    fc.assert(property, { numRuns: 3000 });
  });

  test.each(['default', 'lib.projectsveltos.io/v1beta1', 'a-b_c', 'Zm9vYmFy', 'QQ=='])(
    'and is not quoted where that is plain: %s',
    (text) => {
      expect(writeScalar(text)).toBe(text);
    },
  );
});

const values = fc.letrec<{ node: Writable }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    strings,
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(
      strings.filter((key) => key !== '__proto__'),
      tie('node'),
      { maxKeys: 3 },
    ),
  ),
})).node;

describe('a written object', () => {
  test('reads back as what it was', () => {
    const property = fc.property(values, (value) => {
      expect(parse(write({ value }))).toEqual({ value });
      expect(isSame(parse(write({ value })), { value })).toBe(true);
    });
    fc.assert(property, { numRuns: 1500 });
  });

  test('has the layout of kubectl, with a shared text in its place', () => {
    const config = SharedText.ofBase64('YXBpVmVyc2lvbjogdjEK');
    const object = {
      apiVersion: 'v1',
      metadata: { name: 'a', labels: {}, none: undefined },
      data: { config },
      list: ['x', { b: 1, c: [2] }, []],
    };
    expect(write(object)).toBe(`apiVersion: v1
metadata:
  name: a
  labels: {}
data:
  config: YXBpVmVyc2lvbjogdjEK
list:
- x
- b: 1
  c:
  - 2
- []
`);
    expect(toPlain(object)).toEqual({
      apiVersion: 'v1',
      metadata: { name: 'a', labels: {} },
      data: { config: 'YXBpVmVyc2lvbjogdjEK' },
      list: ['x', { b: 1, c: [2] }, []],
    });
  });

  test.each([
    '1234',
    'true',
    'null',
    '+123',
    '/abc',
    '0000',
    'yes=',
    '0x1234567890',
    '123456789e12',
    'e12345678901',
    'E+1234567890',
  ])('base64 that looks like something else is quoted: %s', (text) => {
    expect(parse(write({ data: SharedText.ofBase64(text) }), { version: '1.1' })).toEqual({ data: text });
  });
});

const shared = SharedText.ofBase64('eA==');

test.each<[rule: string, a: unknown, b: Writable]>([
  ['another type', { a: '1' }, { a: 1 }],
  ['a key more', { a: 1, b: 2 }, { a: 1 }],
  ['a key less', { a: 1 }, { a: 1, b: 2 }],
  ['another key', { a: 1 }, { b: 1 }],
  ['a key that every object inherits', { constructor: 1 }, {}],
  ['the same, where a value is left out', { constructor: 1 }, { a: undefined }],
  ['another order of a list', [1, 2], [2, 1]],
  ['a list that is longer', [1, 2], [1]],
  ['a list that is shorter', [1], [1, 2]],
  ['a longer list deep inside', { a: [{ b: [1, 2] }] }, { a: [{ b: [1] }] }],
  ['one entry of a list', [1, 2, 3], [1, 0, 3]],
  ['one value of a map', { a: 1, b: 2 }, { a: 1, b: 3 }],
  ['a map for a list', { 0: 1, length: 1 }, [1]],
  ['a list for a map', [], {}],
  ['null for a map', null, {}],
  ['a text for a map', 'x', {}],
  ['nothing for a map', undefined, {}],
  ['another shared text', 'eA=', shared],
  ['another shared text inside', { a: ['y'] }, { a: [shared] }],
])('what differs is not the same: %s', (_rule, a, b) => expect(isSame(a, b)).toBe(false));

test.each<[rule: string, a: unknown, b: Writable]>([
  ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['a field that is left out', { a: 1 }, { a: 1, b: undefined }],
  ['a shared text', { a: ['eA=='] }, { a: [shared] }],
  ['empty ones', { a: [], b: {}, c: null }, { a: [], b: {}, c: null }],
])('what holds the same is the same: %s', (_rule, a, b) => expect(isSame(a, b)).toBe(true));

test.each<[rule: string, map: WritableObject, want: string]>([
  ['a map without fields', { a: {}, b: { c: undefined } }, 'a: {}\nb: {}\n'],
  ['a list of maps without fields', { a: [{}, { b: undefined }] }, 'a:\n- {}\n- {}\n'],
  ['a list in a list', { a: [[1, [2]], []] }, 'a:\n-\n  - 1\n  -\n    - 2\n- []\n'],
  ['a map that begins with a list', { a: [{ b: ['c'], d: 1 }] }, 'a:\n- b:\n  - c\n  d: 1\n'],
  ['a map in a map in a list', { a: [{ b: { c: 1 } }] }, 'a:\n- b:\n    c: 1\n'],
  ['shared texts', { a: [shared, shared], b: shared }, 'a:\n- eA==\n- eA==\nb: eA==\n'],
  [
    'numbers, booleans, null',
    { a: 1.5, b: 12345678901234567890n, c: false, d: null },
    'a: 1.5\nb: 12345678901234567890\nc: false\nd: null\n',
  ],
])('layout: %s', (_rule, map, want) => {
  expect(write(map)).toBe(want);
});

test('a map that stands elsewhere begins at its place', () => {
  const text = collectText((sink) => {
    sink.text('- ');
    writeBlock(sink, { a: { b: [1] }, c: 2 }, '  ');
  });
  expect(text).toBe('- a:\n    b:\n    - 1\n  c: 2');
});

test('plain values are the same without what is left out', () => {
  expect(toPlain({ a: [shared, { b: undefined, c: null }], d: { e: 1n } })).toEqual({
    a: ['eA==', { c: null }],
    d: { e: 1n },
  });
});

test('its pieces: a shared text is one of its own, and never the first or the last', () => {
  const pieces = renderBlock({ a: shared, b: { c: shared } }, '', '- ', '!').map((piece) =>
    Buffer.from(piece).toString(),
  );
  expect(pieces).toEqual(['- a: ', 'eA==', '\nb:\n  c: ', 'eA==', '!']);
});
