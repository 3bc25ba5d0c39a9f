import { hasOtherBreak, parseFully } from '../../../src/krm/yaml/full';
import { hasOtherTokens, relayout } from '../../../src/krm/yaml/go-layout';
import { yamlSuite } from '../../conformance/suites';

/** Layouts that YAML 1.2 and Go take for the same. In some of them, a mark that opens nothing would mislead about the rest. */
test.each([
  ['a comment', 'a: b # c\n#d\n  # e\nf: g\n'],
  ['a directive', '%TAG !e! tag:[x\n---\na: !e!b c\nd: e\n'],
  ['a block', 'abc: |\n "d\n\n  [e\nf:\n  - >-\n    {g\n  - h\n'],
  ['a block whose first line is deeper', 'a: |2\n    "b\n  [c\nd: e\n'],
  ['a block without lines', 'a:\n  b: |\n  c: d\n'],
  ['a comment behind the head of a block', 'a: | # b#c\n  d\n'],
  ['line breaks of Windows', '# a\r\nb: |\r\n  c\r\n\r\n  d\r\ne: f\r\n'],
  ['marks of documents', '---\na: b\n...\n---\nc: d\n'],
  ['words in flow style', 'a: [b c, -d, {e: f:g, "h":i}, ? j : k]\n'],
  ['an explicit key', '? a: [b]\n: - c\n  - d\n'],
  ['words', "a:: b#c\nd: -e'f\n  g?h [i\nj: :k\n?l: *m\n-n: &o p\n"],
  ['a block at the end', 'a: |'],
  ['a number in the comment of a block', 'a: | # 12\n "b\nc: [d]\n'],
  ['a question mark in front of a quote', "a: b?'c\nd: [e]\n"],
  ['an anchor', '&a b: &c\n  - *c\n'],
])('stays as it is: %s', (_what, text) => {
  expect(relayout(text)).toBe(text);
  expect(hasOtherTokens(text)).toBe(false);
});

/** Line numbers are those of the text, wherever something is wrong below. */
test.each([
  ['quotes', 'a: "b\nc\n\n d" # e\nf: 1\n', 'a: "b c\\nd" # e\n\n\n\nf: 1\n'],
  ['quotes with the breaks of Windows', "a: 'b\r\nc'\r\nd: 1\r\n", 'a: "b c"\r\n\nd: 1\r\n'],
  ['two texts in one line', 'a: ["b\nc", "d\ne"]\nf: 1\n', 'a: ["b c", "d e"]\n\n\nf: 1\n'],
  ['brackets', 'a:\n- [b,\n\nc]\nd: 1\n', 'a:\n- [b,\n  \n  c]\nd: 1\n'],
  ['quotes and brackets', 'a: ["b\nc",\nd]\ne: 1\n', 'a: ["b c",\n\n  d]\ne: 1\n'],
  ['brackets behind what is deeper', 'a:\n    b: c\nd: [e,\nf]\n', 'a:\n    b: c\nd: [e,\n  f]\n'],
  ['brackets in brackets', 'a: {b: [c,\nd]}\n', 'a: {b: [c,\n  d]}\n'],
  ['brackets as the value of an explicit key', '? a\n: [b,\nc]\n', '? a\n: [b,\n  c]\n'],
  ['brackets behind an anchor', '&x a: [b,\nc]\n', '&x a: [b,\n  c]\n'],
  ['brackets several levels deep', 'a:\n  b:\n  - c: [d,\ne]\n', 'a:\n  b:\n  - c: [d,\n      e]\n'],
  ['words in brackets', 'a: [b\nc]\nd: 1\n', 'a: ["b c"]\n\nd: 1\n'],
])('keeps the numbers of lines: %s', (_what, text, other) => {
  expect(relayout(text)).toBe(other);
  expect(other.split('\n').length).toBe(text.split('\n').length);
});

/** What a text holds, as JSON; `undefined` where YAML 1.2 refuses it. */
function readStrictly(text: string): string | undefined {
  const parsed = parseFully(text);
  return 'fault' in parsed ? undefined : JSON.stringify(parsed.document.toJS());
}

const STARTS = [
  'a: ',
  '- ',
  'a:\n- b\n',
  'a: [b',
  'a: {b: c',
  'a: |\n  b\n',
  '- >+2\n   b\n\n',
  'a: "b',
  "a: 'b",
  '- a: &b ',
];
const PARTS = [
  'a',
  ' ',
  '\n',
  '\n  ',
  ': ',
  '- ',
  ',',
  ']',
  '}',
  '"',
  "'",
  '\\',
  '#',
  '|\n',
  '---\n',
  '? ',
  '!',
  '[',
  '{',
];

function* textsOf(start: string, parts: number): Generator<string> {
  yield `${start}\n`;
  if (parts > 0) for (const part of PARTS) yield* textsOf(start + part, parts - 1);
}

test('a text that YAML 1.2 takes holds the same in the new layout, on as many lines', () => {
  const wrong: string[] = [];
  const texts = [
    ...STARTS.flatMap((start) => [...textsOf(start, 2)]),
    // Go refuses a question mark inside a word between brackets.
    ...yamlSuite('node_modules').flatMap(({ text }) => (/\[[^\]]*\w\?/.test(text) ? [] : [`${text}\n`])),
  ];
  let read = 0;
  for (const text of texts) {
    if (hasOtherTokens(text) || hasOtherBreak(text)) continue;
    const value = readStrictly(text);
    if (value === undefined) continue;
    read++;
    const other = relayout(text);
    if (other === text) continue;
    if (readStrictly(other) !== value || other.split('\n').length !== text.split('\n').length) wrong.push(text);
  }
  expect(wrong).toEqual([]);
  expect(read).toBeGreaterThan(1000);
});
