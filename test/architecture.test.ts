import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The rooms, and the arrows between them that ARCHITECTURE.md draws: imports point one way. */
const root = join(__dirname, '..');

const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/diagnostics': ['src/krm/order'],
  'src/krm': ['src/diagnostics'],
  'src/api': ['src/krm', 'generated'],
  'src/inventory': ['src/api', 'src/krm', 'src/diagnostics', 'src/sveltos/lua/job'],
  'src/outputs': ['src/inventory', 'src/api', 'src/krm', 'src/diagnostics'],
  'src/sveltos': [
    'src/outputs/output',
    'src/inventory/fleet',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'src/config/nearest',
    'src/config/schema-walk',
  ],
  functions: [
    'src/sveltos',
    'src/outputs',
    'src/inventory',
    'src/api',
    'src/krm',
    'src/config/fields',
    'src/diagnostics',
    'generated',
  ],
  'src/config': ['functions', 'src/api', 'src/krm', 'src/diagnostics'],
  'src/run': ['functions', 'src/config', 'src/outputs', 'src/inventory', 'src/krm', 'src/diagnostics'],
  'src/hosts': [
    'src/sveltos/lua',
    'functions',
    'src/run',
    'src/config',
    'src/inventory',
    'src/api',
    'src/krm',
    'src/diagnostics',
    'package.json',
  ],
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
const roomOf = (path: string) => Object.keys(MAY_IMPORT).find((room) => path.startsWith(`${room}/`));

test('every file lies in a room', () => {
  expect(sources.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  expect(sources.length).toBeGreaterThan(50);
});

test('imports point the way of the arrows', () => {
  const wrong = sources.flatMap(({ path, text }) => {
    const room = roomOf(path) ?? '';
    const targets = [...text.matchAll(/(?:from|import\(|require\() ?'(\.[^']*)'/g)].map(([, target = '']) =>
      relative(root, join(root, dirname(path), target))
        .split(sep)
        .join('/'),
    );
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    return targets
      .filter((target) => !allowed.some((one) => target === one || target.startsWith(`${one}/`)))
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('only hosts touch process, files, clock and environment', () => {
  const wrong = sources
    .filter(({ path, text }) => !path.startsWith('src/hosts/') && WORLD.test(text))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});
