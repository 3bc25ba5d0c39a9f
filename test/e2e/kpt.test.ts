import { parse, parseAllDocuments } from 'yaml';
import { has, Workspace } from './workspace';

/** The generated files of the example fleet. */
const GENERATED = [
  'argocd/secret_default-gamma-kubeconfig.yaml',
  'argocd/secret_fleet-edge-beta-kubeconfig.yaml',
  'argocd/secret_fleet-prod-alpha-kubeconfig.yaml',
  'fleet-edge/secret_delta-sveltos-kubeconfig.yaml',
  'fleet-edge/secret_epsilon-sveltos-kubeconfig.yaml',
  'fleet-edge/sveltoscluster_delta.yaml',
  'fleet-edge/sveltoscluster_epsilon.yaml',
  'fleet-prod/secret_alpha-sveltos-kubeconfig.yaml',
  'fleet-prod/sveltoscluster_alpha.yaml',
  'kueue-system/secret_default-gamma-kubeconfig.yaml',
  'kueue-system/secret_fleet-edge-beta-kubeconfig.yaml',
  'kueue-system/secret_fleet-prod-alpha-kubeconfig.yaml',
];

const kpt = has('kpt') ? describe : describe.skip;
const title = has('kpt') ? 'kpt' : 'kpt: skipped, since there is no kpt on this machine';

kpt(title, () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = Workspace.withExample();
  });
  afterEach(() => workspace.end());

  const render = () => workspace.run('kpt', ['fn', 'render', '--allow-exec']);

  /** Renders, expects it to succeed, and commits. */
  const renderAndCommit = () => {
    const { code, stderr } = render();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Successfully executed') });
    workspace.commit();
  };

  /** Renders, expects it to fail without a file changed, and gives what kpt showed. */
  const renderAndFail = () => {
    workspace.commit();
    const { code, stderr } = render();
    expect(code).not.toBe(0);
    expect(workspace.changes()).toEqual([]);
    return stderr.replace(/\s+/g, ' ');
  };

  const inKptfile = (from: string | RegExp, to: string) => {
    const text = workspace.read('Kptfile');
    expect(text).toMatch(from);
    workspace.write('Kptfile', text.replace(from, to));
    workspace.commit();
  };

  test('the root package renders the example fleet, twice, and touches no input', () => {
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual(GENERATED.map((file) => `?? ${file}`));
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
    expect(parse(workspace.read('fleet-prod/sveltoscluster_alpha.yaml'))).toEqual({
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'SveltosCluster',
      metadata: {
        name: 'alpha',
        namespace: 'fleet-prod',
        labels: {
          'app.kubernetes.io/managed-by': 'rollcall',
          'clusterinventory.projectsveltos.io/managed-by': 'rollcall',
          env: 'prod',
          region: 'eu-west-1',
          'x-k8s.io/cluster-manager': 'hub',
        },
        annotations: {
          'clusterinventory.projectsveltos.io/display-name': 'Alpha (production, Ireland)',
          'rollcall.dev/generated-by': 'render-inventory/fleet',
          'rollcall.dev/source':
            'cluster.x-k8s.io/Cluster/mgmt/alpha,multicluster.x-k8s.io/ClusterProfile/fleet-prod/alpha',
        },
      },
      spec: { kubeconfigKeyName: 'kubeconfig', kubeconfigName: 'alpha-sveltos-kubeconfig' },
    });
  });

  test('a consumer gets the very bytes of the kubeconfig', () => {
    renderAndCommit();
    const source = parse(workspace.read('fleet/clusters/beta-kubeconfig.yaml'));
    const copy = parse(workspace.read('argocd/secret_fleet-edge-beta-kubeconfig.yaml'));
    expect(copy.data).toEqual({ config: source.data.value });
  });

  test('with a configMap', () => {
    inKptfile(
      /configPath: rollcall.yaml/,
      'configMap:\n        name: from-the-pipeline\n        format: ClusterInventory,SveltosEvents\n        publishFrom: CAPICluster,ClusterProfile',
    );
    renderAndCommit();
    const copy = parse(workspace.read('argocd/secret_fleet-edge-delta-kubeconfig.yaml'));
    expect(Object.keys(copy.data)).toEqual(['Config']);
    expect(copy.metadata.annotations['rollcall.dev/generated-by']).toBe('render-inventory/from-the-pipeline');
    expect(parse(workspace.read('fleet-edge/sveltoscluster_delta.yaml')).spec).toEqual({ kubeconfigKeyName: 'config' });
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
  });

  test('with fn eval, a function named and its configuration given as key=value', () => {
    const { code, stderr } = workspace.run('kpt', [
      'fn',
      'eval',
      '--exec',
      'rollcall fn publish-credentials',
      '--',
      'clusterNamespaces=mgmt',
      'name=by-hand',
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const wanted = GENERATED.filter((file) => /^(?:argocd|kueue-system)\//.test(file));
    expect(workspace.changes()).toEqual(wanted.map((file) => `?? ${file}`));
    expect(workspace.read(wanted[0] ?? '')).toContain('publish-credentials/by-hand');
  });

  test('with fn eval and the configuration in a file', () => {
    const { code } = workspace.run('kpt', ['fn', 'eval', '--exec', 'rollcall fn', '--fn-config', 'rollcall.yaml']);
    expect(code).toBe(0);
    expect(workspace.changes()).toEqual(GENERATED.map((file) => `?? ${file}`));
  });

  test('a subpackage: its clusters are read, and what is made lies in the package of the configuration', () => {
    workspace.write('edge/Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: edge\n');
    for (const file of ['beta.yaml', 'beta-kubeconfig.yaml']) {
      workspace.write(`edge/${file}`, workspace.read(`fleet/clusters/${file}`));
      workspace.remove(`fleet/clusters/${file}`);
    }
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual(GENERATED.map((file) => `?? ${file}`));
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
  });

  test('a subpackage with a render of its own keeps what it made, though its parent sees it', () => {
    workspace.write(
      'edge/Kptfile',
      'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: edge\npipeline:\n  mutators:\n    - exec: rollcall fn publish-credentials\n',
    );
    workspace.write(
      'edge/zeta.yaml',
      workspace.read('fleet/clusters/beta.yaml').replaceAll('beta', 'zeta').replaceAll('mgmt', 'edge'),
    );
    workspace.write(
      'edge/zeta-kubeconfig.yaml',
      workspace.read('fleet/clusters/beta-kubeconfig.yaml').replaceAll('beta', 'zeta').replaceAll('mgmt', 'edge'),
    );
    workspace.write(
      'edge/namespace.yaml',
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: edge-consumer\n  labels:\n    x-k8s.io/cluster-inventory-consumer: edge\n',
    );
    inKptfile(
      /exec: rollcall fn\n {6}configPath: rollcall.yaml/,
      'exec: rollcall fn publish-credentials\n      configMap:\n        clusterNamespaces: mgmt',
    );
    renderAndCommit();
    const own = 'edge/edge-consumer/secret_fleet-edge-zeta-kubeconfig.yaml';
    expect(workspace.read(own)).toContain('rollcall.dev/generated-by: publish-credentials/default');
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
  });

  test('deleting a Cluster removes its Secrets', () => {
    renderAndCommit();
    workspace.remove('fleet/clusters/beta.yaml');
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([
      ' D argocd/secret_fleet-edge-beta-kubeconfig.yaml',
      ' D kueue-system/secret_fleet-edge-beta-kubeconfig.yaml',
    ]);
  });

  test('a consumer keeps what it has, unless the environment of one render says otherwise', () => {
    renderAndCommit();
    const namespaces = workspace.read('fleet/namespaces.yaml').split(/^---\n/m);
    workspace.write(
      'fleet/namespaces.yaml',
      namespaces.filter((one) => !one.includes('name: kueue-system')).join('---\n'),
    );
    expect(renderAndFail()).toContain('the consumer in the Namespace kueue-system (3 clusters, its Namespace is gone');
    inKptfile('exec: rollcall fn', 'exec: rollcall fn --allow-withdrawals');
    expect(renderAndFail()).toContain('The option --allow-withdrawals came from a pipeline of kpt');
    inKptfile(' --allow-withdrawals', '');
    const once = { ROLLCALL_ALLOW_WITHDRAWALS: 'true' };
    expect(workspace.run('kpt', ['fn', 'render', '--allow-exec'], '', once).code).toBe(0);
    expect(workspace.changes()).toEqual(
      GENERATED.filter((path) => path.startsWith('kueue-system/')).map((path) => ` D ${path}`),
    );
  });

  test.each(['apps/v1 Deployment', 'v1 PersistentVolumeClaim', 'v1 Namespace', 'cluster.x-k8s.io/v1beta1 Cluster'])(
    'a mark deletes no %s',
    (words) => {
      const [apiVersion, kind] = words.split(' ');
      workspace.write(
        'marked.yaml',
        `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: beta\n  namespace: mgmt-2\n  annotations:\n    rollcall.dev/generated-by: render-inventory/fleet\n    rollcall.dev/source: cluster.x-k8s.io/Cluster/mgmt/alpha\n`,
      );
      expect(renderAndFail()).toContain(`${kind} mgmt-2/beta is marked as an output of render-inventory/fleet`);
    },
  );

  test('deleting only its kubeconfig Secret removes nothing, and says so', () => {
    renderAndCommit();
    workspace.remove('fleet/clusters/beta-kubeconfig.yaml');
    workspace.commit();
    const { code, stderr } = render();
    expect(code).toBe(0);
    expect(stderr).toContain('[warning]');
    expect(stderr).toContain('because it has no credentials: there is no Secret mgmt/beta-kubeconfig');
    expect(workspace.changes()).toEqual([]);
  });

  test('a new kubeconfig is written in place, and nothing else changes', () => {
    renderAndCommit();
    const file = 'fleet/clusters/beta-kubeconfig.yaml';
    workspace.write(
      file,
      workspace
        .read(file)
        .replace(/value: .*/, `value: ${parse(workspace.read('fleet/clusters/alpha-kubeconfig.yaml')).data.value}`),
    );
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([
      ' M argocd/secret_fleet-edge-beta-kubeconfig.yaml',
      ' M kueue-system/secret_fleet-edge-beta-kubeconfig.yaml',
    ]);
  });

  test('an object that was moved to a file of the user’s choice stays there', () => {
    renderAndCommit();
    const file = 'fleet-prod/sveltoscluster_alpha.yaml';
    workspace.write('mine.yaml', workspace.read(file));
    workspace.remove(file);
    workspace.commit();
    expect(render().code).toBe(0);
    expect(workspace.changes()).toEqual([]);
  });

  test('a hand-written Secret of the same name stops it', () => {
    workspace.write(
      'mine.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: fleet-edge-beta-kubeconfig\n  namespace: argocd\n',
    );
    const shown = renderAndFail();
    expect(shown).toContain(
      'render-inventory/fleet would make one object that the input has without a mark of Rollcall: Secret argocd/fleet-edge-beta-kubeconfig',
    );
  });

  test('two Clusters that claim one profile stop it, and both are named', () => {
    const file = 'fleet/clusters/gamma.yaml';
    workspace.write(
      file,
      workspace
        .read(file)
        .replace('clusterprofile-name: gamma', 'clusterprofile-name: beta\n    clusterprofile-namespace: fleet-edge'),
    );
    const shown = renderAndFail();
    expect(shown).toContain(
      'The ClusterProfile fleet-edge/beta is named by Cluster mgmt/beta (fleet/clusters/beta.yaml), Cluster mgmt/gamma (fleet/clusters/gamma.yaml).',
    );
  });

  test('a failing render after a good one leaves every file as it was', () => {
    renderAndCommit();
    const file = 'fleet/clusters/beta-kubeconfig.yaml';
    workspace.write(file, workspace.read(file).replace(/value: .*/, 'value: "not base64!"'));
    workspace.write(
      'rollcall.yaml',
      workspace.read('rollcall.yaml').replace('spec: {}', 'spec:\n  missingCredentials: Auto'),
    );
    const shown = renderAndFail();
    expect(shown).toContain(
      'The value of the key value in Secret mgmt/beta-kubeconfig is not base64 of text in UTF-8.',
    );
    expect(shown).not.toContain('not base64!');
  });

  test('a misspelt field of the configuration is told with the nearest one', () => {
    workspace.write(
      'rollcall.yaml',
      workspace.read('rollcall.yaml').replace('spec: {}', 'spec:\n  clusterNamespace: [mgmt]'),
    );
    expect(renderAndFail()).toContain('The field spec.clusterNamespace is unknown. Did you mean clusterNamespaces?');
  });

  test('a configuration that is renamed says whose the objects are, and takes them over when it is told to', () => {
    renderAndCommit();
    workspace.write('rollcall.yaml', workspace.read('rollcall.yaml').replace('name: fleet', 'name: renamed'));
    expect(renderAndFail()).toContain('belong to render-inventory/fleet: ');
    workspace.write(
      'rollcall.yaml',
      workspace.read('rollcall.yaml').replace('spec: {}', 'spec:\n  takeOverFrom: [render-inventory/fleet]'),
    );
    workspace.remove('fleet/clusters/gamma.yaml');
    workspace.commit();
    const { code } = render();
    expect(code).toBe(0);
    const gone = GENERATED.filter((file) => file.includes('gamma'));
    const changed = GENERATED.filter((file) => !file.includes('gamma'));
    expect(workspace.changes().sort()).toEqual(
      [...gone.map((file) => ` D ${file}`), ...changed.map((file) => ` M ${file}`)].sort(),
    );
  });

  test('the program itself is what the README says: rollcall render gives the same objects', () => {
    renderAndCommit();
    const { code, stdout } = workspace.run('rollcall', ['render', '.']);
    expect(code).toBe(0);
    const documents = parseAllDocuments(stdout).map((document) => document.toJS());
    const files = GENERATED.map((file) => parse(workspace.read(file)));
    expect(documents).toEqual(expect.arrayContaining(files));
    expect(documents).toHaveLength(files.length);
  });
});
