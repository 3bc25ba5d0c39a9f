import { INSTANT_PATTERN, parseInstant, writeInstant } from '../../src/api/instant';

const NOON = Date.UTC(2026, 0, 31, 12, 0, 0);

const readable: { rule: string; text: string; want: number }[] = [
  { rule: 'UTC', text: '2026-01-31T12:00:00Z', want: NOON },
  { rule: 'an offset to the east', text: '2026-01-31T13:30:00+01:30', want: NOON },
  { rule: 'an offset to the west, over midnight', text: '2026-01-30T23:00:00-13:00', want: NOON },
  { rule: '-00:00, the unknown offset of RFC 3339, section 4.3', text: '2026-01-31T12:00:00-00:00', want: NOON },
  { rule: 'a fraction of a second', text: '2026-01-31T12:00:00.250Z', want: NOON + 250 },
  { rule: 'Go writes nanoseconds', text: '2026-01-31T12:00:00.123456789Z', want: NOON + 123 },
  { rule: 'a fraction of any length', text: `2026-01-31T12:00:00.5${'0'.repeat(40)}Z`, want: NOON + 500 },
  { rule: 't and z may be small (section 5.6)', text: '2026-01-31t12:00:00z', want: NOON },
  {
    rule: 'a leap second is the second before it (Go refuses it)',
    text: '2016-12-31T23:59:60Z',
    want: Date.UTC(2016, 11, 31, 23, 59, 59),
  },
  { rule: 'the 29th of February of a leap year', text: '2028-02-29T00:00:00Z', want: Date.UTC(2028, 1, 29) },
  { rule: 'before 1970', text: '1969-12-31T23:59:59Z', want: -1000 },
];

test.each(readable)('it reads $rule', ({ text, want }) => {
  expect(parseInstant(text)).toBe(want);
});

const unreadable: { rule: string; text: string }[] = [
  { rule: 'nothing', text: '' },
  { rule: 'a day alone', text: '2026-01-31' },
  { rule: 'no offset: whose time would it be?', text: '2026-01-31T12:00:00' },
  { rule: 'no seconds', text: '2026-01-31T12:00Z' },
  { rule: 'a blank for the T, which section 5.6 leaves to applications and Go refuses', text: '2026-01-31 12:00:00Z' },
  { rule: 'an offset without its colon', text: '2026-01-31T12:00:00+0100' },
  { rule: 'a month that there is not', text: '2026-13-01T00:00:00Z' },
  { rule: 'a day that no month has', text: '2026-01-32T00:00:00Z' },
  { rule: 'day 0', text: '2026-01-00T00:00:00Z' },
  { rule: 'hour 24', text: '2026-01-31T24:00:00Z' },
  { rule: 'minute 60', text: '2026-01-31T12:60:00Z' },
  { rule: 'second 61', text: '2026-01-31T12:00:61Z' },
  { rule: 'an offset of 24 hours', text: '2026-01-31T12:00:00+24:00' },
  { rule: 'a point without a fraction', text: '2026-01-31T12:00:00.Z' },
  { rule: 'a comma before the fraction', text: '2026-01-31T12:00:00,5Z' },
  { rule: 'a year of five digits', text: '+12026-01-31T12:00:00Z' },
  { rule: 'blanks around it', text: ' 2026-01-31T12:00:00Z ' },
  { rule: 'a line break behind it', text: '2026-01-31T12:00:00Z\n' },
  { rule: 'seconds since 1970', text: '1769860800' },
  { rule: 'HTTP’s form, which Date.parse would take', text: 'Sat, 31 Jan 2026 12:00:00 GMT' },
];

test.each(unreadable)('it does not read $rule', ({ text }) => {
  expect(parseInstant(text)).toBeUndefined();
});

const written: { rule: string; at: number; want: string }[] = [
  { rule: 'UTC and whole seconds', at: NOON, want: '2026-01-31T12:00:00Z' },
  { rule: 'what is left of a second is cut off, never rounded up', at: NOON + 999, want: '2026-01-31T12:00:00Z' },
  { rule: 'the first instant', at: 0, want: '1970-01-01T00:00:00Z' },
];

test.each(written)('it writes $rule', ({ at, want }) => {
  expect(writeInstant(at)).toBe(want);
  expect(want).toMatch(new RegExp(INSTANT_PATTERN));
});
