import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { runGuarded } from '../../src/hosts/run-guarded';
import { capiSecret, cluster, namespace } from '../support/objects';

/** What sops and kubectl are run with: they end when whoever ran them ends. */
const program = join(__dirname, '..', '..', 'dist', 'rollcall.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'fleet'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('input, output and exit code are those of the program', () => {
  const cat = runGuarded('/bin/cat', ['-'], { input: Buffer.from('text'), stdio: ['pipe', 'pipe', 'pipe'] });
  expect([cat.status, cat.stdout.toString(), cat.stderr.toString()]).toEqual([0, 'text', '']);
  const failed = runGuarded('/bin/sh', ['-c', 'echo no >&2; exit 51'], { stdio: ['pipe', 'pipe', 'pipe'] });
  expect([failed.status, failed.stderr.toString()]).toEqual([51, 'no\n']);
  const odd = runGuarded('/bin/echo', ['$HOME', '`id`', 'a b'], { stdio: ['pipe', 'pipe', 'ignore'] });
  expect(odd.stdout.toString()).toBe('$HOME `id` a b\n');
});

/** A program that tells its process, and then waits for ever. */
function waitingFor(name: string): { readonly pid: () => number | undefined; readonly PATH: string } {
  const told = join(folder, 'pid');
  const script = `#!/bin/sh\necho $$ >'${told}.new'; mv '${told}.new' '${told}'; exec sleep 1000\n`;
  writeFileSync(join(folder, 'bin', name), script, { mode: 0o755 });
  return {
    pid: () => (existsSync(told) ? Number(readFileSync(told, 'utf8')) : undefined),
    PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
};

const write = (file: string, value: object) => writeFileSync(join(folder, 'fleet', file), stringify(value));

test.each<[what: string, program: string, args: readonly string[], output: string]>([
  ['decrypts', 'sops', ['render', 'fleet', '--decrypt', 'sops', '--output', 'out'], 'out'],
  ['encrypts', 'sops', ['render', 'fleet', '--encrypt', 'sops', '--output', 'out'], 'out'],
  ['takes a snapshot', 'kubectl', ['snapshot', 'out'], 'out'],
])('a signal while Rollcall %s ends the program too, and leaves nothing behind', async (what, name, args, output) => {
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'PublishCredentials', metadata: { name: 'fleet' } };
  write('rollcall.yaml', { ...config, spec: { credentials: 'Copy', roll: 'Off' } });
  write('consumer.yaml', namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argocd' }).object);
  write('alpha.yaml', cluster('alpha').object);
  const { object } = capiSecret('alpha');
  const sops = { mac: 'ENC[x]', age: [] };
  write('secret.yaml', what === 'decrypts' ? { ...object, data: { value: 'ENC[x]' }, sops } : object);
  writeFileSync(join(folder, '.sops.yaml'), 'creation_rules:\n- age: age1example\n');
  const { pid, PATH } = waitingFor(name);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, PATH },
    stdio: 'ignore',
  });
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
  await until(() => pid() !== undefined);
  child.kill('SIGTERM');
  const [code, signal] = await ended;
  expect(signal === 'SIGTERM' || code === 143).toBe(true);
  await until(() => !isRunning(pid() ?? 0));
  expect(existsSync(join(folder, output))).toBe(false);
});
