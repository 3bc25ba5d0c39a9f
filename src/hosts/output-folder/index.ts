/** An output folder: what an earlier render left there, what changes, and how it is written. */
export { applyChanges, recoverFolder, recoverHome } from './apply-changes';
export { type OutputFolder, readOutputFolder } from './folder';
export { type FolderChanges, NO_CHANGES, planChanges } from './plan-changes';
export { writeOneFile } from './write-one-file';
