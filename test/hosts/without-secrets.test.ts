import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/krm/json';
import { binding, clusterSet, joinedCluster, proxyConfiguration, proxySecret } from '../support/hub';
import { cluster, namespace, profile, readsSecret, secret } from '../support/objects';
import { program } from '../support/program';

/**
 * With `credentials: Reference` and `External`, and in what writes ClusterProfiles, nothing secret comes out: a marker stands
 * in every field of the input that may be secret, and is looked for in all that the real program says and writes. Without
 * any of those values, the output is the same.
 */
const MARKER = 'planted-secret';
const authority = readFileSync(join(__dirname, '..', 'support', 'certificates', 'ca.crt'));

const plantedConfig = (name: string) => `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster: {server: "https://${name}.example:6443", certificate-authority-data: ${authority.toString('base64')}}
contexts:
- name: ${name}
  context: {cluster: ${name}, user: ${MARKER}-user}
current-context: ${name}
users:
- name: ${MARKER}-user
  user: {token: ${MARKER}-token, client-key-data: ${encode(`${MARKER}-key`)}}
`;

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Every form in which a marker could come out. */
const FORMS = [MARKER, encode(MARKER), encode(`x${MARKER}`).slice(4, -4), encode(`xx${MARKER}`).slice(4, -4)].map(
  (form) => form.replace(/=+$/, '').slice(0, 16),
);

const capi = { 'cluster.x-k8s.io/cluster-name': 'alpha' };
const type = 'cluster.x-k8s.io/secret';
const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': `{"data":{"value":"${MARKER}"}}` };
const secrets = [
  secret('alpha-kubeconfig', {
    namespace: 'mgmt',
    labels: capi,
    type,
    annotations: lastApplied,
    data: { value: encode(plantedConfig('alpha')) },
  }),
  secret('alpha-ca', {
    namespace: 'mgmt',
    labels: capi,
    type,
    data: { 'tls.crt': authority.toString('base64'), 'tls.key': encode(MARKER) },
  }),
  secret('alpha-etcd', {
    namespace: 'mgmt',
    labels: capi,
    type,
    data: { 'tls.crt': encode(MARKER), 'tls.key': encode(MARKER) },
  }),
  secret('source', {
    annotations: lastApplied,
    data: { 'admin.conf': encode(plantedConfig('read')), other: encode(MARKER) },
  }),
  secret('labelled-access', {
    labels: { 'x-k8s.io/cluster-profile': 'labelled' },
    stringData: { config: plantedConfig('labelled') },
  }),
  secret('token', {
    labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
    data: { token: encode(MARKER) },
  }),
].map(({ object }) => object);
const withoutValues = secrets.map(({ data: _data, stringData: _stringData, ...rest }) => rest);
const others = [
  namespace('default'),
  namespace('mgmt'),
  namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' }),
  namespace('kueue', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' }),
  cluster('alpha', { spec: { controlPlaneEndpoint: { host: 'alpha.example', port: 6443 } } }),
  profile('labelled'),
  profile('read', { status: readsSecret({ name: 'source', key: 'admin.conf' }) }),
].map(({ object }) => object);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

function fill(kind: string, spec: JsonObject, objects: readonly JsonObject[]) {
  mkdirSync(join(folder, 'fleet'), { recursive: true });
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
  writeFileSync(join(folder, 'fleet', 'rollcall.yaml'), JSON.stringify(config));
  writeFileSync(join(folder, 'fleet', 'fleet.json'), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return config;
}

/** All files below a folder, as one text. */
function readAll(root: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

function expectNone(text: string): void {
  for (const form of FORMS) expect(text).not.toContain(form);
}

const cases: [kind: string, credentials: string, spec: JsonObject][] = [
  ['PublishCredentials', 'Reference', { credentials: 'Reference' }],
  ['PublishCredentials', 'External', { credentials: 'External', emitStores: true }],
  ['RegisterSveltosClusters', 'Reference', { credentials: 'Reference' }],
  ['RegisterSveltosClusters', 'External', { credentials: 'External', emitStores: true }],
  ['RegisterSveltosClusters', 'External, as the document has it', { credentials: 'External', format: 'SveltosEvents' }],
  ['RenderInventory', 'Reference', { credentials: 'Reference', emitClusterProfiles: true, capiClusters: 'Skip' }],
  [
    'RenderInventory',
    'External',
    { credentials: 'External', emitStores: true, publishFrom: ['CAPICluster', 'ClusterProfile'] },
  ],
  ['RenderInventory', 'External for each pair', { credentials: 'External', format: 'MulticlusterRuntime' }],
  [
    'RegisterArgoCDClusters',
    'Reference',
    {
      crossNamespace: { policy: 'Allow' },
      providers: [{ name: 'kubeconfig-secretreader', execConfig: { command: 'reader' } }],
    },
  ],
  [
    'WireConsumers',
    'which has no credentials',
    { crossNamespace: { policy: 'Allow' }, consumers: [{ match: 'kueue', access: { kueue: 'ClusterProfile' } }] },
  ],
  ['ImportCAPIClusters', 'which has no credentials', {}],
  ['ImportManagedClusters', 'which has no credentials', {}],
];

/** What a hub holds beside them, with the key of its proxy's certificate. */
const hubWith = (key: JsonObject) =>
  [
    joinedCluster('spoke'),
    clusterSet(),
    namespace('inventory'),
    binding('inventory', 'fleet', 'True'),
    proxyConfiguration('addon'),
    proxySecret('addon', 'cluster-proxy-user-serving-cert', { 'tls.crt': authority.toString('base64'), ...key }),
  ].map(({ object }) => object);
const objectsFor = (kind: string) => [
  ...others,
  ...secrets,
  ...(kind === 'ImportManagedClusters' ? hubWith({ 'tls.key': encode(MARKER) }) : []),
];
/** The same with the certificates that are public, and no value else. */
const objectsWithoutValues = (kind: string) => {
  if (kind === 'ImportCAPIClusters') return others;
  return [...others, ...withoutValues, ...(kind === 'ImportManagedClusters' ? hubWith({}) : [])];
};

test('the markers are there to be found: Copy shows them', () => {
  fill('PublishCredentials', { credentials: 'Copy', kubeconfigPolicy: { insecureTLS: 'Allow' } }, [
    ...others,
    ...secrets,
  ]);
  const { stdout, status } = run(['render', 'fleet']);
  expect(status).toBe(0);
  expect(FORMS.some((form) => stdout.includes(form))).toBe(true);
});

describe.each(cases)('%s, %s', (kind, credentials, spec) => {
  const stops = kind === 'PublishCredentials' && credentials === 'Reference';

  test('shows no secret anywhere', () => {
    const objects = objectsFor(kind);
    const config = fill(kind, spec, objects);
    const output = run(['render', 'fleet', '--output', 'out']);
    expect(output.status).toBe(stops ? 1 : 0);
    if (!stops) expectNone(readAll(join(folder, 'out')));
    const list = {
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      functionConfig: config,
      items: objects,
    };
    const fn = run(['fn'], JSON.stringify(list));
    const came: { items: JsonObject[]; results: unknown } = JSON.parse(fn.stdout);
    const given = new Set(objects.map((object) => JSON.stringify(object)));
    const made = came.items.map((item) => JSON.stringify(item)).filter((item) => !given.has(item));
    const runs = [
      output,
      run(['list', 'fleet', '-o', 'json']),
      run(['explain', 'alpha', 'fleet', '-o', 'json']),
      run(['roll', 'fleet']),
      { stdout: made.join('\n') + JSON.stringify(came.results ?? []), stderr: fn.stderr },
    ];
    for (const { stdout, stderr } of runs) expectNone(stdout + stderr);
    const rolls = ['roll.yaml', 'fleet/roll.yaml'].map((file) => join(folder, file)).filter((file) => existsSync(file));
    expect(rolls).toHaveLength(stops ? 0 : 1);
    for (const file of rolls) expectNone(readFileSync(file, 'utf8'));
  });

  test('writes the same without the values', () => {
    const render = (objects: readonly JsonObject[]) => {
      fill(kind, spec, objects);
      const { status, stdout } = run(['render', 'fleet']);
      return { status, stdout };
    };
    // A certificate authority is public, and comes from a Secret: it is all that is missing then.
    const clean = (text: string) =>
      text.replace(/ *- ?certificate-authority-data: .*\n|certificate-authority-data: .*\n */g, '');
    const [whole, bare] = [render(objectsFor(kind)), render(objectsWithoutValues(kind))];
    expect(bare.status).toBe(whole.status);
    if (kind !== 'ImportCAPIClusters' && spec.emitClusterProfiles !== true) expect(bare.stdout).toBe(whole.stdout);
    else expect(clean(bare.stdout).replace(/\s+/g, ' ')).toBe(clean(whole.stdout).replace(/\s+/g, ' '));
  });
});
