import { define, listNames } from './finding';

export const fileNameTaken = define(
  'RC534',
  'error',
  'Two objects would have the same file',
  'Change the name or namespace of one of them, or render them into two directories.',
  (file: string, objects: readonly string[]) => `${file} would contain ${listNames(objects)}.`,
);

export const folderLocked = define(
  'RC535',
  'error',
  'Another render is writing to the output directory',
  'Wait until it ends and run this one again; if that process does not exist any more, delete the lock file.',
  (folder: string, pid: number, lock: string) =>
    `${folder} is locked by ${pid === 0 ? 'an unknown process' : `process ${pid}`} (${lock}).`,
);

export const stagingForeign = define(
  'RC536',
  'error',
  'The directory for drafts was not made by a render',
  'Delete it: it came with a repository or archive, or belongs to another user.',
  (folder: string) => `${folder} belongs to another user, or others may read it.`,
);

export const renderUndone = define(
  'RC537',
  'info',
  'An interrupted render was undone',
  '',
  (folder: string) => `An earlier render of ${folder} was interrupted: its changes were undone before this one.`,
);

export const folderChanged = define(
  'RC538',
  'error',
  'The output directory changed during the render',
  'Run the render again when nothing else writes to the directory.',
  (file: string) => `${file} changed after it was read.`,
);

export const undoFailed = define(
  'RC539',
  'error',
  'A failed render could not be undone',
  'Correct the cause and run the render again: it undoes the rest first.',
  (folder: string, reason: string) => `Some files in ${folder} have changed and some have not: ${reason}.`,
);

export const journalUnreadable = define(
  'RC540',
  'error',
  'The journal of an interrupted render cannot be read',
  'Restore the output directory from Git, delete the directory that holds the journal, and render again.',
  (file: string) => `${file} is damaged, so the interrupted render cannot be undone.`,
);

export const staleDrafts = define(
  'RC542',
  'warning',
  'Drafts of an earlier version were removed',
  'If one of them was committed to Git, remove it there too and replace the credentials that it held.',
  (files: readonly string[]) => `A render by an earlier version was killed and left ${listNames(files)}, now removed.`,
);

export const draftsLeft = define(
  'RC541',
  'warning',
  'The directory for drafts could not be removed',
  'Delete it: it may hold credentials. The next render into this directory deletes it too.',
  (folder: string, reason: string) => `${folder} could not be removed: ${reason}.`,
);
