/**
 * Starts programs for its parent and ends them with it: when its stdin closes (whatever the parent died of) or on a signal, it ends
 * each program by its own process id, the last one first, and removes their folder.
 *
 * It prints its folder. Then each line of stdin is `{"start": {name, command, args, env, cwd}}` or `{"stop": name}`, and each line of
 * stdout `{name, pid}` or `{name, exited}`.
 */
const { spawn } = require('node:child_process');
const { mkdirSync, mkdtempSync, openSync, closeSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const folder = mkdtempSync(join(tmpdir(), 'rollcall-loop-'));
const running = new Map();
let ending = false;

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
process.stdout.on('error', () => {}); // The parent is gone; its stdin tells so.

function start({ name, command, args, env = {}, cwd = folder }) {
  if (ending) return;
  const log = openSync(join(folder, 'logs', `${name}.log`), 'a');
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
  closeSync(log);
  child.on('error', () => tell({ name, exited: -1 }));
  child.on('exit', (code, signal) => {
    if (running.get(name) === child) running.delete(name);
    tell({ name, exited: code ?? signal });
  });
  if (child.pid === undefined) return;
  running.set(name, child);
  tell({ name, pid: child.pid });
}

/** Asked first, made to after five seconds. */
function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const impatient = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.on('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

async function end() {
  if (ending) return;
  ending = true;
  for (const child of [...running.values()].reverse()) await stop(child);
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

mkdirSync(join(folder, 'logs'));
tell({ folder });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const asked = JSON.parse(line);
    if (asked.start !== undefined) start(asked.start);
    const child = running.get(asked.stop);
    if (child !== undefined) stop(child);
  })
  .on('close', end);
