import { fstatSync } from 'node:fs';
import { isSystemError } from './system-errors';

/** Whether a stream is a terminal. `node:tty` loads Node's network code, so it is asked only about character devices. */
export function isTerminal(stream: 0 | 1 | 2): boolean {
  try {
    if (!fstatSync(stream).isCharacterDevice()) return false;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
  const { isatty }: typeof import('node:tty') = require('node:tty');
  return isatty(stream);
}
