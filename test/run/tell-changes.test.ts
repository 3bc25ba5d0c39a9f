import { tellChanges } from '../../src/run/tell-changes';
import { cluster, secret, sentence } from '../support/objects';

/** What leaves is told by its likeliest cause: a cluster that has gone, or a Namespace that has. */
const AUTHORITY = {
  owner: 'publish-credentials/fleet',
  takeOverFrom: ['old/one'],
  packagePath: '/fleet',
  recognise: () => ({ state: 'made', role: 'ConsumerSecret', madeFor: 'a' }) as const,
};
const keyOf = (name: string) => cluster(name).key;
const leaves = (inNamespace: string, ...sources: string[]) =>
  secret(`${sources.join('-')}-kubeconfig`, {
    namespace: inNamespace,
    annotations: { 'rollcall.dev/source': sources.map(keyOf).join(',') },
  });
const gone = (...leaving: ReturnType<typeof leaves>[]) =>
  tellChanges([], leaving, AUTHORITY).map(({ code, problem }) => `${code} ${problem}`);
const many = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);

test('objects of one cluster in many namespaces are one change, in the order of their keys', () => {
  expect(gone(leaves('y', 'a'), leaves('x', 'a'), leaves('z', 'a'))).toEqual([
    `RC411 Deleted, because the source is no longer in the input or is being deleted (${keyOf('a')}): Secret x/a-kubeconfig, Secret y/a-kubeconfig, Secret z/a-kubeconfig.`,
  ]);
});

test('objects of many clusters in one namespace are one change too', () => {
  expect(gone(leaves('x', 'a'), leaves('x', 'b'))).toEqual([
    `RC411 Deleted, because the source is no longer in the input or is being deleted (${keyOf('a')}, ${keyOf('b')}): Secret x/a-kubeconfig, Secret x/b-kubeconfig.`,
  ]);
});

test('where both ways make as many changes, it is told by clusters', () => {
  const told = gone(leaves('x', 'a'), leaves('y', 'a'), leaves('x', 'b'), leaves('y', 'b'));
  expect(told).toHaveLength(2);
  expect(told[0]).toContain(`(${keyOf('a')})`);
  expect(told[1]).toContain(`(${keyOf('b')})`);
});

test('objects of several sources are told with all of them', () => {
  expect(gone(leaves('x', 'a', 'b'), leaves('y', 'a', 'b'))[0]).toContain(`(${keyOf('a')}, ${keyOf('b')})`);
  expect(gone(leaves('x', 'a', 'b'), leaves('y', 'ab'))).toHaveLength(2);
});

test('kinds in one namespace are changes of their own', () => {
  const one = (kind: string, source: string) =>
    secret(`${source}-${kind}`, { kind, annotations: { 'rollcall.dev/source': keyOf(source) } });
  expect(gone(one('A', 'a'), one('B', 'a'), one('A', 'b'), one('B', 'b'), one('A', 'c'), one('B', 'c'))).toHaveLength(
    2,
  );
});

test('more than ten changes are told as one', () => {
  const diagonal = (count: number) => many(count).map((name) => leaves(`in-${name}`, name));
  expect(gone(...diagonal(10))).toHaveLength(10);
  expect(gone(...diagonal(11))).toEqual([expect.stringContaining('Secret in-c0/c0-kubeconfig')]);
});

test('an object that is still wanted by nobody names its source, or how many there are', () => {
  const told = (...names: string[]) =>
    sentence(
      tellChanges(
        names.map((name) => cluster(name)),
        names.map((name) => leaves('x', name)),
        AUTHORITY,
      ),
      'RC413',
    );
  expect(told('a')).toContain('Cluster mgmt/a is still in the input');
  expect(told('a', 'b')).toContain('2 sources are still in the input');
});

test('nothing that leaves is nothing to tell', () => {
  expect(gone()).toEqual([]);
});
