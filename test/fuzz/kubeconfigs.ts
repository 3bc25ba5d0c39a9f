import type { Random } from './random';

/** Kubeconfigs that are nearly right: real ones with one to three faults, for judges of what a client makes of them. */

const PEM = Buffer.from('-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n').toString('base64');

const CLUSTERS = [
  '    server: https://a.example:6443\n    certificate-authority-data: CA\n',
  '    server: "https://10.0.0.1"\n    insecure-skip-tls-verify: true\n',
  '    server: https://a.example/k8s/clusters/c-1\n    tls-server-name: b.example\n    proxy-url: socks5://p.example:1080\n',
  '    server: a.example:6443\n',
];
const USERS = [
  '    token: abc.def-ghi\n',
  '    client-certificate-data: CA\n    client-key-data: CA\n',
  '    username: admin\n    password: secret\n',
  '    token: t\n    as: someone\n    as-groups: [a, b]\n',
  '    exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: x\n      interactiveMode: Never\n      env:\n      - name: A\n        value: b\n',
];

function whole(random: Random): string {
  const name = random.of(['a', 'prod', 'team-a.example']);
  const cluster = random.of(CLUSTERS).replaceAll('CA', PEM);
  const user = random.of(USERS).replaceAll('CA', PEM);
  return `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
${cluster}contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: admin
current-context: ${name}
users:
- name: admin
  user:
${user}`;
}

/** What is put in place of a value. */
const VALUES = [
  ...[
    'yes',
    'no',
    'on',
    'Off',
    'y',
    'N',
    'true',
    'null',
    '~',
    '',
    '""',
    '7',
    '1_000',
    '0x1F',
    '0o17',
    '017',
    '1.5',
    '1e3',
  ],
  ...[
    '.inf',
    '.nan',
    '2001-01-01',
    '12:30:45',
    '!!str 7',
    '!!binary aGk=',
    '[]',
    '{}',
    '[a]',
    '{a: b}',
    '"\\x41"',
    "'x'",
  ],
  ...[
    '&x a',
    '*x',
    '|',
    '>-',
    'a: b',
    'a #b',
    '-',
    '?',
    '%a',
    '@a',
    '`a',
    '"unclosed',
    '{a',
    'é',
    '\u2028',
    '\u0085',
    '\ufeff',
  ],
];
/** Servers, which are nearly URLs. */
const SERVERS = [
  ...[
    'http://a',
    'HTTPS://a',
    'https:a',
    'https:/a',
    'https:///a',
    '//a',
    '/a',
    'a',
    'a:6443',
    'a/b',
    ':6443',
    'a:b',
    'ftp://a',
  ],
  ...[
    'https://',
    'https://a:',
    'https://a:b',
    'https://a b',
    'https://a%zz',
    'https://a/%zz',
    'https://[::1]',
    'https://[::1',
  ],
  ...[
    'https://[::1]:6443',
    'https://[1.2.3.4]',
    'https://[fe80::1%25eth0]',
    'https://u:p@a',
    'https://u p@a',
    'https://a?b=%zz',
  ],
  ...[
    'https://a#%zz',
    'https://a<b',
    'https://a|b',
    'https://a_b',
    'https://é',
    'https://a%C3%A9',
    'https://a%41',
    '*',
    'https://*',
  ],
  ...[
    'https://a:1:2',
    '::1',
    '[::1]:6443',
    ' https://a',
    'https://a ',
    'a b',
    'a%zz',
    'a@b',
    'u:p@a',
    'https://@',
    'unix:///x',
    '1:2',
  ],
  ...[
    'https://a\\b',
    'https://a^b',
    'https://a"b',
    'https://a{b',
    'https://a`b',
    'http:///a',
    'https:',
    'https:?a',
    '?',
    '#',
    'a?b',
    'a#b',
  ],
];
const FIELDS = [
  ...[
    'name',
    'server',
    'token',
    'cluster',
    'user',
    'kind',
    'apiVersion',
    'current-context',
    'clusters',
    'users',
    'contexts',
  ],
  ...[
    'certificate-authority-data',
    'client-certificate-data',
    'client-key-data',
    'insecure-skip-tls-verify',
    'proxy-url',
  ],
  ...[
    'tokenFile',
    'username',
    'password',
    'as',
    'as-uid',
    'as-groups',
    'as-user-extra',
    'exec',
    'auth-provider',
    'extensions',
  ],
  ...[
    'tls-server-name',
    'disable-compression',
    'namespace',
    'preferences',
    'colors',
    'certificate-authority',
    'client-key',
  ],
];

type Mutation = (text: string, random: Random) => string;

const mutations: readonly Mutation[] = [
  // A value becomes another.
  (text, random) => overLine(text, random, (line) => line.replace(/: .*$/, `: ${random.of(VALUES)}`)),
  (text, random) => text.replace(/server: .*/, `server: ${random.of(SERVERS)}`),
  (text, random) => text.replace(/server: .*/, `server: ${JSON.stringify(random.of(SERVERS))}`),
  // A field goes, comes, comes twice or is called otherwise.
  (text, random) => overLine(text, random, () => undefined),
  (text, random) => overLine(text, random, (line) => `${line}\n${line}`),
  (text, random) => overLine(text, random, (line) => line.replace(/[a-zA-Z-]+:/, `${random.of(FIELDS)}:`)),
  (text, random) =>
    overLine(text, random, (line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      return `${line}\n${indent}${random.of(FIELDS)}: ${random.of(VALUES)}`;
    }),
  // An entry stands twice.
  (text, random) => {
    const entries = text.match(/^- name: (?:.*\n)(?: {2}.*\n)*/gm) ?? [];
    if (entries.length === 0) return text;
    const entry = random.of(entries);
    return text.replace(entry, () => entry + entry);
  },
  // A character goes, comes or changes.
  (text, random) => {
    const at = random.below(text.length);
    return (
      text.slice(0, at) + random.of(['', ...'\t -:#"\'{}[],&*!|>%@`?\r\n\0\u007fy']) + text.slice(at + random.below(2))
    );
  },
  // The letters of a field, and how far it is indented.
  (text, random) => overLine(text, random, (line) => line.replace(/[a-z]/, (letter) => letter.toUpperCase())),
  (text, random) => overLine(text, random, (line) => ` ${line}`),
  (text, random) => overLine(text, random, (line) => line.replace(/^ {2}/, '')),
  // It ends too early, or another document follows.
  (text, random) => text.slice(0, random.below(text.length)),
  (text) => `${text}---\n${text}`,
  // Base64 that is nearly right.
  (text, random) => text.replace(/(-data: .{4})/, `$1${random.of(['=', '-', '_', ' ', '\\n', '!', 'A', '\n      '])}`),
];

function overLine(text: string, random: Random, change: (line: string) => string | undefined): string {
  const lines = text.split('\n');
  const at = random.below(Math.max(1, lines.length - 1));
  const changed = change(lines[at] ?? '');
  lines.splice(at, 1, ...(changed === undefined ? [] : [changed]));
  return lines.join('\n');
}

/** A kubeconfig with one to three faults, or none that matters. */
export function mutateKubeconfig(random: Random): string {
  let text = whole(random);
  for (let count = 1 + random.below(3); count > 0; count--) {
    if (text !== '') text = random.of(mutations)(text, random);
  }
  return text;
}
