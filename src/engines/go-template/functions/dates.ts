import { Stop } from '../fault';
import { GoInt, typeName, type Value } from '../value';
import { type Family, takes } from './signature';
import { formatTime } from './time-format';

const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** sprig's functions on time, as far as they are the same wherever and whenever a template runs. */
export const dates: Family = {
  dateInZone: takes(['string', 'any', 'string'], (args) => inZone(args.string(0), args.any(1), args.string(2))),
  date_in_zone: takes(['string', 'any', 'string'], (args) => inZone(args.string(0), args.any(1), args.string(2))),
  htmlDateInZone: takes(['any', 'string'], (args) => inZone('2006-01-02', args.any(0), args.string(1))),
  duration: takes(['any'], (args) => durationText(BigInt.asIntN(64, seconds(args.any(0)) * SECOND))),
  durationRound: takes(['any'], (args) => roundedDuration(args.any(0))),
};

function inZone(layout: string, date: Value, zone: string): string {
  if (zone !== 'UTC' && zone !== '') {
    throw new Stop(`the time zone "${zone}" depends on the machine's time zone data; UTC does not`);
  }
  if (!(date instanceof GoInt) || (date.type !== 'int' && date.type !== 'int64')) {
    throw new Stop(`a date is wanted as seconds since 1970; sprig takes ${typeName(date)} for the time that it is now`);
  }
  return formatTime(layout, date.value);
}

function seconds(value: Value): bigint {
  if (value instanceof GoInt && value.type === 'int64') return value.value;
  return typeof value === 'string' && /^[+-]?[0-9]+$/.test(value) ? clamp(BigInt(value.replace('+', ''))) : 0n;
}

function clamp(value: bigint): bigint {
  const limit = 2n ** 63n;
  if (value >= limit) return limit - 1n;
  return value < -limit ? -limit : value;
}

/** time.Duration's String. */
function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const sign = nanoseconds < 0n ? '-' : '';
  const rest = magnitude / SECOND;
  const [hours, minutes, left] = [rest / 3600n, (rest / 60n) % 60n, rest % 60n];
  if (hours > 0n) return `${sign}${hours}h${minutes}m${left}s`;
  return minutes > 0n ? `${sign}${minutes}m${left}s` : `${sign}${left}s`;
}

const units: readonly (readonly [bigint, string])[] = [
  [365n * DAY, 'y'],
  [30n * DAY, 'mo'],
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'm'],
  [SECOND, 's'],
];

function roundedDuration(value: Value): string {
  const duration = value instanceof GoInt && value.type === 'int64' ? value.value : parseDuration(value);
  const magnitude = duration < 0n ? -duration : duration;
  for (const [unit, name] of units) if (magnitude > unit) return `${magnitude / unit}${name}`;
  return '0s';
}

const unitLengths = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1_000_000n],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
]);

/** time.ParseDuration; 0 for what it refuses. */
function parseDuration(value: Value): bigint {
  if (typeof value !== 'string') return 0n;
  const found = /^([-+]?)((?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(value);
  if (found === null) return 0n;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of (found[2] ?? '').matchAll(
    /([0-9]*)\.?([0-9]*)(ns|us|µs|μs|ms|s|m|h)/g,
  )) {
    const length = unitLengths.get(unit) ?? 0n;
    total += BigInt(whole || '0') * length;
    if (fraction !== '') total += (BigInt(fraction) * length) / 10n ** BigInt(fraction.length);
  }
  if (total >= 2n ** 63n) return 0n;
  return found[1] === '-' ? -total : total;
}
