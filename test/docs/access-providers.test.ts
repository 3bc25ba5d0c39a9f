import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs every command of docs/access-providers.md on the files that the page shows. */
const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'access-providers.md'), 'utf8');
const blocks = [...page.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const named = blocks.flatMap((text) => {
  const [, name, content] = /^(?:#|\/\/) (\S+)\n([\s\S]*)$/.exec(text) ?? [];
  return name === undefined || content === undefined ? [] : [{ name, content }];
});
const commands = blocks.filter((text) => text.startsWith('rollcall ')).map((text) => text.trim());
const configurations = named.filter(({ name }) => name === 'rollcall.yaml');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-docs-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(join(root, 'dist', 'rollcall.js'), join(folder, 'bin', 'rollcall'));
  for (const { name, content } of named) {
    if (name !== 'rollcall.yaml') writeFileSync(join(folder, name), content, { mode: 0o755 });
  }
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
  expect(named.map(({ name }) => name)).toEqual([
    'secretreader.yaml',
    'rollcall.yaml',
    'providers.json',
    'cloud-login',
    'plugin.yaml',
    'hub.yaml',
    'rollcall.yaml',
  ]);
  expect(commands).toHaveLength(4);
});

test.each(commands)('%s', (command) => {
  const { code, stdout, stderr } = run(command);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('error') });
  expect(stdout).toContain('kind: SveltosCluster');
});

test('what the profile adds reaches the plugin', () => {
  const { stdout } = run(commands.find((command) => command.includes('plugin.yaml')) ?? '');
  const [, kubeconfig = ''] = /^ {2}kubeconfig: (\S+)$/m.exec(stdout) ?? [];
  expect(Buffer.from(kubeconfig, 'base64').toString()).toContain('token: a-token-for--cluster-beta\n');
});

test.each(configurations)('the configuration $content', ({ content }) => {
  writeFileSync(join(folder, 'rollcall.yaml'), content);
  for (const file of ['secretreader.yaml', 'hub.yaml']) {
    const { code, stderr } = run(`rollcall render ${file} --config rollcall.yaml`);
    // The one configuration forbids what the hub's token needs.
    const forbids = content.includes('Deny') && file === 'hub.yaml';
    expect({ code, stderr }).toEqual(
      forbids ? { code: 1, stderr: expect.stringContaining('RC375') } : { code: 0, stderr: expect.any(String) },
    );
  }
});
