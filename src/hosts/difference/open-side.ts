import { existsSync } from 'node:fs';
import * as difference from '../../diagnostics/difference';
import { type Finding, hasErrors } from '../../diagnostics/finding';
import * as hostFindings from '../../diagnostics/hosts';
import * as ownership from '../../diagnostics/ownership';
import type { Item } from '../../krm/item';
import type { Json } from '../../krm/json';
import { ownerOf } from '../../krm/ownership';
import { changeInWords } from '../../roll/in-words';
import { isRoll, ownerOfRoll, readRoll } from '../../roll/read-roll';
import type { RenderRecord } from '../../run/render-record';
import type { Side } from '../../views';
import { listFiles } from '../files';
import { openRun, type RunOptions } from '../open-run';
import { STDIN } from '../read-config';
import { type Decrypt, readObjects } from '../read-files';
import { runWithAccess } from '../run-plugins';
import { readStandardInput } from '../standard-streams';
import { loadViews } from '../view';
import { describeItem, listRendered } from './side-objects';

/** A side, or why there is none; and what there is to say about it. */
export interface OpenedSide {
  readonly side?: Side;
  /** Where the side was rendered. */
  readonly record?: RenderRecord;
  /** What was read: names that must not be shown are looked for here. */
  readonly items: readonly Item[];
  /** And here, where the side was rendered. */
  readonly functionConfig?: Json | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Renders an input, to compare what it gives.
 * @param unnamed the name of a configuration that has none, where what was written tells it.
 */
export async function openInput(
  name: string,
  options: RunOptions,
  { isOld = false, unnamed }: { readonly isOld?: boolean; readonly unnamed?: string | undefined } = {},
): Promise<OpenedSide> {
  const opened = openRun(options);
  if ('findings' in opened) return { items: [], findings: opened.findings };
  const { items } = opened.run;
  // The Roll is taken, and does not stop the render: who reads a difference wants to see it all the more.
  const rollHost = { writesBack: false, seesEarlier: true, takesOnly: true };
  const run = { ...opened.run, onlyLooks: true, rollHost, unnamed: unnamed ?? opened.run.unnamed };
  const outcome = await runWithAccess(run, options.access, opened.watch);
  const { findings, roll: call } = outcome;
  if (outcome.state === 'failed' || call === undefined) {
    const isNothing = findings.every(({ severity, code }) => severity !== 'error' || NOTHING.has(code));
    return isOld && isNothing ? emptySide(name, 'it has nothing to render') : { items, findings };
  }
  const { record } = outcome;
  const { difference: outdated, mode } = call;
  const isOutdated = !isOld && mode === 'Check' && outdated !== undefined && !outdated.isEmpty;
  return {
    side: {
      name,
      form: 'render',
      roll: call.roll,
      objects: listRendered(outcome.generated, record),
      scene: { items: items.filter((item) => ownerOf(item) === undefined), fleet: record.fleet },
    },
    record,
    items,
    functionConfig: opened.run.functionConfig,
    findings: isOutdated
      ? [...findings, difference.rollOutdated(call.item?.at() ?? {}, name, changeInWords(outdated))]
      : findings,
  };
}

/** No files, or nothing in them to make anything from. */
const NOTHING = new Set([hostFindings.noFiles.code, ownership.nothingToRead.code, ownership.nothingMade.code]);

/** What an earlier render wrote, or the Roll of one. */
export function readWritten(
  path: string,
  decrypt?: Decrypt,
): { readonly items: readonly Item[]; readonly findings: readonly Finding[] } {
  const listing = path === STDIN ? undefined : listFiles([path]);
  const sources = listing?.files ?? [{ path: 'standard input', bytes: readStandardInput() }];
  const { items, findings } = readObjects(sources, undefined, undefined, undefined, decrypt);
  return { items, findings: [...(listing?.findings ?? []), ...findings] };
}

/** The name of the one configuration whose objects these are: an output folder gives its own to one that has none. */
export function nameOfWriter(items: readonly Item[]): string | undefined {
  const [owner, ...others] = new Set(items.flatMap((item) => ownerOf(item) ?? []));
  return owner === undefined || others.length > 0 ? undefined : owner.slice(owner.indexOf('/') + 1);
}

/** @param owner whose objects are compared; absent where the other side did not get that far. */
export function openWritten(
  name: string,
  { items, findings }: ReturnType<typeof readWritten>,
  owner: string | undefined,
): OpenedSide {
  if (owner === undefined || hasErrors(findings)) return { items, findings };
  const { rollOfObjects } = loadViews();
  const [roll, ...others] = items.filter((item) => isRoll(item) && ownerOfRoll(item) === owner);
  if (roll !== undefined && others.length === 0 && items.every(isRoll)) {
    const reading = readRoll(roll);
    const all = [...findings, ...reading.findings];
    return hasErrors(all)
      ? { items, findings: all }
      : { side: { name, form: 'roll', roll: reading.roll, objects: [] }, items, findings: all };
  }
  const objects = items.filter((item) => ownerOf(item) === owner).map(describeItem);
  const side: Side = { name, form: 'objects', roll: rollOfObjects(objects), objects };
  const why = `no object in it belongs to ${owner}`;
  return {
    side,
    items,
    findings: objects.length > 0 ? findings : [...findings, difference.nothingToCompare({}, name, why)],
  };
}

/** A side on which there is nothing yet. */
export function emptySide(name: string, why: string): OpenedSide {
  const side: Side = { name, form: 'render', roll: loadViews().rollOfObjects([]), objects: [] };
  return { side, items: [], findings: [difference.nothingToCompare({}, name, why)] };
}

/** The path that one side lacks, where one does. */
export function missingPath({ paths, config }: Pick<RunOptions, 'paths' | 'config'>): string | undefined {
  return [...paths, ...(config === undefined ? [] : [config])].find((path) => path !== STDIN && !existsSync(path));
}
