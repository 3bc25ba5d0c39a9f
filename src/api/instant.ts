/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** RFC 3339, section 5.6. */
export const INSTANT_PATTERN =
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$';

const instant = new RegExp(INSTANT_PATTERN);

/** Reads RFC 3339, or gives `undefined`. */
export function parseInstant(text: string): Instant | undefined {
  if (!instant.test(text)) return undefined;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCDate() !== day) return undefined;
  // A leap second is the second before it: no other clock here knows of it.
  const at = Date.parse(text.toUpperCase().replace(':60', ':59'));
  return isWritable(at) ? at : undefined;
}

/** Whether RFC 3339 can write it in UTC, which takes a year of four digits. */
export function isWritable(at: Instant): boolean {
  return at >= FIRST && at <= LAST;
}

const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** RFC 3339 in UTC, in whole seconds. */
export function writeInstant(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
