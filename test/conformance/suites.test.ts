import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readRule, variablesOf } from '../../src/sveltos/select/rules';
import { asGoWrites, readAsJson } from './documents';
import { openLedger } from './ledger';
import { celSuite, type SuiteCase, yamlSuite } from './suites';

/**
 * Cases that others have published, and Go's answers to them, which `npm run conformance` keeps. The cases of one suite are
 * many and small, so they are one test.
 */
interface Difference {
  readonly id: string;
  /** How ours differs in each of the cases. */
  readonly ours: 'accepts' | 'refuses' | 'reads otherwise';
  readonly cases: readonly string[];
}

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');

function compareSuite(name: string, cases: readonly SuiteCase[], ask: (text: string) => string, refusal: string): void {
  describe(name, () => {
    const answers: Record<string, string | boolean | null> = JSON.parse(read(`results/${name}.json`));
    const differences: readonly Difference[] = parse(read(`differences/${name}.yaml`));
    const listed = new Map(differences.flatMap(({ ours, cases }) => cases.map((id) => [id, ours] as const)));
    const agree = openLedger(name, cases.length);

    test('the kept results belong to the cases, and the listed differences too', () => {
      const ids = cases.map(({ id }) => id);
      expect(Object.keys(answers)).toEqual(ids);
      expect([...listed.keys()].filter((id) => !ids.includes(id))).toEqual([]);
      expect(listed.size).toBe(differences.flatMap((one) => one.cases).length);
    });

    test('each agrees, or differs as it is listed', () => {
      const found = cases.flatMap(({ id, text }): [string, string][] => {
        const answer = answers[id] ?? null;
        const theirs = answer === null ? refusal : asGoWrites(String(answer));
        const ours = ask(text);
        const how = ours === theirs ? undefined : kindOf(ours, theirs, refusal);
        if (how === listed.get(id)) agree(how !== undefined);
        return how === undefined ? [] : [[id, how]];
      });
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
    });
  });
}

function kindOf(ours: string, theirs: string, refusal: string): Difference['ours'] {
  if (theirs === refusal) return 'accepts';
  return ours === refusal ? 'refuses' : 'reads otherwise';
}

function judge(rule: string): string {
  const verdict = readRule(rule).judge(variablesOf({}));
  return 'matches' in verdict ? String(verdict.matches) : 'fails';
}

compareSuite('yaml-suite', yamlSuite(join(__dirname, '..', '..', 'node_modules')), readAsJson, 'refused');
compareSuite('cel-suite', celSuite(), judge, 'fails');
