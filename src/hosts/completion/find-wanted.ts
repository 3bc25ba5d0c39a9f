import type { Command, Completion, Option } from '../commands/command';

/** What belongs at the cursor. */
export interface Wanted {
  readonly completes: Completion | 'command' | 'option' | undefined;
  /** What is typed of it. */
  readonly typed: string;
  /** What is in front of it in the same word: `--output=`. */
  readonly before: string;
  readonly command: Command | undefined;
  /** The words before it that are no options, without the command. */
  readonly positionals: readonly string[];
  /** The options before it, by name, with their values. */
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads a command line that is not finished.
 * @param words all words behind the program's name; the last one is the word at the cursor.
 * @param load finds a command by its name.
 */
export function findWanted(words: readonly string[], load: (name: string) => Command | undefined): Wanted {
  const { done, typed, before } = splitLast(words);
  const [name, ...rest] = done;
  const nothing = { command: undefined, positionals: [], options: new Map<string, string>() };
  if (name === undefined || (name === 'help' && rest.length === 0)) {
    return { completes: 'command', typed, before, ...nothing };
  }
  const command = load(name);
  if (command === undefined) return { completes: undefined, typed, before, ...nothing };

  const positionals: string[] = [];
  const options = new Map<string, string>();
  let waiting: [string, Option] | undefined;
  for (const word of rest) {
    if (waiting !== undefined) {
      options.set(waiting[0], word);
      waiting = undefined;
      continue;
    }
    const [flag = '', value] = splitAtEquals(word);
    const found = word.startsWith('-') && word !== '-' ? optionOf(command, flag) : undefined;
    if (found === undefined) {
      if (!word.startsWith('-') || word === '-') positionals.push(word);
    } else {
      options.set(found[0], value ?? '');
      if (value === undefined && found[1].type === 'string') waiting = found;
    }
  }

  const given = { typed, before, command, positionals, options };
  if (before !== '') return { ...given, completes: optionOf(command, before.slice(0, -1))?.[1].completes };
  // A value in brackets may be left out.
  if (waiting !== undefined && !waiting[1].value?.startsWith('[')) {
    return { ...given, completes: waiting[1].completes };
  }
  if (typed.startsWith('-')) return { ...given, completes: 'option' };
  const isFirst = positionals.length === 0;
  const { completes } = command;
  // PATHs come behind the first argument, or are the only ones.
  if (isFirst || completes === 'file') return { ...given, completes };
  return { ...given, completes: command.takes.includes('PATH') ? 'file' : undefined };
}

/** The word at the cursor. Bash makes words of their own of `=` and what is behind it. */
function splitLast(words: readonly string[]): { done: readonly string[]; typed: string; before: string } {
  const glued: string[] = [];
  for (const [at, word] of words.entries()) {
    const last = glued.at(-1) ?? '';
    const isValue = words[at - 1] === '=' && last.startsWith('--');
    if (word === '=' && last.startsWith('--')) glued[glued.length - 1] = `${last}=`;
    else if (isValue) glued[glued.length - 1] = `${last}${word}`;
    else glued.push(word);
  }
  const last = glued.at(-1) ?? '';
  const done = glued.slice(0, -1);
  const [flag = '', value] = splitAtEquals(last === '""' ? '' : last);
  return value === undefined || !flag.startsWith('--')
    ? { done, typed: last === '""' ? '' : last, before: '' }
    : { done, typed: value, before: `${flag}=` };
}

function splitAtEquals(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function optionOf({ options }: Command, flag: string): [string, Option] | undefined {
  return Object.entries(options).find(([name, { short }]) => flag === `--${name}` || flag === `-${short}`);
}
