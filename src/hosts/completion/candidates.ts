import { functions } from '../../../functions';
import type { Command } from '../commands/command';
import { listSchemas } from '../schemas';
import { findWanted, type Wanted } from './find-wanted';
import { type Candidate, namesOf, readFleet, subjectsOf } from './fleet-names';
import type { Shell } from './shells';

/** The program's commands, by their names. */
export interface CommandTable {
  readonly names: readonly string[];
  readonly find: (name: string) => Command | undefined;
}

/** The lines with which the program answers a shell. */
export async function answerShell(shell: Shell, words: readonly string[], commands: CommandTable): Promise<string[]> {
  const wanted = findWanted(words, commands.find);
  if (wanted.completes === 'file') return [':files'];
  if (wanted.completes === 'folder') return [':folders'];
  const fitting = new Map((await listCandidates(wanted, commands)).filter(([word]) => word.startsWith(wanted.typed)));
  fitting.delete('');
  // Bash and zsh complete what is behind `=`; a shell that completes the whole word needs all of it.
  const isWhole = shell === 'fish' || shell === 'powershell' || (shell === 'bash' && words.at(-1)?.includes('='));
  const before = isWhole && words.at(-1) !== '=' ? wanted.before : '';
  const lines = [...fitting].map(([word, about]) => `${before}${word}\t${about}`);
  const isUnfinished = fitting.size > 0 && [...fitting.keys()].every((word) => /[/=]$/.test(word));
  return isUnfinished ? [...lines, ':nospace'] : lines;
}

async function listCandidates(wanted: Wanted, commands: CommandTable): Promise<readonly Candidate[]> {
  const { completes, command, positionals, options, typed } = wanted;
  switch (completes) {
    case undefined:
    case 'file':
    case 'folder':
      return [];
    case 'command':
      return listCommands(commands);
    case 'option':
      return command === undefined ? [] : listOptions(command, options);
    case 'function':
      return functions.map(({ name, summary }) => [name, summary]);
    case 'kind':
      return listSchemas().map((kind) => [kind, functions.find((one) => one.kind === kind)?.summary ?? '']);
    case 'cluster':
    case 'consumer':
    case 'clusterSet':
    case 'namespace': {
      // The argument that is being completed is no PATH, nor is what stands before it.
      const fleet = await readFleet(completes === 'cluster' ? [] : positionals, options.get('config'));
      if (fleet === undefined) return [];
      const { record, isShown } = fleet;
      const names = completes === 'cluster' ? subjectsOf(record, typed) : namesOf(record, completes);
      return names.filter(([word]) => isShown(word));
    }
    default:
      return completes.map((word) => [word, '']);
  }
}

function listCommands({ names, find }: CommandTable): Candidate[] {
  const known = names.map((name): Candidate => [name, find(name)?.summary ?? '']);
  return [...known, ['help', 'show the options and examples of a command'], ['version', 'print the version']];
}

/** Those that are not given yet. */
function listOptions({ options }: Command, given: ReadonlyMap<string, string>): Candidate[] {
  const free = Object.entries(options).filter(([name, { repeats }]) => repeats === true || !given.has(name));
  return [
    ...free.map(([name, { about }]): Candidate => [`--${name}`, about.split('. ')[0]?.replace(/\.$/, '') ?? '']),
    ['--help', 'show the options and examples'],
  ];
}
