import { type BigIntStats, statSync } from 'node:fs';
import { isSystemError } from './system-errors';

/** What tells that a file is still the one that was read. */
export interface Stamp {
  /** Device, inode, size and time of writing, as one. */
  readonly key: string;
  /** When it was written, in milliseconds. */
  readonly written: number;
}

export function stampOf({ dev, ino, size, mtimeNs, mtimeMs }: BigIntStats): Stamp {
  return { key: [dev, ino, size, mtimeNs].join(' '), written: Number(mtimeMs) };
}

/** Whether a path still leads to the very file. */
export function isAt(path: string, { key }: Stamp): boolean {
  try {
    return stampOf(statSync(path, { bigint: true })).key === key;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}
