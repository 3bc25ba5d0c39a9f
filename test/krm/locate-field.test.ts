import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { locateField } from '../../src/krm/locate-field';
import { readDocuments } from '../../src/krm/read-documents';

const text = `# head
apiVersion: v1
metadata:
  name: a
  labels:
    # why
    app.kubernetes.io/name: b
    "quoted key": c
  labelsToo: x
data:
  tls.crt: d
  tls: e
spec:
  list:
  - name: f

    value: g
  -
    name: h
  nested:
    - - 1
      - 2
  text: |
    name: no key
  flow: {a: 1}
`;

test.each([
  ['', 'apiVersion: v1'],
  ['metadata', 'metadata:'],
  ['metadata.name', '  name: a'],
  ['metadata.labels', '  labels:'],
  ['metadata.labels.app.kubernetes.io/name', '    app.kubernetes.io/name: b'],
  ['metadata.labels["quoted key"]', '    "quoted key": c'],
  ['data.tls.crt', '  tls.crt: d'],
  ['data["tls.crt"]', '  tls.crt: d'],
  ['data.tls', '  tls: e'],
  ['spec.list[0]', '  - name: f'],
  ['spec.list[0].value', '    value: g'],
  ['spec.list[1].name', '    name: h'],
  ['spec.text.name', '  text: |'],
  ['spec.flow.a', '  flow: {a: 1}'],
  ['spec.missing.deeper', 'spec:'],
  ['status', 'apiVersion: v1'],
])('the line of %s', (field, line) => {
  const spot = locateField(text, field);
  expect(text.split('\n')[spot.line]).toBe(line);
  expect(spot.column).toBe(line.search(/[^ -]/));
  const entry = `- ${text.replaceAll('\n', '\n  ')}`.replace('- # head\n  apiVersion', '- apiVersion');
  const wanted = field === '' || field === 'status' ? `- ${line}` : `  ${line}`;
  expect(entry.split('\n')[locateField(entry, field).line]).toBe(wanted);
});

test('an object of a file knows the line of a field in that file', () => {
  const file = `# two objects\n---\n${text}---\nkind: List\nitems:\n- ${text.replaceAll('\n', '\n  ').trimEnd()}\n`;
  const { items } = readDocuments(Buffer.from(`\ufeff${file}`), 'a.yaml');
  const lines = file.split('\n');
  const wanted = lines.flatMap((line, at) => (/tls\.crt/.test(line) ? [at + 1] : []));
  expect(items.map((item) => item.at('data.tls.crt').file?.line)).toEqual(wanted);
  expect(items.map((item) => item.at('data.tls.crt').file?.column)).toEqual([3, 5]);
  expect(items.map((item) => item.at().file)).toMatchObject([
    { path: 'a.yaml', index: 0, line: 4 },
    { path: 'a.yaml', index: 1, line: wanted[1] === undefined ? 0 : wanted[1] - 9 },
  ]);
});

describe('every field has the line that the library reads it from', () => {
  const texts = [
    text,
    '\n# c\n--- # d\n%YAML 1.2\n\na: 1\nb: 2\n',
    "'single': 1\n'it s':\n  x: 1\n\"dou ble\":\n  y: 2\n",
    '\'it\'\'s\':\n  x: 1\n"a\\"b":\n  x: 1\n"\\u0063\\x64": 2\n',
    'anchored: &a # why\n  x: 1\ntagged: !!map\n  y: 1\nboth: &abc\n  z: 1\ncommented: # a long comment\n  w: 1\n',
    'tagged: !t   # c\n  y: 1\nnext: 2\n',
    `list:\n${Array.from({ length: 12 }, (_, at) => `- name: n${at}\n  x: ${at}\n`).join('')}after: 1\n`,
    `list:\n  # first\n${Array.from({ length: 12 }, (_, at) => `  -   name: n${at}\n\n      x: [1]\n`).join('')}`,
    'outer:\n  deep:\n    one: 1\n    two:\n    - a\n    - b: 1\n      c: 2\n  other: 1\nlast:\n  one: 2\n',
    'a: 1\na.b: 2\na.b.c:\n  d: 1\n  d.e: 2\nab: 3\n',
    'text: |\n  key: no key\n    deeper: none\n\n  # no comment\nafter:\n  k: 1\n',
    'plain: one\n  two\nafter: 1\nquoted: "a: b\n  c: d"\nlast: 1\n',
    'matrix:\n- - 1\n  - - 2\n    - 3\n-\n  - x: 1\n    y: 2\nempty:\nlist:\n-\n- a\n',
    'url: http://x:1/y\nhttp://k: 1\nx y: 2\n-dash: 3\n?q: 4\n',
    'spaced   : 1\nb:   2\nc:\n\n\n  d: 1\n',
  ];
  const lineAt = (source: string, offset: number) => source.slice(0, offset).split('\n').length - 1;

  /** Fields and their lines; what stands in braces, in brackets or in a scalar has the line of its key. */
  function fieldsOf(source: string, node: unknown, field: string): [string, number][] {
    if (isMap(node) && !node.flow) {
      return node.items.flatMap(({ key, value }) => {
        if (!isScalar(key) || !key.range) return [];
        const name = field === '' ? String(key.value) : `${field}.${key.value}`;
        return [[name, lineAt(source, key.range[0])], ...fieldsOf(source, value, name)] as [string, number][];
      });
    }
    if (isSeq(node) && !node.flow && node.srcToken?.type === 'block-seq') {
      const dashes = node.srcToken.items.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind'));
      return node.items.flatMap((item, at) => {
        const name = `${field}[${at}]`;
        return [[name, lineAt(source, dashes[at]?.offset ?? 0)], ...fieldsOf(source, item, name)] as [string, number][];
      });
    }
    return [];
  }

  test.each(texts)('%j', (source) => {
    const document = parseDocument(source.replace(/^%/m, '#'), { keepSourceTokens: true });
    expect(document.errors).toEqual([]);
    const fields = fieldsOf(source, document.contents, '');
    expect(fields.length).toBeGreaterThan(1);
    const wrong = fields.filter(([field, line]) => locateField(source, field).line !== line);
    expect(wrong.map(([field, line]) => `${field}: ${line}, not ${locateField(source, field).line}`)).toEqual([]);
    // As an entry of a list it stands behind a dash, and everything else is as far to the right.
    if (/^[a-z]/.test(source)) {
      const entry = `  - ${source.replaceAll('\n', '\n    ')}`;
      expect(fields.filter(([field, line]) => locateField(entry, field).line !== line)).toEqual([]);
    }
  });

  test('a field that is not there has the line of what would hold it', () => {
    const source = 'a:\n  b: 1\nlist:\n- c: 1\nlast: x\n';
    const lines = ['a.x', 'a.bx', 'ab', 'list[1]', 'list[0].x', 'list.c', 'last.x', 'a[0]', 'x', 'a.b.c'];
    expect(lines.map((field) => locateField(source, field).line)).toEqual([0, 0, 0, 2, 3, 2, 4, 0, 0, 1]);
  });

  test.each(['', '\n', '# a\n', '---\n'])('nothing: %j', (source) => expect(locateField(source, 'a').line).toBe(0));
});
