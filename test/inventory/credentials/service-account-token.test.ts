import { providersOf } from '../../../src/api/cluster-profile';
import { type AccessOptions, openAccess } from '../../../src/inventory/credentials/access-context';
import { searchServiceAccountToken } from '../../../src/inventory/credentials/service-account-token';
import type { Item } from '../../../src/krm/item';
import type { JsonObject } from '../../../src/krm/json';
import {
  ACCESS,
  base64,
  FAKE_MATERIAL,
  fleetOf,
  itemOf,
  type Overrides,
  only,
  profile,
  secret,
  told,
} from '../../support/objects';

const IS_TOKEN = 'authentication.open-cluster-management.io/is-managed-serviceaccount';
const SYNCED_FROM = 'authentication.open-cluster-management.io/synced-from';
const CLUSTER_NAME = 'open-cluster-management.io/cluster-name';
const EXEC = 'client.authentication.k8s.io/exec';

/** The profile `<namespace>/<name>` as OCM and cluster-proxy write it. */
function managed(name = 'alpha', cluster: JsonObject = {}, overrides: Overrides = {}): Item {
  const provider = {
    name: 'open-cluster-management',
    cluster: {
      server: `https://cluster-proxy:9092/${name}`,
      extensions: [{ name: EXEC, extension: { clusterName: name } }],
      ...cluster,
    },
  };
  return profile(name, { namespace: 'fleet', status: { accessProviders: [provider] }, ...overrides });
}

/** The profile of a cluster that goes by another name. */
const named = (name: string, clusterName: string) =>
  managed(name, {
    server: `https://cluster-proxy:9092/${clusterName}`,
    extensions: [{ name: EXEC, extension: { clusterName } }],
  });

/** The token on the hub: in the managed cluster's namespace, with the account's name. */
function onHub(cluster: string, account: string, token = `${FAKE_MATERIAL}-${cluster}-${account}`): Item {
  const data = { token: base64(token), 'ca.crt': base64('the CA of the cluster itself') };
  return secret(account, { namespace: cluster, labels: { [IS_TOKEN]: 'true' }, data });
}

/** Its copy beside the profiles. */
function copy(cluster: string, account: string, token = `${FAKE_MATERIAL}-${cluster}-${account}`): Item {
  const name = `${cluster}-${account}`;
  return secret(name, { namespace: 'fleet', labels: { [SYNCED_FROM]: name }, data: { token: base64(token) } });
}

function account(cluster: string, name: string, status: JsonObject | null): Item {
  const apiVersion = 'authentication.open-cluster-management.io/v1beta1';
  return itemOf({ apiVersion, kind: 'ManagedServiceAccount', metadata: { name, namespace: cluster }, status });
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What Kubernetes signs for an account: it says whose it is. */
const jwtOf = (name: string) =>
  `${part({ alg: 'RS256' })}.${part({ sub: `system:serviceaccount:addon:${name}` })}.${FAKE_MATERIAL}`;

const using = (managedServiceAccount: string): AccessOptions => ({
  ...ACCESS,
  openClusterManagement: { ...ACCESS.openClusterManagement, managedServiceAccount },
});

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly options?: AccessOptions;
  /** The Secret, and its token where it is not the default one. */
  readonly want:
    | { readonly found: string; readonly token?: string; readonly expiresAt?: number }
    | { readonly missing: string }
    | { readonly broken: readonly string[]; readonly says?: readonly string[]; readonly not?: readonly string[] };
}

const forms: Row[] = [
  {
    rule: 'hub form: <cluster>/<account> with the label of managed-serviceaccount',
    given: [managed(), onHub('alpha', 'deployer')],
    want: { found: 'alpha/deployer', token: `${FAKE_MATERIAL}-alpha-deployer` },
  },
  {
    rule: 'synced form: <profile’s namespace>/<cluster>-<account>, labelled with its own name',
    given: [managed(), copy('alpha', 'deployer')],
    want: { found: 'fleet/alpha-deployer', token: `${FAKE_MATERIAL}-alpha-deployer` },
  },
  {
    rule: 'both hold the same: the copy beside the profile counts',
    given: [managed(), onHub('alpha', 'deployer'), copy('alpha', 'deployer')],
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both, and different: nobody can say which of them is stale',
    given: [managed(), onHub('alpha', 'deployer', 'new'), copy('alpha', 'deployer', 'old')],
    want: {
      broken: ['error RC376 ClusterProfile fleet/alpha status.accessProviders'],
      says: ['fleet/alpha-deployer', 'alpha/deployer'],
    },
  },
  {
    rule: 'a copy whose name ends in another account than its token’s is nobody’s',
    given: [managed(), copy('alpha', 'owner', jwtOf('admin'))],
    want: { missing: 'neither Secret' },
  },
  {
    rule: 'tokens of other accounts: the reason names them',
    given: [managed(), onHub('alpha', 'viewer'), copy('alpha', 'editor')],
    options: using('deployer'),
    want: { missing: ', though there is fleet/alpha-editor, alpha/viewer' },
  },
  {
    rule: 'no Secret: the reason says where one would be',
    given: [managed()],
    want: { missing: 'neither Secret alpha/<ManagedServiceAccount> nor its copy fleet/alpha-<ManagedServiceAccount>' },
  },
  {
    rule: 'no Secret of the account that is set',
    given: [managed(), onHub('alpha', 'other')],
    options: using('deployer'),
    want: { missing: 'neither Secret alpha/deployer nor its copy fleet/alpha-deployer' },
  },
  {
    rule: 'the name is the extension’s clusterName, which cp-creds reads',
    given: [
      managed('alpha', { extensions: [{ name: EXEC, extension: { clusterName: 'spoke' } }] }),
      onHub('spoke', 'deployer'),
      onHub('alpha', 'deployer'),
    ],
    want: { found: 'spoke/deployer', token: `${FAKE_MATERIAL}-spoke-deployer` },
  },
  {
    rule: 'else OCM’s label',
    given: [
      managed('alpha', { extensions: null }, { labels: { [CLUSTER_NAME]: 'spoke' } }),
      onHub('spoke', 'deployer'),
      onHub('alpha', 'deployer'),
    ],
    want: { found: 'spoke/deployer' },
  },
  {
    rule: 'an extension and a label that differ: one of two clusters would get the other’s token',
    given: [managed('alpha', {}, { labels: { [CLUSTER_NAME]: 'spoke' } }), onHub('spoke', 'x'), onHub('alpha', 'y')],
    want: { broken: ['error RC398 ClusterProfile fleet/alpha status.accessProviders'] },
  },
  {
    rule: 'else the profile’s name, which OCM makes the cluster’s',
    given: [managed('alpha', { extensions: [{ name: EXEC, extension: ['alpha'] }] }), onHub('alpha', 'deployer')],
    want: { found: 'alpha/deployer' },
  },
  ...[
    { what: 'null', clusterName: null },
    { what: 'empty', clusterName: '' },
  ].map(({ what, clusterName }) => ({
    rule: `a clusterName that is ${what} is none: the label counts`,
    given: [
      managed(
        'alpha',
        { extensions: [{ name: EXEC, extension: { clusterName } }] },
        { labels: { [CLUSTER_NAME]: 'spoke' } },
      ),
      onHub('spoke', 'deployer'),
      onHub('alpha', 'deployer'),
    ],
    want: { found: 'spoke/deployer' },
  })),
  {
    rule: 'a token is trimmed: files end in a line break',
    given: [managed(), onHub('alpha', 'deployer', ` \t${FAKE_MATERIAL}\r\n`)],
    want: { found: 'alpha/deployer', token: FAKE_MATERIAL },
  },
  {
    rule: 'and compared trimmed: both forms hold the same',
    given: [managed(), onHub('alpha', 'deployer', `${FAKE_MATERIAL}\n`), copy('alpha', 'deployer', FAKE_MATERIAL)],
    want: { found: 'fleet/alpha-deployer', token: FAKE_MATERIAL },
  },
  {
    rule: 'a Secret without the label is no token, whatever it holds',
    given: [managed(), secret('deployer', { namespace: 'alpha', data: { token: base64(FAKE_MATERIAL) } })],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'the label must be true',
    given: [
      managed(),
      secret('deployer', { namespace: 'alpha', labels: { [IS_TOKEN]: 'false' }, data: { token: 'eA==' } }),
    ],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a copy must be labelled with its own name: another’s label on a Secret proves nothing',
    given: [
      managed(),
      secret('alpha-deployer', {
        namespace: 'fleet',
        labels: { [SYNCED_FROM]: 'alpha-other' },
        data: { token: 'eA==' },
      }),
    ],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a copy in another namespace than the profile’s is none of its',
    given: [
      managed(),
      secret('alpha-deployer', {
        namespace: 'x',
        labels: { [SYNCED_FROM]: 'alpha-deployer' },
        data: { token: 'eA==' },
      }),
    ],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'another cluster’s token is none of its',
    given: [managed(), onHub('beta', 'deployer'), copy('beta', 'deployer')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
];

const accounts: Row[] = [
  {
    rule: 'several accounts on the hub: an error that names them, and no token',
    given: [managed(), onHub('alpha', 'reader'), onHub('alpha', 'deployer')],
    want: {
      broken: ['error RC376 ClusterProfile fleet/alpha status.accessProviders'],
      says: ['alpha/deployer, alpha/reader'],
    },
  },
  {
    rule: 'several copies: an error that names them',
    given: [managed(), copy('alpha', 'reader'), copy('alpha', 'deployer')],
    want: {
      broken: ['error RC376 ClusterProfile fleet/alpha status.accessProviders'],
      says: ['fleet/alpha-deployer, fleet/alpha-reader'],
    },
  },
  {
    rule: 'managedServiceAccount tells which, on the hub',
    given: [managed(), onHub('alpha', 'reader'), onHub('alpha', 'deployer')],
    options: using('reader'),
    want: { found: 'alpha/reader', token: `${FAKE_MATERIAL}-alpha-reader` },
  },
  {
    rule: 'managedServiceAccount tells which, among copies',
    given: [managed(), copy('alpha', 'reader'), copy('alpha', 'deployer')],
    options: using('reader'),
    want: { found: 'fleet/alpha-reader', token: `${FAKE_MATERIAL}-alpha-reader` },
  },
  {
    rule: 'managedServiceAccount set, copy and hub still different',
    given: [managed(), onHub('alpha', 'reader', 'new'), copy('alpha', 'reader', 'old'), onHub('alpha', 'deployer')],
    options: using('reader'),
    want: {
      broken: ['error RC376 ClusterProfile fleet/alpha status.accessProviders'],
      says: ['fleet/alpha-reader, alpha/reader'],
      not: ['deployer'],
    },
  },
  {
    rule: 'an account that is not asked for may be broken',
    given: [managed(), copy('alpha', 'reader'), secret('x', { namespace: 'alpha', labels: { [IS_TOKEN]: 'true' } })],
    options: using('reader'),
    want: { found: 'fleet/alpha-reader' },
  },
];

const BOTH = [managed('a'), managed('a-b')];

/** `a-b-c` may be account `b-c` of cluster `a`, or account `c` of cluster `a-b`. Each row looks for `a`. */
const prefixes: Row[] = [
  {
    rule: 'opaque tokens: a copy whose name begins with a longer profile’s name is that one’s',
    given: [...BOTH, copy('a-b', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'opaque tokens: its own copy is still its own',
    given: [...BOTH, copy('a-b', 'c'), copy('a', 'c')],
    want: { found: 'fleet/a-c', token: `${FAKE_MATERIAL}-a-c` },
  },
  {
    rule: 'opaque tokens, and no longer profile: it is its own',
    given: [managed('a'), copy('a', 'b-c')],
    want: { found: 'fleet/a-b-c' },
  },
  {
    rule: 'the token’s own subject decides: account c is not of cluster a',
    given: [managed('a'), copy('a-b', 'c', jwtOf('c'))],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'the token’s own subject decides: account b-c is of cluster a, whatever profiles there are',
    given: [...BOTH, copy('a', 'b-c', jwtOf('b-c'))],
    want: { found: 'fleet/a-b-c', token: jwtOf('b-c') },
  },
  {
    rule: 'a cluster whose name another’s begins with, without a dash, is no prefix',
    given: [managed('a'), copy('ab', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'managedServiceAccount set: the exact name counts',
    given: [...BOTH, copy('a-b', 'c'), copy('a', 'c')],
    options: using('c'),
    want: { found: 'fleet/a-c' },
  },
  {
    rule: 'managedServiceAccount set: the token’s own subject decides all the same, and this one is of cluster a-b',
    given: [...BOTH, copy('a', 'b-c', jwtOf('c'))],
    options: using('b-c'),
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'managedServiceAccount set, and the token’s own subject is that account',
    given: [...BOTH, copy('a', 'b-c', jwtOf('b-c'))],
    options: using('b-c'),
    want: { found: 'fleet/a-b-c', token: jwtOf('b-c') },
  },
  {
    rule: 'managedServiceAccount set, opaque token: the longest known name counts, and it is a-b’s',
    given: [...BOTH, copy('a', 'b-c')],
    options: using('b-c'),
    want: { missing: 'neither Secret a/b-c nor its copy fleet/a-b-c' },
  },
  {
    rule: 'managedServiceAccount set, opaque token, and no longer name is known',
    given: [managed('a'), copy('a', 'b-c')],
    options: using('b-c'),
    want: { found: 'fleet/a-b-c' },
  },
  {
    rule: 'a name is known from another profile’s clusterName, whatever the profile is called',
    given: [managed('a'), named('zz', 'a-b'), copy('a-b', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a name is known from another profile’s label of OCM',
    given: [managed('a'), managed('zz', { extensions: null }, { labels: { [CLUSTER_NAME]: 'a-b' } }), copy('a-b', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a name is known from a profile of another namespace',
    given: [managed('a'), managed('a-b', {}, { namespace: 'zone' }), copy('a-b', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a name is known from a profile that has no access provider',
    given: [managed('a'), profile('a-b', { namespace: 'fleet' }), copy('a-b', 'c')],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a name that stands in the middle is not known: a-b-c is of a',
    given: [managed('a'), managed('b'), copy('a', 'b-c')],
    want: { found: 'fleet/a-b-c' },
  },
  {
    rule: 'the whole of its name is no cluster’s: no account would be left',
    given: [managed('a'), managed('a-b-c'), copy('a', 'b-c')],
    want: { found: 'fleet/a-b-c' },
  },
  {
    rule: 'the token’s own subject decides, though the name of its cluster is not known',
    given: [managed('a'), copy('a-x', 'c', jwtOf('c'))],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a subject whose account the copy’s name does not end with: it is nobody’s',
    given: [managed('a'), copy('a', 'c', jwtOf('other'))],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'a subject that is the end of the account’s name, without a dash before it',
    given: [managed('a'), copy('a', 'deployer', jwtOf('ployer'))],
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
  {
    rule: 'the subject is read though a line break follows the token',
    given: [...BOTH, copy('a', 'b-c', `${jwtOf('b-c')}\n`)],
    want: { found: 'fleet/a-b-c', token: jwtOf('b-c') },
  },
  {
    rule: 'a token that is not base64 says nothing of itself: the name alone makes it broken',
    given: [
      managed('a'),
      secret('a-b-c', { namespace: 'fleet', labels: { [SYNCED_FROM]: 'a-b-c' }, data: { token: `${FAKE_MATERIAL}!` } }),
    ],
    want: { broken: ['error RC321 Secret fleet/a-b-c data.token'] },
  },
  {
    rule: 'the hub form has no such trap: the namespace is the cluster',
    given: [...BOTH, onHub('a-b', 'c'), onHub('a', 'b-c')],
    want: { found: 'a/b-c' },
  },
];

const faults: Row[] = [
  {
    rule: 'an empty token: managed-serviceaccount has not filled it yet',
    given: [managed(), onHub('alpha', 'deployer', '')],
    want: { broken: ['error RC377 Secret alpha/deployer data.token'] },
  },
  {
    rule: 'no token',
    given: [
      managed(),
      secret('deployer', { namespace: 'alpha', labels: { [IS_TOKEN]: 'true' }, data: { 'ca.crt': 'eA==' } }),
    ],
    want: { broken: ['error RC377 Secret alpha/deployer data.token'] },
  },
  {
    rule: 'no data',
    given: [managed(), secret('deployer', { namespace: 'alpha', labels: { [IS_TOKEN]: 'true' }, data: null })],
    want: { broken: ['error RC377 Secret alpha/deployer data.token'] },
  },
  {
    rule: 'not base64',
    given: [
      managed(),
      secret('deployer', { namespace: 'alpha', labels: { [IS_TOKEN]: 'true' }, data: { token: `${FAKE_MATERIAL}!` } }),
    ],
    want: { broken: ['error RC321 Secret alpha/deployer data.token'] },
  },
  {
    rule: 'stringData counts over data, as the API server has it',
    given: [
      managed(),
      secret('deployer', {
        namespace: 'alpha',
        labels: { [IS_TOKEN]: 'true' },
        data: { token: '!' },
        stringData: { token: 'x1' },
      }),
    ],
    want: { found: 'alpha/deployer', token: 'x1' },
  },
  {
    rule: 'every Secret that is broken is told',
    given: [managed(), onHub('alpha', 'deployer', ''), copy('alpha', 'deployer', ''), onHub('alpha', 'reader')],
    want: {
      broken: ['error RC377 Secret alpha/deployer data.token', 'error RC377 Secret fleet/alpha-deployer data.token'],
    },
  },
  {
    rule: 'a token of blanks alone',
    given: [managed(), onHub('alpha', 'deployer', ' \n')],
    want: { broken: ['error RC377 Secret alpha/deployer data.token'] },
  },
  ...[
    { clusterName: 7, what: 'a number' },
    { clusterName: true, what: 'a boolean' },
    { clusterName: ['alpha'], what: 'a list' },
    { clusterName: { name: FAKE_MATERIAL }, what: 'a map' },
  ].map(({ clusterName, what }) => ({
    rule: `a clusterName that is ${what}: the profile’s own name is not taken instead`,
    given: [
      managed('alpha', { extensions: [{ name: EXEC, extension: { clusterName } }] }),
      onHub('alpha', 'deployer'),
      onHub('7', 'deployer'),
    ],
    want: {
      broken: ['error RC379 ClusterProfile fleet/alpha status.accessProviders'],
      says: ['fleet/alpha', `a clusterName that is ${what}`],
    },
  })),
  {
    rule: 'no server to connect to',
    given: [managed('alpha', { server: '' }), onHub('alpha', 'deployer')],
    want: { broken: ['error RC373 ClusterProfile fleet/alpha status.accessProviders'] },
  },
  {
    rule: 'a certificate authority that is not base64',
    given: [managed('alpha', { 'certificate-authority-data': FAKE_MATERIAL }), onHub('alpha', 'deployer')],
    want: { broken: ['error RC374 ClusterProfile fleet/alpha status.accessProviders'] },
  },
];

const END = Date.UTC(2026, 5, 1);
/** A token that says when it ends. */
const ending = (at: number) => `${part({ alg: 'RS256' })}.${part({ exp: at / 1000 })}.${FAKE_MATERIAL}`;
const ends = { expirationTimestamp: '2026-06-01T00:00:00Z' };

const expiries: Row[] = [
  {
    rule: 'hub form: the ManagedServiceAccount of its name and namespace',
    given: [managed(), onHub('alpha', 'deployer'), account('alpha', 'deployer', ends)],
    want: { found: 'alpha/deployer', expiresAt: END },
  },
  {
    rule: 'synced form: the ManagedServiceAccount that it was copied from',
    given: [managed(), copy('alpha', 'deployer'), account('alpha', 'deployer', ends)],
    want: { found: 'fleet/alpha-deployer', expiresAt: END },
  },
  {
    rule: 'an account with dashes in its name',
    given: [managed('a-b'), copy('a-b', 'c-d'), account('a-b', 'c-d', ends), account('a-b', 'd', {})],
    want: { found: 'fleet/a-b-c-d', expiresAt: END },
  },
  {
    rule: 'another cluster’s ManagedServiceAccount says nothing',
    given: [managed(), onHub('alpha', 'deployer'), account('beta', 'deployer', ends)],
    want: { found: 'alpha/deployer' },
  },
  {
    rule: 'another account’s says nothing',
    given: [managed(), onHub('alpha', 'deployer'), account('alpha', 'reader', ends)],
    want: { found: 'alpha/deployer' },
  },
  {
    rule: 'no ManagedServiceAccount: what the token says of itself',
    given: [managed(), onHub('alpha', 'deployer', ending(END))],
    want: { found: 'alpha/deployer', expiresAt: END },
  },
  {
    rule: 'synced form: what the token says of itself',
    given: [managed(), copy('alpha', 'deployer', `${ending(END)}\n`)],
    want: { found: 'fleet/alpha-deployer', expiresAt: END },
  },
  {
    rule: 'both: the ManagedServiceAccount counts',
    given: [managed(), onHub('alpha', 'deployer', ending(END + 1000)), account('alpha', 'deployer', ends)],
    want: { found: 'alpha/deployer', expiresAt: END },
  },
  ...[
    null,
    { expirationTimestamp: null },
    { expirationTimestamp: '' },
    { expirationTimestamp: '2026-02-30T00:00:00Z' },
  ].map((status) => ({
    rule: `a ManagedServiceAccount whose status is ${JSON.stringify(status)}: what the token says of itself`,
    given: [managed(), onHub('alpha', 'deployer', ending(END)), account('alpha', 'deployer', status)],
    want: { found: 'alpha/deployer', expiresAt: END },
  })),
  ...[1e300, -1e300, 253_402_300_800].map((exp) => ({
    rule: `a token whose end RFC 3339 cannot write (${exp}) says nothing`,
    given: [managed(), onHub('alpha', 'deployer', ending(exp * 1000))],
    want: { found: 'alpha/deployer' },
  })),
  {
    rule: 'no status',
    given: [managed(), onHub('alpha', 'deployer'), account('alpha', 'deployer', null)],
    want: { found: 'alpha/deployer' },
  },
  {
    rule: 'a status without an end',
    given: [managed(), onHub('alpha', 'deployer'), account('alpha', 'deployer', { expirationTimestamp: null })],
    want: { found: 'alpha/deployer' },
  },
];

const cross = (policy: 'Allow' | 'Deny', ...allowedNamespaces: string[]): AccessOptions => ({
  ...ACCESS,
  crossNamespace: { policy, allow: [], allowedNamespaces },
});
const DENIED = ['error RC375 ClusterProfile fleet/alpha status.accessProviders'];

const namespaces: Row[] = [
  {
    rule: 'hub form, Deny: the Secret lies in another namespace',
    given: [managed(), onHub('alpha', 'deployer')],
    options: cross('Deny'),
    want: { broken: DENIED, says: ['alpha/deployer'] },
  },
  {
    rule: 'hub form, Deny with its namespace in the list',
    given: [managed(), onHub('alpha', 'deployer')],
    options: cross('Deny', 'alpha'),
    want: { found: 'alpha/deployer' },
  },
  {
    rule: 'hub form, Allow with other namespaces in the list',
    given: [managed(), onHub('alpha', 'deployer')],
    options: cross('Allow', 'beta'),
    want: { broken: DENIED },
  },
  {
    rule: 'hub form, Deny: a profile in the managed cluster’s namespace has it beside itself',
    given: [managed('alpha', {}, { namespace: 'alpha' }), onHub('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'alpha/deployer' },
  },
  {
    rule: 'synced form, Deny: it lies beside the profile',
    given: [managed(), copy('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both forms the same, Deny: the copy is used',
    given: [managed(), onHub('alpha', 'deployer'), copy('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both forms, Deny, and another token on the hub: it is left out before tokens are compared',
    given: [managed(), onHub('alpha', 'deployer', 'new'), copy('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both forms, Deny, and another account on the hub: it is left out too',
    given: [managed(), onHub('alpha', 'reader'), copy('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both forms, Deny, and a broken Secret on the hub: nobody looks into it',
    given: [managed(), onHub('alpha', 'deployer', ''), copy('alpha', 'deployer')],
    options: cross('Deny'),
    want: { found: 'fleet/alpha-deployer' },
  },
  {
    rule: 'both forms, Deny, and a broken copy: it is told, and the hub’s does not take its place',
    given: [managed(), onHub('alpha', 'deployer'), copy('alpha', 'deployer', '')],
    options: cross('Deny'),
    want: { broken: ['error RC377 Secret fleet/alpha-deployer data.token'] },
  },
  {
    rule: 'hub form, Deny, several accounts: each is told, and not that they differ',
    given: [managed(), onHub('alpha', 'reader'), onHub('alpha', 'deployer')],
    options: cross('Deny'),
    want: { broken: [...DENIED, ...DENIED] },
  },
  {
    rule: 'hub form, Deny: an account that is not asked for is not told',
    given: [managed(), onHub('alpha', 'reader')],
    options: { ...cross('Deny'), ...{ openClusterManagement: { managedServiceAccount: 'deployer' } } },
    want: { missing: 'neither Secret alpha/deployer nor its copy fleet/alpha-deployer' },
  },
  {
    rule: 'nothing anywhere, Deny: it is missing, not forbidden',
    given: [managed()],
    options: cross('Deny'),
    want: { missing: 'there is no token of a ManagedServiceAccount' },
  },
];

describe.each([
  { topic: 'where the token lies (managed-serviceaccount, hub and synced form)', rows: forms },
  { topic: 'several accounts', rows: accounts },
  { topic: 'names that begin with another’s', rows: prefixes },
  { topic: 'faults', rows: faults },
  { topic: 'when it expires', rows: expiries },
  { topic: 'crossNamespace', rows: namespaces },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ given, options = ACCESS, want }) => {
    const fleet = fleetOf(...given);
    const found = fleet.profiles[0];
    if (found === undefined) throw new Error('a row gives a profile');
    const search = searchServiceAccountToken(found, only(providersOf(found.object)), openAccess(fleet, options));
    if ('found' in want) {
      const built =
        search.state === 'found' && search.credentials.origin === 'AccessProvider' ? search.credentials : undefined;
      const { namespace, name } = built?.secret?.item.identity ?? {};
      expect(`${namespace}/${name}`).toBe(want.found);
      expect(built?.from).toContain(want.found);
      expect(built?.from).not.toContain(FAKE_MATERIAL);
      expect(built?.madeAt).toBeUndefined();
      expect(built?.expiresAt).toBe(want.expiresAt);
      const users = [{ name: 'user', user: { token: want.token ?? expect.stringContaining(FAKE_MATERIAL) } }];
      expect(built?.config.users).toEqual(users);
    } else if ('missing' in want) {
      expect(search).toMatchObject({ state: 'missing', reason: expect.stringContaining(want.missing) });
    } else {
      const findings = search.state === 'broken' ? search.findings : [];
      expect(told(findings)).toEqual(want.broken);
      for (const fact of want.says ?? []) expect(only(findings).problem).toContain(fact);
      for (const fact of want.not ?? []) expect(only(findings).problem).not.toContain(fact);
      expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
    }
  });
});

test('the CA of the cluster itself, which the Secret holds, is not the proxy’s and is not used', () => {
  const fleet = fleetOf(managed(), onHub('alpha', 'deployer'));
  const found = only(fleet.profiles);
  const search = searchServiceAccountToken(found, only(providersOf(found.object)), openAccess(fleet, ACCESS));
  expect(search).toMatchObject({
    credentials: {
      config: { clusters: [{ name: 'cluster', cluster: { server: 'https://cluster-proxy:9092/alpha' } }] },
    },
  });
  expect(JSON.stringify(search.state === 'found' && search.credentials.config)).not.toContain(
    'certificate-authority-data',
  );
});

test('the order of the input changes nothing', () => {
  const given = [managed(), onHub('alpha', 'reader'), onHub('alpha', 'deployer'), copy('alpha', 'deployer')];
  const searches = [given, given.toReversed()].map((items) => {
    const fleet = fleetOf(...items);
    const found = only(fleet.profiles);
    return searchServiceAccountToken(found, only(providersOf(found.object)), openAccess(fleet, ACCESS));
  });
  expect(searches[0]).toEqual(searches[1]);
});
