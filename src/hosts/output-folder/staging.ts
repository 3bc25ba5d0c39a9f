import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Finding } from '../../diagnostics/finding';
import * as hosts from '../../diagnostics/hosts';
import * as outputFolder from '../../diagnostics/output-folder';
import { makeFolder, makePrivateFolder, READABLE, removeIfEmpty, removeIfThere, writeNewFile } from '../disk';
import { readOwn } from '../read-regular';
import type { Checkpoint } from '../signals';
import { codeOf, isSystemError, quietly, reasonOf } from '../system-errors';
import { closeJournal, hasJournal, journalPath, parseJournal, undo } from './journal';
import { giveBack, type Lock, takeLock } from './lock';

/** Where drafts lie until all of them are written: its owner's alone, hidden from Git, and gone when the render ends. */
export const STAGING = '.rollcall';

/** An output folder that nobody else writes to. */
export interface Workshop {
  /** The output folder's real path. */
  readonly root: string;
  readonly staging: string;
  readonly lock: Lock;
  /** Folders that were made for it, the outer ones first. */
  readonly made: readonly string[];
}

export type Opened = { readonly workshop: Workshop; readonly findings: Finding[] } | { readonly finding: Finding };

const PATIENCE = 5_000;
const PAUSE = 50;

/** Waits for the folder, a while; then puts back what a render that was killed left half done. */
export async function openWorkshop(root: string, name: string, checkpoint: Checkpoint): Promise<Opened> {
  const staging = join(root, STAGING);
  const made: string[] = [];
  try {
    makeAll(root, made);
    for (let waited = 0; ; waited += PAUSE) {
      if (!makePrivateFolder(staging) && !isOurs(staging)) {
        return { finding: outputFolder.stagingForeign({}, join(name, STAGING)) };
      }
      const lock = tryLock(staging);
      if (lock !== undefined && !('heldBy' in lock)) return recover({ root, staging, lock, made }, name);
      if (lock !== undefined && waited >= PATIENCE) {
        return { finding: outputFolder.folderLocked({}, name, lock.heldBy, join(name, STAGING, 'lock')) };
      }
      await checkpoint();
      await wait(PAUSE);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    for (const folder of [staging, ...made.reverse()]) quietly(() => removeIfEmpty(folder));
    return { finding: hosts.cannotWrite({}, name, reasonOf(error)) };
  }
}

/** `undefined` where whoever had the lock has just removed the staging folder. */
function tryLock(staging: string): ReturnType<typeof takeLock> | undefined {
  try {
    return takeLock(staging);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Leaves nothing behind, and no folder that was made for nothing. */
function closeWorkshop({ staging, lock, made }: Workshop): void {
  try {
    sweep(staging);
  } finally {
    giveBack(lock);
  }
  removeIfEmpty(staging);
  for (const folder of [...made].reverse()) removeIfEmpty(folder);
}

/** Drafts that cannot be removed are told; after an undo that failed they stay, for the next run to finish it. */
export function leaveWorkshop(workshop: Workshop, name: string): Finding[] {
  try {
    closeWorkshop(workshop);
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [outputFolder.draftsLeft({}, join(name, STAGING), reasonOf(error))];
  }
}

/** What a render that was killed left is put back as it was, and its drafts go. */
function recover(workshop: Workshop, name: string): Opened {
  const { root, staging, lock } = workshop;
  const findings: Finding[] = [];
  try {
    if (hasJournal(staging)) {
      const journal = parseJournal(readOwn(journalPath(staging))?.toString() ?? '');
      if (journal === undefined) {
        giveBack(lock);
        return { finding: outputFolder.journalUnreadable({}, join(name, STAGING, 'journal')) };
      }
      undo(root, staging, journal);
      closeJournal(staging);
      findings.push(outputFolder.renderUndone({}, name));
    }
    sweep(staging);
    writeNewFile(join(staging, '.gitignore'), '*\n', READABLE);
    return { workshop, findings };
  } catch (error) {
    quietly(() => giveBack(lock));
    throw error;
  }
}

/** Drafts hold credentials: they go, whoever left them. */
function sweep(staging: string): void {
  for (const name of readdirSync(staging)) {
    if (name !== 'lock') removeIfThere(join(staging, name));
  }
}

/** Git and archives keep no such mode: a folder that came with a repository is no render's. */
export function isOurs(staging: string): boolean {
  try {
    const stats = lstatSync(staging);
    const isOwn = process.getuid === undefined || stats.uid === process.getuid();
    return stats.isDirectory() && isOwn && (stats.mode & 0o077) === 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true; // it has just been removed, and the lock will tell
    throw error;
  }
}

/** @param made gets the folders that were not there, the outer ones first, even where a further one cannot be made. */
function makeAll(folder: string, made: string[]): void {
  try {
    makeFolder(folder);
    made.push(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && lstatSync(folder).isDirectory()) return;
    if (code !== 'ENOENT') throw error;
    makeAll(dirname(folder), made);
    makeAll(folder, made);
  }
}
