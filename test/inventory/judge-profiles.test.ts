import { judgeCopies, judgeProfiles } from '../../src/inventory/judge-profiles';
import type { Item } from '../../src/krm/item';
import { fleetOf, profile, sentence, told } from '../support/objects';

/** What readers of ClusterProfiles rely on: one member ID for each cluster of a namespace. */
const MEMBER = 'multicluster.x-k8s.io/inventory-member-id';
const MANAGER = 'x-k8s.io/cluster-manager';

function member(name: string, id: string, created?: string, namespace = 'fleet'): Item {
  const metadata = created === undefined ? {} : { creationTimestamp: created };
  return profile(name, { namespace, labels: { [MEMBER]: id }, metadata });
}

/** @param made the names of the profiles that the render makes. */
const judged = (items: readonly Item[], made: readonly string[] = []) =>
  judgeProfiles(fleetOf(...items).profiles, ({ object }) => made.includes(object.metadata.name));

const OLD = '2026-01-01T00:00:00Z';
const NEW = '2026-01-02T00:00:00Z';

test.each<[rule: string, items: Item[], made: string[], want: string[]]>([
  ['different IDs', [member('a', 'x'), member('b', 'y')], [], []],
  ['one ID in two namespaces', [member('a', 'x'), member('b', 'x', undefined, 'edge')], [], []],
  ['no IDs', [profile('a'), profile('b')], [], []],
  ['one ID twice, the older first', [member('a', 'x', OLD), member('b', 'x', NEW)], [], ['warning RC649']],
  ['one ID twice, the older last', [member('a', 'x', NEW), member('b', 'x', OLD)], [], ['warning RC649']],
  ['one ID twice, equally old', [member('a', 'x', OLD), member('b', 'x', OLD)], [], ['warning RC649', 'warning RC652']],
  [
    'two that are equally old, and an older one',
    [member('a', 'x', NEW), member('b', 'x', NEW), member('c', 'x', OLD)],
    [],
    ['warning RC649'],
  ],
  ['neither is on a cluster yet', [member('a', 'x'), member('b', 'x')], [], ['warning RC649', 'warning RC652']],
  ['one of them is not on a cluster yet', [member('a', 'x'), member('b', 'x', NEW)], [], ['warning RC649']],
  ['one of them is made by this render', [member('a', 'x'), member('b', 'x', NEW)], ['a'], ['error RC649']],
  [
    'both are made by this render, whatever time the input gives',
    [member('a', 'x', OLD), member('b', 'x', NEW)],
    ['a', 'b'],
    ['error RC649', 'warning RC652'],
  ],
  ['an empty ID', [member('a', '')], [], ['warning RC650']],
  ['an empty ID of a profile that this render makes', [member('a', '')], ['a'], []],
  ['another manager in the label', [profile('a', { labels: { [MANAGER]: 'another' } })], [], ['warning RC651']],
  ['the same manager in the label', [profile('a', { labels: { [MANAGER]: 'fleet' } })], [], []],
  ['a manager in the label alone', [profile('a', { labels: { [MANAGER]: 'fleet' }, spec: {} })], [], []],
])('%s', (_rule, items, made, want) => {
  expect(told(judged(items, made)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(want);
});

test('the findings name the profiles, and only those that are equally old', () => {
  const findings = judged([member('a', 'x', OLD), member('b', 'x', NEW), member('c', 'x', OLD)]);
  expect(sentence(findings, 'RC649')).toContain('namespace fleet');
  expect(sentence(findings, 'RC649')).toContain('a, b, c');
  expect(sentence(findings, 'RC652')).toContain('a, c');
  expect(findings[0]?.subjects).toHaveLength(3);
});

test('without anything else said, the render makes none of them', () => {
  const { profiles } = fleetOf(member('a', 'x', OLD), member('b', 'x', NEW));
  expect(judgeProfiles(profiles).map(({ severity }) => severity)).toEqual(['warning']);
});

describe('copies in the namespaces of consumers', () => {
  const [eu, us] = [member('a', 'x', OLD, 'eu'), member('b', 'x', NEW, 'us')];
  const copiesOf = (namespace: string, ...items: Item[]) =>
    fleetOf(...items).profiles.map((profile) => ({ namespace, profile }));

  test('of two namespaces, with one ID', () => {
    const findings = judgeCopies([...copiesOf('kueue', eu, us), ...copiesOf('other', eu)], fleetOf(eu, us).profiles);
    // Both copies are made when they are applied, whatever the age of what they are copied from.
    expect(told(findings)).toEqual([
      'error RC649 ClusterProfile eu/a metadata.labels',
      'warning RC652 ClusterProfile eu/a metadata.labels',
    ]);
    expect(sentence(findings, 'RC649')).toMatch(/^These ClusterProfiles of the namespace kueue .*: eu\/a, us\/b\.$/);
  });

  test('beside one that is there', () => {
    const there = member('a', 'x', OLD, 'kueue');
    expect(told(judgeCopies(copiesOf('kueue', eu), fleetOf(eu, there).profiles))).toEqual([
      'error RC649 ClusterProfile eu/a metadata.labels',
    ]);
  });

  test('with IDs of their own, or none', () => {
    const copies = copiesOf('kueue', eu, member('b', 'y', OLD, 'us'), profile('c', { namespace: 'us' }), profile('d'));
    expect(judgeCopies(copies, [])).toEqual([]);
  });
});

test('two access providers of one name', () => {
  const offered = (...names: string[]) => ({ accessProviders: names.map((name) => ({ name })) });
  const items = [
    profile('twice', { status: offered('a', 'b', 'a') }),
    profile('once', { status: { ...offered('a', 'b'), credentialProviders: [{ name: 'a' }] } }),
  ];
  expect(told(judged(items))).toEqual(['error RC673 ClusterProfile default/twice status.accessProviders']);
});
