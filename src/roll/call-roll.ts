import type { Finding } from '../diagnostics/finding';
import * as rolls from '../diagnostics/roll';
import { findHalfObjects } from '../inventory/half-objects';
import { type Item, placesInWords } from '../krm/item';
import { keyOf, type Scene } from './causes';
import { compareRolls, type Difference, withKnownMembers } from './compare';
import { countDepartures, type MaxDepartures } from './departures';
import { changeInWords } from './in-words';
import { isRoll, isRollOf, ownerOfRoll, readRoll } from './read-roll';
import type { Member, Roll } from './roll';
import { type RollSource, takeRoll } from './take-roll';
import type * as Tell from './tell-difference';
import { ROLL } from './write-roll';

export type RollMode = 'Check' | 'Update' | 'Off';

/** What a host can do for a Roll. */
export interface RollHost {
  /** Whether objects of the input that this render changes are written back. */
  readonly writesBack: boolean;
  /** Whether what earlier renders made is in the input, so that what leaves is seen. */
  readonly seesEarlier: boolean;
  /** `rollcall roll` takes the Roll to write it: a difference is no fault then. */
  readonly takesOnly?: boolean;
  /** A file that may be the Roll where the input has none. */
  readonly near?: string | undefined;
}

export const KEEPS_FILES: RollHost = { writesBack: true, seesEarlier: true };
/** A view writes nothing, so that nothing is lost. */
export const ONLY_LOOKS: RollHost = { writesBack: false, seesEarlier: true };
/** Whoever renders is handed the output and keeps what it likes: kustomize, Argo CD, standard output. */
export const FORGETS: RollHost = { writesBack: false, seesEarlier: false };

export interface RollQuestion extends RollSource, Scene {
  readonly roll: RollMode;
  readonly maxDepartures: MaxDepartures;
  /** What policies allow at most. */
  readonly departureLimits: readonly MaxDepartures[];
  readonly host: RollHost;
  /** The package that the run belongs to: a Roll in another one is another owner's. */
  readonly packagePath: string | undefined;
  /** Objects of clusters that are left as they are: who stands behind them has not left. */
  readonly quarantined?: ReadonlySet<string> | undefined;
  /** The kind of functionConfig that the function takes. */
  readonly configKind: string;
}

/** What calling the roll came to. */
export interface RollCall {
  readonly mode: RollMode;
  /** The owner's Roll in the input. */
  readonly item?: Item | undefined;
  readonly was?: Roll | undefined;
  /** What it should say. */
  readonly roll: Roll;
  /** Absent where there was none to compare with. */
  readonly difference?: Difference | undefined;
  /** Whether the item says this and nothing else. */
  readonly isCurrent?: boolean;
  /** Whether this render writes it. */
  readonly isToWrite: boolean;
  /** What is true only where nothing else stops the render. */
  readonly changes?: readonly Finding[];
}

/** Compares a render with its owner's Roll. */
export function callRoll(question: RollQuestion): { call?: RollCall; findings: Finding[] } {
  const { roll: mode, host, owner } = question;
  const { packagePath } = question;
  const all = question.items.filter((item) => isRoll(item) && item.packagePath === (packagePath ?? item.packagePath));
  const own = all.filter((item) => isRollOf(item, owner));
  const [item, ...others] = own;
  if (mode === 'Off' && !host.takesOnly) {
    return { findings: item === undefined ? [] : [rolls.rollUnread(item.at(), owner)] };
  }
  if (item === undefined) return startRoll(question, all);
  if (others.length > 0) return { findings: [rolls.rollTwice(item.at(), owner, placesInWords(own))] };
  const { roll: was, findings } = readRoll(item);
  if (findings.length > 0 && !host.takesOnly) return { findings };
  const is = withQuarantined(takeRoll(question), was, question.quarantined);
  const difference = compareRolls(was, is);
  const roll = withKnownMembers(is, was);
  const isToWrite = mode === 'Update' && host.writesBack && !difference.isEmpty;
  const isCurrent = difference.isEmpty && findings.length === 0;
  const call = { mode, item, was, roll, difference, isCurrent, isToWrite };
  if (host.takesOnly || difference.isEmpty) return { call, findings: [] };
  const { tellDifference }: typeof Tell = require('./tell-difference');
  const told = tellDifference(difference, item, was, is, question);
  if (!isToWrite) return { call, findings: told };
  const departures = countDepartures(difference, was, [question.maxDepartures, ...question.departureLimits]);
  if (departures !== undefined) {
    const { count, of, what, limit } = departures;
    return { call, findings: [rolls.tooManyDepartures(item.at(), count, of, what, limit), ...told] };
  }
  return { call: { ...call, changes: [rolls.rollUpdated(item.at(), changeInWords(difference))] }, findings: [] };
}

function withQuarantined(is: Roll, was: Roll, quarantined: ReadonlySet<string> | undefined): Roll {
  const members = listQuarantined(was, quarantined).filter(([path]) => !is.clusters.has(path));
  const standing = members.map(([path, member]): [string, Member] => [path, { ...member, unsure: 'Broken' }]);
  return { ...is, clusters: new Map([...is.clusters, ...standing]) };
}

/** The members of a Roll that objects in quarantine stand for. */
export function listQuarantined(was: Roll, quarantined: ReadonlySet<string> | undefined): [string, Member][] {
  if (quarantined === undefined) return [];
  return [...was.clusters].filter(([path, { sources }]) =>
    sources.some((source) => quarantined.has(keyOf(source, path) ?? '')),
  );
}

function startRoll(question: RollQuestion, others: readonly Item[]): { call?: RollCall; findings: Finding[] } {
  const { roll: mode, host, owner, configKind, items } = question;
  const misspelt = findHalfObjects(items, [ROLL]);
  if (misspelt.length > 0) return { findings: misspelt };
  const isToWrite = mode === 'Update' && host.writesBack;
  if (isToWrite || host.takesOnly) return { call: { mode, roll: takeRoll(question), isToWrite }, findings: [] };
  const configurations = items.filter(({ identity }) => identity.group === ROLL.group && identity.kind !== ROLL.kind);
  const orphans = others.filter((item) => {
    const { name } = item.identity;
    const isSameFunction = ownerOfRoll(item).startsWith(`${question.function}/`);
    // The name may have changed, or the kind.
    if (!isSameFunction && `${question.function}/${name}` !== owner) return false;
    return !configurations.some(
      ({ identity }) => identity.name === name && (identity.kind === configKind) === isSameFunction,
    );
  });
  const [orphan] = orphans;
  if (orphan !== undefined)
    return { findings: [rolls.rollOfAnother(orphan.at('metadata.name'), orphans.map(ownerOfRoll), owner)] };
  return {
    findings: host.seesEarlier ? [] : [rolls.nothingGuards({}, owner, others.length === 0 ? host.near : undefined)],
  };
}
