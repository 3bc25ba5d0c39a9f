import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

interface LockedPackage {
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(read('package-lock.json'));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Licences that allow what this project does: use at build time, and shipping inside dist/. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'Unlicense',
  // Data and a Python package's own, for tools of the build alone.
  'CC-BY-4.0',
  'Python-2.0',
  'PSF-2.0',
]);

/** Weak copyleft: no condition on a tool that is only run, but one on a program that contains it. */
const FOR_DEVELOPMENT = new Set(['MPL-2.0']);

function isUnder(license: string, allowed: (one: string) => boolean): boolean {
  const choices = license.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every(allowed));
}

function notUnder(allowed: (one: string, name: string) => boolean): string[] {
  const wrong = packages.filter(([path, { license = '' }]) => !isUnder(license, (one) => allowed(one, nameOf(path))));
  return wrong.map(([path, { license }]) => `${path}: ${license}`);
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Every package that the sources import, with what these packages need: nothing else can come into dist/. */
function bundled(): Set<string> {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [path, { dependencies = {} }] of packages) {
      if (nameOf(path) === name) Object.keys(dependencies).forEach(add);
    }
  };
  for (const folder of ['src', 'functions']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.[jt]s$/.test(file)) continue;
      for (const [, name = ''] of read(folder, file).matchAll(IMPORT)) add(name);
    }
  }
  return found;
}

const IMPORT = /(?:from|import|require\(|import\() ?'((?:@[\w.-]+\/)?[\w][\w.-]*)/g;

test('every package of the lock file has a licence on the list', () => {
  expect(notUnder((one) => ALLOWED.has(one) || FOR_DEVELOPMENT.has(one))).toEqual([]);
  expect(packages.length).toBeGreaterThan(100);
});

test('what is bundled has none of the licences that are for development alone', () => {
  const inside = bundled();
  expect([...inside]).toEqual(
    expect.arrayContaining(['yaml', 'fengari', 'picomatch', '@noble/hashes', '@bufbuild/cel']),
  );
  expect([...inside]).not.toContain('axe-core');
  expect(notUnder((one, name) => ALLOWED.has(one) || !inside.has(name))).toEqual([]);
});

test('every package of the lock file is pinned by a digest', () => {
  const wrong = packages.filter(([, { integrity = '', link }]) => !link && !integrity.startsWith('sha512-'));
  expect(wrong.map(([path]) => path)).toEqual([]);
});

test('installing the package brings no other package', () => {
  const manifest = JSON.parse(read('package.json'));
  expect(manifest.dependencies).toBeUndefined();
  expect(manifest.optionalDependencies).toBeUndefined();
  expect(Object.keys(manifest.scripts)).not.toEqual(expect.arrayContaining([expect.stringMatching(/install$/)]));
});

const workflows = readdirSync(join(root, '.github', 'workflows'));

test.each(workflows)('%s pins every action by its digest and starts without permissions to write', (file) => {
  const text = read('.github', 'workflows', file);
  const uses = [...text.matchAll(/uses: *(\S+)/g)].map(([, action = '']) => action);
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
  expect(parse(text).permissions).toEqual({ contents: 'read' });
});

test('the image’s base is pinned by its digest', () => {
  expect(read('Dockerfile')).toMatch(/^ARG BASE=\S+@sha256:[0-9a-f]{64}$/m);
});

test('every Bun that an executable is compiled with is pinned by its digest', () => {
  const text = read('scripts', 'bun.js');
  const packages = [...text.matchAll(/'bun-[\w-]+',\s+'(.*)'/g)].map(([, digest]) => digest);
  expect(packages).toHaveLength(text.match(/^ {2}'[\w-]+': \[$/gm)?.length ?? 0);
  for (const digest of packages) expect(digest).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
});
