import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { isObject, type JsonObject, objectAt, textOf } from '../../../src/krm/json';
import { tools } from '../tools';
import { Workspace } from '../workspace';
import { ApiServer } from './api-server';
import { installCrds } from './crds';
import { kubeApiserver } from './judges';
import { Programs } from './programs';
import { openProof } from './proof';

/**
 * What is rendered, read by the libraries of the programs that it is for. The API server is hub and cluster at once: a consumer asks
 * it as a ServiceAccount whose only way to the cluster's credentials is the Role that the render made.
 */
const readers = join(tools, 'readers');
const missing = ApiServer.missing();
const PROFILES = 'clusterprofiles.multicluster.x-k8s.io';
const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';

describe('the readers', () => {
  const proof = openProof('2-readers', 'Programs that consume the output');
  if (missing !== undefined) {
    proof.skip('the readers', 'on a real API server', missing);
    return;
  }
  let workspace: Workspace;
  let programs: Programs;
  let server: ApiServer;

  beforeAll(async () => {
    workspace = new Workspace();
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    installCrds(server);
    const namespaces = [
      namespace('mgmt'),
      namespace('jobs', { [CONSUMER]: 'jobs' }),
      namespace('kueue-system', { [CONSUMER]: 'kueue' }),
    ];
    apply(...namespaces, account('mgmt', 'alpha'), account('jobs', 'jobs'), account('kueue-system', 'kueue'));
    // What the cluster alpha allows whoever has its kubeconfig: no controller aggregates the ClusterRole view here.
    grant('alpha', 'mgmt', 'alpha', [
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['kueue.x-k8s.io'], resources: ['*'], verbs: ['*'] },
    ]);
    const fleet = [
      ...namespaces,
      namespace('default'),
      {
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        kind: 'Cluster',
        metadata: { name: 'alpha', namespace: 'mgmt', labels: { 'clusterprofile-name': 'alpha' } },
        spec: { controlPlaneEndpoint: { host: '127.0.0.1', port: Number(new URL(server.url).port) } },
        status: { conditions: [{ type: 'ControlPlaneAvailable', status: 'True', reason: 'Up', ...since }] },
      },
      secretOf('alpha-ca', 'tls.crt', server.authority),
      secretOf('alpha-kubeconfig', 'value', server.kubeconfigWith(server.tokenFor('mgmt', 'alpha'))),
    ];
    apply(secretOf('alpha-kubeconfig', 'value', server.kubeconfigWith(server.tokenFor('mgmt', 'alpha'))));
    workspace.write('fleet.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: fleet }));
  }, 300_000);
  afterAll(async () => {
    await programs.end();
    workspace.end();
  });

  const withProfiles = (run: () => string) => () => {
    workspace.write('profiles.yaml', render('ImportCAPIClusters', {}, 'fleet.json'));
    return run();
  };

  reader('access', 'cluster-inventory-api', 'sigs.k8s.io/cluster-inventory-api', (judge) => {
    proof.test(
      judge,
      'pkg/access reaches the cluster with a copied ClusterProfile, the provider file and the real plugin',
      withProfiles(() => {
        wire('jobs', { profiles: 'Copy', serviceAccounts: [{ name: 'jobs' }] });
        workspace.write('profile.json', server.must(['get', PROFILES, 'alpha', '-n', 'jobs', '-o', 'json']));
        const { code, stdout, stderr } = runAs('jobs', 'jobs', 'access', 'providers.json', 'profile.json');
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(JSON.parse(stdout)).toMatchObject({ status: 200, version: { major: expect.any(String) } });
        return 'The cluster answers with its version.';
      }),
    );

    proof.test(kubeApiserver, 'RBAC of a consumer', () => {
      const may = (verb: string, what: string) =>
        server
          .kubectl(['auth', 'can-i', verb, what, '-n', 'mgmt', '--as', 'system:serviceaccount:jobs:jobs'])
          .stdout.trim();
      expect(may('get', 'secrets/alpha-kubeconfig')).toBe('yes');
      expect(may('get', 'secrets/alpha-ca')).toBe('no');
      expect(may('list', 'secrets')).toBe('no');
      expect(may('update', 'secrets/alpha-kubeconfig')).toBe('no');
      return 'It may get the one Secret of its cluster. It may not get another, list any, or change this one.';
    });

    proof.test(judge, 'A ServiceAccount that no rule names', () => {
      apply(account('jobs', 'other'));
      const { code, stderr } = runAs('jobs', 'other', 'access', 'providers.json', 'profile.json');
      expect(code).not.toBe(0);
      expect(stderr).toContain('alpha-kubeconfig');
      expect(stderr).toContain('forbidden');
      return 'The API server refuses it the Secret, and the plugin gives no credentials.';
    });
  });

  reader('multicluster-runtime', 'multicluster-runtime', 'sigs.k8s.io/multicluster-runtime', (judge) => {
    proof.test(
      judge,
      'Engages each ClusterProfile of the consumer’s Namespace',
      withProfiles(() => {
        wire('jobs', { profiles: 'Copy', serviceAccounts: [{ name: 'jobs' }] });
        grant('reads-profiles', 'jobs', 'jobs', [
          { apiGroups: ['multicluster.x-k8s.io'], resources: ['clusterprofiles'], verbs: ['get', 'list', 'watch'] },
        ]);
        const { code, stdout, stderr } = runAs('jobs', 'jobs', 'multicluster-runtime', 'providers.json', 'jobs');
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(JSON.parse(stdout)).toEqual({ 'jobs/alpha': expect.arrayContaining(['kube-system', 'mgmt', 'jobs']) });
        return 'Its reconciler is called for the Namespaces of the cluster.';
      }),
    );
    proof.skip(
      'multicluster-runtime',
      'Its provider for cluster-inventory-api',
      'module not available from the Go proxy; the row above uses pkg/access instead',
    );
  });

  reader('kueue', 'Kueue', 'sigs.k8s.io/kueue', (judge) => {
    const installKueue = () => {
      const bases = join(folderOf('kueue', 'sigs.k8s.io/kueue'), 'config', 'components', 'crd', 'bases');
      // The suites' own kinds of Kueue have another version, and one more that is stored.
      server.must(['delete', '-f', bases, '--ignore-not-found']);
      server.must(['create', '-f', bases]);
      server.must(['wait', '--for=condition=Established', '-f', bases, '--timeout=60s']);
      // As Kueue's own installation has it: its kinds everywhere, Secrets and ClusterProfiles in its Namespace.
      grant('kueue', 'kueue-system', 'kueue', [
        { apiGroups: ['kueue.x-k8s.io'], resources: ['*'], verbs: ['*'] },
        { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['*'] },
      ]);
      server.must([
        ...['create', 'role', 'kueue', '-n', 'kueue-system', '--verb', 'get,list,watch'],
        ...['--resource', `secrets,${PROFILES}`],
      ]);
      server.must([
        ...['create', 'rolebinding', 'kueue', '-n', 'kueue-system', '--role', 'kueue'],
        ...['--serviceaccount', 'kueue-system:kueue'],
      ]);
    };
    const active = () => {
      const { code, stdout, stderr } = runAs(
        'kueue-system',
        'kueue',
        'kueue',
        'kueue-system',
        'kueue-configuration.yaml',
      );
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    };

    proof.test(
      judge,
      'A MultiKueueCluster that names a ClusterProfile, with the rendered piece of Kueue’s configuration',
      withProfiles(() => {
        installKueue();
        const map = wire('kueue', { kueue: 'ClusterProfile', serviceAccounts: [{ name: 'kueue' }] });
        workspace.write('kueue-configuration.yaml', textOf(objectAt(map, 'data')['kueue-configuration.yaml']));
        expect(active()).toEqual({ alpha: 'True: Connected' });
        server.must(['delete', 'multikueueclusters', '--all']);
        return 'Active: True, Connected.';
      }),
    );

    proof.test(
      judge,
      'A MultiKueueCluster that names a kubeconfig Secret of publish-credentials',
      withProfiles(() => {
        workspace.write('kueue-configuration.yaml', '{}\n');
        const spec = { dataKeys: ['kubeconfig'], consumers: [{ match: 'kueue' }] };
        server.must(['apply', '--server-side', '-f', '-'], render('PublishCredentials', spec, 'fleet.json'));
        wire('kueue', { kueue: 'KubeConfig' });
        expect(active()).toEqual({ alpha: 'True: Connected' });
        return 'Active: True, Connected.';
      }),
    );

    proof.test(judge, 'The same with a kubeconfig that skips TLS verification', () => {
      const [name] = server.must(['get', 'secrets', '-n', 'kueue-system', '-o', 'name']).trim().split('\n');
      const secret = JSON.parse(server.must(['get', name ?? '', '-n', 'kueue-system', '-o', 'json']));
      const kubeconfig = parse(Buffer.from(secret.data.kubeconfig, 'base64').toString());
      kubeconfig.clusters[0].cluster = { server: server.url, 'insecure-skip-tls-verify': true };
      secret.data.kubeconfig = Buffer.from(JSON.stringify(kubeconfig)).toString('base64');
      server.must(['replace', '-f', '-'], JSON.stringify(secret));
      server.must(['delete', 'multikueueclusters', '--all']);
      wire('kueue', { kueue: 'KubeConfig' });
      expect(active()).toEqual({ alpha: expect.stringMatching(/^False: .*insecure TLS/) });
      return 'Active: False, as the wire-consumers page says: Kueue refuses it.';
    });
  });

  reader('external-secrets', 'External Secrets Operator', 'github.com/external-secrets/external-secrets', (judge) => {
    const read = (objects: readonly JsonObject[]) => {
      const input = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
      return spawnSync(join(readers, 'external-secrets'), { input, encoding: 'utf8' });
    };

    proof.test(judge, 'Every object for it in the golden cases, into its own types, and through its validation', () => {
      const { stdout, stderr, status } = read(goldenOutputs());
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      const counts: Record<string, number> = JSON.parse(stdout);
      expect(Object.keys(counts).sort()).toEqual(['ClusterExternalSecret', 'ExternalSecret', 'SecretStore']);
      const told = Object.entries(counts).map(([kind, count]) => `${count} ${kind}s`);
      return `Accepted: ${told.sort().join(', ')}.`;
    });

    proof.test(judge, 'An object with a field that it does not have', () => {
      const [sound] = goldenOutputs().filter(({ kind }) => kind === 'ExternalSecret');
      const { status, stderr } = read([{ ...sound, spec: { ...objectAt(sound, 'spec'), refresh: '1h' } }]);
      expect(status).toBe(1);
      expect(stderr).toContain('unknown field "refresh"');
      return 'Rejected (negative control for the row above).';
    });
  });

  /** The cases of a program of test/e2e/loop/readers, or that it is not there. */
  function reader(
    program: string,
    name: string,
    module: string,
    cases: (judge: { name: string; version(): string }) => void,
  ): void {
    describe(name, () => {
      if (existsSync(join(readers, program))) cases({ name, version: () => versionIn(program, module) });
      else proof.skip(name, 'all of its cases', 'it is not built (test/e2e/loop/readers/build.sh)');
    });
  }

  /** Renders and applies what a consumer needs, writes its provider file, and gives its ConfigMap. */
  function wire(consumer: string, access: object): JsonObject | undefined {
    const spec = { consumers: [{ match: consumer, access }], crossNamespace: { policy: 'Allow' } };
    const text = render('WireConsumers', spec, 'fleet.json', 'profiles.yaml');
    server.must(['apply', '--server-side', '--force-conflicts', '-f', '-'], text);
    const objects = objectsIn(text);
    // As the page of wire-consumers says: kubectl drops the status of a copy, and readers need it.
    for (const profile of objects.filter(({ kind }) => kind === 'ClusterProfile')) {
      const args = ['apply', '--subresource=status', '--server-side', '--force-conflicts', '-f', '-'];
      server.must(args, JSON.stringify(profile));
    }
    const map = objects.find(({ kind }) => kind === 'ConfigMap');
    if (map !== undefined) workspace.write('providers.json', textOf(objectAt(map, 'data')['providers.json']));
    return map;
  }

  function render(kind: string, spec: object, ...files: readonly string[]): string {
    const config = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec };
    workspace.write('config.yaml', stringify(config));
    const { code, stdout, stderr } = workspace.run('rollcall', ['render', ...files, '--config', 'config.yaml']);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  }

  /** Runs a reader as a ServiceAccount, with the real secret reader on the PATH. */
  function runAs(inNamespace: string, name: string, program: string, ...args: readonly string[]) {
    const kubeconfig = join(programs.folder, 'kubeconfig-of-reader');
    writeFileSync(kubeconfig, server.kubeconfigWith(server.tokenFor(inNamespace, name)), { mode: 0o600 });
    const PATH = [readers, process.env.PATH].join(delimiter);
    return workspace.run(join(readers, program), args, '', { KUBECONFIG: kubeconfig, PATH });
  }

  function apply(...objects: readonly object[]): void {
    const items = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    server.must(['apply', '--server-side', '--force-conflicts', '-f', '-'], items);
  }

  /** Allows a ServiceAccount something in the whole cluster. */
  function grant(name: string, inNamespace: string, serviceAccount: string, rules: readonly object[]): void {
    const group = 'rbac.authorization.k8s.io';
    apply(
      { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name }, rules },
      {
        apiVersion: `${group}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: { apiGroup: group, kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace: inNamespace }],
      },
    );
  }
});

const since = { lastTransitionTime: '2026-01-01T00:00:00Z', message: '' };

function namespace(name: string, labels: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function account(inNamespace: string, name: string) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: inNamespace } };
}

function secretOf(name: string, key: string, value: string) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'cluster.x-k8s.io/secret',
    metadata: { name, namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' } },
    data: { [key]: Buffer.from(value).toString('base64') },
  };
}

function objectsIn(text: string): JsonObject[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(isObject);
}

/** What the golden cases render for External Secrets Operator. */
function goldenOutputs(): JsonObject[] {
  const golden = join(__dirname, '..', '..', 'golden');
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /expected\.yaml$/.test(file),
  );
  const texts = files.map((file) => readFileSync(join(golden, file), 'utf8'));
  return texts
    .filter((text) => text.includes('apiVersion: external-secrets.io/'))
    .flatMap((text): JsonObject[] => parse(text).items)
    .filter(({ apiVersion }) => textOf(apiVersion).startsWith('external-secrets.io/'));
}

/** The version of a module that a program was built with. */
function versionIn(program: string, module: string): string {
  const { stdout } = spawnSync('go', ['version', '-m', join(readers, program)], { encoding: 'utf8' });
  return new RegExp(`\\s${module}\\s+(v\\S+)`).exec(stdout)?.[1] ?? 'unknown';
}

function folderOf(program: string, module: string): string {
  const cwd = join(__dirname, 'readers', program);
  return spawnSync('go', ['list', '-m', '-f', '{{.Dir}}', module], { encoding: 'utf8', cwd }).stdout.trim();
}
