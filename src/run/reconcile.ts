import * as encryption from '../diagnostics/encryption';
import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import { isEncrypted, isEncryptedWhole } from '../inventory/stand-ins';
import { withoutHostAnnotations } from '../krm/host-annotations';
import { wordsFor } from '../krm/identity';
import { type Item, placesInWords, wordsWithFile } from '../krm/item';
import { objectAt } from '../krm/json';
import { GENERATED_BY, ownerOf } from '../krm/ownership';
import type { Written } from '../krm/written';
import { isSame } from '../krm/yaml/write';
import type { Output } from '../outputs/output';
import { type Authority, isOwn } from './authority';
import { indexWanted } from './index-wanted';
import { isRecognised, judgeMark, refuse } from './judge-marks';
import { listFresh } from './list-fresh';
import { adoptItem, changeItem, type Marked, markOnce, markOutput } from './mark';
import type { Division } from './shards/divide';
import { type Elsewhere, findElsewhere, placeElsewhere } from './shards/elsewhere';
import { tellChanges } from './tell-changes';

export interface Reconciled {
  /** The whole output in its order: the input's items, then what is new. */
  readonly written: readonly Written[];
  /** What is generated, new or old: a part of `written`. */
  readonly generated: readonly Written[];
  /** Those of `generated` that take the place of an object of the input. */
  readonly replaced: ReadonlySet<Written>;
  /** Own objects of the input that are no longer wanted. */
  readonly leaving: readonly Item[];
  /** Own objects that another shard has, where this render is a shard. */
  readonly elsewhere: Elsewhere;
  readonly findings: readonly Finding[];
}

/**
 * Brings what is wanted together with what is there: own objects are updated in place or removed, new ones follow in
 * order, and an object of somebody else's is never touched.
 */
export function reconcile(
  items: readonly Item[],
  outputs: readonly Output[],
  keep: readonly Item[],
  authority: Authority,
  division?: Division,
): Reconciled {
  const wanted = indexWanted(outputs);
  const isElsewhere = division === undefined ? () => false : findElsewhere(division, authority);
  const marked = markOnce(authority.owner);
  const met = new Map<string, Item[]>();
  const kept = new Set(keep);
  const findings: Finding[] = [];
  const refused: Item[] = [];
  const sealed: Item[] = [];
  const inPlace: Written[] = [];
  const generated: Written[] = [];
  const leaving: Item[] = [];
  const elsewhere = { moved: [] as Item[], untouched: [] as Item[], unwanted: [] as Item[] };
  const replaced = new Set<Written>();
  const generate = (one: Written) => {
    inPlace.push(one);
    generated.push(one);
    if (!('item' in one)) replaced.add(one);
  };

  const meet = (item: Item) => met.set(item.key, met.get(item.key)?.concat(item) ?? [item]);
  const leaveToOthers = (shards: Division, item: Item, output: Output | undefined) => {
    meet(item);
    const place = placeElsewhere(shards, output !== undefined, kept.has(item), authority);
    if (place === 'leaving') return leaving.push(item);
    if (place === 'moved') return elsewhere.moved.push(item);
    elsewhere.untouched.push(item);
    if (place === 'unwanted') elsewhere.unwanted.push(item);
    return inPlace.push({ item });
  };

  for (const item of items) {
    const output = wanted(item);
    const own = isOwn(item, authority);
    if (division !== undefined && (own || output?.updates === item) && isElsewhere(item, output)) {
      if (own) leaveToOthers(division, item, output);
      else inPlace.push({ item });
      continue;
    }
    if (isSealedOutput(item, output?.updates === item || (own && (output !== undefined || kept.has(item))))) {
      sealed.push(item);
    }
    if (own || output !== undefined) meet(item);
    if (output?.updates === item) generate(change(item, output));
    else if (kept.has(item)) generate(keepItem(item, authority.owner));
    else if (own && output !== undefined) generate(update(item, output, authority.owner, marked));
    else if (own && authority.packagePath !== undefined && isRecognised(item, authority)) leaving.push(item);
    else {
      if (output !== undefined) refused.push(item);
      else findings.push(...judgeMark(item, authority));
      inPlace.push({ item });
    }
  }
  const fresh = listFresh(division?.take(outputs) ?? outputs, met, marked);
  const [first] = sealed;
  if (first !== undefined) findings.push(encryption.ownOutputEncrypted(first.at(), sealed.map(wordsWithFile)));
  findings.push(...refuse(refused, authority), ...findTwins(met.values()), ...tellChanges(items, leaving, authority));
  return { written: inPlace.concat(fresh), generated: generated.concat(fresh), replaced, leaving, elsewhere, findings };
}

/**
 * An output of an earlier render that somebody has encrypted, and that this one would write in plain text, there or
 * beside it. Where SOPS has encrypted what an object says of itself, the key of its mark is still to be read.
 */
function isSealedOutput({ object, identity, isSealed }: Item, isTouched: boolean): boolean {
  if (!isEncrypted(object) && !isSealed) return false;
  return (
    isTouched ||
    (isEncryptedWhole(identity.kind) && Object.hasOwn(objectAt(object, 'metadata', 'annotations'), GENERATED_BY))
  );
}

/** The item as it is; only a new owner's name is written into it. */
function keepItem(item: Item, owner: string): Written {
  if (ownerOf(item) === owner) return { item };
  return { copyOf: adoptItem(item, owner), namespace: item.identity.namespace };
}

/** The item as its text where it already says what is wanted; else the new object, with the annotations of its host. */
function update(item: Item, output: Output, owner: string, marked: Marked): Written {
  const { namespace } = item.identity;
  if (isSame(withoutHostAnnotations(item.object), marked(output).in(namespace))) return { item };
  return { copyOf: markOutput(output, owner, item.hostAnnotations), namespace };
}

/** The item as its text where nothing changes; else the object that takes its place, under its own owner. */
function change(item: Item, output: Output): Written {
  const { namespace } = item.identity;
  const copyOf = changeItem(item, output);
  return isSame(item.object, copyOf.in(namespace)) ? { item } : { copyOf, namespace };
}

function findTwins(groups: Iterable<readonly Item[]>): Finding[] {
  return [...groups].flatMap((items) => {
    const [first, second] = items;
    if (first === undefined || second === undefined) return [];
    return [wire.objectTwice(first.at(), wordsFor(first.object), placesInWords(items))];
  });
}
