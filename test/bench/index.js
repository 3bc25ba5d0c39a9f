/**
 * `npm run bench`: how long whole renders take, as ratios to a floor that is measured in the same run. It only prints: on a
 * shared machine a time limit in a test would fail for reasons of its own.
 *
 *   npm run bench -- --quick           smaller sizes and fewer runs: under two minutes
 *   npm run bench -- --only start,hub  some rows; the others in the file stay as they are
 *   npm run bench -- --runs 3          how often each program runs
 *   npm run bench -- --json FILE       where the figures go; .cache/bench/latest.json by default
 *   npm run bench -- --page [FILE]     writes docs/scale-figures.md and its pictures, of a run that is kept in FILE
 *   npm run bench -- --compare A.json B.json
 *
 * The standalone executable is measured beside Node where `npm run executable` has built it, or ROLLCALL_EXECUTABLE names it.
 */
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { arch, cpus, totalmem } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { measure } = require('./measure');
const { writePage } = require('./page');
const { measureRecord } = require('./record');
const { compare, growthOf, showGrowth, showRow } = require('./report');
const { folder, listRows, node, script } = require('./rows');

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    runs: { type: 'string' },
    json: { type: 'string' },
    compare: { type: 'boolean' },
    page: { type: 'boolean' },
  },
  allowPositionals: true,
});

const say = (text) => process.stdout.write(text);
const readRun = (file) => JSON.parse(readFileSync(file, 'utf8'));

async function bench() {
  mkdirSync(folder, { recursive: true });
  const run = {
    date: new Date().toISOString(),
    node: process.version,
    machine: { arch: arch(), processors: cpus().length, model: cpus()[0]?.model, memory: totalmem() / 2 ** 30 },
    quick: values.quick ?? false,
    rows: [],
  };
  say(`Node ${run.node}, ${run.machine.processors} processors. For each program: median time, median ratio to the first
program and its quarters, processor time and its ratio, peak memory\n`);
  const wanted = values.only?.split(',');
  const file = values.json ?? join(folder, 'latest.json');
  const kept = wanted !== undefined && existsSync(file) ? readRun(file).rows : [];
  for (const { prepare, runs, ...row } of listRows(run.quick)) {
    if (wanted !== undefined && !wanted.some((id) => row.id.startsWith(id))) {
      run.rows.push(...kept.filter(({ id }) => id === row.id));
      continue;
    }
    const prepared = prepare();
    const measured = prepared.skipped ? prepared : await measureRow(prepared, Number(values.runs ?? runs));
    run.rows.push({ ...row, ...measured });
    say(showRow(run.rows.at(-1)));
  }
  run.rows.push(...kept.filter(({ id }) => !run.rows.some((row) => row.id === id)));
  run.growth = growthOf(run.rows);
  if (run.growth !== undefined) say(showGrowth(run.growth));
  if (wanted === undefined || wanted.includes('record')) {
    const shares = measureRecord(node, script, join(folder, 'medium.yaml'), run.quick ? 1 : 7);
    run.record = shares[shares.length >> 1];
    say(
      `\nThe record of decisions takes ${run.record.toFixed(2)} % of the samples of V8's profiler\nwanted: at most 3 %\n`,
    );
  }
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
  say(`\nwritten: ${file}\n`);
  return run;
}

async function measureRow(prepared, runs) {
  const { rows, others } = await measure(prepared, runs);
  return { programs: rows, others };
}

async function start() {
  if (values.compare) {
    const [before, after] = positionals;
    if (before === undefined || after === undefined) throw new Error('--compare takes two files that --json wrote');
    say(compare(readRun(before), readRun(after)));
    return;
  }
  const [kept] = positionals;
  const run = kept === undefined ? await bench() : readRun(kept);
  if (values.page) writePage(run);
}

start().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
