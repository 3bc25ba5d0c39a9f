import type { JsonObject } from '../../src/krm/json';

/** ClusterProfiles, what they need, and the provider file, for clusterinventory-controller and for Rollcall. */
export interface InventoryCase {
  readonly name: string;
  readonly objects: readonly JsonObject[];
  readonly provider?: string;
  /** Of differences/clusterinventory-controller.yaml. */
  readonly differs?: string;
}

const EXEC = 'client.authentication.k8s.io/exec';
const KEP = 'clusterprofiles.multicluster.x-k8s.io/exec';
const CA = Buffer.from('-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n').toString('base64');

const kubeconfig = (context: string) => `apiVersion: v1
kind: Config
clusters:
- name: a
  cluster:
    server: https://a.example:6443
contexts:
- name: a
  context:
    cluster: a
    user: a
- name: b
  context:
    cluster: a
    user: a
current-context: ${context}
users:
- name: a
  user:
    token: stand-in
`;

function secret(name = 'source', key = 'kubeconfig', namespace = 'fleet'): JsonObject {
  const data = { [key]: Buffer.from(kubeconfig('a')).toString('base64') };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', data };
}

function profile(name: string, status: JsonObject, metadata: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name, namespace: 'fleet', ...metadata },
    spec: { clusterManager: { name: 'hub' }, ...spec },
    status,
  };
}

const entry = (name: string, ...extensions: JsonObject[]): JsonObject => ({
  name,
  cluster: { server: 'https://a.example:6443', 'certificate-authority-data': CA, extensions },
});
const extend = (name: string, extension: JsonObject | string[]): JsonObject => ({ name, extension });
const reader = (extension: JsonObject): JsonObject => entry('kubeconfig-secretreader', extend(EXEC, extension));
const read = (extension: JsonObject = { name: 'source', key: 'kubeconfig' }): JsonObject => ({
  accessProviders: [reader(extension)],
});

/** Its token is what it was called with, in base64. */
const SCRIPT =
  'printf \'{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"}}\' "$(printf %s "$KUBERNETES_EXEC_INFO|$OWN|$ADDED|$*" | base64 | tr -d "\\n")"';

function plugin(name: string, more: JsonObject = {}, exec: JsonObject = {}): JsonObject {
  const execConfig = { command: '/bin/sh', args: ['-c', SCRIPT, 'own'], ...exec };
  return { name, execConfig, ...more };
}
const file = (...providers: JsonObject[]) => JSON.stringify({ providers });

const args = extend(`${KEP}/additional-args`, ['--cluster=a', '--verbose']);
const envs = extend(`${KEP}/additional-envs`, { ADDED: 'yes', OWN: 'profile' });
const APPEND: JsonObject = { profileSourcedCLIArgsPolicy: 'Append' };
const env = { env: [{ name: 'OWN', value: 'file' }] };
const named: JsonObject = { profileSourcedCLIArgPrefixes: ['--'], profileSourcedEnvVarNames: ['ADDED', 'OWN'] };

const refusals: readonly [string, JsonObject][] = [
  ['no access provider', {}],
  ['a provider that nobody knows', { accessProviders: [entry('other')] }],
  ['no extension', { accessProviders: [entry('kubeconfig-secretreader')] }],
  ['an extension without a name', read({ key: 'kubeconfig' })],
  ['an extension without a key', read({ name: 'source' })],
  ['a Secret that is not there', read({ name: 'missing', key: 'kubeconfig' })],
  ['a key that is not there', read({ name: 'source', key: 'other' })],
  ['a Secret of another namespace that is not there', read({ name: 'source', key: 'kubeconfig', namespace: 'far' })],
];

export const inventoryCases: readonly InventoryCase[] = [
  { name: 'a kubeconfig from a Secret', objects: [secret(), profile('a', read())] },
  {
    name: 'another key, and the name of the cluster',
    objects: [
      secret('source', 'value'),
      profile('a', read({ name: 'source', key: 'value' }), {}, { displayName: 'The: "first" cluster' }),
    ],
  },
  {
    name: 'labels are copied, annotations are not',
    objects: [
      secret(),
      profile('a', read(), {
        labels: { env: 'prod', 'example.com/zone': '', yes: 'no', '1': '2' },
        annotations: { note: 'own' },
      }),
    ],
  },
  {
    name: 'a label of its own name does not count',
    objects: [secret(), profile('a', read(), { labels: { 'clusterinventory.projectsveltos.io/managed-by': 'me' } })],
  },
  {
    name: 'labels of other tools',
    objects: [secret(), profile('a', read(), { labels: { 'argocd.argoproj.io/instance': 'apps', env: 'dev' } })],
    differs: 'tracking-labels',
  },
  {
    name: 'credentialProviders alone',
    objects: [secret(), profile('a', { credentialProviders: [reader({ name: 'source', key: 'kubeconfig' })] })],
  },
  {
    name: 'accessProviders before credentialProviders',
    objects: [
      secret(),
      secret('old'),
      profile('a', { ...read(), credentialProviders: [reader({ name: 'old', key: 'kubeconfig' })] }),
    ],
  },
  {
    name: 'the first extension of the name counts in the profile of one provider, and a second one',
    objects: [
      secret(),
      profile('a', {
        accessProviders: [
          entry(
            'kubeconfig-secretreader',
            extend(EXEC, { name: 'source', key: 'kubeconfig' }),
            extend(EXEC, { name: 'other', key: 'kubeconfig' }),
          ),
        ],
      }),
    ],
    differs: 'extension-twice',
  },
  {
    name: 'a context of the extension',
    objects: [secret(), profile('a', read({ name: 'source', key: 'kubeconfig', context: 'b' }))],
    differs: 'context',
  },
  {
    name: 'two profiles share a Secret',
    objects: [secret(), profile('a', read()), profile('b', read())],
  },
  {
    name: 'one profile of two is broken',
    objects: [secret(), profile('a', read()), profile('b', read({ name: 'missing', key: 'kubeconfig' }))],
    differs: 'broken-provider',
  },
  {
    name: 'the Secret reader counts before plugins',
    objects: [
      secret(),
      profile('a', { accessProviders: [entry('gcp'), reader({ name: 'source', key: 'kubeconfig' })] }),
    ],
    provider: file(plugin('gcp')),
  },
  ...refusals.map(([name, status]) => ({ name, objects: [secret(), profile('a', status)] })),
  ...[
    { name: 'a plugin', provider: file(plugin('gcp')) },
    { name: 'a plugin with a variable', provider: file(plugin('gcp', {}, env)) },
    { name: 'a plugin that nobody asks for, and one', provider: file(plugin('aws'), plugin('gcp')) },
    { name: 'a provider file without providers', provider: '{"providers":[]}' },
    { name: 'a provider file that is no JSON', provider: '{"providers":' },
    { name: 'a plugin without a command', provider: file({ name: 'gcp' }) },
    { name: 'a plugin that fails', provider: file(plugin('gcp', {}, { args: ['-c', 'exit 3'] })) },
    { name: 'a plugin that prints no JSON', provider: file(plugin('gcp', {}, { args: ['-c', 'echo no'] })) },
    { name: 'a plugin that gives nothing', provider: file(plugin('gcp', {}, { args: ['-c', 'echo "{}"'] })) },
    {
      name: 'an unknown field of the provider file',
      provider: file(plugin('gcp', { policy: 'Append' })),
      differs: 'provider-file-strict',
    },
    {
      name: 'a field name in another case',
      provider: JSON.stringify({ Providers: [plugin('gcp')] }),
    },
  ].map((one) => ({
    ...one,
    objects: [
      profile('a', { accessProviders: [entry('gcp', extend(EXEC, { b: null, n: [9007199254740991, 1.5, '<&>'] }))] }),
    ],
  })),
  {
    name: 'an extension whose keys are in no order',
    objects: [profile('a', { accessProviders: [entry('gcp', extend(EXEC, { b: 1, a: 2 }))] })],
    provider: file(plugin('gcp')),
    differs: 'extension-order',
  },
  ...[
    { name: 'arguments of the profile, ignored', policy: {} },
    { name: 'arguments of the profile, appended', policy: { ...APPEND, ...named } },
    { name: 'arguments that the file does not name', policy: APPEND, differs: 'profile-sourced-allowed' },
    {
      name: 'variables of the profile, where the file has none',
      policy: { profileSourcedEnvVarsPolicy: 'AppendIfNotExists', ...named },
    },
    { name: 'variables of the profile win', policy: { profileSourcedEnvVarsPolicy: 'Replace', ...named } },
    { name: 'variables of the profile, ignored', policy: { profileSourcedEnvVarsPolicy: 'Ignore' } },
    { name: 'a policy that there is not', policy: { profileSourcedCLIArgsPolicy: 'Prepend' } },
  ].map(({ policy, ...one }) => ({
    ...one,
    objects: [profile('a', { accessProviders: [entry('gcp', args, envs)] })],
    provider: file(plugin('gcp', policy, env)),
  })),
];
