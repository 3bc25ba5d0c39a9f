import fc from 'fast-check';
import { parse } from 'yaml';
import { collectText } from '../../../src/krm/sink';
import { SharedText, writeScalar } from '../../../src/krm/yaml/scalar';
import { isSame, toPlain, type Writable, type WritableObject, writeBlock } from '../../../src/krm/yaml/write';
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

  test.each(['1234', 'true', 'null', '+123', '/abc', '0000', 'yes='])(
    'base64 that looks like something else is quoted: %s',
    (text) => {
      expect(parse(write({ data: SharedText.ofBase64(text) }), { version: '1.1' })).toEqual({ data: text });
    },
  );
});

test('what differs is not the same', () => {
  expect(isSame({ a: '1' }, { a: 1 })).toBe(false);
  expect(isSame({ a: 1, b: 2 }, { a: 1 })).toBe(false);
  expect(isSame({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(isSame({ constructor: 1 }, {})).toBe(false);
  expect(isSame([1, 2], [2, 1])).toBe(false);
  expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
});
