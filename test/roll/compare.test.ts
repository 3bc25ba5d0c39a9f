import { compareRolls, withKnownMembers } from '../../src/roll/compare';
import { changeInWords, differenceLines } from '../../src/roll/in-words';
import type { Member, Roll } from '../../src/roll/roll';
import { member, roll, type Written } from './rolls';

const A = 'from Cluster mgmt/a; credentials CAPICluster mgmt/a-kubeconfig';
const B = 'from Cluster mgmt/b; credentials none';

const linesOf = (was: Written, is: Written) => differenceLines(compareRolls(roll(was), roll(is)));
const unsure = (one: Roll, path: string, why: Member['unsure'] = 'Kept'): Roll => {
  const found = one.clusters.get(path);
  return found === undefined
    ? one
    : { ...one, clusters: new Map([...one.clusters, [path, { ...found, unsure: why }]]) };
};

test('each section shows who joins, who leaves and who goes elsewhere', () => {
  const was = {
    clusters: { 'prod/a': A, 'prod/b': B, 'prod/same': B },
    consumers: { x: 'one', y: 'two', same: 'same' },
    clusterSets: { prod: 'prod', dev: 'dev', same: 'same' },
    registeredLabels: { tier: 'one', old: 'yes', same: 'same' },
    objects: { 'ConfigMap a/x': 'from Secret a/x', 'ConfigMap a/y': 'from Secret a/y', same: 'same' },
  };
  const is = {
    clusters: { 'prod/a': `${A}; registered`, 'prod/c': B, 'prod/same': B },
    consumers: { x: 'other', z: 'three', same: 'same' },
    clusterSets: { prod: 'elsewhere', test: 'test', same: 'same' },
    registeredLabels: { tier: 'two', new: 'yes', same: 'same' },
    objects: { 'ConfigMap a/x': 'from Secret a/z', 'ConfigMap a/z': 'from Secret a/y', same: 'same' },
  };
  // Labels of all registrations are compared where both sides register somebody.
  expect(linesOf(was, is).filter((line) => line.includes('common label'))).toEqual([]);
  const registers = (written: Written) => ({
    ...written,
    clusters: { ...written.clusters, 'prod/r': `${B}; registered` },
  });
  expect(linesOf(registers(was), registers(is))).toEqual([
    '+ consumer z: three',
    '- consumer y: two',
    '~ consumer x: one → other',
    '+ ClusterSet test: test',
    '- ClusterSet dev: dev',
    '~ ClusterSet prod: prod → elsewhere',
    '+ common label new: yes',
    '- common label old: yes',
    '~ common label tier: one → two',
    `+ cluster prod/c: ${B}`,
    `- cluster prod/b: ${B}`,
    '~ cluster prod/a',
    `    was ${A}`,
    `    is  ${A}; registered`,
    '+ object ConfigMap a/z: from Secret a/y',
    '- object ConfigMap a/y: from Secret a/y',
    '~ object ConfigMap a/x: from Secret a/x → from Secret a/z',
  ]);
  expect(changeInWords(compareRolls(roll(registers(was)), roll(registers(is))))).toBe(
    [
      'cluster prod/c joined; cluster prod/b left; cluster prod/a changed',
      'consumer z joined; consumer y left; consumer x changed',
      'ClusterSet test joined; ClusterSet dev left; ClusterSet prod changed',
      'common label new joined; common label old left; common label tier changed',
      'object ConfigMap a/z joined; object ConfigMap a/y left; object ConfigMap a/x changed',
    ].join('; '),
  );
});

test.each<[string, Written, Written]>([
  ['a cluster joins', {}, { clusters: { 'prod/a': A } }],
  ['a cluster leaves', { clusters: { 'prod/a': A } }, {}],
  ['a cluster changes', { clusters: { 'prod/a': A } }, { clusters: { 'prod/a': `${A}; registered` } }],
  ['a consumer leaves', { consumers: { x: 'x' } }, {}],
  ['a ClusterSet joins', {}, { clusterSets: { x: 'x' } }],
  ['an object changes', { objects: { x: 'x' } }, { objects: { x: 'y' } }],
])('%s: the difference is not empty', (_what, was, is) => {
  expect(compareRolls(roll(was), roll(is)).isEmpty).toBe(false);
  expect(compareRolls(roll(was), roll(was)).isEmpty).toBe(true);
  expect(linesOf(is, is)).toEqual([]);
});

test('a difference with one change names it alone', () => {
  const inWords = (was: Written, is: Written) => changeInWords(compareRolls(roll(was), roll(is)));
  expect(inWords({ objects: { x: 'x' } }, {})).toBe('object x left');
  expect(inWords({}, { consumers: { x: 'x' } })).toBe('consumer x joined');
  expect(inWords({ clusterSets: { x: 'x' } }, { clusterSets: { x: 'y' } })).toBe('ClusterSet x changed');
});

test('as many joined as changed: the difference is not empty', () => {
  const is = { objects: { x: 'y', z: 'z' } };
  expect(compareRolls(roll({ objects: { x: 'x' } }), roll(is)).isEmpty).toBe(false);
  expect(compareRolls(roll({ objects: { x: 'x', z: 'z' } }), roll({ objects: { x: 'y' } })).isEmpty).toBe(false);
});

describe('while one side has no consumer', () => {
  const toNobody = { clusters: { 'prod/a': `${A}; consumers none` } };
  const toAll = { clusters: { 'prod/a': A } };
  const consumers = { x: 'x' };

  test('it does not matter who would receive credentials', () => {
    expect(linesOf(toNobody, toAll)).toEqual([]);
    expect(linesOf({ ...toNobody, consumers }, toAll)).toEqual(['- consumer x: x']);
    expect(linesOf(toNobody, { ...toAll, consumers })).toEqual(['+ consumer x: x']);
    expect(linesOf({ ...toNobody, consumers }, { ...toAll, consumers })).toHaveLength(3);
  });

  test('everything else does', () => {
    expect(linesOf(toNobody, { clusters: { 'prod/a': `${A}; registered; consumers none` } })).toHaveLength(3);
  });
});

test.each(['Kept', 'Broken'] as const)('a member that is %s has not changed, and what was known of it stays', (why) => {
  const was = roll({ clusters: { 'prod/a': A }, registeredLabels: { tier: 'one' } });
  const is = unsure(roll({ clusters: { 'prod/a': B, 'prod/b': B } }), 'prod/a', why);
  expect(differenceLines(compareRolls(was, is))).toEqual([`+ cluster prod/b: ${B}`]);
  expect(withKnownMembers(is, was).clusters).toEqual(
    new Map([
      ['prod/a', member(A)],
      ['prod/b', member(B)],
    ]),
  );
  expect(withKnownMembers(is, undefined)).toBe(is);
  expect(withKnownMembers(unsure(is, 'prod/b'), was).clusters.get('prod/b')).toEqual({ ...member(B), unsure: 'Kept' });
});

test('a member that is sure is written as it is now', () => {
  const is = roll({ clusters: { 'prod/a': B } });
  expect(withKnownMembers(is, roll({ clusters: { 'prod/a': A } })).clusters).toEqual(is.clusters);
});

test('labels of all registrations stay while nobody is surely registered', () => {
  const labels = { registeredLabels: { tier: 'one' } };
  const registered = roll({ clusters: { 'prod/a': `${A}; registered` }, ...labels });
  const otherwise = roll({ clusters: { 'prod/a': `${A}; registered` }, registeredLabels: { tier: 'two' } });
  const nobody = roll({ clusters: { 'prod/a': A }, registeredLabels: { tier: 'two' } });
  const changesLabels = (was: Roll, is: Roll) => compareRolls(was, is).registeredLabels.changed.length > 0;
  expect(changesLabels(registered, otherwise)).toBe(true);
  expect(changesLabels(registered, nobody)).toBe(false);
  expect(changesLabels(nobody, registered)).toBe(false);
  expect(changesLabels(registered, unsure(otherwise, 'prod/a'))).toBe(false);
  const kept = (is: Roll) => withKnownMembers(is, registered).registeredLabels.get('tier');
  expect([otherwise, nobody, unsure(otherwise, 'prod/a')].map(kept)).toEqual(['two', 'one', 'one']);
});
