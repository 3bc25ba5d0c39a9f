import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { type JsonObject, objectAt, textOf } from '../../../src/krm/json';
import { Workspace } from '../workspace';
import { ApiServer } from './api-server';
import { installCrds } from './crds';
import { kubectl } from './judges';
import { Programs } from './programs';
import { openProof } from './proof';

/**
 * One API server is the management cluster and both of its clusters: each cluster is a ServiceAccount, so that `kubectl auth whoami`
 * tells which credentials a kubeconfig holds.
 */
const CLUSTERS = ['alpha', 'beta'];
const missing = ApiServer.missing();
const suite = missing === undefined ? describe : describe.skip;

suite(missing === undefined ? 'kubectl with what was rendered' : `the loop: skipped, since ${missing}`, () => {
  const proof = openProof('3-access', 'Who may do what');
  const workspace = new Workspace();
  let programs: Programs;
  let server: ApiServer;

  beforeAll(async () => {
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    installCrds(server);
    const namespaces = ['clusters', 'mgmt', 'fleet'].map((name) => namespace(name));
    const consumers = [namespace('kueue-system', 'kueue'), namespace('argocd', 'argo')];
    const accounts = CLUSTERS.map((name) => serviceAccount('clusters', name));
    applyAll([...namespaces, ...consumers, ...accounts, ...viewersOfNamespaces()]);
    const secrets = CLUSTERS.map((name) =>
      kubeconfigSecret(name, server.kubeconfigWith(server.tokenFor('clusters', name))),
    );
    const other = {
      ...kubeconfigSecret('database', 'not a kubeconfig'),
      metadata: { name: 'database', namespace: 'mgmt' },
    };
    applyAll([...secrets, other]);
    write('fleet/objects.yaml', [...namespaces, ...consumers, ...CLUSTERS.map(cluster), ...secrets]);
    write('fleet/profiles.yaml', CLUSTERS.map(profile));
  });
  afterAll(async () => {
    workspace.end();
    await programs.end();
  });

  function applyAll(objects: readonly object[]): void {
    server.must(
      ['apply', '--server-side', '--validate=strict', '-f', '-'],
      objects.map((one) => JSON.stringify(one)).join('\n'),
    );
  }

  function write(file: string, objects: readonly object[]): void {
    workspace.write(file, objects.map((object) => stringify(object)).join('---\n'));
  }

  /** Renders, applies what comes out, and gives it back. */
  function render(kind: string, spec: object): JsonObject[] {
    const local = { 'config.kubernetes.io/local-config': 'true' };
    const metadata = { name: kind.toLowerCase(), annotations: local };
    write('rollcall.yaml', [{ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata, spec }]);
    const { code, stdout, stderr } = workspace.run('rollcall', ['render', 'fleet', '--config', 'rollcall.yaml']);
    if (code !== 0) throw new Error(stderr);
    server.must(['apply', '--server-side', '--validate=strict', '-f', '-'], stdout);
    return parseAllDocuments(stdout).map((document) => objectAt(document.toJS()));
  }

  /** A file that holds a kubeconfig. */
  function keep(name: string, kubeconfig: string): string {
    const file = join(programs.folder, name);
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    return file;
  }

  const asked = (file: string, ...args: string[]) => server.kubectl(['--kubeconfig', file, ...args]);
  const asAccount = (namespaceOf: string, name: string) =>
    keep(`${namespaceOf}-${name}`, server.kubeconfigWith(server.tokenFor(namespaceOf, name)));

  /** What a ServiceAccount may do with each Secret of a namespace, tried out. */
  function tried(account: string, inside: string) {
    const secrets = [...CLUSTERS.map((name) => `${name}-kubeconfig`), 'database'];
    const reads = secrets.filter((name) => asked(account, 'get', 'secret', name, '-n', inside).code === 0);
    const may = (verb: string, what: string) =>
      asked(account, 'auth', 'can-i', verb, what, '-n', inside).stdout.trim() === 'yes';
    const verbs = ['list', 'watch', 'create', 'update', 'patch', 'delete'].filter((verb) => may(verb, 'secrets'));
    const writes = secrets.filter((name) => may('update', `secrets/${name}`) || may('delete', `secrets/${name}`));
    const said = secrets.filter((name) => may('get', `secrets/${name}`));
    return { reads, said, lists: asked(account, 'get', 'secrets', '-n', inside).code === 0, verbs, writes };
  }

  const only = (...names: string[]) => {
    const secrets = names.map((name) => `${name}-kubeconfig`);
    return { reads: secrets, said: secrets, lists: false, verbs: [], writes: [] };
  };

  const consumers = [
    { match: 'kueue', clusters: { clusterProfile: { matchLabels: { env: 'dev' } } } },
    { match: 'argo' },
  ];

  proof.test(kubectl, 'each rendered kubeconfig: its own cluster, and no more than its credentials allow', () => {
    const rules = [{ ...consumers[0], clusters: { cluster: { matchLabels: { env: 'dev' } } } }, consumers[1]];
    const objects = render('RenderInventory', { credentials: 'Copy', consumers: rules });
    const secrets = objects.filter(({ kind }) => kind === 'Secret');
    const reached = secrets.map((object) => {
      const { name, namespace: inside } = objectAt(object, 'metadata');
      const data = objectAt(server.one('secret', textOf(inside), textOf(name)), 'data');
      const file = keep('rendered', Buffer.from(textOf(data.config ?? data.kubeconfig), 'base64').toString());
      expect(asked(file, 'get', 'namespaces').code).toBe(0);
      expect(asked(file, 'get', 'secrets', '-n', 'mgmt').stderr).toContain('Forbidden');
      return `${inside}/${name}: ${asked(file, 'auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}').stdout}`;
    });
    expect(reached.sort()).toEqual([
      'argocd/fleet-alpha-kubeconfig: system:serviceaccount:clusters:alpha',
      'argocd/fleet-beta-kubeconfig: system:serviceaccount:clusters:beta',
      'fleet/alpha-sveltos-kubeconfig: system:serviceaccount:clusters:alpha',
      'fleet/beta-sveltos-kubeconfig: system:serviceaccount:clusters:beta',
      'kueue-system/fleet-alpha-kubeconfig: system:serviceaccount:clusters:alpha',
    ]);
    return `${reached.length} kubeconfigs, read back from the Secrets in the API server, reach the cluster of their name (kubectl auth whoami), list its Namespaces and may not list its Secrets. The consumer with a rule for env=dev has one, the other has two.`;
  });

  proof.test(kubectl, 'wire-consumers: the ServiceAccounts of access.serviceAccounts', () => {
    applyAll([
      serviceAccount('kueue-system', 'kueue'),
      serviceAccount('argocd', 'argocd-server'),
      serviceAccount('argocd', 'other'),
    ]);
    write('fleet/profiles.yaml', CLUSTERS.map(profileWithProvider));
    const access = (name: string) => ({ access: { serviceAccounts: [{ name }] } });
    const rules = [
      { ...consumers[0], ...access('kueue') },
      { ...consumers[1], ...access('argocd-server') },
    ];
    render('WireConsumers', { consumers: rules, crossNamespace: { allow: [{ from: 'fleet', to: 'mgmt' }] } });
    write('fleet/profiles.yaml', CLUSTERS.map(profile));
    expect(tried(asAccount('kueue-system', 'kueue'), 'mgmt')).toEqual(only('alpha'));
    expect(tried(asAccount('argocd', 'argocd-server'), 'mgmt')).toEqual(only('alpha', 'beta'));
    expect(tried(asAccount('argocd', 'other'), 'mgmt')).toEqual(only());
    return 'Each may get the Secrets that the ClusterProfiles of its rule name, and no other Secret of the namespace. None may list, watch, create, update, patch or delete. Another ServiceAccount of the namespace may do nothing.';
  });

  proof.test(kubectl, 'emitStores: the ServiceAccount that External Secrets Operator uses', () => {
    const rules = [{ ...consumers[0], clusters: { cluster: { matchLabels: { env: 'dev' } } } }, consumers[1]];
    const objects = render('RenderInventory', {
      credentials: 'External',
      emitStores: true,
      consumers: rules,
      takeOverFrom: [],
    });
    const accounts = objects
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map((object) => objectAt(object, 'metadata'));
    const found = Object.fromEntries(
      accounts.map(({ namespace: inside, name }) => [inside, tried(asAccount(textOf(inside), textOf(name)), 'mgmt')]),
    );
    expect(found).toEqual({
      argocd: only('alpha', 'beta'),
      fleet: only('alpha', 'beta'),
      'kueue-system': only('alpha'),
    });
    return 'In each receiving namespace it may get exactly the Secrets that this namespace receives. It may not list, watch or write.';
  });
});

function namespace(name: string, consumer?: string): object {
  const labels = consumer === undefined ? {} : { labels: { 'x-k8s.io/cluster-inventory-consumer': consumer } };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...labels } };
}

function serviceAccount(inside: string, name: string): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: inside } };
}

function labelsOf(name: string) {
  return { env: name === 'alpha' ? 'dev' : 'prod' };
}

function cluster(name: string): object {
  const labels = { ...labelsOf(name), 'clusterprofile-name': name, 'clusterprofile-namespace': 'fleet' };
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Cluster',
    metadata: { name, namespace: 'mgmt', labels },
    spec: { paused: false },
  };
}

function kubeconfigSecret(name: string, kubeconfig: string) {
  const metadata = { name: `${name}-kubeconfig`, namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': name } };
  const data = { value: Buffer.from(kubeconfig).toString('base64') };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: 'cluster.x-k8s.io/secret', data };
}

function profile(name: string): object {
  return {
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name, namespace: 'fleet', labels: labelsOf(name) },
    spec: { clusterManager: { name: 'test' } },
  };
}

function profileWithProvider(name: string): object {
  const extension = { name: `${name}-kubeconfig`, namespace: 'mgmt', key: 'value' };
  const extensions = [{ name: 'client.authentication.k8s.io/exec', extension }];
  const provider = { name: 'kubeconfig-secretreader', cluster: { server: 'https://127.0.0.1:6443', extensions } };
  return { ...profile(name), status: { accessProviders: [provider] } };
}

/** What the credentials of each cluster allow in it. */
function viewersOfNamespaces(): object[] {
  const rules = [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list'] }];
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'viewer' }, rules };
  const subjects = CLUSTERS.map((name) => ({ kind: 'ServiceAccount', name, namespace: 'clusters' }));
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'viewer' };
  return [role, { ...role, kind: 'ClusterRoleBinding', rules: undefined, subjects, roleRef }];
}
