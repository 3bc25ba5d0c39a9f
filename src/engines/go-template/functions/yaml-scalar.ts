import { parseGoInt } from '../literals';

/**
 * How go-yaml 2 reads a plain scalar, which is YAML 1.1 with a few departures; the writer asks it too, to see what
 * needs quotes.
 */
export type Resolved =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'timestamp' };

const yes = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nothing = /^(?:|~|null|Null|NULL)$/;
const infinite = /^([+-]?)\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const strayUnderscore = /(?<![0-9])_|_(?![0-9])/;
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

export function resolvePlain(text: string): Resolved {
  const string: Resolved = { type: 'string', value: text };
  if (nothing.test(text)) return { type: 'null' };
  if (!/^[+\-0-9yYnNtTfFoO.]/.test(text)) return string;
  if (yes.test(text) || no.test(text)) return { type: 'bool', value: yes.test(text) };
  if (notANumber.test(text)) return { type: 'float', value: Number.NaN };
  const sign = infinite.exec(text)?.[1];
  if (sign !== undefined)
    return { type: 'float', value: sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  if (/^[a-zA-Z]/.test(text)) return string;
  if (text.startsWith('.')) {
    // Behind a leading point, underscores stand between digits only; elsewhere go-yaml drops them all.
    const value = strayUnderscore.test(text) ? Number.NaN : Number(text.replaceAll('_', ''));
    return /^\.[0-9]/.test(text) && Number.isFinite(value) ? { type: 'float', value } : string;
  }
  if (isTimestamp(text)) return { type: 'timestamp' };
  const plain = text.replaceAll('_', '');
  const whole = parseGoInt(plain) ?? binary(plain);
  if (whole !== undefined && whole >= -(2n ** 63n) && whole < 2n ** 64n) return { type: 'int', value: whole };
  if (float.test(plain) && Number.isFinite(Number(plain))) return { type: 'float', value: Number(plain) };
  return string;
}

function binary(text: string): bigint | undefined {
  const found = /^(-?)0b([01]+)$/.exec(text);
  return found === null ? undefined : BigInt(`0b${found[2]}`) * (found[1] === '-' ? -1n : 1n);
}

/** Whether a text would be read as something other than itself, were it not quoted. */
export function needsQuotes(text: string): boolean {
  return resolvePlain(text).type !== 'string' || base60.test(text);
}

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const timestamp =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2}))|(?: ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?))?$/;

function isTimestamp(text: string): boolean {
  const found = timestamp.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0, ...clock] = found.slice(1).map((part) => Number(part ?? 0));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && leap ? 29 : days[month - 1];
  if (length === undefined || day < 1 || day > length) return false;
  const [h = 0, m = 0, s = 0, hour = 0, minute = 0, second = 0] = clock;
  return h < 24 && m < 60 && s < 60 && hour < 24 && minute < 60 && second < 60;
}
