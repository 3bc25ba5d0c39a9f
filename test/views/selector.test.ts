import { readLabelSelector } from '../../src/views/selector';

const labels = { env: 'prod', tier: '', 'example.com/team': 'a' };

test.each([
  ['', true],
  ['env=prod', true],
  ['env==prod', true],
  ['env=test', false],
  ['env!=test', true],
  ['env!=prod', false],
  ['gone!=x', true],
  ['env', true],
  ['gone', false],
  ['!gone', true],
  ['!env', false],
  ['tier=', true],
  ['env in (test, prod)', true],
  ['env notin (test,prod)', false],
  ['gone notin (a)', true],
  ['gone in (a)', false],
  ['env=prod,example.com/team=a', true],
  ['env=prod, !example.com/team', false],
  ['toString', false],
])('%j', (selector, want) => {
  const reading = readLabelSelector(selector);
  if ('fault' in reading) throw new Error(reading.fault);
  expect(reading.matches(labels)).toBe(want);
});

test.each(['=', 'a=b=c', 'a in b', 'a b', '!'])('%j is not a selector', (selector) => {
  expect(readLabelSelector(selector)).toEqual({ fault: expect.stringContaining(selector) });
});
