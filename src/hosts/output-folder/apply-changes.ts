import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Finding } from '../../diagnostics/finding';
import * as hosts from '../../diagnostics/hosts';
import * as outputFolder from '../../diagnostics/output-folder';
import { writeNewFile } from '../disk';
import { resolveReal } from '../files';
import { type Checkpoint, untilSignal } from '../signals';
import { isSystemError, reasonOf } from '../system-errors';
import { findChanged, type OutputFolder } from './folder';
import { closeJournal, draftOf, type Journal, makeFolders, type Step, takeStep, undo, writeJournal } from './journal';
import { giveBack, isHeld } from './lock';
import type { FolderChanges } from './plan-changes';
import { isOurs, leaveWorkshop, openWorkshop, STAGING, type Workshop } from './staging';
import { removeStaleDrafts } from './stale-drafts';

/** Before anything is read: what a render that was killed left half done is put back, and its drafts go. */
export async function recoverFolder(name: string): Promise<Finding[]> {
  return [...removeStaleDrafts(name, { isDeep: true }), ...(await recover(name))];
}

/** The same for the folder of the Roll, which need not be an output folder: what is not Rollcall's own there stays. */
export async function recoverHome(name: string): Promise<Finding[]> {
  const isLeft = isOurs(join(resolveReal(name), STAGING));
  return [...removeStaleDrafts(name, { isDeep: false }), ...(isLeft ? await recover(name) : [])];
}

async function recover(name: string): Promise<Finding[]> {
  const root = resolveReal(name);
  if (!existsSync(join(root, STAGING))) return [];
  return untilSignal(async (checkpoint) => {
    const opened = await openWorkshop(root, name, checkpoint);
    if ('finding' in opened) return [opened.finding];
    return [...opened.findings, ...leaveWorkshop(opened.workshop, name)];
  });
}

/**
 * Makes the changes: all of them, or none. Drafts are written first, then the folder's journal, and only then files change
 * their places; whatever goes wrong in between is undone, by this run or by the next.
 */
export async function applyChanges(folder: OutputFolder, changes: FolderChanges): Promise<Finding[]> {
  if (changes.write.size === 0 && changes.remove.length === 0) return [];
  return untilSignal(async (checkpoint) => {
    const opened = await openWorkshop(folder.root, folder.name, checkpoint);
    if ('finding' in opened) return [opened.finding];
    const { workshop, findings } = opened;
    try {
      return [
        ...findings,
        ...(await change(folder, changes, workshop, checkpoint)),
        ...leaveWorkshop(workshop, folder.name),
      ];
    } catch (error) {
      if (!(error instanceof UndoFailed)) {
        leaveWorkshop(workshop, folder.name);
        throw error;
      }
      giveBack(workshop.lock);
      return [...findings, outputFolder.undoFailed({}, folder.name, error.message)];
    }
  });
}

async function change(
  folder: OutputFolder,
  { write, remove }: FolderChanges,
  { root, staging, lock }: Workshop,
  checkpoint: Checkpoint,
): Promise<Finding[]> {
  const steps: Step[] = [];
  let journal: Journal | undefined;
  let file = '';
  try {
    for (const [path, { text, mode }] of write) {
      file = path;
      await checkpoint();
      const draft = writeNewFile(draftOf(staging, steps.length), text, mode);
      steps.push({ path, draft: String(draft), replaces: existsSync(join(root, path)) });
    }
    for (const path of remove) steps.push({ path, replaces: true });
    for (const { path } of steps) {
      file = path;
      accessSync(nearestFolder(join(root, path)), constants.W_OK | constants.X_OK);
    }
    file = '';
    const changed = isHeld(lock) ? findChanged(folder) : relative(root, lock.path);
    if (changed !== undefined) return [outputFolder.folderChanged({}, join(folder.name, changed))];
    await checkpoint();
    journal = { folders: foldersToMake(root, steps), steps };
    writeJournal(staging, journal);
    makeFolders(root, journal);
    for (const [number, step] of steps.entries()) {
      file = step.path;
      await checkpoint();
      takeStep(root, staging, step, number);
    }
    file = '';
    closeJournal(staging);
    return [];
  } catch (error) {
    if (journal !== undefined) {
      try {
        undo(root, staging, journal);
        closeJournal(staging);
      } catch (fault) {
        throw new UndoFailed(reasonOf(fault));
      }
    }
    if (!isSystemError(error)) throw error;
    return [hosts.cannotWrite({}, join(folder.name, file), reasonOf(error))];
  }
}

class UndoFailed extends Error {}

function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? folder : nearestFolder(folder);
}

/** The folders that are missing, the outer ones first. */
function foldersToMake(root: string, steps: readonly Step[]): string[] {
  const missing = new Set<string>();
  const add = (folder: string) => {
    if (existsSync(join(root, folder))) return;
    add(dirname(folder));
    missing.add(folder);
  };
  for (const { path } of steps) add(dirname(path));
  return [...missing];
}
