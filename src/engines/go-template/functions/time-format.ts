/** Go's layouts are an example date: the second of January 2006, 15:04:05, in the zone MST (-0700). */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly yearDay: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const two = (value: number) => String(value).padStart(2, '0');
const twelve = (hour: number) => hour % 12 || 12;

/** The parts of a layout, in the order in which Go's nextStdChunk looks for them. */
const chunk =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|01|02|03|04|05|06|2006|__2|_2(?!006)|15|PM|pm|-070000|-07:00:00|-0700|-07:00|-07|Z070000|Z07:00:00|Z0700|Z07:00|Z07|[.,]0+(?![0-9])|[.,]9+(?![0-9])|1|2|3|4|5/g;

const written: Record<string, (at: Moment) => string> = {
  January: ({ month }) => MONTHS[month - 1] ?? '',
  Jan: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  Monday: ({ weekday }) => WEEKDAYS[weekday] ?? '',
  Mon: ({ weekday }) => (WEEKDAYS[weekday] ?? '').slice(0, 3),
  MST: () => 'UTC',
  '002': ({ yearDay }) => String(yearDay).padStart(3, '0'),
  '01': ({ month }) => two(month),
  '02': ({ day }) => two(day),
  '03': ({ hour }) => two(twelve(hour)),
  '04': ({ minute }) => two(minute),
  '05': ({ second }) => two(second),
  '06': ({ year }) => two(((year % 100) + 100) % 100),
  '2006': ({ year }) => (year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0')),
  __2: ({ yearDay }) => String(yearDay).padStart(3),
  _2: ({ day }) => String(day).padStart(2),
  '15': ({ hour }) => two(hour),
  PM: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  pm: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
  '1': ({ month }) => String(month),
  '2': ({ day }) => String(day),
  '3': ({ hour }) => String(twelve(hour)),
  '4': ({ minute }) => String(minute),
  '5': ({ second }) => String(second),
  '-07': () => '+00',
  '-0700': () => '+0000',
  '-07:00': () => '+00:00',
  '-070000': () => '+000000',
  '-07:00:00': () => '+00:00:00',
};

/** A time in UTC, given in whole seconds since 1970, by one of Go's layouts. */
export function formatTime(layout: string, seconds: bigint): string {
  const moment = momentOf(seconds);
  return layout.replace(chunk, (part) => {
    if (part.startsWith('Z')) return 'Z';
    if (/^[.,]0/.test(part)) return part;
    if (/^[.,]9/.test(part)) return '';
    return written[part]?.(moment) ?? part;
  });
}

/** The calendar from a count of days (the Gregorian one, before its introduction too). */
function momentOf(seconds: bigint): Moment {
  const days = floorDivide(seconds, 86_400n);
  const rest = Number(seconds - days * 86_400n);
  // Counted from the first of March of the year 0, so that leap days come last.
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const dayOfEra = Number(shifted - era * 146_097n);
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = Number(era) * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const yearDay = month <= 2 ? dayOfYear - 305 : dayOfYear + (leap ? 61 : 60);
  return {
    year,
    month,
    day,
    yearDay,
    weekday: Number((((days + 4n) % 7n) + 7n) % 7n),
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  };
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value >= 0n ? value / by : -((-value + by - 1n) / by);
}
