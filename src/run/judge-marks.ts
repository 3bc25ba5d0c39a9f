import type { Finding } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import { wordsFor } from '../krm/identity';
import { type Item, wordsWithFile } from '../krm/item';
import { ownerOf } from '../krm/ownership';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';
import type { Output } from '../outputs/output';
import { type Authority, isOwn } from './authority';
import { indexWanted } from './index-wanted';

/** Own objects of the input, of a render that keeps its outputs in a folder: it neither updates nor removes them. */
export function judgeStrays(strays: readonly Item[], outputs: readonly Output[], authority: Authority): Finding[] {
  const wanted = indexWanted(outputs);
  const findings = strays.flatMap((item) => (wanted(item) === undefined ? judgeMark(item, authority) : []));
  const copies = strays.filter((item) => isRecognised(item, authority));
  const [first] = copies;
  if (first === undefined) return findings;
  return [...findings, ownership.copiedElsewhere(first.at(), authority.owner, copies.map(wordsWithFile))];
}

/** One finding for each owner whose objects are in the way: a renamed configuration meets all that it made before. */
export function refuse(refused: readonly Item[], { owner: me }: Authority): Finding[] {
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

export function isRecognised(item: Item, { recognise }: Authority): boolean {
  return recognise(item).state === 'made';
}

/** A mark on what no render made is an error: nothing is removed for a mark alone. */
export function judgeMark(item: Item, authority: Authority): Finding[] {
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
