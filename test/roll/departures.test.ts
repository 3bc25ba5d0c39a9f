import { compareRolls } from '../../src/roll/compare';
import { countDepartures, type MaxDepartures } from '../../src/roll/departures';
import { roll, type Written } from './rolls';

const LINE = 'from Cluster mgmt/a; credentials CAPICluster mgmt/a-kubeconfig; registered';
const consumers = { x: 'x', y: 'y', z: 'z' };
const ten = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`prod/${at}`, LINE]));
const fleet: Written = { clusters: ten, consumers, objects: { 'Secret a/b': 'from Secret a/c' } };

const counted = (is: Written, ...limits: [MaxDepartures, ...MaxDepartures[]]) => {
  const [was, now] = [roll(fleet), roll(is)];
  const found = countDepartures(compareRolls(was, now), was, limits);
  return found && `${found.count} of ${found.of} ${found.what}, at most ${found.limit}`;
};
const without = (count: number): Written => ({
  ...fleet,
  clusters: Object.fromEntries(Object.entries(ten).slice(count)),
});
const otherwise = (line: string): Written => ({ ...fleet, clusters: { ...ten, 'prod/0': line } });

test('as many as the limit may leave, and not one more', () => {
  expect(counted(without(2), 2)).toBeUndefined();
  expect(counted(without(3), 2)).toBe('3 of 10 clusters, at most 2');
  expect(counted(fleet, 0)).toBeUndefined();
  expect(counted(without(1), 0)).toBe('1 of 10 clusters, at most 0');
});

test('a percentage is of the section, rounded up', () => {
  expect(counted(without(2), '11%')).toBeUndefined();
  expect(counted(without(3), '11%')).toBe('3 of 10 clusters, at most 11%');
  expect(counted(without(1), '0%')).toBe('1 of 10 clusters, at most 0%');
  expect(counted({ ...fleet, consumers: { x: 'x', y: 'y' } }, '10%')).toBeUndefined();
});

test('each section counts by itself, consumers first', () => {
  expect(counted({ ...fleet, consumers: { x: 'x' } }, 1)).toBe('2 of 3 consumers, at most 1');
  expect(counted({ ...fleet, objects: {} }, 0)).toBe('1 of 1 objects, at most 0');
  expect(counted({}, 0)).toBe('3 of 3 consumers, at most 0');
  expect(counted({}, 5)).toBe('10 of 10 clusters, at most 5');
});

test('the smallest limit counts, whatever its place and form', () => {
  expect(counted(without(3), 5, 2)).toBe('3 of 10 clusters, at most 2');
  expect(counted(without(3), 2, 5)).toBe('3 of 10 clusters, at most 2');
  expect(counted(without(3), '20%', 5)).toBe('3 of 10 clusters, at most 20%');
  expect(counted(without(3), 5, '30%')).toBeUndefined();
  // Of two that come to the same, the configuration’s own is named: it is the first.
  expect(counted(without(3), 2, '20%')).toBe('3 of 10 clusters, at most 2');
});

test.each([
  ['its registration', 'from Cluster mgmt/a; credentials CAPICluster mgmt/a-kubeconfig'],
  ['its credentials', 'from Cluster mgmt/a; credentials none; registered'],
  ['a consumer', `${LINE}; consumers x, y`],
])('a cluster that loses %s counts', (_what, line) => {
  expect(counted(otherwise(line), 0)).toBe('1 of 10 clusters, at most 0');
});

test('a cluster that only changes or gains does not count', () => {
  expect(counted(otherwise(`${LINE} env=prod`), 0)).toBeUndefined();
  const bare = roll(otherwise('from Cluster mgmt/a; credentials none'));
  const other = roll(otherwise('from Cluster mgmt/b; credentials none'));
  expect(countDepartures(compareRolls(bare, other), bare, [0])).toBeUndefined();
  const some = `${LINE}; consumers x`;
  const before = roll(otherwise(some));
  const count = (line: string) => countDepartures(compareRolls(before, roll(otherwise(line))), before, [0])?.count;
  expect([`${some}, y`, LINE, `${LINE}; consumers y`, `${LINE}; consumers none`].map(count)).toEqual([
    undefined,
    undefined,
    1,
    1,
  ]);
  const two = roll(otherwise(`${LINE}; consumers x, y`));
  const one = roll(otherwise(`${LINE}; consumers y, z`));
  expect(countDepartures(compareRolls(two, one), two, [0])?.count).toBe(1);
});
