import { spawn, spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { base64 } from '../support/objects';
import { program } from '../support/program';

/** Attacks on the built program: what somebody adds to a sound fleet of others, and what becomes of it. */

export const SECRET = 'open-sesame-7f3a91c5';
const ENCODED = base64(SECRET).slice(0, 24);

export interface Attack {
  readonly what: string;
  /** Files that are added or replaced, relative to a folder that holds `fleet` and `out`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What takes more than writing files. */
  readonly prepare?: (folder: string) => void;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** The first error, `RC404`; the first warning, `warning RC113`; or `harmless`: exit code 0, and nothing of others changes. */
  readonly wants: string;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Result {
  readonly what: string;
  /** The first error; without one, the first warning; else `harmless`. */
  readonly got: string;
  /** What must never be, whatever the attack. */
  readonly broken: readonly string[];
  readonly stderr: string;
  readonly stdout: string;
}

const RENDER = ['render', 'fleet', '--output', 'out'];

/** Writes files into a new folder. */
function write(folder: string, files: Files): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

/** Everything in a folder: contents, and where links lead. */
function snapshot(folder: string, at = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(join(folder, at)).sort()) {
    const path = join(at, name);
    const stats = lstatSync(join(folder, path));
    if (stats.isDirectory()) for (const [key, value] of snapshot(folder, path)) found.set(key, value);
    else if (stats.isSymbolicLink()) found.set(path, `-> ${readlinkSync(join(folder, path))}`);
    else found.set(path, stats.isFile() ? readFileSync(join(folder, path), 'latin1') : 'special');
  }
  return found;
}

/** One attack after a sound render of the fleet. */
function attempt(fleet: Files, rendered: ReadonlyMap<string, string>, attack: Attack): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-hostile-'));
  write(folder, fleet);
  write(folder, Object.fromEntries(rendered));
  write(folder, attack.files ?? {});
  attack.prepare?.(folder);
  const before = snapshot(folder);
  return new Promise((settle) => {
    const child = spawn(program.file, [...program.args, ...(attack.args ?? RENDER)], {
      cwd: folder,
      env: { ...process.env, ...attack.env },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    child.stdin.on('error', () => {}).end(attack.input ?? '');
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.once('close', (code) => {
      const after = snapshot(folder);
      rmSync(folder, { recursive: true, force: true });
      const lines = stderr.split('\n');
      const first = (severity: string) => lines.find((line) => line.startsWith(`${severity} `))?.split(' ')[1];
      const error = first('error');
      const warning = first('warning');
      const got = error ?? (warning === undefined ? 'harmless' : `warning ${warning}`);
      settle({
        what: attack.what,
        got,
        broken: judge(code, error, { before, after, rendered }, { stdout, stderr }),
        stderr,
        stdout,
      });
    });
  });
}

interface Folders {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly rendered: ReadonlyMap<string, string>;
}

function judge(
  code: number | null,
  error: string | undefined,
  folders: Folders,
  told: { stdout: string; stderr: string },
): string[] {
  const { before, after, rendered } = folders;
  const broken: string[] = [];
  if (code !== (error === undefined ? 0 : 1)) broken.push(`exit code ${code}`);
  if (/RC900|^\s+at |\bnode:/m.test(told.stderr)) broken.push('a stack trace');
  if ([SECRET, ENCODED].some((secret) => told.stderr.includes(secret))) broken.push('a secret on stderr');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2066]/.test(told.stderr))
    broken.push('control characters on stderr');
  if (error !== undefined && /^ *kind: /m.test(told.stdout)) broken.push('objects beside an error');
  for (const [file, text] of before) {
    if (after.get(file) === text) continue;
    if (error !== undefined) broken.push(`${file} changed beside an error`);
    else if (!file.startsWith('out/')) broken.push(`${file} changed`);
    else if (rendered.has(file)) broken.push(`${file}, which is of others, changed`);
  }
  for (const file of after.keys()) {
    if (before.has(file)) continue;
    if (error !== undefined || !file.startsWith('out/')) broken.push(`${file} appeared`);
  }
  for (const [file, text] of after) {
    if (file.startsWith('out/') && isSentAway(text)) broken.push(`${file} sends a secret to the attacker`);
  }
  return broken;
}

/** Whether a kubeconfig in a text has the secret of others and the attacker's server. */
function isSentAway(text: string): boolean {
  const encoded = text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  const texts = [text, ...encoded.map((one) => Buffer.from(one, 'base64').toString())];
  return texts.some((one) => one.includes(SECRET) && one.includes('https://attacker.example'));
}

/** All attacks on one fleet, several at the same time; the fleet is rendered first. */
export async function attackAll(fleet: Files, attacks: readonly Attack[]): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sound-'));
  write(folder, fleet);
  const sound = spawnSync(program.file, [...program.args, ...RENDER], { cwd: folder, encoding: 'utf8' });
  if (sound.status !== 0) throw new Error(`the sound fleet does not render: ${sound.stderr}`);
  const rendered = new Map([...snapshot(folder)].filter(([file]) => file.startsWith('out/')));
  rmSync(folder, { recursive: true, force: true });
  if (rendered.size === 0) throw new Error('the sound fleet makes nothing');
  const results: Result[] = [];
  const left = [...attacks.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results[next[0]] = await attempt(fleet, rendered, next[1]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** `npm run faults` tries every attack; `npm test` one of four, the same every time. */
const isThorough = process.env.FAULTS === 'all';

/** Runs the attacks of a table, and says of each what became of it. */
export async function expectAll(fleet: Files, table: readonly Attack[]): Promise<void> {
  const attacks = table.filter((_attack, at) => isThorough || at % 4 === 0);
  const results = await attackAll(fleet, attacks);
  if (process.env.SHOW_ATTACKS) {
    for (const { what, got, broken, stderr } of results) {
      process.stderr.write(
        `${what}\n    => ${got} ${broken.join('; ')}\n       ${stderr.split('\n')[0]?.slice(0, 260)}\n`,
      );
    }
  }
  expect(results.map(({ what, got, broken }) => ({ what, got, broken }))).toEqual(
    attacks.map(({ what, wants }) => ({ what, got: wants, broken: [] })),
  );
}
