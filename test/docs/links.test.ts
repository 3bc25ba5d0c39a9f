import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Links between the pages: each leads somewhere, and the README or the index of the documentation leads to each. */
const root = join(__dirname, '..', '..');
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...['docs', 'functions', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
];
const read = (page: string) => readFileSync(join(root, page), 'utf8');

function linksOf(page: string): { text: string; target: string; anchor: string }[] {
  const prose = read(page).replace(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, text = '']) => {
    if (/^https?:/.test(text)) return [];
    const [path = '', anchor = ''] = text.split('#');
    return [{ text, target: path === '' ? page : join(dirname(page), path), anchor }];
  });
}

/** GitHub's names of a page's headings, and the names that stand in it. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
  return [...headings, ...[...read(page).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}

test.each(pages)('%s links to what is there', (page) => {
  const broken = linksOf(page).filter(
    ({ target, anchor }) => !existsSync(join(root, target)) || (anchor !== '' && !anchorsOf(target).includes(anchor)),
  );
  expect(broken.map(({ text }) => text)).toEqual([]);
});

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/where-to-find.md', 'docs/decisions.md'])(
  '%s names files that are there',
  (page) => {
    const named = [...read(page).matchAll(/`((?:src|functions|scripts|test|docs)\/[^`*<{ ]*)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);

test('the README and the index link every page', () => {
  const linked = new Set(['README.md', 'docs/README.md'].flatMap(linksOf).map(({ target }) => relative('.', target)));
  const missing = pages.filter((page) => !linked.has(page) && page !== 'README.md' && !page.startsWith('examples'));
  expect(missing).toEqual([]);
});
