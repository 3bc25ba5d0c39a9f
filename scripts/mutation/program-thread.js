/** Runs the program each time it is asked to, loaded anew, with streams that are kept in memory. */
const fs = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const tty = require('node:tty');
const { Script } = require('node:vm');
const { workerData } = require('node:worker_threads');

const { library, flag, port } = workerData;
const requireThere = createRequire(library);
const bundled = new Script(
  `(function (exports, require, module, __filename, __dirname, stryMutAct_9fa48, stryCov_9fa48) {
    ${fs.readFileSync(library, 'utf8')}
  })`,
  { filename: library },
).runInThisContext();

async function run({ args, input, mutant, limit, isCounting }) {
  const written = { 1: [], 2: [] };
  let at = 0;
  const pipe = { size: input.length, isCharacterDevice: () => false };
  const streams = {
    ...fs,
    fstatSync: (file, ...more) => (file === 0 ? pipe : fs.fstatSync(file, ...more)),
    readSync(file, buffer, offset, length, position) {
      if (file !== 0) return fs.readSync(file, buffer, offset, length, position);
      const piece = input.subarray(at, at + length);
      buffer.set(piece, offset);
      at += piece.length;
      return piece.length;
    },
    writeSync(file, bytes, from, ...more) {
      if (file !== 1 && file !== 2) return fs.writeSync(file, bytes, from, ...more);
      written[file].push(Buffer.from(bytes.subarray(from)));
      return bytes.length - from;
    },
  };
  const modules = { 'node:fs': streams, 'node:tty': { ...tty, isatty: () => false } };
  const ran = new Set();
  let hits = 0;
  const isOn = (id) => {
    if (id !== mutant) return false;
    if (++hits > limit) throw new Error('This mutant does not end.');
    return true;
  };
  const note = isCounting
    ? (...ids) => {
        for (const id of ids) ran.add(id);
      }
    : () => {};
  const module = { exports: {} };
  const code = await attempt(() => {
    bundled(module.exports, (id) => modules[id] ?? requireThere(id), module, library, dirname(library), isOn, note);
    return module.exports.main(args);
  });
  return { code, stdout: Buffer.concat(written[1]), stderr: Buffer.concat(written[2]), ran: [...ran] };
}

/** What the program does not catch ends it. */
async function attempt(work) {
  try {
    return await work();
  } catch {
    return 1;
  }
}

port.on('message', async (message) => {
  const result = await run({ ...message, input: Buffer.from(message.input) });
  port.postMessage(result);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});
