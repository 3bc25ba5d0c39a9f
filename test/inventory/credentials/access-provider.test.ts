import { parse } from 'yaml';
import type { Provider } from '../../../src/api/provider-file';
import { openAccess } from '../../../src/inventory/credentials/access-context';
import { searchAccessProvider } from '../../../src/inventory/credentials/access-provider';
import type { BuiltCredentials, Search } from '../../../src/inventory/credentials/credentials';
import type { CrossNamespace } from '../../../src/inventory/credentials/cross-namespace';
import type { PluginAnswer, PluginCall } from '../../../src/inventory/credentials/exec-plugin';
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
  sentence,
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
    rule: 'extensions of other names are passed over',
    status: extended(
      { name: 'other', extension: { name: 'x', key: 'y' } },
      { name: EXEC, extension: { name: 'source', key: 'config' } },
    ),
    want: { found: 'default/source config' },
  },
  {
    rule: 'fields that it does not know are passed over, as the controller’s JSON reader does',
    status: readsSecret({ name: 'source', key: 'config', extra: [1] }),
    want: { found: 'default/source config' },
  },
  {
    rule: 'fields in upper and lower case, as the controller’s JSON reader takes them',
    status: readsSecret({ Name: 'source', KEY: 'config' }),
    want: { found: 'default/source config' },
  },
  {
    rule: 'a context that is the current one anyway, or none',
    status: readsSecret({ name: 'source', key: 'config', context: 'alpha' }),
    want: { found: 'default/source config' },
  },
  {
    rule: 'an empty context is none',
    status: readsSecret({ name: 'source', key: 'config', context: '' }),
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
    rule: '1. one extension twice, of which the controller takes the first',
    status: extended(
      { name: EXEC, extension: { name: 'source', key: 'config' } },
      { name: EXEC, extension: { name: 'late', key: 'late' } },
    ),
    want: { broken: ['error RC804 ClusterProfile default/alpha status.accessProviders'], says: EXEC },
  },
  {
    rule: '2. not the JSON that is wanted: a list (KEP-5339 has lists too)',
    status: readsSecret(['source', 'config']),
    want: { broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'], says: 'a list' },
  },
  {
    rule: '2. not the JSON that is wanted: a field in two spellings, of which one would count',
    status: readsSecret({ name: 'source', Name: 'other', key: 'config' }),
    want: {
      broken: ['error RC325 ClusterProfile default/alpha status.accessProviders'],
      says: 'a map that has the field name twice',
    },
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

describe('the context that kubeconfig-secretreader names', () => {
  const cluster = (name: string) => ({ name, cluster: { server: `https://${name}.example` } });
  const several = {
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    clusters: [cluster('blue'), cluster('green')],
    contexts: [
      { name: 'blue', context: { cluster: 'blue', user: 'admin' } },
      { name: 'green', context: { cluster: 'green', user: 'sveltos', namespace: 'team' } },
      { name: 'lost', context: { cluster: 'nowhere', user: 'sveltos' } },
    ],
    'current-context': 'blue',
    users: [
      { name: 'admin', user: { token: FAKE_MATERIAL } },
      { name: 'sveltos', user: { token: 'of-green' } },
    ],
  };
  const searchFor = (context: Json) => {
    const status = readsSecret({ name: 'source', key: 'config', context });
    const data = { config: base64(JSON.stringify(several)) };
    const fleet = fleetOf(profile('alpha', { status }), secret('source', { data }));
    return searchAccessProvider(only(fleet.profiles), openAccess(fleet, ACCESS));
  };

  test('is the only one of the kubeconfig that passes on, with its cluster and user alone', () => {
    const search = searchFor('green');
    const { base64: bytes, config } = search.state === 'found' ? search.credentials : { base64: '', config: {} };
    const text = Buffer.from(bytes, 'base64').toString();
    const want = {
      ...several,
      clusters: [cluster('green')],
      contexts: several.contexts.slice(1, 2),
      'current-context': 'green',
      users: several.users.slice(1),
    };
    expect(parse(text)).toEqual(want);
    expect(config).toEqual(want);
    expect(text).not.toContain(FAKE_MATERIAL);
  });

  test.each<[what: string, context: Json, told: string]>([
    ['that is not there', 'red', 'error RC802 ClusterProfile default/alpha status.accessProviders'],
    ['whose cluster is not there', 'lost', 'error RC803 ClusterProfile default/alpha status.accessProviders'],
    ['that is no string', ['green'], 'error RC325 ClusterProfile default/alpha status.accessProviders'],
  ])('%s is an error', (_what, context, line) => {
    const search = searchFor(context);
    expect(search.state === 'broken' ? told(search.findings) : []).toEqual([line]);
  });
});

const run = (name: string): Provider => ({ name, execConfig: { command: `${name}-plugin` } });
const OCM = 'open-cluster-management';
const hub: JsonObject = {
  name: OCM,
  cluster: { server: 'https://proxy.example/alpha', extensions: [{ name: EXEC, extension: { clusterName: 'alpha' } }] },
};
const hubToken = secret('deployer', {
  namespace: 'alpha',
  labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
  data: { token: base64(FAKE_MATERIAL) },
});
const emptyToken = secret('deployer', {
  namespace: 'alpha',
  labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
});

/** What a search came to, in a line. */
function outcomeOf(search: Search): string {
  switch (search.state) {
    case 'found':
      return search.credentials.origin === 'Secret'
        ? `copies ${search.credentials.secret.item.identity.name}`
        : `builds from ${search.credentials.from}`;
    case 'asks':
      return `asks ${search.call.command} at ${search.call.place.field}`;
    case 'missing':
      return `missing: ${search.reason}`;
    case 'broken':
      return told(search.findings).join();
  }
}

const withFile: {
  rule: string;
  status: JsonObject;
  providers?: readonly Provider[];
  secrets?: readonly Item[];
  crossNamespace?: CrossNamespace;
  want: string;
}[] = [
  {
    rule: 'the file’s order decides, not the profile’s',
    status: { accessProviders: [provider('aws'), provider('gcp')] },
    providers: [run('gcp'), run('aws')],
    want: 'asks gcp-plugin at status.accessProviders',
  },
  {
    rule: 'the file’s order decides, even where its first stands only in the deprecated credentialProviders',
    status: { accessProviders: [provider('aws')], credentialProviders: [provider('gcp')] },
    providers: [run('gcp'), run('aws')],
    want: 'asks gcp-plugin at status.credentialProviders',
  },
  {
    rule: 'one that stands in both fields: accessProviders is searched before credentialProviders',
    status: { accessProviders: [provider('gcp')], credentialProviders: [{ name: 'gcp', cluster: null }] },
    providers: [run('gcp')],
    want: 'asks gcp-plugin at status.accessProviders',
  },
  {
    rule: 'those of the file that the profile does not name are passed over',
    status: { accessProviders: [provider('gcp')] },
    providers: [run('aws'), run('gcp')],
    want: 'asks gcp-plugin at status.accessProviders',
  },
  {
    rule: 'a name is compared as it is',
    status: { accessProviders: [provider('GCP')] },
    providers: [run('gcp')],
    want: 'missing: no access provider of it is built in or configured in a provider file: GCP',
  },
  {
    rule: 'kubeconfig-secretreader wins over the file',
    status: { accessProviders: [provider('gcp'), secretreader({ name: 'source', key: 'config' })] },
    providers: [run('gcp')],
    want: 'copies source',
  },
  {
    rule: 'kubeconfig-secretreader wins over the file from credentialProviders too',
    status: {
      accessProviders: [provider('gcp')],
      ...readsSecret({ name: 'source', key: 'config' }, 'credentialProviders'),
    },
    providers: [run('gcp')],
    want: 'copies source',
  },
  {
    rule: 'a broken kubeconfig-secretreader is not looked past, as upstream',
    status: { accessProviders: [provider('gcp'), secretreader({})] },
    providers: [run('gcp')],
    want: 'error RC326 ClusterProfile default/alpha status.accessProviders',
  },
  {
    rule: 'a provider of that name in the file changes nothing: it is built in',
    status: readsSecret({ name: 'source', key: 'config' }),
    providers: [run('kubeconfig-secretreader')],
    want: 'copies source',
  },
  {
    rule: 'a provider of the file that has nothing to run is not looked past, as upstream',
    status: { accessProviders: [provider('aws'), provider('gcp')] },
    providers: [{ name: 'gcp' }, run('aws')],
    want: 'error RC381 ClusterProfile default/alpha status.accessProviders',
  },
  {
    rule: 'open-cluster-management is built in (upstream needs the plugin cp-creds)',
    status: { accessProviders: [hub] },
    secrets: [hubToken],
    want: 'builds from the token of a ManagedServiceAccount (Secret alpha/deployer)',
  },
  {
    rule: 'open-cluster-management in the deprecated field',
    status: { credentialProviders: [hub] },
    secrets: [hubToken],
    want: 'builds from the token of a ManagedServiceAccount (Secret alpha/deployer)',
  },
  {
    rule: 'open-cluster-management in the file: the token counts where it is there, and nothing is run',
    status: { accessProviders: [hub] },
    providers: [run(OCM)],
    secrets: [hubToken],
    want: 'builds from the token of a ManagedServiceAccount (Secret alpha/deployer)',
  },
  {
    rule: 'open-cluster-management in the file without its execConfig: the token needs none',
    status: { accessProviders: [hub] },
    providers: [{ name: OCM }],
    secrets: [hubToken],
    want: 'builds from the token of a ManagedServiceAccount (Secret alpha/deployer)',
  },
  {
    rule: 'open-cluster-management in the file without a token: its plugin',
    status: { accessProviders: [hub] },
    providers: [run(OCM)],
    want: 'asks open-cluster-management-plugin at status.accessProviders',
  },
  {
    rule: 'open-cluster-management in the file with a token that crossNamespace forbids: an error too',
    status: { accessProviders: [hub] },
    providers: [run(OCM)],
    secrets: [hubToken],
    crossNamespace: { policy: 'Deny', allow: [], allowedNamespaces: [] },
    want: 'error RC375 ClusterProfile default/alpha status.accessProviders',
  },
  {
    rule: 'open-cluster-management in the file with a clusterName that is no string: an error too',
    status: {
      accessProviders: [
        { name: OCM, cluster: { server: 'x', extensions: [{ name: EXEC, extension: { clusterName: 7 } }] } },
      ],
    },
    providers: [run(OCM)],
    want: 'error RC379 ClusterProfile default/alpha status.accessProviders',
  },
  {
    rule: 'open-cluster-management in the file with a broken token: an error, not a reason to run something',
    status: { accessProviders: [hub] },
    providers: [run(OCM)],
    secrets: [emptyToken],
    want: 'error RC377 Secret alpha/deployer data.token',
  },
  {
    rule: 'the file comes before what is built in: another provider of it counts over the token',
    status: { accessProviders: [hub, provider('gcp')] },
    providers: [run('gcp')],
    secrets: [hubToken],
    want: 'asks gcp-plugin at status.accessProviders',
  },
  {
    rule: 'and in the file’s order open-cluster-management counts over the others',
    status: { accessProviders: [provider('gcp'), hub] },
    providers: [run(OCM), run('gcp')],
    secrets: [hubToken],
    want: 'builds from the token of a ManagedServiceAccount (Secret alpha/deployer)',
  },
  {
    rule: 'without a token what is built in is missing, though nobody configured anything',
    status: { accessProviders: [provider('gcp'), hub] },
    want: 'missing: there is no token of a ManagedServiceAccount for its access provider open-cluster-management: neither Secret alpha/<ManagedServiceAccount> nor its copy default/alpha-<ManagedServiceAccount>',
  },
  {
    rule: 'unknown ones are missing credentials, and the reason names them in the order of the search',
    status: { accessProviders: [provider('b')], credentialProviders: [provider('a')] },
    providers: [run('c')],
    want: 'missing: no access provider of it is built in or configured in a provider file: b, a',
  },
];

test('what could not be read has its finding already: no profile that may need it has a second one', () => {
  const search = (status: JsonObject) => {
    const fleet = fleetOf(profile('alpha', { status }), source);
    return outcomeOf(
      searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, providers: undefined })),
    );
  };
  expect(search({ accessProviders: [provider('gcp')] })).toBe('');
  expect(search({})).toBe('missing: it has no access provider');
  expect(search(readsSecret({ name: 'source', key: 'config' }))).toBe('copies source');
});

describe('a provider file', () => {
  test.each(withFile)(
    '$rule',
    ({ status, providers = [], secrets = [], crossNamespace = ACCESS.crossNamespace, want }) => {
      const fleet = fleetOf(profile('alpha', { status }), source, ...secrets);
      const context = openAccess(fleet, { ...ACCESS, providers, crossNamespace });
      const search = searchAccessProvider(only(fleet.profiles), context);
      expect(outcomeOf(search)).toBe(want);
    },
  );
});

const MADE = Date.UTC(2026, 0, 31);

/** The call that a profile with this access provider needs, and what the search comes to once it has an answer. */
function ask(cluster: JsonObject, answer: PluginAnswer): { call: PluginCall; search: Search } {
  const fleet = fleetOf(profile('alpha', { status: { accessProviders: [{ name: 'gcp', cluster }] } }));
  const providers: Provider[] = [
    { name: 'gcp', execConfig: { command: 'gcp-plugin', installHint: 'Get it at a.example' } },
  ];
  const asking = searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, providers }));
  if (asking.state !== 'asks') throw new Error('nobody was asked');
  const answers = new Map([
    ['["default/other","gcp"]', said({ token: 'another' })],
    [asking.call.key, answer],
  ]);
  const search = searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, providers, answers }));
  return { call: asking.call, search };
}

function said(status: unknown): PluginAnswer {
  const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
  return { state: 'answered', stdout: JSON.stringify(credential), at: MADE };
}

const failed = (reason: string, stderr = '', notFound = false): PluginAnswer => ({
  state: 'failed',
  reason,
  stderr,
  notFound,
});
const printed = (stdout: string): PluginAnswer => ({ state: 'answered', stdout, at: MADE });

const wrongAnswers: { rule: string; answer: PluginAnswer; want: string; says: string[]; not?: string }[] = [
  {
    rule: 'non-zero exit: the reason and the end of its stderr',
    answer: failed('exited with 3', 'the vault is sealed'),
    want: 'RC383',
    says: ['gcp-plugin exited with 3', 'its stderr ends with: the vault is sealed', 'default/alpha'],
    not: 'Get it at a.example',
  },
  {
    rule: 'non-zero exit without a word',
    answer: failed('exited with 1'),
    want: 'RC383',
    says: ['exited with 1, asked for ClusterProfile default/alpha.'],
    not: 'it said',
  },
  {
    rule: 'not there: its installHint',
    answer: failed('could not be started: it does not exist', '', true),
    want: 'RC383',
    says: ['could not be started', 'Get it at a.example'],
  },
  { rule: 'bad JSON', answer: printed(FAKE_MATERIAL), want: 'RC384', says: ['gcp-plugin', 'not JSON'] },
  { rule: 'silence is bad JSON', answer: printed(''), want: 'RC384', says: ['not JSON'] },
  { rule: 'no status', answer: printed('{"kind":"ExecCredential"}'), want: 'RC384', says: ['no status'] },
  {
    rule: 'neither token nor client certificate',
    answer: said({ clientKeyData: FAKE_MATERIAL }),
    want: 'RC384',
    says: ['neither a token nor a client certificate'],
  },
  {
    rule: 'a certificate without its key (the controller hands it on)',
    answer: said({ token: FAKE_MATERIAL, clientCertificateData: FAKE_MATERIAL }),
    want: 'RC384',
    says: ['and not both'],
  },
  {
    rule: 'an expiry that is no time',
    answer: said({ token: FAKE_MATERIAL, expirationTimestamp: FAKE_MATERIAL }),
    want: 'RC384',
    says: ['expirationTimestamp', 'RFC 3339'],
  },
];

describe('a plugin’s failures (invokeExecPlugin)', () => {
  test.each(wrongAnswers)('$rule', ({ answer, want, says, not }) => {
    const { search } = ask({ server: 'https://alpha.example' }, answer);
    const findings = search.state === 'broken' ? search.findings : [];
    expect(told(findings)).toEqual([`error ${want} ClusterProfile default/alpha status.accessProviders`]);
    for (const fact of says) expect(sentence(findings, want)).toContain(fact);
    if (not !== undefined) expect(sentence(findings, want)).not.toContain(not);
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  });

  test('an answer for another profile is none for this one', () => {
    const fleet = fleetOf(
      profile('alpha', { status: { accessProviders: [provider('gcp')] } }),
      profile('beta', { status: { accessProviders: [provider('gcp')] } }),
    );
    const first = openAccess(fleet, { ...ACCESS, providers: [run('gcp')] });
    const calls = fleet.profiles.map((one) => searchAccessProvider(one, first));
    const keys = calls.flatMap((search) => (search.state === 'asks' ? [search.call.key] : []));
    expect(new Set(keys).size).toBe(2);
    const answers = new Map(keys.slice(0, 1).map((key) => [key, said({ token: 'alpha-token' })]));
    const second = openAccess(fleet, { ...ACCESS, providers: [run('gcp')], answers });
    expect(fleet.profiles.map((one) => searchAccessProvider(one, second).state)).toEqual(['found', 'asks']);
  });
});

/** The text of a kubeconfig with the names that clusterinventory-controller gives. */
const kubeconfigOf = (cluster: string[], user: string[]) =>
  [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    ...cluster.map((line) => `    ${line}`),
    '  name: cluster',
    'contexts:',
    '- context:',
    '    cluster: cluster',
    '    user: user',
    '  name: context',
    'current-context: context',
    'kind: Config',
    'users:',
    '- name: user',
    '  user:',
    ...user.map((line) => `    ${line}`),
    '',
  ].join('\n');

const PEM = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\ny\n-----END PRIVATE KEY-----\n';
const CA = base64('a certificate authority, long enough for two lines');
const SERVER = 'server: https://alpha.example';
const URL = 'https://alpha.example';

const built: { rule: string; cluster: JsonObject; status?: JsonObject; want: string }[] = [
  {
    rule: 'a token, and no certificate authority: empty fields are left out',
    cluster: { server: URL },
    want: kubeconfigOf([SERVER], ['token: t0ken']),
  },
  {
    rule: 'a client certificate and its key, in base64',
    cluster: { server: URL, 'certificate-authority-data': CA },
    status: { clientCertificateData: PEM, clientKeyData: KEY },
    want: kubeconfigOf(
      [`certificate-authority-data: ${CA}`, SERVER],
      [`client-certificate-data: ${base64(PEM)}`, `client-key-data: ${base64(KEY)}`],
    ),
  },
  {
    rule: 'both, with sorted keys',
    cluster: { server: URL },
    status: { token: 't0ken', clientKeyData: KEY, clientCertificateData: PEM },
    want: kubeconfigOf(
      [SERVER],
      [`client-certificate-data: ${base64(PEM)}`, `client-key-data: ${base64(KEY)}`, 'token: t0ken'],
    ),
  },
  {
    rule: 'tls-server-name, insecure-skip-tls-verify, proxy-url and disable-compression are carried over, where the controller drops them',
    cluster: {
      'tls-server-name': 'kubernetes.default',
      'proxy-url': 'socks5://proxy.example:1080',
      'insecure-skip-tls-verify': true,
      'disable-compression': true,
      server: URL,
    },
    want: kubeconfigOf(
      [
        'disable-compression: true',
        'insecure-skip-tls-verify: true',
        'proxy-url: socks5://proxy.example:1080',
        SERVER,
        'tls-server-name: kubernetes.default',
      ],
      ['token: t0ken'],
    ),
  },
  {
    rule: 'what is false, empty or null is left out',
    cluster: {
      server: URL,
      'tls-server-name': '',
      'proxy-url': null,
      'insecure-skip-tls-verify': false,
      'disable-compression': null,
      'certificate-authority': '',
      'certificate-authority-data': null,
    },
    want: kubeconfigOf([SERVER], ['token: t0ken']),
  },
  {
    rule: 'extensions are for plugins, and fields that nobody knows are nobody’s',
    cluster: {
      server: URL,
      extensions: [{ name: EXEC, extension: { exec: { command: 'x' } } }],
      exec: { command: 'x' },
    },
    want: kubeconfigOf([SERVER], ['token: t0ken']),
  },
  {
    rule: 'a path is carried over, for kubeconfigPolicy to judge',
    cluster: { server: URL, 'certificate-authority': '/etc/ca.crt' },
    want: kubeconfigOf(['certificate-authority: /etc/ca.crt', SERVER], ['token: t0ken']),
  },
  {
    rule: 'base64 over several lines becomes one line',
    cluster: { server: URL, 'certificate-authority-data': `${CA.slice(0, 40)}\r\n${CA.slice(40)}\n` },
    want: kubeconfigOf([`certificate-authority-data: ${CA}`, SERVER], ['token: t0ken']),
  },
  {
    rule: 'line breaks alone are no authority',
    cluster: { server: URL, 'certificate-authority-data': '\r\n' },
    want: kubeconfigOf([SERVER], ['token: t0ken']),
  },
  {
    rule: 'nothing that a server holds is more than a server',
    cluster: { server: 'https://a.example/?\u2028exec: {}' },
    want: kubeconfigOf(['server: "https://a.example/?\\u2028exec: {}"'], ['token: t0ken']),
  },
  {
    rule: 'nothing that a token holds is more than a token',
    cluster: { server: URL },
    status: { token: 'x\n    exec: {command: y}\u0085' },
    want: kubeconfigOf(['server: "https://alpha.example"'], ['token: "x\\n    exec: {command: y}\\u0085"']),
  },
  {
    rule: 'a token that looks like a number stays a string',
    cluster: { server: URL },
    status: { token: '0123' },
    want: kubeconfigOf([SERVER], ['token: "0123"']),
  },
];

describe('the kubeconfig that is built (BuildKubeconfigFromExecStatus)', () => {
  function build(cluster: JsonObject, status: JsonObject): BuiltCredentials {
    const { search } = ask(cluster, said(status));
    if (search.state !== 'found' || search.credentials.origin !== 'AccessProvider') throw new Error(outcomeOf(search));
    return search.credentials;
  }

  test.each(built)('$rule', ({ cluster, status = { token: 't0ken' }, want }) => {
    expect(Buffer.from(build(cluster, status).base64, 'base64').toString()).toBe(want);
  });

  test('it says what it was made from, when, and when it ends', () => {
    const expirationTimestamp = '2026-01-31T01:00:00+01:00';
    expect(build({ server: URL }, { token: FAKE_MATERIAL, expirationTimestamp })).toMatchObject({
      source: 'AccessProvider',
      from: 'the plugin gcp-plugin of its access provider gcp',
      madeAt: MADE,
      expiresAt: MADE,
    });
    expect(build({ server: URL }, { token: FAKE_MATERIAL }).expiresAt).toBeUndefined();
  });
});

/** Each cluster is one that nobody can reach: the controller runs the plugin first, and notices then. */
describe('no plugin is asked for a cluster that nobody can reach', () => {
  const nothing: Provider = { name: 'gcp' };

  test.each<{ rule: string; cluster: JsonObject | null; want: string }>([
    { rule: 'no cluster', cluster: null, want: 'RC373' },
    { rule: 'no server', cluster: {}, want: 'RC373' },
    { rule: 'a server that is null', cluster: { server: null }, want: 'RC373' },
    { rule: 'an empty server', cluster: { server: '' }, want: 'RC373' },
    {
      rule: 'no server, before the authority is looked at',
      cluster: { 'certificate-authority-data': '!' },
      want: 'RC373',
    },
    { rule: 'an authority in PEM', cluster: { server: URL, 'certificate-authority-data': PEM }, want: 'RC374' },
    { rule: 'an authority cut short', cluster: { server: URL, 'certificate-authority-data': 'eA=' }, want: 'RC374' },
    {
      rule: 'an authority in base64url',
      cluster: { server: URL, 'certificate-authority-data': '_-_-' },
      want: 'RC374',
    },
    {
      rule: 'an authority with blanks, which Go’s decoder refuses where it passes line breaks over',
      cluster: { server: URL, 'certificate-authority-data': `${CA.slice(0, 40)}\n  ${CA.slice(40)}` },
      want: 'RC374',
    },
  ])('$rule', ({ cluster, want }) => {
    const fleet = fleetOf(profile('alpha', { status: { accessProviders: [{ name: 'gcp', cluster }] } }));
    for (const providers of [[run('gcp')], [nothing]]) {
      const search = searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, providers }));
      const findings = search.state === 'broken' ? search.findings : [];
      expect(told(findings)).toEqual([`error ${want} ClusterProfile default/alpha status.accessProviders`]);
      expect(sentence(findings, want)).toContain('access provider gcp of ClusterProfile default/alpha');
    }
  });

  test('nor for one that sets a variable which the provider does not name', () => {
    const ENVS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs';
    const cluster = { server: URL, extensions: [{ name: ENVS, extension: { PATH: FAKE_MATERIAL } }] };
    const fleet = fleetOf(profile('alpha', { status: { accessProviders: [{ name: 'gcp', cluster }] } }));
    const outcome = (profileSourcedEnvVarsPolicy: 'Replace' | 'Ignore') => {
      const providers = [{ ...run('gcp'), profileSourcedEnvVarsPolicy }];
      return outcomeOf(searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, providers })));
    };
    expect(outcome('Replace')).toBe('error RC390 ClusterProfile default/alpha status.accessProviders');
    expect(outcome('Ignore')).toBe('asks gcp-plugin at status.accessProviders');
  });
});

const elsewhere = readsSecret({ name: 'source', key: 'config', namespace: 'vault' });

describe('crossNamespace and kubeconfig-secretreader', () => {
  const vault = secret('source', { namespace: 'vault', data: { config: CONFIG } });

  test.each([
    { rule: 'Allow, as upstream', policy: 'Allow', allowed: [], want: 'copies source' },
    {
      rule: 'Deny',
      policy: 'Deny',
      allowed: [],
      want: 'error RC375 ClusterProfile default/alpha status.accessProviders',
    },
    { rule: 'Deny, and the namespace is in the list', policy: 'Deny', allowed: ['vault'], want: 'copies source' },
    {
      rule: 'Allow, and the namespace is not in the list',
      policy: 'Allow',
      allowed: ['other'],
      want: 'error RC375 ClusterProfile default/alpha status.accessProviders',
    },
  ] as const)('$rule', ({ policy, allowed, want }) => {
    const crossNamespace = { policy, allow: [], allowedNamespaces: allowed };
    const fleet = fleetOf(profile('alpha', { status: elsewhere }), vault);
    const search = searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, crossNamespace }));
    expect(outcomeOf(search)).toBe(want);
  });

  test('Deny says the same whether the Secret is there or not', () => {
    const crossNamespace = { policy: 'Deny', allow: [], allowedNamespaces: [] } as const;
    const searches = [[vault], []].map((secrets) => {
      const fleet = fleetOf(profile('alpha', { status: elsewhere }), ...secrets);
      return searchAccessProvider(only(fleet.profiles), openAccess(fleet, { ...ACCESS, crossNamespace }));
    });
    expect(searches[0]).toEqual(searches[1]);
    expect(searches[0]).toMatchObject({ state: 'broken' });
  });
});
