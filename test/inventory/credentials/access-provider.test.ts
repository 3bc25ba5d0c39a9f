import { openAccess } from '../../../src/inventory/credentials/access-context';
import { searchAccessProvider } from '../../../src/inventory/credentials/access-provider';
import type { Item } from '../../../src/krm/item';
import type { Json, JsonObject } from '../../../src/krm/json';
import {
  ACCESS,
  base64,
  FAKE_MATERIAL,
  fleetOf,
  kubeconfig,
  only,
  profile,
  readsSecret,
  secret,
  secretreader,
  told,
} from '../../support/objects';

const CONFIG = base64(kubeconfig());
const source = secret('source', { data: { config: CONFIG } });
const EXEC = 'client.authentication.k8s.io/exec';
const provider = (name: string): JsonObject => ({ name, cluster: { server: 'https://alpha.example' } });
const extended = (...extensions: Json[]): JsonObject => ({
  accessProviders: [{ name: 'kubeconfig-secretreader', cluster: { extensions } }],
});

interface Row {
  readonly rule: string;
  readonly status: Json;
  readonly secrets?: readonly Item[];
  readonly want: { found: string } | { missing: string } | { broken: string[]; says?: string };
}

const choice: Row[] = [
  {
    rule: 'kubeconfig-secretreader copies a whole kubeconfig from the Secret that its exec extension names',
    status: readsSecret({ name: 'source', key: 'config' }),
    want: { found: 'default/source config' },
  },
  {
    rule: 'the namespace defaults to the profile’s',
    status: readsSecret({ name: 'source', key: 'config', namespace: '' }),
    want: { found: 'default/source config' },
  },
  {
    rule: 'the extension’s namespace counts',
    status: readsSecret({ name: 'source', key: 'config', namespace: 'vault' }),
    secrets: [source, secret('source', { namespace: 'vault', data: { config: base64(kubeconfig('beta')) } })],
    want: { found: 'vault/source config' },
  },
  {
    rule: 'it wins wherever it stands in the list',
    status: { accessProviders: [provider('gcp'), secretreader({ name: 'source', key: 'config' })] },
    want: { found: 'default/source config' },
  },
  {
    rule: 'it wins even where it stands only in the deprecated credentialProviders',
    status: {
      accessProviders: [provider('gcp')],
      ...readsSecret({ name: 'source', key: 'config' }, 'credentialProviders'),
    },
    want: { found: 'default/source config' },
  },
  {
    rule: 'accessProviders is searched before credentialProviders',
    status: {
      ...readsSecret({ name: 'old', key: 'config' }, 'credentialProviders'),
      ...readsSecret({ name: 'source', key: 'config' }),
    },
    want: { found: 'default/source config' },
  },
  {
    rule: 'the first exec extension counts',
    status: extended(
      { name: 'other', extension: { name: 'x', key: 'y' } },
      { name: EXEC, extension: { name: 'source', key: 'config' } },
      { name: EXEC, extension: { name: 'late', key: 'late' } },
    ),
    want: { found: 'default/source config' },
  },
  {
    rule: 'fields that it does not know are passed over, as the controller’s JSON reader does',
    status: readsSecret({ name: 'source', key: 'config', extra: [1] }),
    want: { found: 'default/source config' },
  },
  { rule: 'no status', status: null, want: { missing: 'it has no access provider' } },
  {
    rule: 'no providers',
    status: { accessProviders: [], credentialProviders: null },
    want: { missing: 'it has no access provider' },
  },
  {
    rule: 'other providers alone are missing credentials, and the reason names them',
    status: { accessProviders: [provider('gcp')], credentialProviders: [provider('aws')] },
    want: { missing: 'no access provider of it is built in or configured in a provider file: gcp, aws' },
  },
];

/** clusterinventory-controller's own failures; each row still has every later fault, so that the order is pinned too. */
const failures: Row[] = [
  {
    rule: '1. extension not found: no cluster',
    status: { accessProviders: [{ name: 'kubeconfig-secretreader' }] },
    want: { broken: ['error RC324 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '1. extension not found: no extensions',
    status: { accessProviders: [{ name: 'kubeconfig-secretreader', cluster: { extensions: null } }] },
    want: { broken: ['error RC324 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '1. extension not found: only others',
    status: extended({ name: `${EXEC}x`, extension: { name: 'source', key: 'config' } }),
    want: { broken: ['error RC324 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '2. not the JSON that is wanted: a list (KEP-5339 has lists too)',
    status: readsSecret(['source', 'config']),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'a list' },
  },
  {
    rule: '2. not the JSON that is wanted: a string',
    status: readsSecret('{"name":"source","key":"config"}'),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'a string' },
  },
  {
    rule: '2. not the JSON that is wanted: nothing',
    status: extended({ name: EXEC }),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'nothing' },
  },
  {
    rule: '2. not the JSON that is wanted: a field of another type, before the missing name is noticed',
    status: readsSecret({ key: 1 }),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'key is a number' },
  },
  {
    rule: '2. not the JSON that is wanted: a namespace of another type',
    status: readsSecret({ name: 'source', key: 'config', namespace: ['vault'] }),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'namespace is a list' },
  },
  {
    rule: '3. missing name, before the missing key',
    status: readsSecret({}),
    want: { broken: ['error RC326 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '3. an empty name, and a name that is null, are missing',
    status: readsSecret({ name: null, key: '' }),
    want: { broken: ['error RC326 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '3. an empty name, though the key is there',
    status: readsSecret({ name: '', key: 'config' }),
    want: { broken: ['error RC326 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '4. missing key, though the Secret is there',
    status: readsSecret({ name: 'source' }),
    want: { broken: ['error RC327 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '4. missing key, before the Secret is looked for',
    status: readsSecret({ name: 'nowhere', key: '' }),
    want: { broken: ['error RC327 ClusterProfile default/alpha status.accessProviders'] },
  },
  {
    rule: '5. source Secret not found',
    status: readsSecret({ name: 'nowhere', key: 'config' }),
    want: { broken: ['error RC328 ClusterProfile default/alpha status.accessProviders'], says: 'default/nowhere' },
  },
  {
    rule: '5. source Secret not found in that namespace, though there is one beside the profile',
    status: readsSecret({ name: 'source', key: 'config', namespace: 'vault' }),
    want: { broken: ['error RC328 ClusterProfile default/alpha status.accessProviders'], says: 'vault/source' },
  },
  {
    rule: '6. the key is missing',
    status: readsSecret({ name: 'source', key: 'Config' }),
    want: { broken: ['error RC329 ClusterProfile default/alpha status.accessProviders'], says: 'key Config' },
  },
  {
    rule: '6. the key is empty',
    status: readsSecret({ name: 'source', key: 'config' }),
    secrets: [secret('source', { data: { config: '' } })],
    want: { broken: ['error RC329 ClusterProfile default/alpha status.accessProviders'], says: 'key config' },
  },
  {
    rule: 'and what the key holds must be a kubeconfig: no base64',
    status: readsSecret({ name: 'source', key: 'config' }),
    secrets: [secret('source', { data: { config: kubeconfig() } })],
    want: { broken: ['error RC321 Secret default/source data.config'] },
  },
  {
    rule: 'and what the key holds must be a kubeconfig: something else',
    status: readsSecret({ name: 'source', key: 'config' }),
    secrets: [secret('source', { stringData: { config: FAKE_MATERIAL } })],
    want: { broken: ['error RC323 Secret default/source data.config'] },
  },
];

describe.each([
  { topic: 'which provider and which Secret', rows: choice },
  { topic: 'a provider that is there but broken, in the controller’s order', rows: failures },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ status, secrets = [source], want }) => {
    const fleet = fleetOf(profile('alpha', { status }), ...secrets);
    const search = searchAccessProvider(only(fleet.profiles), openAccess(fleet, ACCESS));
    if ('found' in want) {
      const credentials =
        search.state === 'found' && search.credentials.origin === 'Secret' ? search.credentials : undefined;
      const { namespace, name } = credentials?.secret.item.identity ?? {};
      expect(`${namespace}/${name} ${credentials?.key}`).toBe(want.found);
      expect(credentials?.source).toBe('AccessProvider');
    } else if ('missing' in want) {
      expect(search).toEqual({ state: 'missing', reason: want.missing });
    } else {
      const findings = search.state === 'broken' ? search.findings : [];
      expect(told(findings)).toEqual(want.broken);
      expect(only(findings).problem).toContain(want.says ?? '');
      expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
    }
  });
});

test('a Secret that is there and cannot be read is broken without a second finding', () => {
  const fleet = fleetOf(profile('alpha', { status: readsSecret({ name: 'source', key: 'config' }) }));
  const unreadable = new Set(['/Secret/default/source']);
  const search = searchAccessProvider(only(fleet.profiles), openAccess({ ...fleet, secrets: [], unreadable }, ACCESS));
  expect(search).toEqual({ state: 'broken', findings: [] });
});
