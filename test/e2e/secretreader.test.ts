import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { has, Workspace } from './workspace';

/**
 * The ClusterProfile of a Cluster, and the provider file of a consumer, in the real library and the real plugin of
 * cluster-inventory-api: from a rendered profile to an answer of the cluster, and no credential in what was rendered. Go
 * builds them, which takes minutes the first time.
 */
const goIsHere = has('go');
const suite = goIsHere ? describe : describe.skip;
const title = goIsHere
  ? 'a rendered ClusterProfile, in cluster-inventory-api'
  : 'cluster-inventory-api: skipped, since there is no go on this machine';

const root = join(__dirname, '..', '..');
const programs = join(root, '.cache', 'access');
const PLUGIN = 'sigs.k8s.io/cluster-inventory-api/plugins/kubeconfig-secretreader/cmd/plugin';
const authority = readFileSync(join(root, 'test', 'support', 'certificates', 'ca.crt')).toString('base64');
const labels = { 'cluster.x-k8s.io/cluster-name': 'alpha' };

suite(title, () => {
  const workspace = new Workspace();
  const servers: ChildProcess[] = [];

  beforeAll(() => {
    mkdirSync(programs, { recursive: true });
    const source = ['-C', join(root, 'test', 'conformance', 'access'), 'build', '-o'];
    for (const args of [
      [...source, join(programs, 'access'), '.'],
      [...source, join(programs, 'kubeconfig-secretreader-plugin'), PLUGIN],
    ]) {
      const { code, stderr } = workspace.run('go', args);
      if (code !== 0) throw new Error(stderr);
    }
  }, 900_000);
  afterAll(async () => {
    for (const server of servers) {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    }
    workspace.end();
  });

  async function start(...args: string[]): Promise<string> {
    const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    servers.push(server);
    const [line] = await once(server.stdout, 'data');
    return /\d+/.exec(String(line))?.[0] ?? '';
  }

  function render(kind: string, spec: object, objects: readonly object[]) {
    const config = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
    workspace.write('config.json', JSON.stringify(config));
    workspace.write('fleet.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const { code, stdout, stderr } = workspace.run('rollcall', ['render', 'fleet.json', '--config', 'config.json']);
    if (code !== 0) throw new Error(stderr);
    return { text: stdout, objects: parseAllDocuments(stdout).map((document) => document.toJS()) };
  }

  test.each([
    { rule: 'with the right token', token: 'plugin-token', want: 200 },
    { rule: 'and not with a wrong one', token: 'another', want: 401 },
  ])('reaches the cluster $rule', async ({ token, want }) => {
    const port = await start(join(__dirname, 'tls-server.js'), 'plugin-token');
    const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:${port}'}}]
contexts: [{name: c, context: {cluster: c, user: c}}]
current-context: c
users: [{name: c, user: {token: ${token}}}]
`;
    const value = Buffer.from(kubeconfig).toString('base64');
    const stored = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'alpha-kubeconfig', namespace: 'mgmt' } };
    workspace.write('stored.json', JSON.stringify({ ...stored, data: { value } }));
    const api = await start(join(root, 'test', 'support', 'stand-in-api.js'), join(workspace.package, 'stored.json'));

    const fleet = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'jobs', labels: { 'x-k8s.io/cluster-inventory-consumer': 'jobs' } },
      },
      {
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        kind: 'Cluster',
        metadata: { name: 'alpha', namespace: 'mgmt', labels: { 'clusterprofile-name': 'alpha' } },
        spec: { controlPlaneEndpoint: { host: '127.0.0.1', port: Number(port) } },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'cluster.x-k8s.io/secret',
        metadata: { name: 'alpha-ca', namespace: 'mgmt', labels },
        data: { 'tls.crt': authority },
      },
    ];
    const imported = render('ImportCAPIClusters', {}, fleet);
    const consumers = [{ match: 'jobs', access: { profiles: 'Copy', serviceAccounts: [{ name: 'jobs' }] } }];
    const wired = render('WireConsumers', { consumers, crossNamespace: { policy: 'Allow' } }, [
      ...fleet,
      ...imported.objects,
    ]);
    expect(imported.text + wired.text).not.toContain(token);
    const copy = wired.objects.find(({ kind }) => kind === 'ClusterProfile');
    const map = wired.objects.find(({ kind }) => kind === 'ConfigMap');
    workspace.write('profile.json', JSON.stringify(copy));
    workspace.write('providers.json', map.data['providers.json']);
    workspace.write(
      'kubeconfig',
      `apiVersion: v1
kind: Config
clusters: [{name: hub, cluster: {server: 'http://127.0.0.1:${api}'}}]
contexts: [{name: hub, context: {cluster: hub, user: '', namespace: elsewhere}}]
current-context: hub
`,
    );
    const asked = workspace.run(join(programs, 'access'), ['providers.json', 'profile.json'], '', {
      KUBECONFIG: join(workspace.package, 'kubeconfig'),
      PATH: `${programs}:${process.env.PATH}`,
    });
    expect(asked.stderr).toBe('');
    expect(JSON.parse(asked.stdout)).toMatchObject({ status: want, version: { byToken: want === 200 } });
  });
});
