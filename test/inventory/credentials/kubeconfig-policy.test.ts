import {
  judgeKubeconfig,
  type KubeconfigPolicy,
  type Rule,
} from '../../../src/inventory/credentials/kubeconfig-policy';
import { objectAt } from '../../../src/krm/json';
import { readYaml } from '../../../src/krm/yaml/read';
import { FAKE_MATERIAL, kubeconfig, only, POLICY, sentence, told } from '../../support/objects';

/** What a text holds; the lists that it does not give are sound. */
function read(text: string) {
  const reading = readYaml(text);
  if ('fault' in reading) throw new Error(reading.fault.reason);
  return objectAt(reading.value);
}

const CLUSTERS = 'clusters:\n- name: a\n  cluster:\n    server: https://a.example\n';
const USERS = `users:\n- name: u\n  user: {client-certificate-data: eA==, client-key-data: ${FAKE_MATERIAL}}\n`;
const CONTEXTS = 'contexts:\n- name: c\n  context:\n    cluster: a\n    user: u\ncurrent-context: c\n';

interface Parts {
  readonly clusters?: string;
  readonly users?: string;
  readonly contexts?: string;
}

const write = ({ clusters = CLUSTERS, users = USERS, contexts = CONTEXTS }: Parts) => clusters + users + contexts;
const user = (fields: string, name = 'u') => `users:\n- name: ${name}\n  user: {${fields}}\n`;
const cluster = (fields: string, server = 'https://a.example') =>
  `clusters:\n- name: a\n  cluster: {server: "${server}"${fields === '' ? '' : `, ${fields}`}}\n`;

const everyRule = (verdict: 'Allow' | 'Warn' | 'Deny'): KubeconfigPolicy => ({
  execPlugin: verdict,
  authProvider: verdict,
  filePath: verdict,
  unprotectedToken: verdict,
  insecureTLS: verdict,
  plainHTTP: verdict,
  currentContext: verdict,
  multipleContexts: verdict,
});

const HOLDER = 'The kubeconfig in Secret default/source (key config)';
const judge = (text: string, policy: KubeconfigPolicy) =>
  judgeKubeconfig(read(text), policy, { field: 'data.config' }, HOLDER);

const EXEC = `exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/${FAKE_MATERIAL}}`;

/** For each rule something that it alone objects to. */
const rules: { rule: Rule; code: string; text: string; says: string }[] = [
  { rule: 'execPlugin', code: 'RC391', text: write({ users: user(EXEC) }), says: 'an exec stanza, for users[0]' },
  {
    rule: 'authProvider',
    code: 'RC392',
    text: write({ users: user(`auth-provider: {name: oidc, config: {id-token: ${FAKE_MATERIAL}}}`) }),
    says: 'stanza, for users[0]',
  },
  {
    rule: 'filePath',
    code: 'RC393',
    text: write({ users: user(`tokenFile: /run/${FAKE_MATERIAL}`) }),
    says: 'users[0].user.tokenFile',
  },
  {
    rule: 'insecureTLS',
    code: 'RC394',
    text: write({ clusters: cluster('insecure-skip-tls-verify: true') }),
    says: 'for clusters[0]',
  },
  {
    rule: 'plainHTTP',
    code: 'RC395',
    text: write({ clusters: cluster('', `http://${FAKE_MATERIAL}@a.example`) }),
    says: 'for clusters[0]',
  },
  { rule: 'currentContext', code: 'RC396', text: write({ contexts: 'contexts: []\n' }), says: 'no current-context' },
  {
    rule: 'multipleContexts',
    code: 'RC397',
    text: write({ contexts: `${CONTEXTS}`.replace('current', '- name: d\n  context: {cluster: a, user: u}\ncurrent') }),
    says: '2 contexts',
  },
];

describe.each(rules)('$rule', ({ rule, code, text, says }) => {
  const others = everyRule('Allow');
  const verdicts: { verdict: 'Allow' | 'Warn' | 'Deny'; want: string[] }[] = [
    { verdict: 'Allow', want: [] },
    { verdict: 'Warn', want: [`warning ${code} data.config`] },
    { verdict: 'Deny', want: [`error ${code} data.config`] },
  ];

  test.each(verdicts)('$verdict', ({ verdict, want }) => {
    const findings = judge(text, { ...others, [rule]: verdict });
    expect(told(findings)).toEqual(want);
    for (const { problem } of findings) {
      expect(problem).toContain(HOLDER);
      expect(problem).toContain(says);
    }
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  });

  test('no other rule objects to it, and nothing but its own verdict counts', () => {
    expect(told(judge(text, everyRule('Warn')))).toEqual([`warning ${code} data.config`]);
    expect(judge(text, { ...everyRule('Deny'), [rule]: 'Allow' })).toEqual([]);
  });
});

test('a kubeconfig as Cluster API writes it is sound, whatever is denied', () => {
  expect(judge(kubeconfig(), everyRule('Deny'))).toEqual([]);
  expect(judge(write({}), everyRule('Deny'))).toEqual([]);
});

test('everything at once: each rule has its say', () => {
  const text = write({
    clusters: cluster('insecure-skip-tls-verify: true, certificate-authority: /ca.crt', 'http://a.example'),
    users: user(`${EXEC}, auth-provider: {name: gcp}, token: x`),
    contexts: 'contexts: [{name: c}, {name: d}]\n',
  });
  expect(told(judge(text, POLICY))).toEqual([
    'error RC349 data.config',
    'error RC391 data.config',
    'error RC392 data.config',
    'error RC393 data.config',
    'warning RC394 data.config',
    'warning RC395 data.config',
    'warning RC396 data.config',
    'warning RC397 data.config',
  ]);
});

interface Row {
  readonly rule: string;
  readonly text: string;
  readonly want: string[];
  readonly says?: string;
}

const programs: Row[] = [
  { rule: 'an empty exec stanza is one', text: write({ users: user('exec: {}') }), want: ['RC391'] },
  { rule: 'an exec stanza of another shape is one', text: write({ users: user('exec: [x]') }), want: ['RC391'] },
  { rule: 'exec: false is one', text: write({ users: user('exec: false') }), want: ['RC391'] },
  { rule: 'exec: null is none, as client-go reads it', text: write({ users: user('exec: null') }), want: [] },
  { rule: 'exec with nothing behind it is none', text: write({ users: user('exec: ') }), want: [] },
  {
    rule: 'Exec is none: client-go’s reader tells small letters from capitals',
    text: write({ users: user('Exec: {command: x}') }),
    want: [],
  },
  {
    rule: 'beside a token it still runs: client-go prefers it',
    text: write({ users: user(`token: x, ${EXEC}`) }),
    want: ['RC391'],
  },
  {
    rule: 'a user whom no context names counts: whoever gets it may switch',
    text: write({ users: `${USERS}- name: other\n  user: {${EXEC}}\n` }),
    want: ['RC391'],
    says: 'for users[1]',
  },
  {
    rule: 'every user is named',
    text: write({ users: `users:\n- {name: x, user: {${EXEC}}}\n- {name: y, user: {${EXEC}}}\n` }),
    want: ['RC391'],
    says: 'for users[0], users[1]',
  },
  {
    rule: 'a user without a name',
    text: write({ users: `users:\n- user: {${EXEC}}\n` }),
    want: ['RC391'],
    says: 'for users[0]',
  },
  {
    rule: 'a user whose name is a number',
    text: write({ users: `users:\n- {name: 1, user: {${EXEC}}}\n` }),
    want: ['RC391'],
    says: 'for users[0]',
  },
  {
    rule: 'an alias brings it in',
    text: `x: &x {command: y}\n${write({ users: 'users:\n- name: u\n  user:\n    exec: *x\n' })}`,
    want: ['RC391'],
  },
  {
    rule: 'an alias brings a whole user in',
    text: `x: &x {${EXEC}}\n${write({ users: 'users:\n- name: u\n  user: *x\n' })}`,
    want: ['RC391'],
  },
  {
    rule: 'an alias as the key is that key',
    text: `x: &x exec\n${write({ users: 'users:\n- name: u\n  user:\n    *x : {command: y}\n' })}`,
    want: ['RC391'],
  },
  {
    rule: 'a key with escapes is that key',
    text: write({ users: 'users:\n- name: u\n  user:\n    "\\x65xec": {command: y}\n' }),
    want: ['RC391'],
  },
  {
    rule: 'a key behind a question mark is that key',
    text: write({ users: 'users:\n- name: u\n  user:\n    ? exec\n    : {command: y}\n' }),
    want: ['RC391'],
  },
  {
    rule: 'JSON',
    text: `{"clusters":[{"name":"a","cluster":{"server":"https://a.example"}}],"users":[{"name":"u","user":{"exec":{"command":"y"}}}],"contexts":[{"name":"c"}],"current-context":"c"}`,
    want: ['RC391'],
  },
  {
    rule: 'the line ends of Windows',
    text: write({ users: user(EXEC) }).replaceAll('\n', '\r\n'),
    want: ['RC391'],
  },
  {
    rule: 'an auth-provider of another shape is one',
    text: write({ users: user('auth-provider: gcp') }),
    want: ['RC392'],
  },
];

const files: Row[] = [
  ...['client-certificate', 'client-key', 'tokenFile'].map((field) => ({
    rule: `${field} of a user`,
    text: write({ users: user(`${field}: /etc/${FAKE_MATERIAL}`) }),
    want: ['RC393'],
    says: `users[0].user.${field}`,
  })),
  {
    rule: 'certificate-authority of a cluster',
    text: write({ clusters: cluster(`certificate-authority: ${FAKE_MATERIAL}`) }),
    want: ['RC393'],
    says: 'clusters[0].cluster.certificate-authority',
  },
  {
    rule: 'beside the data, which client-go prefers, it still names a file',
    text: write({ clusters: cluster('certificate-authority: x, certificate-authority-data: eA==') }),
    want: ['RC393'],
  },
  {
    rule: 'all of them are named',
    text: write({ users: user('client-certificate: x, client-key: y'), clusters: cluster('certificate-authority: z') }),
    want: ['RC393'],
    says: 'clusters[0].cluster.certificate-authority, users[0].user.client-certificate, users[0].user.client-key',
  },
  { rule: 'a path that is empty is none', text: write({ users: user('tokenFile: "", client-key: ') }), want: [] },
  {
    rule: 'the data is no path',
    text: write({
      users: user('client-certificate-data: eA==, client-key-data: eA=='),
      clusters: cluster('certificate-authority-data: eA=='),
    }),
    want: [],
  },
];

const servers: Row[] = [
  ...['true', 'yes', 'Yes', 'on', 'ON', 'y', 'TRUE'].map((word) => ({
    rule: `insecure-skip-tls-verify: ${word} may be true to some reader`,
    text: write({ clusters: cluster(`insecure-skip-tls-verify: ${word}`) }),
    want: ['RC394'],
  })),
  ...['false', 'no', 'off', 'n', 'NO', 'False', '', '~', 'null', '""'].map((word) => ({
    rule: `insecure-skip-tls-verify: ${word || 'with nothing behind it'} is not`,
    text: write({ clusters: cluster(`insecure-skip-tls-verify: ${word}`) }),
    want: [],
  })),
  {
    rule: 'insecure-skip-tls-verify: 1 is no boolean, and is told to be safe',
    text: write({ clusters: cluster('insecure-skip-tls-verify: 1') }),
    want: ['RC394'],
  },
  { rule: 'http', text: write({ clusters: cluster('', 'http://a.example') }), want: ['RC395'] },
  { rule: 'HTTP: a scheme has no case', text: write({ clusters: cluster('', 'HTTP://a.example') }), want: ['RC395'] },
  { rule: 'https', text: write({ clusters: cluster('', 'HTTPS://a.example') }), want: [] },
  {
    rule: 'http with a certificate authority is plain all the same',
    text: write({ clusters: cluster('certificate-authority-data: eA==', 'http://a.example') }),
    want: ['RC395'],
  },
  {
    rule: 'no scheme and nothing to verify with: client-go speaks plain http (rest.DefaultServerURL)',
    text: write({ clusters: cluster('', 'a.example:6443') }),
    want: ['RC395'],
  },
  ...['certificate-authority-data: eA==', 'insecure-skip-tls-verify: false'].map((field) => ({
    rule: `no scheme, with ${field}: clientcmd looks at it only once it knows that the server speaks TLS`,
    text: write({ clusters: cluster(field, 'a.example:6443') }),
    want: ['RC395'],
  })),
  {
    rule: 'no scheme, with a client certificate',
    text: write({
      clusters: cluster('', 'a.example'),
      users: 'users:\n- name: u\n  user: {client-certificate-data: eA==}\n',
    }),
    want: ['RC395'],
  },
  {
    rule: 'no scheme, and fields of a certificate that hold nothing',
    text: write({
      clusters: cluster('certificate-authority-data: "", certificate-authority: ', 'a.example'),
      users: user('client-certificate-data: ~, client-certificate: ""'),
    }),
    want: ['RC395'],
  },
  {
    rule: 'no scheme, and a key alone: client-go asks for the certificate',
    text: write({ clusters: cluster('', 'a.example'), users: user('client-key-data: eA==') }),
    want: ['RC395'],
  },
  {
    rule: 'http with a client certificate is plain all the same',
    text: write({ clusters: cluster('', 'http://a.example'), users: user('client-certificate-data: eA==') }),
    want: ['RC395'],
  },
  {
    rule: 'https, with http:// further on',
    text: write({ clusters: cluster('', 'https://a.example/http://b.example') }),
    want: [],
  },
  {
    rule: 'no scheme, verification skipped',
    text: write({ clusters: cluster('insecure-skip-tls-verify: true', 'a.example:6443') }),
    want: ['RC394', 'RC395'],
  },
  {
    rule: 'no scheme, and verification not skipped',
    text: write({ clusters: cluster('insecure-skip-tls-verify: false', 'localhost:8080') }),
    want: ['RC395'],
  },
  {
    rule: 'a cluster that no context names counts, and each is named',
    text: write({
      clusters: `${CLUSTERS}- {name: b, cluster: {server: "http://b"}}\n- cluster: {server: "http://c"}\n`,
    }),
    want: ['RC395'],
    says: 'for clusters[1], clusters[2]',
  },
];

/** Whoever answers, or listens on the way, receives what is sent as it is. */
const tokens: Row[] = [
  ...['token: x', 'tokenFile: /x', 'username: x, password: x'].flatMap((field) => {
    const file = field.startsWith('tokenFile') ? ['RC393'] : [];
    return [
      {
        rule: `${field}, to a server that nobody verifies`,
        text: write({ clusters: cluster('insecure-skip-tls-verify: true'), users: user(field) }),
        want: ['RC349', ...file, 'RC394'].sort(),
      },
      {
        rule: `${field}, by plain http`,
        text: write({ clusters: cluster('', 'http://a.example'), users: user(field) }),
        want: ['RC349', ...file, 'RC395'].sort(),
      },
      {
        rule: `${field}, to a host and a port`,
        text: write({ clusters: cluster('certificate-authority-data: eA==', 'a.example:6443'), users: user(field) }),
        want: ['RC349', ...file, 'RC395'].sort(),
      },
    ];
  }),
  {
    rule: 'no context brings the two together, and whoever gets it may',
    text: write({
      clusters: `${CLUSTERS}- {name: b, cluster: {server: "http://b"}}\n`,
      users: user(`token: ${FAKE_MATERIAL}`),
    }),
    want: ['RC349', 'RC395'],
  },
  {
    rule: 'a token that is empty is none',
    text: write({ clusters: cluster('', 'http://a.example'), users: user('token: ""') }),
    want: ['RC395'],
  },
];

const contexts: Row[] = [
  { rule: 'no contexts at all', text: write({ contexts: '' }), want: ['RC396'], says: 'no current-context' },
  { rule: 'an empty current-context', text: write({ contexts: 'current-context: ""\n' }), want: ['RC396'] },
  { rule: 'a current-context that is null', text: write({ contexts: 'current-context:\n' }), want: ['RC396'] },
  { rule: 'a current-context that is a number', text: write({ contexts: 'current-context: 1\n' }), want: ['RC396'] },
  {
    rule: 'a current-context that it does not hold',
    text: write({ contexts: 'contexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: d\n' }),
    want: ['RC396'],
    says: 'that it does not hold',
  },
  {
    rule: 'its case counts',
    text: write({ contexts: 'contexts: [{name: c, context: {cluster: a, user: u}}]\ncurrent-context: C\n' }),
    want: ['RC396'],
  },
  {
    rule: 'contexts that are a map hold none',
    text: write({ contexts: 'contexts: {c: {cluster: a}}\ncurrent-context: c\n' }),
    want: ['RC396'],
  },
  {
    rule: 'several contexts, the current one among them',
    text: write({ contexts: 'contexts: [{name: c}, {name: d}, {name: e}]\ncurrent-context: d\n' }),
    want: ['RC397'],
    says: '3 contexts',
  },
];

const shapes: Row[] = [
  ...['users: {u: {exec: {}}}', 'users: exec', 'users: 1', 'users: true', 'users:', 'users: []'].map((users) => ({
    rule: `${users} holds no users, as for client-go`,
    text: write({ users: `${users}\n` }),
    want: [],
  })),
  {
    rule: 'entries that are no maps are passed over, and the others are not',
    text: write({ users: `users: [null, exec, 1, [{user: {${EXEC}}}], {name: u, user: {${EXEC}}}]\n` }),
    want: ['RC391'],
    says: 'for users[0]',
  },
  {
    rule: 'a user that is no map',
    text: write({
      users: 'users: [{name: u, user: exec}, {name: v, user: [exec]}, {name: w, user: null}, {name: x}]\n',
    }),
    want: [],
  },
  {
    rule: 'clusters of another shape beside a sound one',
    text: write({
      clusters: `${CLUSTERS}- 1\n- null\n- {name: b, cluster: 1}\n- {name: c}\n- {cluster: {server: 1}}\n`,
    }),
    want: [],
  },
];

describe.each([
  { topic: 'what runs', rows: programs },
  { topic: 'files', rows: files },
  { topic: 'servers', rows: servers },
  { topic: 'tokens', rows: tokens },
  { topic: 'contexts', rows: contexts },
  { topic: 'lists of another shape', rows: shapes },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ text, want, says = '' }) => {
    const findings = judge(text, everyRule('Deny'));
    expect(told(findings)).toEqual(want.map((code) => `error ${code} data.config`));
    if (says !== '') expect(only(findings).problem).toContain(says);
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  });
});

describe('long lists are cut after ten', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `n${at + 1}`);
  const holding = (count: number) => {
    const users = many(count).map((name) => `- {name: ${name}, user: {${EXEC}, auth-provider: {}, tokenFile: x}}\n`);
    const clusters = many(count).map(
      (name) => `- {name: ${name}, cluster: {server: "http://x", insecure-skip-tls-verify: true}}\n`,
    );
    return write({ users: `users:\n${users.join('')}`, clusters: `clusters:\n${clusters.join('')}` });
  };
  const ten = (list: string, field = '') => Array.from({ length: 10 }, (_, at) => `${list}[${at}]${field}`).join(', ');

  test.each([
    { code: 'RC391', first: ten('users') },
    { code: 'RC392', first: ten('users') },
    { code: 'RC393', first: ten('users', '.user.tokenFile') },
    { code: 'RC394', first: ten('clusters') },
    { code: 'RC395', first: ten('clusters') },
  ])('$code', ({ code, first }) => {
    expect(sentence(judge(holding(10), everyRule('Deny')), code).endsWith(`${first}.`)).toBe(true);
    expect(sentence(judge(holding(12), everyRule('Deny')), code).endsWith(`${first} and 2 more.`)).toBe(true);
  });
});
