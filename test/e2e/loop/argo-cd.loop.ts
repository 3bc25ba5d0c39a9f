import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { tools } from '../tools';
import { Workspace } from '../workspace';
import { ApiServer } from './api-server';
import { Application, applicationFor, applicationSetFor, type Status } from './argo-cd/application';
import { ArgoCD } from './argo-cd/argo-cd';
import { clusterOf, configurationOf, kubeconfigOf, labelledSecretOf, NAMESPACES, profileOf } from './argo-cd/fleet';
import { Repository } from './argo-cd/repository';
import { installCrds } from './crds';
import { Programs, until } from './programs';
import { openProof } from './proof';

/**
 * From a commit to a cluster that obeys it, and from a mistake to an error that changes nothing: Argo CD's own programs with
 * plugin.yaml and deploy/argocd, a bare Git repository, and a real API server.
 */
const missing = ApiServer.missing() ?? ArgoCD.missing();
const argoCD = { name: 'Argo CD', version: ArgoCD.version };

describe('Argo CD’s own loop', () => {
  const proof = openProof('3-argo-cd', 'Argo CD: from a commit to a cluster');
  if (missing !== undefined) {
    proof.skip('Argo CD', 'its own loop', missing);
    return;
  }
  let workspace: Workspace;
  let programs: Programs;
  let server: ApiServer;
  let repository: Repository;
  let fleet: Application;

  const kubectl = (args: readonly string[], input = '') => server.must(args, input);

  /** What the render made, with the version that changes with every write: nothing is gone, new or written where this is the same. */
  function rendered(): string[] {
    const kinds = 'secrets,sveltosclusters.lib.projectsveltos.io';
    const args = ['get', kinds, '-A', '-l', 'app.kubernetes.io/managed-by=rollcall', '-o', 'json'];
    const { items }: { items: Stored[] } = JSON.parse(kubectl(args));
    return items
      .map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name} ${metadata.resourceVersion}`)
      .sort();
  }
  const names = () => rendered().map((line) => line.replace(/ \d+$/, ''));

  /** The Namespaces of beta, with the kubeconfig that a reader was given. */
  function seenBy(reader: 'kueue' | 'sveltos'): string {
    const [namespace, name, key] = {
      kueue: ['kueue-system', 'fleet-prod-beta-kubeconfig', 'config'] as const,
      sveltos: ['fleet-prod', 'beta-sveltos-kubeconfig', 'kubeconfig'] as const,
    }[reader];
    const secret = JSON.parse(kubectl(['get', 'secret', name, '-n', namespace, '-o', 'json']));
    const file = join(programs.folder, 'from-secret');
    writeFileSync(file, Buffer.from(secret.data[key], 'base64'), { mode: 0o600 });
    const { stdout, stderr } = server.kubectl(['--kubeconfig', file, 'get', 'namespaces', '-o', 'name']);
    return stdout + stderr;
  }

  /** A cluster with a ServiceAccount of its own, which may read Namespaces. */
  function addCluster(name: string): void {
    kubectl(['create', 'serviceaccount', name, '-n', 'mgmt']);
    kubectl(['create', 'clusterrolebinding', name, '--clusterrole', 'namespaces', '--serviceaccount', `mgmt:${name}`]);
    repository.write(`fleets/prod/${name}.yaml`, clusterOf(name));
    repository.write(`fleets/prod/${name}-profile.yaml`, profileOf(name));
    repository.write(`fleets/prod/${name}-kubeconfig.yaml`, kubeconfigOf(name, server));
  }

  /** `rollcall roll`, as the page tells. */
  function updateRoll(folder = 'fleets/prod'): void {
    const { code, stderr } = workspace.run('rollcall', ['roll', repository.at(folder)]);
    if (code !== 0) throw new Error(stderr);
  }

  beforeAll(async () => {
    workspace = new Workspace();
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    for (const crd of ['application', 'applicationset', 'appproject']) {
      kubectl(['apply', '--server-side', '-f', join(tools, 'argo-cd', `${crd}-crd.yaml`)]);
    }
    installCrds(server);
    kubectl(['apply', '-f', '-'], `${NAMESPACES}---\n${stringify(namespace('mgmt'))}`);
    kubectl(['create', 'clusterrole', 'namespaces', '--verb', 'get,list', '--resource', 'namespaces']);
    kubectl(['apply', '-f', '-'], argoCDsOwn.map((one) => stringify(one)).join('---\n'));
    repository = new Repository(programs.folder);
    fleet = new Application(kubectl, 'fleet');
    repository.write('fleets/prod/rollcall.yaml', configurationOf('RenderInventory', 'prod'));
    repository.write('fleets/prod/namespaces.yaml', NAMESPACES);
    addCluster('alpha');
    updateRoll();
    const commit = repository.commit('Start with one cluster');
    await ArgoCD.start(programs, server, workspace.environment.PATH ?? '');
    kubectl(['apply', '-f', '-'], JSON.stringify(applicationFor('fleet', repository.url, 'fleets/prod')));
    await fleet.synced(commit);
  }, 300_000);
  afterAll(async () => {
    await programs.end();
    workspace.end();
  });

  describe('a commit reaches the cluster', () => {
    proof.test(argoCD, 'A commit adds a cluster', async () => {
      addCluster('beta');
      updateRoll();
      await fleet.synced(repository.commit('Add beta'));
      expect(names()).toEqual(expect.arrayContaining(ofBeta));
      expect(seenBy('kueue')).toContain('namespace/mgmt');
      expect(seenBy('sveltos')).toContain('namespace/mgmt');
      return 'Synced. kubectl lists the Namespaces of the cluster with the Secret of Sveltos and with that of a consumer.';
    });

    proof.test(argoCD, 'A commit rotates a kubeconfig', async () => {
      const before = repository.read('fleets/prod/beta-kubeconfig.yaml');
      kubectl(['delete', 'serviceaccount', 'beta', '-n', 'mgmt']); // its tokens end with it
      // The API server knows a token for ten seconds more.
      await until('the old token is refused', () => seenBy('kueue').includes('must be logged in'));
      kubectl(['create', 'serviceaccount', 'beta', '-n', 'mgmt']);
      repository.write('fleets/prod/beta-kubeconfig.yaml', kubeconfigOf('beta', server));
      await fleet.synced(repository.commit('Rotate the credentials of beta'));
      expect(seenBy('kueue')).toContain('namespace/mgmt');
      const old = parse(before).data.value;
      expect(kubectl(['get', 'secrets', '-A', '-o', 'json'])).not.toContain(old);
      return 'Synced. The consumer’s Secret works again, and no Secret holds the old credentials.';
    });

    proof.test(argoCD, 'A commit adds a consumer', async () => {
      const reports = namespace('reports', { 'x-k8s.io/cluster-inventory-consumer': 'reports' });
      kubectl(['apply', '-f', '-'], stringify(reports));
      repository.write('fleets/prod/reports.yaml', stringify(reports));
      updateRoll();
      await fleet.synced(repository.commit('Let reports read the fleet'));
      expect(names().filter((name) => name.includes('reports/'))).toEqual([
        'Secret reports/fleet-prod-alpha-kubeconfig',
        'Secret reports/fleet-prod-beta-kubeconfig',
      ]);
      return 'Synced. Its Namespace has one Secret for each cluster.';
    });
  });

  describe('a mistake does not', () => {
    const mistakes: readonly { title: string; code: string; says: string; make(): void; mend?(): void }[] = [
      {
        title: 'A consumer’s label is misspelt',
        code: 'RC448',
        says: 'reports',
        make: () => replaceIn('reports.yaml', 'cluster-inventory-consumer', 'cluster-inventory-consumr'),
      },
      {
        title: 'The Namespace of a ClusterSet is lost',
        code: 'RC451',
        says: 'prod',
        make: () => replaceIn('namespaces.yaml', /---\n# The ClusterProfiles[\s\S]*?(?=---)/, ''),
      },
      {
        title: 'A file is cut in half',
        code: 'RC',
        says: 'beta',
        make: () => {
          const text = repository.read('fleets/prod/beta-kubeconfig.yaml');
          repository.write('fleets/prod/beta-kubeconfig.yaml', text.slice(0, text.length / 2));
        },
      },
      {
        title: 'The directory has its configuration and its Roll, and no inputs',
        code: 'RC444',
        says: 'alpha',
        make: () => removeAllBut('rollcall.yaml', 'roll.yaml'),
      },
      {
        title: 'The directory has its configuration alone',
        code: 'RC421',
        says: 'allowEmpty',
        make: () => removeAllBut('rollcall.yaml'),
      },
      {
        title: 'The directory is empty',
        code: '',
        says: 'plugin',
        make: () => {
          removeAllBut('rollcall.yaml');
          repository.remove('fleets/prod/rollcall.yaml');
          repository.write('fleets/prod/.gitkeep', '');
        },
      },
      {
        title: 'A rogue Namespace claims to be a consumer',
        code: 'RC449',
        says: 'rogue',
        make: () =>
          repository.write(
            'fleets/prod/rogue.yaml',
            stringify(namespace('rogue', { 'x-k8s.io/cluster-inventory-consumer': 'rogue' })),
          ),
      },
    ];

    for (const { title, code, says, make } of mistakes) {
      proof.test(argoCD, title, async () => {
        const before = rendered();
        make();
        repository.commit('A mistake');
        let told = '';
        try {
          told = await fleet.failed();
          expect(told).toContain(code);
          expect(told).toContain(says);
          expect(rendered()).toEqual(before);
        } finally {
          await fleet.synced(repository.revert());
        }
        expect(rendered()).toEqual(before);
        const errors = [...new Set(told.match(/(?<=error )RC\d+/g))].join(', ');
        return `ComparisonError with ${errors || 'Argo CD’s own message'}. Nothing is pruned or changed. A revert syncs again.`;
      });
    }

    proof.test(argoCD, 'A parameter of the Application is wrong', async () => {
      const before = rendered();
      setParameters({ name: 'capiCluster', string: 'Skip' });
      const told = await fleet.failed();
      expect(told).toContain('RC531');
      expect(told).toContain('capiClusters');
      expect(rendered()).toEqual(before);
      setParameters({ name: 'deletionProtection', string: 'true' });
      await fleet.until('without errors', ({ status }) => (status?.conditions ?? []).length === 0);
      expect(rendered()).toEqual(before);
      return 'ComparisonError with RC531 and the nearest name. Nothing is pruned or changed.';
    });
  });

  describe('what leaves', () => {
    proof.test(argoCD, 'A consumer leaves, and the Roll with it in the same commit', async () => {
      replaceIn('reports.yaml', 'x-k8s.io/cluster-inventory-consumer: reports', 'team: reports');
      updateRoll();
      await fleet.synced(repository.commit('reports reads the fleet no more'));
      expect(names().filter((name) => name.includes('reports/'))).toEqual([]);
      return 'Synced. Its Secrets are pruned, and no others.';
    });

    let retired = '';
    let later = '';
    proof.test(argoCD, 'A cluster is retired with the Roll, under deletionProtection', async () => {
      for (const file of ['beta', 'beta-profile', 'beta-kubeconfig']) repository.remove(`fleets/prod/${file}.yaml`);
      updateRoll();
      retired = repository.commit('Retire beta');
      fleet.refresh();
      const { status } = await fleet.until('waiting', isWaiting);
      expect(status?.operationState).toMatchObject({ phase: 'Running', syncResult: { revision: retired } });
      expect(names()).toEqual(expect.arrayContaining(ofBeta));
      return 'Argo CD waits for a confirmation and deletes nothing of the cluster, its consumers’ Secrets included.';
    });

    proof.test(argoCD, 'A kubeconfig is rotated while Argo CD waits for that confirmation', async () => {
      const before = rendered();
      repository.write('fleets/prod/alpha-kubeconfig.yaml', kubeconfigOf('alpha', server));
      later = repository.commit('Rotate the credentials of alpha');
      fleet.refresh();
      const { status } = await fleet.until('aware of the commit', ({ status }) => status?.sync?.revision === later);
      expect(status?.operationState).toMatchObject({ phase: 'Running', syncResult: { revision: retired } });
      expect(rendered()).toEqual(before);
      return 'The Application is OutOfSync, and the new credentials wait too.';
    });

    proof.test(argoCD, 'The deletion is confirmed', async () => {
      // `argocd app confirm-deletion` writes this annotation.
      fleet.annotate(`argocd.argoproj.io/deletion-approved=${new Date().toISOString()}`);
      await fleet.synced(later);
      expect(names().filter((name) => name.includes('beta'))).toEqual([]);
      expect(names()).toContain('SveltosCluster fleet-prod/alpha');
      return 'Synced. Everything of the retired cluster is pruned, and the new credentials are there.';
    });
  });

  describe('ApplicationSets', () => {
    const prod = () => new Application(kubectl, 'fleet-prod');

    proof.test(argoCD, 'deploy/argocd/applicationset.yaml takes over from an Application', async () => {
      kubectl(['delete', 'application', 'fleet', '-n', 'argocd']); // without a finalizer: what it applied stays
      const before = names();
      repository.write('fleets/registrations/alpha.yaml', profileOf('alpha'));
      repository.write('fleets/registrations/alpha-credentials.yaml', labelledSecretOf('alpha', server));
      const spec = { credentials: 'Copy' };
      const config = configurationOf('RegisterArgoCDClusters', 'registrations', spec);
      repository.write('fleets/registrations/rollcall.yaml', config);
      repository.write('fleets/registrations/namespaces.yaml', NAMESPACES);
      updateRoll('fleets/registrations');
      const commit = repository.commit('Register the clusters with Argo CD');
      kubectl(['apply', '-f', '-'], JSON.stringify(applicationSetFor('applicationset.yaml', repository.url)));
      await exists('fleet-prod', 'fleet-registrations');
      await prod().synced(commit);
      await new Application(kubectl, 'fleet-registrations').synced(commit);
      expect(names()).toEqual([...before, 'Secret argocd/argocd-cluster.fleet-prod.alpha'].sort());
      return 'One Application for each directory with a rollcall.yaml, both Synced, and no object is missing.';
    });

    proof.test(argoCD, 'An Application is deployed to a cluster that register-argocd-clusters registered', async () => {
      kubectl([
        'create',
        'clusterrolebinding',
        'deploys',
        '--clusterrole',
        'cluster-admin',
        '--serviceaccount',
        'mgmt:alpha',
      ]);
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'payload' }, data: { text: 'deployed' } };
      repository.write('payload/map.yaml', stringify(map));
      const commit = repository.commit('Deploy something');
      const application = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'payload', namespace: 'argocd' },
        spec: {
          project: 'default',
          source: { repoURL: repository.url, targetRevision: 'main', path: 'payload' },
          destination: { name: 'alpha', namespace: 'default' },
          syncPolicy: { automated: {} },
        },
      };
      kubectl(['apply', '-f', '-'], JSON.stringify(application));
      await new Application(kubectl, 'payload').synced(commit);
      expect(kubectl(['get', 'configmap', 'payload', '-n', 'default', '-o', 'jsonpath={.data.text}'])).toBe('deployed');
      return 'Argo CD finds the cluster by its name and reaches it with the rendered credentials. Synced.';
    });

    proof.test(argoCD, 'deploy/argocd/applicationset-shards.yaml takes over from one Application', async () => {
      addCluster('gamma');
      updateRoll();
      const commit = repository.commit('Add gamma');
      await prod().synced(commit);
      const whole = tracked(prod());
      // Its Applications stay: no garbage collector runs here.
      kubectl(['delete', 'applicationset', 'fleets', '-n', 'argocd']);
      kubectl(['delete', 'application', 'fleet-prod', '-n', 'argocd']);
      const set = applicationSetFor('applicationset-shards.yaml', repository.url, 'fleets/prod/rollcall.yaml');
      kubectl(['apply', '-f', '-'], JSON.stringify(set));
      const names = Array.from({ length: 8 }, (_, index) => `fleet-prod-${index}`);
      await exists(...names);
      const shards = names.map((name) => new Application(kubectl, name));
      for (const shard of shards) await shard.synced(commit);
      expect(shards.flatMap(tracked).sort()).toEqual(whole);
      expect(new Set(shards.map((shard) => tracked(shard).length > 0)).size).toBe(2);
      return `8 Applications, all Synced. Each of the ${whole.length} objects is in one of them.`;
    });
  });

  /** The objects that an Application is responsible for. */
  function tracked(application: Application): string[] {
    const { status } = application.get();
    return (status?.resources ?? []).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort();
  }

  /** What beta has before it is retired. */
  const ofBeta = [
    'SveltosCluster fleet-prod/beta',
    'Secret fleet-prod/beta-sveltos-kubeconfig',
    'Secret kueue-system/fleet-prod-beta-kubeconfig',
    'Secret argocd/fleet-prod-beta-kubeconfig',
  ];

  /** Waits until the controller has made these Applications. */
  async function exists(...applications: readonly string[]): Promise<void> {
    await until(`there are ${applications.join(', ')}`, () => {
      const found = kubectl(['get', 'applications', '-n', 'argocd', '-o', 'name']);
      return applications.every((name) => found.includes(`/${name}\n`));
    });
  }

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

const isWaiting = ({ status }: Status) => /confirm/i.test(status?.operationState?.message ?? '');

interface Stored {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, string>>;
}

function namespace(name: string, labels: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** What the manifests of an installation of Argo CD hold, as far as its programs read it here. */
const partOf = { 'app.kubernetes.io/part-of': 'argocd' };
const argoCDsOwn: readonly object[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', namespace: 'argocd', labels: partOf } },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'argocd-secret', namespace: 'argocd', labels: partOf },
    stringData: { 'server.secretkey': 'of this run' },
  },
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
