import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { has, Workspace } from './workspace';

/** The commands of docs/open-cluster-management.md that fetch a hub, run with the real kubectl on a stand-in for its API. */

const root = join(__dirname, '..', '..');
const example = join(root, 'examples', 'ocm-sandbox-fleet');
const page = readFileSync(join(root, 'docs', 'open-cluster-management.md'), 'utf8');
const section = page.slice(page.indexOf('\n## Fetch a hub'), page.indexOf('\n## One cluster'));
const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const forKpt = blocks.filter((text) => text.includes('kubectl annotate'));
const byHand = blocks.filter((text) => !forKpt.includes(text));

const isHere = has('kubectl') && has('kpt');
const kubectl = isHere ? describe : describe.skip;

kubectl(isHere ? 'the page about hubs' : 'the page about hubs: skipped, since there is no kubectl or kpt here', () => {
  let api: ChildProcess;
  let workspace: Workspace;
  beforeAll(async () => {
    const hub = ['namespaces', 'cluster-set', 'managed-clusters', 'cluster-proxy', 'service-accounts'];
    const files = [...hub.map((name) => `hub/${name}.yaml`), 'spokes/cluster1/cluster-properties.yaml'];
    const server = join(root, 'test', 'support', 'stand-in-api.js');
    api = spawn(process.execPath, [server, ...files.map((file) => join(example, file))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<string>((resolve) => {
      api.stdout?.once('data', (data) => resolve(String(data).trim()));
    });
    workspace = new Workspace();
    workspace.write('fleet/hub/.keep', '');
    workspace.write('fleet/spokes/.keep', '');
    workspace.write(
      'kubeconfig',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'hub', cluster: { server: `http://127.0.0.1:${port}` } }],
        contexts: ['hub', 'cluster1'].map((name) => ({ name, context: { cluster: 'hub', user: 'anyone' } })),
        'current-context': 'hub',
        users: [{ name: 'anyone', user: {} }],
      }),
    );
  });
  afterAll(() => {
    api.kill();
    workspace.end();
  });

  /** Runs commands as the page shows them, one block after the other. */
  const type = (commands: readonly string[]) => {
    const setting = `export KUBECONFIG=$PWD/kubeconfig HOME=$PWD\n`;
    const { code, stderr } = workspace.run('bash', ['-euo', 'pipefail', '-c', setting + commands.join('\n')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  };
  const configure = (kind: string) =>
    workspace.write(
      'fleet/rollcall.yaml',
      `apiVersion: rollcall.dev/v1alpha1\nkind: ${kind}\nmetadata:\n  name: fleet\n  annotations:\n    config.kubernetes.io/local-config: "true"\nspec:\n  bindingNamespaces: [cluster-inventory]\n  spokes:\n    - cluster: cluster1\n      path: spokes/cluster1.yaml\n`,
    );

  test('shows commands to test', () => {
    expect([byHand.length, forKpt.length]).toEqual([4, 1]);
  });

  test('what they fetch renders as it is, and no key of a certificate is among it', () => {
    type(byHand);
    expect(workspace.read('fleet/hub/hub.yaml')).toMatch(/^kind: List$/m);
    expect(workspace.read('fleet/hub/certificate.yaml')).not.toContain('tls.key');
    configure('RenderInventory');
    const { code, stdout, stderr } = workspace.run('rollcall', ['render', 'fleet']);
    expect(stderr).not.toContain('error');
    const made = parseAllDocuments(stdout).map((one) => `${one.get('kind')} ${one.getIn(['metadata', 'name'])}`);
    expect({ code, made }).toEqual({
      code: 0,
      made: [
        'Secret cluster1-sveltos-kubeconfig',
        'Secret cluster2-sveltos-kubeconfig',
        'SveltosCluster cluster1',
        'SveltosCluster cluster2',
      ],
    });
  });

  test('with everything that kubectl can show', () => {
    configure('ImportManagedClusters');
    const { stdout } = workspace.run('rollcall', ['render', 'fleet']);
    type(byHand.map((text) => text.replaceAll('-o yaml', '-o yaml --show-managed-fields')));
    expect(workspace.read('fleet/hub/hub.yaml')).toContain('managedFields');
    expect(workspace.run('rollcall', ['render', 'fleet']).stdout).toBe(stdout);
    expect(stdout).toContain('ap-northeast-1');
  });

  test('for kpt', () => {
    const marked = (text: string) =>
      text.replace(/-o yaml( \|\n.*)? > /g, (whole) =>
        whole.replace(' > ', ' | kubectl annotate --local -f - config.kubernetes.io/local-config=true -o yaml > '),
      );
    type([...byHand.map(marked), ...forKpt]);
    configure('ImportManagedClusters');
    workspace.write(
      'fleet/Kptfile',
      'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: fleet\npipeline:\n  mutators:\n    - exec: rollcall fn\n      configPath: rollcall.yaml\n',
    );
    const { code, stderr } = workspace.run('kpt', ['fn', 'render', '--allow-exec', 'fleet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Successfully executed') });
    expect(workspace.read('fleet/cluster-inventory/clusterprofile_cluster1.yaml')).toContain('ap-northeast-1');
  });
});
