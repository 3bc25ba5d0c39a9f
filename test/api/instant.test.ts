import { INSTANT_PATTERN, isWritable, parseInstant, writeInstant } from '../../src/api/instant';

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
  {
    rule: 'the 29th of February of a year that 400 divides',
    text: '2000-02-29T00:00:00Z',
    want: Date.UTC(2000, 1, 29),
  },
  { rule: 'the 30th of a month that has 30 days', text: '2026-04-30T00:00:00Z', want: Date.UTC(2026, 3, 30) },
  { rule: 'the 31st of a month that has 31 days', text: '2026-12-31T00:00:00Z', want: Date.UTC(2026, 11, 31) },
  {
    rule: 'a leap second with a fraction and an offset',
    text: '2017-01-01T00:59:60.5+01:00',
    want: Date.UTC(2016, 11, 31, 23, 59, 59, 500),
  },
  { rule: 'the first instant that UTC can write', text: '0001-01-01T00:00:00Z', want: -62_135_596_800_000 },
  { rule: 'the same with an offset', text: '0001-01-01T01:00:00+01:00', want: -62_135_596_800_000 },
  { rule: 'the last instant that UTC can write', text: '9999-12-31T23:59:59.999Z', want: 253_402_300_799_999 },
  { rule: 'the same with an offset', text: '9999-12-31T22:59:59-01:00', want: 253_402_300_799_000 },
  {
    rule: 'the year 4, a leap year, and none of the 20th century',
    text: '0004-02-29T00:00:00Z',
    want: Date.parse('0004-02-29T00:00:00Z'),
  },
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
  ...[
    '2026-02-29',
    '2026-02-30',
    '2026-02-31',
    '2028-02-30',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
  ].map((day) => ({ rule: `${day}, a day that its month does not have`, text: `${day}T00:00:00Z` })),
  { rule: '1900-02-29: 100 divides that year', text: '1900-02-29T00:00:00Z' },
  { rule: '2100-02-29: 100 divides that year', text: '2100-02-29T00:00:00Z' },
  { rule: 'an impossible day that an offset would move to a possible one', text: '2026-02-29T00:00:00+01:00' },
  { rule: 'the year 0', text: '0000-06-01T00:00:00Z' },
  { rule: 'what is in the year 0 in UTC', text: '0001-01-01T00:00:00+00:01' },
  { rule: 'what is in the year 10000 in UTC', text: '9999-12-31T23:59:59-00:01' },
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

test.each([
  { rule: 'the first', at: -62_135_596_800_000, want: true },
  { rule: 'a millisecond before it', at: -62_135_596_800_001, want: false },
  { rule: 'the last', at: 253_402_300_799_999, want: true },
  { rule: 'a millisecond behind it', at: 253_402_300_800_000, want: false },
  { rule: 'what no Date can hold', at: 1e300, want: false },
  { rule: 'infinity', at: Number.NEGATIVE_INFINITY, want: false },
  { rule: 'no number', at: Number.NaN, want: false },
])('what RFC 3339 can write: $rule', ({ at, want }) => {
  expect(isWritable(at)).toBe(want);
  if (want) expect(writeInstant(at)).toMatch(new RegExp(INSTANT_PATTERN));
});
