import { version } from '../../package.json';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { linesFor } from '../diagnostics/in-words';
import * as ownership from '../diagnostics/ownership';
import * as wire from '../diagnostics/wire';
import { isOverflow } from '../krm/yaml/depth';
import { nearestOf } from '../schema/nearest';
import { commandNames, findCommand, loadCommands } from './commands';
import type { Command } from './commands/command';
import { parseCommand } from './commands/parse';
import { EXIT } from './exit';
import { fail } from './fn';
import { StreamFailed, writeStandardError, writeStandardOutput } from './standard-streams';
import { codeOf } from './system-errors';
import { tell } from './tell';

/** Runs the program; returns its exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    return await runProgram(args);
  } catch (error) {
    if (error instanceof StreamFailed) return tellStream(error, args);
    if (codeOf(error) === 'ERR_STRING_TOO_LONG') return tellFault(wire.documentTooLarge({}, '512 MiB'), args);
    const isTooDeep = isOverflow(error);
    const finding = isTooDeep ? wire.nestedTooDeeply({}) : ownership.defect({}, whereabouts(error));
    if (args[0] === 'fn') fail([finding]);
    else writeStandardError(linesFor([finding]).join('\n').concat('\n'));
    return isTooDeep ? EXIT.wrongInput : EXIT.defect;
  }
}

function tellStream(error: StreamFailed, args: string[]): number {
  if (error.stream === 'input') return tellFault(hosts.inputFailed({}, error.message), args);
  // The reader has gone, and has all that it wanted.
  return error.code === 'EPIPE' ? EXIT.brokenPipe : tell([hosts.outputFailed({}, error.message)]);
}

function tellFault(finding: Finding, [command]: string[]): number {
  return command === 'fn' ? fail([finding]) : tell([finding]);
}

function runProgram([name, ...args]: string[]): Promise<number> | number {
  if (name === undefined) return wrongUsage('A command is missing.');
  if (name === '--help' || name === '-h') return say(loadHelp().writeProgramHelp(loadCommands()));
  if (name === '--version' || name === 'version') return say(`${version}\n`);
  if (name === 'help') return help(args[0]);
  const command = findCommand(name);
  return command === undefined ? unknownCommand(name) : runCommand(command, args);
}

async function runCommand(command: Command, args: string[]): Promise<number> {
  const given = parseCommand(command, args);
  if ('asks' in given) return say(given.asks === 'help' ? loadHelp().writeCommandHelp(command) : `${version}\n`);
  const outcome = 'fault' in given ? given : await command.run(given);
  return typeof outcome === 'number' ? outcome : wrongUsage(outcome.fault, command.name);
}

function help(name: string | undefined): number {
  if (name === undefined) return say(loadHelp().writeProgramHelp(loadCommands()));
  const command = findCommand(name);
  return command === undefined ? unknownCommand(name) : say(loadHelp().writeCommandHelp(command));
}

function unknownCommand(name: string): number {
  const nearest = nearestOf(name, commandNames);
  return wrongUsage(`There is no command ${name}${nearest && `; the nearest is ${nearest}`}.`);
}

/** What writes the help is a file of its own in the program. */
function loadHelp(): typeof import('./commands/write-help') {
  return require('./commands/write-help');
}

function say(text: string): number {
  writeStandardOutput(Buffer.from(text));
  return EXIT.rendered;
}

function wrongUsage(reason: string, command = ''): number {
  writeStandardError(`${reason} See rollcall ${command}${command && ' '}--help.\n`);
  return EXIT.wrongUsage;
}

/** Where in the program it happened. The message is left out: it may quote what was read. */
function whereabouts(error: unknown): string {
  if (!(error instanceof Error)) return 'a value was thrown';
  const at = error.stack?.split('\n').find((line) => line.startsWith('    at '));
  return `${error.name} ${at?.trim().replace(/\(.*[/\\]/, '(') ?? ''}`.trim();
}
