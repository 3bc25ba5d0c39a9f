import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestOf } from '../../schema/nearest';
import { withClock } from './access-options';
import type { Command, Given, Options, WrongUsage } from './command';

/** Every command takes these; `--version` too, since the image starts `rollcall fn`. */
const COMMON = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;

export interface Question {
  readonly asks: keyof typeof COMMON;
}

/** Reads the arguments of a command. */
export function parseCommand({ options }: Command, args: readonly string[]): Given | WrongUsage | Question {
  const parsed = readArguments(args, options);
  if ('fault' in parsed) return parsed;
  const { values, positionals } = parsed;
  if (values.help !== undefined) return { asks: 'help' };
  if (values.version !== undefined) return { asks: 'version' };
  const texts = (name: string) => [values[name] ?? []].flat().filter((value) => typeof value === 'string');
  for (const [name, { type, value, repeats }] of Object.entries(options)) {
    if (type !== 'string') continue;
    const given = texts(name);
    if (given.length > 1 && !repeats)
      return { fault: `--${name} is for one ${(value ?? 'value').replace(/[[\]]/g, '').toLowerCase()}.` };
    if (given.includes('')) return { fault: `--${name} needs a value.` };
  }
  return { positionals, flag: (name) => values[name] !== undefined, text: (name) => texts(name)[0], texts };
}

type Value = string | boolean;

interface Arguments {
  readonly values: Readonly<Record<string, Value | readonly Value[] | undefined>>;
  readonly positionals: readonly string[];
}

function readArguments(args: readonly string[], options: Options): Arguments | WrongUsage {
  const declared: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [
      name,
      { type, ...(type === 'string' && { multiple: true }), ...(short !== undefined && { short }) },
    ]),
  );
  try {
    return parseArgs({
      args: withClock(args),
      options: { ...declared, ...COMMON },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '').replace(/\.$/, '') : '';
    const option = /^Unknown option '--([^']*)'/.exec(reason)?.[1] ?? '';
    const nearest = option && nearestOf(option, [...Object.keys(options), ...Object.keys(COMMON)]);
    return { fault: `${reason}${nearest && `; the nearest is --${nearest}`}.` };
  }
}
