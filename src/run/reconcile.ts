import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import * as wire from '../diagnostics/wire';
import { groupBy } from '../krm/group';
import { isHostAnnotation, withoutHostAnnotations } from '../krm/host-annotations';
import { wordsFor } from '../krm/identity';
import { type Item, placesInWords } from '../krm/item';
import { sortedBy } from '../krm/order';
import { ownerOf, sourcesOf } from '../krm/ownership';
import type { Written } from '../krm/write-resource-list';
import { isSame } from '../krm/yaml/write';
import type { Output } from '../outputs/output';
import { outputKey } from './check-outputs';
import { markOutput } from './mark';

/** In whose name a run writes, and where it may remove. */
export interface Authority {
  readonly owner: string;
  readonly takeOverFrom: readonly string[];
  /** The package of the functionConfig; `undefined` where it cannot be told, and then nothing is removed. */
  readonly packagePath: string | undefined;
}

export interface Reconciled {
  /** The whole output in its order: the input's items, then what is new. */
  readonly written: readonly Written[];
  /** What is generated, new or old: a part of `written`. */
  readonly generated: readonly Written[];
  readonly findings: readonly Finding[];
}

/** Whether an item was made by this owner in this package: then it is no input, and may be updated or removed. */
export function isOwn(item: Item, { owner, packagePath }: Authority): boolean {
  return ownerOf(item) === owner && item.packagePath === (packagePath ?? item.packagePath);
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
): Reconciled {
  const wanted = new Map(outputs.map((output) => [outputKey(output.object), output]));
  const met = new Map<string, Item[]>();
  const kept = new Set(keep);
  const findings: Finding[] = [];
  const taken: Item[] = [];
  const written: Written[] = [];
  const generated: Written[] = [];
  const generate = (one: Written) => {
    written.push(one);
    generated.push(one);
  };

  for (const item of items) {
    const output = wanted.get(item.key);
    const own = isOwn(item, authority);
    if (own || output !== undefined) met.set(item.key, [...(met.get(item.key) ?? []), item]);
    if (kept.has(item)) generate({ item });
    else if (output !== undefined) {
      if (!own && mayTakeOver(item, authority)) taken.push(item);
      if (own || mayTakeOver(item, authority)) generate(update(item, output, authority.owner));
      else findings.push(refuse(item, authority));
    } else if (own && authority.packagePath !== undefined) {
      findings.push(ownership.withdrawn({}, wordsFor(item.object), sourcesOf(item).join(', ') || 'an unknown source'));
    } else written.push({ item });
  }

  const fresh = sortedBy(
    outputs.filter(({ object }) => !met.has(outputKey(object))),
    ({ object }) => object.metadata.namespace,
    ({ object }) => object.kind,
    ({ object }) => object.metadata.name,
  );
  for (const output of fresh) generate({ object: markOutput(output, authority.owner) });
  findings.push(...findTwins(met.values()), ...noteTaken(taken));
  return { written, generated, findings };
}

function mayTakeOver(item: Item, { takeOverFrom }: Authority): boolean {
  const owner = ownerOf(item);
  return owner !== undefined && takeOverFrom.includes(owner);
}

function noteTaken(taken: readonly Item[]): Finding[] {
  return [...groupBy(taken, (item) => ownerOf(item) ?? '')].map(([owner, items]) =>
    ownership.takenOver({}, owner, items.map(({ object }) => wordsFor(object))),
  );
}

function findTwins(groups: Iterable<readonly Item[]>): Finding[] {
  return [...groups].flatMap((items) => {
    const [first, second] = items;
    if (first === undefined || second === undefined) return [];
    return [wire.objectTwice(first.at(), wordsFor(first.object), placesInWords(items))];
  });
}

/** What an earlier render kept and a new source now wants: both claims are named. */
export function findKeptClaims(outputs: readonly Output[], keep: readonly Item[]): Item[] {
  const wanted = new Set(outputs.map(({ object }) => outputKey(object)));
  return keep.filter(({ key }) => wanted.has(key));
}

function refuse(item: Item, { owner: me }: Authority): Finding {
  const owner = ownerOf(item);
  const words = wordsFor(item.object);
  if (owner === undefined) return ownership.ownedByNobody(item.at(), words, me);
  if (owner === me) return ownership.ownedInAnotherPackage(item.at(), words, me, item.packagePath);
  return ownership.ownedByAnother(item.at(), words, owner, me);
}

/** The item as its text where it already says what is wanted; else the new object, with the annotations of its host. */
function update(item: Item, output: Output, owner: string): Written {
  if (isSame(withoutHostAnnotations(item.object), markOutput(output, owner))) return { item };
  const hosts = Object.entries(item.annotations).filter(([key]) => isHostAnnotation(key));
  return { object: markOutput(output, owner, Object.fromEntries(hosts)) };
}
