import { fstatSync, readSync, writeSync } from 'node:fs';
import { codeOf, isSystemError, quietly, reasonOf } from './system-errors';
import { isTerminal } from './terminal';

const PIECE = 1 << 18;

/** Everything on standard input; nothing where it is a terminal, which nobody would type a ResourceList into. */
export function readStandardInput(): Buffer {
  if (isTerminal(0)) return Buffer.alloc(0);
  const pieces: Buffer[] = [];
  // A file tells its size and is read at once; a pipe fills one piece after the other.
  let piece = Buffer.allocUnsafe(Math.max(orFail('input', () => fstatSync(0).size) + 1, PIECE));
  let used = 0;
  for (;;) {
    const read = orFail('input', () => readSync(0, piece, used, piece.length - used, null));
    if (read === 0) break;
    used += read;
    if (used < piece.length) continue;
    pieces.push(piece);
    piece = Buffer.allocUnsafe(PIECE);
    used = 0;
  }
  const last = piece.subarray(0, used);
  return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
}

/** A stream that the system refuses to read or write. */
export class StreamFailed extends Error {
  readonly stream: 'input' | 'output';
  readonly code: string;

  constructor(stream: 'input' | 'output', error: unknown) {
    super(reasonOf(error));
    this.stream = stream;
    this.code = codeOf(error);
  }
}

/** Whether the terminal's last line says what is going on. */
let hasStatus = false;

/** Replaces the terminal's last line; whatever is written next takes its place. */
export function showStatus(text: string): void {
  writeStandardError(text);
  hasStatus = true;
}

function clearStatus(): string {
  const isThere = hasStatus;
  hasStatus = false;
  return isThere ? '\r\u001b[K' : '';
}

/** Writes all of it, however many short writes that takes. */
export function writeStandardOutput(bytes: Uint8Array): void {
  if (hasStatus) writeStandardError('');
  for (let at = 0; at < bytes.length; ) at += orFail('output', () => writeSync(1, bytes, at));
}

/** What cannot be told is not told: the exit code still says that something is wrong. */
export function writeStandardError(text: string): void {
  const bytes = Buffer.from(clearStatus() + text);
  quietly(() => {
    for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(2, bytes, at));
  });
}

function orFail(stream: 'input' | 'output', call: () => number): number {
  try {
    return patiently(call);
  } catch (error) {
    throw isSystemError(error) ? new StreamFailed(stream, error) : error;
  }
}

/** Who started us may have made the pipe non-blocking: then a call may have to wait. The end of the input reads as 0. */
function patiently(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
