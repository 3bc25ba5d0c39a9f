/**
 * Loaded before the program (`node --require`): lets writes to standard output fail. FAULT is a write's number, or `all`, a
 * colon and what happens: a code of the system, EAGAIN (each write fails once first), or KILLED after it. Every write is a short one, as a pipe's
 * may be. The number of all writes goes into FAULT_COUNT.
 */
const fs = require('node:fs');

const [at = '', fault = ''] = (process.env.FAULT ?? '').split(':');
const real = fs.writeSync;
const PIECE = Number(process.env.FAULT_PIECE ?? 1 << 16);
let writes = 0;
let isRetry = false;

fs.writeSync = (file, bytes, offset = 0) => {
  if (file !== 1) return real(file, bytes, offset);
  writes++;
  const isHere = at === 'all' || String(writes) === at;
  if (isHere && fault.startsWith('E') && !(fault === 'EAGAIN' && isRetry)) {
    isRetry = true;
    throw Object.assign(new Error(`${fault}: made to fail`), { code: fault, syscall: 'write' });
  }
  isRetry = false;
  const written = real(file, bytes, offset, Math.min(PIECE, bytes.length - offset));
  if (isHere && fault === 'KILLED') process.kill(process.pid, 'SIGKILL');
  return written;
};

if (process.env.FAULT_COUNT !== undefined) {
  const { writeFileSync } = fs;
  process.on('exit', () => writeFileSync(process.env.FAULT_COUNT, JSON.stringify(writes)));
}
