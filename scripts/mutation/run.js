/** Keeps one process that runs tests, gives it mutants, and starts another where a mutant does not answer. */
const { fork } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { setPriority } = require('node:os');

/** Beyond what a test takes without a mutant. */
const PATIENCE = 3_000;

/** How much longer than that a test may take on the clock, while others have the processors. */
const BUSY = 20;

/** The milliseconds that a process and its children have had of a processor; `undefined` where the system does not tell. */
function workOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + 10 * Number(ticks), 0);
  } catch {
    return undefined;
  }
}

class Worker {
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * @param most how long the answer may take in all.
   * @param patienceFor how long each test may take.
   * @returns the answer; undefined where none came in time, `crashed` where the process ended.
   */
  ask(message, most, patienceFor = () => most) {
    this.process ??= this.start();
    this.begun = undefined;
    const { process: child } = this;
    return new Promise((done) => {
      const finish = (answer) => {
        clearTimeout(timer);
        clearTimeout(overall);
        child.removeAllListeners();
        if (answer === undefined || answer === 'crashed') this.stop();
        done(answer);
      };
      const overall = setTimeout(() => finish(undefined), most * BUSY);
      let timer;
      const watch = (patience) => {
        const [started, worked] = [performance.now(), workOf(child.pid)];
        const look = () => {
          const waited = performance.now() - started;
          if (waited > patience * BUSY || (workOf(child.pid) ?? waited) - (worked ?? 0) > patience) finish(undefined);
          else timer = setTimeout(look, patience / 4);
        };
        timer = setTimeout(look, patience);
      };
      child.on('message', (answer) => {
        if (answer.begun === undefined) return finish(answer);
        this.begun = answer.begun;
        clearTimeout(timer);
        watch(patienceFor(answer.begun));
      });
      child.once('exit', () => finish('crashed'));
      child.send(message);
    });
  }

  start() {
    // A group of its own: programs that its tests started end with it.
    const child = fork(join(__dirname, 'worker.js'), [this.folder], {
      detached: true,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    setPriority(child.pid, Number(process.env.MUTATION_NICE ?? 19));
    return child;
  }

  stop() {
    const { process: child } = this;
    this.process = undefined;
    if (child === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/**
 * @param mutants those to try.
 * @param dry what the tests cover.
 * @param reaches the tests files that import each file.
 * @param hints the test that killed a mutant the last time.
 */
async function runMutants(worker, mutants, dry, reaches, hints, onResult) {
  const covering = coverage(dry);
  const atLoad = new Set(dry.atLoad);
  const killers = [];
  for (const mutant of mutants) {
    const { names, isStatic } = planFor(mutant, covering, atLoad, dry, reaches);
    let result = { status: 'no coverage' };
    if (names.length > 0) {
      const preferred = [hints.get(mutant.key), ...killers].filter((name) => name && names.includes(name));
      const ordered = [...new Set([...preferred, ...names])];
      const job = { id: mutant.id, names: ordered, limits: limitsFor(mutant, ordered, dry), isStatic };
      const time = ordered.reduce((sum, name) => sum + dry.covered[name].time, 0);
      const answer = await worker.ask(job, 3 * PATIENCE + 2 * time, (name) => PATIENCE + 3 * dry.covered[name].time);
      if (answer === 'crashed') await checkTests(worker);
      result = answer === 'crashed' ? { status: 'killed' } : (answer ?? { status: 'timeout', by: worker.begun });
    }
    if (result.by !== undefined && dry.covered[result.by]) {
      killers.unshift(result.by);
      killers.splice(3);
    }
    onResult(mutant, { status: result.status, by: result.by });
  }
}

/** A mutant may end its process. Where the tests end it without a mutant, nothing that they say counts. */
async function checkTests(worker) {
  const answer = await worker.ask({ id: '', names: [], limits: { load: 0 }, isStatic: false }, 3 * PATIENCE);
  if (answer?.status !== 'survived') throw new Error('The tests cannot be run any more.');
}

function coverage({ covered }) {
  const covering = new Map();
  for (const [name, { hits }] of Object.entries(covered)) {
    for (const id of Object.keys(hits)) covering.set(id, [...(covering.get(id) ?? []), name]);
  }
  return covering;
}

/** The tests that run a mutant's code; for code that runs only while modules load, those that import it. */
function planFor(mutant, covering, atLoad, { covered }, reaches) {
  const quickest = (names) => [...names].sort((a, b) => covered[a].time - covered[b].time);
  const names = covering.get(mutant.id) ?? [];
  if (names.length > 0 || !atLoad.has(mutant.id)) return { names: quickest(names), isStatic: false };
  const importing = Object.keys(covered).filter((name) => reaches.get(mutant.file)?.has(covered[name].file));
  return { names: quickest(importing), isStatic: true };
}

/** A hundred times as often as without a mutant is a loop. */
function limitsFor({ id }, names, { covered }) {
  const most = (count) => 100 * count + 10_000;
  return { load: 1_000_000, ...Object.fromEntries(names.map((name) => [name, most(covered[name].hits[id] ?? 0)])) };
}

module.exports = { Worker, runMutants };
