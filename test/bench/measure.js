/** Times whole processes against each other, in turn, so that a machine whose speed drifts slows all of them alike. */
const { spawnSync } = require('node:child_process');
const { closeSync, openSync } = require('node:fs');

/**
 * @param {Record<string, {argv: string[], input?: string}>} programs the first one is the floor.
 * @returns for each its times in milliseconds, sorted, and its ratio to the floor's, pair by pair.
 */
function measure(programs, runs) {
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = -1; round < runs; round++) {
    for (const [name, { argv, input }] of Object.entries(programs)) {
      const stdin = openSync(input ?? '/dev/null', 'r');
      const stdout = openSync('/dev/null', 'w');
      const start = process.hrtime.bigint();
      const { status, stderr } = spawnSync(argv[0], argv.slice(1), { stdio: [stdin, stdout, 'pipe'] });
      const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
      closeSync(stdin);
      closeSync(stdout);
      if (status !== 0) throw new Error(`${name} exited with ${status}: ${stderr}`);
      if (round >= 0) times[name].push(elapsed);
    }
  }
  const floor = times[Object.keys(programs)[0]];
  return Object.entries(times).map(([name, list]) => ({
    name,
    ms: median(list),
    least: Math.min(...list),
    ratio: median(list.map((time, at) => time / floor[at])),
  }));
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

module.exports = { measure };
