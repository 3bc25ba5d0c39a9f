import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/hosts/main';
import type { Item } from '../../src/krm/item';
import { readDocuments } from '../../src/krm/read-documents';
import { writeRoll } from '../../src/roll/write-roll';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { nextInput, only, told } from '../support/objects';
import { ARRIVALS, type Change, DEPARTURES, FLEET } from './changes';
import { HostBench, type Shown, type Streams } from './hosts';

/**
 * docs/guarding.md shows what each host does with each departure and arrival. UPDATE_GOLDEN=1 writes the tables; the test
 * also holds them to the promise: nothing passes without an error, a warning, or a change of the Roll.
 */
const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'guarding.md');

const mockStreams: Streams = { stdin: Buffer.alloc(0), stdout: '', stderr: '' };
jest.mock('../../src/hosts/standard-streams', () => ({
  ...jest.requireActual('../../src/hosts/standard-streams'),
  readStandardInput: () => mockStreams.stdin,
  writeStandardOutput: (bytes: Uint8Array) => {
    mockStreams.stdout += Buffer.from(bytes).toString();
  },
  writeStandardError: (text: string) => {
    mockStreams.stderr += text;
  },
}));

const configOf = ({ spec = {}, name = 'fleet' }: Partial<Change>) => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind: 'RenderInventory',
  metadata: { name },
  spec,
});

function rendered(outcome: Outcome) {
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  return outcome;
}

const takes = { writesBack: false, seesEarlier: true, takesOnly: true };
const before = rendered(runFunction({ items: FLEET, functionConfig: configOf({}), findings: [], rollHost: takes }));
const made = nextInput(before.generated);
const rollItem = (): Item => {
  if (before.roll === undefined) throw new Error('no Roll was taken');
  return only(readDocuments(Buffer.from(writeRoll(before.roll.roll)), 'roll.yaml').items);
};
const roll = rollItem();

let bench: HostBench;
beforeAll(async () => {
  bench = new HostBench(main, mockStreams);
  await bench.output([roll, ...FLEET], configOf({}), true);
});
afterAll(() => bench.end());

type Host = (items: readonly Item[], change: Partial<Change>) => Promise<Shown>;

/** The way that each host goes: what it sends, what it starts, and where it shows what it was told. */
const HOSTS: Readonly<Record<string, Host>> = {
  kpt: (items, change) => bench.kpt([...items, ...made], configOf(change)),
  '`--output`': (items, change) => bench.output(items, configOf(change)),
  stdout: (items, change) => bench.stdout(items, configOf(change)),
  'Argo CD': (items, change) => bench.argoCd(items, configOf(change), join(root, 'plugin.yaml')),
  transformer: (items, change) => bench.transformer(items, configOf(change)),
  generator: (items, change) => bench.generator(items, configOf(change)),
  'legacy generator': (items, change) => bench.plugin(items, configOf(change)),
};

/** The first and heaviest thing that is shown: what is shown without the change does not count. */
function verdict({ findings }: Shown): Shown['findings'][number] | undefined {
  return findings.find(({ severity, code }) => severity !== 'info' && !usual.has(code));
}
const usual = new Set(before.findings.map(({ code }) => code));

const changes = [...DEPARTURES, ...ARRIVALS];
const cells = new Map<Change, string[]>();

test.each(Object.entries(HOSTS))('without a change, %s renders and shows nothing new', async (_name, host) => {
  const shown = await host([roll, ...FLEET], {});
  expect([shown.code, verdict(shown)]).toEqual([0, undefined]);
});

test.each(changes.map((change) => [change.what, change] as const))(
  '%s: no host passes it silently',
  async (_what, change) => {
    const row: string[] = [];
    for (const host of Object.values(HOSTS)) {
      const shown = await host([roll, ...change.items], change);
      const found = verdict(shown);
      row.push(found ? `${found.severity} [${found.code}](findings.md#${found.code.toLowerCase()})` : 'nothing');
      expect(found).toBeDefined();
      expect(shown.code).toBe(found?.severity === 'error' ? 1 : 0);
    }
    cells.set(change, row);
  },
);

test('where the host writes back, roll: Update changes the Roll or something else is said', async () => {
  const spec = { roll: 'Update', maxDepartures: '100%', maxWithdrawals: '100%' };
  const silent: string[] = [];
  for (const change of changes) {
    const shown = await bench.kpt(
      [roll, ...change.items, ...made],
      configOf({ ...change, spec: { ...change.spec, ...spec } }),
    );
    const isUpdated = shown.findings.some(({ code }) => code === 'RC454');
    if (shown.code === 0 && !isUpdated && verdict(shown) === undefined) silent.push(change.what);
  }
  expect(silent).toEqual([]);
});

function tableOf(some: readonly Change[]): string {
  const names = Object.keys(HOSTS);
  const rows = some.map((change) => `| ${[change.what, ...(cells.get(change) ?? [])].join(' | ')} |`);
  return [`| what happens | ${names.join(' | ')} |`, `|---|${names.map(() => '---|').join('')}`, ...rows].join('\n');
}

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
