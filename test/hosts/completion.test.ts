import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program';

/** What the program answers a shell that asks what fits; test/e2e/completion.test.ts asks the shells themselves. */
const root = join(__dirname, '..', '..');
const fleet = join(root, 'examples', 'fleet');

function run(args: readonly string[], cwd = fleet) {
  return spawnSync(program.file, [...program.args, 'completion', ...args], { cwd, encoding: 'utf8' });
}

const complete = (shell: string, ...words: string[]) =>
  run([shell, '--', ...words])
    .stdout.trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0]);

test.each([
  ['a command', ['exp'], ['explain']],
  ['a command of help', ['help', 'comp'], ['completion']],
  ['nothing of an unknown command', ['nope', ''], ['']],
  ['an option', ['list', '--w'], ['--wide']],
  ['an option only once', ['list', '--wide', '--w'], ['']],
  ['a value of an option', ['list', '-o', 'ta'], ['table']],
  ['a value behind =', ['list', '--form=ta'], ['--form=table']],
  ['a value behind = as bash splits it', ['list', '--form', '=', 'ta'], ['table']],
  ['nothing typed behind =', ['list', '--consumer', '='], ['argocd', 'kueue']],
  ['a consumer', ['list', '--consumer', ''], ['argocd', 'kueue']],
  ['a consumer of another directory', ['list', '../ocm-sandbox-fleet', '--consumer', ''], ['argocd']],
  ['a ClusterSet', ['list', '--set', ''], ['prod']],
  ['a namespace', ['list', '-n', 'fleet-'], ['fleet-edge', 'fleet-prod']],
  ['a cluster', ['explain', 'ga'], ['gamma']],
  ['the namespace of a cluster', ['explain', 'fleet-prod/'], ['fleet-prod/alpha']],
  ['the next part of an object', ['explain', 'SveltosCluster/fleet-p'], ['SveltosCluster/fleet-prod/', ':nospace']],
  ['a kind', ['schema', 'RenderI'], ['RenderInventory']],
  ['a function', ['fn', 'import-m'], ['import-managed-clusters']],
  ['paths', ['render', ''], [':files']],
  ['paths behind a subject', ['explain', 'alpha', ''], [':files']],
  ['paths behind an optional value', ['check', '--now', ''], [':files']],
  ['folders', ['render', '--output', ''], [':folders']],
])('%s', (_what, words, expected) => {
  expect(complete('bash', ...words)).toEqual(expected);
});

test('each shell gets the part of the word that it completes', () => {
  expect(complete('zsh', 'list', '--form=ta')).toEqual(['table']);
  expect(complete('fish', 'list', '--form=ta')).toEqual(['--form=table']);
  expect(complete('powershell', 'list', '--form=ta')).toEqual(['--form=table']);
  expect(complete('powershell', 'schema', '""').length).toBeGreaterThan(5);
});

test('a fleet that cannot be read has no names, and nothing is printed on a half-typed line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  writeFileSync(join(folder, 'broken.yaml'), 'a: [');
  const { status, stdout, stderr } = run(['bash', '--', 'explain', ''], folder);
  rmSync(folder, { recursive: true, force: true });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a name that no API server takes is not offered: it may be a secret, or do something in a shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  const consumer = (name: string, label: string) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'x-k8s.io/cluster-inventory-consumer': label } },
    });
  const cluster = { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster' };
  const objects = [
    consumer('a', 'argocd'),
    consumer('b', '$(touch pwned)'),
    consumer('c', 'two\nlines'),
    JSON.stringify({ ...cluster, metadata: { name: 'x', namespace: 'm', labels: { 'clusterprofile-name': 'x' } } }),
  ];
  writeFileSync(join(folder, 'fleet.yaml'), objects.join('\n---\n'));
  const { stdout } = run(['bash', '--', 'list', '--consumer', ''], folder);
  rmSync(folder, { recursive: true, force: true });
  expect(stdout).toBe('argocd\tNamespace a\n');
});

test('an unknown shell is wrong usage', () => {
  expect(run(['tcsh'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('and got tcsh') });
  expect(run([])).toMatchObject({ status: 2, stderr: expect.stringContaining('bash, zsh, fish, powershell') });
});
