import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../../diagnostics/finding';
import * as hosts from '../../diagnostics/hosts';
import { READABLE, writeNewFile } from '../disk';
import { resolveReal } from '../files';
import { untilSignal } from '../signals';
import { isSystemError, reasonOf } from '../system-errors';
import { draftOf } from './journal';
import { leaveWorkshop, openWorkshop, type Workshop } from './staging';

/**
 * Writes one file, whole or not at all, while nobody else writes to its folder. One rename needs no journal: nothing is half
 * done before it or after it. A file that is replaced keeps its mode.
 * @param contentOf what the file is to hold, asked for when the folder is locked; `undefined` where something is in the way.
 */
export async function writeOneFile(file: string, contentOf: () => string | Uint8Array | undefined): Promise<Finding[]> {
  const real = resolveReal(file);
  const folder = dirname(file);
  return untilSignal(async (checkpoint) => {
    const opened = await openWorkshop(dirname(real), folder, checkpoint);
    if ('finding' in opened) return [opened.finding];
    const { workshop, findings } = opened;
    try {
      await checkpoint();
      findings.push(...replace(real, file, contentOf, workshop));
    } finally {
      findings.push(...leaveWorkshop(workshop, folder));
    }
    return findings;
  });
}

function replace(
  real: string,
  file: string,
  contentOf: () => string | Uint8Array | undefined,
  { staging }: Workshop,
): Finding[] {
  try {
    const content = contentOf();
    if (content === undefined) return [hosts.fileInTheWay({}, file)];
    const draft = draftOf(staging, 0);
    writeNewFile(draft, content, existsSync(real) ? statSync(real).mode & 0o777 : READABLE);
    renameSync(draft, real);
    return [];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [hosts.cannotWrite({}, file, reasonOf(error))];
  }
}
