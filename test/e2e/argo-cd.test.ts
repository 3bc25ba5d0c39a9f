import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { StandInForCmpServer } from './argo-cd/stand-in';
import { example } from './fleets';
import { Workspace } from './workspace';

/** plugin.yaml, driven by a stand-in for argocd-cmp-server; `npm run e2e:argocd` drives it with the real one. */
describe('the Argo CD plugin, driven by a stand-in for argocd-cmp-server', () => {
  const plugin = join(__dirname, '..', '..', 'plugin.yaml');
  let workspace: Workspace;
  let server: StandInForCmpServer;
  beforeEach(() => {
    workspace = new Workspace();
    for (const [path, text] of Object.entries(example)) workspace.write(join('apps/fleet', path), text);
    configure('spec: {}');
    server = new StandInForCmpServer(plugin, workspace.environment);
  });
  afterEach(() => workspace.end());

  const configure = (spec: string) =>
    workspace.write(
      'apps/fleet/rollcall.yaml',
      `apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: fleet\n${spec}\n`,
    );
  const generate = (parameters?: object[]) =>
    server.generate(workspace.package, 'apps/fleet', parameters === undefined ? {} : { parameters });
  const documents = (stdout: string) => parseAllDocuments(stdout).map((document) => document.toJS());

  test('it takes folders with a rollcall.yaml, and no others', () => {
    expect(server.matches(workspace.package, 'apps/fleet')).toBe(true);
    expect(server.matches(workspace.package, 'apps')).toBe(false);
  });

  test('plain documents: generated objects alone, without internal annotations or local-config items', () => {
    workspace.write('apps/fleet/Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: fleet\n');
    const { code, stdout } = generate();
    expect(code).toBe(0);
    const objects = documents(stdout);
    expect(objects).toHaveLength(12);
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['Secret', 'SveltosCluster']));
    expect(stdout).not.toMatch(/config\.kubernetes\.io|kind: (?:ResourceList|Kptfile|RenderInventory)/);
  });

  test('parameters of the Application count over rollcall.yaml', () => {
    configure('spec:\n  capiClusters: Register\n  format: Sveltos');
    const { code, stdout } = generate([
      { name: 'capiClusters', string: 'Skip' },
      { name: 'format', array: ['ClusterInventory'] },
      { name: 'template.metadata.labels', map: { 'example.com/team': 'edge' } },
      { name: 'labelKeys', map: { consumer: 'x-k8s.io/cluster-inventory-consumer' } },
    ]);
    expect(code).toBe(0);
    const objects = documents(stdout);
    expect(objects.filter(({ kind }) => kind === 'SveltosCluster')).toHaveLength(2);
    expect(objects.find(({ kind }) => kind === 'SveltosCluster').metadata.labels['example.com/team']).toBe('edge');
    const copy = objects.find(({ metadata }) => metadata.namespace === 'argocd');
    expect(Object.keys(copy.data)).toEqual(['Config']);
  });

  test('a parameter that is not known stops it, and no value is told', () => {
    const { code, stdout, stderr } = generate([{ name: 'capiCluster', string: 'geheim' }]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error RC531 The parameter capiCluster is not a field');
    expect(stderr).not.toContain('geheim');
  });

  test('parameters that are no parameters stop it', () => {
    const env = { ARGOCD_APP_PARAMETERS: '{"name": "a"}' };
    expect(workspace.run('rollcall', ['render', 'apps/fleet'], '', env)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('RC530'),
    });
  });

  test('a folder without a fleet fails: Argo CD would take empty output for the wish to delete', () => {
    for (const path of Object.keys(example)) workspace.remove(join('apps/fleet', path));
    expect(generate()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('RC421') });
  });

  test('a broken fleet fails with every finding and nothing on stdout', () => {
    workspace.write('apps/fleet/a.yaml', 'a: "b');
    workspace.write('apps/fleet/b.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: 5\n');
    const { code, stdout, stderr } = generate();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.match(/^error/gm)?.length).toBeGreaterThan(1);
  });

  test('announcements: the fields of the folder’s function with their values, then those that every function has', () => {
    configure('spec:\n  capiClusters: Skip');
    const announced = server.announcements(workspace.package, 'apps/fleet');
    expect(announced).toContainEqual(expect.objectContaining({ name: 'capiClusters', string: 'Skip' }));
    expect(announced).toContainEqual(expect.objectContaining({ name: 'labelKeys.consumer', collectionType: 'string' }));
    const names = announced.map((one) => JSON.stringify(Object.entries(one)[0]));
    expect(new Set(names).size).toBe(names.length);
    for (const one of announced) {
      expect(Object.keys(one)).toEqual(expect.arrayContaining(['name', 'title', 'itemType', 'collectionType']));
    }
  });

  test('announcements of a broken configuration fail and say why', () => {
    configure('spec:\n  capiCluster: Skip');
    const ran = workspace.run('rollcall', ['parameters']);
    expect(ran.code).toBe(0); // no rollcall.yaml there: the default function
    workspace.write('rollcall.yaml', workspace.read('apps/fleet/rollcall.yaml'));
    expect(workspace.run('rollcall', ['parameters'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('RC206'),
    });
  });
});
