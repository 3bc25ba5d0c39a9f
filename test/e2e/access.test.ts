import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { has, Workspace } from './workspace';

/** The kubeconfigs that are made for access providers, judged by a real client: kubectl, against a real TLS server. */
const plugin = join(__dirname, '..', 'support', 'plugin.js');
const authority = readFileSync(join(__dirname, '..', 'support', 'certificates', 'ca.crt')).toString('base64');
const kubectlIsHere = has('kubectl');
const suite = kubectlIsHere ? describe : describe.skip;
const title = kubectlIsHere
  ? 'a kubeconfig that is made for an access provider, in kubectl'
  : 'kubectl: skipped, since there is no kubectl on this machine';

suite(title, () => {
  const workspace = new Workspace();
  let server: ChildProcess;
  let port = '';

  beforeAll(async () => {
    server = spawn(process.execPath, [join(__dirname, 'tls-server.js'), 'plugin-token'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (server.stdout === null) throw new Error('the server has no output');
    const [line] = await once(server.stdout, 'data');
    port = String(line).trim();
  });
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.stdin?.end();
    await ended;
    workspace.end();
  });

  /** Renders the one profile, and gives the path of the kubeconfig in its Secret. */
  function renderKubeconfig(
    provider: string,
    cluster: object,
    objects: readonly object[],
    ...options: string[]
  ): string {
    const profile = {
      apiVersion: 'multicluster.x-k8s.io/v1alpha1',
      kind: 'ClusterProfile',
      metadata: { name: 'alpha', namespace: 'fleet' },
      status: { accessProviders: [{ name: provider, cluster }] },
    };
    workspace.write('fleet.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [profile, ...objects] }));
    const { code, stdout, stderr } = workspace.run('rollcall', ['render', 'fleet.json', ...options]);
    if (code !== 0) throw new Error(stderr);
    const secret = parseAllDocuments(stdout)
      .map((document) => document.toJS())
      .find(({ kind }) => kind === 'Secret');
    workspace.write('kubeconfig', Buffer.from(secret.data.kubeconfig, 'base64').toString());
    return 'kubeconfig';
  }

  const kubectl = (...args: string[]) => workspace.run('kubectl', ['--kubeconfig', 'kubeconfig', ...args]);

  function askVersion(): unknown {
    const { code, stdout, stderr } = kubectl('get', '--raw', '/version');
    return code === 0 ? JSON.parse(stdout) : stderr;
  }

  test.each([
    { gives: 'token', want: { byToken: true, byCertificate: false } },
    { gives: 'certificate', want: { byToken: false, byCertificate: true } },
    { gives: 'both', want: { byToken: true, byCertificate: true } },
  ])('from a plugin that gives $gives', ({ gives, want }) => {
    const providers = [{ name: 'cloud', execConfig: { command: plugin, args: [gives] } }];
    workspace.write('providers.json', JSON.stringify({ providers }));
    const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': authority };
    renderKubeconfig('cloud', cluster, [], '--provider-file', 'providers.json', '--allow-exec-plugins');
    expect(kubectl('config', 'view', '--raw')).toMatchObject({ code: 0, stderr: '' });
    expect(askVersion()).toEqual({ gitVersion: 'v1.33.0', ...want });
  });

  test('tls-server-name is what the certificate is checked for', () => {
    const providers = [{ name: 'cloud', execConfig: { command: plugin, args: ['token'] } }];
    workspace.write('providers.json', JSON.stringify({ providers }));
    const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': authority };
    const options = ['--provider-file', 'providers.json', '--allow-exec-plugins'];
    renderKubeconfig('cloud', { ...cluster, 'tls-server-name': 'alpha.example' }, [], ...options);
    expect(askVersion()).toMatchObject({ byToken: true });
    renderKubeconfig('cloud', { ...cluster, 'tls-server-name': 'beta.example' }, [], ...options);
    expect(askVersion()).toContain('beta.example');
  });

  test('from the token of a ManagedServiceAccount, without a plugin', () => {
    const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': authority };
    const token = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'rollcall',
        namespace: 'alpha',
        labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
      },
      stringData: { token: 'plugin-token' },
    };
    const trustedServers = [{ server: cluster.server, cluster: 'alpha', certificateAuthorityData: authority }];
    const spec = { openClusterManagement: { trustedServers } };
    const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' }, spec };
    workspace.write('config.json', JSON.stringify(config));
    renderKubeconfig('open-cluster-management', cluster, [token], '--config', 'config.json');
    expect(askVersion()).toMatchObject({ byToken: true });
  });

  test('a wrong token is refused: the server is no yes-man', () => {
    const providers = [{ name: 'cloud', execConfig: { command: plugin, args: ['token', 'another'] } }];
    workspace.write('providers.json', JSON.stringify({ providers }));
    const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': authority };
    renderKubeconfig('cloud', cluster, [], '--provider-file', 'providers.json', '--allow-exec-plugins');
    expect(askVersion()).toContain('must be logged in');
  });
});
