import { parse } from 'yaml';
import type { Range } from '../../../src/krm/list/parts';
import { readEntry, readItem, readList, readListAgain } from '../../../src/krm/list/read-list';

/** What a list document holds, read part by part, as the library reads the whole. */
function open(text: string) {
  const reading = readList(Buffer.from(text));
  if ('fault' in reading || reading.value === undefined) throw new Error('it cannot be taken apart');
  return reading.value;
}

function readParts(text: string, isAgain = false) {
  const first = open(text);
  const document = isAgain ? readListAgain(first) : first;
  if (document === undefined) return undefined;
  const told = (reading: ReturnType<typeof readItem>) => ('value' in reading ? reading.value : reading.fault);
  const { items, entries, root } = document.parts;
  const ranges: readonly Range[] = items.style === 'block' || items.style === 'flow' ? items.ranges : [];
  return {
    root,
    style: items.style,
    entries: Object.fromEntries(entries.map((entry) => [entry.key, told(readEntry(document, entry))])),
    items: ranges.map((range) => told(readItem(document, range))),
    texts: ranges.map(({ start, end }) => document.bytes.toString('utf8', start, end)),
  };
}

const texts: [rule: string, text: string, root: string, style: string][] = [
  ['block style', 'kind: List\nitems:\n- kind: A\n- kind: B\n', 'block', 'block'],
  [
    'an indented list with line breaks of Windows',
    'kind: L\r\nitems:\r\n  - kind: A\r\n  - kind: B\r\n',
    'block',
    'block',
  ],
  ['a byte order mark', '\ufeffkind: List\nitems:\n- kind: A\n', 'block', 'block'],
  ['no line break at the end', 'a: 1\nitems:\n- kind: A\n- kind: B', 'block', 'block'],
  ['items in brackets', 'kind: List\nitems: [{kind: A}, {kind: B}]\nlast: 1\n', 'block', 'flow'],
  ['items in brackets over lines', 'items: [\n  {kind: A},\n  x\n]\n', 'block', 'flow'],
  ['braces', '{kind: List, items: [{kind: A}, {kind: B}], last: 1}\n', 'flow', 'flow'],
  ['braces over lines', '{kind: List,\n  items: [{kind: A}],\n  last: {a: 1}}\n', 'flow', 'flow'],
  ['JSON', '{"kind": "List", "items": [{"kind": "A"}], "last": 1}', 'flow', 'flow'],
  ['JSON behind spaces', ' \n\t{"kind": "List", "items": []}', 'flow', 'flow'],
  ['JSON with tabs', '{\n\t"kind": "List",\n\t"items": [\n\t\t{\n\t\t\t"kind": "A"\n\t\t}\n\t]\n}\n', 'flow', 'flow'],
  ['JSON with a byte order mark', '\ufeff{"kind": "List", "items": [1, 2]}', 'flow', 'flow'],
  ['no items', 'kind: List\n', 'block', 'absent'],
  ['items that are null', 'items:\nkind: List\n', 'block', 'absent'],
  ['items that are called null', 'items: null\nkind: List\n', 'block', 'absent'],
  ['items that are a text', 'items: x\nkind: List\n', 'block', 'other'],
  ['items that are a map', 'items:\n  a: 1\n', 'block', 'other'],
  [
    'comments between indented entries',
    '# a\nkind: "L"\n# b\nitems:\n  # c\n  - kind: A # d\n  # e\n  - kind: B\n# f\n',
    'block',
    'block',
  ],
  ['dashes within items', 'kind: "L"\r\nitems:\n- - a\n  - b\n-\n  - c\n- - - d\n', 'block', 'block'],
];

test.each(texts)('%s', (_rule, text, root, style) => {
  const { items, ...others } = parse(text.replace(/^\ufeff/, ''));
  const read = readParts(text);
  expect(read).toMatchObject({ root, style, entries: others, items: Array.isArray(items) ? items : [] });
  expect(Object.keys(read?.entries ?? {})).toEqual(Object.keys(parse(text.replace(/^\ufeff/, ''))));
});

test('in block style comments between items belong to the item above', () => {
  for (const line of ['\n', '\r\n']) {
    const text = ['kind: L', 'items:', '  - a', '  # c', '  - b', 'z: 1', ''].join(line);
    expect(readParts(text)?.texts).toEqual([['  - a', '  # c', ''].join(line), ['  - b', ''].join(line)]);
  }
});

test('in flow style an item is its value alone', () => {
  expect(readParts('{items: [ {a: 1} , x ]}\n')?.texts).toEqual(['{a: 1}', 'x']);
  expect(readParts('items: [ {a: 1} , x ]\n')?.texts).toEqual(['{a: 1}', 'x']);
});

describe('lines of a quoted text that look like items', () => {
  const text = "kind: List\nitems:\n- kind: A\n  text: 'x\n- y\n'\n- kind: B\n";

  test('are none when it is read again', () => {
    expect(readParts(text)?.items).toHaveLength(3);
    expect(readParts(text, true)?.items).toEqual([{ kind: 'A', text: 'x - y ' }, { kind: 'B' }]);
  });

  test('a document without them is not read again', () => {
    expect(readParts('kind: List\nitems:\n- kind: A\n', true)).toBeUndefined();
  });
});

test('a fault of an entry has its line in the document', () => {
  const lineOf = (text: string, key: string) => {
    const document = open(text);
    const entry = document.parts.entries.find((one) => one.key === key);
    const reading = entry && readEntry(document, entry);
    return reading && 'fault' in reading ? reading.fault.line : undefined;
  };
  expect(lineOf('kind: List\nitems:\n- a\nbad:\n  a: 1\n  a: 2\n', 'bad')).toBe(6);
  expect(lineOf('\nbad:\n  a: 1\n  a: 2\nitems:\n- a\n', 'bad')).toBe(4);
  expect(lineOf('{"items": [], "bad": {"n": 12345678901234567890, "a": 1, "a": 2}}', 'bad')).toBe(1);
  expect(lineOf('{"items": [],\n"bad": {"n": 12345678901234567890,\n"a": 1, "a": 2}}', 'bad')).toBe(3);
  expect(lineOf('bad:\n  a: 1\n  a: 2\nitems:\n- a\n', 'bad')).toBe(3);
});

test('an entry is its lines in block style, and its key and value in flow style', () => {
  const entriesOf = (text: string) => {
    const { bytes, parts } = open(text);
    return parts.entries.map((one) => [one, one.value].map(({ start, end }) => bytes.toString('utf8', start, end)));
  };
  expect(entriesOf('{kind: List, items: [x] , last: {a: 1} }\n')).toEqual([
    ['kind: List', 'List'],
    ['items: [x]', '[x]'],
    ['last: {a: 1}', '{a: 1}'],
  ]);
  expect(entriesOf('{kind: List,\n  items: [x],\n  last: "y" }\n')).toEqual([
    ['kind: List', 'List'],
    ['items: [x]', '[x]'],
    ['last: "y"', '"y"'],
  ]);
  expect(entriesOf('kind: L\r\nitems:\r\n  - a\r\nz: 1\r\n')).toEqual([
    ['kind: L\r\n', 'L\r\n'],
    ['items:\r\n  - a\r\n', '- a\r\n'],
    ['z: 1\r\n', '1\r\n'],
  ]);
});

test.each(['\u1eff: 1\n', '\uff3f: 1\n', '\uff71: 1\nkind: List\n', '\ufec0: 1\nkind: List\n', '\u06fb: 1\n'])(
  '%j begins with no byte order mark',
  (text) => {
    expect(open(text).bytes.toString()).toBe(text);
  },
);

test.each([
  ['a list', '- a\n'],
  ['a text', 'a\n'],
  ['nothing', ''],
  ['a list as JSON', '[{"items": []}]'],
])('%s has no map at its root', (_rule, text) => expect(readList(Buffer.from(text))).toEqual({ value: undefined }));

test('a document that cannot be read is a fault', () => {
  expect(readList(Buffer.from('a: "b\n'))).toMatchObject({ fault: { line: 2 } });
  expect(readList(Buffer.from('{"a": 1, "a": 2}'))).toMatchObject({ fault: { line: 1 } });
});
