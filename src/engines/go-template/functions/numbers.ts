import type Big from 'big.js';
import { Stop } from '../fault';
import { fitsInt64, parseGoInt } from '../literals';
import { GoSlice, goInt, goInt64, type Value } from '../value';
import { asFloat, asInt64, asText } from './convert';
import { decimalOf, divide } from './decimal';
import { type Arguments, type Family, ofString, takes, takesMany } from './signature';

/** sprig's functions on numbers. Integers are 64 bits wide and wrap. */
export const numbers: Family = {
  atoi: ofString((text) => goInt(parsePlain(text))),
  int: takes(['any'], (args) => goInt(asInt64(args.any(0)))),
  int64: takes(['any'], (args) => goInt64(asInt64(args.any(0)))),
  float64: takes(['any'], (args) => asFloat(args.any(0))),
  toDecimal: takes(['any'], (args) => goInt64(octal(asText(args.any(0), args.budget)))),
  add1: takes(['any'], (args) => goInt64(asInt64(args.any(0)) + 1n)),
  add: takesMany([], 'any', (args) => goInt64(args.values.reduce((sum, value) => sum + asInt64(value), 0n))),
  sub: takes(['any', 'any'], (args) => goInt64(asInt64(args.any(0)) - asInt64(args.any(1)))),
  div: takes(['any', 'any'], (args) => goInt64(asInt64(args.any(0)) / divisor(args))),
  mod: takes(['any', 'any'], (args) => goInt64(asInt64(args.any(0)) % divisor(args))),
  mul: takesMany(['any'], 'any', (args) =>
    goInt64(args.values.reduce((product, value) => BigInt.asIntN(64, product * asInt64(value)), 1n)),
  ),
  add1f: takes(['any'], (args) =>
    decimalOf(asFloat(args.any(0)))
      .plus(1)
      .toNumber(),
  ),
  addf: takesMany([], 'any', (args) => folded(0, args.values, (a, b) => a.plus(b))),
  subf: takesMany(['any'], 'any', (args) => folded(args.any(0), args.from(1), (a, b) => a.minus(b))),
  mulf: takesMany(['any'], 'any', (args) => folded(args.any(0), args.from(1), (a, b) => a.times(b))),
  divf: takesMany(['any'], 'any', (args) => folded(args.any(0), args.from(1), (a, b) => divide(a, b))),
  biggest: takesMany(['any'], 'any', largest),
  max: takesMany(['any'], 'any', largest),
  min: takesMany(['any'], 'any', (args) => goInt64(args.values.map(asInt64).reduce((a, b) => (b < a ? b : a)))),
  maxf: takesMany(['any'], 'any', (args) => args.values.map(asFloat).reduce((a, b) => Math.max(a, b))),
  minf: takesMany(['any'], 'any', (args) => args.values.map(asFloat).reduce((a, b) => Math.min(a, b))),
  ceil: takes(['any'], (args) => Math.ceil(asFloat(args.any(0)))),
  floor: takes(['any'], (args) => Math.floor(asFloat(args.any(0)))),
  round: takesMany(['any', 'int'], 'float64', (args) =>
    round(asFloat(args.any(0)), args.int(1), args.count > 2 ? args.float(2) : 0.5),
  ),
  until: takes(['int'], (args) => {
    const end = args.int(0);
    return integers(steps(0, end, end < 0 ? -1 : 1, args));
  }),
  untilStep: takes(['int', 'int', 'int'], (args) => integers(steps(args.int(0), args.int(1), args.int(2), args))),
  seq: takesMany([], 'int', sequence),
};

function parsePlain(text: string): bigint {
  if (!/^[+-]?[0-9]+$/.test(text)) return 0n;
  const value = BigInt(text.replace('+', ''));
  // strconv.Atoi gives the nearest that fits, and sprig drops its error.
  if (fitsInt64(value)) return value;
  return value > 0n ? 2n ** 63n - 1n : -(2n ** 63n);
}

function octal(text: string): bigint {
  if (!/^[+-]?[0-7]+$/.test(text)) return 0n;
  const value = parseGoInt(text.replace(/^([+-]?)0*(?=[0-7])/, '$10o')) ?? 0n;
  return fitsInt64(value) ? value : 0n;
}

function divisor(args: Arguments): bigint {
  const value = asInt64(args.any(1));
  if (value === 0n) throw new Stop('integer divide by zero');
  return value;
}

function largest(args: Arguments): Value {
  return goInt64(args.values.map(asInt64).reduce((a, b) => (b > a ? b : a)));
}

function folded(first: Value, others: readonly Value[], combine: (a: Big, b: Big) => Big): number {
  return others.reduce((sum, other) => combine(sum, decimalOf(asFloat(other))), decimalOf(asFloat(first))).toNumber();
}

function round(value: number, places: number, roundOn: number): number {
  const power = Number(`1e${places}`);
  const digit = power * value;
  const rounded = digit - Math.trunc(digit) >= roundOn ? Math.ceil(digit) : Math.floor(digit);
  return rounded / power;
}

/** From `start` up to, or down to, `stop`, which is left out. */
function steps(start: number, stop: number, step: number, args: Arguments): number[] {
  const list: number[] = [];
  const down = stop < start;
  if (down ? step >= 0 : step <= 0) return list;
  args.budget.spend(Math.abs((stop - start) / step));
  for (let at = start; down ? at > stop : at < stop; at += step) list.push(at);
  return list;
}

function integers(list: readonly number[]): GoSlice {
  return new GoSlice(list.map(goInt), 'int');
}

function sequence(args: Arguments): string {
  const given = args.values.map((_, at) => args.int(at));
  const [first = 0, second = 0, third = 0] = given;
  switch (given.length) {
    case 1: {
      const step = first < 1 ? -1 : 1;
      return steps(1, first + step, step, args).join(' ');
    }
    case 2: {
      const step = second < first ? -1 : 1;
      return steps(first, second + step, step, args).join(' ');
    }
    case 3: {
      if (third < first && second > 0) return '';
      return steps(first, third + (third < first ? -1 : 1), second, args).join(' ');
    }
    default:
      return '';
  }
}
