import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/program';
import { writeFleet } from './fleet';

/**
 * What roll.yaml looks like after each call that writes has failed once, or was the program's last: as before or as after.
 * `npm run faults` tries every call with every fault, `npm test` a part of them.
 */
const brokenDisk = join(__dirname, 'broken-disk.js');
const isThorough = process.env.FAULTS === 'all';
const FAULTS = ['ENOSPC', 'KILLED', 'SIGTERM', 'EIO', 'SIGINT', 'EACCES', 'EMFILE', 'SIGHUP'];

let folder = '';
const file = () => join(folder, 'fleet', 'roll.yaml');
const read = () => (existsSync(file()) ? readFileSync(file(), 'utf8') : undefined);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-roll-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function roll(env: Record<string, string> = {}) {
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--require', brokenDisk, builtProgram, 'roll', 'fleet'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    },
  );
  return { code: status, signal, stderr };
}

test.each([
  ['a new Roll', false],
  ['a Roll that changes', true],
])(
  '%s is there whole or not at all, and nothing else stays',
  (_what, isThere) => {
    if (isThere) {
      expect(roll().code).toBe(0);
      writeFleet(join(folder, 'elsewhere'), ['a', 'c']);
      writeFileSync(join(folder, 'fleet', 'b.yaml'), readFileSync(join(folder, 'elsewhere', 'c.yaml')));
    }
    const before = read();
    const count = join(folder, 'count.json');
    expect(roll({ FAULT_COUNT: count }).code).toBe(0);
    const after = read();
    expect(after).not.toBe(before);
    const calls: string[] = JSON.parse(readFileSync(count, 'utf8'));
    for (let number = 1; number <= calls.length; number += isThorough ? 1 : 9) {
      for (const fault of isThorough ? FAULTS : [FAULTS[(number >> 2) % FAULTS.length] ?? '']) {
        rmSync(file(), { force: true });
        if (before !== undefined) writeFileSync(file(), before);
        const what = `call ${number} (${calls[number - 1]}) with ${fault}`;
        const { code, signal, stderr } = roll({ FAULT: `${number}:${fault}` });
        const text = read();
        expect({ what, isWhole: text === before || text === after }).toEqual({ what, isWhole: true });
        if (fault.startsWith('E')) {
          expect({ what, stderr, isDone: code === 0 }).toEqual({ what, stderr, isDone: text === after });
          expect({ what, stderr }).toEqual({ what, stderr: expect.not.stringContaining('    at ') });
        } else expect({ what, signal }).toEqual({ what, signal: fault === 'KILLED' ? 'SIGKILL' : fault });
        const next = roll();
        expect({ what, code: next.code, text: read() }).toEqual({ what, code: 0, text: after });
        const hidden = readdirSync(join(folder, 'fleet')).filter((name) => name.startsWith('.'));
        expect({ what, hidden }).toEqual({ what, hidden: [] });
      }
    }
  },
  600_000,
);
