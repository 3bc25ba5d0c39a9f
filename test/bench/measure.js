/** Times whole processes against each other, in turn, so that a machine whose speed drifts slows all of them alike. */
const { spawn } = require('node:child_process');
const { closeSync, openSync } = require('node:fs');
const { childrenSeconds, peakOf, watchMachine } = require('./machine');

/**
 * @typedef {{argv: string[], input?: string, cwd?: string, runs?: 1, exits?: number[]}} Program
 * `runs: 1` is for a program that takes long: its first run, which warms the others up, counts. `exits` are the exit codes
 * that are right.
 */

/**
 * @param {Record<string, Program>} programs the first one is the floor.
 * @returns for each its wall and processor time in milliseconds, its peak memory in MB, and its ratio to the floor's times,
 * pair by pair.
 */
async function measure(programs, runs) {
  const names = Object.keys(programs);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  const peaks = {};
  const stopWatching = watchMachine();
  for (const name of names) {
    const first = await run(name, programs[name], true);
    peaks[name] = first.peak;
    if (programs[name].runs === 1) taken[name].push(first);
  }
  for (let round = 0; round < runs; round++) {
    for (const name of names) {
      if (programs[name].runs !== 1) taken[name].push(await run(name, programs[name], false));
    }
  }
  const others = stopWatching();
  const floor = taken[names[0]];
  const rows = names.map((name) => {
    const list = taken[name];
    const sum = (runsOf) => runsOf.reduce((total, { cpu }) => total + cpu, 0);
    return {
      name,
      wall: spreadOf(list.map(({ wall }) => wall)),
      // The system counts in hundredths of a second: only the sum of several runs is exact.
      cpu: sum(list) / list.length,
      ratio: spreadOf(list.map(({ wall }, at) => wall / floor[at].wall)),
      cpuRatio: sum(list) / sum(floor.slice(0, list.length)),
      peak: peaks[name],
    };
  });
  return { rows, others };
}

/** Runs it once. `looks` says whether to watch its memory, which would disturb its time. */
async function run(name, { argv, input, cwd, exits = [0] }, looks) {
  const stdin = openSync(input ?? '/dev/null', 'r');
  const stdout = openSync('/dev/null', 'w');
  const cpu = childrenSeconds();
  const start = process.hrtime.bigint();
  const child = spawn(argv[0], argv.slice(1), { cwd, stdio: [stdin, stdout, 'pipe'] });
  const stderr = [];
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  const peak = looks ? peakOf(child.pid) : undefined;
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve({ status, wall: Number(process.hrtime.bigint() - start) / 1e6 }));
  });
  const { status, wall } = await ended;
  closeSync(stdin);
  closeSync(stdout);
  if (!exits.includes(status)) throw new Error(`${name} exited with ${status}: ${Buffer.concat(stderr)}`);
  return { wall, cpu: (childrenSeconds() - cpu) * 1000, peak: peak?.() };
}

/** The median, and the quarters of the list around it. */
function spreadOf(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)];
    return low + (sorted[Math.ceil(place)] - low) * (place % 1);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), least: sorted[0] };
}

module.exports = { measure };
