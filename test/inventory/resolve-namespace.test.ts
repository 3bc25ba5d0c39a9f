import type { ClusterSets } from '../../src/inventory/cluster-sets';
import type { LabelKeys } from '../../src/inventory/label-keys';
import { type ResolvedNamespace, resolveProfileNamespace } from '../../src/inventory/resolve-namespace';
import { cluster, fleetOf, KEYS, only } from '../support/objects';

const SETS: ClusterSets = new Map([
  ['edge', ['edge-profiles']],
  ['core', ['core-a', 'core-b', 'core-c']],
  ['', ['no-set']],
]);

interface Row {
  readonly rule: string;
  readonly labels: Record<string, string>;
  readonly keys?: Partial<LabelKeys>;
  readonly want: ResolvedNamespace;
}

const rows: Row[] = [
  {
    rule: 'priority 1: the Cluster’s own label',
    labels: { 'clusterprofile-namespace': 'team-a' },
    want: { namespace: 'team-a', rule: 'Label', passedOver: [] },
  },
  {
    rule: 'priority 1 counts over the ClusterSet',
    labels: { 'clusterprofile-namespace': 'team-a', 'clusterset.k8s.io': 'edge' },
    want: { namespace: 'team-a', rule: 'Label', passedOver: [] },
  },
  {
    rule: 'priority 2: the Namespace of the Cluster’s ClusterSet',
    labels: { 'clusterset.k8s.io': 'edge' },
    want: { namespace: 'edge-profiles', rule: 'ClusterSet', clusterSet: 'edge', passedOver: [] },
  },
  {
    rule: 'of several Namespaces the first one holds the ClusterSet, and the others are passed over by name',
    labels: { 'clusterset.k8s.io': 'core' },
    want: { namespace: 'core-a', rule: 'ClusterSet', clusterSet: 'core', passedOver: ['core-b', 'core-c'] },
  },
  {
    rule: 'priority 3: default, for a Cluster that says nothing',
    labels: {},
    want: { namespace: 'default', rule: 'Default', passedOver: [] },
  },
  {
    rule: 'priority 3: default, for a ClusterSet that no Namespace holds',
    labels: { 'clusterset.k8s.io': 'nowhere' },
    want: { namespace: 'default', rule: 'Default', clusterSet: 'nowhere', passedOver: [] },
  },
  {
    rule: 'an empty namespace label goes to default at once: in Lua an empty string is true, so the ClusterSet is skipped',
    labels: { 'clusterprofile-namespace': '', 'clusterset.k8s.io': 'edge' },
    want: { namespace: 'default', rule: 'EmptyLabel', passedOver: [] },
  },
  {
    rule: 'an empty ClusterSet is one like any other, as in Lua',
    labels: { 'clusterset.k8s.io': '' },
    want: { namespace: 'no-set', rule: 'ClusterSet', clusterSet: '', passedOver: [] },
  },
  {
    rule: 'labelKeys.profileNamespace is read in place of the document’s label',
    labels: { 'clusterprofile-namespace': 'team-a', 'example.com/ns': 'team-b' },
    keys: { profileNamespace: 'example.com/ns' },
    want: { namespace: 'team-b', rule: 'Label', passedOver: [] },
  },
  {
    rule: 'labelKeys.clusterSet is read in place of the document’s label',
    labels: { 'clusterset.k8s.io': 'core', 'example.com/set': 'edge' },
    keys: { clusterSet: 'example.com/set' },
    want: { namespace: 'edge-profiles', rule: 'ClusterSet', clusterSet: 'edge', passedOver: [] },
  },
  {
    rule: 'what every object inherits is no label',
    labels: {},
    keys: { profileNamespace: 'constructor', clusterSet: 'toString' },
    want: { namespace: 'default', rule: 'Default', passedOver: [] },
  },
];

test.each(rows)('$rule', ({ labels, keys, want }) => {
  const { object } = only(fleetOf(cluster('alpha', { labels })).clusters);
  expect(resolveProfileNamespace(object, SETS, { ...KEYS, ...keys })).toEqual(want);
});
