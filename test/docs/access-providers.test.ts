import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { linkCommands } from '../support/program';

/** Saves every file that docs/access-providers.md shows under the name above it, and runs every command, line by line. */
const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'access-providers.md'), 'utf8');
const blocks = [...page.matchAll(/(?:^`(\S+)`:\n\n)?^```\w+\n([\s\S]*?)^```$/gm)].map(([, name, text = '']) => ({
  name,
  text,
}));
const files = blocks.flatMap(({ name, text }) => (name === undefined ? [] : [{ name, text }]));
const lines = blocks.flatMap(({ name, text }) => (name === undefined ? text.trim().split('\n') : []));
const commands = lines.filter((line) => line.startsWith('rollcall '));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-docs-'));
  mkdirSync(join(folder, 'bin'));
  linkCommands(join(folder, 'bin'));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  for (const line of lines.filter((line) => !commands.includes(line))) expect(run(line).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string) {
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, PATH },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

test('the page has what it should have', () => {
  expect(files.map(({ name }) => name)).toEqual([
    'secretreader.yaml',
    'deny.yaml',
    'providers.json',
    'cloud-login',
    'plugin.yaml',
    'hub.yaml',
    'trust.yaml',
    'account.yaml',
    'service-account.yaml',
    'labelled.yaml',
  ]);
  expect(lines.filter((line) => !commands.includes(line))).toEqual(['chmod +x cloud-login']);
  expect(commands).toHaveLength(10);
});

/** A comment behind a command says which finding it tells, and whether that stops it. */
test.each(commands)('%s', (command) => {
  const [, severity, told] = /# (error|warning) (RC\d+)/.exec(command) ?? [];
  const { code, stdout, stderr } = run(command);
  const failing = severity === 'error';
  expect({ code, stderr }).toEqual({
    code: failing ? 1 : 0,
    stderr: failing ? expect.stringContaining('error') : expect.not.stringContaining('error'),
  });
  if (told !== undefined) expect(stderr).toContain(`${severity} ${told} `);
  if (failing) expect(stdout).toBe('');
  else expect(stdout).toContain('kind: SveltosCluster');
});

test('what the profile adds reaches the plugin', () => {
  const { stdout } = run(commands.find((command) => command.includes('plugin.yaml')) ?? '');
  const [, kubeconfig = ''] = /^ {2}kubeconfig: (\S+)$/m.exec(stdout) ?? [];
  expect(Buffer.from(kubeconfig, 'base64').toString()).toContain('token: a-token-for--cluster=beta-in-north\n');
});
