import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanObject } from '../../src/hosts/snapshot/clean-object';
import { type Kubectl, KubectlFailed } from '../../src/hosts/snapshot/kubectl';
import { readCluster } from '../../src/hosts/snapshot/read-cluster';
import { readSecrets, type SecretsMode } from '../../src/hosts/snapshot/read-secrets';
import type { JsonObject } from '../../src/krm/json';
import { GENERATED_BY, MANAGED_BY } from '../../src/krm/ownership';

/** What a snapshot asks kubectl, what it keeps of each answer, and what it refuses to keep. */
const marks = { 'config.kubernetes.io/local-config': 'true', 'rollcall.dev/snapshot': 'true' };
const certificate = readFileSync(join(__dirname, '..', 'support', 'certificates', 'ca.crt')).toString('base64');

/** Answers by their arguments, and the arguments that were asked for. */
function standIn(answers: Readonly<Record<string, string | object>>): { kubectl: Kubectl; asked: string[] } {
  const asked: string[] = [];
  const kubectl: Kubectl = (args) => {
    const name = args.filter((arg) => !arg.includes('{{')).join(' ');
    asked.push(name);
    const answer = answers[name];
    if (answer === undefined) throw new KubectlFailed(`kubectl ${name} exited with 1`);
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  };
  return { kubectl, asked };
}

describe('an object of a snapshot', () => {
  test('has nothing of the server, and its keys in order', () => {
    const object = {
      kind: 'Cluster',
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      metadata: {
        name: 'a',
        namespace: 'mgmt',
        managedFields: [{ manager: 'x' }],
        uid: 'x',
        resourceVersion: '1',
        generation: 1,
        creationTimestamp: 'x',
        ownerReferences: [{ name: 'x' }],
        selfLink: 'x',
        generateName: 'x',
        labels: { z: '1', a: '2', odd: 3, 'argocd.argoproj.io/instance': 'x', 'app.kubernetes.io/instance': 'x' },
        finalizers: ['b', 'a'],
        deletionTimestamp: 'then',
      },
      status: {
        observedGeneration: 1,
        z: 1,
        conditions: [
          { type: 'b', lastProbeTime: 'x', lastTransitionTime: 'kept' },
          { type: 'a', lastHeartbeatTime: 'x', lastUpdateTime: 'x', observedGeneration: 1 },
        ],
        a: { lastUpdated: 'x', lastScheduleTime: 'x', lastSyncTime: 'x', renewTime: 'x', kept: null },
      },
      spec: { z: { b: 1, a: [3, 1, 2] }, observedGeneration: 1, renewTime: 'kept' },
    };
    expect(JSON.stringify(cleanObject(object))).toBe(
      JSON.stringify({
        apiVersion: 'cluster.x-k8s.io/v1beta2',
        kind: 'Cluster',
        metadata: {
          name: 'a',
          namespace: 'mgmt',
          labels: { a: '2', z: '1' },
          annotations: marks,
          deletionTimestamp: 'then',
          finalizers: ['b', 'a'],
        },
        spec: { observedGeneration: 1, renewTime: 'kept', z: { a: [3, 1, 2], b: 1 } },
        status: {
          a: { kept: null },
          conditions: [{ lastTransitionTime: 'kept', type: 'b' }, { type: 'a' }],
          z: 1,
        },
      }),
    );
  });

  test.each([
    'kubectl.kubernetes.io/last-applied-configuration',
    'kubernetes.io/change-cause',
    'argocd.argoproj.io/tracking-id',
    'meta.helm.sh/release-name',
    'kustomize.toolkit.fluxcd.io/checksum',
    'helm.toolkit.fluxcd.io/x',
    'reconcile.fluxcd.io/requestedAt',
    'config.k8s.io/owning-inventory',
    'config.kubernetes.io/path',
    'internal.config.kubernetes.io/index',
    'applyset.kubernetes.io/id',
    'objectset.rio.cattle.io/applied',
  ])('has no annotation of other tools: %s', (key) => {
    const annotations = { [key]: 'x', 'example.com/kept': 'yes' };
    expect(cleanObject({ kind: 'A', metadata: { name: 'a', annotations } }).metadata).toEqual({
      name: 'a',
      annotations: { 'example.com/kept': 'yes', ...marks },
    });
  });

  test('is as short as what it was', () => {
    expect(JSON.stringify(cleanObject({ metadata: { labels: { 'argocd.argoproj.io/instance': 'x' } } }))).toBe(
      JSON.stringify({ apiVersion: null, kind: null, metadata: { name: null, annotations: marks } }),
    );
  });
});

describe('Secrets', () => {
  const END = 'end of the list';
  const line = (...columns: string[]) => columns.join('\t');
  const lines = (...all: string[]) => `${[...all, END].join('\n')}\n`;
  const CAPI = 'cluster.x-k8s.io/cluster-name';
  const TYPE = 'cluster.x-k8s.io/secret';
  const PROFILE = 'x-k8s.io/cluster-profile';

  function read(mode: SecretsMode, ofClusters: string, ofProfiles = lines(), scope = ['--all-namespaces']) {
    const asked: string[] = [];
    const secrets = readSecrets(
      (args) => {
        asked.push(args.join(' '));
        return args.includes(`--selector=${CAPI}`) ? ofClusters : ofProfiles;
      },
      scope,
      mode,
    );
    return { asked, secrets };
  }
  const head = (name: string, labels: object, type = TYPE) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'mgmt', labels },
    type,
  });

  test('are not asked for with None', () => {
    expect(read('None', lines())).toEqual({ asked: [], secrets: [] });
  });

  test('are asked for by their labels, in each scope', () => {
    const { asked } = read('Metadata', lines(), lines(), ['--namespace=a']);
    expect(asked.map((args) => args.replace(/--output=.*/s, '…'))).toEqual([
      `get secrets --namespace=a --selector=${CAPI} …`,
      `get secrets --namespace=a --selector=${PROFILE} …`,
    ]);
  });

  test('values are asked for one by one: a kubeconfig only with Credentials', () => {
    const templates = (mode: SecretsMode) => read(mode, lines()).asked.map((args) => args.split('go-template=')[1]);
    const [metadata = ''] = templates('Metadata');
    const [credentials = ''] = templates('Credentials');
    const labels = '{{range $key, $value := .metadata.labels}}{{$key}}={{$value}},{{end}}';
    const keys = '{{range $key, $value := .data}}{{$key}},{{end}}';
    const named = (form: string) =>
      `{{if and (eq .type "${TYPE}") (eq .metadata.name (printf "${form}" (index .metadata.labels "${CAPI}")))}}`;
    const ca = `${named('%s-ca')}{{range $key, $value := .data}}{{if eq $key "tls.crt"}}{{$value}}{{end}}{{end}}{{end}}`;
    const value = `${named('%s-kubeconfig')}{{range $key, $value := .data}}{{if or (eq $key "value") (eq $key "kubeconfig")}}{{$key}}={{$value}},{{end}}{{end}}{{end}}`;
    const template = (last: string) =>
      `{{range .items}}${['{{.metadata.namespace}}', '{{.metadata.name}}', '{{.type}}', labels, keys, ca, last].join('{{"\\t"}}')}{{"\\n"}}{{end}}${END}{{"\\n"}}`;
    expect(metadata).toBe(template(''));
    expect(credentials).toBe(template(value));
    expect(templates('Metadata')).toEqual([metadata, metadata]);
  });

  test('of a cluster have their metadata, with the certificate of its authority', () => {
    const { secrets } = read(
      'Metadata',
      lines(
        line('mgmt', 'a-kubeconfig', TYPE, `${CAPI}=a,x=y=z,`, 'value,', '', ''),
        line('mgmt', 'a-ca', TYPE, `${CAPI}=a,`, 'tls.crt,tls.key,', certificate, ''),
        line('mgmt', 'a-etcd', TYPE, `${CAPI}=a,`, 'tls.key,', '', ''),
        line('mgmt', '-ca', TYPE, `${CAPI}=,`, 'tls.key,', certificate, ''),
        line('mgmt', '-kubeconfig', TYPE, `${CAPI}=,`, 'value,', '', 'value=eA==,'),
      ),
    );
    expect(secrets).toEqual([
      head('a-kubeconfig', { [CAPI]: 'a', x: 'y=z' }),
      { ...head('a-ca', { [CAPI]: 'a' }), data: { 'tls.crt': certificate } },
    ]);
  });

  test('of a cluster have the kubeconfig where kubectl gave one', () => {
    const { secrets } = read(
      'Credentials',
      lines(line('mgmt', 'a-kubeconfig', TYPE, `${CAPI}=a,`, 'value,', '', 'value=eA==,kubeconfig=eQ==,')),
    );
    expect(secrets).toEqual([
      { ...head('a-kubeconfig', { [CAPI]: 'a' }), data: { value: 'eA==', kubeconfig: 'eQ==' } },
    ]);
  });

  test('of a ClusterProfile have the names of their keys and no value', () => {
    const { secrets } = read(
      'Credentials',
      lines(),
      lines(line('mgmt', 's', 'Opaque', `${PROFILE}=a,`, 'config,b,', '', '')),
    );
    expect(secrets).toEqual([{ ...head('s', { [PROFILE]: 'a' }, 'Opaque'), data: { config: '', b: '' } }]);
  });

  test('that Rollcall has made are left out, and one with both labels is kept once', () => {
    const made = line('mgmt', 's', 'Opaque', `${PROFILE}=a,${MANAGED_BY.label}=${MANAGED_BY.value},`, '', '', '');
    const both = line('mgmt', 'a-kubeconfig', TYPE, `${CAPI}=a,${PROFILE}=a,`, 'value,', '', '');
    expect(read('Metadata', lines(both), lines(made, both)).secrets).toEqual([
      head('a-kubeconfig', { [CAPI]: 'a', [PROFILE]: 'a' }),
    ]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const block = Buffer.from(certificate, 'base64').toString().trim();
  test.each([
    ['a private key', base64('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')],
    ['a private key after it', base64(`${block}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`)],
    ['a private key before it', base64(`-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${block}`)],
    ['words before it', base64(`a password: ${block}`)],
    ['words after it', base64(`${block} a password`)],
    ['nothing', ''],
    ['what is no base64', '!'],
  ])('a certificate that is %s is not kept', (_what, value) => {
    expect(read('Metadata', lines(line('mgmt', 'a-ca', TYPE, `${CAPI}=a,`, 'tls.crt,', value, ''))).secrets).toEqual(
      [],
    );
  });

  test('several certificates are kept', () => {
    const several = base64(`\n${block}\n${block}`);
    const { secrets } = read('Metadata', lines(line('mgmt', 'a-ca', TYPE, `${CAPI}=a,`, 'tls.crt,', several, '')));
    expect(secrets).toEqual([{ ...head('a-ca', { [CAPI]: 'a' }), data: { 'tls.crt': several } }]);
  });

  test.each([
    ['', 'kubectl get secrets did not print the whole list'],
    [`${line('mgmt', 'a')}\n`, 'kubectl get secrets did not print the whole list'],
    [lines(line('mgmt', 'a')), 'kubectl get secrets printed something unexpected'],
    [lines(line(...'abcdefgh')), 'kubectl get secrets printed something unexpected'],
  ])('an answer that is not whole is refused: %j', (text, reason) => {
    expect(() => read('Metadata', text)).toThrow(reason);
    expect(() => read('Metadata', text)).toThrow(KubectlFailed);
  });
});

describe('a cluster', () => {
  const list = (...items: object[]) => ({ kind: 'List', metadata: {}, items });
  const named = (kind: string, name: string, metadata: object = {}) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, ...metadata },
  });
  const group = (name: string, version: string) => ({ name, preferredVersion: { version } });
  const system = named('Namespace', 'kube-system', { uid: 'the-cluster' });
  const END = 'end of the list\n';
  const CLUSTERS = 'clusters.v1beta2.cluster.x-k8s.io';
  const whole: Readonly<Record<string, string | object>> = {
    'get --raw=/apis': {
      groups: [group('cluster.x-k8s.io', 'v1beta2'), group('cluster.open-cluster-management.io', 'v1')],
    },
    'get --raw=/apis/cluster.x-k8s.io/v1beta2': { resources: [{ name: 'clusters' }, { name: 'clusters/status' }] },
    'get --raw=/apis/cluster.open-cluster-management.io/v1': { resources: [{ name: 'managedclusters' }] },
    'get namespaces --output=json': list(system, named('Namespace', 'mgmt')),
    [`get ${CLUSTERS} --all-namespaces --output=json`]: list(
      named('Cluster', 'a'),
      named('Cluster', 'made', { annotations: { [GENERATED_BY]: 'render-inventory/fleet' } }),
    ),
    'get managedclusters.v1.cluster.open-cluster-management.io --output=json': list(named('ManagedCluster', 'm')),
    'get secrets --all-namespaces --selector=cluster.x-k8s.io/cluster-name': END,
    'get secrets --all-namespaces --selector=x-k8s.io/cluster-profile': END,
  };
  const scope = { namespaces: [], secrets: 'Metadata' } as const;
  const specOf = ([manifest]: readonly JsonObject[]) => manifest?.spec;
  const notServed = [
    'clusterprofiles.multicluster.x-k8s.io',
    'placementdecisions.multicluster.x-k8s.io',
    'managedclustersets.cluster.open-cluster-management.io',
    'managedclustersetbindings.cluster.open-cluster-management.io',
    'managedproxyconfigurations.proxy.open-cluster-management.io',
    'managedserviceaccounts.authentication.open-cluster-management.io',
  ];

  test('is read kind by kind, with a manifest of what was read', () => {
    const { kubectl, asked } = standIn(whole);
    const objects = readCluster(kubectl, scope);
    expect(objects.map(({ kind, metadata }) => [kind, Object(metadata).name])).toEqual([
      ['Snapshot', 'snapshot'],
      ['Namespace', 'kube-system'],
      ['Namespace', 'mgmt'],
      ['Cluster', 'a'],
      ['ManagedCluster', 'm'],
    ]);
    expect(objects[0]).toEqual({
      apiVersion: 'rollcall.dev/v1alpha1',
      kind: 'Snapshot',
      metadata: { name: 'snapshot', annotations: marks },
      spec: {
        cluster: 'the-cluster',
        secrets: 'Metadata',
        read: {
          namespaces: 2,
          'clusters.cluster.x-k8s.io': 1,
          'managedclusters.cluster.open-cluster-management.io': 1,
          secrets: 0,
        },
        notServed,
        madeByRollcall: 1,
      },
    });
    // Each group is asked for once.
    expect(asked.filter((args) => args.includes('/apis/'))).toHaveLength(2);
  });

  test('without Secrets none is asked for', () => {
    const { kubectl, asked } = standIn(whole);
    const spec = Object(specOf(readCluster(kubectl, { ...scope, secrets: 'None' })));
    expect([spec.secrets, Object.keys(spec.read)]).toEqual(['None', expect.not.arrayContaining(['secrets'])]);
    expect(asked.join()).not.toContain('secrets');
  });

  test('of some namespaces only what is in them is read', () => {
    const { kubectl } = standIn({
      ...whole,
      'get namespaces a b --output=json': list(named('Namespace', 'a'), named('Namespace', 'b')),
      'get namespaces a --output=json': named('Namespace', 'a'),
      'get namespaces kube-system --output=jsonpath={.metadata.uid}': 'the-cluster\n',
      ...Object.fromEntries(
        ['a', 'b'].flatMap((name) => [
          [`get ${CLUSTERS} --namespace=${name} --output=json`, list(named('Cluster', name))],
          [`get secrets --namespace=${name} --selector=cluster.x-k8s.io/cluster-name`, END],
          [`get secrets --namespace=${name} --selector=x-k8s.io/cluster-profile`, END],
        ]),
      ),
    });
    expect(specOf(readCluster(kubectl, { ...scope, namespaces: ['a', 'b'] }))).toEqual({
      cluster: 'the-cluster',
      namespaces: ['a', 'b'],
      secrets: 'Metadata',
      read: { namespaces: 2, 'clusters.cluster.x-k8s.io': 2, secrets: 0 },
      notServed,
      notRead: ['managedclusters.cluster.open-cluster-management.io'],
    });
    // Of one namespace alone kubectl prints no list.
    expect(specOf(readCluster(kubectl, { ...scope, namespaces: ['a'] }))).toMatchObject({
      read: { namespaces: 1, 'clusters.cluster.x-k8s.io': 1 },
    });
  });

  test.each([[[]], [['a']]])('every kind is asked for where it is: in namespaces %j', (namespaces) => {
    const kinds = ['clusters.cluster.x-k8s.io', ...notServed, 'managedclusters.cluster.open-cluster-management.io'];
    const split = (kind: string) => [kind.slice(0, kind.indexOf('.')), kind.slice(kind.indexOf('.') + 1)] as const;
    const answers = (args: readonly string[]) => {
      const text = args.join(' ');
      if (text === 'get --raw=/apis') return { groups: kinds.map((kind) => group(split(kind)[1], 'v1')) };
      if (text.includes('/apis/')) return { resources: kinds.map((kind) => ({ name: split(kind)[0] })) };
      return text.includes('go-template') ? END : list(system);
    };
    const asked: string[] = [];
    const kubectl: Kubectl = (args) => {
      asked.push(args.slice(1, 3).join(' '));
      const answer = answers(args);
      return typeof answer === 'string' ? answer : JSON.stringify(answer);
    };
    const spec = specOf(readCluster(kubectl, { namespaces, secrets: 'None' }));
    expect(Object.keys(Object(spec))).toEqual(
      namespaces.length === 0
        ? ['cluster', 'secrets', 'read']
        : ['cluster', 'namespaces', 'secrets', 'read', 'notRead'],
    );
    const scoped = namespaces.length === 0 ? '--all-namespaces' : '--namespace=a';
    const ofCluster = /^managed(?:clusters|clustersets|proxyconfigurations)\./;
    const wanted = kinds
      .filter((kind) => namespaces.length === 0 || !ofCluster.test(kind))
      .map((kind) => kind.replace('.', '.v1.'))
      .map((kind) => `${kind} ${ofCluster.test(kind) ? '--output=json' : scoped}`);
    expect(asked.filter((args) => args.includes('.v1.')).sort()).toEqual(wanted.sort());
  });

  test('that may not be known has no name', () => {
    const namespaces = { 'get namespaces --output=json': list(named('Namespace', 'mgmt')) };
    expect(specOf(readCluster(standIn({ ...whole, ...namespaces }).kubectl, scope))).toMatchObject({ cluster: '' });
    const defect: Kubectl = (args) => {
      if (args.includes('kube-system')) throw new TypeError('a defect');
      return standIn({ ...whole, ...namespaces }).kubectl(args);
    };
    expect(() => readCluster(defect, scope)).toThrow('a defect');
  });

  test.each<[string, string | object, string]>([
    ['get --raw=/apis', { items: [] }, 'kubectl printed no list of groups'],
    ['get --raw=/apis/cluster.x-k8s.io/v1beta2', { resources: ['clusters'] }, 'kubectl printed no list of resources'],
    [`get ${CLUSTERS} --all-namespaces --output=json`, { items: null }, 'kubectl printed no list of items'],
    [
      `get ${CLUSTERS} --all-namespaces --output=json`,
      { ...list(), metadata: { continue: 'x' } },
      'kubectl printed a part of a list',
    ],
    ['get namespaces --output=json', '[]', 'kubectl printed something that is no object'],
    ['get namespaces --output=json', '{', 'kubectl printed something that is no object'],
  ])('is refused where an answer is not whole: %s, %j', (args, answer, reason) => {
    const { kubectl } = standIn({ ...whole, [args]: answer });
    expect(() => readCluster(kubectl, scope)).toThrow(reason);
    expect(() => readCluster(kubectl, scope)).toThrow(KubectlFailed);
  });

  test('is refused where kubectl refuses anything', () => {
    for (const args of Object.keys(whole)) {
      const { [args]: _gone, ...rest } = whole;
      expect(() => readCluster(standIn(rest).kubectl, scope)).toThrow(KubectlFailed);
    }
  });
});
