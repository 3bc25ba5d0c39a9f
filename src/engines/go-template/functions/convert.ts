import type { Budget } from '../budget';
import { fitsInt64, parseGoFloat, parseGoInt } from '../literals';
import { printValue } from '../print';
import { GoInt, GoSlice, type Value } from '../value';

/** The conversions that sprig's functions share (its strval and strslice, and spf13/cast). None of them fails. */

export function asText(value: Value, budget: Budget): string {
  return printValue(value ?? null, budget);
}

/** A list's members as texts, without its nils; anything else is a list of one. */
export function asTexts(value: Value, budget: Budget): string[] {
  if (value === null) return [];
  if (!(value instanceof GoSlice)) return [asText(value, budget)];
  return value.items.filter((item) => item !== null).map((item) => asText(item, budget));
}

/** cast.ToInt64: floats lose their fraction, texts that are no number are 0. */
export function asInt64(value: Value): bigint {
  if (value instanceof GoInt) return BigInt.asIntN(64, value.value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return truncated(value);
  if (typeof value !== 'string') return 0n;
  const parsed = parseGoInt(trimDecimal(value));
  return parsed !== undefined && fitsInt64(parsed) ? parsed : 0n;
}

/** What amd64 makes of a float that no int64 holds. */
const NO_INT64 = -(2n ** 63n);

function truncated(value: number): bigint {
  if (!Number.isFinite(value)) return NO_INT64;
  const whole = BigInt(Math.trunc(value));
  return fitsInt64(whole) ? whole : NO_INT64;
}

function trimDecimal(text: string): string {
  const found = /^([-+]?[0-9]*)\.[0-9]*$/.exec(text);
  if (found === null) return text;
  const whole = found[1] ?? '';
  return whole === '' || whole === '-' || whole === '+' ? `${whole}0` : whole;
}

/** cast.ToFloat64. */
export function asFloat(value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof GoInt) return Number(value.value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? (parseGoFloat(value) ?? 0) : 0;
}
