import { DAY, type Row } from './model';

/** Within so many days is soon. */
export const SOON = 30;

export type Ending = 'expired' | 'soon' | 'later' | 'no date';

export function endingOf({ ends }: Row, now: number): Ending {
  if (ends === undefined) return 'no date';
  if (ends <= now) return 'expired';
  return ends - now < SOON * DAY ? 'soon' : 'later';
}

/** A bar of the timeline. */
export interface Bin {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly ending: Ending;
  /** Where a scale begins a new year or month, its name. */
  readonly tick: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** More bars than this are no scale that people can read. */
const MOST_BINS = 36;

interface Unit {
  /** The number of the bin that a time is in. */
  readonly at: (date: Date) => number;
  readonly label: (bin: number) => string;
  readonly tick: (bin: number) => string;
  readonly end: (bin: number) => number;
}

const dayOf = (bin: number) => new Date(bin * DAY);
const nameDay = (date: Date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
const UNITS: readonly Unit[] = [
  {
    at: (date) => Math.floor(date.getTime() / DAY),
    label: (bin) => nameDay(dayOf(bin)),
    tick: (bin) =>
      dayOf(bin).getUTCDay() === 1 ? `${dayOf(bin).getUTCDate()} ${MONTHS[dayOf(bin).getUTCMonth()]}` : '',
    end: (bin) => (bin + 1) * DAY,
  },
  {
    at: (date) => date.getUTCFullYear() * 12 + date.getUTCMonth(),
    label: (bin) => `${MONTHS[bin % 12]} ${Math.floor(bin / 12)}`,
    tick: (bin) => (bin % 12 === 0 ? String(bin / 12) : bin % 3 === 0 ? (MONTHS[bin % 12] ?? '') : ''),
    end: (bin) => Date.UTC(Math.floor(bin / 12), (bin % 12) + 1),
  },
  {
    at: (date) => date.getUTCFullYear(),
    label: String,
    tick: (bin) => (bin % 5 === 0 ? String(bin) : ''),
    end: (bin) => Date.UTC(bin + 1, 0),
  },
];

/** The bars from now on, in days, months or years, whichever fits; before them what has expired. */
export function binExpiries(rows: readonly Row[], now: number): Bin[] {
  const expired = rows.filter((row) => endingOf(row, now) === 'expired');
  const dated = rows.filter(({ ends }) => ends !== undefined && ends > now);
  const last = dated.reduce((latest, { ends = 0 }) => Math.max(latest, ends), now);
  const unit = UNITS.find(({ at }) => at(new Date(last)) - at(new Date(now)) < MOST_BINS) ?? UNITS[2];
  if (unit === undefined) return [];
  const from = unit.at(new Date(now));
  const to = Math.min(unit.at(new Date(last)), from + MOST_BINS - 1);
  const byBin = new Map<number, Row[]>();
  for (const row of dated) {
    const bin = Math.min(unit.at(new Date(row.ends ?? 0)), to);
    const same = byBin.get(bin);
    if (same === undefined) byBin.set(bin, [row]);
    else same.push(row);
  }
  const bins = Array.from({ length: to - from + 1 }, (_, offset): Bin => {
    const bin = from + offset;
    const inBin = byBin.get(bin) ?? [];
    const ending = inBin.some((row) => endingOf(row, now) === 'soon') ? 'soon' : 'later';
    return { label: unit.label(bin), rows: inBin, ending, tick: unit.tick(bin) };
  });
  return expired.length === 0
    ? bins
    : [{ label: 'expired', rows: expired, ending: 'expired', tick: 'expired' }, ...bins];
}

/** `in 12 days`, `3 days ago`, and beyond two months the date. */
export function inWords(ends: number, now: number): string {
  const days = Math.floor(Math.abs(ends - now) / DAY);
  const span = days === 0 ? 'a day' : days === 1 ? '1 day' : `${days} days`;
  if (ends <= now) return days === 0 ? 'today' : `${span} ago`;
  return days <= 60 ? `in ${days === 0 ? 'less than ' : ''}${span}` : new Date(ends).toISOString().slice(0, 10);
}
