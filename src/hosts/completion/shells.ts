import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The completion script of a shell, which knows nothing of the commands: it sends the words up to the cursor to the program,
 * which answers with one candidate a line and what it is behind a tab. A line with a colon says what else fits.
 */
export function readScript(shell: Shell): Buffer {
  return readFileSync(join(__dirname, 'completion', `rollcall.${shell}`));
}
