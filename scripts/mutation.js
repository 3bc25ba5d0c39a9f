/**
 * Mutation testing: `npm run mutation -- [FOLDER|FILE …] [--since REF] [--every N] [--tests PATH …] [--force]`. It changes
 * the code in one small way at a time and runs the tests that run this code. A change that no test notices survives, and
 * is listed.
 */
const { execFileSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { bundle, findTests } = require('./mutation/bundle.js');
const { openCache } = require('./mutation/cache.js');
const { compiles } = require('./mutation/compiles.js');
const { isEquivalent } = require('./mutation/equivalent.js');
const { FOLDERS } = require('./mutation/folders.js');
const { instrument } = require('./mutation/instrument.js');
const { Worker, runMutants } = require('./mutation/run.js');

const root = join(__dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    since: { type: 'string' },
    every: { type: 'string', default: '1' },
    tests: { type: 'string', multiple: true },
    force: { type: 'boolean', default: false },
  },
});
const every = Number(values.every);
if (!Number.isInteger(every) || every < 1) throw new Error('--every takes a whole number: 10 tries each tenth mutant.');
const say = (line) => process.stdout.write(`${line}\n`);

const filesOf = (folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

function chosenFiles(folder) {
  const changed =
    values.since === undefined
      ? undefined
      : execFileSync('git', ['diff', '--name-only', values.since], { cwd: root, encoding: 'utf8' }).split('\n');
  const named = positionals.map((one) => one.replace(/\/$/, ''));
  return filesOf(folder).filter(
    (file) =>
      (changed === undefined || changed.includes(file)) &&
      (named.length === 0 || named.includes(file) || named.includes(folder)),
  );
}

async function mutateFolder(name, { atLeast, ...chosen }, files) {
  const cache = openCache(name);
  const tests = findTests(values.tests === undefined ? chosen : { ...chosen, tests: values.tests });
  const { texts, mutants: all } = await instrument(files);
  const mutants = all.filter((_, at) => at % every === 0);
  const { inputs, importsOf } = await bundle(texts, tests, cache.folder);
  const known = cache.read(inputs);
  const results = new Map();
  for (const mutant of mutants) {
    const result = values.force ? undefined : known.resultOf(mutant);
    if (result !== undefined) results.set(mutant, result);
  }
  const left = mutants.filter((mutant) => !results.has(mutant));
  if (left.length > 0) {
    const worker = new Worker(cache.folder);
    try {
      const dry = await worker.ask({ dry: true }, 600_000);
      if (dry?.covered === undefined) throw new Error(`The tests of ${name} do not end, or end the process.`);
      for (const { name: test, error } of dry.failed) say(`fails without a mutant: ${test}\n${error}`);
      if (dry.failed.length > 0) return false;
      const started = performance.now();
      let done = 0;
      await runMutants(worker, left, dry, testsReaching(importsOf), known.hints, (mutant, result) => {
        results.set(mutant, result);
        known.keep(mutant, result, dry.covered[result.by]?.file);
        if (++done % 50 === 0) {
          const rate = done / ((performance.now() - started) / 1000);
          say(`  ${name}: ${done} of ${left.length} mutants, ${rate.toFixed(1)} a second`);
          cache.write();
        }
      });
      cache.write();
    } finally {
      worker.stop();
    }
  }
  for (const [mutant, result] of results) {
    if (!isAlive(result) || isEquivalent(mutant) || compiles(mutant)) continue;
    results.set(mutant, { status: 'does not compile' });
    known.keep(mutant, { status: 'does not compile' });
  }
  cache.write();
  return report(name, atLeast, results);
}

const isAlive = ({ status }) => status === 'survived' || status === 'no coverage';

function testsReaching(importsOf) {
  const reaching = new Map();
  for (const [test, files] of Object.entries(importsOf)) {
    for (const file of files) reaching.set(file, (reaching.get(file) ?? new Set()).add(test));
  }
  return reaching;
}

function report(name, atLeast, results) {
  const counts = { killed: 0, timeout: 0, survived: 0, 'no coverage': 0, equivalent: 0, 'does not compile': 0 };
  for (const [mutant, result] of results) {
    const { status } = result;
    if (isAlive(result) && isEquivalent(mutant)) counts.equivalent++;
    else {
      counts[status]++;
      if (isAlive(result))
        say(`${status}: ${mutant.file}:${mutant.line} ${brief(mutant.original)} → ${brief(mutant.replacement)}`);
    }
  }
  const caught = counts.killed + counts.timeout;
  const all = caught + counts.survived + counts['no coverage'];
  const share = all === 0 ? 100 : (100 * caught) / all;
  const words = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  say(`${name}: ${share.toFixed(1)} % of ${all} (at least ${atLeast} %): ${words.join(', ')}`);
  return share >= atLeast;
}

const brief = (text) => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
};

async function main() {
  let isEnough = true;
  let chosen = 0;
  for (const [name, folder] of Object.entries(FOLDERS)) {
    const files = chosenFiles(name);
    chosen += files.length;
    if (files.length > 0) isEnough = (await mutateFolder(name, folder, files)) && isEnough;
  }
  if (chosen === 0) {
    say('No file to try: scripts/mutation/folders.js lists the folders.');
    isEnough = values.since !== undefined;
  }
  process.exitCode = isEnough ? 0 : 1;
}

main();
