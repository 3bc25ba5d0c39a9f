import { readFileSync, writeFileSync } from 'node:fs';
import { base64 } from '../support/objects';
import { type Attack, expectAll } from './attack';
import { clusterOf, configuration, documents, FLEET, secretOf, sound } from './fleet';

/** Whoever writes a kubeconfig has it run programs, read files or speak plain http where somebody uses it. */

const evil = (what: string, wants: string, config: string | Buffer, more: object = {}): Attack => ({
  what,
  wants,
  files: {
    'fleet/evil.yaml': documents(clusterOf('c'), {
      ...secretOf('c'),
      data: { value: Buffer.from(config).toString('base64') },
      ...more,
    }),
  },
});
const good = sound('c');
const server = (text: string) => good.replace(/server: .*/, `server: ${text}`);
const user = (text: string) => good.replace(/ {2}user:\n( +)token/, `  user:\n$1${text}\n$1token`);
const CALL = '{apiVersion: client.authentication.k8s.io/v1, command: touch, args: [/tmp/x], interactiveMode: Never}';

test('it is refused, however it is spelt', async () => {
  await expectAll(FLEET, [
    ...[
      'http://a.example',
      'HTTP://a.example',
      'hTTp://a.example',
      'a.example',
      'a.example:80',
      'localhost',
      '"http:\\u002f/a.example"',
      '"\\u0068ttp://a.example"',
    ].map((text) => evil(`the server ${text}`, 'RC349', server(text))),
    ...[
      '" https://a.example"',
      '//a.example',
      'ftp://a.example',
      'https:a.example',
      'file:///etc/passwd',
      'unix:///run/x',
      '"https://a.example/\\u0000"',
      '"https://a b.example"',
      '"https://a.example:99999x"',
      'javascript:alert(1)',
    ].map((text) => evil(`the server ${text}`, 'RC346', server(text))),
    evil('exec', 'RC391', user(`exec: ${CALL}`)),
    evil('exec in escapes', 'RC391', user(`"\\u0065xec": ${CALL}`)),
    evil('exec in the user that is not used', 'RC391', `${good}- name: other\n  user: {exec: ${CALL}}\n`),
    evil('exec behind a merge', 'RC322', user(`<<: {exec: ${CALL}}`)),
    evil('exec behind an alias', 'RC391', user(`exec: &x ${CALL}`)),
    evil('exec twice', 'RC322', user(`exec: null\n    exec: ${CALL}`)),
    evil('exec behind a tag', 'RC322', user(`exec: !!map ${CALL}`)),
    evil('exec in a second document', 'RC322', `${good}---\n${user(`exec: ${CALL}`)}`),
    evil('exec behind a line separator', 'RC322', user(`x: y\u2028    exec: ${CALL}`)),
    evil('auth-provider', 'RC392', user('auth-provider: {name: gcp, config: {cmd-path: touch}}')),
    evil('tokenFile', 'RC393', user('tokenFile: /var/run/secrets/token')),
    evil('client-certificate', 'RC393', user('client-certificate: /etc/x\n    client-key: /etc/y')),
    evil('certificate-authority', 'RC393', good.replace(/( +)server: /, '$1certificate-authority: /etc/x\n$1server: ')),
    evil(
      'a token, and no look at the certificate',
      'RC349',
      good.replace(/( +)server: /, '$1insecure-skip-tls-verify: true\n$1server: '),
    ),
    evil('the same, in YAML 1.1', 'RC349', good.replace(/( +)server: /, '$1insecure-skip-tls-verify: yes\n$1server: ')),
    evil('bytes that are no UTF-8', 'RC321', Buffer.concat([Buffer.from(good), Buffer.from('# \xff\n', 'latin1')])),
    evil('UTF-16', 'RC322', Buffer.from(good, 'utf16le')),
    evil(
      'aliases without end',
      'RC322',
      `${good}x: &a [1,1,1,1,1,1,1,1,1]\ny: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nz: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nv: &d [*c,*c,*c,*c,*c,*c,*c,*c]\nw: [*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    ),
    evil('nested without end', 'RC322', `${good}x: ${'['.repeat(20_000)}`),
    evil('compressed', 'RC321', Buffer.from('1f8b08000000000000034b4c4a06000000ffff', 'hex')),
    evil('empty', 'warning RC343', ''),
    evil('a prototype', 'harmless', `${good}__proto__: {users: [{name: u, user: {exec: ${CALL}}}]}\n`),
    evil('base64 that is none', 'RC321', '', { data: { value: '####' } }),
    evil('base64 of base64', 'RC323', base64(good)),
    evil('base64 with blanks in it', 'RC321', '', {
      data: { value: `${base64(good).slice(0, 40)} ${base64(good).slice(40)}` },
    }),
    evil('base64 for URLs', 'RC321', '', {
      data: { value: Buffer.from(`${good}# \u00ff\u00fe?>`).toString('base64url') },
    }),
    evil('text where base64 belongs', 'RC321', '', { data: { value: good } }),
    evil('a number where base64 belongs', 'RC110', '', { data: { value: 1234 } }),
    evil('a map where base64 belongs', 'RC110', '', { data: { value: { a: 'b' } } }),
    evil('stringData beside data', 'RC391', good, { stringData: { value: user(`exec: ${CALL}`) } }),
    {
      what: 'exec under another key of a mirrored Secret',
      wants: 'RC391',
      files: {
        'fleet/rollcall.yaml': configuration('  format: SveltosEvents\n', 'RegisterSveltosClusters'),
        'fleet/evil.yaml': documents(
          {
            apiVersion: 'multicluster.x-k8s.io/v1alpha1',
            kind: 'ClusterProfile',
            metadata: { name: 'x', namespace: 'tenant' },
            spec: { clusterManager: { name: 'm' } },
          },
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 'x', namespace: 'tenant', labels: { 'x-k8s.io/cluster-profile': 'x' } },
            data: { Config: base64(good), config: base64(good), other: base64(user(`exec: ${CALL}`)) },
          },
        ),
      },
    },
    {
      what: 'exec in what an earlier render is said to have made',
      wants: 'RC391',
      files: {
        'fleet/b.yaml': documents(clusterOf('b')),
      },
      prepare: (folder) => {
        const file = `${folder}/out/team/secret_default-b-kubeconfig.yaml`;
        const tampered = readFileSync(file, 'utf8').replace(/(config: )\S+/, `$1${base64(user(`exec: ${CALL}`))}`);
        writeFileSync(file, tampered);
      },
    },
  ]);
}, 600_000);
