import { mkdirSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import * as difference from '../../diagnostics/difference';
import type { Finding } from '../../diagnostics/finding';
import type { RunOptions } from '../open-run';
import { untilSignal } from '../signals';
import { tell } from '../tell';
import { type ShowOptions, showDifference } from './diff';
import {
  findCommit,
  findMergeBase,
  findRepository,
  fromTop,
  makeTemporaryFolder,
  type Repository,
  writeCommit,
} from './git';
import { emptySide, missingPath, type OpenedSide, openInput } from './open-side';

export interface CommitOptions extends ShowOptions {
  readonly paths: readonly string[];
  readonly config: string | undefined;
}

/** What git's own commands take: `BASE`, `BASE..HEAD` or `BASE...HEAD`. */
export interface Range {
  readonly base: string;
  /** Absent for the files as they are. */
  readonly head: string | undefined;
  /** Whether the base is where the two parted. */
  readonly isFromMergeBase: boolean;
}

export function readRange(text: string): Range | { readonly fault: string } {
  const [, base = '', dots, head = ''] = /^(.*?)(?:(\.{2,3})(.*))?$/.exec(text) ?? [];
  if (base.startsWith('-') || head.startsWith('-')) return { fault: `--git takes commits, and got ${text}.` };
  if (dots === undefined) return { base, head: undefined, isFromMergeBase: false };
  return { base: base || 'HEAD', head: head || 'HEAD', isFromMergeBase: dots === '...' };
}

/** A commit, or the files as they are. */
interface Version {
  readonly name: string;
  readonly id: string | undefined;
}

/** Renders the input at two commits, or at one and as it is, and shows what separates them. */
export async function compareCommits(
  range: Range,
  options: CommitOptions,
): Promise<number | { readonly fault: string }> {
  const { format } = options.access;
  const repository = findRepository();
  if ('finding' in repository) return tell([repository.finding], format);
  const inRepository = relativeOptions(options, repository);
  if ('fault' in inRepository) return inRepository;
  const versions = findVersions(range, repository);
  if ('findings' in versions) return tell(versions.findings, format);
  const names = { old: versions.old.name, new: versions.new.name };
  const sides = await untilSignal(async (checkpoint) => {
    const folder = makeTemporaryFolder();
    try {
      const opened: OpenedSide[] = [];
      for (const [side, version] of [
        ['old', versions.old],
        ['new', versions.new],
      ] as const) {
        await checkpoint();
        opened.push(await openVersion(version, side, folder.path, inRepository, repository));
      }
      await checkpoint();
      return opened;
    } finally {
      folder.remove();
    }
  });
  const nothing = { items: [], findings: [] };
  const [old = nothing, is = nothing] = sides;
  return showDifference(old, is, names, options);
}

function findVersions(
  { base, head, isFromMergeBase }: Range,
  repository: Repository,
): { old: Version; new: Version } | { findings: Finding[] } {
  if (head === undefined && repository.top === undefined) {
    return {
      findings: [difference.gitFailed({}, 'this repository is bare, so --git needs two commits, as in main..feature')],
    };
  }
  const found = [base, head ?? base].map((name) => findCommit(name, repository));
  const findings = found.flatMap((one) => ('finding' in one ? [one.finding] : []));
  const [old, is] = found.flatMap((one) => ('id' in one ? [one.id] : []));
  if (old === undefined || is === undefined) return { findings };
  const start = isFromMergeBase ? findMergeBase(old, is, repository) : { id: old };
  if ('finding' in start) return { findings: [start.finding] };
  return {
    old: { name: isFromMergeBase ? `${base}...` : base, id: start.id },
    new: head === undefined ? { name: 'working tree', id: undefined } : { name: head, id: is },
  };
}

/** The run's options by paths that hold at any place: what is in the repository relative to where we are, the rest absolute. */
function relativeOptions(
  { paths, config, access }: CommitOptions,
  repository: Repository,
): RunOptions | { readonly fault: string } {
  const { policyFile, providerFile } = access;
  const outside = [...paths, ...(config === undefined ? [] : [config])].find(
    (path) => fromTop(path, repository) === undefined,
  );
  if (outside !== undefined) return { fault: `With --git, every PATH is in the repository, and ${outside} is not.` };
  if (paths.includes('-')) return { fault: 'With --git, standard input (-) cannot be read: it is in no commit.' };
  const here = (path: string) => (isAbsolute(path) ? relative('.', path) || '.' : path);
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return {
    paths: paths.map(here),
    config: config === undefined ? undefined : here(config),
    access: { ...access, policyFile: absolute(policyFile), providerFile: absolute(providerFile) },
  };
}

async function openVersion(
  { name, id }: Version,
  side: 'old' | 'new',
  temporary: string,
  options: RunOptions,
  repository: Repository,
): Promise<OpenedSide> {
  const isOld = side === 'old';
  if (id === undefined) return openInput(name, options, { isOld });
  const folder = join(temporary, side);
  const failed = writeCommit(id, folder, pathsToWrite(options, repository), repository);
  if (failed !== undefined) return { items: [], findings: [failed.finding] };
  const here = process.cwd();
  const there = join(folder, repository.prefix);
  mkdirSync(there, { recursive: true });
  // Paths are called what the user calls them.
  process.chdir(there);
  try {
    const missing = missingPath(options);
    if (isOld && missing !== undefined) return emptySide(name, `it has no ${missing}`);
    const opened = await openInput(name, options, { isOld });
    return { ...opened, findings: opened.findings.map((one) => nameTop(one, folder, repository)) };
  } finally {
    process.chdir(here);
  }
}

/** All that a run may read: its paths, and the folder that its configuration is in. */
function pathsToWrite({ paths, config, access }: RunOptions, repository: Repository): string[] {
  if (access.allowOutsideInputs) return [];
  const named = [...(paths.length === 0 ? ['.'] : paths), ...(config === undefined ? [] : [join(config, '..')])];
  const tops = named.map((path) => fromTop(path, repository) ?? '');
  return tops.includes('') ? [] : tops;
}

/** A finding that names the temporary folder names the repository instead. */
function nameTop(finding: Finding, folder: string, { top = '' }: Repository): Finding {
  return { ...finding, problem: finding.problem.replaceAll(folder, top) };
}
