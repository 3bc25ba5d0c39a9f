import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { readOptions } from '../../../src/krm/yaml/full';
import { readQuickly } from '../../../src/krm/yaml/quick';
import { yamlText } from '../../support/yaml-texts';

/** What the library reads, or `undefined` where it finds fault. */
function readWithLibrary(text: string): unknown {
  const document = parseDocument(text, readOptions);
  if (document.errors.length > 0) return undefined;
  return document.toJS();
}

/** The same text as other tools end its lines, or begin it. */
const inAnyForm = fc
  .tuple(
    yamlText,
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `---\n${text}`,
      (text) => text.slice(0, -1),
      (text) => text.replaceAll('\n', '\r\n'),
    ),
  )
  .map(([text, write]) => write(text));

/** Beginnings behind which each part means something else. */
const STARTS = [
  'a: ',
  '- ',
  'a: 1\n',
  '- a\n',
  'a:\n- a\n',
  'a: [a',
  'a: {a: 1',
  'a: |\n  a\n',
  'a: |+\n\n',
  'a: "a',
  "a: 'a",
  'a: "QUJD\\\n',
];

describe('the quick reader', () => {
  test('reads what the full reader reads, or nothing', () => {
    let answered = 0;
    let asked = 0;
    const property = fc.property(inAnyForm, (text) => {
      asked++;
      const quick = readQuickly(text);
      if (quick === undefined) return;
      answered++;
      expect(quick).toEqual(readWithLibrary(text));
    });
    fc.assert(property, { numRuns: 4000 });
    expect(answered).toBeGreaterThan(asked / 4);
  });

  test('holds to that when characters of a text are replaced, dropped or doubled', () => {
    const characters = fc.constantFrom(
      '',
      ' ',
      '  ',
      '\n',
      ':',
      '-',
      '#',
      '"',
      "'",
      '|',
      '{',
      '}',
      '&',
      '*',
      '!',
      ',',
      '\t',
      '?',
      '>',
      '---\n',
      '\r\n',
      '\r',
      '[',
      ']',
      '\\\n',
    );
    const property = fc.property(inAnyForm, fc.nat(), characters, fc.nat(2), (text, seed, inserted, dropped) => {
      const at = seed % (text.length + 1);
      const changed = text.slice(0, at) + inserted + text.slice(at + dropped);
      const quick = readQuickly(changed);
      if (quick !== undefined) expect({ changed, value: quick }).toEqual({ changed, value: readWithLibrary(changed) });
    });
    fc.assert(property, { numRuns: 6000 });
  });

  test('reads every text of up to four parts as the library does, or leaves it', () => {
    const parts = [
      'a',
      '1',
      ' ',
      '  ',
      '\n',
      ': ',
      ':\n',
      '- ',
      '#',
      ' #',
      '"',
      "'",
      '|\n',
      '%',
      '---',
      ',',
      ']',
      '}',
      '\\',
    ];
    const wrong: string[] = [];
    let answered = 0;
    const check = (text: string) => {
      const quick = readQuickly(text);
      if (quick === undefined) return;
      answered++;
      if (!isDeepStrictEqual(quick, readWithLibrary(text))) wrong.push(text);
    };
    const extend = (text: string, left: number) => {
      for (const part of parts) {
        check(text + part);
        if (left > 1) extend(text + part, left - 1);
      }
    };
    extend('', 4);
    for (const start of STARTS) extend(start, 3);
    expect(wrong).toEqual([]);
    // Fewer would give more work to the full reader, which takes many times as long.
    expect(answered).toBeGreaterThanOrEqual(14_207);
  });

  test.each(['__proto__: 1\n', 'a: {__proto__: 1}\n', "'<<': {a: 1}\n", 'a: {"<<": 1}\n', `${'a'.repeat(1025)}: 1\n`])(
    'leaves a name that other readers take otherwise: %#',
    (text) => expect(readQuickly(text)).toBeUndefined(),
  );

  const kubernetes = `# head
apiVersion: v1 # comment
kind: "Secret"
metadata:
  name: 'it''s'
  labels: {}
  annotations:
    config.kubernetes.io/index: '0'
  managedFields:
  - fieldsV1:
      f:data:
        f:value: {}
      k:{"type":"Ready"}: {}
  finalizers:
  - a
  -
    b: 1
  - - c
    - d
data:
  value: QUJD
  script: |
    if: x

      then
  kept: |+
    a

  stripped: |-
    b
  nothing:
numbers: [ ]
`;

  test('answers for what Kubernetes tools write', () => {
    const text = kubernetes.replace('[ ]', '[]');
    expect(readQuickly(text)).toEqual(readWithLibrary(text));
    expect(readQuickly(text)).toMatchObject({
      metadata: { name: "it's", finalizers: ['a', { b: 1 }, ['c', 'd']] },
      data: { kept: 'a\n\n', nothing: null },
    });
  });

  test.each([
    [
      'flow style on one line',
      'a: {b: [c, "d", {}], e: https://f:1}\n',
      { a: { b: ['c', 'd', {}], e: 'https://f:1' } },
    ],
    ['a list of flow maps', '- {a: b} # c\n- {d: 1}\n', [{ a: 'b' }, { d: 1 }]],
    ['a mark at the beginning', '---\na: b\n', { a: 'b' }],
    ['line breaks of Windows', 'a: b\r\nc: |\r\n  d\r\n', { a: 'b', c: 'd\n' }],
    ['no line break at the end', 'a: b', { a: 'b' }],
    ['data over several lines', 'a: "QUJD\\\n  RUZH\\\n  SA=="\nb: 1\n', { a: 'QUJDRUZHSA==', b: 1 }],
    ['data over several lines at the end', 'a:\n- b: "QUJD\\\n    RUZH"  \n', { a: [{ b: 'QUJDRUZH' }] }],
    ['a comment behind each kind of value', 'a: "b" # c\nd: e # f\ng: [] # h\n', { a: 'b', d: 'e', g: [] }],
    ['a comment behind a key and behind a dash', 'a: # b\n- # c\n  d: 1\n', { a: [{ d: 1 }] }],
    ['words as a key', 'a b: c\n', { 'a b': 'c' }],
    ['escapes', 'a: "b\\"c\\n"\n"d\\\\": e\n', { a: 'b"c\n', 'd\\': 'e' }],
    ['apostrophes', "a: 'b\\'\nc: 'd''e'''\n", { a: 'b\\', c: "d'e'" }],
    ['quoted keys in flow style', 'a: {"1": b, \'c d\': "e"}\n', { a: { 1: 'b', 'c d': 'e' } }],
    ['numbers and words in flow style', 'a: [1, 1.5, true, x]\n', { a: [1, 1.5, true, 'x'] }],
    ['a block before the last line', 'a: |\n  b\nc: d', { a: 'b\n', c: 'd' }],
    ['lines without content at the end of blocks', 'a: |\n  b\n\n\nc: |-\n  d\n\ne: 1\n', { a: 'b\n', c: 'd', e: 1 }],
    ['lines without content in blocks', 'a: |+\n  \n  b\n     \n', { a: '\nb\n   \n' }],
    ['a block that is deeper than its parent', 'a:\n  - b: |\n          c\n    d: 1\n', { a: [{ b: 'c\n', d: 1 }] }],
    ['lists in lists', '- - - a\n  - b\n-\n  - c\n', [[['a'], 'b'], ['c']]],
    ['a list as deep as its key', 'a:\n- b\n- c: 1\n  d:\n  - e\nf: 2\n', { a: ['b', { c: 1, d: ['e'] }], f: 2 }],
    ['points at the beginning of a key', '..a: 1\n.b: 2\n', { '..a': 1, '.b': 2 }],
    ['blanks behind everything', 'a: 1  \n"b":  2 \n', { a: 1, b: 2 }],
  ])('answers for %s', (_what, text, value) => {
    expect(readQuickly(text)).toEqual(value);
    expect(readWithLibrary(text)).toEqual(value);
  });

  // Deeper ones are for the full reader, which counts the levels.
  test.each([
    ['maps', (levels: number) => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
    ['lists', (levels: number) => `${'- '.repeat(levels)}a\n`],
    [
      'lists as deep as their keys',
      (levels: number) => `a:\n${Array.from({ length: levels / 2 }, (_, at) => `${'  '.repeat(at)}- a:\n`).join('')}`,
    ],
    [
      'lists on lines of their own',
      (levels: number) => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}-\n`).join(''),
    ],
    ['flow lists', (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`],
    ['flow maps', (levels: number) => `a: ${'{a: '.repeat(levels)}1${'}'.repeat(levels)}\n`],
  ])('answers for 50 levels of %s, not for 140', (_what, nest) => {
    expect(readQuickly(nest(50))).toEqual(readWithLibrary(nest(50)));
    expect(readQuickly(nest(50))).toBeDefined();
    expect(readQuickly(nest(140))).toBeUndefined();
  });

  test.each([
    ['a flow map over two lines', 'a: {b: c,\n  d: e}\n'],
    ['a flow map whose keys touch their values', 'a: {"b":c}\n'],
    ['words in a flow list', 'a: [b c]\n'],
    ['a comma at the end of a flow list', 'a: [b, ]\n'],
    ['an anchor', 'a: &x b\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a folded block', 'a: >\n  b\n'],
    ['a key that stands twice', 'a: 1\na: 2\n'],
    ['a scalar over two lines', 'a: b\n  c\n'],
    ['a document mark', 'a: b\n---\n'],
    ['two document marks', '---\n---\na: b\n'],
    ['a tab', 'a:\tb\n'],
    ['a lone carriage return', 'a: b\rc: d\n'],
    ['a block without a line break at its end', 'a: |\n  b'],
    ['text over several lines', 'a: "b c\\\n  d"\n'],
    ['a merge', '<<: b\n'],
    ['what is no number to JSON', 'a: .inf\n'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['the mark of an end', '... a: b\n'],
    ['the mark of a document with text behind it', '--- a: b\n'],
    ['a line that nothing contains', 'a:\n    b: 1\n  c: 2\n'],
    ['an entry that nothing contains', 'x:\n-\n    - 1\n  - 2\n'],
    ['a blank line that is deeper than its block', 'a: |\n     \n  b\n'],
    ['two quoted texts', 'a: "b""c"\n'],
    ['a word as an entry of a flow map', 'a: {b, c}\n'],
    ['a number as a key', '1: b\n'],
    ['a number as a key in flow style', 'a: {1: b}\n'],
    ['data whose lines are not indented', 'a:\n  b: "QUJD\\\n  RUZH"\n'],
    ['data of which one line is not indented', 'a:\n  b: "QUJD\\\n    RUZH\\\n  SA=="\n'],
    ['a comment with a colon', 'a #b: c\n'],
  ])('leaves to the full reader: %s', (_what, text) => {
    expect(readQuickly(text)).toBeUndefined();
  });
});
