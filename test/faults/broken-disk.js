/**
 * Loaded before the program (`node --require`): lets one of its calls that write fail, or ends it there. FAULT is the call's
 * number, a colon and what happens: a code of the system (ENOSPC …), a signal before it (SIGTERM …), or KILLED after it.
 * Without a number, all are counted into FAULT_COUNT.
 */
const fs = require('node:fs');

const [at = '', fault = ''] = (process.env.FAULT ?? '').split(':');
const WRITERS = [
  'chmodSync',
  'closeSync',
  'fchmodSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'writeSync',
];
const writing = new Set();
const names = [];

/** Opening a file to read it, and the output streams, are not what is tested here. */
function concerns(name, [first, second]) {
  if (name === 'openSync') return typeof second === 'string' && second.includes('w');
  if (name === 'closeSync' || name === 'fchmodSync') return writing.has(first);
  return name !== 'writeSync' || writing.has(first);
}

for (const name of WRITERS) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (!concerns(name, args)) return real(...args);
    names.push(name);
    const isHere = String(names.length) === at;
    if (isHere && fault.startsWith('SIG')) process.kill(process.pid, fault);
    if (isHere && fault.startsWith('E')) {
      // A file whose closing fails is closed all the same.
      if (name === 'closeSync') real(...args);
      throw Object.assign(new Error(`${fault}: made to fail, ${name}`), { code: fault, syscall: name });
    }
    try {
      const result = real(...args);
      if (name === 'openSync') writing.add(result);
      if (name === 'closeSync') writing.delete(args[0]);
      return result;
    } finally {
      if (isHere && fault === 'KILLED') process.kill(process.pid, 'SIGKILL');
    }
  };
}

if (process.env.FAULT_COUNT !== undefined) {
  const { writeFileSync } = fs;
  process.on('exit', () => writeFileSync(process.env.FAULT_COUNT, JSON.stringify(names)));
}
