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
