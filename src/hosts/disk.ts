import {
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { codeOf, quietly } from './system-errors';

/** Files that hold credentials are their owner's alone. */
export const PRIVATE = 0o600;
export const READABLE = 0o644;
const PRIVATE_FOLDER = 0o700;
const FOLDER = 0o755;

/**
 * Writes a file that is not there yet, with this very mode whatever the umask says. What cannot be written whole is removed.
 * @returns its inode.
 */
export function writeNewFile(path: string, content: string | Uint8Array, mode: number): bigint {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'wx', PRIVATE);
  try {
    return fill(file, bytes, mode);
  } catch (error) {
    quietly(() => removeIfThere(path));
    throw error;
  }
}

function fill(file: number, bytes: Uint8Array, mode: number): bigint {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fchmodSync(file, mode);
    return fstatSync(file, { bigint: true }).ino;
  } finally {
    closeSync(file);
  }
}

export function makeFolder(path: string): void {
  mkdirSync(path, FOLDER);
  chmodSync(path, FOLDER);
}

/** @returns whether it was not there before. */
export function makePrivateFolder(path: string): boolean {
  try {
    mkdirSync(path, PRIVATE_FOLDER);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  chmodSync(path, PRIVATE_FOLDER);
  return true;
}

export function removeIfThere(path: string): void {
  rmSync(path, { force: true });
}

/** @returns whether it is gone; a folder that holds something stays, and so does what is no folder. */
export function removeIfEmpty(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false;
    throw error;
  }
}
