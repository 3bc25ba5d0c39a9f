import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import * as difference from '../../diagnostics/difference';
import type { Finding } from '../../diagnostics/finding';
import { resolveReal } from '../files';
import { codeOf } from '../system-errors';

/** The repository that the command is run in. */
export interface Repository {
  /** Absolute. */
  readonly gitDirectory: string;
  /** Where the command is run, from the top of the repository. */
  readonly prefix: string;
  /** Absent in a bare repository. */
  readonly top: string | undefined;
  readonly isShallow: boolean;
}

type Answer = { readonly text: string } | { readonly fault: string };

export function findRepository(): Repository | { readonly finding: Finding } {
  const asked = git(['rev-parse', '--absolute-git-dir', '--is-bare-repository', '--is-shallow-repository']);
  if ('fault' in asked) return { finding: difference.gitFailed({}, asked.fault) };
  const [gitDirectory = '', isBare, isShallow] = asked.text.split('\n');
  const placed = isBare === 'true' ? undefined : git(['rev-parse', '--show-toplevel']);
  const top = placed === undefined || 'fault' in placed ? undefined : placed.text.trim();
  const prefix = top === undefined ? '' : relative(resolveReal(top), resolveReal('.'));
  return { gitDirectory, prefix, top, isShallow: isShallow === 'true' };
}

/** A commit by any of its names. */
export function findCommit(
  name: string,
  { isShallow }: Repository,
): { readonly id: string } | { readonly finding: Finding } {
  const asked = git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return 'fault' in asked ? { finding: difference.revisionUnknown({}, name, isShallow) } : { id: asked.text.trim() };
}

/** Where two branches parted. */
export function findMergeBase(
  one: string,
  other: string,
  { isShallow }: Repository,
): { readonly id: string } | { readonly finding: Finding } {
  const asked = git(['merge-base', one, other]);
  if (!('fault' in asked)) return { id: asked.text.trim() };
  return { finding: difference.revisionUnknown({}, `that ${one} and ${other} have in common`, isShallow) };
}

/**
 * Writes the files of a commit into a new folder, as a checkout would: with the user's filters, so that both sides hold the
 * same sort of bytes. The index is one of its own, no hook runs, and the repository itself stays as it is.
 * @param paths from the top of the repository; all of it, where there are none.
 */
export function writeCommit(
  id: string,
  folder: string,
  paths: readonly string[],
  { gitDirectory }: Repository,
): { readonly finding: Finding } | undefined {
  mkdirSync(folder, { mode: 0o700 });
  const place = {
    cwd: folder,
    environment: {
      GIT_DIR: gitDirectory,
      GIT_WORK_TREE: folder,
      GIT_INDEX_FILE: `${folder}.index`,
      GIT_LITERAL_PATHSPECS: '1',
    },
  };
  const steps = [
    () => git(['read-tree', '--no-sparse-checkout', id], place),
    () => git(['ls-files', '-z', '--', ...paths], place),
  ];
  let listed = '';
  for (const step of steps) {
    const answer = step();
    if ('fault' in answer) return { finding: difference.gitFailed({}, answer.fault) };
    listed = answer.text;
  }
  const written = git(['checkout-index', '-z', '--stdin'], { ...place, input: listed });
  return 'fault' in written ? { finding: difference.gitFailed({}, written.fault) } : undefined;
}

/** A folder that only its owner can read: commits may hold credentials. */
export function makeTemporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = resolveReal(mkdtempSync(join(tmpdir(), 'rollcall-diff-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A path of the command line, from the top of the repository; `undefined` where it leads out. */
export function fromTop(path: string, { prefix, top }: Repository): string | undefined {
  const from = top === undefined ? join('/', prefix) : resolve(resolveReal(top), prefix);
  const inside = relative(top === undefined ? '/' : resolveReal(top), resolve(from, path));
  return inside === '..' || inside.startsWith('../') ? undefined : inside;
}

interface Place {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** git, without anything of the user's that would run or ask. */
function git(args: readonly string[], { cwd, environment, input }: Place = {}): Answer {
  const { spawnSync }: typeof import('node:child_process') = require('node:child_process');
  const quiet = ['-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false'];
  const { error, status, stdout, stderr } = spawnSync('git', [...quiet, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', ...environment },
    maxBuffer: 1 << 30,
  });
  if (error !== undefined) {
    return { fault: codeOf(error) === 'ENOENT' ? 'git is not installed' : `git could not be run: ${codeOf(error)}` };
  }
  if (status === 0) return { text: stdout };
  const reason =
    stderr
      .trim()
      .split('\n')
      .find((line) => line.startsWith('fatal:')) ?? `git ${args[0]} failed`;
  return { fault: reason.replace(/^fatal: */, 'git says: ').replace(/\.$/, '') };
}
