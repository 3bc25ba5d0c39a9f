import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/program';
import { writeFleet } from './fleet';

/** kpt leaves every file as it was when the function is killed, or its output fails, at any of its writes: `npm run faults`. */
const brokenOutput = join(__dirname, 'broken-output.js');
const isThorough = process.env.FAULTS === 'all';
const hasKpt = spawnSync('kpt', ['version'], { stdio: 'ignore' }).error === undefined;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-kpt-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function render(env: Record<string, string> = {}): number | null {
  return spawnSync('kpt', ['fn', 'render', 'fleet', '--allow-exec'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, FAULT_PIECE: '1000', ...env, PATH: `${folder}:${process.env.PATH}` },
  }).status;
}

function read(): Record<string, string> {
  const inside = join(folder, 'fleet');
  const files = readdirSync(inside, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(inside, file)).isFile())
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(inside, file), 'utf8')]));
}

/** Rollcall, with what breaks its output; two of them in a row, so that the first one's work is there to be lost. */
function writePackage(clusters: readonly string[]): void {
  writeFileSync(
    join(folder, 'broken'),
    `#!/bin/sh\nexec '${process.execPath}' --require '${brokenOutput}' '${builtProgram}' fn\n`,
  );
  writeFileSync(join(folder, 'sound'), `#!/bin/sh\nFAULT= exec '${process.execPath}' '${builtProgram}' fn\n`);
  for (const name of ['broken', 'sound']) chmodSync(join(folder, name), 0o755);
  writeFleet(join(folder, 'fleet'), clusters);
  writeFileSync(
    join(folder, 'fleet', 'Kptfile'),
    'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: fleet\npipeline:\n  mutators:\n' +
      '    - exec: sound\n      configPath: rollcall.yaml\n    - exec: broken\n      configPath: rollcall.yaml\n',
  );
}

(hasKpt && isThorough ? test : test.skip)(
  'kpt leaves every file as it was',
  () => {
    writePackage(['a', 'b']);
    const before = read();
    const count = join(folder, 'count.json');
    expect(render({ FAULT_COUNT: count })).toBe(0);
    expect(Object.keys(read())).toContain('team/secret_default-a-kubeconfig.yaml');
    const writes: number = JSON.parse(readFileSync(count, 'utf8'));
    expect(writes).toBeGreaterThan(4);
    const all = Array.from({ length: writes }, (_, at) => at + 1);
    for (const number of all) {
      for (const fault of ['KILLED', 'ENOSPC', 'EIO', 'EPIPE']) {
        writePackage(['a', 'b']);
        rmSync(join(folder, 'fleet', 'team'), { recursive: true, force: true });
        const what = `${fault} at write ${number} of ${writes}`;
        expect({ what, isFailed: render({ FAULT: `${number}:${fault}` }) !== 0 }).toEqual({ what, isFailed: true });
        expect({ what, files: read() }).toEqual({ what, files: before });
      }
    }
  },
  300_000,
);
