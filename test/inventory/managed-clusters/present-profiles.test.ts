import { findLostClusters } from '../../../src/inventory/managed-clusters/find-lost';
import { findRivals } from '../../../src/inventory/managed-clusters/find-rivals';
import type { Membership } from '../../../src/inventory/managed-clusters/memberships';
import { noteManagedClusters } from '../../../src/inventory/roster';
import type { Item } from '../../../src/krm/item';
import { managedCluster } from '../../support/hub';
import {
  base64,
  filledFrom,
  fleetOf,
  kubeconfig,
  namespace,
  profile,
  readsSecret,
  secret,
  sentence,
  told,
} from '../../support/objects';

/** What is said of a hub's ClusterProfiles that have credentials. */
const HUBS = { 'x-k8s.io/cluster-manager': 'open-cluster-management' };
const OTHERS = { 'x-k8s.io/cluster-manager': 'another' };

function provided(name: string, inNamespace: string, labels: Record<string, string> = HUBS): Item[] {
  const spec = { clusterManager: { name: labels['x-k8s.io/cluster-manager'] ?? '' } };
  const status = readsSecret({ name: 'source', key: 'k' });
  return [
    profile(name, { namespace: inNamespace, labels, spec, status }),
    secret('source', { namespace: inNamespace, data: { k: base64(kubeconfig(name)) } }),
  ];
}

/** What is present of these objects; `memberships` are of clusters by namespace and name. */
function presentOf(items: readonly Item[], members: readonly string[] = []) {
  const { present, bare } = filledFrom(items);
  const { managedClusters } = fleetOf(...items);
  const memberships = members.flatMap((path): Membership[] => {
    const [inNamespace = '', name] = path.split('/');
    const cluster = managedClusters.find(({ object }) => object.metadata.name === name);
    return cluster === undefined ? [] : [{ namespace: inNamespace, cluster }];
  });
  const entries = noteManagedClusters(
    present.map(({ entry }) => entry),
    memberships,
  );
  return { present: present.map((one, at) => ({ ...one, entry: entries[at] ?? one.entry })), bare };
}

describe('consumers get nothing of', () => {
  const lost = (items: readonly Item[], members: readonly string[] = [], publishes = false) =>
    findLostClusters(presentOf(items, members), fleetOf(...items), () => publishes);

  test('a hub’s profile without its ManagedCluster', () => {
    const findings = lost(provided('one', 'inventory'));
    expect(told(findings)).toEqual(['warning RC618']);
    expect(sentence(findings, 'RC618')).toContain('inventory/one');
  });

  test('one whose ManagedCluster is in no set that is bound there', () => {
    const findings = lost([...provided('one', 'inventory'), managedCluster('one')]);
    expect(told(findings)).toEqual(['warning RC648']);
    expect(sentence(findings, 'RC648')).toContain('inventory/one');
  });

  test('both are named apart', () => {
    const findings = lost([...provided('one', 'inventory'), ...provided('two', 'edge'), managedCluster('two')]);
    expect(sentence(findings, 'RC618')).not.toContain('edge/two');
    expect(sentence(findings, 'RC648')).not.toContain('inventory/one');
  });

  test.each<[string, Item[], string[], boolean]>([
    ['another manager’s profile', provided('one', 'inventory', OTHERS), [], false],
    [
      'one whose cluster is bound there',
      [...provided('one', 'inventory'), managedCluster('one')],
      ['inventory/one'],
      false,
    ],
    ['one that consumers get anyway', provided('one', 'inventory'), [], true],
  ])('but nothing is said of %s', (_rule, items, members, publishes) => {
    expect(lost(items, members, publishes)).toEqual([]);
  });

  test('but nothing is said of one whose Namespace is being deleted', () => {
    const items = [...provided('one', 'inventory'), managedCluster('one'), namespace('inventory')];
    const fleet = { ...fleetOf(...items), terminating: new Set(['inventory']) };
    expect(findLostClusters(presentOf(items), fleet, () => false)).toEqual([]);
  });
});

describe('a managed cluster is registered twice', () => {
  const rivals = (items: readonly Item[], members: readonly string[] = []) => findRivals(presentOf(items, members));

  test('by two profiles of the hub, whether the cluster is in the input or not', () => {
    const items = [...provided('one', 'inventory'), ...provided('one', 'edge')];
    const findings = rivals(items);
    expect(told(findings)).toEqual([expect.stringMatching(/RC641 ClusterProfile edge\/one/)]);
    for (const path of ['inventory/one', 'edge/one']) expect(sentence(findings, 'RC641')).toContain(path);
    const known = rivals([...items, managedCluster('one')], ['inventory/one']);
    expect(sentence(known, 'RC641')).toContain('inventory/one');
    expect(sentence(known, 'RC641')).toContain('edge/one');
  });

  test('by a profile that was made for it beside another manager’s', () => {
    const items = [...provided('one', 'inventory', OTHERS), ...provided('one', 'edge'), managedCluster('one')];
    const findings = rivals(items, ['inventory/one', 'edge/one']);
    expect(told(findings)).toEqual([expect.stringContaining('RC641 ManagedCluster one')]);
  });

  test('but not by profiles of different clusters, or of another manager', () => {
    expect(rivals([...provided('one', 'inventory'), ...provided('two', 'edge')])).toEqual([]);
    expect(rivals([...provided('one', 'inventory'), ...provided('one', 'edge', OTHERS)])).toEqual([]);
  });
});
