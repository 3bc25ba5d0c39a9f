/** What went wrong in a script, in words that hold nothing of what it has read. */
export interface ScriptFault {
  readonly reason: string;
  readonly line: number | undefined;
}

/**
 * Takes Lua's message apart. Lua's own words name fields and types; the words of a script's `error(…)` may hold what it
 * has read, which may be secret, so they are given only where they stand in the script as they are.
 */
export function explainFault(message: string, script: string): ScriptFault {
  const placed = /^(?:script|prelude):(\d+): ([\s\S]*)$/.exec(message);
  const [, line, words = ''] = placed ?? [undefined, undefined, message];
  const isSafe = words !== '' && (OWN_WORDS.test(words) || script.includes(words));
  return {
    reason: isSafe ? words : 'it raised an error whose text is not shown, since it may hold what the script has read',
    line: line === undefined || message.startsWith('prelude') ? undefined : Number(line),
  };
}

/** How the messages of Lua itself begin. */
const OWN_WORDS =
  /^(?:attempt to (?:index|call|compare|concatenate|perform|get length)|bad argument #|stack overflow|invalid (?:value|option|order|pattern|capture)|malformed|missing|table index is|wrong number of arguments|'for' |[\w.]+ is not there: |unfinished|unexpected|too many|pattern too complex|<?\S{1,40}>? expected|'[^']{1,40}' expected|string slice too long|resulting string too large|(?:C|JS) stack overflow)/;
