import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { codeOf } from './system-errors';

/**
 * The bytes of a regular file; `undefined` for anything else. A FIFO keeps its readers waiting and a device never ends, so
 * that a path is opened without waiting, and looked at before it is read.
 */
export function readRegular(path: string): Buffer | undefined {
  return readOpened(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** The same for a file of our own making, which is never a link. */
export function readOwn(path: string): Buffer | undefined {
  try {
    return readOpened(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return undefined;
    throw error;
  }
}

function readOpened(path: string, flags: number): Buffer | undefined {
  const file = openSync(path, flags);
  try {
    return fstatSync(file).isFile() ? readFileSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}
