const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** Whole numbers of days, hours, minutes and seconds, as in `7d`, `1h30m` or `45s`. */
export const DURATION_PATTERN = '^(?:\\d{1,6}d)?(?:\\d{1,6}h)?(?:\\d{1,6}m)?(?:\\d{1,6}s)?$';

/** The same, and not nothing. */
export const POSITIVE_DURATION_PATTERN = `^(?=.*[1-9])${DURATION_PATTERN.slice(1)}`;

/** A duration in milliseconds; the text fits `DURATION_PATTERN`. */
export function readDuration(text: string): number {
  return [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}

/** A duration in words, in the two largest units that say something: `6 days 4 hours`. Below a second: `300 milliseconds`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) {
    return `${Math.ceil(milliseconds)} ${milliseconds <= 1 ? 'millisecond' : 'milliseconds'}`;
  }
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 seconds';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
