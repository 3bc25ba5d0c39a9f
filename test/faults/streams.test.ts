import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram, program } from '../support/program';
import { clusterText, consumerText, writeFleet } from './fleet';

/** What comes of a render whose standard output fails at its n-th write, is read slowly, or is closed in the middle. */
const brokenOutput = join(__dirname, 'broken-output.js');
const isThorough = process.env.FAULTS === 'all';
const ERRORS = ['ENOSPC', 'EIO', 'EPIPE'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-streams-'));
  const consumers = Array.from({ length: 40 }, (_, number) => `team-${number}`);
  const clusters = Array.from({ length: 20 }, (_, number) => `c${number}`);
  writeFleet(join(folder, 'fleet'), clusters, { consumers });
  const objects = [...clusters.map((name) => clusterText(name)), ...consumers.map(consumerText)];
  const items = objects
    .flatMap((text) => text.split('---\n'))
    .map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`);
  const list = ['apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n', ...items].join('');
  writeFileSync(join(folder, 'list.yaml'), list);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMANDS = [
  ['render', 'fleet'],
  ['fn', 'publish-credentials'],
];

function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', brokenOutput, builtProgram, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      input: readFileSync(join(folder, 'list.yaml')),
      maxBuffer: 1 << 28,
    },
  );
  return { code: status, signal, stdout, stderr };
}

test.each(COMMANDS)(
  '%s %s: a write that fails never ends in exit code 0',
  (...args) => {
    const count = join(folder, 'count.json');
    const whole = run(args, { FAULT_COUNT: count });
    expect(whole.code).toBe(0);
    const writes: number = JSON.parse(readFileSync(count, 'utf8'));
    expect(writes).toBeGreaterThan(2);
    const all = Array.from({ length: writes }, (_, at) => at + 1);
    for (const number of isThorough ? all : [Math.ceil(writes / 2)]) {
      for (const fault of ERRORS) {
        const { code, stdout, stderr } = run(args, { FAULT: `${number}:${fault}` });
        const what = `write ${number} of ${writes} with ${fault}`;
        expect({ what, isCut: whole.stdout.startsWith(stdout) && stdout !== whole.stdout }).toEqual({
          what,
          isCut: true,
        });
        // A reader that has gone has had enough: the code of SIGPIPE tells a shell's pipefail.
        if (fault === 'EPIPE') expect({ what, code, stderr }).toEqual({ what, code: 141, stderr: '' });
        else
          expect({ what, code, stderr }).toEqual({
            what,
            code: 1,
            stderr: expect.stringMatching(/^error RC519 .*\n$/),
          });
      }
    }
  },
  300_000,
);

test.each(COMMANDS)('%s %s: short writes and a pipe that is full for a while lose nothing', (...args) => {
  const input = readFileSync(join(folder, 'list.yaml'));
  const { stdout: whole } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
  });
  expect(run(args)).toMatchObject({ code: 0, stdout: whole });
  expect(run(args, { FAULT: 'all:EAGAIN' })).toMatchObject({ code: 0, stdout: whole });
});

test('a slow reader gets everything', async () => {
  const whole = run(['render', 'fleet']).stdout;
  const child = spawn(program.file, [...program.args, 'render', 'fleet'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    text += chunk;
    child.stdout.pause();
    setTimeout(() => child.stdout.resume(), 10);
  });
  const code = await new Promise((settle) => child.on('close', settle));
  expect({ code, isWhole: text === whole }).toEqual({ code: 0, isWhole: true });
});

test('a reader that goes in the middle ends the program, with nothing on stderr', async () => {
  const child = spawn(program.file, [...program.args, 'render', 'fleet'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((settle) => child.on('close', settle));
  expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
});
