import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hasErrors } from '../../src/diagnostics/finding';
import { readObjects, type Text } from '../../src/hosts/read-files';
import { identityKey, identityOf } from '../../src/krm/identity';
import { FORGETS } from '../../src/roll/call-roll';
import { writeRoll } from '../../src/roll/write-roll';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { WITH_LUA } from '../support/run-lua';

/**
 * Every file of the examples, cut at every line, and those of the fleet at every byte up to an object's name: a render of the
 * rest makes all that it made before, or says so. What is cut after the name may be a smaller object that is valid: then the
 * Roll says so.
 */
const examples = join(__dirname, '..', '..', 'examples');

function readExample(name: string): Text[] {
  const root = join(examples, name);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && file !== 'rollcall.yaml')
    .sort()
    .map((path) => ({ path, bytes: readFileSync(join(root, path)) }));
}

function configOf(name: string) {
  try {
    return parse(readFileSync(join(examples, name, 'rollcall.yaml'), 'utf8'));
  } catch {
    return { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name }, spec: {} };
  }
}

function render(texts: readonly Text[], functionConfig: ReturnType<typeof configOf>, takesOnly = false): Outcome {
  const { items, findings } = readObjects(texts);
  return runFunction({ items, functionConfig, findings, capabilities: WITH_LUA, rollHost: { ...FORGETS, takesOnly } });
}

function madeBy(outcome: Outcome): Set<string> {
  if (outcome.state === 'failed') return new Set();
  return new Set(
    outcome.generated.map((one) => {
      if ('item' in one) return one.item.key;
      const { apiVersion, kind, metadata } = one.copyOf.head;
      return identityKey(identityOf({ apiVersion, kind, metadata: { ...metadata, namespace: one.namespace } }));
    }),
  );
}

/** Where a file is cut: behind each line, and in the fleet at each byte before the end of its last name. */
function cutsOf({ bytes }: Text, isFleet: boolean): number[] {
  const cuts = new Set<number>();
  for (let at = bytes.indexOf('\n'); at >= 0 && at < bytes.length - 1; at = bytes.indexOf('\n', at + 1))
    cuts.add(at + 1);
  const name = bytes.indexOf('\n', bytes.indexOf('\n  name: ') + 1);
  if (isFleet) for (let at = 1; at < name; at++) cuts.add(at);
  return [...cuts].sort((a, b) => a - b);
}

test.each(['fleet', 'ocm-sandbox-fleet', 'event-framework'])(
  '%s',
  (name) => {
    const config = configOf(name);
    const texts = readExample(name);
    const whole = render(texts, config);
    expect({ state: whole.state, hasErrors: hasErrors(whole.findings) }).toEqual({
      state: 'rendered',
      hasErrors: false,
    });
    const all = madeBy(whole);
    expect(all.size).toBeGreaterThan(0);
    const taken = render(texts, config, true);
    const roll = taken.state === 'rendered' && taken.roll ? writeRoll(taken.roll.roll) : '';
    const rollFile = { path: 'roll.yaml', bytes: Buffer.from(roll) };
    expect(render([...texts, rollFile], config).state).toBe('rendered');
    const known = new Set(whole.findings.map(({ problem }) => problem));
    const silent: string[] = [];
    const early: string[] = [];
    let tried = 0;
    for (const [position, text] of texts.entries()) {
      for (const end of cutsOf(text, name === 'fleet')) {
        tried++;
        const cut = texts.with(position, { path: text.path, bytes: text.bytes.subarray(0, end) });
        const outcome = render(cut, config);
        if (outcome.state === 'failed') continue;
        const made = madeBy(outcome);
        if ([...all].every((one) => made.has(one))) continue;
        const isTold = outcome.findings.some(
          ({ severity, file, problem }) => severity !== 'info' && file?.path === text.path && !known.has(problem),
        );
        if (isTold) continue;
        const name = text.bytes.indexOf('\n  name: ') + '\n  name: '.length;
        if (end <= name) early.push(`${text.path} cut at ${end}`);
        const called = render([...cut, rollFile], config);
        if (called.state !== 'failed') silent.push(`${text.path} cut at ${end}`);
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(early).toEqual([]);
    expect(silent).toEqual([]);
  },
  120_000,
);
