import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program';

/** `rollcall roll` mends what a render refuses: that is what the finding tells people to do. */
const example = join(__dirname, '..', '..', 'examples', 'fleet');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  cpSync(example, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rollcall = (...given: string[]) =>
  spawnSync(program.file, [...program.args, ...given, folder], { encoding: 'utf8' });

test.each<[string, (roll: string) => string]>([
  ['of an unknown version', (roll) => roll.replace('v1alpha1', 'v1alpha9')],
  ['with an unknown field', (roll) => roll.replace('spec:', 'spec:\n  total: 5')],
  ['that has lost its end', (roll) => roll.slice(0, roll.indexOf('  clusters:'))],
  ['that has lost its function', (roll) => roll.slice(0, roll.indexOf('  function:'))],
])('a Roll %s is an error until it is written again', (_what, spoil) => {
  const file = join(folder, 'roll.yaml');
  expect(rollcall('roll').status).toBe(0);
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, spoil(whole));
  expect(rollcall('render').status).toBe(1);
  expect(rollcall('roll', '--check').status).toBe(1);
  expect(rollcall('roll').status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(whole);
  expect(rollcall('roll', '--check').status).toBe(0);
});
