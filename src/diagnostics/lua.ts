import { countOf, define } from './finding';

/** The scripts of EventSources. */

export const luaFailed = define(
  'RC721',
  'error',
  'A Lua script fails',
  'Correct the script.',
  (source: string, script: string, reason: string, line: number | undefined) =>
    `In EventSource ${source}, ${script} fails${line === undefined ? '' : ` in line ${line}`}: ${reason}.`,
);

export const luaOutOfTime = define(
  'RC722',
  'error',
  'A Lua script takes too long',
  'Make sure that the script comes to an end, or raise luaTimeLimit.',
  (source: string, script: string, seconds: number, line: number | undefined) =>
    `In EventSource ${source}, ${script} was stopped after ${countOf(seconds, 'second', 'seconds')}${lastSeen(line)}.`,
);

export const luaOutOfMemory = define(
  'RC723',
  'error',
  'A Lua script takes too much memory',
  'Make sure that the script does not keep on growing a string or table, or raise luaMemoryLimit.',
  (source: string, script: string, megabytes: number, line: number | undefined) =>
    `In EventSource ${source}, ${script} was stopped when it took more than ${megabytes} MiB${lastSeen(line)}.`,
);

function lastSeen(line: number | undefined): string {
  return line === undefined ? '' : `; it was last seen in line ${line}`;
}

export const luaResultInvalid = define(
  'RC724',
  'error',
  'A Lua script returns an unexpected value',
  'Return a table: of evaluate with `matching`, of aggregatedSelection with `resources`, a list of objects with kind and metadata.',
  (source: string, script: string, what: string) => `In EventSource ${source}, ${script} returns ${what}.`,
);

export const luaEmptyList = define(
  'RC725',
  'warning',
  'A Lua script returns an empty table of resources',
  'Set `resources` only if it is not empty. Sveltos reads an empty table as a map, reports an error and changes nothing.',
  (source: string) =>
    `In EventSource ${source}, aggregatedSelection returns an empty table as resources, which is read as no resources.`,
);

export const luaMessage = define(
  'RC726',
  'info',
  'A Lua script returns a message',
  '',
  (source: string, script: string, message: string) => `The message of ${script} in EventSource ${source}: ${message}`,
);
