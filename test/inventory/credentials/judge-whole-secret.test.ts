import { judgeKept, judgeWholeSecret } from '../../../src/inventory/credentials/judge-whole-secret';
import type { JsonObject } from '../../../src/krm/json';
import {
  base64,
  FAKE_MATERIAL,
  fleetOf,
  itemOf,
  kubeconfig,
  only,
  POLICY,
  profile,
  secret,
  sentence,
  told,
} from '../../support/objects';

/** Every key of a Secret that is passed on whole is judged: a client may read its kubeconfig from any of them. */

const EXEC = kubeconfig().replace(/user:\n {4}token: .*/, `user: {exec: {command: ${FAKE_MATERIAL}}}`);
const rows: { rule: string; fields: JsonObject; want?: string[] }[] = [
  { rule: 'a kubeconfig', fields: { data: { config: base64(kubeconfig()) } } },
  { rule: 'one that runs a program', fields: { data: { config: base64(EXEC) } }, want: ['error RC391'] },
  {
    rule: 'one under a key that nobody asks for',
    fields: { data: { config: base64(kubeconfig()), zzz: base64(EXEC) } },
    want: ['error RC391'],
  },
  { rule: 'one in stringData', fields: { stringData: { zzz: EXEC } }, want: ['error RC391'] },
  {
    rule: 'one as JSON',
    fields: { stringData: { zzz: '{"users":[{"user":{"exec":{}}}]}' } },
    want: ['error RC391', 'warning RC396'],
  },
  {
    rule: 'one in flow style',
    fields: { stringData: { zzz: '{users: [{user: {exec: {}}}]}' } },
    want: ['error RC391', 'warning RC396'],
  },
  {
    rule: 'one that no client loads',
    fields: { stringData: { zzz: 'kind: Config\nusers: 7\n' } },
    want: ['error RC346'],
  },
  { rule: 'one that only has clusters', fields: { stringData: { zzz: 'clusters: 7\n' } }, want: ['error RC346'] },
  { rule: 'one that only has contexts', fields: { stringData: { zzz: 'contexts: 7\n' } }, want: ['error RC346'] },
  {
    rule: 'one that only says what it is',
    fields: { stringData: { zzz: 'kind: Config\npreferences: 7\n' } },
    want: ['error RC346'],
  },
  {
    rule: 'one that YAML readers take differently',
    fields: { stringData: { zzz: 'users: !!seq\n- {}\n' } },
    want: ['error RC348'],
  },
  { rule: 'one behind a merge', fields: { stringData: { zzz: `x: &x\n  exec: {}\n<<: *x\n` } }, want: ['error RC348'] },
  {
    rule: 'one in UTF-16',
    fields: { data: { zzz: Buffer.from(`\ufeff${EXEC}`, 'utf16le').toString('base64') } },
    want: ['error RC321'],
  },
  { rule: 'bytes that are no text', fields: { data: { zzz: '//79' } }, want: ['error RC321'] },
  { rule: 'half a character', fields: { stringData: { zzz: 'a\ud800b' } }, want: ['error RC321'] },
  { rule: 'no base64', fields: { data: { zzz: 'a-_=' } }, want: ['error RC321'] },
  {
    rule: 'a certificate',
    fields: { stringData: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n' } },
  },
  { rule: 'a password with signs in it', fields: { stringData: { password: '%a@b:c!' } } },
  { rule: 'a number, a word, nothing', fields: { stringData: { a: '7', b: 'yes', c: '' } } },
  { rule: 'a map of something else', fields: { stringData: { a: 'name: x\nport: 7\n' } } },
];

test.each(rows)('$rule', ({ fields, want = [] }) => {
  const { object, item } = only(fleetOf(secret('s', fields)).secrets);
  const findings = judgeWholeSecret(object, item, POLICY);
  expect(told(findings).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(want);
  expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
});

test('the finding names the Secret and its key', () => {
  const { object, item } = only(fleetOf(secret('s', { stringData: { zzz: EXEC } })).secrets);
  expect(only(judgeWholeSecret(object, item, POLICY)).problem).toContain('Secret default/s (key zzz)');
});

test('what is kept of an earlier render is judged as well', () => {
  const kept = [
    secret('fine', { data: { config: base64(kubeconfig()) } }),
    secret('tampered', { data: { config: base64(kubeconfig()), other: base64(EXEC) } }),
    secret('odd', { data: { config: 7 } }),
    profile('alpha'),
    itemOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { config: base64(EXEC) } }),
    itemOf({ apiVersion: 'x.io/v1', kind: 'Secret', metadata: { name: 'a' }, data: { config: base64(EXEC) } }),
  ];
  const findings = judgeKept(kept, POLICY);
  expect(sentence(findings, 'RC348')).toContain('Secret default/odd');
  expect(sentence(findings, 'RC348')).toContain('it does not have the shape of a Secret');
  expect(told(findings)).toEqual([
    'error RC348 Secret default/odd data',
    'error RC391 Secret default/tampered data.other',
  ]);
});
