import { readCredentials, type Search } from '../../../src/inventory/credentials/credentials';
import type { Item } from '../../../src/krm/item';
import { base64, FAKE_MATERIAL, fleetOf, kubeconfig, only, secret, told } from '../../support/objects';

interface Row {
  readonly rule: string;
  readonly given: Item;
  readonly want: Search['state'] | 'absent';
  readonly told?: string[];
}

const rows: Row[] = [
  { rule: 'a kubeconfig is found', given: secret('s', { data: { config: base64(kubeconfig()) } }), want: 'found' },
  {
    rule: 'stringData counts over data, as the API server has it',
    given: secret('s', { data: { config: '!' }, stringData: { config: kubeconfig() } }),
    want: 'found',
  },
  { rule: 'another key is no key', given: secret('s', { data: { Config: base64(kubeconfig()) } }), want: 'absent' },
  {
    rule: 'an empty value counts as absent (in Lua it is true)',
    given: secret('s', { data: { config: '' } }),
    want: 'absent',
  },
  {
    rule: 'what is not base64 is broken',
    given: secret('s', { data: { config: kubeconfig() } }),
    want: 'broken',
    told: ['error RC321 Secret default/s data.config'],
  },
  {
    rule: 'what is not YAML is broken',
    given: secret('s', { stringData: { config: `clusters: [\n${FAKE_MATERIAL}` } }),
    want: 'broken',
    told: ['error RC322 Secret default/s data.config'],
  },
  {
    rule: 'bootstrap data under the same key is no kubeconfig',
    given: secret('s', { stringData: { config: `#cloud-config\nwrite_files:\n- content: ${FAKE_MATERIAL}\n` } }),
    want: 'broken',
    told: ['error RC323 Secret default/s data.config'],
  },
];

test.each(rows)('$rule', ({ given, want, told: findings = [] }) => {
  const search = readCredentials('LabelledSecret', only(fleetOf(given).secrets), 'config');
  expect(search?.state ?? 'absent').toBe(want);
  const found = search?.state === 'broken' ? search.findings : [];
  expect(told(found)).toEqual(findings);
  expect(JSON.stringify(found)).not.toContain(FAKE_MATERIAL);
});

test('what was found says where, and holds the base64 without line breaks', () => {
  const text = base64(kubeconfig());
  const folded = `${text.slice(0, 76)}\r\n${text.slice(76, 152)}\n${text.slice(152)}\n`;
  const found = only(fleetOf(secret('s', { data: { config: folded } })).secrets);
  expect(readCredentials('CAPICluster', found, 'config')).toMatchObject({
    state: 'found',
    credentials: { origin: 'Secret', source: 'CAPICluster', secret: found, key: 'config', base64: text },
  });
});
