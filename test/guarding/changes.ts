import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
import { binding, clusterSet, joinedCluster, managedCluster } from '../support/hub';
import {
  base64,
  capiSecret,
  cluster,
  itemOf,
  kubeconfig,
  namespace,
  profile,
  readsSecret,
  secret,
} from '../support/objects';

/** A fleet with one of everything, and each way in which somebody leaves or joins it. */

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const SET = 'clusterset.multicluster.x-k8s.io';

const member = (name: string, labels: Record<string, string> = {}, namespaceOf = 'mgmt') =>
  cluster(name, {
    namespace: namespaceOf,
    labels: { 'clusterprofile-name': name, 'clusterset.k8s.io': 'prod', ...labels },
  });
const labelled = (name: string, of: string) =>
  secret(name, { labels: { 'x-k8s.io/cluster-profile': of }, data: { config: base64(kubeconfig(of)) } });

const objects = {
  kueue: namespace('kueue-system', { [CONSUMER]: 'kueue' }),
  argocd: namespace('argocd', { [CONSUMER]: 'argocd' }),
  prod: namespace('prod', { [SET]: 'prod' }),
  default: namespace('default'),
  inventory: namespace('inventory'),
  edge: member('edge', {}, 'mgmt-2'),
  edgeSecret: capiSecret('edge', { namespace: 'mgmt-2' }),
  a: member('a'),
  aSecret: capiSecret('a'),
  aProfile: profile('a', { namespace: 'prod', labels: { env: 'prod' } }),
  b: member('b'),
  bSecret: capiSecret('b'),
  c: member('c', { 'clusterprofile-namespace': 'default' }),
  cSecret: capiSecret('c'),
  p: profile('p', { labels: { env: 'dev' } }),
  pSecret: labelled('p-credentials', 'p'),
  q: profile('q', { status: readsSecret({ name: 'q-access', key: 'kubeconfig' }) }),
  qSecret: secret('q-access', { data: { kubeconfig: base64(kubeconfig('q')) } }),
  m: joinedCluster('m'),
  set: clusterSet(),
  binding: binding(),
};

type Name = keyof typeof objects;
type Fleet = Readonly<Record<string, Item>>;

export const FLEET: readonly Item[] = Object.values(objects);

export interface Change {
  readonly what: string;
  readonly items: readonly Item[];
  readonly spec?: JsonObject;
  /** The configuration's name, where that is what changes. */
  readonly name?: string;
}

const without = (what: string, ...names: Name[]): Change => ({
  what,
  items: Object.entries(objects).flatMap(([name, item]) => (names.some((one) => one === name) ? [] : [item])),
});
const withOther = (what: string, others: Partial<Record<Name, Item>>): Change => {
  const fleet: Fleet = { ...objects, ...others };
  return { what, items: Object.values(fleet) };
};
const joining = (what: string, ...more: Item[]): Change => ({ what, items: [...FLEET, ...more] });
const configured = (what: string, spec: JsonObject): Change => ({ what, items: FLEET, spec });

function edited({ object }: Item, change: (metadata: JsonObject) => Record<string, Json>): Item {
  const { metadata = {} } = object;
  const plain: JsonObject =
    typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata) ? metadata : {};
  return itemOf({ ...object, metadata: { ...plain, ...change(plain) } });
}
const deleting = (item: Item) => edited(item, () => ({ deletionTimestamp: '2026-01-01T00:00:00Z' }));

export const DEPARTURES: readonly Change[] = [
  withOther('A Namespace loses its consumer label', { kueue: namespace('kueue-system') }),
  withOther('A consumer label is misspelt', { kueue: namespace('kueue-system', { [`${CONSUMER}s`]: 'kueue' }) }),
  withOther('A consumer label moves to another Namespace', {
    kueue: namespace('kueue-system'),
    inventory: namespace('inventory', { [CONSUMER]: 'kueue' }),
  }),
  withOther('A consumer gets another name', { kueue: namespace('kueue-system', { [CONSUMER]: 'kueue-2' }) }),
  without('A consumer’s Namespace is gone', 'kueue'),
  without('Every consumer’s Namespace is gone', 'kueue', 'argocd'),
  withOther('A consumer’s Namespace is being deleted', { kueue: deleting(objects.kueue) }),
  withOther('A ClusterSet’s Namespace loses its label', { prod: namespace('prod') }),
  withOther('A ClusterSet’s label is misspelt', { prod: namespace('prod', { [SET.replace('set', 'est')]: 'prod' }) }),
  withOther('A ClusterSet’s label has another value', { prod: namespace('prod', { [SET]: 'prd' }) }),
  without('A ClusterSet’s Namespace is gone', 'prod'),
  withOther('A Cluster loses the label that names its ClusterProfile', {
    b: cluster('b', { labels: { 'clusterset.k8s.io': 'prod' } }),
  }),
  withOther('The label that names a Cluster’s ClusterProfile is misspelt', {
    b: cluster('b', { labels: { 'clusterprofile-nmae': 'b', 'clusterset.k8s.io': 'prod' } }),
  }),
  withOther('A Cluster names another ClusterProfile', { b: member('b', { 'clusterprofile-name': 'b2' }) }),
  withOther('A Cluster’s ClusterSet label is gone', { b: cluster('b', { labels: { 'clusterprofile-name': 'b' } }) }),
  withOther('A Cluster moves by its namespace label', { c: member('c', { 'clusterprofile-namespace': 'prod' }) }),
  without('A Cluster is gone', 'b', 'bSecret'),
  without('A Cluster is gone and its Secret stays', 'b'),
  withOther('A Cluster is being deleted', { b: deleting(objects.b) }),
  without('A Cluster’s kubeconfig Secret is gone', 'bSecret'),
  without('A directory with half of the Clusters is gone', 'a', 'aSecret', 'b', 'bSecret', 'edge', 'edgeSecret'),
  without(
    'A subpackage with every Cluster is gone',
    'a',
    'aSecret',
    'b',
    'bSecret',
    'c',
    'cSecret',
    'edge',
    'edgeSecret',
  ),
  without('A file with the Secrets is gone', 'aSecret', 'bSecret', 'cSecret', 'edgeSecret'),
  without('A ClusterProfile with a labelled Secret is gone', 'p'),
  without('A labelled Secret is gone', 'pSecret'),
  withOther('A labelled Secret loses its label', {
    pSecret: secret('p-credentials', { data: { config: base64(kubeconfig('p')) } }),
  }),
  without('The ClusterProfile of a Cluster is gone', 'aProfile'),
  without('A ClusterProfile with an access provider is gone', 'q'),
  withOther('An access provider is gone from a ClusterProfile', { q: profile('q') }),
  without('The Secret of an access provider is gone', 'qSecret'),
  withOther('A label on a live SveltosCluster changes', {
    aProfile: profile('a', { namespace: 'prod', labels: { env: 'dev' } }),
  }),
  withOther('A label on a live SveltosCluster is gone', { aProfile: profile('a', { namespace: 'prod' }) }),
  withOther('A ManagedCluster loses its set', { m: managedCluster('m', { set: null }) }),
  without('A ManagedCluster is gone', 'm'),
  without('A ManagedClusterSet is gone', 'set'),
  without('A ManagedClusterSetBinding is gone', 'binding'),
  withOther('A ManagedClusterSetBinding moves', { binding: binding('prod') }),
  configured('clusterNamespaces is narrowed', { clusterNamespaces: ['mgmt'] }),
  configured('labelKeys.consumer changes', { labelKeys: { consumer: 'example.com/consumer' } }),
  configured('labelKeys.profileName changes', { labelKeys: { profileName: 'example.com/profile' } }),
  configured('publishFrom leaves Clusters out', { publishFrom: ['ManagedCluster'] }),
  configured('capiClusters: Skip', { capiClusters: 'Skip' }),
  configured('A label of the template changes', { template: { metadata: { labels: { tier: 'one' } } } }),
  { what: 'The configuration is renamed', items: FLEET, name: 'renamed' },
];

export const ARRIVALS: readonly Change[] = [
  joining('A rogue Namespace joins as a consumer', namespace('rogue', { [CONSUMER]: 'kueue' })),
  joining('A rogue Namespace claims a ClusterSet', namespace('aaa', { [SET]: 'prod' })),
  joining('A Cluster joins', member('d'), capiSecret('d')),
  joining('A Cluster joins without credentials', member('d')),
  joining(
    'A rogue labelled Secret overrides a Cluster’s own',
    secret('rogue', {
      namespace: 'prod',
      labels: { 'x-k8s.io/cluster-profile': 'a' },
      data: { config: base64(kubeconfig('rogue')) },
    }),
  ),
  withOther('A rogue access provider overrides a labelled Secret', {
    p: profile('p', { labels: { env: 'dev' }, status: readsSecret({ name: 'q-access', key: 'kubeconfig' }) }),
  }),
  joining('A ClusterProfile joins', profile('new'), labelled('new-credentials', 'new')),
  joining('A ManagedCluster joins', joinedCluster('m2')),
  joining('A ManagedClusterSetBinding joins', binding('prod')),
  withOther('A Cluster claims another’s ClusterProfile', { b: member('b', { 'clusterprofile-name': 'a' }) }),
  configured('publishFrom adds ClusterProfiles', { publishFrom: ['CAPICluster', 'ManagedCluster', 'ClusterProfile'] }),
];
