import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import { ownerOf } from '../../src/krm/ownership';
import { readResourceList } from '../../src/krm/resource-list';
import { recogniseMark } from '../../src/run/recognise';

const CLUSTER = 'cluster.x-k8s.io/Cluster/mgmt/alpha';
const PROFILE = 'multicluster.x-k8s.io/ClusterProfile/fleet/alpha';
const MANAGED = 'cluster.open-cluster-management.io/ManagedCluster//alpha';
const LABELS = { 'x-k8s.io/cluster-profile': 'alpha', 'x-k8s.io/cluster-profile-namespace': 'fleet' };

interface Given {
  readonly owner?: string;
  readonly source?: string;
  readonly labels?: Record<string, string>;
  readonly fields?: JsonObject;
}

/** An object with marks, `<apiVersion> <kind> <namespace>/<name>`; a consumer's Secret of a Cluster where nothing else is said. */
function marked(words: string, { owner = 'render-inventory/fleet', source = CLUSTER, labels = LABELS, fields }: Given) {
  const [apiVersion = '', kind = '', path = ''] = words.split(' ');
  const [namespace = '', name = ''] = path.split('/');
  const annotations = { 'rollcall.dev/generated-by': owner, 'rollcall.dev/source': source };
  return new Item(Buffer.alloc(0), { apiVersion, kind, metadata: { name, namespace, labels, annotations }, ...fields });
}

const SECRET = 'v1 Secret argocd/fleet-alpha-kubeconfig';
const SVELTOS = 'lib.projectsveltos.io/v1beta1 SveltosCluster fleet/alpha';
const SVELTOS_SECRET = 'v1 Secret fleet/alpha-sveltos-kubeconfig';
const HUB = 'multicluster.x-k8s.io/v1alpha1 ClusterProfile fleet/alpha';
const HUB_LABELS = { 'x-k8s.io/cluster-manager': 'open-cluster-management' };
const RUNTIME = { ...LABELS, 'x-k8s.io/cluster-inventory-consumer': 'argo' };
const TRIGGERED = { owner: 'run-event-trigger/team', labels: {}, source: '/Service/shop/web' };

interface Row extends Given {
  readonly rule: string;
  readonly object: string;
  /** What it was made for and as what, or why it was not. */
  readonly want: string;
  readonly why?: string;
}

const ARGO_CD = {
  object: 'v1 Secret argocd/argocd-cluster.fleet.alpha',
  owner: 'register-argocd-clusters/fleet',
  source: PROFILE,
  labels: {},
};

const WIRED = {
  object: 'multicluster.x-k8s.io/v1alpha1 ClusterProfile kueue/alpha',
  owner: 'wire-consumers/fleet',
  source: PROFILE,
  labels: {},
};

const NO_SOURCE = 'and does not name the object that it was made from';

const rows: Row[] = [
  { rule: 'a consumer’s Secret', object: SECRET, want: 'ConsumerSecret fleet/alpha for namespace argocd' },
  {
    rule: 'of a ClusterProfile',
    object: SECRET,
    source: PROFILE,
    want: 'ConsumerSecret fleet/alpha for namespace argocd',
  },
  {
    rule: 'of a hub’s cluster',
    object: SECRET,
    source: MANAGED,
    want: 'ConsumerSecret fleet/alpha for namespace argocd',
  },
  {
    rule: 'beside its profile',
    object: 'v1 Secret fleet/argo-alpha-kubeconfig',
    labels: RUNTIME,
    want: 'ConsumerSecret fleet/alpha for name argo',
  },
  {
    rule: 'of publish-credentials',
    object: SECRET,
    owner: 'publish-credentials/a/b',
    want: 'ConsumerSecret fleet/alpha for namespace argocd',
  },
  { rule: 'Argo CD’s cluster Secret', ...ARGO_CD, want: 'ArgoCDCluster fleet/alpha' },
  {
    rule: 'of Argo CD in another namespace',
    ...ARGO_CD,
    object: ARGO_CD.object.replace('argocd/', 'gitops/'),
    want: 'ArgoCDCluster fleet/alpha',
  },
  { rule: 'of Argo CD under another profile’s name', ...ARGO_CD, object: `${ARGO_CD.object}2`, want: 'altered' },
  { rule: 'of Argo CD from a Cluster', ...ARGO_CD, source: CLUSTER, want: 'altered' },
  { rule: 'of Argo CD with a type of its own', ...ARGO_CD, fields: { type: 'x' }, want: 'altered' },
  { rule: 'of Argo CD by another function', ...ARGO_CD, owner: 'publish-credentials/fleet', want: 'altered' },
  { rule: 'a consumer’s ClusterProfile', ...WIRED, want: 'ConsumerProfile fleet/alpha for namespace kueue' },
  {
    rule: 'a ClusterProfile in place of its source',
    ...WIRED,
    object: WIRED.object.replace('kueue/', 'fleet/'),
    want: 'altered',
  },
  { rule: 'a consumer’s ClusterProfile of another name', ...WIRED, object: `${WIRED.object}2`, want: 'altered' },
  { rule: 'a consumer’s ClusterProfile from a Cluster', ...WIRED, source: CLUSTER, want: 'altered' },
  {
    rule: 'a MultiKueueCluster',
    ...WIRED,
    object: 'kueue.x-k8s.io/v1beta2 MultiKueueCluster /alpha',
    want: 'ConsumerProfile fleet/alpha',
  },
  {
    rule: 'a MultiKueueCluster of another name',
    ...WIRED,
    object: 'kueue.x-k8s.io/v1beta2 MultiKueueCluster /beta',
    want: 'altered',
  },
  {
    rule: 'a consumer’s provider file',
    ...WIRED,
    source: '/Namespace//kueue',
    object: 'v1 ConfigMap kueue/rollcall-cluster-inventory',
    want: 'SecretAccess kueue',
  },
  {
    rule: 'another ConfigMap of a consumer',
    ...WIRED,
    source: '/Namespace//kueue',
    object: 'v1 ConfigMap kueue/settings',
    want: 'altered',
  },
  {
    rule: 'a provider file of another consumer',
    ...WIRED,
    source: '/Namespace//argo',
    object: 'v1 ConfigMap kueue/rollcall-cluster-inventory',
    want: 'altered',
  },
  {
    rule: 'a consumer’s Role',
    ...WIRED,
    source: '/Namespace//kueue',
    object: 'rbac.authorization.k8s.io/v1 Role fleet/rollcall-consumer-kueue',
    want: 'SecretAccess kueue',
  },
  {
    rule: 'a RoleBinding of another consumer',
    ...WIRED,
    source: '/Namespace//argo',
    object: 'rbac.authorization.k8s.io/v1 RoleBinding fleet/rollcall-consumer-kueue',
    want: 'altered',
  },
  { rule: 'a renamed copy', object: 'v1 Secret argocd/mine', want: 'altered' },
  {
    rule: 'a copy beside the profile under the shared name',
    object: 'v1 Secret fleet/fleet-alpha-kubeconfig',
    want: 'ConsumerSecret fleet/alpha for namespace fleet',
  },
  {
    rule: 'a Secret beside another profile',
    object: 'v1 Secret other/argo-alpha-kubeconfig',
    labels: RUNTIME,
    want: 'altered',
  },
  {
    rule: 'a consumer’s that names another consumer',
    object: 'v1 Secret fleet/kueue-alpha-kubeconfig',
    labels: RUNTIME,
    want: 'altered',
  },
  { rule: 'without a namespace', object: 'v1 Secret /fleet-alpha-kubeconfig', want: 'altered' },
  { rule: 'without labels', object: SECRET, labels: {}, want: 'altered' },
  {
    rule: 'of another profile',
    object: SECRET,
    source: 'multicluster.x-k8s.io/ClusterProfile/fleet/beta',
    want: 'altered',
  },
  {
    rule: 'of a profile elsewhere',
    object: SECRET,
    source: 'multicluster.x-k8s.io/ClusterProfile/edge/alpha',
    want: 'altered',
  },
  {
    rule: 'of another hub’s cluster',
    object: SECRET,
    source: 'cluster.open-cluster-management.io/ManagedCluster//beta',
    want: 'altered',
  },
  { rule: 'of a Deployment', object: SECRET, source: 'apps/Deployment/a/b', want: 'altered' },
  {
    rule: 'of a kind of that group',
    object: SECRET,
    source: 'cluster.x-k8s.io/MachinePool/mgmt/alpha',
    want: 'altered',
  },
  { rule: 'of that kind in another group', object: SECRET, source: 'example.io/Cluster/mgmt/alpha', want: 'altered' },
  {
    rule: 'of two',
    object: SECRET,
    source: `${CLUSTER},${PROFILE}`,
    want: 'altered',
    why: `which makes no such Secret from ${CLUSTER}, ${PROFILE}`,
  },
  { rule: 'of none', object: SECRET, source: '', want: 'altered', why: NO_SOURCE },
  { rule: 'of what is no source', object: SECRET, source: 'Cluster/mgmt/alpha', want: 'altered', why: NO_SOURCE },
  {
    rule: 'of a Cluster and what is no source',
    object: SECRET,
    source: `${CLUSTER},Cluster/mgmt/alpha`,
    want: 'altered',
    why: NO_SOURCE,
  },
  {
    rule: 'without the label of the profile’s namespace',
    object: 'v1 Secret argocd/-alpha-kubeconfig',
    labels: { 'x-k8s.io/cluster-profile': 'alpha' },
    want: 'altered',
  },
  {
    rule: 'without the label of the profile’s name',
    object: 'v1 Secret argocd/fleet--kubeconfig',
    labels: { 'x-k8s.io/cluster-profile-namespace': 'fleet' },
    want: 'altered',
  },
  { rule: 'of no consumer', object: 'v1 Secret fleet/undefined-alpha-kubeconfig', want: 'altered' },
  { rule: 'of another type', object: SECRET, fields: { type: 'cluster.x-k8s.io/secret' }, want: 'altered' },
  { rule: 'a ConfigMap of that name', object: 'v1 ConfigMap argocd/fleet-alpha-kubeconfig', want: 'foreign' },
  { rule: 'a Secret of another group', object: 'x.io/v1 Secret argocd/fleet-alpha-kubeconfig', want: 'foreign' },
  { rule: 'by a function that makes none', object: SECRET, owner: 'import-managed-clusters/fleet', want: 'foreign' },
  {
    rule: 'by one that makes other Secrets',
    object: SECRET,
    owner: 'register-sveltos-clusters/fleet',
    want: 'altered',
  },

  { rule: 'a SveltosCluster', object: SVELTOS, source: PROFILE, want: 'SveltosCluster fleet/alpha' },
  { rule: 'of a Cluster too', object: SVELTOS, source: `${CLUSTER},${PROFILE}`, want: 'SveltosCluster fleet/alpha' },
  { rule: 'of a hub’s cluster', object: SVELTOS, source: MANAGED, want: 'SveltosCluster fleet/alpha' },
  { rule: 'of a Cluster alone', object: SVELTOS, source: CLUSTER, want: 'SveltosCluster fleet/alpha' },
  { rule: 'of two profiles', object: SVELTOS, source: `${PROFILE},${PROFILE}`, want: 'altered' },
  { rule: 'of three', object: SVELTOS, source: `${CLUSTER},${CLUSTER},${PROFILE}`, want: 'altered' },
  {
    rule: 'in another namespace',
    object: 'lib.projectsveltos.io/v1beta1 SveltosCluster edge/alpha',
    source: PROFILE,
    want: 'altered',
  },
  {
    rule: 'of another name',
    object: 'lib.projectsveltos.io/v1beta1 SveltosCluster fleet/beta',
    source: PROFILE,
    want: 'altered',
  },
  {
    rule: 'by publish-credentials',
    object: SVELTOS,
    source: PROFILE,
    owner: 'publish-credentials/fleet',
    want: 'foreign',
  },
  { rule: 'its Secret', object: SVELTOS_SECRET, source: PROFILE, labels: {}, want: 'SveltosSecret fleet/alpha' },
  { rule: 'in another namespace', object: 'v1 Secret edge/alpha-sveltos-kubeconfig', source: PROFILE, want: 'altered' },
  { rule: 'of another profile', object: 'v1 Secret fleet/beta-sveltos-kubeconfig', source: PROFILE, want: 'altered' },
  {
    rule: 'of a name that ends in other letters',
    object: 'v1 Secret fleet/alpha-sveltos-kubeconfiG',
    source: PROFILE,
    want: 'altered',
  },
  {
    rule: 'of a name that is no more than the ending',
    object: 'v1 Secret fleet/-sveltos-kubeconfig',
    source: PROFILE,
    want: 'altered',
  },
  { rule: 'of another type', object: SVELTOS_SECRET, source: PROFILE, fields: { type: 'x' }, want: 'altered' },

  {
    rule: 'a hub’s ClusterProfile',
    object: HUB,
    source: MANAGED,
    labels: HUB_LABELS,
    want: 'ClusterProfile fleet/alpha',
  },
  { rule: 'of another manager', object: HUB, source: MANAGED, want: 'altered' },
  { rule: 'of a Cluster', object: HUB, labels: HUB_LABELS, want: 'altered' },
  { rule: 'of two', object: HUB, source: `${MANAGED},${CLUSTER}`, labels: HUB_LABELS, want: 'altered' },
  {
    rule: 'of another cluster',
    object: HUB.replace('fleet/alpha', 'fleet/beta'),
    source: MANAGED,
    labels: HUB_LABELS,
    want: 'altered',
  },
  {
    rule: 'by the function that reads them',
    object: HUB,
    source: MANAGED,
    labels: HUB_LABELS,
    owner: 'register-sveltos-clusters/a',
    want: 'foreign',
  },

  { rule: 'a Cluster', object: 'cluster.x-k8s.io/v1beta1 Cluster mgmt/alpha', want: 'foreign' },
  { rule: 'a Namespace', object: 'v1 Namespace /argocd', want: 'foreign' },
  { rule: 'an object without a kind', object: 'v1', want: 'foreign', why: 'which makes no object without a kind' },
  { rule: 'no owner of Rollcall’s', object: SECRET, owner: 'someone/else', want: 'foreign' },
  { rule: 'a function that is no owner', object: SECRET, owner: 'render-inventory', want: 'foreign' },
  { rule: 'an empty mark', object: SECRET, owner: '', want: 'foreign' },

  {
    ...TRIGGERED,
    rule: 'what an EventTrigger made',
    object: 'apps/v1 Deployment shop/web',
    want: 'Instantiated /Service/shop/web',
  },
  {
    ...TRIGGERED,
    rule: 'of several',
    object: 'v1 ConfigMap a/b',
    source: `${CLUSTER},${PROFILE}`,
    want: `Instantiated ${CLUSTER}, ${PROFILE}`,
  },
  { ...TRIGGERED, rule: 'of none', object: 'apps/v1 Deployment shop/web', source: '', want: 'altered' },
  {
    ...TRIGGERED,
    rule: 'of what is no source',
    object: 'apps/v1 Deployment shop/web',
    source: `${CLUSTER},x`,
    want: 'altered',
  },
  { ...TRIGGERED, rule: 'of itself', object: 'v1 Service shop/web', want: 'altered' },
  { ...TRIGGERED, rule: 'a Namespace', object: 'v1 Namespace /shop', want: 'protected' },
  { ...TRIGGERED, rule: 'a PersistentVolumeClaim', object: 'v1 PersistentVolumeClaim shop/data', want: 'protected' },
  {
    ...TRIGGERED,
    rule: 'a CustomResourceDefinition',
    object: 'apiextensions.k8s.io/v1 CustomResourceDefinition /a.b',
    want: 'protected',
  },
  { ...TRIGGERED, rule: 'a Cluster', object: 'cluster.x-k8s.io/v1beta1 Cluster a/b', want: 'protected' },
  {
    ...TRIGGERED,
    rule: 'a machine',
    object: 'infrastructure.cluster.x-k8s.io/v1beta1 AWSMachine a/b',
    want: 'protected',
  },
  { ...TRIGGERED, rule: 'an EventTrigger', object: 'lib.projectsveltos.io/v1beta1 EventTrigger /a', want: 'foreign' },
  { ...TRIGGERED, rule: 'an EventSource', object: 'lib.projectsveltos.io/v1beta1 EventSource /a', want: 'foreign' },
];

test.each(rows)('$rule: $object is $want', ({ object, want, why, ...given }) => {
  const recognition = recogniseMark(marked(object, given));
  if (why !== undefined) expect(recognition).toMatchObject({ why });
  const { state } = recognition;
  if (state !== 'made') expect(state).toBe(want);
  else {
    const [consumer] = Object.entries(recognition.consumer ?? {});
    const words = consumer === undefined ? '' : ` for ${consumer.join(' ')}`;
    expect(`${recognition.role} ${recognition.madeFor}${words}`).toBe(want);
  }
});

test('everything that the functions make in the golden cases is recognised', () => {
  const golden = join(__dirname, '..', 'golden');
  const cases = readdirSync(golden).flatMap((name) => readdirSync(join(golden, name)).map((one) => join(name, one)));
  const made = cases.flatMap((one) => {
    const file = join(golden, one, 'expected.yaml');
    return existsSync(file) ? (readResourceList(readFileSync(file)).list?.items ?? []) : [];
  });
  const states = made.flatMap((item) => (ownerOf(item) === undefined ? [] : [recogniseMark(item).state]));
  expect(states.length).toBeGreaterThan(50);
  expect(new Set(states)).toEqual(new Set(['made']));
});
