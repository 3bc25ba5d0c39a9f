import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asGoWrites, readAsJson } from './documents';
import { openLedger } from './ledger';

/** What Go's YAML readers make of each document; `npm run conformance` keeps it. */
interface Group {
  readonly group: string;
  readonly texts: readonly string[];
}

interface Answer {
  readonly text: string;
  /** JSON, as an API server gets it. */
  readonly value?: string;
  /** Whether kpt and kustomize take it. */
  readonly passes: boolean;
}

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
const groups: readonly Group[] = parse(read('cases/documents.yaml'));
/** Where we differ, what we answer and why. */
const differences: readonly { readonly text: string; readonly ours: string; readonly why: string }[] = parse(
  read('cases/documents-differences.yaml'),
);
const answers: readonly Answer[] = JSON.parse(read('results/documents.json'));
const cases = groups.flatMap(({ group, texts }) => texts.map((text) => ({ group, text })));
const agree = openLedger('documents', cases.length);
const differs = new Map(differences.map((one) => [one.text, one.ours]));

test('the kept results belong to the cases', () => {
  expect(answers.map(({ text }) => text)).toEqual(cases.map(({ text }) => text));
});

describe.each(groups.map(({ group }) => group))('%s', (group) => {
  const members = cases
    .map((one, at) => ({ ...one, shown: JSON.stringify(one.text), answer: answers[at] }))
    .filter((one) => one.group === group);

  test.each(members)('$shown', ({ text, answer }) => {
    const wanted = asGoWrites(answer?.value ?? 'refused');
    const got = readAsJson(text);
    expect(got).toBe(differs.get(text) ?? wanted);
    // A difference that is gone is no longer one to list.
    if (differs.has(text)) expect(got).not.toBe(wanted);
    agree(differs.has(text));
  });
});

test('every known difference is that of a case', () => {
  const known = new Set(cases.map(({ text }) => text));
  expect(differences.filter(({ text }) => !known.has(text))).toEqual([]);
});
