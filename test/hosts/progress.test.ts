import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program';

// Whole programs on a busy machine: how long they take proves nothing.
jest.setTimeout(60_000);

/** What people see of the work on stderr, and what pipes do not. */
const root = join(__dirname, '..', '..');
/** util-linux: runs a command on a terminal of its own. */
const SCRIPT = '/usr/bin/script';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  cpSync(join(root, 'examples', 'fleet'), join(folder, 'fleet'), { recursive: true });
  const answer = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'geheim' } };
  writeFileSync(join(folder, 'slow'), `#!/bin/sh\nsleep 2\necho '${JSON.stringify(answer)}'\n`);
  chmodSync(join(folder, 'slow'), 0o755);
  const execConfig = { apiVersion: answer.apiVersion, command: './slow' };
  writeFileSync(join(folder, 'providers.json'), JSON.stringify({ providers: [{ name: 'slow', execConfig }] }));
  cpSync(join(root, 'examples', 'fleet'), join(folder, 'slowly'), { recursive: true });
  writeFileSync(
    join(folder, 'slowly', 'slow.yaml'),
    `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata: {name: slow, namespace: fleet-edge}
spec: {clusterManager: {name: hub}}
status:
  accessProviders:
  - {name: slow, cluster: {server: "https://slow.example"}}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const SLOW = ['slowly', '--allow-exec-plugins', '--provider-file', 'providers.json'];

const onTerminal = existsSync(SCRIPT) ? test : test.skip;

/** What a terminal is sent on stderr; standard output goes to a file. */
function runOnTerminal(...args: string[]): string {
  const command = [program.file, ...program.args, ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = spawnSync(SCRIPT, ['-qec', `stty cols 200; ${command} > out.yaml`, '/dev/null'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout.replaceAll('\r\n', '\n');
}

onTerminal('a terminal shows which plugin has not answered yet, then what was done', () => {
  const shown = runOnTerminal('render', ...SLOW);
  expect(shown).toMatch(/\d\.\d s credential plugins: 0 of 1 have answered; running: \.\/slow for fleet-edge\/slow\r/);
  // The line goes before anything else is written.
  expect(shown).toContain('\r\u001b[Kwarning RC');
  expect(shown).toMatch(/\nRendered 14 objects for 6 clusters in \d+\.\d s\.\n$/);
  expect(runOnTerminal('render', ...SLOW, '--quiet')).toBe('');
});

test('a pipe has one line a finding, and neither progress nor a summary', () => {
  const { code, stderr } = run('render', ...SLOW);
  expect(code).toBe(0);
  expect(stderr.split('\n').filter((line) => line !== '' && !/^(?:warning|info) RC\d{3} /.test(line))).toEqual([]);
});

test('--quiet prints errors only', () => {
  expect(run('render', 'fleet', '--quiet')).toMatchObject({ code: 0, stderr: '' });
  const { code, stderr } = run('render', 'nowhere', '--quiet');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error RC501 [^\n]*\n$/);
});

test('--verbose prints the phases, and what was done', () => {
  const { stderr } = run('render', 'fleet', '--verbose');
  expect(stderr).toMatch(/^\d+\.\d s reading the input$/m);
  expect(stderr).toMatch(/^\d+\.\d s deciding what to make$/m);
  expect(stderr).toMatch(/\nRendered 12 objects for 5 clusters in \d+\.\d s\.\n$/);
});

test('--log-format json prints a line of JSON for each finding, and one for what was done', () => {
  const lines = run('render', 'fleet', '--log-format', 'json').stderr.trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line));
  expect(entries.every(({ level }) => ['error', 'warning', 'info'].includes(level))).toBe(true);
  expect(entries.some(({ code }) => code === 'RC353')).toBe(true);
  expect(entries.at(-1).message).toMatch(/^Rendered 12 objects for 5 clusters in /);
});

test.each([[['--quiet', '--verbose']], [['--log-format', 'xml']], [['--log-format', 'json', '--format', 'json']]])(
  'wrong usage: %j',
  (args) => expect(run('render', 'fleet', ...args)).toMatchObject({ code: 2, stdout: '' }),
);

test('rollcall fn prints what hosts expect, and takes none of this', () => {
  expect(run('fn', '--quiet')).toMatchObject({ code: 2, stdout: '' });
});
