import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Every file that the page names is there; a bare name is beside the file that the row names first. */
const root = join(__dirname, '..', '..');
const rows = readFileSync(join(root, 'docs', 'where-to-find.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!question|-)/.test(line) && !line.startsWith('|---'));

test('the page has its rows', () => expect(rows.length).toBeGreaterThan(50));

test.each(rows)('%s', (row) => {
  const named = [...row.matchAll(/`([\w./-]+(?:\.(?:ts|js|md|json)|\/))`/g)].map(([, name = '']) => name);
  const [first = ''] = named.filter((name) => name.includes('/'));
  expect(first).not.toBe('');
  const missing = named.filter(
    (name) => !existsSync(join(root, name)) && !existsSync(join(root, dirname(first), name)),
  );
  expect(missing).toEqual([]);
});
