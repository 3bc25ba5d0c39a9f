import fc from 'fast-check';

/** Texts and values that give YAML readers and writers trouble. */

/** Strings that YAML 1.1 or 1.2 reads as something else when they stand unquoted. */
export const trickyStrings = [
  '',
  ' ',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  'Y',
  'N',
  'YES',
  'True',
  'FALSE',
  'null',
  'Null',
  '~',
  'NULL',
  '0777',
  '0o17',
  '1_000',
  '12:30',
  '190:20:30',
  '1e3',
  '.5',
  '0x1F',
  '0b11',
  '=',
  '<<',
  '010',
  '-1',
  '+1',
  '1.0',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '.inf',
  '-.inf',
  '.nan',
  '.NaN',
  '- a',
  '-',
  '--',
  '---',
  '...',
  '? a',
  ':',
  'a: b',
  'a:',
  ':a',
  'a #b',
  '#a',
  'a#b',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a`',
  '"a"',
  "'a'",
  '{a}',
  '[a]',
  ',',
  'a,b',
  'a\nb',
  'a\n',
  '\n',
  '\ta',
  'a\t',
  'a b',
  ' a',
  'a ',
  'é',
  'ß',
  '日本',
  '😀',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u007f',
  '\u00a0',
  'null ',
  'e3',
  'Infinity',
  'NaN',
  'a/b',
  'a.b/c',
  'A==',
  'true=',
  '1234',
  'Zm9v',
  'trueblue',
  '!!str a',
  '\\',
  'a\\b',
  '\u0000',
] as const;

/** YAML as Kubernetes tools write it, with enough strange lines between to take every turn of a reader. */
export const yamlText: fc.Arbitrary<string> = fc
  .letrec<{ node: string[]; map: string[]; list: string[] }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('map'), tie('list')),
    map: fc
      .uniqueArray(fc.tuple(key(), value(tie('node'))), { minLength: 1, maxLength: 4, selector: ([name]) => name })
      .map((pairs) => pairs.flatMap(([name, lines]) => attach(`${name}:`, lines))),
    list: fc
      .array(value(tie('node')), { minLength: 1, maxLength: 3 })
      .map((values) => values.flatMap((lines) => attach('-', lines))),
  }))
  .node.map((lines) => `${lines.join('\n')}\n`);

type Value =
  | { readonly inline: string }
  | { readonly block: string[] }
  | { readonly literal: string; readonly body: string[] };

function value(node: fc.Arbitrary<string[]>): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 4, arbitrary: scalar().map((inline) => ({ inline })) },
    { weight: 2, arbitrary: node.map((block) => ({ block })) },
    {
      weight: 1,
      arbitrary: fc.record({
        literal: mostly(['|', '|-', '|+'], ['>', '|2', '>-']),
        body: fc.array(fc.constantFrom('text', '  more', '', 'a: b', '- c', '# no comment', ' x', '\ty'), {
          maxLength: 4,
        }),
      }),
    },
  );
}

function attach(head: string, value: Value): string[] {
  if ('inline' in value) return [`${head} ${value.inline}`];
  if ('literal' in value)
    return [`${head} ${value.literal}`, ...value.body.map((line) => (line === '' ? '' : `    ${line}`))];
  const [first = '', ...rest] = value.block;
  if (head === '-') return [`- ${first}`, ...rest.map((line) => (line === '' ? '' : `  ${line}`))];
  return [head, ...value.block.map((line) => (line === '' ? '' : `  ${line}`))];
}

/** Mostly what is common, now and then something strange: a text of strange things alone is left to the full reader. */
function mostly(common: readonly string[], strange: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...common) },
    { weight: 1, arbitrary: fc.constantFrom(...strange) },
  );
}

function key(): fc.Arbitrary<string> {
  const common = ['a', 'b', 'name', 'f:spec', '"q"', "'s'", 'x-y/z.w', 'k:{"a":"b"}', 'a b'];
  return mostly(common, ['1', 'true', 'null', '<<', 'constructor', '__proto__', '~']);
}

function scalar(): fc.Arbitrary<string> {
  const common = [
    'text',
    'two words',
    '1',
    '-7',
    'true',
    'True',
    'yes',
    'null',
    '~',
    '',
    '"double"',
    '"esc\\n\\u00e9"',
    "'single'",
    "'it''s'",
    '{}',
    '[]',
    'a # comment',
    '# comment',
    'a#b',
    'a:b',
    'http://x:1',
    '2026-01-01',
    '12:30',
    '"q" # c',
    'é',
    '1.2.3',
    '{a: b, "c": [1, d]}',
    "{a: 'x', 'b': {}} # c",
    '[ yes, https://h:1/p, "q", [] ]',
  ];
  const strange = [
    '010',
    '1.5',
    '1e3',
    '0x1F',
    '0o17',
    '"bad\\x41"',
    '{a: b}',
    '[1, 2]',
    '{a:b}',
    '{"a":1}',
    '{a: b',
    '{a: b}: c',
    '{a: b}#c',
    '{a: b, a: c}',
    '{a: , b: c}',
    '{a b: c}',
    '{? a: b}',
    '{<<: {a: b}}',
    '{1: a, ~: b}',
    '{a: [b}]',
    '[a, ]',
    '[,]',
    '[a: b]',
    '[a b, c#d]',
    '[a #b]',
    '[- a, -1]',
    '[*a, &b c, !d e]',
    '[.inf]',
    '[a\n      , b]',
    '"QUJD\\\n        QUJD\\\n        QQ=="',
    '"QUJD\\\n QUJD"',
    '"QUJD\\\n\n        QUJD"',
    '"QUJD\n        QUJD"',
    'a: b',
    '&anchor a',
    '*anchor',
    '!!str 1',
    '"open',
    "'open",
    '- x',
    '-',
    '--- a',
    '"q"x',
    '|',
    '99999999999999999999',
    '.5',
    '.inf',
    '@x',
    '%y',
    '"a\tb"',
    'a\tb',
    'a:',
  ];
  return mostly(common, strange);
}
