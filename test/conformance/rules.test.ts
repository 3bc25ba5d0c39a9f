import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EXTENSIONS } from '../../src/engines/cel/extensions';
import type { JsonObject } from '../../src/krm/json';
import { readRule, variablesOf } from '../../src/sveltos/select/rules';
import { openLedger } from './ledger';

/** What cel-go, as Sveltos sets it up, says of each rule; `npm run conformance` keeps it. */
interface Group {
  readonly group: string;
  readonly data: JsonObject;
  readonly rules: readonly string[];
}

interface Answer {
  readonly rule: string;
  readonly matches?: boolean;
}

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
const groups: readonly Group[] = parse(read('cases/rules.yaml'), { intAsBigInt: true });
/** Where we differ, what we answer and why. */
const differences: readonly { readonly rule: string; readonly ours: boolean | 'fails'; readonly why: string }[] = parse(
  read('cases/rules-differences.yaml'),
  { merge: true },
);
const answers: readonly Answer[] = JSON.parse(read('results/rules.json'));
const cases = groups.flatMap(({ group, data, rules }) => rules.map((rule) => ({ group, data, rule })));
const agree = openLedger('rules', cases.length);
const differs = new Map(differences.map(({ rule, ours }) => [rule, ours]));

test('the kept results belong to the cases', () => {
  expect(answers.map(({ rule }) => rule)).toEqual(cases.map(({ rule }) => rule));
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

describe.each(groups.map(({ group }) => group))('%s', (group) => {
  const members = cases.map((one, at) => ({ ...one, answer: answers[at] })).filter((one) => one.group === group);

  test.each(members)('$rule', ({ rule, data, answer }) => {
    const verdict = readRule(rule).judge(variablesOf(data));
    const got = 'matches' in verdict ? verdict.matches : 'fails';
    const wanted = answer?.matches ?? 'fails';
    expect(got).toEqual(differs.get(rule) ?? wanted);
    // A difference that is gone is no longer one to list.
    if (differs.has(rule)) expect(got).not.toEqual(wanted);
    agree(differs.has(rule));
  });
});

test('every known difference is that of a case, and a rule says what it uses that Sveltos lacks', () => {
  const known = new Set(cases.map(({ rule }) => rule));
  expect(differences.filter(({ rule }) => !known.has(rule))).toEqual([]);
  const extended = cases.filter(({ rule }) => EXTENSIONS.some((name) => rule.includes(`.${name}(`)));
  expect(extended.filter(({ rule }) => readRule(rule).extensions.length === 0)).toEqual([]);
  expect(extended.length).toBeGreaterThan(5);
});
