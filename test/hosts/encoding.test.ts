import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFleet } from '../faults/fleet';
import { program } from '../support/program';

/** Bytes that are not UTF-8 are told with their line, wherever they come in. */
const CAFE = Buffer.from('# one\n# caf\u00e9\n', 'latin1');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-encoding-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], input: string | Uint8Array = '') =>
  spawnSync(program.file, [...program.args, ...args], { cwd: folder, encoding: 'utf8', input }).stderr;

test('in a file', () => {
  writeFileSync(join(folder, 'fleet/c.yaml'), CAFE);
  expect(run(['render', 'fleet'])).toMatch(/^error RC562 \[fleet\/c\.yaml:2\] The bytes of line 2 are not UTF-8\./m);
});

test('in the last line, which does not end', () => {
  writeFileSync(join(folder, 'fleet/c.yaml'), CAFE.subarray(0, -1));
  expect(run(['render', 'fleet'])).toMatch(/^error RC562 \[fleet\/c\.yaml:2\]/m);
});

test('in the configuration', () => {
  writeFileSync(join(folder, 'fleet/rollcall.yaml'), CAFE);
  expect(run(['render', 'fleet'])).toMatch(/^error RC562 \[fleet\/rollcall\.yaml:2\]/m);
});

test('in what a host sends', () => {
  const list = Buffer.from('apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n');
  expect(run(['fn'], Buffer.concat([list, CAFE]))).toMatch(/^error RC562 The bytes of line 5 are not UTF-8\./m);
  expect(run(['render', '-'], CAFE)).toMatch(/^error RC562 /m);
});

test('as a legacy plugin of kustomize', () => {
  writeFileSync(join(folder, 'plugin.yaml'), CAFE);
  expect(run(['kustomize-plugin', 'plugin.yaml'])).toMatch(/^error RC562 \[plugin\.yaml:2\]/m);
});
