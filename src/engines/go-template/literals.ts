import { fromBytes } from './bytes';
import { Stop } from './fault';
import type { NumberNode } from './nodes';

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** Underscores may stand between digits. */
const floatText =
  /^[+-]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const hexFloat = /^([+-]?)0[xX]([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?[0-9]+)$/;

/** strconv.ParseInt with base 0: 0x, 0o, 0b, a leading 0 for octal, and underscores between digits. */
export function parseGoInt(text: string): bigint | undefined {
  const found = /^([+-]?)(0[xX]|0[oO]|0[bB]|0)?([0-9a-fA-F_]*)$/.exec(text);
  if (found === null) return undefined;
  const [, sign = '', prefix = '', digits = ''] = found;
  if (prefix === '0' && digits === '') return 0n;
  if (digits.includes('__') || digits.endsWith('_') || (prefix === '' && digits.startsWith('_'))) return undefined;
  const bare = digits.replaceAll('_', '');
  const base = prefix === '' ? 10 : prefix === '0' ? 8 : { x: 16, o: 8, b: 2 }[prefix[1]?.toLowerCase() ?? ''];
  const allowed = base === 16 ? /^[0-9a-fA-F]+$/ : base === 8 ? /^[0-7]+$/ : base === 2 ? /^[01]+$/ : /^[0-9]+$/;
  if (!allowed.test(bare)) return undefined;
  const magnitude = BigInt(base === 10 ? bare : `0${base === 16 ? 'x' : base === 8 ? 'o' : 'b'}${bare}`);
  return sign === '-' ? -magnitude : magnitude;
}

export const fitsInt64 = (value: bigint) => value >= MIN_INT64 && value <= MAX_INT64;

/** strconv.ParseFloat, hexadecimal floats included. */
export function parseGoFloat(text: string): number | undefined {
  if (floatText.test(text)) {
    const value = Number(text.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  const hex = hexFloat.exec(text);
  if (hex !== null) {
    const [, sign = '', whole = '', part = '', exponent = '0'] = hex;
    const digits = (whole + part).replaceAll('_', '');
    if (digits === '' || digits.length > 13) return undefined;
    const value = Number(`0x${digits}`) * 2 ** (Number(exponent) - 4 * part.replaceAll('_', '').length);
    return sign === '-' ? -value : value;
  }
  const named = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (named === null) return undefined;
  if (named[2]?.toLowerCase() === 'nan') return named[1] === '' ? Number.NaN : undefined;
  return named[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A number token, with every type it can serve as (text/template/parse, newNumber). */
export function readNumber(text: string, at: number): NumberNode {
  const whole = parseGoInt(text);
  if (whole !== undefined && fitsInt64(whole)) return numberNode(text, whole, Number(whole), false, at);
  if (whole !== undefined && whole > 0n && whole < 2n ** 64n && !text.startsWith('+')) {
    return numberNode(text, undefined, undefined, false, at);
  }
  const float = parseGoFloat(text);
  if (float === undefined) throw new Stop(`illegal number syntax: "${text}"`, at);
  if (!/[.eEpP]/.test(text)) throw new Stop(`integer overflow: "${text}"`, at);
  const integer = Number.isInteger(float) && Math.abs(float) < 2 ** 63 ? BigInt(float) : undefined;
  return numberNode(text, integer, float, true, at);
}

function numberNode(
  text: string,
  integer: bigint | undefined,
  float: number | undefined,
  looksFloat: boolean,
  at: number,
): NumberNode {
  return { kind: 'number', text, integer, float, looksFloat, at };
}

export function readCharacter(text: string, at: number): NumberNode {
  const body = text.slice(1, -1);
  const runes = unquote(body, "'");
  if (runes === undefined || [...runes].length !== 1) throw new Stop(`malformed character constant: ${text}`, at);
  const code = BigInt(runes.codePointAt(0) ?? 0);
  return numberNode(text, code, Number(code), false, at);
}

/** A quoted or raw string token. */
export function readString(text: string, at: number): string {
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('\r', '');
  const value = unquote(text.slice(1, -1), '"');
  if (value === undefined) throw new Stop('invalid syntax', at);
  return value;
}

const simple: Record<string, number> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
};

const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'"]))/y;

/** strconv.Unquote, without the quotes; `undefined` where it is not well-formed. */
function unquote(body: string, quote: string): string | undefined {
  if (!body.includes('\\')) return body;
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < body.length) {
    const next = body.indexOf('\\', at);
    const end = next < 0 ? body.length : next;
    parts.push(Buffer.from(body.slice(at, end)));
    at = end;
    if (at === body.length) break;
    escapeSequence.lastIndex = at;
    const found = escapeSequence.exec(body);
    const bytes = found === null ? undefined : readEscape(found, quote);
    if (found === null || bytes === undefined) return undefined;
    parts.push(bytes);
    at += found[0].length;
  }
  return fromBytes(Buffer.concat(parts));
}

function readEscape(found: RegExpExecArray, quote: string): Uint8Array | undefined {
  const [, hex, short, long, octal, letter] = found;
  const byte =
    hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined;
  if (byte !== undefined) {
    if (byte > 255) return undefined;
    // In a character constant a byte is a code point.
    return quote === "'" ? Buffer.from(String.fromCodePoint(byte)) : Uint8Array.of(byte);
  }
  const code = short ?? long;
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
    return Buffer.from(String.fromCodePoint(point));
  }
  if (letter === '"' || letter === "'") return letter === quote ? Buffer.from(letter) : undefined;
  return Uint8Array.of(simple[letter ?? ''] ?? 0);
}
