import { compareRolls } from '../../src/roll/compare';
import { pairMoves } from '../../src/roll/pair-moves';
import { roll } from './rolls';

const line = (sources: string) => `from ${sources}; credentials none`;

function moves(was: Record<string, string>, is: Record<string, string>) {
  const rollOf = (sources: Record<string, string>) =>
    roll({ clusters: Object.fromEntries(Object.entries(sources).map(([path, from]) => [path, line(from)])) });
  const [before, now] = [rollOf(was), rollOf(is)];
  const { moved, joined, left, changed } = pairMoves(compareRolls(before, now).clusters, before, now);
  return [
    ...moved.map(({ from, to }) => `${from} → ${to}`),
    ...[...joined.keys()].map((path) => `+ ${path}`),
    ...[...left.keys()].map((path) => `- ${path}`),
    ...changed.map(({ path }) => `~ ${path}`),
  ];
}

test('a Cluster under another ClusterProfile has moved', () => {
  expect(moves({ 'prod/a': 'Cluster mgmt/a' }, { 'default/a': 'Cluster mgmt/a' })).toEqual(['prod/a → default/a']);
  expect(
    moves({ 'prod/a': 'Cluster mgmt/a, ClusterProfile' }, { 'default/a': 'ClusterProfile, Cluster mgmt/a' }),
  ).toEqual(['prod/a → default/a']);
});

test('what is another object has not moved', () => {
  expect(moves({ 'prod/a': 'Cluster mgmt/a' }, { 'prod/b': 'Cluster mgmt/b' })).toEqual(['+ prod/b', '- prod/a']);
  expect(moves({ 'prod/a': 'ClusterProfile' }, { 'prod/b': 'ClusterProfile' })).toEqual(['+ prod/b', '- prod/a']);
});

test('a ClusterProfile that stays without its Cluster has changed because of the move', () => {
  const was = { 'prod/a': 'Cluster mgmt/a, ClusterProfile', 'prod/b': 'Cluster mgmt/b' };
  const is = { 'prod/a': 'ClusterProfile', 'prod/b': 'ClusterProfile', 'default/a': 'Cluster mgmt/a' };
  expect(moves(was, is)).toEqual(['prod/a → default/a', '~ prod/b']);
});

test('a ManagedCluster that also stays where it was has joined', () => {
  const was = { 'one/m': 'ManagedCluster m' };
  expect(moves(was, { ...was, 'two/m': 'ManagedCluster m' })).toEqual(['+ two/m']);
  expect(moves({ ...was, 'two/m': 'ManagedCluster m' }, { ...was, 'three/m': 'ManagedCluster m' })).toEqual([
    'two/m → three/m',
  ]);
});

test('each of two that a ManagedCluster leaves is paired once', () => {
  const was = { 'one/m': 'ManagedCluster m', 'two/m': 'ManagedCluster m' };
  const is = { 'three/m': 'ManagedCluster m', 'four/m': 'ManagedCluster m' };
  expect(moves(was, is)).toEqual(['one/m → three/m', 'two/m → four/m']);
  expect(moves(was, { 'three/m': 'ManagedCluster m' })).toEqual(['one/m → three/m', '- two/m']);
});
