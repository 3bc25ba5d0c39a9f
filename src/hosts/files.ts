import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { sortedBy } from '../lists/order';
import { reasonOf } from './system-errors';

/** A file that was found: as people call it, and as the system knows it. */
export interface FoundFile {
  readonly path: string;
  readonly realPath: string;
}

/** What was found, and what is wrong with the rest. */
export interface FileListing {
  readonly files: FoundFile[];
  readonly findings: Finding[];
}

const WANTED = /\.(?:ya?ml|json)$/;
/** Files that belong to the hosts. */
const HOST_FILES = new Set(['Kptfile', 'kustomization.yaml', 'kustomization.yml', 'Kustomization']);
const IGNORE_FILE = '.krmignore';

/** The files to read: each path itself, or what a folder holds, in the order of their names and none of them twice. */
export function listFiles(paths: readonly string[]): FileListing {
  const files = new Map<string, FoundFile>();
  const visited = new Set<string>();
  const findings: Finding[] = [];
  for (const path of paths) {
    try {
      const realPath = realpathSync(path);
      if (statSync(realPath).isDirectory()) walk(path, realPath, realPath, []);
      else files.set(realPath, { path, realPath });
    } catch (error) {
      findings.push(hosts.pathMissing({}, path, reasonOf(error)));
    }
  }

  function walk(folder: string, realFolder: string, root: string, outer: readonly Hides[]): void {
    if (visited.size === visited.add(realFolder).size) return;
    const rules = [...outer, ...readIgnoreFile(realFolder)];
    for (const { name } of sortedBy(readdirSync(realFolder, { withFileTypes: true }), ({ name }) => name)) {
      if (name.startsWith('.') || name === 'node_modules' || HOST_FILES.has(name)) continue;
      const path = join(folder, name);
      const link = join(realFolder, name);
      const target = targetOf(link);
      // A link to a program or a picture is nobody's business: it would not be read inside either.
      if (target !== undefined && !WANTED.test(name) && statSync(target).isFile()) continue;
      if (target === undefined || !isInside(target, root)) {
        if (!rules.some((hides) => hides(link, false))) findings.push(hosts.linkLeadsOut({}, path));
        continue;
      }
      const stats = statSync(target);
      if (rules.some((hides) => hides(link, stats.isDirectory()))) continue;
      if (stats.isDirectory()) walk(path, target, root, rules);
      else if (stats.isFile() && WANTED.test(name) && !files.has(target)) files.set(target, { path, realPath: target });
    }
  }

  return { files: [...files.values()], findings };
}

export function readBytes({ path, realPath }: FoundFile): { bytes: Buffer } | { finding: Finding } {
  try {
    return { bytes: readFileSync(realPath) };
  } catch (error) {
    return { finding: hosts.pathMissing({}, path, reasonOf(error)) };
  }
}

/** Whether a rule hides a file or folder. */
type Hides = (realPath: string, isFolder: boolean) => boolean;

/** The rules of a folder's `.krmignore`, which are gitignore's. The library is loaded when there is one. */
function readIgnoreFile(folder: string): Hides[] {
  const file = join(folder, IGNORE_FILE);
  if (!existsSync(file) || !statSync(file).isFile()) return [];
  const ignore: typeof import('ignore') = require('ignore');
  const rules = ignore().add(readFileSync(file, 'utf8'));
  return [
    (realPath, isFolder) => {
      const inner = relative(folder, realPath).split(sep).join('/');
      // Where a link leads out of this folder, its rules end.
      return !inner.startsWith('../') && rules.ignores(isFolder ? `${inner}/` : inner);
    },
  ];
}

/** Where a path really leads; `undefined` for a link to nothing. */
function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The real path of something that may not be there yet. */
export function resolveReal(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = join(path, '..');
  return join(parent === path ? path : resolveReal(parent), basename(path));
}

export function isFolder(path: string): boolean {
  return existsSync(path) && lstatSync(realpathSync(path)).isDirectory();
}
