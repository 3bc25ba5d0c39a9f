import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runScript } from '../../src/engines/lua/interpreter';

import type { Json, JsonObject } from '../../src/engines/lua/json';
import { aggregateJob } from '../../src/sveltos/lua/jobs';
import { SVELTOS_LIBRARY } from '../../src/sveltos/lua/library';
import { openLedger } from './ledger';

/** What gopher-lua, as Sveltos runs it, makes of each script; `npm run conformance` keeps it. */
interface Group {
  readonly group: string;
  readonly data?: readonly JsonObject[];
  readonly scripts: readonly string[];
}

interface Answer {
  readonly script: string;
  readonly value?: Json;
}

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
const groups: readonly Group[] = parse(read('cases/scripts.yaml'), { intAsBigInt: false }).map(readGroup);
/** Where we differ, what we answer and why. */
const differences: readonly { readonly script: string; readonly ours: object; readonly why: string }[] = parse(
  read('cases/scripts-differences.yaml'),
);
const answers: readonly Answer[] = JSON.parse(read('results/scripts.json'));
const cases = groups.flatMap(({ group, data = [], scripts }) => scripts.map((script) => ({ group, data, script })));
const agree = openLedger('scripts', cases.length);
const differs = new Map(differences.map((one) => [one.script, one.ours]));

/** A script that YAML reads as a number or the like is the text of it, as Go's reader has it. */
function readGroup(group: Group): Group {
  return { ...group, scripts: group.scripts.map(String) };
}

function ours(script: string, objects: readonly JsonObject[]): object {
  const whole = script.includes('evaluate') ? script : `function evaluate() return { v = ${script} } end`;
  const answer = runScript(aggregateJob('script', whole, objects), SVELTOS_LIBRARY);
  return answer.state === 'answered' ? { value: answer.values[0] } : { state: 'fails' };
}

test('the kept results belong to the cases', () => {
  expect(answers.map(({ script }) => script)).toEqual(cases.map(({ script }) => script));
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

describe.each(groups.map(({ group }) => group))('%s', (group) => {
  const members = cases.map((one, at) => ({ ...one, answer: answers[at] })).filter((one) => one.group === group);

  test.each(members)('$script', ({ script, data, answer }) => {
    const wanted = answer?.value === undefined ? { state: 'fails' } : { value: answer.value };
    const got = ours(script, data);
    expect(got).toEqual(differs.get(script) ?? wanted);
    // A difference that is gone is no longer one to list.
    if (differs.has(script)) expect(got).not.toEqual(wanted);
    agree(differs.has(script));
  });
});

test('every known difference is that of a case', () => {
  const known = new Set(cases.map(({ script }) => script));
  expect(differences.filter(({ script }) => !known.has(script))).toEqual([]);
});
