import type { Additions } from './additions';
import { isOfLua } from './lua-messages';
import { hasText } from './script-text';

/** What went wrong in a script, in words that hold nothing of what it has read. */
export interface ScriptFault {
  readonly reason: string;
  readonly line: number | undefined;
}

/**
 * Takes the message of a script that failed apart. The script may have raised it itself, from what it has read, which may
 * be secret. So it is given only where it is, whole, one of Lua's own, or a text that stands in the script.
 */
export function explainFault(message: string, script: string, additions: Additions): ScriptFault {
  const { words, line } = readPlaces(message, script);
  const isSafe = isOfLua(words, script, additions) || hasText(script, words);
  return {
    reason: isSafe ? words : 'it raised an error whose text is not shown, since it may hold what the script has read',
    line,
  };
}

/** Takes the message of a script that cannot be read apart. It has run nothing, so the words are its own. */
export function explainSyntax(message: string, script: string): ScriptFault {
  const { words, line } = readPlaces(message, script);
  return { reason: words, line };
}

/** Where an error was raised, which each raising puts before it. A line that the script does not have is none. */
function readPlaces(message: string, script: string): { words: string; line: number | undefined } {
  const [, places = '', words = ''] = /^((?:(?:script|prelude):\d+: )*)([\s\S]*)$/.exec(message) ?? [];
  const lines = [...places.matchAll(/script:(\d+)/g)].map(([, line]) => Number(line));
  const last = script.split('\n').length;
  return { words, line: lines.reverse().find((line) => line >= 1 && line <= last) };
}
