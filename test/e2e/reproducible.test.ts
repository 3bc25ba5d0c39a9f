import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
  execFileSync(process.execPath, ['scripts/build.js'], {
    cwd: folder,
    env: { ...process.env, TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' },
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function digests(dist: string): Record<string, string> {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(dist, file)).isFile(),
  );
  return Object.fromEntries(
    files
      .filter((file) => !file.endsWith('.cache'))
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(dist, file)))
          .digest('hex'),
      ]),
  );
}

test('a second build, in another folder, time zone and locale, gives the same bytes', () => {
  const first = digests(join(root, 'dist'));
  expect(Object.keys(first)).toContain('rollcall.js');
  expect(digests(join(folder, 'dist'))).toEqual(first);
});
