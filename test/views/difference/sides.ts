import { lendLens } from '../../../src/hosts/difference/lens';
import { listRendered } from '../../../src/hosts/difference/side-objects';
import type { Item } from '../../../src/krm/item';
import type { JsonObject } from '../../../src/krm/json';
import { ownerOf } from '../../../src/krm/ownership';
import type { RollHost } from '../../../src/roll/call-roll';
import { runFunction } from '../../../src/run/run-function';
import { compareSides, type DifferenceRecord, type Side, writeDifference } from '../../../src/views';
import { told } from '../../support/objects';

const TAKES: RollHost = { writesBack: false, seesEarlier: true, takesOnly: true };

/** A side as `rollcall diff` opens it. */
export function sideOf(name: string, items: readonly Item[], spec: JsonObject = {}): Side {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RenderInventory',
    metadata: { name: 'fleet' },
    spec,
  };
  const outcome = runFunction({ items, functionConfig, findings: [], rollHost: TAKES });
  if (outcome.state === 'failed' || outcome.roll === undefined) throw new Error(told(outcome.findings).join('\n'));
  return {
    name,
    form: 'render',
    roll: outcome.roll.roll,
    objects: listRendered(outcome.generated, outcome.record),
    scene: { items: items.filter((item) => ownerOf(item) === undefined), fleet: outcome.record.fleet },
  };
}

/** For a side that several tests compare with. */
export function compareOpened(old: Side, is: Side): DifferenceRecord {
  return compareSides(old, is, lendLens());
}

export function compare(
  old: readonly Item[],
  is: readonly Item[],
  spec: JsonObject = {},
  newSpec: JsonObject = spec,
): DifferenceRecord {
  return compareOpened(sideOf('old', old, spec), sideOf('new', is, newSpec));
}

/** For a pipe, with nothing to hide. */
export const plain = { paint: (text: string) => text, hide: (text: string) => text };

export function asText(record: DifferenceRecord): string {
  return writeDifference(record, 'text', plain);
}

/** The lines below the summary, without what separates sections. */
export function linesOf(record: DifferenceRecord): string[] {
  return asText(record)
    .split('\n')
    .filter((line) => /^ {2}[-+~>] | {6}/.test(line))
    .map((line) => line.trim());
}
