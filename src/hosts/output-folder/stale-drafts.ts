import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../diagnostics/finding';
import * as outputFolder from '../../diagnostics/output-folder';
import { removeIfThere } from '../disk';
import { isSystemError, reasonOf } from '../system-errors';

/** Earlier versions wrote their drafts beside the files, and left them there when they were killed. */
const DRAFT = /^\.rollcall-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Removes the drafts of earlier versions from a folder and those in it, or from the folder alone. */
export function removeStaleDrafts(folder: string, { isDeep }: { isDeep: boolean }): Finding[] {
  if (!existsSync(folder)) return [];
  const removed: string[] = [];
  const findings: Finding[] = [];
  const visit = (at: string) => {
    try {
      for (const entry of readdirSync(at, { withFileTypes: true })) {
        const path = join(at, entry.name);
        if (entry.isFile() && DRAFT.test(entry.name)) {
          removeIfThere(path);
          removed.push(path);
        } else if (isDeep && entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
          visit(path);
        }
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      findings.push(outputFolder.draftsLeft({}, at, reasonOf(error)));
    }
  };
  visit(folder);
  if (removed.length > 0) findings.push(outputFolder.staleDrafts({}, removed));
  return findings;
}
