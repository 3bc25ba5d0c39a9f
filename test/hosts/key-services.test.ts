import { findForeignService } from '../../src/hosts/sops/key-services';
import type { JsonObject } from '../../src/krm/json';

const VAULT = 'https://vault.example:8200/';

test.each<[string, JsonObject]>([
  ['age and PGP', { age: [{ recipient: 'age1abc', enc: 'https://in.a.text' }], pgp: [{ fp: 'ABCD', enc: 'x' }] }],
  ['the Vault of VAULT_ADDR', { hc_vault: [{ vault_address: 'https://vault.example:8200', engine_path: 'transit' }] }],
  ['a rule for it', { hc_vault_transit_uri: 'https://vault.example:8200/v1/sops/keys/k' }],
  ['Azure', { azure_kv: [{ vault_url: 'https://mine.vault.azure.net', name: 'k' }] }],
  [
    'AWS',
    { kms: [{ arn: 'arn:aws:kms:eu-central-1:123456789012:key/abc', role: 'arn:aws:iam::123456789012:role/r' }] },
  ],
  ['Google', { gcp_kms: [{ resource_id: 'projects/p/locations/global/keyRings/r/cryptoKeys/k' }] }],
  ['Huawei', { hckms: [{ key_id: 'tr-west-1:abc-123' }] }],
  ['a pattern of paths', { path_regex: 'https://not-a-service' }],
])('%s is known', (_what, tree) => {
  expect(findForeignService(tree, VAULT)).toBeUndefined();
});

test.each<[string, JsonObject]>([
  ['another Vault', { hc_vault: [{ vault_address: 'https://evil.example' }] }],
  ['a Vault in a group of keys', { key_groups: [{ hc_vault: ['https://evil.example/v1/sops/keys/k'] }] }],
  ['a Vault in a group of a group', { key_groups: [{ merge: [{ hc_vault: ['https://evil.example/v1/k'] }] }] }],
  ['a second one in a list', { hc_vault_transit_uri: 'https://vault.example:8200/v1/k, https://evil.example/v1/k' }],
  ['a host that begins the same', { hc_vault: [{ vault_address: 'https://vault.example:82001' }] }],
  ['a host behind an @', { hc_vault: [{ vault_address: 'https://vault.example:8200/@evil.example' }] }],
  ['a backslash', { hc_vault: [{ vault_address: 'https://vault.example:8200/\\evil.example' }] }],
  ['an address without a scheme', { hc_vault: [{ vault_address: 'evil.example:8200' }] }],
  ['no Vault of Azure', { azure_kv: [{ vault_url: 'https://vault.azure.net.evil.example' }] }],
  ['the like of one', { azure_keyvault: 'https://evil.example/.vault.azure.net/keys/k' }],
  ['a region that is a host', { kms: [{ arn: 'arn:aws:kms:evil.example/#:123456789012:key/abc' }] }],
  ['a region of Huawei that is one', { hckms: ['evil.example/:abc'] }],
])('%s is foreign', (_what, tree) => {
  expect(findForeignService(tree, VAULT)).toBeDefined();
});

test('without VAULT_ADDR no Vault is known', () => {
  expect(findForeignService({ vault_address: 'https://vault.example' }, undefined)).toBe('https://vault.example');
});
