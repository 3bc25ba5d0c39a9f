import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocuments } from '../../src/krm/read-documents';
import { readRoll } from '../../src/roll/read-roll';
import type { Member, Roll } from '../../src/roll/roll';
import { writeRoll } from '../../src/roll/write-roll';
import { only } from '../support/objects';

/** git itself merges two branches that each add clusters to the same Roll. */
let folder = '';
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-merge-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rollOf(names: readonly string[], consumers: readonly string[] = ['kueue']): Roll {
  const member = (name: string): Member => ({
    sources: [`Cluster mgmt/${name}`],
    credentials: `CAPICluster mgmt/${name}-kubeconfig`,
  });
  return {
    name: 'fleet',
    function: 'publish-credentials',
    clusters: new Map(names.map((name) => [`prod/${name}`, member(name)])),
    consumers: new Map(consumers.map((name) => [`${name}-system`, name])),
    clusterSets: new Map(),
    registeredLabels: new Map(),
    objects: new Map(),
  };
}

/** Whether git merges what two branches make of one Roll; then the file must be what the Roll of both would be. */
function merges(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  take: (names: readonly string[]) => Roll = rollOf,
): boolean {
  const file = join(folder, 'roll.yaml');
  const commit = (names: readonly string[], message: string) => {
    writeFileSync(file, writeRoll(take(names)));
    git('add', '.');
    git('commit', '--quiet', '--allow-empty', '-m', message);
  };
  git('checkout', '--quiet', '--orphan', `base-${Math.abs(base.length * 7919 + ours.join().length)}-${ours.join('-')}`);
  commit(base, 'base');
  const start = git('rev-parse', 'HEAD').trim();
  commit(ours, 'ours');
  const ourCommit = git('rev-parse', 'HEAD').trim();
  git('checkout', '--quiet', '--detach', start);
  commit(theirs, 'theirs');
  try {
    git('merge', '--quiet', '-m', 'both', ourCommit);
  } catch {
    git('merge', '--abort');
    return false;
  }
  const kept = base.filter((name) => ours.includes(name) && theirs.includes(name));
  const added = [...ours, ...theirs].filter((name) => !base.includes(name));
  expect(readFileSync(file, 'utf8')).toBe(writeRoll(take([...kept, ...added])));
  return true;
}

const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `eu-${from + at}`);

test.each([0, 1, 4, 40])('two branches that add neighbours to %d clusters merge', (count) => {
  const base = numbered(count);
  const pairs = [0, 1].map((at) => {
    const next = count + at * 2;
    return merges(base, [...base, `eu-${next}`], [...base, `eu-${next + 1}`]);
  });
  expect(pairs).toEqual([true, true]);
});

test('two branches that each add several clusters and remove one merge', () => {
  const base = numbered(30);
  const ours = [...base.slice(1), 'us-1', 'us-2', 'us-3'];
  const theirs = [...base.slice(0, -1), 'ap-1', 'ap-2', 'ap-3'];
  expect(merges(base, ours, theirs)).toBe(true);
});

const asConsumers = (names: readonly string[]) => rollOf(['a'], names);
const asSets = (names: readonly string[]): Roll => ({
  ...rollOf(['a']),
  clusterSets: new Map(names.map((name) => [name, `${name}-fleet`])),
});

test.each([
  ['consumers', asConsumers],
  ['ClusterSets', asSets],
])('two branches that each add to the %s merge where one that is there is between them', (_what, take) => {
  expect(merges(['b', 'm', 'y'], ['a', 'b', 'm', 'y'], ['b', 'm', 'y', 'z'], take)).toBe(true);
  expect(merges(['b', 'm', 'y'], ['b', 'c', 'm', 'y'], ['b', 'd', 'm', 'y'], take)).toBe(false);
});

test('what a union merge leaves is read, or refused as one name on two lines', () => {
  const file = (text: string) => readDocuments(Buffer.from(text), 'roll.yaml');
  const ours = writeRoll(rollOf(['a']));
  const line = ours.split('\n').find((one) => one.includes('prod/a')) ?? '';
  const both = ours.replace(line, `${line}\n${line.replaceAll('/a', '/b')}`);
  const { roll, findings } = readRoll(only(file(both).items));
  expect(findings).toEqual([]);
  expect([...roll.clusters.keys()]).toEqual(['prod/a', 'prod/b']);
  const twice = ours.replace(line, `${line}\n${line}; consumers none`);
  expect(file(twice).findings).toHaveLength(1);
});
