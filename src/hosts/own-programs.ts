import { join } from 'node:path';

/** Where the program's own files are: beside it, or in the standalone executable, which holds them in a folder of its own. */
const isStandalone = __dirname.startsWith('/$bunfs/');

/** The file to link to where kustomize starts its function. The executable knows by the link's name what it is to do. */
export function kustomizeFunction(): string {
  return isStandalone ? process.execPath : join(__dirname, 'rollcall-fn');
}

/** How a program is started: its file, its arguments, and the name that it is given. */
export interface Start {
  readonly file: string;
  readonly args: readonly string[];
  readonly argv0?: string;
}

/**
 * How the process of the scripts is started.
 * @param megabytes what V8 may take at most. The executable's engine has no such limit: the watch alone ends it.
 */
export function scriptsProgram(megabytes: number, file = join(__dirname, 'scripts.js')): Start {
  if (isStandalone) return { file: process.execPath, args: [], argv0: 'rollcall-scripts' };
  return { file: process.execPath, args: [`--max-old-space-size=${megabytes}`, file] };
}
