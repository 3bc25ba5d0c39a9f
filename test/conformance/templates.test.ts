import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Purse } from '../../src/engines/go-template/budget';
import { renderTemplate, type TemplateOutcome } from '../../src/engines/go-template/render';
import { FloatData } from '../../src/engines/go-template/value';
import { isObject, type Json, type JsonObject, objectAt } from '../../src/krm/json';
import { functionTable, sveltosFunctions } from '../../src/sveltos/template/functions';
import { deployTemplates } from '../../src/sveltos/trigger/deploy-templates';
import { openLedger } from './ledger';

/** What Go's text/template made of each case, with the functions that Sveltos registers; `npm run conformance` keeps it. */
interface Group {
  readonly group: string;
  readonly data?: Json;
  /** `event`: numbers are those of an event's resource. */
  readonly decoded?: 'event';
  readonly filling?: 'second';
  readonly templates: readonly string[];
}

interface Answer {
  readonly template: string;
  readonly text?: string;
  readonly line?: number;
  /** Counts bytes from 0; a template that does not parse has none. */
  readonly column?: number;
  readonly reason?: string;
}

interface Difference {
  readonly template: string;
  /** What we answer: the text, or why not. */
  readonly ours: object;
  readonly why: string;
}

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
const groups: readonly Group[] = parse(read('cases/templates.yaml'), { intAsBigInt: true });
const differences: readonly Difference[] = parse(read('cases/templates-differences.yaml'));
const answers: readonly Answer[] = JSON.parse(read('results/templates.json'));

const cases = groups.flatMap((group) =>
  group.templates.map((template) => ({ group: group.group, of: group, template })),
);
const agree = openLedger('templates', cases.length);
const differs = new Map(differences.map((one) => [one.template, one.ours]));

function render(template: string, { data = null, decoded, filling }: Group): TemplateOutcome {
  if (filling === 'second') {
    const resources = new Map(Object.entries(objectAt({ data }, 'data', 'MgmtResources')).filter(isEntryOfObject));
    const second = deployTemplates(objectAt({ data }, 'data', 'Cluster'), resources, new Purse());
    return second.filler.fill('case', template, second.data);
  }
  return renderTemplate('case', template, decoded === 'event' ? new FloatData(data) : data, sveltosFunctions);
}

const isEntryOfObject = (entry: [string, Json]): entry is [string, JsonObject] => isObject(entry[1]);

/** A result in the shape that both sides have: the text, or where the template failed. */
function ours(template: string, group: Group, withColumn: boolean): object {
  const outcome = render(template, group);
  if ('text' in outcome) return outcome;
  const { line, column } = outcome.fault;
  return withColumn ? { line, column } : { line };
}

function inWords(template: string, group: Group): object {
  const outcome = render(template, group);
  return 'text' in outcome ? outcome : { reason: outcome.fault.reason };
}

function theirs({ template, text, line = 1, column }: Answer): object {
  if (text !== undefined) return { text };
  if (column === undefined) return { line };
  const bytes = Buffer.from(template.split('\n')[line - 1] ?? '').subarray(0, column);
  return { line, column: [...bytes.toString()].length + 1 };
}

test('the kept results belong to the cases', () => {
  expect(answers.map(({ template }) => template)).toEqual(cases.map(({ template }) => template));
  expect(cases.length).toBeGreaterThanOrEqual(400);
});

describe.each(groups.map(({ group }) => group))('%s', (group) => {
  const members = cases.map((one, at) => ({ ...one, answer: answers[at] })).filter((one) => one.group === group);

  test.each(members)('$template', ({ template, of, answer }) => {
    if (answer === undefined) throw new Error('Go was not asked; npm run conformance -- --update asks it');
    const [got, wanted] = [ours(template, of, answer.column !== undefined), theirs(answer)];
    const pinned = differs.get(template);
    if (pinned === undefined) expect(got).toEqual(wanted);
    else {
      expect(inWords(template, of)).toEqual(pinned);
      // A difference that is gone is no longer one to list.
      expect(got).not.toEqual(wanted);
    }
    agree(pinned !== undefined);
  });
});

test('every known difference is that of a case', () => {
  const known = new Set(cases.map(({ template }) => template));
  expect(differences.filter(({ template }) => !known.has(template))).toEqual([]);
});

test('every function is judged', () => {
  const judged = new Set(cases.flatMap(({ template }) => template.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []));
  const supported = functionTable.filter(({ support }) => support === 'supported');
  expect(supported.filter(({ name }) => !judged.has(name))).toEqual([]);
  expect(supported.length).toBeGreaterThan(200);
});
