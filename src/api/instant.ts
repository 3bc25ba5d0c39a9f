/** A point in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** RFC 3339, section 5.6. */
export const INSTANT_PATTERN =
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$';

const instant = new RegExp(INSTANT_PATTERN);

/** Reads RFC 3339, or gives `undefined`. */
export function parseInstant(text: string): Instant | undefined {
  if (!instant.test(text)) return undefined;
  // A leap second is the second before it: no other clock here knows of it.
  const at = Date.parse(text.toUpperCase().replace(':60', ':59'));
  return Number.isNaN(at) ? undefined : at;
}

/** RFC 3339 in UTC, in whole seconds. */
export function writeInstant(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
