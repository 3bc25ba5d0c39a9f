import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program';

/** A file that is missing and stands one folder above is named in the finding about it. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-near-'));
  mkdirSync(join(folder, 'fleet'));
  for (const file of ['rollcall.yaml', 'roll.yaml', 'clusters.yaml', 'fleet/any.yaml']) {
    writeFileSync(join(folder, file), 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: any\n');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const render = (inside: string, ...args: string[]) =>
  spawnSync(program.file, [...program.args, 'render', ...args], { cwd: join(folder, inside), encoding: 'utf8' }).stderr;

test('the configuration and the Roll', () => {
  for (const [inside, path] of [
    ['.', 'fleet'],
    ['fleet', '.'],
  ] as const) {
    const stderr = render(inside, path);
    const above = path === '.' ? '../' : '';
    expect(stderr).toContain(`${above}rollcall.yaml is one directory above ${path} and is not used`);
    expect(stderr).toContain(`(${above}roll.yaml is not part of it)`);
  }
});

test('a file that the command line or spec.inputs names', () => {
  expect(render('.', 'fleet/clusters.yaml')).toContain(
    'fleet/clusters.yaml cannot be read: it does not exist, but clusters.yaml does.',
  );
  expect(render('.', 'fleet', '--config', 'fleet/rollcall.yaml')).toContain('but rollcall.yaml does.');
  writeFileSync(
    join(folder, 'fleet', 'rollcall.yaml'),
    'apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: fleet\nspec:\n  inputs: [clusters.yaml]\n',
  );
  expect(render('fleet')).toContain('clusters.yaml cannot be read: it does not exist, but ../clusters.yaml does.');
});
