import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, sortFindings } from '../../src/diagnostics/finding';
import type { Item } from '../../src/krm/item';
import { readDocuments } from '../../src/krm/read-documents';
import { FORGETS, KEEPS_FILES, type RollHost } from '../../src/roll/call-roll';
import { writeRoll } from '../../src/roll/write-roll';
import { type Outcome, type Run, runFunction } from '../../src/run/run-function';
import { nextInput, only, told } from '../support/objects';
import { ARRIVALS, type Change, DEPARTURES, FLEET } from './changes';

/**
 * docs/guarding.md shows what each host does with each departure and arrival. UPDATE_GOLDEN=1 writes the tables; the test
 * also holds them to the promise: nothing passes without an error, a warning, or a change of the Roll.
 */
const page = join(__dirname, '..', '..', 'docs', 'guarding.md');

function run(items: readonly Item[], { spec = {}, name = 'fleet' }: Partial<Change>, more: Partial<Run> = {}): Outcome {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name }, spec };
  return runFunction({ items, functionConfig, findings: [], ...more });
}

function rendered(outcome: Outcome) {
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return outcome;
}

const TAKES: RollHost = { writesBack: false, seesEarlier: true, takesOnly: true };
const before = rendered(run(FLEET, {}, { rollHost: TAKES }));
const made = nextInput(before.generated);
const rollItem = (): Item => {
  if (before.roll === undefined) throw new Error('no Roll was taken');
  return only(readDocuments(Buffer.from(writeRoll(before.roll.roll)), 'roll.yaml').items);
};
const roll = rollItem();

type Host = (items: readonly Item[], change: Change) => Outcome;
const forgets: Host = (items, change) => run(items, change, { rollHost: FORGETS });

/** What each host sends. Standard output, Argo CD and the two ways of kustomize send the fleet alone, and delete what is missing. */
const HOSTS: Readonly<Record<string, Host>> = {
  kpt: (items, change) => run([...items, ...made], change, { rollHost: KEEPS_FILES }),
  '`--output`': (items, change) => run(items, change, { earlier: made, rollHost: KEEPS_FILES }),
  stdout: forgets,
  'Argo CD': forgets,
  transformer: forgets,
  generator: forgets,
};

/** The first and heaviest thing that is said: what was said before the change does not count. */
const usual = new Set(before.findings.map(({ code }) => code));
function verdict({ findings }: Outcome): Finding | undefined {
  return sortFindings(findings).find(({ severity, code }) => severity !== 'info' && !usual.has(code));
}

function cellFor(outcome: Outcome): string {
  const finding = verdict(outcome);
  return finding === undefined
    ? 'nothing'
    : `${finding.severity} [${finding.code}](findings.md#${finding.code.toLowerCase()})`;
}

function tableOf(changes: readonly Change[]): string {
  const names = Object.keys(HOSTS);
  const rows = changes.map((change) => {
    const cells = Object.values(HOSTS).map((host) => cellFor(host([roll, ...change.items], change)));
    return `| ${[change.what, ...cells].join(' | ')} |`;
  });
  return [`| what happens | ${names.join(' | ')} |`, `|---|${names.map(() => '---|').join('')}`, ...rows].join('\n');
}

test('without a change every host renders, and nothing is said', () => {
  for (const host of Object.values(HOSTS)) {
    const outcome = host([roll, ...FLEET], { what: '', items: FLEET });
    expect(told(rendered(outcome).findings.filter((finding) => finding === verdict(outcome)))).toEqual([]);
  }
});

const changes = [...DEPARTURES, ...ARRIVALS];

test.each(changes.map((change) => [change.what, change] as const))(
  '%s: no host passes it silently',
  (_what, change) => {
    for (const host of Object.values(HOSTS)) expect(verdict(host([roll, ...change.items], change))).toBeDefined();
  },
);

test('where the host writes back, roll: Update changes the Roll or something else is said', () => {
  const spec = { roll: 'Update', maxDepartures: '100%', maxWithdrawals: '100%' };
  const silent = changes.filter((change) => {
    const outcome = run([roll, ...change.items, ...made], { ...change, spec: { ...change.spec, ...spec } });
    return outcome.state === 'rendered' && outcome.roll?.isToWrite !== true && verdict(outcome) === undefined;
  });
  expect(silent.map(({ what }) => what)).toEqual([]);
});

test('there are forty, and the page shows them', () => {
  expect(changes.length).toBeGreaterThanOrEqual(40);
  const text = readFileSync(page, 'utf8');
  const tables = { departures: tableOf(DEPARTURES), arrivals: tableOf(ARRIVALS) };
  const expected = Object.entries(tables).reduce(
    (all, [name, table]) =>
      all.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- until here -->)`),
        (_whole, start, end) => `${start}${table}${end}`,
      ),
    text,
  );
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, expected);
  expect(readFileSync(page, 'utf8')).toBe(expected);
});
