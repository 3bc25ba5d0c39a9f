import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clusterText, consumerText, writeFleet } from '../faults/fleet';
import { program } from '../support/program';

/** What stands in a folder and is no plain file, what may not be read, and what changes in the meantime. */
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-files-'));
  chmodSync(folder, 0o755);
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => {
  spawnSync('chmod', ['-R', 'u+rwx', folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** Whoever may read everything would not be refused anything. */
const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

function run(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    ...nobody,
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: status, stdout, stderr };
}

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

describe('what is no regular file', () => {
  test.each([
    ['a FIFO', 'a FIFO (named pipe)', (path: string) => void spawnSync('mkfifo', [path])],
    [
      'a socket',
      'a socket',
      (path: string) =>
        void spawnSync(process.execPath, [
          '-e',
          `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
        ]),
    ],
  ])('%s is an error that names it, and nobody waits for it', (_what, words, make) => {
    make(join(folder, 'fleet/c.yaml'));
    const said = `error RC514 fleet/c.yaml is ${words}`;
    expect(run(['render', 'fleet'])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(said) });
    expect(run(['render', 'fleet/c.yaml', 'fleet'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(said),
    });
  });

  test('a device is an error', () => {
    symlinkSync('/dev/null', join(folder, 'null.yaml'));
    expect(run(['render', 'null.yaml'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('error RC514 null.yaml is a device'),
    });
  });

  test('what nobody would read is not looked at', () => {
    spawnSync('mkfifo', [join(folder, 'fleet/pipe')]);
    expect(run(['render', 'fleet']).code).toBe(0);
  });

  test('.krmignore hides it', () => {
    spawnSync('mkfifo', [join(folder, 'fleet/c.yaml')]);
    write('fleet/.krmignore', 'c.yaml\n');
    expect(run(['render', 'fleet']).code).toBe(0);
  });
});

describe('what may not be read is named itself', () => {
  test.each([
    ['a folder', 'fleet/deep', 'fleet/deep'],
    ['a folder below', 'fleet/deep/er', 'fleet/deep/er'],
    ['a file', 'fleet/deep/er/c.yaml', 'fleet/deep/er/c.yaml'],
    ['a .krmignore', 'fleet/deep/.krmignore', 'fleet/deep/.krmignore'],
  ])('%s', (_what, path, named) => {
    write('fleet/deep/er/c.yaml', clusterText('c'));
    write('fleet/deep/.krmignore', '');
    chmodSync(join(folder, path), 0);
    expect(run(['render', 'fleet'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`error RC501 ${named} cannot be read: permission is denied.`),
    });
  });

  test('links in a circle', () => {
    symlinkSync('c.yaml', join(folder, 'fleet/c.yaml'));
    expect(run(['render', 'fleet']).stderr).toContain(
      'error RC501 fleet/c.yaml cannot be read: its links lead in a circle.',
    );
  });

  test('an empty current folder is called so', () => {
    mkdirSync(join(folder, 'empty'));
    const { stderr } = spawnSync(program.file, [...program.args, 'render'], {
      cwd: join(folder, 'empty'),
      encoding: 'utf8',
    });
    expect(stderr).toContain('error RC504 No YAML or JSON file was found in the current directory.');
  });
});

describe('.krmignore', () => {
  test('of an upper folder hides what is further down, by gitignore’s rules', () => {
    write('fleet/.krmignore', 'hidden.yaml\n/deep/er/*.yml\n!/deep/er/seen.yml\n');
    write('fleet/deep/er/hidden.yaml', clusterText('c'));
    write('fleet/deep/er/d.yml', clusterText('d'));
    write('fleet/deep/er/seen.yml', clusterText('e'));
    expect(run(['render', 'fleet']).stdout.match(/cluster-profile: .*/g)).toEqual(
      ['a', 'b', 'e'].map((name) => `cluster-profile: ${name}`),
    );
  });

  test('of a folder beside it hides nothing', () => {
    write('fleet/other/.krmignore', '*.yaml\n');
    write('fleet/deep/c.yaml', clusterText('c'));
    expect(run(['render', 'fleet']).stdout).toContain('cluster-profile: c\n');
  });
});

test('a file without a line break at its end', () => {
  write('fleet/c.yaml', clusterText('c').trimEnd());
  write('fleet/other.yaml', consumerText('other').trimEnd());
  const { code, stdout } = run(['render', 'fleet']);
  expect({ code, count: stdout.match(/^kind: Secret$/gm)?.length }).toEqual({ code: 0, count: 6 });
});

describe('files that change in the meantime', () => {
  /** Starts renders one after the other while a program changes the fleet, and counts the objects of those that passed. */
  async function renderWhile(change: string, rounds = 6): Promise<Set<number>> {
    const changer = spawn(
      process.execPath,
      [
        '-e',
        `const fs = require('fs'); const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms); const b = fs.readFileSync('fleet/b.yaml'); for (;;) { ${change} }`,
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    const counts = new Set<number>();
    try {
      for (let round = 0; round < rounds; round++) {
        const { code, stdout, stderr } = run(['render', 'fleet']);
        if (code === 0) counts.add(stdout.match(/^kind: Secret$/gm)?.length ?? 0);
        else expect(stderr).toMatch(/^error RC(?:102|113|501|502|503|512|515|516|52\d) /);
      }
    } finally {
      changer.kill('SIGKILL');
      await new Promise((resolve) => changer.once('close', resolve));
    }
    counts.delete(2);
    return counts;
  }

  test.each([
    ['written anew in one go', "fs.writeFileSync('fleet/b.yaml', b); wait(3);"],
    [
      'written in two goes',
      "const f = fs.openSync('fleet/b.yaml', 'w'); fs.writeSync(f, b.subarray(0, 160)); wait(20); fs.writeSync(f, b.subarray(160)); fs.closeSync(f); wait(20);",
    ],
    [
      'emptied for a moment',
      "fs.truncateSync('fleet/b.yaml'); wait(5); fs.writeFileSync('fleet/b.yaml', b); wait(30);",
    ],
    [
      'moved to another folder and back',
      "fs.mkdirSync('fleet/x', { recursive: true }); fs.renameSync('fleet/b.yaml', 'fleet/x/b.yaml'); wait(7); fs.renameSync('fleet/x/b.yaml', 'fleet/b.yaml'); wait(7);",
    ],
    ['removed and made again', "fs.rmSync('fleet/b.yaml'); wait(7); fs.writeFileSync('fleet/b.yaml', b); wait(7);"],
  ])(
    'a file that is %s is never a cluster that has gone',
    async (_what, change) => {
      expect([...(await renderWhile(change))]).toEqual([]);
    },
    60_000,
  );
});
