import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { tools } from '../tools';
import { Workspace } from '../workspace';
import { Application, applicationFor } from './argo-cd/application';
import { ArgoCD, whatArgoCDLacks } from './argo-cd/argo-cd';
import { clusterOf, configurationOf, kubeconfigOf, NAMESPACES, profileOf, type Reach } from './argo-cd/fleet';
import { Repository } from './argo-cd/repository';

/**
 * From a commit to a cluster that obeys it, and from a mistake to an error that changes nothing: Argo CD's own programs with
 * plugin.yaml and deploy/argocd, a bare Git repository, and a real API server.
 */
const missing = whatArgoCDLacks();
const suite = missing === undefined ? describe : describe.skip;

suite(missing === undefined ? 'Argo CD’s own loop' : `Argo CD’s own loop: skipped, since ${missing}`, () => {
  const workspace = new Workspace();
  const kubeconfig = process.env.LOOP_KUBECONFIG ?? '';
  const repository = new Repository(workspace.folder);
  const argoCD = new ArgoCD(folderOf('argo-cd'), { ...workspace.environment, KUBECONFIG: kubeconfig });
  const fleet = new Application(kubectl, 'fleet');
  let reach: Reach;

  function folderOf(name: string): string {
    const folder = join(workspace.folder, name);
    mkdirSync(folder);
    return folder;
  }

  function kubectl(args: readonly string[], input = ''): string {
    return execFileSync('kubectl', ['--kubeconfig', kubeconfig, ...args], { input, encoding: 'utf8', stdio: 'pipe' });
  }

  /** What the render made, with the version that changes with every write: nothing is gone, new or written where this is the same. */
  function rendered(): string[] {
    const kinds = 'secrets,sveltosclusters.lib.projectsveltos.io';
    const args = ['get', kinds, '-A', '-l', 'app.kubernetes.io/managed-by=rollcall', '-o', 'json'];
    const list: { items: { kind: string; metadata: Record<string, string> }[] } = JSON.parse(kubectl(args));
    return list.items
      .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name} ${metadata.resourceVersion}`)
      .sort();
  }
  const names = () => rendered().map((line) => line.replace(/ \d+$/, ''));

  /** What a kubeconfig in a Secret opens: the answer of the cluster that it is for. */
  function namespacesThrough(namespace: string, name: string, key: string): string {
    const secret = JSON.parse(kubectl(['get', 'secret', name, '-n', namespace, '-o', 'json']));
    const file = join(workspace.folder, 'from-secret');
    writeFileSync(file, Buffer.from(secret.data[key], 'base64'), { mode: 0o600 });
    const { stdout, stderr } = spawnSync('kubectl', ['--kubeconfig', file, 'get', 'namespaces', '-o', 'name'], {
      encoding: 'utf8',
    });
    return stdout + stderr;
  }

  const tokenFor = (account: string) => kubectl(['create', 'token', account, '-n', 'mgmt', '--duration', '1h']).trim();

  /** A cluster with a ServiceAccount of its own, which may read Namespaces. */
  function addCluster(name: string): void {
    kubectl(['create', 'serviceaccount', name, '-n', 'mgmt']);
    kubectl(['create', 'clusterrolebinding', name, '--clusterrole', 'view', '--serviceaccount', `mgmt:${name}`]);
    repository.write(`fleets/prod/${name}.yaml`, clusterOf(name));
    repository.write(`fleets/prod/${name}-profile.yaml`, profileOf(name));
    repository.write(`fleets/prod/${name}-kubeconfig.yaml`, kubeconfigOf(name, reach, tokenFor(name)));
  }

  /** `rollcall roll`, as the page tells. */
  function updateRoll(): void {
    const { code, stderr } = workspace.run('rollcall', ['roll', repository.at('fleets/prod')]);
    if (code !== 0) throw new Error(stderr);
  }

  beforeAll(async () => {
    for (const crd of ['application', 'applicationset', 'appproject']) {
      kubectl(['apply', '--server-side', '-f', join(tools, 'argo-cd', `${crd}-crd.yaml`)]);
    }
    const { clusters } = parse(readFileSync(kubeconfig, 'utf8'));
    reach = { server: clusters[0].cluster.server, authority: clusters[0].cluster['certificate-authority-data'] };
    kubectl(['apply', '-f', '-'], `${NAMESPACES}---\n${stringify(namespace('mgmt'))}`);
    kubectl(['apply', '-f', '-'], argoCDsOwn.map((one) => stringify(one)).join('---\n'));
    repository.write('fleets/prod/rollcall.yaml', configurationOf('RenderInventory', 'prod'));
    repository.write('fleets/prod/namespaces.yaml', NAMESPACES);
    addCluster('alpha');
    updateRoll();
    const commit = repository.commit('Start with one cluster');
    await argoCD.start();
    kubectl(['apply', '-f', '-'], JSON.stringify(applicationFor('fleet', repository.url, 'fleets/prod')));
    await fleet.synced(commit);
  }, 300_000);
  afterAll(async () => {
    await argoCD.end();
    if (process.env.LOOP_KEEP === undefined) workspace.end();
  });

  describe('a commit reaches the cluster', () => {
    test('a cluster is added: registered with Sveltos, and every consumer reaches it', async () => {
      addCluster('beta');
      updateRoll();
      await fleet.synced(repository.commit('Add beta'));
      expect(names()).toEqual(
        expect.arrayContaining([
          'SveltosCluster fleet-prod/beta',
          'Secret fleet-prod/beta-sveltos-kubeconfig',
          'Secret kueue-system/fleet-prod-beta-kubeconfig',
          'Secret argocd/fleet-prod-beta-kubeconfig',
        ]),
      );
      expect(namespacesThrough('kueue-system', 'fleet-prod-beta-kubeconfig', 'config')).toContain('namespace/mgmt');
      expect(namespacesThrough('fleet-prod', 'beta-sveltos-kubeconfig', 'kubeconfig')).toContain('namespace/mgmt');
    });

    test('a kubeconfig is rotated: the new one works, and the old one is nowhere', async () => {
      const before = repository.read('fleets/prod/beta-kubeconfig.yaml');
      kubectl(['delete', 'serviceaccount', 'beta', '-n', 'mgmt']); // its tokens end with it
      expect(namespacesThrough('kueue-system', 'fleet-prod-beta-kubeconfig', 'config')).toContain('must be logged in');
      kubectl(['create', 'serviceaccount', 'beta', '-n', 'mgmt']);
      repository.write('fleets/prod/beta-kubeconfig.yaml', kubeconfigOf('beta', reach, tokenFor('beta')));
      await fleet.synced(repository.commit('Rotate the credentials of beta'));
      expect(namespacesThrough('kueue-system', 'fleet-prod-beta-kubeconfig', 'config')).toContain('namespace/mgmt');
      const old = parse(before).data.value;
      expect(kubectl(['get', 'secrets', '-A', '-o', 'json'])).not.toContain(old);
    });

    test('a consumer is added: it receives every cluster', async () => {
      const reports = namespace('reports', { 'x-k8s.io/cluster-inventory-consumer': 'reports' });
      kubectl(['apply', '-f', '-'], stringify(reports));
      repository.write('fleets/prod/reports.yaml', stringify(reports));
      updateRoll();
      await fleet.synced(repository.commit('Let reports read the fleet'));
      expect(names().filter((name) => name.includes('reports/'))).toEqual([
        'Secret reports/fleet-prod-alpha-kubeconfig',
        'Secret reports/fleet-prod-beta-kubeconfig',
      ]);
    });
  });

  describe('a mistake does not', () => {
    const mistakes: readonly { title: string; code: string; says: string; make(): void; mend?(): void }[] = [
      {
        title: 'a consumer’s label is misspelt',
        code: 'RC448',
        says: 'reports',
        make: () => replaceIn('reports.yaml', 'cluster-inventory-consumer', 'cluster-inventory-consumr'),
      },
      {
        title: 'the Namespace of a ClusterSet is lost',
        code: 'RC451',
        says: 'prod',
        make: () => replaceIn('namespaces.yaml', /---\n# The ClusterProfiles[\s\S]*?(?=---)/, ''),
      },
      {
        title: 'a file is cut in half',
        code: 'RC',
        says: 'beta',
        make: () => {
          const text = repository.read('fleets/prod/beta-kubeconfig.yaml');
          repository.write('fleets/prod/beta-kubeconfig.yaml', text.slice(0, text.length / 2));
        },
      },
      {
        title: 'the folder has its configuration and its Roll, and no inputs',
        code: 'RC444',
        says: 'alpha',
        make: () => removeAllBut('rollcall.yaml', 'roll.yaml'),
      },
      {
        title: 'the folder has its configuration alone',
        code: 'RC421',
        says: 'rollcall.yaml',
        make: () => removeAllBut('rollcall.yaml'),
      },
      {
        title: 'the folder is empty',
        code: '',
        says: 'plugin',
        make: () => {
          removeAllBut('rollcall.yaml');
          repository.remove('fleets/prod/rollcall.yaml');
          repository.write('fleets/prod/.gitkeep', '');
        },
      },
      {
        title: 'a rogue Namespace claims to be a consumer',
        code: 'RC449',
        says: 'rogue',
        make: () =>
          repository.write(
            'fleets/prod/rogue.yaml',
            stringify(namespace('rogue', { 'x-k8s.io/cluster-inventory-consumer': 'rogue' })),
          ),
      },
    ];

    test.each(mistakes)('$title: the Application says so, and nothing changes', async ({ code, says, make }) => {
      const before = rendered();
      make();
      repository.commit('A mistake');
      const told = await fleet.failed();
      expect(told).toContain(code);
      expect(told).toContain(says);
      expect(rendered()).toEqual(before);
      await fleet.synced(repository.revert());
      expect(rendered()).toEqual(before);
    });

    test('a parameter is wrong: the Application says so, and nothing changes', async () => {
      const before = rendered();
      setParameters({ name: 'capiCluster', string: 'Skip' });
      const told = await fleet.failed();
      expect(told).toContain('RC531');
      expect(told).toContain('capiClusters');
      expect(rendered()).toEqual(before);
      setParameters({ name: 'deletionProtection', string: 'true' });
      await fleet.until('without errors', ({ status }) => (status?.conditions ?? []).length === 0);
      expect(rendered()).toEqual(before);
    });
  });

  describe('what leaves', () => {
    test('a consumer leaves with the Roll in the same commit: its Secrets are pruned', async () => {
      replaceIn('reports.yaml', 'x-k8s.io/cluster-inventory-consumer: reports', 'team: reports');
      updateRoll();
      await fleet.synced(repository.commit('reports reads the fleet no more'));
      expect(names().filter((name) => name.includes('reports/'))).toEqual([]);
    });

    test('a cluster is retired with the Roll: Argo CD asks before it deletes its registration', async () => {
      for (const file of ['beta', 'beta-profile', 'beta-kubeconfig']) repository.remove(`fleets/prod/${file}.yaml`);
      updateRoll();
      const commit = repository.commit('Retire beta');
      fleet.refresh();
      const { status } = await fleet.until('waiting', ({ status }) =>
        /confirm/i.test(status?.operationState?.message ?? ''),
      );
      expect(status?.operationState).toMatchObject({ phase: 'Running', syncResult: { revision: commit } });
      expect(names()).toContain('SveltosCluster fleet-prod/beta');
      expect(names()).toContain('Secret fleet-prod/beta-sveltos-kubeconfig');
      // `argocd app confirm-deletion` writes this annotation.
      fleet.annotate(`argocd.argoproj.io/deletion-approved=${new Date().toISOString()}`);
      await fleet.synced(commit);
      expect(names().filter((name) => name.includes('beta'))).toEqual([]);
      expect(names()).toContain('SveltosCluster fleet-prod/alpha');
    });
  });

  function setParameters(...parameters: readonly object[]): void {
    const source = { repoURL: repository.url, path: 'fleets/prod', targetRevision: 'main', plugin: { parameters } };
    fleet.patch({ source });
    fleet.refresh();
  }

  function replaceIn(file: string, what: string | RegExp, by: string): void {
    const before = repository.read(`fleets/prod/${file}`);
    const after = before.replace(what, by);
    expect(after).not.toBe(before);
    repository.write(`fleets/prod/${file}`, after);
  }

  function removeAllBut(...kept: readonly string[]): void {
    for (const file of repository.files('fleets/prod').filter((name) => !kept.includes(name))) {
      repository.remove(`fleets/prod/${file}`);
    }
  }
});

function namespace(name: string, labels: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** What the manifests of an installation of Argo CD hold, as far as its programs read it here. */
const partOf = { 'app.kubernetes.io/part-of': 'argocd' };
const argoCDsOwn: readonly object[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', namespace: 'argocd', labels: partOf } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'argocd-secret', namespace: 'argocd', labels: partOf } },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  },
];
