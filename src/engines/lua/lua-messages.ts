import type { Additions } from './additions';
import { PRELUDE } from './prelude';
import { PROVIDED, WITHHELD, WITHHELD_LIBRARIES } from './provided';
import { hasName } from './script-text';

/** What an error is called that is the interpreter's, in JavaScript. */
export const BEYOND_INTERPRETER = 'a value is too large for the interpreter, or calls go too deep';

/** Whether this is, whole, a message of Lua itself or of the library, with no name in it but the script's and theirs. */
export function isOfLua(words: string, script: string, additions: Additions): boolean {
  const { names, isOne } = matchMessage(words);
  const isKnown = (name: string) => isOwn(name, additions) || hasName(script, name);
  return isOne && names.every((name) => name.split('.').every(isKnown) || hasName(script, name));
}

function matchMessage(words: string): { names: string[]; isOne: boolean } {
  for (const pattern of MESSAGES) {
    const match = pattern.exec(words);
    if (match !== null) return { names: match.slice(1).filter((name) => name !== undefined), isOne: true };
  }
  return { names: [], isOne: false };
}

function isOwn(name: string, { names, source }: Additions): boolean {
  return OWN_NAMES.has(name) || names.includes(name) || hasName(PRELUDE, name) || hasName(source, name);
}

/** `?` is a name that Lua does not know; the others are what it calls by itself. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  '?',
  'for iterator',
  ...['add', 'sub', 'mul', 'div', 'mod', 'pow', 'unm', 'concat', 'len', 'eq', 'lt', 'le', 'index', 'newindex', 'call'],
  ...Object.keys(PROVIDED),
  ...Object.values(PROVIDED).flat(),
]);

// A metatable may give a type another name, `__name`, which a script may make from what it has read: these alone.
const TYPE = '(?:nil|boolean|number|string|table|function|userdata|light userdata|thread|no value)';
const NAMED = String.raw`(?: \((?:local|upvalue|global|field|method|constant|metamethod) '([^']+)'\))?`;
const ARGUMENT = String.raw`\((?:${[
  `${TYPE}(?: or ${TYPE})? expected(?:, got ${TYPE})?`,
  'string/function/table expected',
  'value expected',
  'zero',
  'number has no integer representation',
  '(?:index|base|value) out of range',
  'position out of bounds',
].join('|')})\)`;
// Counts and places are short; a longer one may be something else that is a number.
const COUNT = String.raw`-?\d{1,3}`;

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Those that say the same each time. */
const FIXED = [
  'attempt to divide by zero',
  "attempt to perform 'n%%0'",
  "'for' limit must be a number",
  "'for' step must be a number",
  "'for' initial value must be a number",
  "'__index' chain too long; possible loop",
  "'__newindex' chain too long; possible loop",
  "'__tostring' must return a string",
  'stack overflow',
  'JS stack overflow',
  'C stack overflow',
  'not enough memory',
  'error in error handling',
  'cannot change a protected metatable',
  'invalid order function for sorting',
  "invalid key to 'next'",
  'invalid pattern capture',
  "invalid use of '%' in replacement string",
  "malformed pattern (ends with '%')",
  "malformed pattern (missing ']')",
  "malformed pattern (missing arguments to '%b'",
  "missing '[' after '%f' in pattern",
  'object length is not an integer',
  'pattern too complex',
  'resulting string too large',
  'string slice too long',
  'table index is nil',
  'table index is NaN',
  'too many captures',
  'too many results to unpack',
  'unfinished capture',
  'wrong number of arguments',
  'assertion failed!',
  BEYOND_INTERPRETER,
  ...Object.entries(WITHHELD).map(([name, reason]) => `${name} is not there: ${reason}`),
].map(literally);

const MESSAGES = [
  ...FIXED,
  `attempt to (?:index|call|concatenate|get length of|perform arithmetic on|perform bitwise operation on) a ${TYPE} value${NAMED}`,
  `attempt to compare two ${TYPE} values`,
  `attempt to compare ${TYPE} with ${TYPE}`,
  `number${NAMED} has no integer representation`,
  `bad argument #${COUNT} to '([^']+)' ${ARGUMENT}`,
  `bad argument #${COUNT} ${ARGUMENT}`,
  `calling '([^']+)' on bad self ${ARGUMENT}`,
  String.raw`invalid value \(${TYPE}\) at index ${COUNT} in table for 'concat'`,
  `invalid capture index %${COUNT}(?: in replacement string)?`,
  String.raw`invalid replacement value \(a ${TYPE}\)`,
  ...[...WITHHELD_LIBRARIES].map((name) => String.raw`${name}\.(\w+) is not there: ${literally(WITHHELD[name] ?? '')}`),
].map((message) => new RegExp(`^${message}$`));
