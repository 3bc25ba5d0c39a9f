import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFleet } from '../faults/fleet';
import { program } from '../support/program';

/** What somebody puts into `.rollcall`, or in its place, that no render has made: an error, and nobody waits for it. */

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-odd-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
  writeFileSync(join(folder, 'foreign'), '{"folders":[],"steps":[]}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fifo = (path: string) => void spawnSync('mkfifo', [path]);
const linkTo = (target: string) => (path: string) => symlinkSync(target, path);
const odd: readonly [string, (path: string) => void][] = [
  ['a FIFO', fifo],
  ['a link to a device that never ends', linkTo('/dev/zero')],
  ['a link to a file of somebody else', linkTo('../../foreign')],
  ['a file cut in half', (path) => writeFileSync(path, '{"pid":')],
];
const inFolder = (name: string, make: (path: string) => void) => (out: string) => {
  mkdirSync(join(out, '.rollcall'), { mode: 0o700, recursive: true });
  make(join(out, '.rollcall', name));
};

const cases: readonly [string, string, (out: string) => void][] = [
  ...odd.map(([what, make]): [string, string, (out: string) => void] => [
    `lock: ${what}`,
    'error RC535',
    inFolder('lock', make),
  ]),
  ...odd.map(([what, make]): [string, string, (out: string) => void] => [
    `journal: ${what}`,
    'error RC540',
    inFolder('journal', make),
  ]),
  ['lock: a directory', 'error RC535', inFolder('lock', (path) => mkdirSync(path))],
  ['journal: a directory', 'error RC540', inFolder('journal', (path) => mkdirSync(path))],
  ...odd.map(([what, make]): [string, string, (out: string) => void] => [
    `the folder: ${what}`,
    'error RC536',
    (out) => {
      mkdirSync(out);
      make(join(out, '.rollcall'));
    },
  ]),
  ['the output folder: a FIFO', 'error RC507', fifo],
  ['the output folder: a device', 'error RC507', linkTo('/dev/zero')],
];

/** All at once: a lock that nobody gives back is waited for. */
test('nothing odd in an output folder holds a render up', async () => {
  const results = await Promise.all(
    cases.map(([what, , make], number) => {
      const out = `out-${number}`;
      make(join(folder, out));
      return new Promise<{ what: string; code: number | null; said: string; isThere: boolean }>((settle) => {
        const child = spawn(program.file, [...program.args, 'render', 'fleet', '--output', out], {
          cwd: folder,
          stdio: ['ignore', 'ignore', 'pipe'],
          timeout: 100_000,
          killSignal: 'SIGKILL',
        });
        let said = '';
        child.stderr.on('data', (piece) => {
          said += piece;
        });
        child.once('close', (code) => {
          const path = join(folder, out);
          settle({ what, code, said, isThere: lstatSync(path).isDirectory() && existsSync(join(path, 'team')) });
        });
      });
    }),
  );
  const found = results.map(({ what, code, said, isThere }) => ({
    what,
    code,
    says: /^error RC\d+/m.exec(said)?.[0],
    isThere,
  }));
  expect(found).toEqual(cases.map(([what, says]) => ({ what, code: 1, says, isThere: false })));
  expect(readFileSync(join(folder, 'foreign'), 'utf8')).toBe('{"folders":[],"steps":[]}');
}, 120_000);
