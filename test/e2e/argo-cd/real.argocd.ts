import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { example } from '../fleets';
import { tools } from '../tools';
import { Workspace } from '../workspace';

/** plugin.yaml under the real argocd-cmp-server, asked over its socket as the repo server asks it: `npm run e2e:argocd`. */
const programs = join(tools, 'argo-cd');
const root = join(__dirname, '..', '..', '..');

describe('the real argocd-cmp-server', () => {
  let workspace: Workspace;
  let server: ChildProcess;
  let socket = '';

  beforeAll(async () => {
    workspace = new Workspace();
    for (const [path, text] of Object.entries(example)) workspace.write(join('apps/fleet', path), text);
    workspace.write(
      'apps/fleet/rollcall.yaml',
      'apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: fleet\nspec: {}\n',
    );
    workspace.write('apps/empty/rollcall.yaml', workspace.read('apps/fleet/rollcall.yaml'));
    workspace.commit();
    for (const folder of ['config', 'sockets', 'work']) mkdirSync(join(workspace.folder, folder));
    cpSync(join(root, 'plugin.yaml'), join(workspace.folder, 'config', 'plugin.yaml'));
    socket = join(workspace.folder, 'sockets', 'rollcall.sock');
    server = spawn(join(programs, 'argocd-cmp-server'), ['--config-dir-path', join(workspace.folder, 'config')], {
      env: {
        ...workspace.environment,
        ARGOCD_PLUGINSOCKFILEPATH: join(workspace.folder, 'sockets'),
        ARGOCD_CMP_WORKDIR: join(workspace.folder, 'work'),
      },
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 100 && !existsSync(socket); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, 60_000);
  afterAll(() => {
    server.kill('SIGKILL'); // it waits for open connections else
    workspace.end();
  });

  const ask = (what: 'match' | 'generate' | 'parameters', path: string, parameters: object[] = []) => {
    const args = [socket, workspace.package, path, what, JSON.stringify(parameters)];
    const { status, stdout, stderr } = spawnSync(join(programs, 'client'), args, { encoding: 'utf8', timeout: 30_000 });
    return { code: status, answer: stdout === '' ? {} : JSON.parse(stdout), stderr };
  };

  test('takes the folder, and not its parent', () => {
    expect(ask('match', 'apps/fleet').answer).toMatchObject({ isSupported: true, isDiscoveryEnabled: true });
    expect(ask('match', 'apps').answer.isSupported ?? false).toBe(false);
  });

  test('generates the objects of rollcall render, one manifest each', () => {
    const { answer, stderr } = ask('generate', 'apps/fleet');
    expect(stderr).toBe('');
    const byHand = workspace.run('rollcall', ['render', 'apps/fleet']).stdout.split(/^---\n/m);
    expect(answer.manifests.map((text: string) => parse(text))).toEqual(byHand.map((text) => parse(text)));
    expect(answer.manifests).toHaveLength(12);
  });

  test('hands the Application’s parameters on, in every form', () => {
    const { answer } = ask('generate', 'apps/fleet', [
      { name: 'capiClusters', string: 'Skip' },
      { name: 'clusterNamespaces', array: ['mgmt'] },
      { name: 'template.metadata.labels', map: { 'example.com/team': 'edge' } },
    ]);
    const clusters = answer.manifests.map((text: string) => parse(text)).filter(isSveltosCluster);
    expect(clusters).toHaveLength(2);
    expect(clusters[0].metadata.labels['example.com/team']).toBe('edge');
  });

  test('tells every finding of a failure', () => {
    const { code, answer, stderr } = ask('generate', 'apps/fleet', [
      { name: 'capiCluster', string: 'Skip' },
      { name: 'allowEmpty', string: 'perhaps' },
    ]);
    expect({ code, answer }).toEqual({ code: 1, answer: {} });
    expect(stderr).toContain('RC531');
    expect(stderr).toContain('RC532');
  });

  test('refuses a folder without a fleet', () => {
    expect(ask('generate', 'apps/empty')).toMatchObject({ code: 1, stderr: expect.stringContaining('RC421') });
  });

  test('announces the parameters, the folder’s own and those of plugin.yaml', () => {
    const { answer } = ask('parameters', 'apps/fleet');
    const names = answer.parameterAnnouncements.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['capiClusters', 'template.metadata.labels', 'labelKeys.consumer']));
    expect(new Set(names).size).toBe(names.length);
  });
});

function isSveltosCluster({ kind }: { kind: string }): boolean {
  return kind === 'SveltosCluster';
}
