import { splitBlock } from '../../../src/krm/list/split-block';

/** Where a list document is cut, by its line starts alone. What it does not know is for the full splitter. */
function cut(text: string) {
  const bytes = Buffer.from(text);
  const parts = splitBlock(bytes);
  if (parts?.items.style !== 'block') return undefined;
  const slice = ({ start, end }: { start: number; end: number }) => bytes.toString('utf8', start, end);
  const [first] = parts.entries;
  expect(bytes.toString('utf8', 0, first?.start) + parts.entries.map(slice).join('')).toBe(text);
  for (const entry of parts.entries) expect(`${entry.key}:${slice(entry.value)}`).toBe(slice(entry));
  return {
    keys: parts.entries.map(({ key }) => key),
    items: parts.items.ranges.map(slice),
    indent: parts.items.indent,
  };
}

test.each<[rule: string, text: string, keys: string[], items: string[], indent?: number]>([
  [
    'items between other keys',
    'kind: List\nitems:\n- kind: A\n  n: 1\n- kind: B\nmetadata: {}\n',
    ['kind', 'items', 'metadata'],
    ['- kind: A\n  n: 1\n', '- kind: B\n'],
  ],
  ['items first and alone', 'items:\n- a\n', ['items'], ['- a\n']],
  ['an indented list', 'items:\n  - a: 1\n    b: 2\n  - c\n', ['items'], ['  - a: 1\n    b: 2\n', '  - c\n'], 2],
  ['a comment behind the key', 'items:  # all\n- a\n', ['items'], ['- a\n']],
  ['a space behind the key', 'items: \n- a\n', ['items'], ['- a\n']],
  [
    'comments and empty lines',
    '# top\n\nkind: List\n# why\nitems:\n\n# one\n- a: 1\n\n# in it\n  b: 2\n# two\n- c\n# end\n',
    ['kind', 'items'],
    ['- a: 1\n\n# in it\n  b: 2\n# two\n', '- c\n# end\n'],
  ],
  ['a comment less indented than the list', 'items:\n  - a\n # c\n  - b\n', ['items'], ['  - a\n # c\n', '  - b\n'], 2],
  ['spaces alone on a line', 'items:\n  - a\n \n  - b\n', ['items'], ['  - a\n \n', '  - b\n'], 2],
  ['a comment before the first item', 'items:\n # c\n  - a\n', ['items'], ['  - a\n'], 2],
  ['spaces before the first item', 'items:\n \n  - a\n', ['items'], ['  - a\n'], 2],
  ['a document mark', '---\nkind: List\nitems:\n- a\n', ['kind', 'items'], ['- a\n']],
  ['an item below its dash', 'items:\n-\n  a: 1\n- b\n', ['items'], ['-\n  a: 1\n', '- b\n']],
  ['a list in an item', 'items:\n- - a\n  - b\n- c\n', ['items'], ['- - a\n  - b\n', '- c\n']],
  ['a list in an item of an indented list', 'items:\n  - l:\n    - a\n', ['items'], ['  - l:\n    - a\n'], 2],
  ['the end of a quoted text at the left edge', "items:\n- a: 'x\n\n'\n- b\n", ['items'], ["- a: 'x\n\n'\n", '- b\n']],
  ['lists of other keys', 'before:\n- x\nitems:\n- a\nafter:\n- y\n', ['before', 'items', 'after'], ['- a\n']],
  ['the letters at the ends of the alphabet', 'AZaz: 1\nitems:\n- a\n', ['AZaz', 'items'], ['- a\n']],
  ['letters of other alphabets', 'a: ü\nitems:\n- 日本\n- b\n', ['a', 'items'], ['- 日本\n', '- b\n']],
])('%s', (_rule, text, keys, items, indent = 0) => {
  expect(cut(text)).toEqual({ keys, items, indent });
});

test.each([
  ['nothing', ''],
  ['no line break at the end', 'items:\n- a'],
  ['line breaks of Windows', 'kind: A\r\nitems:\n- a\n'],
  ['no items', 'kind: List\n'],
  ['a list of another key alone', 'list:\n- a\n'],
  ['items that are null', 'items:\nkind: List\n'],
  ['items in brackets', 'items: []\n- a\n'],
  ['an anchor', 'items: &a\n- a\n'],
  ['a key that stands twice', 'kind: A\nkind: B\nitems:\n- a\n'],
  ['items that stand twice', 'items:\n- a\nitems:\n- b\n'],
  ['a list', '- a\nitems:\n- b\n'],
  ['an indented map', ' kind: A\nitems:\n- a\n'],
  ['another document', 'kind: A\n---\nitems:\n- a\n'],
  ['another document behind it', 'items:\n- a\n---\nkind: A\n'],
  ['the end of a document', 'items:\n- a\n...\n'],
  ['a comment behind a document mark', '--- # c\nitems:\n- a\n'],
  ['what is nearly a document mark', '--\nitems:\n- a\n'],
  ['dashes alone', '----\nitems:\n- a\n'],
  ['a dash that is no mark', '- -\nitems:\n- a\n'],
  ['two of them', '-- \nitems:\n- a\n'],
  ['two behind a space', ' --\nitems:\n- a\n'],
  ['an indented dash without a space', 'items:\n  - a\n  -b\n'],
  ['two spaces for a colon', 'kind  A\nitems:\n- a\n'],
  ['less indented items', 'items:\n  - a\n - b\n'],
  ['a line in the column of the dashes that is none', 'items:\n  - a\n  b\n'],
  ['a dash without a space', 'items:\n- a\n-b\n'],
  ['a text where items belong', 'items:\n  a\n  - b\n'],
  ['a quoted key', '"kind": A\nitems:\n- a\n'],
  ['a key with a dash', 'my-kind: A\nitems:\n- a\n'],
  ['a space before the colon', 'kind : A\nitems:\n- a\n'],
  ['no space behind the colon', 'kind:A\nitems:\n- a\n'],
  ['no key', ': A\nitems:\n- a\n'],
  ['a line without a colon', 'kind\nitems:\n- a\n'],
  ['a line of one letter', 'k\nitems:\n- a\n'],
  ...['@', '[', '`', '{'].map((sign) => [`a key that begins with ${sign}`, `${sign}k: A\nitems:\n- a\n`]),
  ['a quote before the first key', "'\nitems:\n- a\n"],
  ['a quote at the left edge that is not alone', "items:\n- a: 'x\n' # c\n- b\n"],
  ['a text in brackets that goes on at the left edge', 'items:\n- a: [\n]\n- b\n'],
])('leaves to the full splitter: %s', (_rule, text) => {
  expect(cut(text)).toBeUndefined();
});

test('the end of brackets at the left edge behind a comment, as kpt writes it, is a part of the item', () => {
  expect(cut('items:\n- a: {b: c,\n    #d\n}\n- e\n')).toBeDefined();
  expect(cut('items:\n- a: [b,\n    #d\n]\n- e\n')).toBeDefined();
  expect(cut('items:\n- a: [b, #d\n]\n- e\n')).toBeDefined();
});
