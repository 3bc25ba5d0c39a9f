/**
 * Runs tests with one mutant at a time switched on, all in one process. jest-circus collects the tests and `expect` judges;
 * only the tests that run the mutated code are run, until one fails.
 */
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const circus = require('jest-circus');
const { expect } = require('expect');
const fastCheck = require('fast-check');
const { TOO_LONG } = require('./folders.js');
const { openProgram } = require('./program.js');

const root = join(__dirname, '..', '..');
const [folder] = process.argv.slice(2);
const ranFile = join(folder, 'ran.txt');
const bundled = new Script(
  `(function (require, expect, { describe, test, it, beforeAll, beforeEach, afterAll, afterEach }, stryMutAct_9fa48, stryCov_9fa48, __dirname, jest) {
    ${readFileSync(join(folder, 'tests.js'), 'utf8')}
  })`,
  { filename: join(folder, 'tests.js') },
).runInThisContext();

/** Properties get few examples, the same for every mutant, and no search for the smallest one that fails. */
const MOST_EXAMPLES = 300;
fastCheck.configureGlobal({ seed: 1, endOnFailure: true });
const fewExamples = {
  ...fastCheck,
  assert: (property, { numRuns = 100, ...options } = {}) =>
    fastCheck.assert(property, { ...options, numRuns: Math.min(numRuns, MOST_EXAMPLES) }),
};

let active;
let hits = 0;
let limit = Number.POSITIVE_INFINITY;
let ran;

/** Is this mutant on? One that is asked for without end is in a loop. */
function isOn(id) {
  if (id !== active) return false;
  if (++hits > limit) throw new Error('This mutant does not end.');
  return true;
}

/** Counts how often each mutant's code is run. */
function count(...ids) {
  for (const id of ids) ran.set(id, (ran.get(id) ?? 0) + 1);
}

const childProcess = openProgram(folder).standIn(
  () => ({ mutant: active, limit, isCounting: process.env.MUTANTS_RUN !== undefined }),
  (ids) => {
    if (process.env.MUTANTS_RUN !== undefined) count(...ids);
  },
);

/** Loads sources and tests anew, so that what a module computes while it loads is computed with the mutant. */
function load(isCounting = false) {
  circus.resetState();
  const require = createRequire(join(root, 'package.json'));
  const standIns = { 'node:child_process': childProcess, 'fast-check': fewExamples };
  const modules = (id) => standIns[id] ?? require(id);
  const jest = { setTimeout() {} };
  bundled(modules, expect, circus, isOn, isCounting ? count : () => {}, join(folder, 'tree', 'dist'), jest);
  const all = [];
  collect(circus.getState().rootDescribeBlock, [], all);
  const tests = all.filter(({ name }) => !TOO_LONG.test(name));
  tellApart(tests);
  return { tests: new Map(tests.map((one) => [one.name, one])), isStale: false };
}

function collect(block, above, into) {
  const blocks = [...above, block];
  for (const child of block.children) {
    if (child.type === 'describeBlock') collect(child, blocks, into);
    else if (child.mode !== 'skip' && child.mode !== 'todo' && !blocks.some(({ mode }) => mode === 'skip')) {
      const names = [...blocks.slice(1).map(({ name }) => name), child.name];
      into.push({ name: names.join(' > '), file: names[0], fn: child.fn, blocks });
    }
  }
}

/** Two tests of one name would be one. */
function tellApart(tests) {
  const seen = new Map();
  for (const one of tests) {
    const times = seen.get(one.name) ?? 0;
    seen.set(one.name, times + 1);
    if (times > 0) one.name += ` (${times + 1})`;
  }
}

const hooks = (block, type) => block.hooks.filter((hook) => hook.type === type);

/** One after the other, with the hooks of their blocks, until one fails. */
async function runTests(tests, before = () => {}, after = () => {}) {
  const opened = new Set();
  try {
    for (const test of tests) {
      before(test);
      const error = await runTest(test, opened);
      after(test, error);
      if (error !== undefined) return { test, error };
    }
  } finally {
    for (const block of [...opened].reverse()) {
      for (const { fn } of hooks(block, 'afterAll')) await attempt(fn);
    }
  }
  return undefined;
}

async function runTest({ fn, blocks }, opened) {
  let error;
  for (const block of blocks) {
    if (opened.has(block)) continue;
    opened.add(block);
    for (const hook of hooks(block, 'beforeAll')) error ??= await attempt(hook.fn);
  }
  for (const block of blocks) for (const hook of hooks(block, 'beforeEach')) error ??= await attempt(hook.fn);
  error ??= await attempt(fn);
  for (const block of [...blocks].reverse()) {
    for (const hook of hooks(block, 'afterEach')) error ??= await attempt(hook.fn);
  }
  return error;
}

/** What waits for longer than any test does never ends, on a busy machine either. */
const PATIENCE = 60_000;

async function attempt(fn) {
  let timer;
  try {
    const done = fn.call({});
    if (!(done instanceof Promise)) return undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('This mutant does not end.')), PATIENCE);
    });
    await Promise.race([done, late]);
  } catch (error) {
    return error ?? new Error('nothing was thrown');
  } finally {
    clearTimeout(timer);
  }
  return undefined;
}

/** Runs every test without a mutant: which mutants' code it runs, how often, and how long it takes. */
async function dryRun() {
  ran = new Map();
  process.env.MUTANTS_RUN = ranFile;
  const { tests } = load(true);
  const atLoad = [...ran.keys()];
  const covered = {};
  const failed = [];
  let started = 0;
  const before = () => {
    ran = new Map();
    rmSync(ranFile, { force: true });
    started = performance.now();
  };
  const all = [...tests.values()];
  const byBlock = new Map();
  for (const test of all) {
    const key = test.blocks[1];
    byBlock.set(key, [...(byBlock.get(key) ?? []), test]);
  }
  for (const list of byBlock.values()) {
    // What a hook runs before all tests of a file counts for each of them.
    let first;
    await runAll(list, before, (test, error) => {
      const time = performance.now() - started;
      if (existsSync(ranFile)) count(...new Set(readFileSync(ranFile, 'utf8').split(' ').filter(Boolean)));
      first ??= ran;
      if (error !== undefined) failed.push({ name: test.name, error: String(error.stack ?? error) });
      covered[test.name] = { file: test.file, time, hits: Object.fromEntries(ran) };
    });
    if (list.some(({ blocks }) => blocks.some((block) => hooks(block, 'beforeAll').length > 0))) {
      for (const { name } of list) covered[name].hits = { ...Object.fromEntries(first), ...covered[name].hits };
    }
  }
  delete process.env.MUTANTS_RUN;
  rmSync(ranFile, { force: true });
  return { atLoad, covered, failed };
}

async function runAll(tests, before, after) {
  const opened = new Set();
  for (const test of tests) {
    before(test);
    after(test, await runTest(test, opened));
  }
  for (const block of [...opened].reverse()) for (const { fn } of hooks(block, 'afterAll')) await attempt(fn);
}

let loaded;

/** @param job the mutant, the tests to run, what they hit without a mutant, and whether modules have to load with it. */
async function tryMutant({ id, names, limits, isStatic }) {
  let mine;
  if (!isStatic) loaded ??= load();
  const failed = await withMutant(id, limits.load, async () => {
    mine = isStatic ? attemptLoad() : { state: loaded };
    if (mine.error !== undefined) return { test: { name: 'loading the modules' }, error: mine.error };
    const tests = names.map((name) => mine.state.tests.get(name));
    if (tests.includes(undefined))
      return { test: { name: 'the list of tests' }, error: new Error('A test is missing.') };
    return runTests(tests, ({ name }) => {
      process.send({ begun: name });
      hits = 0;
      limit = limits[name] ?? limits.load;
      process.env.MUTANT_LIMIT = String(limit);
    });
  });
  // What a module computes when it is first needed has been computed without the mutant.
  if (failed === undefined) return isStatic ? { status: 'survived' } : tryMutant({ id, names, limits, isStatic: true });
  if (!isStatic && (await isPolluted(failed.test))) {
    loaded = undefined;
    return tryMutant({ id, names, limits, isStatic });
  }
  const status = /does not end/.test(String(failed.error)) ? 'timeout' : 'killed';
  return { status, by: failed.test.name };
}

async function withMutant(id, most, work) {
  active = id;
  process.env.MUTANT = id;
  hits = 0;
  limit = most;
  try {
    return await work();
  } finally {
    active = undefined;
    delete process.env.MUTANT;
  }
}

function attemptLoad() {
  try {
    return { state: load() };
  } catch (error) {
    return { error };
  }
}

/** A mutant may leave something behind that fails the tests of the next one. */
async function isPolluted(test) {
  if (!loaded.tests.has(test.name)) return false;
  return (await runTests([test])) !== undefined;
}

process.chdir(root);
// A mutant may leave a promise behind that nobody waits for.
process.on('unhandledRejection', () => {});
process.on('message', async ({ dry, ...job }) => {
  try {
    process.send(dry ? await dryRun() : await tryMutant(job));
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
});
