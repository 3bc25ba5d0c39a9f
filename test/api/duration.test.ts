import { DURATION_PATTERN, durationInWords, POSITIVE_DURATION_PATTERN, readDuration } from '../../src/api/duration';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const readable: { text: string; want: number }[] = [
  { text: '7d', want: 7 * DAY },
  { text: '36h', want: 36 * HOUR },
  { text: '30m', want: 30 * MINUTE },
  { text: '45s', want: 45 * SECOND },
  { text: '1h30m', want: 90 * MINUTE },
  { text: '1d2h3m4s', want: DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND },
  { text: '0s', want: 0 },
  { text: '007d', want: 7 * DAY },
  { text: '999999d', want: 999_999 * DAY },
];

test.each(readable)('$text', ({ text, want }) => {
  expect(text).toMatch(new RegExp(DURATION_PATTERN));
  expect(readDuration(text)).toBe(want);
});

const unreadable: { rule: string; text: string }[] = [
  { rule: 'no unit', text: '30' },
  { rule: 'a unit alone', text: 'd' },
  { rule: 'weeks, months and years', text: '1w' },
  { rule: 'milliseconds, which would be read as minutes', text: '500ms' },
  { rule: 'fractions, which Go has', text: '1.5h' },
  { rule: 'a sign', text: '-1h' },
  { rule: 'the small unit first', text: '30m1h' },
  { rule: 'a unit twice', text: '1h1h' },
  { rule: 'capitals', text: '1H' },
  { rule: 'blanks between', text: '1h 30m' },
  { rule: 'a line break behind it', text: '1h\n' },
  { rule: 'ISO 8601', text: 'PT1H' },
  { rule: 'more than six digits', text: '1000000s' },
  { rule: 'a number in other digits', text: '٣d' },
];

test.each(unreadable)('no duration: $rule', ({ text }) => {
  expect(text).not.toMatch(new RegExp(DURATION_PATTERN));
});

test.each([
  { text: '30s', want: true },
  { text: '1s', want: true },
  { text: '0h10s', want: true },
  { text: '1h0s', want: true },
  { text: '0s', want: false },
  { text: '00d0h', want: false },
  { text: '', want: false },
  { text: '1', want: false },
  { text: '0s1', want: false },
  { text: '1h1h', want: false },
])('more than nothing: "$text" is $want', ({ text, want }) => {
  expect(new RegExp(POSITIVE_DURATION_PATTERN).test(text)).toBe(want);
  if (want) expect(readDuration(text)).toBeGreaterThan(0);
});

const spoken: { milliseconds: number; want: string }[] = [
  { milliseconds: 6 * DAY + 4 * HOUR + 59 * MINUTE, want: '6 days 4 hours' },
  { milliseconds: DAY, want: '1 day' },
  { milliseconds: DAY + 59 * MINUTE, want: '1 day' },
  { milliseconds: 23 * HOUR + 59 * MINUTE + 59 * SECOND, want: '23 hours 59 minutes' },
  { milliseconds: HOUR + MINUTE, want: '1 hour 1 minute' },
  { milliseconds: HOUR + 59 * SECOND, want: '1 hour' },
  { milliseconds: 61 * SECOND, want: '1 minute 1 second' },
  { milliseconds: 30 * SECOND, want: '30 seconds' },
  { milliseconds: 59_999, want: '1 minute' },
  { milliseconds: 400, want: '400 milliseconds' },
  { milliseconds: 0, want: '0 seconds' },
  { milliseconds: -DAY, want: '0 seconds' },
];

test.each(spoken)('$milliseconds ms are $want', ({ milliseconds, want }) => {
  expect(durationInWords(milliseconds)).toBe(want);
});
