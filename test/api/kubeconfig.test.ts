import { type KubeconfigReading, readKubeconfig } from '../../src/api/kubeconfig';
import { FAKE_MATERIAL, kubeconfig } from '../support/objects';

const IS_ONE: Partial<KubeconfigReading> = { state: 'kubeconfig' };
const NO_CLUSTER: KubeconfigReading = { state: 'names no cluster' };

const rows: { rule: string; text: string; want: Partial<KubeconfigReading> }[] = [
  { rule: 'a kubeconfig as Cluster API writes it', text: kubeconfig(), want: IS_ONE },
  { rule: 'the same without a line break at its end', text: kubeconfig().trimEnd(), want: IS_ONE },
  { rule: 'the same with the line ends of Windows', text: kubeconfig().replaceAll('\n', '\r\n'), want: IS_ONE },
  {
    rule: 'JSON',
    text: '{"clusters":[{"name":"a","cluster":{"server":"https://a.example"}}]}',
    want: IS_ONE,
  },
  {
    rule: 'YAML in flow style, with a comment and an anchor',
    text: '# mine\nclusters: [{name: &a a, cluster: {server: "https://a.example"}}]\ncurrent-context: *a\n',
    want: IS_ONE,
  },
  {
    rule: 'apiVersion and kind may be absent, as for client-go',
    text: 'clusters:\n- name: a\n  cluster:\n    server: x\n',
    want: IS_ONE,
  },
  {
    rule: 'JSON with a key that stands twice, which Go’s readers merge: an exec stanza could hide there',
    text: '{"clusters":[{"name":"a","cluster":{"server":"x"}}],"users":[{"name":"u","user":{"exec":{}},"user":{}}]}',
    want: { state: 'not YAML', line: 1, reason: 'a key stands twice in one map' },
  },
  { rule: 'clusters is empty', text: 'apiVersion: v1\nkind: Config\nclusters: []\n', want: NO_CLUSTER },
  { rule: 'clusters is null', text: 'apiVersion: v1\nkind: Config\nclusters:\n', want: NO_CLUSTER },
  { rule: 'clusters is absent', text: 'apiVersion: v1\nkind: Config\nusers: []\n', want: NO_CLUSTER },
  { rule: 'clusters is a map', text: 'clusters:\n  a:\n    server: https://a.example\n', want: NO_CLUSTER },
  { rule: 'a cluster without a name', text: 'clusters:\n- cluster:\n    server: x\n', want: NO_CLUSTER },
  { rule: 'a cluster without a server', text: 'clusters:\n- name: a\n  cluster: {}\n', want: NO_CLUSTER },
  {
    rule: 'a cluster with an empty server',
    text: 'clusters:\n- name: a\n  cluster:\n    server: ""\n',
    want: NO_CLUSTER,
  },
  { rule: 'a server that is no string', text: 'clusters:\n- name: a\n  cluster:\n    server: 1\n', want: NO_CLUSTER },
  { rule: 'a bare word', text: `${FAKE_MATERIAL}\n`, want: NO_CLUSTER },
  { rule: 'a certificate', text: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', want: NO_CLUSTER },
  { rule: 'nothing', text: '', want: NO_CLUSTER },
  { rule: 'a list', text: '[]', want: NO_CLUSTER },
  {
    rule: 'not YAML: the line and a reason',
    text: `clusters:\n- name: a\n token: ${FAKE_MATERIAL}\n`,
    want: { state: 'not YAML', line: 3, reason: expect.any(String) },
  },
  {
    rule: 'a key that stands twice, which kubectl refuses too',
    text: `clusters: []\n${FAKE_MATERIAL}: 1\n${FAKE_MATERIAL}: 2\n`,
    want: { state: 'not YAML', line: 3, reason: 'a key stands twice in one map' },
  },
  {
    rule: 'more than one document',
    text: `${kubeconfig()}---\n${kubeconfig()}`,
    want: { state: 'not YAML', line: expect.any(Number), reason: 'there is more than one document' },
  },
];

test.each(rows)('$rule', ({ text, want }) => {
  const reading = readKubeconfig(text);
  expect(reading).toMatchObject(want);
  if (reading.state !== 'kubeconfig') expect(JSON.stringify(reading)).not.toContain(FAKE_MATERIAL);
});

const EXEC = `{apiVersion: client.authentication.k8s.io/v1, command: ${FAKE_MATERIAL}}`;
const CLUSTERS = 'clusters:\n- name: a\n  cluster:\n    server: https://a.example\n';
/** A kubeconfig whose line 9 is one more line of its user. */
const withLine = (line: string) => `${CLUSTERS}users:\n- name: u\n  user:\n    token: ${FAKE_MATERIAL}\n${line}\n`;
/** A kubeconfig whose line 7 is its user. */
const withUser = (user: string) => `${CLUSTERS}users:\n- name: u\n  user: ${user}\n`;
const inJson = (user: string) =>
  `{"clusters":[{"name":"a","cluster":{"server":"https://a.example"}}],"users":[{"name":"u","user":{${user}}}]}`;

interface Ambiguous {
  readonly rule: string;
  readonly text: string;
  readonly line: number;
  /** Where it is not the one of its table. */
  readonly reason?: string;
}

/** Go’s reader sees `exec` in every one of them, where it reads them at all; others see a comment or a text. */
const characters: Ambiguous[] = [
  ...['\u0085', '\u2028', '\u2029', '\r'].map((end) => ({
    rule: `${JSON.stringify(end)} ends a comment for some readers, and not for others`,
    text: withLine(`    # ${end}    exec: ${EXEC}`),
    line: 9,
  })),
  ...['\u0085', '\u2028', '\u2029'].map((end) => ({
    rule: `${JSON.stringify(end)} ends a literal block`,
    text: `x: |\n  a${end}users: [{name: u, user: {exec: ${EXEC}}}]\n${CLUSTERS}`,
    line: 2,
  })),
  {
    rule: 'a line separator hides what follows the server',
    text: 'clusters:\n- name: a\n  cluster:\n    server: https://a.example # \u2028    insecure-skip-tls-verify: true\n',
    line: 4,
  },
  {
    rule: 'a line separator ends a comment in flow style',
    text: `{"clusters": [{"name": "a", "cluster": {"server": "x"}}], # \u2028 "users": [{"name": "u", "user": {"exec": {}}}]\n}`,
    line: 1,
  },
  {
    rule: 'a line separator in JSON, which is a character like any other to JSON.parse',
    text: inJson('"token":"a\u2028b"'),
    line: 1,
  },
  { rule: 'a lone carriage return in JSON', text: inJson('"token":"x",\r"exec":{}'), line: 1 },
  { rule: 'a carriage return too many', text: kubeconfig().replace('\n', '\r\r\n'), line: 1 },
  { rule: 'a carriage return at the end', text: `${kubeconfig().trimEnd()}\r`, line: 16 },
  ...['\0', '\v', '\f', '\u001b', '\u007f', '\u009f'].map((control) => ({
    rule: `the control character ${JSON.stringify(control)}`,
    text: withLine(`    # ${control}`),
    line: 9,
  })),
  { rule: 'a byte order mark that is not at the beginning', text: withLine('    # \ufeff'), line: 9 },
  { rule: 'UTF-16, as bytes that were read as UTF-8', text: '\ufffd\ufffdc\0l\0u\0', line: 1 },
];

/** What Go’s readers merge, others pass over, and in another order. */
const merges: Ambiguous[] = [
  { rule: 'a map', text: withLine(`    <<: {exec: ${EXEC}}`), line: 9 },
  { rule: 'an alias', text: `x: &x {exec: ${EXEC}}\n${withLine('    <<: *x')}`, line: 10 },
  { rule: 'a list', text: withLine(`    <<: [{exec: null}, {exec: ${EXEC}}]`), line: 9 },
  { rule: 'a block', text: withLine(`    <<:\n      exec: ${EXEC}`), line: 9 },
  { rule: 'nothing', text: withLine('    <<:'), line: 9 },
  {
    rule: 'behind a key that is null, which Go’s readers let it replace',
    text: withLine(`    exec: null\n    <<: {exec: ${EXEC}}`),
    line: 10,
  },
  { rule: 'before such a key', text: withLine(`    <<: {exec: ${EXEC}}\n    exec: null`), line: 9 },
  { rule: 'within a merged map', text: withUser(`{token: x, <<: [{exec: null, <<: {exec: ${EXEC}}}]}`), line: 7 },
  {
    rule: 'over the whole user',
    text: `${CLUSTERS}users:\n- name: u\n  user: {token: x}\n  <<: {user: {exec: ${EXEC}}}\n`,
    line: 8,
  },
  {
    rule: 'over the whole kubeconfig',
    text: `${CLUSTERS}users: []\n<<: {users: [{name: u, user: {exec: ${EXEC}}}]}\n`,
    line: 6,
  },
  {
    rule: 'over the cluster',
    text: 'clusters:\n- name: a\n  cluster:\n    server: x\n    insecure-skip-tls-verify: false\n    <<: {insecure-skip-tls-verify: true}\n',
    line: 6,
  },
  { rule: 'with an anchor', text: withLine(`    &m <<: {exec: ${EXEC}}`), line: 9 },
  { rule: 'behind a question mark', text: withLine(`    ? <<\n    : {exec: ${EXEC}}`), line: 9 },
  {
    rule: 'with the tag !, which Go’s readers merge though it is quoted',
    text: withLine(`    ! "<<": {a: 1}`),
    line: 9,
  },
  { rule: 'with its own tag', text: withLine(`    !!merge "<<": {exec: ${EXEC}}`), line: 9 },
  { rule: 'in double quotes', text: withLine(`    "<<": {exec: ${EXEC}}`), line: 9 },
  { rule: 'in single quotes', text: withLine(`    '<<': {exec: ${EXEC}}`), line: 9 },
  { rule: 'with an escape', text: withLine(`    "\\x3c<": {exec: ${EXEC}}`), line: 9 },
  { rule: 'in double quotes, over a block', text: withLine(`    "<<":\n      exec: ${FAKE_MATERIAL}`), line: 9 },
  { rule: 'in single quotes, over a block', text: withLine(`    '<<':\n      exec: ${FAKE_MATERIAL}`), line: 9 },
  { rule: 'with an escape of JSON', text: withLine(`    "\\u003c<":\n      exec: ${FAKE_MATERIAL}`), line: 9 },
  { rule: 'an alias as the key', text: `x: &x <<\n${withLine(`    *x : {exec: ${EXEC}}`)}`, line: 10 },
  { rule: 'in JSON', text: inJson('"<<":{"exec":{}}'), line: 1 },
  {
    rule: 'twice, of which Go’s readers take the last',
    text: withLine(`    <<: {exec: null}\n    <<: {exec: ${EXEC}}`),
    line: 10,
    reason: 'a key stands twice in one map',
  },
];

/** Readers differ on tags that they do not know, and on values that do not fit one: Go’s see a map in each. */
const tags: Ambiguous[] = [
  { rule: 'a key in base64', text: withLine(`    !!binary ZXhlYw==: ${EXEC}`), line: 9 },
  { rule: 'a key that is told to be a string', text: withLine(`    !!str exec: ${EXEC}`), line: 9 },
  { rule: 'a key with a tag of its own', text: withLine(`    !local exec: ${EXEC}`), line: 9 },
  { rule: 'a key with a whole tag', text: withLine(`    !<tag:yaml.org,2002:str> exec: ${EXEC}`), line: 9 },
  { rule: 'a map that is told to be null', text: withLine(`    exec: !!null ${EXEC}`), line: 9 },
  { rule: 'nothing that is told to be null', text: withLine('    exec: !!null'), line: 9 },
  { rule: 'a map with the tag !', text: withLine(`    exec: ! ${EXEC}`), line: 9 },
  ...['!!null', '!!str', '!!binary', '!!pairs', '!!omap', '!foo'].map((tag) => ({
    rule: `a user that is told to be ${tag}`,
    text: withUser(`${tag} {exec: ${EXEC}}`),
    line: 7,
  })),
  {
    rule: 'a user that is told to be a set',
    text: withUser(`!!set {exec: ${EXEC}}`),
    line: 7,
    reason: 'a tag (!) stands there, which YAML readers take differently',
  },
  {
    rule: 'a list with a tag',
    text: `${CLUSTERS}users: !!seq\n- {name: u, user: {exec: ${EXEC}}}\n`,
    line: 6,
  },
  {
    rule: 'a boolean in quotes',
    text: CLUSTERS.replace('server', 'insecure-skip-tls-verify: !!bool "on"\n    server'),
    line: 4,
  },
  { rule: 'the whole kubeconfig', text: `--- !!map\n${CLUSTERS}`, line: 2 },
];

const directives: Ambiguous[] = [
  { rule: '%TAG', text: `%TAG ! tag:yaml.org,2002:\n---\n${withLine(`    !binary ZXhlYw==: ${EXEC}`)}`, line: 1 },
  { rule: '%TAG that nothing uses', text: `%TAG !e! tag:a.example,2000:\n---\n${kubeconfig()}`, line: 1 },
  { rule: '%TAG of the handle that stands for YAML’s own', text: `%TAG !! x:y,2000:\n---\n${kubeconfig()}`, line: 1 },
  { rule: 'one that nobody knows, which Go’s readers refuse', text: `# x\n%FOO\n---\n${kubeconfig()}`, line: 1 },
  { rule: '%YAML 1.1', text: `%YAML 1.1\n---\n${kubeconfig()}`, line: 1 },
  { rule: '%YAML 1.2, which Go’s readers refuse', text: `%YAML 1.2\n---\n${kubeconfig()}`, line: 1 },
];

/** Go’s readers take the last, or merge what stands under both. */
const twins: Ambiguous[] = [
  { rule: 'JSON', text: inJson('"exec":{},"exec":null'), line: 1 },
  { rule: 'JSON, once with an escape', text: inJson('"exec":{},"\\u0065xec":null'), line: 1 },
  { rule: 'JSON, of the lists', text: inJson('"exec":{}').replace(/}$/, ',"users":[]}'), line: 1 },
  { rule: 'YAML, once in quotes', text: withLine(`    exec: ${EXEC}\n    'exec': null`), line: 10 },
];

const taken = (what: string) => `${what}, which YAML readers take differently`;

describe.each([
  {
    topic: 'characters',
    table: characters,
    common: 'a character stands there that YAML readers take differently',
  },
  { topic: '<<', table: merges, common: taken('maps are merged (<<)') },
  { topic: 'a tag', table: tags, common: taken('a tag (!) stands there') },
  { topic: 'a directive', table: directives, common: taken('it begins with a directive') },
  { topic: 'a key that stands twice', table: twins, common: 'a key stands twice in one map' },
])('what readers take differently is not read: $topic', ({ table, common }) => {
  test.each(table)('$rule', ({ text, line, reason = common }) => {
    expect(readKubeconfig(text)).toEqual({ state: 'not YAML', line, reason });
  });
});

describe('what every reader takes alike is read', () => {
  test.each([
    { rule: 'a byte order mark at the beginning', text: `\ufeff${kubeconfig()}` },
    { rule: 'tabs between words', text: withLine('    # a\tcomment').replace('token: ', 'token:\t') },
    { rule: 'other letters', text: withLine('    # é ß 日本 😀 \u00a0\u3000') },
    { rule: 'the line separators as escapes', text: withUser('{token: "\\u0085 \\u2028 \\N \\L", note: "\\r\\x1b"}') },
    { rule: '<< as a value', text: withUser('{token: <<, note: "<<"}') },
    { rule: 'a key that begins like <<', text: withUser('{<<x: 1, token: x}') },
    { rule: 'an exclamation mark within a text', text: withUser('{token: a!b, note: "!!binary x"}') },
    { rule: 'a percent sign within a text', text: withLine('    note: a %YAML 1.1') },
    { rule: 'the marks of a document', text: `---\n${kubeconfig()}...\n` },
    { rule: 'one key in two maps', text: `${withLine('    note: x')}- name: v\n  user:\n    token: z\n` },
  ])('$rule', ({ text }) => {
    expect(readKubeconfig(text)).toMatchObject(IS_ONE);
  });

  test.each([
    { rule: 'an alias as a key', text: `x: &x exec\n${withLine(`    *x : ${EXEC}`)}` },
    { rule: 'an alias as a user', text: `x: &x {exec: ${EXEC}}\n${withUser('*x')}` },
    { rule: 'a key behind a question mark', text: withLine(`    ? exec\n    : ${EXEC}`) },
    { rule: 'a key with escapes', text: withLine(`    "\\x65xe\\u0063": ${EXEC}`) },
  ])('and exec is seen: $rule', ({ text }) => {
    expect(readKubeconfig(text)).toMatchObject({
      config: { users: [{ name: 'u', user: { exec: { command: FAKE_MATERIAL } } }] },
    });
  });
});
