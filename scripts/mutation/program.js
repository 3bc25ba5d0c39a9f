/**
 * The program that tests start with `spawnSync`, run in a thread of this process instead: it starts in a tenth of the time.
 * What needs a process of its own (signals, an environment, another user, a pipe) still gets one.
 */
const childProcess = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

const PATIENCE = 60_000;
const MAY_HAVE = new Set(['cwd', 'encoding', 'input', 'timeout', 'stdio', 'maxBuffer']);

/** @param folder where the bundles are. */
function openProgram(folder) {
  const program = join(folder, 'tree', 'dist', 'rollcall.js');
  const library = join(folder, 'tree', 'dist', 'main.js');
  let thread;

  function start() {
    const { port1, port2 } = new MessageChannel();
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(join(__dirname, 'program-thread.js'), {
      workerData: { library, flag, port: port2 },
      transferList: [port2],
    });
    worker.unref();
    return { worker, port: port1, flag };
  }

  /** @param turnedOn the mutant that is on and its limit; whether to note what is run. */
  function run(args, { cwd = process.cwd(), input = '' }, turnedOn) {
    thread ??= start();
    const here = process.cwd();
    Atomics.store(thread.flag, 0, 0);
    process.chdir(cwd);
    try {
      thread.port.postMessage({ args, input: Buffer.from(input), ...turnedOn });
      if (Atomics.wait(thread.flag, 0, 0, PATIENCE) === 'timed-out') {
        thread.worker.terminate();
        thread = undefined;
        throw new Error('This mutant does not end.');
      }
      return receiveMessageOnPort(thread.port).message;
    } finally {
      process.chdir(here);
    }
  }

  const isPlain = (options) =>
    Object.keys(options).every((key) => MAY_HAVE.has(key)) &&
    (options.stdio === undefined || (Array.isArray(options.stdio) && options.stdio.every((one) => one === 'pipe')));

  /** A `node:child_process` for tests. */
  function standIn(turnedOn, onRan) {
    return {
      ...childProcess,
      spawnSync(command, args, options = {}) {
        const isProgram = command === process.execPath && args?.[0] === program && existsSync(library);
        if (!isProgram || !isPlain(options)) return childProcess.spawnSync(command, args, options);
        const { code, stdout, stderr, ran } = run(args.slice(1), options, turnedOn());
        onRan(ran);
        const text = (bytes) => (options.encoding ? Buffer.from(bytes).toString(options.encoding) : Buffer.from(bytes));
        return { status: code, signal: null, stdout: text(stdout), stderr: text(stderr) };
      },
    };
  }

  return { standIn };
}

module.exports = { openProgram };
