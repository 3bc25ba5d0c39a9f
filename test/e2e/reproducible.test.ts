import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareExecutable } from './executable';

/**
 * Whoever builds the same commit with the same lock file has the same bytes, wherever the folder is. V8's code cache is no
 * part of what is released.
 */
const root = join(__dirname, '..', '..');
let folder = '';

beforeAll(() => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(join(root, '.cache', 'build-'));
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const file of tracked) if (file !== '') cpSync(join(root, file), join(folder, file));
  // Hard links, since a bundle names the real path of each module relative to the folder.
  execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')]);
  build('scripts/build.js');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const build = (script: string) =>
  execFileSync(process.execPath, [script], {
    cwd: folder,
    env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' },
    encoding: 'utf8',
  }).trim();

function digests(dist: string): Record<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(dist, file)).isFile(),
  );
  return Object.fromEntries(
    files
      .filter((file) => !file.endsWith('.cache'))
      .sort()
      .map((file) => [file, digestOf(join(dist, file))]),
  );
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

test('a second build, in another folder, time zone and locale, gives the same bytes', () => {
  const first = digests(join(root, 'dist'));
  expect(Object.keys(first)).toContain('rollcall.js');
  expect(digests(join(folder, 'dist'))).toEqual(first);
});

const executable = prepareExecutable();
if (typeof executable === 'string') test.skip(`the executable: skipped, ${executable}`, () => undefined);
else {
  test('so does a second build of the standalone executable', () => {
    expect(digestOf(build('scripts/executable.js'))).toBe(digestOf(executable.path));
  });
}
