import { copyFileSync, existsSync, linkSync, lstatSync, realpathSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject } from '../../krm/json';
import { makeFolder, PRIVATE, removeIfEmpty, removeIfThere, writeNewFile } from '../disk';
import { isInside } from '../files';
import { codeOf } from '../system-errors';

/** One file that is written or removed. Its draft and what it held before are in the staging folder, by its number. */
export interface Step {
  /** Relative to the output folder. */
  readonly path: string;
  /** The inode of its draft; none where the file is removed. */
  readonly draft?: string | undefined;
  /** Whether there is a file now. */
  readonly replaces: boolean;
}

/** What a render is about to do to its folder: with it, whoever comes next can put everything back. */
export interface Journal {
  /** Folders that are made, the outer ones first. */
  readonly folders: readonly string[];
  readonly steps: readonly Step[];
}

const NAME = 'journal';

export const draftOf = (staging: string, number: number) => join(staging, `new-${number}`);
const backupOf = (staging: string, number: number) => join(staging, `old-${number}`);

/** It is there whole or not at all. */
export function writeJournal(staging: string, journal: Journal): void {
  const draft = join(staging, `${NAME}-draft`);
  writeNewFile(draft, JSON.stringify(journal), PRIVATE);
  renameSync(draft, join(staging, NAME));
}

/** From here on the changes count, and nobody puts anything back. */
export function closeJournal(staging: string): void {
  removeIfThere(join(staging, NAME));
}

export function hasJournal(staging: string): boolean {
  return existsSync(join(staging, NAME));
}

export function journalPath(staging: string): string {
  return join(staging, NAME);
}

/** The journal in a text; `undefined` where it is none. */
export function parseJournal(text: string): Journal | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    // What is no JSON is no journal either.
  }
  if (!isObject(read) || !Array.isArray(read.folders) || !Array.isArray(read.steps)) return undefined;
  const folders = read.folders.filter((one): one is string => typeof one === 'string' && !one.includes('\0'));
  const steps: Step[] = [];
  for (const step of read.steps) {
    if (
      !isObject(step) ||
      typeof step.path !== 'string' ||
      step.path.includes('\0') ||
      typeof step.replaces !== 'boolean'
    )
      return undefined;
    steps.push({
      path: step.path,
      replaces: step.replaces,
      draft: typeof step.draft === 'string' ? step.draft : undefined,
    });
  }
  return folders.length === read.folders.length ? { folders, steps } : undefined;
}

export function makeFolders(root: string, { folders }: Journal): void {
  for (const folder of folders) makeFolder(join(root, folder));
}

/** A file that is replaced is there at every moment: as it was, then as it will be. */
export function takeStep(root: string, staging: string, step: Step, number: number): void {
  const path = join(root, step.path);
  const backup = backupOf(staging, number);
  if (step.draft === undefined) {
    renameSync(path, backup);
    return;
  }
  if (step.replaces) keepCopy(path, backup);
  renameSync(draftOf(staging, number), path);
}

function keepCopy(path: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP' && code !== 'EMLINK') {
      throw error;
    }
    copyFileSync(path, `${backup}-draft`);
    renameSync(`${backup}-draft`, backup);
  }
}

/** Puts everything back as it was, however far it had come; may be called again if it is interrupted itself. */
export function undo(root: string, staging: string, { folders, steps }: Journal): void {
  for (const [number, step] of steps.entries()) {
    const path = join(root, step.path);
    if (!leadsInside(root, path)) continue;
    const backup = backupOf(staging, number);
    if (existsSync(backup)) renameSync(backup, path);
    else if (!step.replaces && inodeOf(path) === step.draft) removeIfThere(path);
  }
  for (const folder of [...folders].reverse()) {
    if (leadsInside(root, join(root, folder))) removeIfEmpty(join(root, folder));
  }
}

/** A journal may lie, as every file may. */
function leadsInside(root: string, path: string): boolean {
  try {
    return isInside(realpathSync(dirname(path)), root);
  } catch {
    return false;
  }
}

function inodeOf(path: string): string | undefined {
  try {
    return String(lstatSync(path, { bigint: true }).ino);
  } catch {
    return undefined;
  }
}
