import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { find } from './tools';
import { Workspace } from './workspace';

/** `rollcall snapshot` with the real kubectl, against a stand-in for an API server, and a render of what it wrote. */
const root = join(__dirname, '..', '..');
const kubectl = find('kubectl');
const suite = kubectl === undefined ? describe.skip : describe;
const title = kubectl === undefined ? 'snapshot: skipped, there is no kubectl' : 'snapshot';
const KEY = Buffer.from('a private key').toString('base64').slice(0, 16);

suite(title, () => {
  let workspace: Workspace;
  let server: ChildProcess;

  beforeAll(async () => {
    workspace = new Workspace();
    const fleet = join(root, 'examples', 'fleet');
    const files = readdirSync(fleet, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    workspace.write(
      'authority.yaml',
      `apiVersion: v1
kind: Secret
metadata: {name: alpha-ca, namespace: mgmt, labels: {cluster.x-k8s.io/cluster-name: alpha}}
type: cluster.x-k8s.io/secret
data: {tls.crt: ${readFileSync(join(root, 'test', 'support', 'certificates', 'ca.crt')).toString('base64')}}
`,
    );
    const served = [...files.map((file) => join(fleet, file)), join(workspace.package, 'authority.yaml')];
    server = spawn(process.execPath, [join(root, 'test', 'support', 'stand-in-api.js'), ...served], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (server.stdout === null) throw new Error('the server has no output');
    const [line] = await once(server.stdout, 'data');
    workspace.write(
      'kubeconfig',
      `apiVersion: v1
kind: Config
clusters: [{name: a, cluster: {server: "http://127.0.0.1:${String(line).trim()}"}}]
contexts: [{name: mgmt, context: {cluster: a, user: a}}, {name: nowhere, context: {cluster: none, user: a}}]
users: [{name: a, user: {}}]
current-context: nowhere
`,
    );
  });
  afterAll(() => {
    server.kill();
    workspace.end();
  });

  const snapshot = (...args: string[]) =>
    workspace.run('rollcall', ['snapshot', ...args, '--kubeconfig', 'kubeconfig', '--context', 'mgmt']);

  function filesIn(folder: string): Map<string, string> {
    const top = join(workspace.package, folder);
    const names = existsSync(top) ? readdirSync(top, { recursive: true, encoding: 'utf8' }) : [];
    return new Map(
      names.filter((name) => name.endsWith('.yaml')).map((name) => [name, readFileSync(join(top, name), 'utf8')]),
    );
  }

  test('a fleet is written without any value of a Secret but the certificate, and renders at once', () => {
    const ran = snapshot('taken');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    const files = filesIn('taken');
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'mgmt/cluster_alpha.yaml',
        'mgmt/secret_alpha-ca.yaml',
        'mgmt/secret_alpha-kubeconfig.yaml',
      ]),
    );
    const text = [...files.values()].join('\n');
    expect(text).not.toContain(KEY);
    expect(files.get('mgmt/secret_alpha-kubeconfig.yaml')).not.toContain('\ndata:');
    for (const added of ['uid:', 'resourceVersion:', 'managedFields:', 'creationTimestamp:'])
      expect(text).not.toContain(added);
    workspace.write(
      'rollcall.yaml',
      `apiVersion: rollcall.dev/v1alpha1
kind: RenderInventory
metadata: {name: fleet}
spec: {credentials: Reference, emitClusterProfiles: true, capiClusters: Skip, roll: 'Off'}
`,
    );
    const rendered = workspace.run('rollcall', ['render', 'taken', '--config', 'rollcall.yaml']);
    expect(rendered.code).toBe(0);
    expect(rendered.stdout).toContain('kind: ClusterProfile');
    expect(snapshot('taken').stderr).toContain(`0 written, ${files.size} unchanged, 0 removed`);
  });

  test('with credentials it gives what the files of the fleet give', () => {
    expect(snapshot('whole', '--with-credentials').code).toBe(0);
    const kubeconfigs = [...filesIn('whole')].filter(([name]) => name.endsWith('-kubeconfig.yaml'));
    expect(kubeconfigs).toHaveLength(3);
    for (const [, text] of kubeconfigs) expect(text).toMatch(/^data:\n {2}value: /m);
    expect([...filesIn('whole').values()].join('\n')).not.toContain(KEY);
    const publish = (folder: string) => {
      workspace.write(
        'publish.yaml',
        'apiVersion: rollcall.dev/v1alpha1\nkind: PublishCredentials\nmetadata: {name: fleet}\n',
      );
      return workspace.run('rollcall', ['render', folder, '--config', 'publish.yaml']).stdout;
    };
    const fromCluster = publish('whole');
    expect(fromCluster).toContain('default-gamma-kubeconfig');
    expect(fromCluster).toBe(publish(join(root, 'examples', 'fleet')));
  });

  test('a cluster that cannot be reached changes nothing', () => {
    const ran = workspace.run('rollcall', ['snapshot', 'none', '--kubeconfig', 'kubeconfig', '--context', 'nowhere']);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('error RC794');
    expect(filesIn('none').size).toBe(0);
  });
});
