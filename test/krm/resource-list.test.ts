import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Finding } from '../../src/diagnostics/finding';
import { Item } from '../../src/krm/item';
import { readResourceList } from '../../src/krm/resource-list';
import { collectText } from '../../src/krm/sink';
import { writeFailure, writeResourceList } from '../../src/krm/write-resource-list';
import { CopiedObject, type Written } from '../../src/krm/written';

const recorded = join(__dirname, '..', '..', '..', 'shared', 'recorded');

/** Reads a ResourceList and writes it with the same items, and then with what is added. */
function passThrough(text: string, added: readonly Written[] = [], findings: readonly Finding[] = []): string {
  const { list, findings: faults } = readResourceList(Buffer.from(text));
  if (list === undefined) throw new Error(faults.map(({ problem }) => problem).join('\n'));
  const items = list.items.map((item) => ({ item }));
  return collectText((sink) => writeResourceList(sink, list, [...items, ...added], findings));
}

const fresh: Written = {
  copyOf: new CopiedObject({ apiVersion: 'v1', kind: 'Secret' }, 'new', { labels: { a: 'yes' } }, { type: 'Opaque' }),
  namespace: 'ns',
};

const namespaceItem = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };

describe('a ResourceList that nothing is done to comes back byte for byte', () => {
  const files = existsSync(recorded)
    ? readdirSync(recorded).map((file) => [file, readFileSync(join(recorded, file), 'utf8')] as const)
    : [];
  const lists = files.filter(([, text]) => text.includes('kind: ResourceList'));

  if (lists.length === 0) test.skip('recorded by real hosts: skipped, since ../shared/recorded is not here', () => {});
  else test.each(lists)('recorded: %s', (_file, text) => expect(passThrough(text)).toBe(text));

  const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
  test.each([
    [
      'an indented list',
      `${head}items:\n  - apiVersion: v1\n    kind: Namespace\n    metadata: {name: a}\n  # between\n  - kind: B\n    apiVersion: c/v1\n`,
    ],
    ['items last, functionConfig first', `functionConfig: {a: b}\n${head}items:\n- kind: A\n\n- kind: B\n`],
    ['a document mark before it', `---\n${head}items:\n- kind: A\n`],
    ['no line break at the end', `${head}items:\n- kind: A\n- kind: B`],
    ['line breaks of Windows', `${head}items:\n- kind: A\n- kind: B\n`.replaceAll('\n', '\r\n')],
    [
      'tabs, anchors and long scalars',
      `${head}items:\n- kind: &k A\n  text: "one\n    two"\n  tab: "a\tb"\n- kind: B\n  data: |\n    - not an item\n    items:\n`,
    ],
    [
      'dashes at the left edge that are no items',
      `${head}items:\n- kind: A\n  list:\n  - a\n  - b\nfunctionConfig:\n  list:\n  - c\n`,
    ],
    ['letters of every alphabet', `${head}items:\n- kind: A # é 日本 😀\n  metadata: {name: "ß"}\n`],
    [
      'the end of a quoted text at the left edge, as kpt writes it',
      `${head}items:\n- kind: A\n  data:\n    motd: 'Welcome\n\n'\n    b: 'x\n\n' # why\n- kind: B\nfunctionConfig: {}\n`,
    ],
    [
      'a quoted text whose lines look like items, keys and comments',
      `${head}items:\n- kind: A\n  text: 'x\n- y\n# z\nitems:\nfunctionConfig:\n'\n  more: "\n- kind: C\n"\n- kind: B\n`,
    ],
    [
      'such texts in an indented list with line breaks of Windows',
      `${head}items:\n  - kind: A\n    text: 'Å…\n- y\n'\n  - kind: B\n`.replaceAll('\n', '\r\n'),
    ],
    ['flow collections that end at the left edge', `${head}items:\n- kind: A\n  list: [1,\n    2]\n- kind: B\n`],
    ['comments at the left edge', `# top\n${head}items:\n# first\n- kind: A\n# second\n- kind: B\n# last\n`],
  ])('%s', (_what, text) => expect(passThrough(text)).toBe(text));

  test('JSON keeps the text of its items', () => {
    const item = '{"kind" : "A",\t"n":[1.0, 12345678901234567890, "}]\\"", {}]}';
    const text = `{"kind":"ResourceList", "results":[{"message":"old"}],"apiVersion":"config.kubernetes.io/v1", "items": [ ${item} , {"kind":"B"}], "functionConfig": {"a":1}}`;
    const out = passThrough(text);
    expect(out).toContain(item);
    expect(JSON.parse(out)).toEqual({ ...JSON.parse(text), results: undefined });
  });

  test('flow style that is no JSON keeps the text of its items', () => {
    const text = `${head}items: [{kind: A, data: {a: 010}}, {kind: B}]\n`;
    expect(passThrough(text)).toBe(`${head}items: [{kind: A, data: {a: 010}},\n  {kind: B}]\n`);
  });
});

describe('an item whose text cannot be read', () => {
  const list = (item: string) =>
    `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: first\n${item}`;
  const broken = list(`- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
    namespace: b
    annotations:
      config.kubernetes.io/path: 'folder/a.yaml'
      config.kubernetes.io/index: '2'
  data:
    key: one
    key: two
`);

  test('passes byte for byte', () => {
    expect(passThrough(broken)).toBe(broken);
  });

  test('says who it is, and its fault names the file', () => {
    const item = readResourceList(Buffer.from(broken)).list?.items[1];
    expect(item?.identity).toEqual({ group: '', kind: 'ConfigMap', namespace: 'b', name: 'a' });
    expect(item?.fault).toMatchObject({
      code: 'RC117',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'b', name: 'a' },
      file: { path: 'folder/a.yaml', index: 2 },
      problem: 'Not readable as YAML at line 11 of the object, column 5: a key stands twice in one map.',
    });
  });

  test.each([
    ['a kind that stands twice', '- apiVersion: v1\n  kind: ConfigMap\n  kind: Secret\n  metadata:\n    name: a\n'],
    ['no name', '- apiVersion: v1\n  kind: ConfigMap\n  data:\n    a: 1\n    a: 2\n'],
    ['a quote that is never closed', "- apiVersion: v1\n  kind: 'ConfigMap\n  metadata:\n    name: a\n"],
  ])('is an error where it cannot be told who it is: %s', (_what, item) => {
    const { list: read, findings } = readResourceList(Buffer.from(list(item)));
    expect(read?.items.map(({ identity }) => identity.name)).toEqual(['first']);
    expect(findings.map(({ code }) => code)).toEqual(['RC102']);
  });
});

test('an item of which only the file can be told has a finding that names it', () => {
  const path = "  metadata:\n    annotations:\n      config.kubernetes.io/path: 'a.yaml'\n";
  const text = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- kind: A\n  kind: B\n${path}`;
  expect(readResourceList(Buffer.from(text)).findings).toMatchObject([{ file: { path: 'a.yaml', index: 0 } }]);
});

describe('what is added', () => {
  const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
  const added = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'new', namespace: 'ns', labels: { a: 'yes' } },
    type: 'Opaque',
  };

  test.each([
    ['block', `${head}items:\n- kind: A\nfunctionConfig:\n  a: b\n`],
    ['indented block', `${head}items:\n  - kind: A\nfunctionConfig:\n  a: b\n`],
    ['block without a line break at the end', `${head}functionConfig:\n  a: b\nitems:\n- kind: A`],
    ['flow items', `${head}items: [{kind: A}]\nfunctionConfig:\n  a: b\n`],
    [
      'JSON',
      `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"A"}],"functionConfig":{"a":"b"}}`,
    ],
  ])('follows the items, in the style of the input: %s', (_style, text) => {
    expect(parse(passThrough(text, [fresh]))).toMatchObject({
      items: [{ kind: 'A' }, added],
      functionConfig: { a: 'b' },
    });
  });

  test('goes into an empty list too', () => {
    expect(parse(passThrough(`${head}items: []\n`, [fresh]))).toMatchObject({ items: [added] });
    expect(passThrough(`${head}items: []\n`)).toBe(`${head}items: []\n`);
  });

  test('earlier results are dropped and new ones follow', () => {
    const finding: Finding = {
      code: 'RC999',
      severity: 'warning',
      object: { apiVersion: 'v1', kind: 'Secret', namespace: 'ns', name: 'a' },
      field: 'data',
      file: { path: 'a.yaml', index: 1 },
      problem: 'Something is odd.',
      remedy: 'Look at it.',
    };
    const out = passThrough(`${head}items:\n- kind: A\nresults:\n- message: old\n`, [], [finding]);
    expect(parse(out).results).toEqual([
      {
        message: 'Something is odd. Look at it. (RC999, a.yaml)',
        severity: 'warning',
        resourceRef: { apiVersion: 'v1', kind: 'Secret', name: 'a', namespace: 'ns' },
        field: { path: 'data' },
        file: { path: 'a.yaml', index: 1 },
        tags: { code: 'RC999' },
      },
    ]);
  });
});

describe('what is no ResourceList is a finding', () => {
  const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
  test.each([
    ['nothing', '', ['RC101']],
    ['white space', ' \n\n', ['RC101']],
    ['no YAML', 'a: "b\n', ['RC102']],
    ['a key that stands twice', `${head}items: []\nitems: []\n`, ['RC102']],
    ['several documents', `${head}items: []\n---\na: b\n`, ['RC102']],
    ['a scalar', 'hello\n', ['RC103']],
    ['a list', '- a\n', ['RC103']],
    ['another kind', 'apiVersion: v1\nkind: List\nitems: []\n', ['RC103']],
    ['no kind', 'items: []\n', ['RC103']],
    ['JSON that is no map', '[1]', ['RC103']],
    ['an unknown version', 'apiVersion: config.kubernetes.io/v2\nkind: ResourceList\nitems: []\n', ['RC104']],
    ['no items', head, ['RC105']],
    ['items that are null', `${head}items:\n`, ['RC105']],
    ['items that are a map', `${head}items:\n  a: b\n`, ['RC105']],
    [
      'items that are a string in JSON',
      '{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":"x"}',
      ['RC105'],
    ],
    [
      'items of every wrong sort',
      `${head}items:\n- null\n-\n- 1\n- a\n- [b]\n- kind: A\n`,
      ['RC106', 'RC106', 'RC106', 'RC106', 'RC106'],
    ],
    ['one item that is no YAML', `${head}items:\n- kind: A\n- kind: "B\n- kind: C\n`, ['RC102']],
  ])('%s', (_what, text, codes) => {
    expect(readResourceList(Buffer.from(text)).findings.map(({ code }) => code)).toEqual(codes);
  });

  test('with the line of the whole text, and nothing of the text itself', () => {
    const text = `${head}items:\n- kind: A\n- kind: Secret\n  data:\n    a: geheim\n    a: geheim\n`;
    expect(readResourceList(Buffer.from(text)).findings[0]?.problem).toBe(
      'Not readable as YAML at line 8, column 5: a key stands twice in one map.',
    );
  });

  test('whatever comes in, nothing is thrown', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((text) => `${head}items:\n- ${text}`),
      fc.json().map((json) => `{"kind":"ResourceList","items":${json}}`),
    );
    fc.assert(
      fc.property(texts, (text) => void readResourceList(Buffer.from(text))),
      { numRuns: 2000 },
    );
  });

  test('the failure that a host sees has an empty list and the reasons', () => {
    const { findings } = readResourceList(Buffer.alloc(0));
    for (const style of ['block', 'flow'] as const) {
      const failure = parse(collectText((sink) => writeFailure(sink, findings, style)));
      expect(failure).toMatchObject({
        apiVersion: 'config.kubernetes.io/v1',
        kind: 'ResourceList',
        items: [],
        results: [{ severity: 'error', tags: { code: 'RC101' } }],
      });
    }
  });
});

test('an item knows its file by the annotations of its host', () => {
  const annotations = {
    'config.kubernetes.io/path': 'old.yaml',
    'internal.config.kubernetes.io/path': 'a.yaml',
    'internal.config.kubernetes.io/index': '2',
  };
  const item = new Item(Buffer.alloc(0), { ...namespaceItem, metadata: { name: 'a', annotations } });
  expect(item.file).toEqual({ path: 'a.yaml', index: 2 });
  expect(new Item(Buffer.alloc(0), namespaceItem).file).toBeUndefined();
});
