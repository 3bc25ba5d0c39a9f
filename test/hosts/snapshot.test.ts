import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { program } from '../support/program';

/** `rollcall snapshot` with a stand-in for kubectl; test/e2e/snapshot.test.ts runs the real one. */
const MARKER = 'planted-secret';
const CERTIFICATE = readFileSync(join(__dirname, '..', 'support', 'certificates', 'ca.crt')).toString('base64');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  for (const place of ['bin', 'answers', 'work']) mkdirSync(join(folder, place));
  // An answer is a file that is named after the arguments.
  writeFileSync(
    join(folder, 'bin', 'kubectl'),
    `#!/bin/sh
answer=
for one in "$@"; do case $one in *go-template*) ;; *) answer="$answer-$one" ;; esac; done
file="${folder}/answers/$(printf %s "$answer" | tr '/= ' '___')"
echo "$answer" >> ${folder}/calls
[ -f "$file.fails" ] && { cat "$file.fails" >&2; exit 1; }
[ -f "$file" ] && exec cat "$file"
echo "Error: $answer is not known" >&2
exit 1
`,
    { mode: 0o755 },
  );
  serve();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function answer(args: string, text: string | object): void {
  const name = `-${args.replaceAll(' ', '-').replace(/[/= ]/g, '_')}`;
  writeFileSync(join(folder, 'answers', name), typeof text === 'string' ? text : JSON.stringify(text));
}

const list = (...items: object[]) => ({ kind: 'List', apiVersion: 'v1', metadata: {}, items });
const ofServer = {
  uid: `uid-${MARKER}`,
  resourceVersion: `1-${MARKER}`,
  generation: 7,
  creationTimestamp: '2026-01-01T00:00:00Z',
  managedFields: [{ manager: MARKER }],
  ownerReferences: [{ name: MARKER }],
};
const cluster = (name: string, more: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta2',
  kind: 'Cluster',
  metadata: {
    name,
    namespace: 'mgmt',
    ...ofServer,
    finalizers: ['cluster.cluster.x-k8s.io'],
    labels: {
      'clusterprofile-name': name,
      'app.kubernetes.io/instance': MARKER,
      'argocd.argoproj.io/instance': MARKER,
    },
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': MARKER, 'example.com/kept': 'yes' },
  },
  status: {
    observedGeneration: 7,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastTransitionTime: '2026-02-02T00:00:00Z',
        lastHeartbeatTime: MARKER,
        observedGeneration: 7,
      },
    ],
    initialization: { controlPlaneInitialized: true },
  },
  ...more,
});
const namespace = (name: string, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...ofServer, uid: `uid-of-${name}`, labels },
});
/** As the template prints it. */
const line = (...columns: string[]) => `${[...columns, '', '', '', '', '', '', ''].slice(0, 7).join('\t')}\n`;
const END = 'end of the list\n';
const capi = (name: string, role: string, ...rest: string[]) =>
  line('mgmt', `${name}-${role}`, 'cluster.x-k8s.io/secret', `cluster.x-k8s.io/cluster-name=${name},`, ...rest);
const SECRETS = 'get secrets --all-namespaces';

function serve(): void {
  const groups = [{ name: 'cluster.x-k8s.io', preferredVersion: { version: 'v1beta2' } }];
  answer('get --raw=/apis', { kind: 'APIGroupList', groups });
  answer('get --raw=/apis/cluster.x-k8s.io/v1beta2', {
    resources: [{ name: 'clusters' }, { name: 'clusters/status' }],
  });
  const consumer = namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argocd' });
  answer('get namespaces --output=json', list(namespace('kube-system'), namespace('mgmt'), consumer));
  answer(
    'get clusters.v1beta2.cluster.x-k8s.io --all-namespaces --output=json',
    list(cluster('alpha'), cluster('beta')),
  );
  const secrets = [
    capi('alpha', 'kubeconfig', 'value,'),
    capi('alpha', 'ca', 'tls.crt,tls.key,', CERTIFICATE),
    capi('alpha', 'etcd', 'tls.crt,tls.key,'),
    capi('alpha', 'sa', 'tls.crt,tls.key,'),
  ];
  answer(`${SECRETS} --selector=cluster.x-k8s.io/cluster-name`, secrets.join('') + END);
  const labelled = line('default', 'access', 'Opaque', 'x-k8s.io/cluster-profile=alpha,', 'config,other,');
  const copied = 'app.kubernetes.io/managed-by=rollcall,x-k8s.io/cluster-profile=alpha,';
  answer(
    `${SECRETS} --selector=x-k8s.io/cluster-profile`,
    labelled + line('argocd', 'copy', 'Opaque', copied, 'config,') + END,
  );
}

function snapshot(...args: string[]) {
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const given = ['snapshot', 'fleet', ...args];
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...given], {
    cwd: join(folder, 'work'),
    env: { ...process.env, PATH },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function files(): Record<string, string> {
  const root = join(folder, 'work', 'fleet');
  if (!existsSync(root)) return {};
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );
}

test('what renders read is written, one file per object, and nothing of the server', () => {
  expect(snapshot()).toEqual({ status: 0, stdout: '', stderr: 'fleet: 9 written, 0 unchanged, 0 removed\n' });
  const written = files();
  expect(Object.keys(written).sort()).toEqual([
    'default/secret_access.yaml',
    'mgmt/cluster_alpha.yaml',
    'mgmt/cluster_beta.yaml',
    'mgmt/secret_alpha-ca.yaml',
    'mgmt/secret_alpha-kubeconfig.yaml',
    'namespace_argocd.yaml',
    'namespace_kube-system.yaml',
    'namespace_mgmt.yaml',
    'snapshot_snapshot.yaml',
  ]);
  expect(Object.values(written).join('\n')).not.toContain(MARKER);
  const { metadata, status } = parse(written['mgmt/cluster_alpha.yaml'] ?? '');
  expect(metadata).toEqual({
    name: 'alpha',
    namespace: 'mgmt',
    labels: { 'clusterprofile-name': 'alpha' },
    annotations: {
      'config.kubernetes.io/local-config': 'true',
      'example.com/kept': 'yes',
      'rollcall.dev/snapshot': 'true',
    },
    finalizers: ['cluster.cluster.x-k8s.io'],
  });
  expect(status.conditions).toEqual([{ lastTransitionTime: '2026-02-02T00:00:00Z', status: 'True', type: 'Ready' }]);
  expect(parse(written['mgmt/secret_alpha-kubeconfig.yaml'] ?? '').data).toBeUndefined();
  expect(parse(written['mgmt/secret_alpha-ca.yaml'] ?? '').data).toEqual({ 'tls.crt': CERTIFICATE });
  expect(parse(written['default/secret_access.yaml'] ?? '').data).toEqual({ config: '', other: '' });
  expect(parse(written['snapshot_snapshot.yaml'] ?? '').spec).toMatchObject({
    cluster: 'uid-of-kube-system',
    secrets: 'Metadata',
    read: { namespaces: 3, 'clusters.cluster.x-k8s.io': 2, secrets: 3 },
    notServed: expect.arrayContaining(['clusterprofiles.multicluster.x-k8s.io']),
  });
});

test('it renders at once', () => {
  snapshot();
  const args = [...program.args, 'render', 'fleet', '--config', 'rollcall.yaml'];
  const config = 'apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata: {name: fleet}\n';
  writeFileSync(
    join(folder, 'work', 'rollcall.yaml'),
    `${config}spec: {credentials: Reference, emitClusterProfiles: true, capiClusters: Skip, roll: 'Off'}\n`,
  );
  const { status, stdout, stderr } = spawnSync(program.file, args, { cwd: join(folder, 'work'), encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('kind: ClusterProfile');
  expect(stderr).not.toContain('Snapshot');
});

test('a second one keeps what is the same, and removes what has gone; files of others stay', () => {
  snapshot();
  const before = files();
  writeFileSync(join(folder, 'work', 'fleet', 'rollcall.yaml'), '# mine\n');
  expect(snapshot().stderr).toContain('0 written, 9 unchanged, 0 removed');
  answer('get clusters.v1beta2.cluster.x-k8s.io --all-namespaces --output=json', list(cluster('alpha')));
  expect(snapshot().stderr).toContain('1 written, 7 unchanged, 1 removed');
  expect(files()).toEqual({
    ...Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'mgmt/cluster_beta.yaml')),
    'snapshot_snapshot.yaml': expect.stringContaining('clusters.cluster.x-k8s.io: 1'),
    'rollcall.yaml': '# mine\n',
  });
});

describe('what is read in part changes nothing', () => {
  const CLUSTERS = 'get clusters.v1beta2.cluster.x-k8s.io --all-namespaces --output=json';
  test.each<[string, () => void]>([
    ['kubectl may not list', () => answer(`${CLUSTERS}.fails`, 'Error from server (Forbidden): no.')],
    ['its list is cut off', () => answer(`${SECRETS} --selector=x-k8s.io/cluster-profile`, line('a', 'b'))],
    ['it prints half of JSON', () => answer(CLUSTERS, '{"kind": "List", "items": [')],
    ['it prints nothing', () => answer(CLUSTERS, '')],
    ['it prints a part', () => answer(CLUSTERS, { ...list(cluster('alpha')), metadata: { continue: 'more' } })],
    ['the API does not answer', () => answer('get --raw=/apis.fails', 'Unable to connect to the server.')],
  ])('%s', (_what, change) => {
    snapshot();
    const before = files();
    change();
    const { status, stderr } = snapshot();
    expect(status).toBe(1);
    expect(stderr).toContain('error RC794');
    expect(files()).toEqual(before);
  });
});

test('a folder of another cluster is not overwritten', () => {
  snapshot();
  const before = files();
  answer(
    'get namespaces --output=json',
    list({ ...namespace('kube-system'), metadata: { name: 'kube-system', uid: 'other' } }),
  );
  expect(snapshot().stderr).toContain('error RC795');
  expect(files()).toEqual(before);
});

test('with credentials, the kubeconfigs alone are there, and it is said', () => {
  const value = Buffer.from(`${MARKER}==`).toString('base64');
  const secrets = [
    capi('alpha', 'kubeconfig', 'value,', '', `value=${value},`),
    capi('alpha', 'ca', 'tls.crt,tls.key,', Buffer.from('-----BEGIN RSA PRIVATE KEY-----').toString('base64')),
  ];
  answer(`${SECRETS} --selector=cluster.x-k8s.io/cluster-name`, secrets.join('') + END);
  const { status, stderr } = snapshot('--with-credentials');
  expect(status).toBe(0);
  expect(stderr).toContain('warning RC796');
  expect(parse(files()['mgmt/secret_alpha-kubeconfig.yaml'] ?? '').data).toEqual({ value });
  expect(files()).not.toHaveProperty(['mgmt/secret_alpha-ca.yaml']);
});

test('without Secrets, nobody asks for any', () => {
  expect(snapshot('--without-secrets').status).toBe(0);
  expect(readFileSync(join(folder, 'calls'), 'utf8')).not.toContain('secrets');
});

test('namespaces and the context are those that are asked for', () => {
  answer('--context=prod get --raw=/apis', { groups: [] });
  answer('--context=prod get namespaces mgmt --output=json', namespace('mgmt'));
  answer('--context=prod get namespaces kube-system --output=jsonpath={.metadata.uid}.fails', 'Forbidden.');
  const asked = ['--context', 'prod', '--namespace', 'mgmt', '--without-secrets'];
  expect(snapshot(...asked).stderr).toBe('fleet: 2 written, 0 unchanged, 0 removed\n');
  expect(snapshot('--namespace', '--all').status).toBe(2);
  expect(snapshot('--namespace=-A').status).toBe(2);
});
