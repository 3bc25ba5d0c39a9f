import { readDocuments } from '../../src/krm/read-documents';

const read = (text: string) => readDocuments(Buffer.from(text), 'a.yaml');
const names = (text: string) => read(text).items.map(({ identity }) => identity.name);
const codes = (text: string) => read(text).findings.map(({ code }) => code);
const object = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;

test.each([
  ['one document', object('a'), ['a']],
  ['several', `---\n${object('a')}---\n${object('b')}--- # comment\n${object('c')}`, ['a', 'b', 'c']],
  ['empty ones between', `---\n---\n# nothing\n---\n${object('a')}---\n`, ['a']],
  ['line breaks of Windows', `${object('a')}---\n${object('b')}`.replaceAll('\n', '\r\n'), ['a', 'b']],
  ['JSON', '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a"}}', ['a']],
  ['a dashed line inside a literal', `${object('a')}data: |\n  ---\n  b\n`, ['a']],
  [
    'a List as kubectl prints it',
    `apiVersion: v1\nitems:\n- ${object('a').replaceAll('\n', '\n  ').trimEnd()}\n- ${object('b').replaceAll('\n', '\n  ').trimEnd()}\nkind: List\nmetadata:\n  resourceVersion: ""\n`,
    ['a', 'b'],
  ],
  ['a List as JSON', '{"apiVersion":"v1","items":[{"kind":"Namespace","metadata":{"name":"a"}}],"kind":"List"}', ['a']],
  ['an object that has items and is no list', `${object('a')}items:\n- b\n`, ['a']],
  ['an empty file', '', []],
  ['a directive before its document', `# c\n%YAML 1.2\n---\n${object('a')}---\n${object('b')}`, ['a', 'b']],
  ['a byte order mark', `\ufeff${object('a')}`, ['a']],
])('%s', (_what, text, want) => {
  expect(names(text)).toEqual(want);
  expect(codes(text)).toEqual([]);
});

test.each([
  ['no YAML', `${object('a')}---\nb: "c\n`, ['RC102']],
  ['a scalar', 'hello\n', ['RC503']],
  ['a null in a List', 'kind: List\nitems:\n- null\n', ['RC106']],
])('%s is a finding', (_what, text, want) => expect(codes(text)).toEqual(want));

test('findings name the file and its own line', () => {
  const [finding] = read(`${object('a')}---\nb: c\nb: d\n`).findings;
  expect(finding?.file).toEqual({ path: 'a.yaml', index: 1, line: 7, column: 1 });
  expect(finding?.problem).toContain('line 7');
});
