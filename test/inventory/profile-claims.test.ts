import type { NamespaceGrants } from '../../src/inventory/namespace-grants';
import { judgeClaims } from '../../src/inventory/profile-claims';
import { joinRoster } from '../../src/inventory/roster';
import { cluster, fleetOf, KEYS, namespace, told } from '../support/objects';

const claiming = (name: string, from: string, to?: string) =>
  cluster(name, {
    namespace: from,
    labels: { 'clusterprofile-name': name, ...(to === undefined ? {} : { 'clusterprofile-namespace': to }) },
  });

const fleet = fleetOf(
  claiming('a', 'team-a', 'fleet'),
  claiming('b', 'team-a', 'fleet'),
  claiming('c', 'team-a', 'other'),
  claiming('d', 'team-b', 'fleet'),
  claiming('own', 'team-b', 'team-b'),
  // No claim of its writer's: the default, and the Namespace of its ClusterSet.
  claiming('unplaced', 'team-b'),
  cluster('by-set', { namespace: 'team-b', labels: { 'clusterprofile-name': 'by-set', 'clusterset.k8s.io': 'prod' } }),
  namespace('sets', { 'clusterset.multicluster.x-k8s.io': 'prod' }),
);
const { roster } = joinRoster(fleet, KEYS);

const judge = (grants: NamespaceGrants) => judgeClaims(roster, KEYS, grants);

test('one warning for each pair of namespaces that is not granted', () => {
  const findings = judge({ policy: 'Warn', allow: [] });
  expect(told(findings)).toEqual([
    'warning RC339 Cluster team-a/a metadata.labels',
    'warning RC339 Cluster team-a/c metadata.labels',
    'warning RC339 Cluster team-b/d metadata.labels',
  ]);
  expect(findings[0]?.problem).toContain(
    '2 Clusters of the namespace team-a claim ClusterProfiles of the namespace fleet',
  );
  expect(findings[0]?.problem).toContain('Cluster team-a/b as fleet/b');
});

test('Deny makes an error of each; a grant is for one pair, in one direction; Allow says nothing', () => {
  const allow = [
    { from: 'team-a', to: 'fleet' },
    { from: 'fleet', to: 'team-b' },
  ];
  expect(told(judge({ policy: 'Deny', allow }))).toEqual([
    'error RC339 Cluster team-a/c metadata.labels',
    'error RC339 Cluster team-b/d metadata.labels',
  ]);
  expect(judge({ policy: 'Allow', allow: [] })).toEqual([]);
});
