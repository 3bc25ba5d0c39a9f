import { readDocuments } from '../../src/krm/read-documents';
import { readResourceList } from '../../src/krm/resource-list';

/** Where one document ends and the next begins, and which of them are lists. */
const read = (text: string) => readDocuments(Buffer.from(text), 'a.yaml', 'in/package.yaml');
const told = (text: string) => {
  const { items, findings } = read(text);
  return [
    ...items.map(({ identity }) => identity.name),
    ...findings.map(({ code, file }) => `${code} ${file?.path}:${file?.line} ${file?.index}`),
  ];
};
const object = (name: string, more = '') => `apiVersion: v1\nkind: A\nmetadata:\n  name: ${name}\n${more}`;
const json = (name: string) => `{"kind":"A","metadata":{"name":"${name}"}}`;

test.each<[rule: string, text: string, want: string[]]>([
  ['a mark at the very end', `${object('a')}---`, ['a']],
  ['a mark with spaces behind it', `${object('a')}---  \n${object('b')}`, ['a', 'b']],
  ['a mark with a comment', `${object('a')}---   # c\n${object('b')}`, ['a', 'b']],
  ['a comment that ends in dashes', object('a').replace('kind', '#--\nkind'), ['a']],
  ['a list in a list', object('a', 'x:\n- -\n- b\n'), ['a']],
  ['a key of dashes', object('a', '--: 1\n----: 2\n'), ['a']],
  ['a mark with a text behind it', `${object('a')}--- x\n`, ['RC102 a.yaml:5 0']],
  ['what is no comment behind a mark', `${object('a')}---#\n`, ['RC102 a.yaml:5 0']],
  ['a text alone', `${object('a')}---\nx\n`, ['a', 'RC503 a.yaml:6 1']],
  ['comments before a directive', `# a\n  # b\n\n%YAML 1.2\n# c\n\n  # d\n---\n${object('a')}`, ['a']],
  ['two directives', `%YAML 1.2\n%TAG ! !x\n---\n${object('a')}`, ['a']],
  ['JSON behind spaces', ` \n\n${json('a')}`, ['a']],
  ['a List as JSON behind spaces', ` \n{"kind":"List","items":[${json('a')},${json('b')}]}`, ['a', 'b']],
  ['a List in braces', `{kind: List, items: [${json('a')}]}\n`, ['a']],
  ['a List whose items are in brackets', `kind: List\nitems: [${json('a')}]\n`, ['a']],
  ['an indented List', `kind: List\nitems:\n  - ${json('a')}\n  - ${json('b')}\n`, ['a', 'b']],
  ['a ResourceList', `kind: ResourceList\nitems:\n- ${json('a')}\n`, ['a']],
  ['an object with items and no kind', 'metadata: {name: a}\nitems:\n- b\n', ['a']],
  ['an object whose kind is another', 'kind: Listing\nmetadata: {name: a}\nitems:\n- b\n', ['a']],
  ['an object whose kind ends in List', 'kind: AllowList\nmetadata: {name: a}\nspec: {items: [b]}\n', ['a']],
  ['a list of its own kind', `kind: ConfigMapList\nitems:\n- ${json('a')}\n`, ['', 'RC509 a.yaml:1 0']],
  ['a List without items', 'kind: List\n', ['', 'RC509 a.yaml:1 0']],
  ['a List whose items are a text', 'kind: List\nitems: x\n', ['', 'RC509 a.yaml:1 0']],
  ['a List in a List', `kind: List\nitems:\n- ${json('a')}\n- kind: List\n`, ['a', '', 'RC509 a.yaml:4 0']],
  ['null in a List', `kind: List\nitems:\n- ${json('a')}\n- null\n`, ['a', 'RC106 a.yaml:4 0']],
  [
    'an item of a List that cannot be read',
    `kind: List\nitems:\n- ${json('a')}\n- b: 1\n  b: 2\n- ${json('c')}\n`,
    ['a', 'c', 'RC102 a.yaml:5 0'],
  ],
  ['a List that cannot be read', 'kind: List\nkind: List\nitems:\n- a\n', ['RC102 a.yaml:2 0']],
  ['a kind that cannot be read', 'kind: [\nitems:\n- a\n', ['RC102 a.yaml:3 0']],
])('%s', (_rule, text, want) => expect(told(text)).toEqual(want));

test('a file knows its path in the package', () => {
  const [item] = read(object('a')).items;
  expect(item?.pathInPackage).toBe('in/package.yaml');
  expect(item?.file).toEqual({ path: 'a.yaml', index: 0, inPackage: 'in/package.yaml' });
});

test('an object of more than 32 MiB is not read', () => {
  const { items, findings } = read(`${object('a')}---\nbig: ${'x'.repeat(32 << 20)}\n`);
  expect(items).toHaveLength(1);
  expect(findings).toMatchObject([{ severity: 'error', file: { path: 'a.yaml', index: 1 } }]);
  expect(findings[0]?.problem).toContain('32 MiB');
});

describe('a ResourceList', () => {
  const list = (more: string, version = 'v1') =>
    readResourceList(Buffer.from(`apiVersion: config.kubernetes.io/${version}\nkind: ResourceList\n${more}`));

  test.each(['v1', 'v1beta1', 'v1alpha1'])('of version %s', (version) => {
    const { list: read, findings } = list('items:\n- kind: A\n', version);
    expect(read?.items).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  test.each([
    ['a kind', 'kind: [\nitems:\n- kind: A\n', 'apiVersion: config.kubernetes.io/v1\n'],
    ['an apiVersion', 'apiVersion: [\nitems:\n- kind: A\n', 'kind: ResourceList\n'],
  ])('with %s that cannot be read', (_rule, text, head) => {
    const { list: read, findings } = readResourceList(Buffer.from(head + text));
    expect(read).toBeUndefined();
    expect(findings.map(({ code }) => code)).toEqual(['RC102']);
  });

  test('with a functionConfig that cannot be read is none, and its items are judged all the same', () => {
    const { list: read, findings } = list('items:\n- null\nfunctionConfig:\n  a: 1\n  a: 2\n');
    expect(read).toBeUndefined();
    expect(findings.map(({ code, problem }) => `${code} ${/line \d+/.exec(problem)}`)).toEqual([
      'RC106 null',
      'RC102 line 7',
    ]);
  });

  test.each([
    ['none', '', 'missing'],
    ['null', 'items:\n', 'missing'],
    ['a map', 'items:\n  a: 1\n', 'something else'],
  ])('whose items are %s', (_rule, text, word) => {
    const [finding] = list(text).findings;
    expect(finding).toMatchObject({ code: 'RC105', field: 'items', problem: expect.stringContaining(word) });
  });

  test('has its functionConfig, or none', () => {
    expect(list('items:\n- kind: A\nfunctionConfig: {a: [1]}\n').list?.functionConfig).toEqual({ a: [1] });
    expect(list('items:\n- kind: A\n').list?.functionConfig).toBeUndefined();
    expect(list('items:\n- kind: A\nfunctionConfig:\n').list?.functionConfig).toBeNull();
  });

  test('whose items have quoted texts that look like items', () => {
    const { list: read } = list("items:\n- kind: A\n  text: 'x\n- y\n'\n- kind: B\n");
    expect(read?.items.map(({ object: one }) => one.kind)).toEqual(['A', 'B']);
  });
});
