import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { has, Workspace } from './workspace';

/** The walkthrough's fleet as a package of its own, rendered by the real kpt. */

const example = join(__dirname, '..', '..', 'examples', 'ocm-sandbox-fleet');
const PROFILES = ['cluster-inventory/clusterprofile_cluster1.yaml', 'cluster-inventory/clusterprofile_cluster2.yaml'];
const REST = [
  'argocd/secret_cluster-inventory-cluster1-kubeconfig.yaml',
  'argocd/secret_cluster-inventory-cluster2-kubeconfig.yaml',
  'cluster-inventory/secret_cluster1-sveltos-kubeconfig.yaml',
  'cluster-inventory/secret_cluster2-sveltos-kubeconfig.yaml',
  'cluster-inventory/sveltoscluster_cluster1.yaml',
  'cluster-inventory/sveltoscluster_cluster2.yaml',
];
const GENERATED = [...REST, ...PROFILES].sort();

const kpt = has('kpt') ? describe : describe.skip;
const title = has('kpt')
  ? 'kpt and a hub of Open Cluster Management'
  : 'kpt and a hub of Open Cluster Management: skipped, since there is no kpt on this machine';

kpt(title, () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    cpSync(example, workspace.package, { recursive: true });
    workspace.write(
      'Kptfile',
      'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: fleet\npipeline:\n  mutators:\n    - exec: rollcall fn\n      configPath: rollcall.yaml\n',
    );
    workspace.commit();
  });
  afterEach(() => workspace.end());

  const render = () => workspace.run('kpt', ['fn', 'render', '--allow-exec']);
  const renderAndCommit = () => {
    const { code, stderr } = render();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Successfully executed') });
    workspace.commit();
  };
  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = workspace.read(file);
    expect(text).toMatch(from);
    workspace.write(file, text.replace(from, to));
  };

  test('renders the whole fleet, twice, and touches no input', () => {
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual(GENERATED.map((file) => `?? ${file}`));
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
    // kpt sends each object's path in its package, so each spoke's properties reach their own profile.
    const regions = PROFILES.map((file) =>
      parse(workspace.read(file)).status.properties.map(({ value }: { value: string }) => value),
    );
    expect(regions).toEqual([
      ['111122223333', 'ap-northeast-1'],
      ['444455556666', 'us-west-2'],
    ]);
  });

  test('rollcall render gives the same objects', () => {
    renderAndCommit();
    const { code, stderr } = workspace.run('rollcall', ['render', '.', '--output', '.']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('0 written, 8 unchanged, 0 removed') });
  });

  test('import-managed-clusters alone writes the ClusterProfiles of every bound namespace', () => {
    workspace.write(
      'rollcall.yaml',
      'apiVersion: rollcall.dev/v1alpha1\nkind: ImportManagedClusters\nmetadata:\n  name: hub\nspec:\n  spokes:\n    - {cluster: cluster1, path: spokes/cluster1}\n    - {cluster: cluster2, path: spokes/cluster2}\n',
    );
    workspace.commit();
    expect(render().code).toBe(0);
    const addon = PROFILES.map((file) => file.replace('cluster-inventory', 'open-cluster-management-addon'));
    expect(workspace.changes()).toEqual([...PROFILES, ...addon].map((file) => `?? ${file}`));
  });

  test('a value that changes on a spoke changes one line of one file', () => {
    renderAndCommit();
    edit('spokes/cluster2/cluster-properties.yaml', 'us-west-2', 'eu-north-1');
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([` M ${PROFILES[1]}`]);
    expect(workspace.run('git', ['diff', '--numstat']).stdout).toMatch(/^1\t1\t/);
  });

  test('a cluster that leaves its set takes all that was made from it along, with a warning', () => {
    renderAndCommit();
    edit('hub/managed-clusters.yaml', /clusterset: sandbox-fleet(?=[\s\S]*name: cluster2)/, 'clusterset: another');
    workspace.commit();
    const { code, stderr } = render();
    expect(code).toBe(0);
    expect(stderr).toContain('RC413');
    expect(workspace.changes()).toEqual(
      GENERATED.filter((file) => file.includes('cluster1')).map((file) => ` D ${file}`),
    );
  });

  test('a token that is gone withdraws nothing', () => {
    renderAndCommit();
    workspace.remove('hub/service-accounts.yaml');
    workspace.commit();
    const { code, stderr } = render();
    expect(code).toBe(0);
    expect(stderr).toContain('RC341');
    expect(workspace.changes()).toEqual([]);
  });

  test('where the hub runs, its own ClusterProfile stops it with the switch’s name, and is used without it', () => {
    workspace.write(
      'hub/profile.yaml',
      `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata:
  name: cluster1
  namespace: cluster-inventory
  labels:
    x-k8s.io/cluster-manager: open-cluster-management
    open-cluster-management.io/cluster-name: cluster1
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  displayName: cluster1
  clusterManager:
    name: open-cluster-management
`,
    );
    workspace.commit();
    const { code, stderr } = render();
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain('emitClusterProfiles: false');
    expect(workspace.changes()).toEqual([]);
    edit('rollcall.yaml', 'emitClusterProfiles: true', 'emitClusterProfiles: false\n  missingCredentials: Skip');
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual(REST.filter((file) => file.includes('cluster2')).map((file) => `?? ${file}`));
  });

  test('properties that nobody can place stop it', () => {
    workspace.write('elsewhere.yaml', workspace.read('spokes/cluster1/cluster-properties.yaml'));
    workspace.commit();
    const { code, stderr } = render();
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain('is in no directory of spec.spokes');
    expect(workspace.changes()).toEqual([]);
  });
});
