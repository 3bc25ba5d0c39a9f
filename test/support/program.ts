import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The program that tests start: what `npm run build` built, on this Node. With ROLLCALL_PROGRAM it is the standalone
 * executable of that path (`npm run test:executable`).
 */
const dist = join(__dirname, '..', '..', 'dist');
const { ROLLCALL_PROGRAM } = process.env;
const executable = ROLLCALL_PROGRAM === undefined ? undefined : resolve(ROLLCALL_PROGRAM);

/** What Node runs, also where the other tests start the executable. */
export const builtProgram = join(dist, 'rollcall.js');

/** The program's file, with the arguments that stand before its own. */
export const program: { readonly file: string; readonly args: readonly string[] } =
  executable === undefined ? { file: process.execPath, args: [builtProgram] } : { file: executable, args: [] };

/** The program as a single command. */
export const command = executable ?? builtProgram;

/** Lays out the program's commands in a folder of the PATH, as the package's installation does. */
export function linkCommands(folder: string): void {
  symlinkSync(command, join(folder, 'rollcall'));
  linkFunction(join(folder, 'rollcall-fn'));
}

/** A link to what kustomize starts. */
export function linkFunction(path: string): void {
  symlinkSync(executable ?? join(dist, 'rollcall-fn'), path);
}
