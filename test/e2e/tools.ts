import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where `scripts/install-tools.sh` puts programs. */
export const tools =
  process.env.ROLLCALL_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall');

/** Where a program is, if it is anywhere. */
export type Find = (program: string) => string | undefined;

/** The path of a program: one of ours, or of the machine's; `undefined` where there is none. */
export function find(program: string): string | undefined {
  const folders = [join(tools, program), tools, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path) && statSync(path).isFile());
}
