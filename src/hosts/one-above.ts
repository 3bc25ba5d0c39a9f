import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FORGETS, type RollHost } from '../roll/call-roll';

/** Where a file that is missing stands one folder above, if it does: paths are often given from another folder. */
export function findOneAbove(path: string): string | undefined {
  const above = join(dirname(path), '..', basename(path));
  return existsSync(above) ? above : undefined;
}

const ROLL_FILE = 'roll.yaml';

/** A host that hands the output on, and the file that may be the Roll where it sends none. */
export function forgets(folder: string): RollHost {
  return { ...FORGETS, near: findRollNear(folder) };
}

function findRollNear(folder: string): string | undefined {
  const file = join(folder, ROLL_FILE);
  return existsSync(file) ? file : findOneAbove(file);
}
