import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt } from '../../src/krm/json';
import type { Written } from '../../src/krm/written';
import type { Output } from '../../src/outputs/output';
import type { Recognition } from '../../src/outputs/recognise-mark';
import { type Authority, isOwn } from '../../src/run/authority';
import { findKeptClaims } from '../../src/run/find-rivals';
import { judgeStrays } from '../../src/run/judge-marks';
import { reconcile } from '../../src/run/reconcile';
import { cluster, itemOf, namespace, nextInput, only, plain, secret, sentence, told } from '../support/objects';

const ME = 'publish-credentials/fleet';
/** Says of every marked object that a render made it, but for those that a row names otherwise. */
const recognise = (item: Item): Recognition => {
  const { name } = item.identity;
  if (name === 'altered' || name === 'protected' || name === 'foreign')
    return { state: name, why: `for it is ${name}` };
  return { state: 'made', role: 'ConsumerSecret', madeFor: `default/${name}` };
};
const AUTHORITY: Authority = { owner: ME, takeOverFrom: [], packagePath: '', recognise };
const SOURCE = 'cluster.x-k8s.io/Cluster/mgmt/alpha';
const GENERATED_BY = 'rollcall.dev/generated-by';
const PACKAGE = 'internal.config.kubernetes.io/package-path';

function wish(name: string, ...namespaces: string[]): Output {
  const metadata = { name, labels: { env: 'prod' }, annotations: { note: 'x' } };
  const object = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: { config: 'eA==' } };
  return { object, namespaces: new Set(namespaces), origin: cluster(), sources: [SOURCE], role: 'ConsumerSecret' };
}

/** The object of `wish(name)` in a namespace, as this owner writes it. */
function made(name: string, inNamespace: string, annotations: Record<string, string> = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: inNamespace,
      labels: { 'app.kubernetes.io/managed-by': 'rollcall', env: 'prod' },
      annotations: { note: 'x', [GENERATED_BY]: ME, 'rollcall.dev/source': SOURCE, ...annotations },
    },
    type: 'Opaque',
    data: { config: 'eA==' },
  };
}

const own = (name: string, annotations: Record<string, string> = {}, fields: JsonObject = {}) =>
  itemOf({ ...made(name, 'argocd', annotations), ...fields });
const stale = (name: string, annotations: Record<string, string> = {}) =>
  own(name, annotations, { data: { config: 'b2xk' } });
const theirs = (name: string, owner: string, annotations: Record<string, string> = {}, fields: JsonObject = {}) =>
  own(name, { [GENERATED_BY]: owner, ...annotations }, fields);
const unmarked = (name: string) => secret(name, { namespace: 'argocd' });
const bystander = namespace('argocd');
const SOPS = { sops: { mac: 'ENC[AES256_GCM,data:x,type:str]' } };
const CIPHER = 'ENC[AES256_GCM,data:a2luZA==,type:str]';

interface Row {
  readonly rule: string;
  readonly items: readonly Item[];
  readonly outputs: readonly Output[];
  /** Which of the items stay as they are. */
  readonly keep?: (item: Item) => boolean;
  readonly authority?: Partial<Authority>;
  /** The output: `item …` for an item as it came, `made …` for a new text. */
  readonly want: string[];
  /** What of it is generated, where that is not all that is not the bystander. */
  readonly generated?: string[];
  readonly told?: string[];
  readonly says?: { readonly code: string; readonly facts: readonly string[] };
}

const there: Row[] = [
  {
    rule: 'what is not there yet follows the input, sorted by namespace, kind and name',
    items: [bystander],
    outputs: [wish('b', 'z', 'a'), wish('a', 'z')],
    want: ['item Namespace argocd', 'made Secret a/b', 'made Secret z/a', 'made Secret z/b'],
  },
  {
    rule: 'what already says what is wanted passes as the same item',
    items: [own('a'), bystander],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a', 'item Namespace argocd'],
  },
  {
    rule: 'and so it does with whatever annotations its host keeps on it',
    items: [
      own('a', {
        'config.kubernetes.io/path': 'a.yaml',
        'internal.config.kubernetes.io/index': '0',
        'kustomize.config.k8s.io/id': '1',
      }),
    ],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a'],
  },
  {
    rule: 'what is there keeps its place, and what is not there yet follows, in the namespaces that lack it',
    items: [own('b'), bystander, stale('c')],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd', 'kueue'), wish('c', 'argocd')],
    want: [
      'item Secret argocd/b',
      'item Namespace argocd',
      'made Secret argocd/c',
      'made Secret argocd/a',
      'made Secret kueue/b',
    ],
  },
  {
    rule: 'what differs is written anew at its place in the input',
    items: [stale('a'), bystander],
    outputs: [wish('a', 'argocd')],
    want: ['made Secret argocd/a', 'item Namespace argocd'],
  },
  {
    rule: 'an annotation of somebody else’s is a difference',
    items: [own('a', { 'example.com/note': 'x' })],
    outputs: [wish('a', 'argocd')],
    want: ['made Secret argocd/a'],
  },
  {
    rule: 'another version of the same object is the same object: it is written anew in its place',
    items: [own('a', {}, { apiVersion: 'v2' }), bystander],
    outputs: [wish('a', 'argocd')],
    want: ['made Secret argocd/a', 'item Namespace argocd'],
  },
  {
    rule: 'what is no longer wanted leaves, with one info for the sources that have gone',
    items: [own('a'), own('b'), own('c', { 'rollcall.dev/source': 'x/Y/n/c' }), bystander],
    outputs: [],
    want: ['item Namespace argocd'],
    told: ['info RC411'],
  },
  {
    rule: 'that info names what leaves and the source',
    items: [own('a'), own('b'), bystander],
    outputs: [],
    want: ['item Namespace argocd'],
    told: ['info RC411'],
    says: { code: 'RC411', facts: ['Secret argocd/a, Secret argocd/b', SOURCE] },
  },
  {
    rule: 'a source that is being deleted has gone',
    items: [own('a'), cluster('alpha', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })],
    outputs: [],
    want: ['item Cluster mgmt/alpha'],
    generated: [],
    told: ['info RC411'],
  },
  {
    rule: 'what leaves though its source is still there is a warning: a label may have gone by mistake',
    items: [own('a'), cluster('alpha'), own('b')],
    outputs: [],
    want: ['item Cluster mgmt/alpha'],
    generated: [],
    told: ['warning RC413 Cluster mgmt/alpha metadata.labels'],
    says: { code: 'RC413', facts: ['Secret argocd/a, Secret argocd/b', 'Cluster mgmt/alpha'] },
  },
  {
    rule: 'what names no source leaves too',
    items: [own('a', { 'rollcall.dev/source': '' })],
    outputs: [],
    want: [],
    told: ['info RC411'],
    says: { code: 'RC411', facts: ['an unknown source'] },
  },
  {
    rule: 'what is no longer wanted in one namespace leaves there alone',
    items: [own('a'), itemOf(made('a', 'kueue'))],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a'],
    told: ['info RC411'],
    says: { code: 'RC411', facts: ['Secret kueue/a'] },
  },
  {
    rule: 'what is kept stays exactly as it is, wanted or not',
    items: [stale('a'), bystander],
    outputs: [],
    keep: ({ identity }) => identity.kind === 'Secret',
    want: ['item Secret argocd/a', 'item Namespace argocd'],
  },
  {
    rule: 'everything that nobody asked for passes; of another owner’s objects one info tells',
    items: [
      bystander,
      unmarked('a'),
      theirs('b', 'publish-credentials/other'),
      theirs('c', 'publish-credentials/other'),
    ],
    outputs: [],
    want: ['item Namespace argocd', 'item Secret argocd/a', 'item Secret argocd/b', 'item Secret argocd/c'],
    generated: [],
    told: ['info RC414'],
    says: { code: 'RC414', facts: ['2 objects', 'publish-credentials/other'] },
  },
];

/** Rows with an error: whatever the rest says, nothing of it is written. */
const strangers: Row[] = [
  {
    rule: 'an object of another owner on the same identity is an error that names both, and stays as it is',
    items: [theirs('a', 'render-inventory/fleet')],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC401 Secret argocd/a', 'info RC414'],
    says: { code: 'RC401', facts: ['render-inventory/fleet', ME] },
  },
  {
    rule: 'an object that nobody marked is an error, and stays as it is',
    items: [unmarked('a')],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC402 Secret argocd/a'],
    says: { code: 'RC402', facts: ['Secret argocd/a', ME] },
  },
  {
    rule: 'a managed-by label alone is no mark',
    items: [secret('a', { namespace: 'argocd', labels: { 'app.kubernetes.io/managed-by': 'rollcall' } })],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC402 Secret argocd/a'],
  },
  {
    rule: 'takeOverFrom hands over what is wanted, and the rest leaves; one info tells of each owner',
    items: [theirs('a', 'old/one'), theirs('b', 'old/one'), theirs('c', 'old/two'), theirs('d', 'old/one')],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd'), wish('c', 'argocd')],
    authority: { takeOverFrom: ['old/one', 'old/two'] },
    want: ['made Secret argocd/a', 'made Secret argocd/b', 'made Secret argocd/c'],
    told: ['info RC411', 'info RC412', 'info RC412'],
    says: { code: 'RC411', facts: ['Secret argocd/d'] },
  },
  {
    rule: 'takeOverFrom names its owners exactly',
    items: [theirs('a', 'old/one')],
    outputs: [wish('a', 'argocd')],
    authority: { takeOverFrom: ['old', 'old/two'] },
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC401 Secret argocd/a', 'info RC414'],
  },
  {
    rule: 'takeOverFrom does not reach what nobody marked',
    items: [unmarked('a')],
    outputs: [wish('a', 'argocd')],
    authority: { takeOverFrom: ['old/one', ''] },
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC402 Secret argocd/a'],
  },
  {
    rule: 'takeOverFrom reaches no other package',
    items: [theirs('a', 'old/one', { [PACKAGE]: '/fleet/edge' })],
    outputs: [wish('a', 'argocd')],
    authority: { takeOverFrom: ['old/one'], packagePath: '/fleet' },
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC401 Secret argocd/a'],
  },
  {
    rule: 'the same identity twice is an error that points at both files',
    items: [
      own('a', { 'config.kubernetes.io/path': 'one.yaml' }),
      own('a', { 'config.kubernetes.io/path': 'two.yaml', 'config.kubernetes.io/index': '1' }),
    ],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a', 'item Secret argocd/a'],
    told: ['error RC109 Secret argocd/a'],
    says: { code: 'RC109', facts: ['one.yaml, document 1', 'two.yaml, document 2'] },
  },
  {
    rule: 'the same identity twice is an error even where neither is wanted any more',
    items: [own('a'), own('a')],
    outputs: [],
    want: [],
    told: ['error RC109 Secret argocd/a', 'info RC411'],
  },
  {
    rule: 'one of ours and one of somebody else’s on the same identity are two errors',
    items: [own('a'), unmarked('a')],
    outputs: [wish('a', 'argocd')],
    want: ['item Secret argocd/a', 'item Secret argocd/a'],
    generated: ['item Secret argocd/a'],
    told: ['error RC109 Secret argocd/a', 'error RC402 Secret argocd/a'],
  },
  {
    rule: 'two that nobody asked for are nobody’s business',
    items: [unmarked('a'), unmarked('a')],
    outputs: [],
    want: ['item Secret argocd/a', 'item Secret argocd/a'],
    generated: [],
  },
  {
    rule: 'strangers of several owners are told owner by owner',
    items: [theirs('a', 'old/one'), theirs('b', 'old/two'), theirs('c', 'old/one')],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd'), wish('c', 'argocd')],
    want: ['item Secret argocd/a', 'item Secret argocd/b', 'item Secret argocd/c'],
    generated: [],
    told: ['error RC401 Secret argocd/a', 'error RC401 Secret argocd/b', 'info RC414', 'info RC414'],
  },
  {
    rule: 'every stranger in the way is told at once',
    items: [unmarked('a'), theirs('b', 'old/one')],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd')],
    want: ['item Secret argocd/a', 'item Secret argocd/b'],
    generated: [],
    told: ['error RC401 Secret argocd/b', 'error RC402 Secret argocd/a', 'info RC414'],
  },
];

const inPackage = (path: string) => ({ [PACKAGE]: path });
const marks: Row[] = [
  {
    rule: 'a mark on what no render makes is an error, and removes nothing',
    items: [own('foreign'), own('altered'), own('a')],
    outputs: [],
    want: ['item Secret argocd/foreign', 'item Secret argocd/altered'],
    generated: [],
    told: [
      'error RC404 Secret argocd/altered metadata.annotations',
      'error RC404 Secret argocd/foreign metadata.annotations',
      'info RC411',
    ],
  },
  {
    rule: 'which says whose mark it is, and why it is wrong',
    items: [own('altered')],
    outputs: [],
    want: ['item Secret argocd/altered'],
    generated: [],
    told: ['error RC404 Secret argocd/altered metadata.annotations'],
    says: { code: 'RC404', facts: ['Secret argocd/altered', ME, 'for it is altered'] },
  },
  {
    rule: 'whoever the mark names, and in whatever package',
    items: [theirs('foreign', 'old/one'), own('altered', inPackage('/elsewhere'))],
    outputs: [],
    want: ['item Secret argocd/foreign', 'item Secret argocd/altered'],
    generated: [],
    told: [
      'error RC404 Secret argocd/altered metadata.annotations',
      'error RC404 Secret argocd/foreign metadata.annotations',
      'info RC414',
    ],
  },
  {
    rule: 'what no render removes stays without a finding where nothing would be removed',
    items: [own('protected')],
    outputs: [],
    authority: { packagePath: undefined },
    want: ['item Secret argocd/protected'],
    generated: [],
  },
  {
    rule: 'where the package cannot be told, too',
    items: [own('altered')],
    outputs: [],
    authority: { packagePath: undefined },
    want: ['item Secret argocd/altered'],
    generated: [],
    told: ['error RC404 Secret argocd/altered metadata.annotations'],
  },
  {
    rule: 'what no render removes is an error when it is no longer wanted',
    items: [own('protected')],
    outputs: [],
    want: ['item Secret argocd/protected'],
    generated: [],
    told: ['error RC405 Secret argocd/protected'],
    says: { code: 'RC405', facts: ['Secret argocd/protected', ME, 'for it is protected'] },
  },
  {
    rule: 'that of another owner is left alone',
    items: [theirs('protected', 'old/one')],
    outputs: [],
    want: ['item Secret argocd/protected'],
    generated: [],
    told: ['info RC414'],
  },
  {
    rule: 'what is wanted is brought in order, whatever somebody did to it',
    items: [stale('altered')],
    outputs: [wish('altered', 'argocd')],
    want: ['made Secret argocd/altered'],
  },
];

const packages: Row[] = [
  {
    rule: 'only what is in the package of the functionConfig leaves: kpt sends subpackages’ items to the parent too',
    items: [own('a', inPackage('/fleet')), own('b', inPackage('/fleet/edge'))],
    outputs: [],
    authority: { packagePath: '/fleet' },
    want: ['item Secret argocd/b'],
    generated: [],
    told: ['info RC411'],
  },
  {
    rule: 'an owner of the same name in another package is an error that names the package',
    items: [own('a', inPackage('/fleet/edge'))],
    outputs: [wish('a', 'argocd')],
    authority: { packagePath: '/fleet' },
    want: ['item Secret argocd/a'],
    generated: [],
    told: ['error RC403 Secret argocd/a'],
    says: { code: 'RC403', facts: ['/fleet/edge'] },
  },
  {
    rule: 'where the package cannot be told, nothing leaves',
    items: [own('a', inPackage('/one')), own('b', inPackage('/two'))],
    outputs: [],
    authority: { packagePath: undefined },
    want: ['item Secret argocd/a', 'item Secret argocd/b'],
    generated: [],
  },
  {
    rule: 'where the package cannot be told, what is wanted is updated all the same',
    items: [stale('a', inPackage('/one'))],
    outputs: [wish('a', 'argocd')],
    authority: { packagePath: undefined },
    want: ['made Secret argocd/a'],
  },
];

const encrypted: Row[] = [
  {
    rule: 'what would be written in plain text is an error that names it',
    items: [own('a', {}, SOPS), own('b'), own('c', {}, SOPS)],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd'), wish('c', 'argocd')],
    want: ['made Secret argocd/a', 'item Secret argocd/b', 'made Secret argocd/c'],
    told: ['error RC791 Secret argocd/a'],
    says: { code: 'RC791', facts: ['Secret argocd/a', 'Secret argocd/c'] },
  },
  {
    rule: 'what is kept is one, too',
    items: [own('a', {}, SOPS)],
    outputs: [],
    keep: () => true,
    want: ['item Secret argocd/a'],
    told: ['error RC791 Secret argocd/a'],
  },
  {
    rule: 'what is no longer wanted leaves',
    items: [own('a', {}, SOPS)],
    outputs: [],
    want: [],
    told: ['info RC411'],
  },
  {
    rule: 'what is another’s is an error for that alone',
    items: [theirs('a', 'old/one', {}, SOPS), itemOf({ ...unmarked('b').object, ...SOPS })],
    outputs: [wish('a', 'argocd'), wish('b', 'argocd')],
    want: ['item Secret argocd/a', 'item Secret argocd/b'],
    generated: [],
    told: ['error RC401 Secret argocd/a', 'error RC402 Secret argocd/b', 'info RC414'],
  },
  {
    rule: 'what nobody asked for passes',
    items: [theirs('a', 'old/one', {}, SOPS), itemOf({ ...unmarked('b').object, ...SOPS })],
    outputs: [],
    want: ['item Secret argocd/a', 'item Secret argocd/b'],
    generated: [],
    told: ['info RC414'],
  },
  {
    rule: 'what tells nothing of itself is an error where it has a mark, of whatever owner',
    items: [itemOf({ ...theirs('a', CIPHER).object, ...SOPS, kind: CIPHER })],
    outputs: [],
    want: [`item ${CIPHER} argocd/a`],
    generated: [],
    told: ['error RC791 (38 characters, digest 77474c76) argocd/a', 'info RC414'],
  },
  {
    rule: 'what tells nothing of itself passes where it has no mark',
    items: [itemOf({ ...unmarked('a').object, ...SOPS, kind: CIPHER })],
    outputs: [],
    want: [`item ${CIPHER} argocd/a`],
    generated: [],
  },
];

describe.each([
  { topic: 'what is there and what is wanted', rows: there },
  { topic: 'strangers and twins', rows: strangers },
  { topic: 'marks', rows: marks },
  { topic: 'packages', rows: packages },
  { topic: 'what SOPS has encrypted', rows: encrypted },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ items, outputs, keep, authority, want, generated, told: findings = [], says }) => {
    const kept = keep === undefined ? [] : items.filter(keep);
    const result = reconcile(items, outputs, kept, { ...AUTHORITY, ...authority });
    expect(result.written.map(lineOf)).toEqual(want);
    expect(result.generated.map(lineOf)).toEqual(
      generated ?? want.filter((line) => line !== lineOf({ item: bystander })),
    );
    expect(told(result.findings)).toEqual(findings);
    for (const fact of says?.facts ?? []) expect(sentence(result.findings, says?.code ?? '')).toContain(fact);
    for (const one of result.written) if ('item' in one) expect(items).toContain(one.item);
    for (const one of result.generated) expect(result.written).toContain(one);
  });
});

function lineOf(one: Written): string {
  if ('copyOf' in one) return `made ${lineOf({ item: itemOf(plain(one)) }).slice('item '.length)}`;
  const { kind, namespace: inNamespace, name } = one.item.identity;
  return `item ${kind} ${inNamespace === '' ? name : `${inNamespace}/${name}`}`;
}

describe('the objects that are written', () => {
  test('a new one has its owner’s marks, and no annotation of a host', () => {
    const { written } = reconcile([], [wish('a', 'argocd')], [], AUTHORITY);
    expect(plain(only(written))).toEqual(made('a', 'argocd'));
  });

  test('labels and annotations stand in byte order, name and namespace in front', () => {
    const { written } = reconcile([], [wish('a', 'argocd')], [], AUTHORITY);
    const { metadata } = plain(only(written));
    expect(JSON.stringify(metadata)).toBe(JSON.stringify(made('a', 'argocd').metadata));
  });

  test('our marks count over what an output says itself', () => {
    const output = wish('a', 'argocd');
    output.object.metadata.labels['app.kubernetes.io/managed-by'] = 'Helm';
    output.object.metadata.annotations[GENERATED_BY] = 'me';
    expect(plain(only(reconcile([], [output], [], AUTHORITY).written))).toEqual(made('a', 'argocd'));
  });

  test('several sources are joined by commas', () => {
    const output = { ...wish('a', 'argocd'), sources: ['g/K/n/a', 'g/K/n/b'] };
    expect(plain(only(reconcile([], [output], [], AUTHORITY).written))).toEqual(
      made('a', 'argocd', { 'rollcall.dev/source': 'g/K/n/a,g/K/n/b' }),
    );
  });

  const hosts = {
    'config.kubernetes.io/path': 'there/a.yaml',
    'config.kubernetes.io/index': '1',
    'internal.config.kubernetes.io/path': 'there/a.yaml',
    'internal.config.kubernetes.io/index': '1',
    'internal.config.kubernetes.io/package-path': '/fleet',
    'internal.config.k8s.io/kpt-resource-id': '7',
    'kustomize.config.k8s.io/id': '3',
    'config.k8s.io/id': '3',
  };

  test('one that is updated in place keeps its path, its index and whatever else its host keeps, and nothing more', () => {
    const item = stale('a', { ...hosts, 'example.com/note': 'gone', note: 'old' });
    const { written } = reconcile([item], [wish('a', 'argocd')], [], { ...AUTHORITY, packagePath: '/fleet' });
    expect(plain(only(written))).toEqual(made('a', 'argocd', hosts));
  });

  test('one that is taken over keeps them too, and changes its owner', () => {
    const item = theirs('a', 'old/one', hosts);
    const authority = { ...AUTHORITY, takeOverFrom: ['old/one'], packagePath: '/fleet' };
    const { written } = reconcile([item], [wish('a', 'argocd')], [], authority);
    expect(plain(only(written))).toEqual(made('a', 'argocd', hosts));
  });

  test('a second run over the first one’s output passes everything as the same items', () => {
    const outputs = [wish('a', 'argocd', 'kueue'), wish('b', 'argocd')];
    const items = nextInput(
      reconcile([stale('a', hosts)], outputs, [], { ...AUTHORITY, packagePath: '/fleet' }).written,
    );
    const again = reconcile(items, outputs, [], { ...AUTHORITY, packagePath: undefined });
    expect(again.written).toEqual(items.map((item) => ({ item })));
    expect(again.findings).toEqual([]);
  });

  test('the order of what is wanted changes nothing', () => {
    const outputs = [wish('b', 'z', 'a'), wish('a', 'z'), wish('c', 'a')];
    const forwards = reconcile([], outputs, [], AUTHORITY).written.map(plain);
    expect(reconcile([], [...outputs].reverse(), [], AUTHORITY).written.map(plain)).toEqual(forwards);
  });
});

test('of what a render leaves out of its input, the marks are judged of what it does not make itself', () => {
  const strays = [own('altered'), own('a'), own('foreign')];
  const findings = judgeStrays(strays, [wish('altered', 'argocd')], AUTHORITY);
  expect(told(findings)).toEqual([
    'error RC404 Secret argocd/foreign metadata.annotations',
    'warning RC765 Secret argocd/a',
  ]);
});

test('kept objects that a new source wants to make too are found', () => {
  const keep = [own('a'), own('b')];
  expect(findKeptClaims([wish('a', 'argocd'), wish('b', 'elsewhere')], keep)).toEqual([keep[0]]);
  expect(findKeptClaims([wish('a', 'argocd')], [])).toEqual([]);
});

interface Ownership {
  readonly rule: string;
  readonly item: Item;
  readonly authority?: Partial<Authority>;
  readonly want: boolean;
}

const owned: Ownership[] = [
  { rule: 'this owner’s, where the host knows no packages', item: own('a'), want: true },
  {
    rule: 'this owner’s, in this package',
    item: own('a', inPackage('/p')),
    authority: { packagePath: '/p' },
    want: true,
  },
  {
    rule: 'this owner’s, in another package',
    item: own('a', inPackage('/p/q')),
    authority: { packagePath: '/p' },
    want: false,
  },
  {
    rule: 'this owner’s, where the package cannot be told',
    item: own('a', inPackage('/p')),
    authority: { packagePath: undefined },
    want: true,
  },
  { rule: 'another owner’s', item: theirs('a', 'old/one'), want: false },
  {
    rule: 'one’s that is replaced',
    item: theirs('a', 'old/one'),
    authority: { takeOverFrom: ['old/one'] },
    want: true,
  },
  {
    rule: 'one’s that is replaced, in another package',
    item: theirs('a', 'old/one', inPackage('/p/q')),
    authority: { takeOverFrom: ['old/one'], packagePath: '/p' },
    want: false,
  },
  { rule: 'nobody’s', item: unmarked('a'), authority: { takeOverFrom: [''] }, want: false },
];

test.each(owned)('own objects: $rule', ({ item, authority, want }) => {
  expect(isOwn(item, { ...AUTHORITY, ...authority })).toBe(want);
});

test('what takes the place of an object is known; what stays and what is new is not among it', () => {
  const items = [own('a'), stale('b')];
  const { replaced } = reconcile(items, [wish('a', 'argocd'), wish('b', 'argocd'), wish('c', 'argocd')], [], AUTHORITY);
  expect([...replaced].map((one) => objectAt(plain(one), 'metadata').name)).toEqual(['b']);
});
