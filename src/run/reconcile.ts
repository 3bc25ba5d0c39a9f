import * as encryption from '../diagnostics/encryption';
import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import * as wire from '../diagnostics/wire';
import { isEncrypted, isEncryptedWhole } from '../inventory/stand-ins';
import { withoutHostAnnotations } from '../krm/host-annotations';
import { groupOf, identityKey, wordsFor } from '../krm/identity';
import { type Item, placesInWords, wordsWithFile } from '../krm/item';
import { objectAt } from '../krm/json';
import { GENERATED_BY, ownerOf } from '../krm/ownership';
import type { CopiedObject, Written } from '../krm/written';
import { isSame } from '../krm/yaml/write';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import type { Output } from '../outputs/output';
import { type Authority, isOwn } from './authority';
import { nameKey } from './check-outputs';
import { adoptItem, changeItem, markOutput } from './mark';
import type { Division } from './shards/divide';
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

/** What becomes of objects of other shards. */
export interface Elsewhere {
  /** They are wanted, and are removed here alone. */
  readonly moved: readonly Item[];
  /** They stay as they are; some are not wanted, and their own shard withdraws them. */
  readonly untouched: readonly Item[];
  readonly unwanted: readonly Item[];
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

  for (const item of items) {
    const output = wanted(item);
    const own = isOwn(item, authority);
    if (division !== undefined && (own || output?.updates === item) && isElsewhere(item, output)) {
      if (!own) {
        inPlace.push({ item });
        continue;
      }
      met.set(item.key, met.get(item.key)?.concat(item) ?? [item]);
      const place = placeElsewhere(division, output !== undefined, kept.has(item), authority);
      if (place === 'leaving') leaving.push(item);
      else if (place === 'moved') elsewhere.moved.push(item);
      else {
        elsewhere.untouched.push(item);
        if (place === 'unwanted') elsewhere.unwanted.push(item);
        inPlace.push({ item });
      }
      continue;
    }
    if (isSealedOutput(item, output?.updates === item || (own && (output !== undefined || kept.has(item))))) {
      sealed.push(item);
    }
    if (own || output !== undefined) met.set(item.key, met.get(item.key)?.concat(item) ?? [item]);
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

/** Tells the objects that another shard has: of those that are not wanted any more, by what they are. */
function findElsewhere(
  division: Division,
  { recognise }: Authority,
): (item: Item, output: Output | undefined) => boolean {
  return (item, output) => {
    if (output !== undefined) return !division.has(output, item.identity.namespace);
    const recognition = recognise(item);
    return recognition.state === 'made' && !division.hasLeft(item, recognition);
  };
}

/** What happens here to an object of another shard. What is kept for want of credentials can be nowhere else. */
function placeElsewhere(
  { shard: { keepOthers } }: Division,
  isWanted: boolean,
  isKept: boolean,
  { packagePath }: Authority,
): 'untouched' | 'unwanted' | 'moved' | 'leaving' {
  if (isKept || packagePath === undefined) return 'untouched';
  if (keepOthers) return isWanted ? 'untouched' : 'unwanted';
  return isWanted ? 'moved' : 'leaving';
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

/** Finds the output that would be made where an item stands. */
export function indexWanted(outputs: readonly Output[]): (item: Pick<Item, 'identity'>) => Output | undefined {
  const byName = groupBy(outputs, ({ object }) => nameKey(object));
  return ({ identity: { group, kind, namespace, name } }) =>
    byName.get(`${group}/${kind}/${name}`)?.find(({ namespaces }) => namespaces.has(namespace));
}

type Marked = (output: Output) => CopiedObject;

/** Marks each output once, for all the namespaces that it goes to. */
function markOnce(owner: string): Marked {
  const known = new Map<Output, CopiedObject>();
  return (output) => {
    const marked = known.get(output) ?? markOutput(output, owner);
    known.set(output, marked);
    return marked;
  };
}

/** What is written into one namespace. */
interface Shelf {
  readonly namespace: string;
  readonly list: Written[];
}

/** What the input does not hold yet, by namespace, kind and name. */
function listFresh(outputs: readonly Output[], met: ReadonlyMap<string, unknown>, marked: Marked): Written[] {
  const inOrder = sortedBy(
    outputs,
    ({ object }) => object.kind,
    ({ object }) => object.metadata.name,
  );
  const byNamespace = new Map<string, Written[]>();
  const shelves = new Map<ReadonlySet<string>, Shelf[]>();
  for (const output of inOrder) {
    const { apiVersion, kind, metadata } = output.object;
    const group = groupOf(apiVersion);
    const copyOf = marked(output);
    for (const { namespace, list } of findShelves(output.namespaces)) {
      const isThere = met.size > 0 && met.has(identityKey({ group, kind, namespace, name: metadata.name }));
      if (!isThere) list.push({ copyOf, namespace });
    }
  }

  /** Most outputs share one set of namespaces: its lists are looked up once. */
  function findShelves(namespaces: ReadonlySet<string>): Shelf[] {
    const known = shelves.get(namespaces);
    if (known !== undefined) return known;
    const found = [...namespaces].map((namespace) => {
      const list = byNamespace.get(namespace) ?? [];
      byNamespace.set(namespace, list);
      return { namespace, list };
    });
    shelves.set(namespaces, found);
    return found;
  }

  return sortedBy(byNamespace, ([namespace]) => namespace).flatMap(([, list]) => list);
}

function findTwins(groups: Iterable<readonly Item[]>): Finding[] {
  return [...groups].flatMap((items) => {
    const [first, second] = items;
    if (first === undefined || second === undefined) return [];
    return [wire.objectTwice(first.at(), wordsFor(first.object), placesInWords(items))];
  });
}

/** Own objects of the input, of a render that keeps its outputs in a folder: it neither updates nor removes them. */
export function judgeStrays(strays: readonly Item[], outputs: readonly Output[], authority: Authority): Finding[] {
  const wanted = indexWanted(outputs);
  const findings = strays.flatMap((item) => (wanted(item) === undefined ? judgeMark(item, authority) : []));
  const copies = strays.filter((item) => isRecognised(item, authority));
  const [first] = copies;
  if (first === undefined) return findings;
  return [...findings, ownership.copiedElsewhere(first.at(), authority.owner, copies.map(wordsWithFile))];
}

/** What an earlier render made that is kept, and that a new source now wants to make too. */
export function findKeptClaims(outputs: readonly Output[], keep: readonly Item[]): Item[] {
  if (keep.length === 0) return [];
  const wanted = indexWanted(outputs);
  return keep.filter((item) => wanted(item) !== undefined);
}

/** One finding for each owner whose objects are in the way: a renamed configuration meets all that it made before. */
function refuse(refused: readonly Item[], { owner: me }: Authority): Finding[] {
  return [
    ...groupBy(
      sortedBy(refused, ({ key }) => key),
      (item) => `${ownerOf(item) ?? ''}\0${item.packagePath}`,
    ).values(),
  ].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const owner = ownerOf(first);
    const objects = group.map(({ object }) => wordsFor(object));
    if (owner === undefined) return [ownership.ownedByNobody(first.at(), objects, me)];
    if (owner === me) return [ownership.ownedInAnotherPackage(first.at(), objects, me, first.packagePath)];
    return [ownership.ownedByAnother(first.at(), objects, owner, me)];
  });
}

function isRecognised(item: Item, { recognise }: Authority): boolean {
  return recognise(item).state === 'made';
}

/** A mark on what no render made is an error: nothing is removed for a mark alone. */
function judgeMark(item: Item, authority: Authority): Finding[] {
  const owner = ownerOf(item);
  if (owner === undefined) return [];
  const recognition = authority.recognise(item);
  const words = wordsFor(item.object);
  switch (recognition.state) {
    case 'made':
      return [];
    case 'protected':
      if (!isOwn(item, authority) || authority.packagePath === undefined) return [];
      return [ownership.notRemoved(item.at(), words, owner, recognition.why)];
    default:
      return [ownership.markedByAnother(item.at('metadata.annotations'), words, owner, recognition.why)];
  }
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
