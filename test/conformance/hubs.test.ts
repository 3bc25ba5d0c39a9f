import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { render } from '../../src/hosts/npm/transform';
import type { JsonObject } from '../../src/krm/json';
import { generatedHub } from '../support/generated-hubs';
import { comparableProfile } from '../support/hub-results';
import { openLedger } from './ledger';

/**
 * Generated hubs, and what the controllers of Open Cluster Management made of them (lifecycle, status, bindings, the sets
 * `default` and `global`). The answers are kept, so that no Go is needed:
 *
 *   (cd test/conformance/hubs && go build -o ../../../.cache/judge .)      minutes, the first time
 *   HUB_JUDGE=.cache/judge HUBS=3000 npx jest test/conformance/hubs.test.ts    asks about as many new hubs
 *   HUB_JUDGE=.cache/judge UPDATE_HUBS=1 npx jest test/conformance/hubs.test.ts    keeps new answers
 */
const kept = join(__dirname, 'results', 'hubs.json');
const { HUB_JUDGE, HUBS, UPDATE_HUBS } = process.env;

interface Answer {
  readonly hub: JsonObject[];
  readonly profiles: JsonObject[];
}

/** Findings that say where Rollcall answers otherwise on purpose: test/conformance/differences/open-cluster-management.yaml. */
const DELIBERATE: Readonly<Record<string, string>> = {
  RC601: 'selector-type-unknown',
  RC603: 'set-missing',
};

function askControllers(judge: string, count: number, seed: number): Answer[] {
  const hubs = fc.sample(generatedHub, { numRuns: count, seed });
  const { status, stdout, stderr } = spawnSync(judge, { input: JSON.stringify(hubs), maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(stderr.toString());
  const answers: JsonObject[][] = JSON.parse(stdout.toString());
  return hubs.map((hub, at) => ({ hub, profiles: (answers[at] ?? []).map(comparableProfile) }));
}

function readAnswers(): Answer[] {
  if (HUB_JUDGE === undefined) return existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : [];
  if (UPDATE_HUBS === undefined) return askControllers(HUB_JUDGE, Number(HUBS ?? 300), Date.now());
  const answers = askControllers(HUB_JUDGE, 40, 1);
  writeFileSync(kept, `[\n${answers.map((answer) => JSON.stringify(answer)).join(',\n')}\n]\n`);
  return answers;
}

test('the deliberate ones are listed', () => {
  const listed = readFileSync(join(__dirname, 'differences', 'open-cluster-management.yaml'), 'utf8');
  for (const [code, id] of Object.entries(DELIBERATE)) {
    expect(listed).toContain(`- id: ${id}\n`);
    expect(listed).toContain(code);
  }
});

const answers = readAnswers();
const agree = openLedger('generated-hubs', answers.length);

test('what Rollcall makes of each is the same, or a difference that is listed', async () => {
  const unexplained: unknown[] = [];
  const tally = { hubs: 0, profiles: 0, same: 0, deliberate: 0 };
  const spec = { allowEmpty: true };
  const config = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'ImportManagedClusters',
    metadata: { name: 'hubs' },
    spec,
  };
  for (const { hub, profiles } of answers) {
    const outcome = await render(hub, config);
    const codes = outcome.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    tally.hubs++;
    tally.profiles += profiles.length;
    if (outcome.state === 'failed' && codes.every((code) => code in DELIBERATE)) {
      tally.deliberate += profiles.length;
      agree(true);
      continue;
    }
    const made = outcome.state === 'failed' ? codes : outcome.generated.map(comparableProfile);
    if (isSame(made, profiles)) {
      tally.same += profiles.length;
      agree(false);
    } else unexplained.push({ hub, made, profiles });
  }
  if (HUB_JUDGE !== undefined) process.stdout.write(`${JSON.stringify(tally)}\n`);
  expect(unexplained.slice(0, 2)).toEqual([]);
  expect(tally.same).toBeGreaterThan(tally.profiles / 2);
});

function isSame(made: unknown, theirs: unknown): boolean {
  try {
    expect(made).toEqual(theirs);
    return true;
  } catch {
    return false;
  }
}
