import {
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as nearMisses from '../diagnostics/near-misses';
import { sortedBy } from '../lists/order';
import { findOneAbove } from './one-above';
import { readRegular } from './read-regular';
import { isAt, type Stamp, stampOf } from './stamp';
import { codeOf, isSystemError, reasonOf } from './system-errors';

/** A file that was found: as people call it, and as the system knows it. */
export interface FoundFile {
  readonly path: string;
  readonly realPath: string;
  /** Whether the path was named itself, and not found in a folder. */
  readonly isNamed?: boolean;
}

/** What was found, and what is wrong with the rest. */
export interface FileListing {
  readonly files: FoundFile[];
  /** The folders that were looked into, with what tells whether something came or went. */
  readonly folders: ReadonlyMap<string, Stamp>;
  readonly findings: Finding[];
}

const WANTED = /\.(?:ya?ml|json)$/;
/** An extension that differs in its case alone. */
const NEARLY_WANTED = /\.(?:ya?ml|json)$/i;
/** Files that belong to the hosts, and have an extension that is read. */
const HOST_FILES = new Set(['kustomization.yaml', 'kustomization.yml']);
const IGNORE_FILE = '.krmignore';

/** The files to read: each path itself, or what a folder holds, in the order of their names and none of them twice. */
export function listFiles(paths: readonly string[]): FileListing {
  const files = new Map<string, FoundFile>();
  const folders = new Map<string, Stamp>();
  const findings: Finding[] = [];
  const misnamed: string[] = [];
  for (const path of paths) {
    unlessRefused(path, () => {
      const realPath = realpathSync(path);
      if (statSync(realPath).isDirectory()) walk(path, realPath, realPath, []);
      else files.set(realPath, { path, realPath, isNamed: true });
    });
  }

  /** What the system refuses is told of the very path that it refuses. */
  function unlessRefused(path: string, look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      findings.push(hosts.pathMissing({}, path, reasonWithPlace(path, error)));
    }
  }

  function walk(folder: string, realFolder: string, root: string, outer: readonly Hides[]): void {
    if (folders.has(realFolder)) return;
    folders.set(realFolder, stampOf(statSync(realFolder, { bigint: true })));
    const rules = [...outer];
    unlessRefused(join(folder, IGNORE_FILE), () => rules.push(...readIgnoreFile(realFolder)));
    for (const entry of sortedBy(readdirSync(realFolder, { withFileTypes: true }), ({ name }) => name)) {
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules' || HOST_FILES.has(name)) continue;
      const path = join(folder, name);
      const realPath = join(realFolder, name);
      // What the listing calls a file is one, and no link: of thousands of files nothing more need be asked.
      if (entry.isFile()) takeFile(name, path, realPath, rules);
      else unlessRefused(path, () => look(name, path, realPath, root, rules));
    }
  }

  function takeFile(name: string, path: string, realPath: string, rules: readonly Hides[]): void {
    if (!NEARLY_WANTED.test(name) || rules.some((hides) => hides(realPath, false))) return;
    if (!WANTED.test(name)) misnamed.push(path);
    else if (!files.has(realPath)) files.set(realPath, { path, realPath });
  }

  function look(name: string, path: string, link: string, root: string, rules: readonly Hides[]): void {
    const target = targetOf(link);
    // A link to a program or a picture is nobody's business: it would not be read inside either.
    if (target !== undefined && !WANTED.test(name) && statSync(target).isFile()) {
      if (NEARLY_WANTED.test(name) && !rules.some((hides) => hides(link, false))) misnamed.push(path);
      return;
    }
    if (target === undefined || !isInside(target, root)) {
      if (!rules.some((hides) => hides(link, false))) findings.push(hosts.linkLeadsOut({}, path));
      return;
    }
    const stats = statSync(target);
    if (rules.some((hides) => hides(link, stats.isDirectory()))) return;
    if (stats.isDirectory()) walk(path, target, root, rules);
    else if (!WANTED.test(name)) return;
    else if (!stats.isFile()) findings.push(hosts.specialFile({}, path, fileTypeInWords(stats)));
    else if (!files.has(target)) files.set(target, { path, realPath: target });
  }

  if (misnamed.length > 0) findings.push(nearMisses.extensionUnknown({}, misnamed));
  return { files: [...files.values()], folders, findings };
}

/** The bytes of a file, and what tells that it is still the same. */
export interface ReadBytes {
  readonly bytes: Buffer;
  readonly stamp: Stamp;
}

/** Reads a file and looks at it again: what somebody was just writing is half of something. */
export function readBytes({ path, realPath }: FoundFile): ReadBytes | { finding: Finding } {
  try {
    // A FIFO that has taken the file's place must not keep us waiting.
    const file = openSync(realPath, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const before = fstatSync(file, { bigint: true });
      if (!before.isFile()) return { finding: hosts.specialFile({}, path, fileTypeInWords(before)) };
      const bytes = readFileSync(file);
      const stamp = stampOf(before);
      return isAt(realPath, stamp) ? { bytes, stamp } : { finding: hosts.fileChanged({}, path) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { finding: hosts.pathMissing({}, path, reasonWithPlace(path, error)) };
  }
}

function reasonWithPlace(path: string, error: unknown): string {
  const above = codeOf(error) === 'ENOENT' ? findOneAbove(path) : undefined;
  return above === undefined ? reasonOf(error) : `${reasonOf(error)}, but ${above} does`;
}

function fileTypeInWords(stats: BigIntStats | Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO (named pipe)';
  if (stats.isSocket()) return 'a socket';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'something else';
}

/** Whether a rule hides a file or folder. */
type Hides = (realPath: string, isFolder: boolean) => boolean;

/** The rules of a folder's `.krmignore`, which are gitignore's. The library is loaded when there is one. */
function readIgnoreFile(folder: string): Hides[] {
  const file = join(folder, IGNORE_FILE);
  const text = existsSync(file) ? readRegular(file)?.toString() : undefined;
  if (text === undefined) return [];
  const ignore: typeof import('ignore') = require('ignore');
  const rules = ignore().add(text);
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
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && lstatSync(path).isSymbolicLink()) return undefined;
    throw error;
  }
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The real path of something that may not be there yet. */
export function resolveReal(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return join(resolveReal(join(path, '..')), basename(path));
}

export function isFolder(path: string): boolean {
  return existsSync(path) && lstatSync(realpathSync(path)).isDirectory();
}
