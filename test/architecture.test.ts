import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architecturePage } from '../scripts/architecture-page';
import { readSources, type Source } from '../scripts/imports';
import { moduleOf, modules } from '../scripts/modules';

/** The modules and the arrows between them, which ARCHITECTURE.md draws: imports point one way. */
const root = join(__dirname, '..');

/** What touches the world outside, and so is for hosts alone; `buffer` is memory. */
const WORLD = /\b(?:process|Math\.random|performance|console)\b[.(]|\bDate\.now\b|\bDate\(\)|from 'node:(?!buffer')/;

const sources = readSources(root);
const paths = new Set(sources.map(({ path }) => path));
const imports = new Map(sources.map((source) => [source.path, source.imports]));

/** The files that a file imports. */
function importedFiles(path: string): string[] {
  return (imports.get(path) ?? []).flatMap((target) =>
    [`${target}.ts`, `${target}/index.ts`].filter((file) => paths.has(file)),
  );
}

/** The first circle that can be walked to from a file, beginning and ending with the same file. */
function findCircle(path: string, walked: readonly string[], done: Set<string>): string[] | undefined {
  if (walked.includes(path)) return [...walked.slice(walked.indexOf(path)), path];
  if (done.has(path)) return undefined;
  for (const next of importedFiles(path)) {
    const circle = findCircle(next, [...walked, path], done);
    if (circle !== undefined) return circle;
  }
  done.add(path);
  return undefined;
}

test('every file is in a module', () => {
  expect(sources.filter(({ path }) => moduleOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  expect(sources.length).toBeGreaterThan(50);
});

/** Whether an import goes to the file's own module or to one below it, or to what is made from the schemas. */
function isAllowed({ path }: Source, target: string): boolean {
  if (target === 'package.json') return path.startsWith('src/hosts/');
  const from = moduleOf(path);
  if (target === 'generated/page') return path === 'src/views/write-page.ts';
  if (target.startsWith('generated/'))
    return from?.path === 'src/api' || from?.path === 'src/config' || from?.path === 'functions';
  const to = moduleOf(target);
  if (from === undefined || to === undefined) return false;
  return to === from || (from.isAlone !== true && modules.indexOf(to) > modules.indexOf(from));
}

test('imports point down', () => {
  const wrong = sources.flatMap((source) =>
    source.imports.filter((target) => !isAllowed(source, target)).map((target) => `${source.path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('ARCHITECTURE.md draws the imports as they are', () => {
  const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  expect(page).toBe(architecturePage(page, root));
});

test('no files import each other in a circle', () => {
  const count = sources.reduce((sum, { path }) => sum + importedFiles(path).length, 0);
  expect(count).toBeGreaterThan(200);
  const done = new Set<string>();
  const circles = sources.flatMap(({ path }) => findCircle(path, [], done) ?? []);
  expect(circles.join(' → ')).toBe('');
});

/** The page runs in a browser, where it says how long credentials last. */
const WORLDLY = /^src\/(?:hosts|views\/page)\//;

test('only hosts touch process, files, clock and environment', () => {
  const wrong = sources.filter(({ path, text }) => !WORLDLY.test(path) && WORLD.test(text)).map(({ path }) => path);
  expect(wrong).toEqual([]);
});
