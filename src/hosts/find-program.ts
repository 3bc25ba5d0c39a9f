import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isSystemError } from './system-errors';

/**
 * A program of the machine. Only absolute folders of PATH are searched: any other is relative to the working folder, where
 * a repository could have put a program of that name.
 */
export function findProgram(name: string): string | undefined {
  return absoluteFolders()
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** The environment for a program: that of whoever started us, but for the relative folders of PATH. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: absoluteFolders().join(delimiter) };
}

function absoluteFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}
