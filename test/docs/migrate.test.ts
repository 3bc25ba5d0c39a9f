import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { linkCommands } from '../support/program';

/** Follows docs/migrate.md: saves the files that it shows, and runs the block behind them, line by line. */
const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'migrate.md'), 'utf8');
const files = [...page.matchAll(/^`(\S+)`:\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));
const [, block = ''] = /^```sh\n(rollcall render \. [\s\S]*?)^```$/m.exec(page) ?? [];
const commands = block.trim().split('\n');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-migrate-'));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, '.bin'));
  linkCommands(join(folder, '.bin'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a marked object is adopted where it is, and one without a mark is in the way', () => {
  expect(files.map(({ name }) => name)).toEqual(['profile.yaml', 'sveltoscluster.yaml', 'rollcall.yaml']);
  expect(commands).toHaveLength(3);
  const PATH = [join(folder, '.bin'), process.env.PATH].join(delimiter);
  const runs = commands.map((command) =>
    spawnSync('sh', ['-c', command], { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8' }),
  );
  const [before, marking, after] = runs;
  expect({ status: before?.status, stdout: before?.stdout }).toEqual({ status: 1, stdout: '' });
  expect(before?.stderr).toMatch(/^error RC402 \[sveltoscluster\.yaml:1 /m);
  expect(marking?.status).toBe(0);
  expect({ status: after?.status, stderr: after?.stderr }).toEqual({
    status: 0,
    stderr: expect.not.stringContaining('error'),
  });
  expect(after?.stdout).toContain('kind: SveltosCluster');
  expect(after?.stdout).toContain('rollcall.dev/generated-by: render-inventory/fleet');
});
