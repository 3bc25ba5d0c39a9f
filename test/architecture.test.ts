import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The rooms, and the arrows between them that ARCHITECTURE.md draws: imports point one way. */
const root = join(__dirname, '..');

/** Each room, and those that it may import from; the order is the order of the arrows, from the top down. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/hosts': [
    'src/views',
    'functions',
    'src/run',
    'src/config',
    'src/sveltos',
    'src/inventory',
    'src/engines',
    'src/schema',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'src/lists',
    'package.json',
  ],
  'src/views': [
    'src/run',
    'src/inventory',
    'src/outputs',
    'src/schema',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'src/lists',
  ],
  'src/run': ['functions', 'src/config', 'src/outputs', 'src/inventory', 'src/krm', 'src/diagnostics', 'src/lists'],
  'src/config': ['functions', 'src/schema', 'src/api', 'src/krm', 'src/diagnostics', 'src/lists'],
  functions: [
    'src/sveltos',
    'src/outputs',
    'src/inventory',
    'src/schema',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'src/lists',
    'generated',
  ],
  'src/sveltos': [
    'src/outputs',
    'src/inventory',
    'src/engines',
    'src/schema',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'src/lists',
  ],
  'src/outputs': ['src/inventory', 'src/api', 'src/krm', 'src/diagnostics', 'src/lists'],
  'src/inventory': ['src/engines', 'src/api', 'src/krm', 'src/diagnostics', 'src/lists'],
  'src/schema': ['src/api', 'src/krm'],
  'src/api': ['src/krm', 'generated'],
  'src/krm': ['src/diagnostics', 'src/lists'],
  'src/diagnostics': ['src/lists'],
  'src/lists': [],
  // Anyone could lift an engine out: it imports nothing but what is in its folder.
  'src/engines/cel': [],
  'src/engines/go-template': [],
  'src/engines/lua': [],
};

/** What touches the world outside, and so is for hosts alone; `buffer` is memory. */
const WORLD = /\b(?:process|Math\.random|performance|console)\b[.(]|\bDate\.now\b|\bDate\(\)|from 'node:(?!buffer')/;

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return entry.name.endsWith('.ts') ? [path.split(sep).join('/')] : [];
  });
}

const sources = [...listSources('src'), ...listSources('functions')].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const paths = new Set(sources.map(({ path }) => path));
const roomOf = (path: string) => Object.keys(MAY_IMPORT).find((room) => path.startsWith(`${room}/`));

/** What a file names in an import, an `import()` type or a `require`, as paths without their endings. */
function listImports({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/(?:from|import|import\(|require\() ?'(\.[^']*)'/g)].map(([, target = '']) =>
    relative(root, join(root, dirname(path), target))
      .split(sep)
      .join('/'),
  );
}

const imports = new Map(sources.map((source) => [source.path, listImports(source)]));

/** The files that a file imports. */
function importedFiles(path: string): string[] {
  const targets = imports.get(path) ?? [];
  return targets.flatMap((target) => [`${target}.ts`, `${target}/index.ts`].filter((file) => paths.has(file)));
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

test('every file lies in a room', () => {
  expect(sources.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  expect(sources.length).toBeGreaterThan(50);
});

test('rooms import only from rooms below them', () => {
  const rooms = Object.keys(MAY_IMPORT);
  const up = rooms.flatMap((room, at) =>
    (MAY_IMPORT[room] ?? []).filter((below) => rooms.slice(0, at + 1).includes(below)).map((below) => [room, below]),
  );
  expect(up).toEqual([]);
});

test('imports point the way of the arrows', () => {
  const wrong = sources.flatMap(({ path }) => {
    const room = roomOf(path) ?? '';
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    return (imports.get(path) ?? [])
      .filter((target) => !allowed.some((one) => target === one || target.startsWith(`${one}/`)))
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('no files import each other in a circle', () => {
  const count = sources.reduce((sum, { path }) => sum + importedFiles(path).length, 0);
  expect(count).toBeGreaterThan(200);
  const done = new Set<string>();
  const circles = sources.flatMap(({ path }) => findCircle(path, [], done) ?? []);
  expect(circles.join(' → ')).toBe('');
});

test('only hosts touch process, files, clock and environment', () => {
  const wrong = sources
    .filter(({ path, text }) => !path.startsWith('src/hosts/') && WORLD.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});
