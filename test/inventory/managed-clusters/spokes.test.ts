import { indexSpokes, resolveSpoke, type SpokeDecision } from '../../../src/inventory/managed-clusters/spokes';
import {
  binding,
  clusterClaim,
  clusterProperty,
  clusterSet,
  imported,
  joinedCluster,
  managedCluster,
  PATHS,
} from '../../support/hub';
import { sentence, told } from '../../support/objects';

const annotated = (cluster: string) => ({ annotations: { 'rollcall.dev/managed-cluster': cluster } });

test.each<[rule: string, at: string | undefined, cluster: string | undefined, want: SpokeDecision]>([
  ['by the folder', 'spokes/one/a.yaml', undefined, { cluster: 'one', by: 'Path' }],
  ['by a folder written without a slash behind', 'spokes/two/deep/a.yaml', undefined, { cluster: 'two', by: 'Path' }],
  ['by the file', 'single.yaml', undefined, { cluster: 'three', by: 'Path' }],
  ['by the annotation', 'elsewhere.yaml', 'one', { cluster: 'one', by: 'Annotation' }],
  ['by the annotation where there is no file', undefined, 'one', { cluster: 'one', by: 'Annotation' }],
  ['by both', 'spokes/one/a.yaml', 'one', { cluster: 'one', by: 'Both' }],
  [
    'both and different is a contradiction',
    'spokes/one/a.yaml',
    'two',
    { fault: 'contradicted', byPath: 'one', byAnnotation: 'two' },
  ],
  ['neither is not known', 'elsewhere.yaml', undefined, { fault: 'unknown' }],
  ['an empty annotation is none', 'elsewhere.yaml', '', { fault: 'unknown' }],
  ['in folders of two clusters', 'both/a.yaml', undefined, { fault: 'ambiguous', clusters: ['five', 'four'] }],
])('%s', (_rule, at, cluster, want) => {
  const paths = [
    ...PATHS,
    { cluster: 'three', path: './single.yaml' },
    { cluster: 'four', path: 'both' },
    { cluster: 'five', path: 'both/a.yaml' },
  ];
  const item = clusterClaim('a', 'b', at, cluster === undefined ? {} : annotated(cluster));
  expect(resolveSpoke(item, indexSpokes(paths))).toEqual(want);
});

test.each([
  ['spokes/one/a.yaml', 'spokes/one', true],
  ['spokes/one/a.yaml', 'spokes/one//', true],
  ['spokes/one/a.yaml', './spokes/one/', true],
  ['./spokes/one/a.yaml', 'spokes/one/', true],
  ['spokes/one-more/a.yaml', 'spokes/one', false],
  ['spokes/one.yaml', 'spokes/one', false],
  ['deep/spokes/one/a.yaml', 'spokes/one', false],
  ['a.yaml', '.', true],
  ['spokes/one./a.yaml', 'spokes/one', false],
  ['spokes/one/a.yaml', '././/spokes/one', true],
  ['spokes./one/a.yaml', 'spokes./one', true],
  ['spokes/a.yaml', 'spokes./', false],
  ['.hidden/a.yaml', 'hidden', false],
  ['a.yaml', './', true],
])('%s lies in %s: %s', (file, path, want) => {
  const decision = resolveSpoke(clusterClaim('a', 'b', file), indexSpokes([{ cluster: 'one', path }]));
  expect('cluster' in decision).toBe(want);
});

describe('of a hub', () => {
  const hub = [joinedCluster('one'), joinedCluster('two'), clusterSet(), binding()];
  const spokes = { spokes: PATHS };

  test('one name on two spokes is no object twice', () => {
    const facts = [clusterProperty('a', '1', 'spokes/one/a.yaml'), clusterProperty('a', '2', 'spokes/two/a.yaml')];
    expect(told(imported([...hub, ...facts], spokes).findings)).toEqual([]);
  });

  test('one name twice on one spoke is', () => {
    const facts = [clusterProperty('a', '1', 'spokes/one/a.yaml'), clusterProperty('a', '2', 'spokes/one/b.yaml')];
    const { findings } = imported([...hub, ...facts], spokes);
    expect(told(findings)).toEqual(['error RC109 ClusterProperty a', 'warning RC615']);
    expect(sentence(findings, 'RC109')).toContain('ClusterProperty a of one is in the input more than once');
  });

  test('neither folder nor annotation, both and different, and several folders are errors', () => {
    const facts = [
      clusterProperty('lost', '1', 'a.yaml'),
      clusterClaim('torn', '1', 'spokes/one/b.yaml', annotated('two')),
      clusterProperty('nested', '1', 'spokes/one/c.yaml'),
    ];
    const paths = [...PATHS, { cluster: 'two', path: 'spokes/one/c.yaml' }];
    expect(told(imported([...hub, ...facts], { spokes: paths }).findings)).toEqual([
      'error RC611 ClusterProperty lost metadata.annotations',
      'error RC612 ClusterClaim torn metadata.annotations',
      'error RC613 ClusterProperty nested',
      'warning RC615',
    ]);
  });

  test('objects of a cluster that is not there are passed over with a warning, and a path that holds nothing has one', () => {
    const facts = [clusterProperty('a', '1', undefined, annotated('three'))];
    const { findings } = imported([...hub, ...facts], { spokes: [{ cluster: 'one', path: 'spoke/one' }] });
    expect(told(findings)).toEqual(['warning RC614', 'warning RC615']);
    expect(sentence(findings, 'RC614')).toBe(
      'The input has no ManagedCluster three, so these objects are ignored: ClusterProperty a.',
    );
  });

  test('a cluster that cannot be read has had its finding', () => {
    const broken = managedCluster('three', { status: { conditions: 'none' } });
    const facts = [clusterProperty('a', '1', undefined, annotated('three'))];
    expect(told(imported([...hub, broken, ...facts]).findings)).toEqual([
      'error RC110 ManagedCluster three status.conditions',
    ]);
  });

  test('without any ManagedCluster in the input they are somebody else’s objects', () => {
    expect(imported([clusterProperty('lost', '1', 'a.yaml'), clusterClaim('wrong', 1)]).findings).toEqual([]);
  });
});
