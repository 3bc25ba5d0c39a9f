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

/** Started by tests as they are: nothing of them is changed or shipped. */
const TESTS_ONLY = new Set(['node_modules/axe-core: MPL-2.0']);

test('every package of the lock file has a licence on the list', () => {
  const wrong = packages.filter(([, { license = '' }]) => {
    const choices = license.replace(/[()]/g, '').split(' OR ');
    return !choices.some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
  });
  const found = wrong.map(([path, { license }]) => `${path}: ${license}`);
  expect(found.filter((one) => !TESTS_ONLY.has(one))).toEqual([]);
  expect(packages.length).toBeGreaterThan(100);
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
