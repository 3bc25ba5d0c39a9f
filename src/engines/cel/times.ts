/** A time or a duration as the CEL library holds it. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

const SECOND = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};

const DURATION = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const TERM = /(\d*)(?:\.(\d*))?([nuµμm]?s|m|h)/g;

/** Go's time.ParseDuration. */
export function readDuration(text: string): Instant | undefined {
  if (/^[+-]?0$/.test(text)) return { seconds: 0n, nanos: 0 };
  if (!DURATION.test(text)) return undefined;
  let sum = 0n;
  for (const [, whole = '', part = '', unit = ''] of text.matchAll(TERM)) {
    const size = UNITS[unit] ?? 0n;
    sum += BigInt(whole) * size + (BigInt(part) * size) / 10n ** BigInt(part.length);
  }
  const nanos = text.startsWith('-') ? -sum : sum;
  return BigInt.asIntN(64, nanos) === nanos ? { seconds: nanos / SECOND, nanos: Number(nanos % SECOND) } : undefined;
}

export const nanosOf = ({ seconds, nanos }: Instant): bigint => seconds * SECOND + BigInt(nanos);

/** In seconds, with no exponent. */
export function writeDuration({ seconds, nanos }: Instant): string {
  const value = Number(seconds) + nanos / 1e9;
  const text = Math.abs(value) < 1e-6 ? value.toFixed(9).replace(/\.?0+$/, '') : String(value);
  return `${text}s`;
}

const TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const EARLIEST = -62_135_596_800n;
const LATEST = 253_402_300_799n;

/** A time of RFC 3339, as cel-go reads it: no 30 February, no hour 24, digits beyond nanoseconds are cut. */
export function readTime(text: string): Instant | undefined {
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, fraction = '', sign, hours, minutes] = found;
  if (Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -60 : 60);
  const seconds = Date.parse(`${text.slice(0, 19)}Z`) / 1000 - offset;
  return timeAt(BigInt(seconds), Number(fraction.slice(0, 9).padEnd(9, '0')));
}

/** The time so many seconds after the beginning of 1970; `undefined` where its year has not four digits. */
export function timeAt(seconds: bigint, nanos = 0): Instant | undefined {
  return seconds < EARLIEST || seconds > LATEST ? undefined : { seconds, nanos };
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** In UTC, with as many digits as it needs. */
export function writeTime({ seconds, nanos }: Instant): string {
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${fraction}Z`;
}
