import { recipientsOf } from '../../src/hosts/sops/recipients';

test('everybody who can decrypt a file is named as SOPS names them', () => {
  const part = {
    age: [{ recipient: 'age1a', enc: 'x' }],
    pgp: [{ fp: 'F1', enc: 'x' }],
    kms: [{ arn: 'arn:aws:kms:eu:1:key/k', enc: 'x' }],
    gcp_kms: [{ resource_id: 'projects/p', enc: 'x' }],
    azure_kv: [{ vault_url: 'https://v.vault.azure.net', name: 'k', enc: 'x' }],
    hc_vault: [{ vault_address: 'https://vault', engine_path: 'transit', key_name: 'k', enc: 'x' }],
    hckms: [{ key_id: 'eu:k', enc: 'x' }],
    key_groups: [{ age: [{ recipient: 'age1b' }], pgp: [{ fp: 'F2' }] }],
    later: [{ id: 'x' }, 'y'],
    constructor: [{}],
    mac: 'ENC[x]',
    shamir_threshold: 2,
  };
  expect(recipientsOf(part).sort()).toEqual([
    'F1',
    'F2',
    'a key of constructor',
    'a key of later',
    'a key of later',
    'age1a',
    'age1b',
    'arn:aws:kms:eu:1:key/k',
    'eu:k',
    'https://v.vault.azure.net/keys/k',
    'https://vault/v1/transit/keys/k',
    'projects/p',
  ]);
});
