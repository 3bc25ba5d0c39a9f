import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * What a start loads, since that is most of the time that a small render takes. If a test here fails, load what few runs need
 * with `require` inside a function: the build makes a file of its own of it.
 */
const dist = join(__dirname, '..', '..', 'dist');
const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: fleet
`;
const PROFILE = `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata:
  name: a
  namespace: fleet
`;
const items = [PROFILE, NAMESPACE].map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`).join('');
const LIST = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items}`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-start-'));
  // On the way out, which files and which of Node's own public modules are loaded.
  writeFileSync(
    join(folder, 'loaded.js'),
    `process.once('exit', () => require('node:fs').writeSync(2, '\\nLOADED ' + JSON.stringify([
      Object.keys(require.cache).filter((file) => file !== __filename),
      process.moduleLoadList.filter((name) => /^NativeModule (?!internal)/.test(name)).map((name) => name.slice(13)),
    ]) + '\\n'));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(args: readonly string[], input = ''): { files: string[]; modules: string[] } {
  const { stderr, error } = spawnSync(process.execPath, ['-r', join(folder, 'loaded.js'), ...args], {
    input,
    encoding: 'utf8',
  });
  const [, loaded] = /^LOADED (.*)$/m.exec(stderr) ?? [];
  if (loaded === undefined) throw error ?? new Error(stderr);
  const [files, modules] = JSON.parse(loaded);
  return { files: files.map((file: string) => basename(file)).sort(), modules };
}

const rollcall = join(dist, 'rollcall.js');

test('a KRM function loads the program and the check of its configuration', () => {
  const { files } = load([rollcall, 'fn'], LIST);
  expect(files).toEqual(['program.js', 'rollcall.js', 'specs-render-inventory.js']);
});

test('a render by hand loads no more', () => {
  writeFileSync(join(folder, 'fleet.yaml'), `${PROFILE}---\n${NAMESPACE}`);
  const { files } = load([rollcall, 'render', join(folder, 'fleet.yaml')]);
  expect(files).toEqual(['program.js', 'rollcall.js', 'specs-render-inventory.js']);
});

test('the version loads nothing but the program', () => {
  expect(load([rollcall, 'version']).files).toEqual(['program.js', 'rollcall.js']);
});

test('no library of Node is loaded but the one that ends a render in time', () => {
  const { modules: bare } = load(['-e', '0']);
  const { modules } = load([rollcall, 'fn'], LIST);
  expect(modules.filter((name) => !bare.includes(name))).toEqual(['vm']);
});

test('what every start reads stays small', () => {
  // In KB. It is no record to beat, and grows with what every render needs.
  expect(statSync(join(dist, 'program.js')).size / 1024).toBeLessThan(600);
});

test('the program is plain ASCII, which the code cache reads it as', () => {
  expect(readFileSync(join(dist, 'program.js')).every((byte) => byte < 0x80)).toBe(true);
});

test('the build has stored the compiled program, and V8 accepts it', () => {
  const cache = join(dist, `program-${process.version}-${process.arch}.cache`);
  writeFileSync(
    join(folder, 'accepted.js'),
    `const { readFileSync } = require('node:fs');
     const { wrap } = require('node:module');
     const { Script } = require('node:vm');
     const [file, cache] = process.argv.slice(2);
     const script = new Script(wrap(readFileSync(file, 'latin1')), { filename: file, cachedData: readFileSync(cache) });
     console.log(script.cachedDataRejected);`,
  );
  const { stdout } = spawnSync(process.execPath, [join(folder, 'accepted.js'), join(dist, 'program.js'), cache], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('false\n');
});
