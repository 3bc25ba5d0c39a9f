import { parseArgs } from 'node:util';
import { functions } from '../../functions';
import { version } from '../../package.json';
import { linesFor } from '../diagnostics/in-words';
import * as ownership from '../diagnostics/ownership';
import * as wire from '../diagnostics/wire';
import { nearestOf } from '../schema/nearest';
import { ACCESS_OPTIONS, readAccessOptions, withClock } from './access-options';
import { announceParameters } from './argo-cd/parameters';
import { EXIT } from './exit';
import { fail, runAsFunction } from './fn';
import { FN_HELP, HELP, PARAMETERS_HELP, PLUGIN_HELP, RENDER_HELP } from './help';
import { runAsPlugin } from './kustomize/plugin';
import { render } from './render';
import { writeStandardError, writeStandardOutput } from './standard-streams';
import { codeOf } from './system-errors';

const commands: Record<string, (args: string[]) => Promise<number> | number> = {
  fn: fnCommand,
  render: renderCommand,
  parameters: parametersCommand,
  'kustomize-plugin': pluginCommand,
};

/** Runs the program; returns its exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    return await runCommand(args);
  } catch (error) {
    if (codeOf(error) === 'EPIPE') return EXIT.defect; // the reader has gone: there is nobody to tell
    const isTooDeep = error instanceof RangeError && error.message.includes('call stack');
    const finding = isTooDeep ? wire.nestedTooDeeply({}) : ownership.defect({}, whereabouts(error));
    if (args[0] === 'fn') fail([finding]);
    else writeStandardError(linesFor([finding]).join('\n').concat('\n'));
    return isTooDeep ? EXIT.wrongInput : EXIT.defect;
  }
}

function runCommand([name, ...args]: string[]): Promise<number> | number {
  if (name === undefined) return wrongUsage('A command is missing.');
  if (name === '--help' || name === '-h' || name === 'help') return say(HELP);
  if (name === '--version') return say(`${version}\n`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    return wrongUsage(`There is no command ${name}${hint(nearestOf(name, Object.keys(commands)))}.`);
  return command(args);
}

function fnCommand(args: string[]): Promise<number> | number {
  const parsed = parse(args, { help: { type: 'boolean', short: 'h' }, ...ACCESS_OPTIONS } as const);
  if ('fault' in parsed) return wrongUsage(parsed.fault, 'fn');
  if (parsed.values.help) return say(FN_HELP);
  const access = readAccessOptions(parsed.values);
  if ('fault' in access) return wrongUsage(access.fault, 'fn');
  const [name, ...more] = parsed.positionals;
  if (more.length > 0)
    return wrongUsage(`rollcall fn takes one FUNCTION, and got ${parsed.positionals.join(', ')}.`, 'fn');
  if (name === undefined) return runAsFunction(undefined, access);
  const asked = functions.find((candidate) => candidate.name === name);
  if (asked !== undefined) return runAsFunction(asked, access);
  return wrongUsage(
    `There is no function ${name}${hint(
      nearestOf(
        name,
        functions.map((one) => one.name),
      ),
    )}.`,
    'fn',
  );
}

function renderCommand(args: string[]): Promise<number> | number {
  const parsed = parse(args, {
    help: { type: 'boolean', short: 'h' },
    config: { type: 'string', multiple: true },
    output: { type: 'string', multiple: true },
    'include-inputs': { type: 'boolean' },
    ...ACCESS_OPTIONS,
  } as const);
  if ('fault' in parsed) return wrongUsage(parsed.fault, 'render');
  const { help, config: configs = [], output: outputs = [], 'include-inputs': includeInputs = false } = parsed.values;
  if (help) return say(RENDER_HELP);
  const access = readAccessOptions(parsed.values);
  if ('fault' in access) return wrongUsage(access.fault, 'render');
  if (configs.length > 1 || outputs.length > 1)
    return wrongUsage('--config and --output are for one value each.', 'render');
  const [config] = configs;
  const [output] = outputs;
  if (config === '' || output === '') return wrongUsage('--config and --output need a value.', 'render');
  if (output !== undefined && includeInputs) {
    return wrongUsage('--output keeps a folder of generated objects; --include-inputs goes with stdout.', 'render');
  }
  return render({ paths: parsed.positionals, config, output, includeInputs, access });
}

function parametersCommand(args: string[]): number {
  const parsed = parse(args, { help: { type: 'boolean', short: 'h' } } as const);
  if ('fault' in parsed) return wrongUsage(parsed.fault, 'parameters');
  if (parsed.values.help) return say(PARAMETERS_HELP);
  if (parsed.positionals.length > 0) return wrongUsage('rollcall parameters takes no arguments.', 'parameters');
  return announceParameters();
}

function pluginCommand([file, ...more]: string[]): number {
  if (file === '--help' || file === '-h') return say(PLUGIN_HELP);
  if (file === undefined || more.length > 0) {
    return wrongUsage('rollcall kustomize-plugin takes one configuration file.', 'kustomize-plugin');
  }
  return runAsPlugin(file);
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse<const T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args: withClock(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '').replace(/\.$/, '') : '';
    const option = /^Unknown option '--([^']*)'/.exec(reason)?.[1] ?? '';
    return { fault: `${reason}${option && hint(nearestOf(option, Object.keys(options)), '--')}.` };
  }
}

function hint(nearest: string, prefix = ''): string {
  return nearest === '' ? '' : `; the nearest is ${prefix}${nearest}`;
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
