import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/program';
import { writeFleet } from './fleet';

/**
 * What an output folder looks like after each call that writes has failed once, or was the program's last: as before or as
 * after, and the next render brings it up to date. `npm run faults` tries every call with every fault, `npm test` a part of them.
 */
const brokenDisk = join(__dirname, 'broken-disk.js');
const isThorough = process.env.FAULTS === 'all';
const ERRORS = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE'];
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'];

let folder = '';
let before: Record<string, string> = {};
let after: Record<string, string> = {};
let calls: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-faults-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
  expect(render().code).toBe(0);
  before = read();
  cpSync(join(folder, 'out'), join(folder, 'saved'), { recursive: true });
  // One file is written anew, one comes with its folder, and one goes.
  writeFleet(join(folder, 'fleet'), ['a', 'c'], { changed: 'a', consumers: ['team', 'other'] });
  const count = join(folder, 'count.json');
  expect(render({ FAULT_COUNT: count }).code).toBe(0);
  calls = JSON.parse(readFileSync(count, 'utf8'));
  after = read();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function render(env: Record<string, string> = {}) {
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--require', brokenDisk, builtProgram, 'render', 'fleet', '--output', 'out'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } },
  );
  return { code: status, signal, stderr };
}

/** Every file by its name, but for the folder of drafts. */
function read(): Record<string, string> {
  const files = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('.rollcall') && statSync(join(folder, 'out', file)).isFile())
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, 'out', file), 'utf8')]));
}

const draftsAreLeft = () => existsSync(join(folder, 'out', '.rollcall'));

function expectNextRenderMendsIt(): void {
  const next = render();
  expect(next).toMatchObject({ code: 0, signal: null });
  expect(read()).toEqual(after);
  expect(draftsAreLeft()).toBe(false);
}

/** A short run tries a fifth of the calls, with a fault each. */
const STRIDE = 5;
const chosen = (faults: readonly string[], number: number) =>
  isThorough ? faults : [faults[number % faults.length] ?? ''];

function forEachCall(start: number, attempt: (number: number) => void): void {
  for (let number = isThorough ? 1 : start; number <= calls.length; number += isThorough ? 1 : STRIDE) attempt(number);
}

function restore(): void {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  cpSync(join(folder, 'saved'), join(folder, 'out'), { recursive: true });
}

test('the render that is tried writes, replaces and removes', () => {
  expect(Object.keys(before)).toEqual([
    'team/secret_default-a-kubeconfig.yaml',
    'team/secret_default-b-kubeconfig.yaml',
  ]);
  expect(Object.keys(after)).toEqual([
    'other/secret_default-a-kubeconfig.yaml',
    'other/secret_default-c-kubeconfig.yaml',
    'team/secret_default-a-kubeconfig.yaml',
    'team/secret_default-c-kubeconfig.yaml',
  ]);
  expect(new Set(calls).size).toBe(10);
});

test('a call that fails is a finding, and changes nothing', () => {
  forEachCall(1, (number) => {
    for (const fault of chosen(ERRORS, number)) {
      restore();
      const what = `call ${number} (${calls[number - 1]}) with ${fault}`;
      const { code, stderr } = render({ FAULT: `${number}:${fault}` });
      const tree = read();
      expect({ what, code, stderr }).toMatchObject({ what, code: code === 0 ? 0 : 1 });
      expect({ what, tree }).toEqual({ what, tree: code === 0 ? after : before });
      expect({ what, stderr }).toEqual({ what, stderr: expect.not.stringContaining('    at ') });
      if (draftsAreLeft()) expect({ what, stderr }).toEqual({ what, stderr: expect.stringMatching(/RC539|RC541/) });
      expectNextRenderMendsIt();
    }
  });
}, 600_000);

test('a program that is killed leaves whole files, and what the next one puts in order', () => {
  forEachCall(3, (number) => {
    restore();
    const what = `killed after call ${number} (${calls[number - 1]})`;
    expect({ what, signal: render({ FAULT: `${number}:KILLED` }).signal }).toEqual({ what, signal: 'SIGKILL' });
    for (const [file, text] of Object.entries(read())) {
      expect({ what, file, isWhole: text === before[file] || text === after[file] }).toEqual({
        what,
        file,
        isWhole: true,
      });
    }
    expect(existsSync(join(folder, 'out', 'team/secret_default-a-kubeconfig.yaml'))).toBe(true);
    expectNextRenderMendsIt();
  });
}, 600_000);

test('a signal ends the program as signals do, with everything as before or as after', () => {
  forEachCall(5, (number) => {
    for (const signal of chosen(SIGNALS, number)) {
      restore();
      const what = `${signal} at call ${number} (${calls[number - 1]})`;
      expect({ what, signal: render({ FAULT: `${number}:${signal}` }).signal }).toEqual({ what, signal });
      const tree = read();
      expect([before, after]).toContainEqual(tree);
      expect({ what, drafts: draftsAreLeft() }).toEqual({ what, drafts: false });
      expectNextRenderMendsIt();
    }
  });
}, 600_000);
