import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { AnyFunction } from '../../functions/function';
import { configure } from '../config/configure';
import type { Finding } from '../diagnostics/finding';
import * as inputFindings from '../diagnostics/inputs';
import { type Json, objectAt } from '../krm/json';
import { type FileListing, type FoundFile, isInside, listFiles, resolveReal } from './files';
import type { Stamp } from './stamp';

/** Where a configuration's `inputs` are looked for. */
export interface InputScope {
  /** The folder that they are relative to, and that they may not leave. */
  readonly folder: string;
  /** The user of the program may lift that; the repository that is rendered may not. */
  readonly mayLeave: boolean;
}

/** The inputs that a sound configuration names; of an unsound one the run itself will tell what is wrong. */
export function inputsNamedBy(
  functionConfig: Json | undefined,
  asked?: AnyFunction | undefined,
): readonly string[] | undefined {
  const isNamed = ['spec', 'data'].some((part) => Object.hasOwn(objectAt(functionConfig, part), 'inputs'));
  if (!isNamed) return undefined;
  const reading = configure(functionConfig, asked);
  return 'configuration' in reading ? reading.configuration.configured.shared.inputs : undefined;
}

/** The files that inputs name: a path stands for itself or what a folder holds, a glob for whatever it matches. */
export function listInputs(inputs: readonly string[], { folder, mayLeave }: InputScope): FileListing {
  const files = new Map<string, FoundFile>();
  const folders = new Map<string, Stamp>();
  const findings: Finding[] = [];
  const root = resolveReal(resolve(folder));

  for (const input of inputs) {
    const fault = existsSync(resolve(folder, input)) ? undefined : findGlobFault(input);
    if (fault !== undefined) {
      findings.push(inputFindings.inputPatternWrong({ field: 'spec.inputs' }, shorten(input), fault));
      continue;
    }
    const pattern = readPattern(input, folder);
    const start = resolve(folder, pattern.base);
    if (!mayLeave && !(isInside(start, resolve(folder)) && isInside(resolveReal(start), root))) {
      findings.push(inputFindings.inputOutside({ field: 'spec.inputs' }, input, resolve(folder)));
      continue;
    }
    if (pattern.isGlob && !existsSync(start)) {
      findings.push(inputFindings.inputMatchesNothing({ field: 'spec.inputs' }, input));
      continue;
    }
    // Absolute paths as they are; others as people call them.
    const from = isAbsolute(pattern.base) ? pattern.base : join(folder, pattern.base);
    const realFrom = resolveReal(start);
    const listing = listFiles([from]);
    findings.push(...listing.findings);
    for (const [path, stamp] of listing.folders) folders.set(path, stamp);
    // A file may be known by the name of a link to it.
    const matching = listing.files.filter(
      ({ path, realPath }) => pattern.matches(inside(from, path)) || pattern.matches(inside(realFrom, realPath)),
    );
    if (matching.length === 0 && listing.findings.length === 0) {
      findings.push(inputFindings.inputMatchesNothing({ field: 'spec.inputs' }, input));
    }
    for (const file of matching) files.set(file.realPath, files.get(file.realPath) ?? file);
  }
  return { files: [...files.values()], folders, findings };
}

/** No patterns in patterns, which backtrack, and no negation, which would be the opposite of what it looks like. */
const OPTIONS = { noextglob: true, nonegate: true } as const;

/** Each further star in a name, and each further `**` in a path, multiplies the time that matching takes. */
const MOST_STARS = 3;
const MOST_LETTERS = 1024;

/** The end of a longer one says nothing that its beginning does not. */
function shorten(input: string): string {
  return input.length > 100 ? `${input.slice(0, 100)}…` : input;
}

function findGlobFault(input: string): string | undefined {
  if (input.startsWith('!')) return 'begins with !, and nothing can be left out';
  if (input.includes('\0')) return 'has a NUL character, which no path may have';
  if (input.length > MOST_LETTERS) return `is longer than ${MOST_LETTERS} characters`;
  if (input.split('**').length - 1 > MOST_STARS) return `has ** more than ${MOST_STARS} times`;
  const stars = input.split('/').map((segment) => (segment === '**' ? 0 : segment.split('*').length - 1));
  return Math.max(...stars) > MOST_STARS ? `has more than ${MOST_STARS} stars between two slashes` : undefined;
}

interface Pattern {
  /** The deepest folder, or the very path, that all of it lies in. */
  readonly base: string;
  readonly isGlob: boolean;
  /** Whether a path inside the base is meant. */
  matches(path: string): boolean;
}

/** What exists under its own name is a path, whatever letters are in it. The library is loaded for globs alone. */
function readPattern(input: string, folder: string): Pattern {
  const plain: Pattern = { base: input, isGlob: false, matches: () => true };
  if (!/[*?[\]{}()!+@]/.test(input) || existsSync(resolve(folder, input))) return plain;
  const picomatch: typeof import('picomatch') = require('picomatch');
  const { base, glob, isGlob } = picomatch.scan(input, OPTIONS);
  if (!isGlob) return plain;
  const isMatch = picomatch(glob, OPTIONS);
  return { base: base === '' ? '.' : base, isGlob, matches: (path) => withParents(path).some((one) => isMatch(one)) };
}

function inside(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** A path and the folders that it lies in: a glob that matches a folder takes what is in it. */
function withParents(path: string): string[] {
  const parents = [path];
  for (let at = dirname(path); at !== '.' && at !== '/'; at = dirname(at)) parents.push(at);
  return parents;
}
