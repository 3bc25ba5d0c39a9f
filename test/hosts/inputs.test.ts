import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { listInputs } from '../../src/hosts/inputs';

/** What `spec.inputs` finds: a table on one small tree. */
let outer = '';
let folder = '';

beforeAll(() => {
  outer = mkdtempSync(join(tmpdir(), 'rollcall-inputs-'));
  folder = join(outer, 'app');
  for (const file of [
    'a.yaml',
    'b.json',
    'deep/c.yaml',
    'deep/er/d.yml',
    'deep/note.txt',
    '.hidden/e.yaml',
    'x[1].yaml',
  ]) {
    write(join(folder, file));
  }
  write(join(outer, 'outside.yaml'));
  mkdirSync(join(folder, 'links'));
  symlinkSync(join(outer, 'outside.yaml'), join(folder, 'links', 'link.yaml'));
  symlinkSync(outer, join(folder, 'links', 'up'));
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

function write(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'kind: A\n');
}

function list(inputs: readonly string[], mayLeave = false) {
  const { files, findings } = listInputs(inputs, { folder, mayLeave });
  return { files: files.map(({ path }) => relative(folder, path)), codes: findings.map(({ code }) => code) };
}

test.each([
  ['a file', ['a.yaml'], ['a.yaml']],
  ['a file, written another way', ['./deep/../a.yaml'], ['a.yaml']],
  ['a folder, with all that is in it', ['deep'], ['deep/c.yaml', 'deep/er/d.yml']],
  ['a folder with a slash', ['deep/'], ['deep/c.yaml', 'deep/er/d.yml']],
  ['a glob in a folder', ['deep/*.yaml'], ['deep/c.yaml']],
  ['a glob across folders', ['deep/**/*.{yaml,yml}'], ['deep/c.yaml', 'deep/er/d.yml']],
  ['a glob that starts with a dot', ['./deep/**/*.yml'], ['deep/er/d.yml']],
  ['a glob that matches a folder takes what is in it', ['deep/e*'], ['deep/er/d.yml']],
  ['a name with the letters of a glob', ['x[1].yaml'], ['x[1].yaml']],
  [
    'what is named twice counts once',
    ['a.yaml', 'deep/er', 'deep/**', 'deep'],
    ['a.yaml', 'deep/er/d.yml', 'deep/c.yaml'],
  ],
])('%s', (_what, inputs, files) => {
  expect(list(inputs)).toEqual({ files, codes: [] });
});

test.each([
  ['a path that is not there', ['nowhere.yaml'], ['RC501']],
  ['a folder with links that lead out', ['links'], ['RC502', 'RC502']],
  ['a glob that matches nothing', ['deep/*.json'], ['RC522']],
  ['a glob in a folder that is not there', ['nowhere/*.yaml'], ['RC522']],
  ['a path that leads out', ['../outside.yaml'], ['RC521']],
  ['a path that leads out and in again', ['../app/../outside.yaml'], ['RC521']],
  ['an absolute path', ['/etc/hosts'], ['RC521']],
  ['a glob that leads out', ['../*.yaml'], ['RC521']],
  ['a link that leads out', ['links/link.yaml'], ['RC521']],
  ['a folder that is a link and leads out', ['links/up/outside.yaml'], ['RC521']],
  ['every one of them', ['../a', '/b', 'nowhere.yaml'], ['RC521', 'RC521', 'RC501']],
])('%s is an error, and nothing is read', (_what, inputs, codes) => {
  expect(list(inputs)).toEqual({ files: [], codes });
});

test('outside is read where the user of the program allows it', () => {
  expect(list(['../outside.yaml', '../out*.yaml', 'links/link.yaml', join(outer, 'outs*')], true)).toEqual({
    files: ['../outside.yaml'],
    codes: [],
  });
});

test.each([
  ['a negation, which picks the opposite of what it says', ['deep', '!deep/er/**']],
  ['many stars, which take for ever', ['*a*a*a*a.yaml']],
  ['many folders of any depth', ['**/a/**/a/**/a/**/a.yaml']],
  ['a pattern longer than the library takes', [`*${'a'.repeat(70_000)}`]],
])('%s is an error', (_what, inputs) => {
  expect(list(inputs).codes).toEqual(['RC525']);
});

test('a pattern in a pattern is read as the name that it is', () => {
  expect(list(['deep/+(c|cc).yaml']).codes).toEqual(['RC522']);
});
