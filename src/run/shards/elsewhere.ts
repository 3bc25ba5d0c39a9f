import type { Item } from '../../krm/item';
import type { Output } from '../../outputs/output';
import type { Authority } from '../authority';
import type { Division } from './divide';

/** What becomes of objects of other shards. */
export interface Elsewhere {
  /** They are wanted, and are removed here alone. */
  readonly moved: readonly Item[];
  /** They stay as they are; some are not wanted, and their own shard withdraws them. */
  readonly untouched: readonly Item[];
  readonly unwanted: readonly Item[];
}

/** Tells the objects that another shard has: of those that are not wanted any more, by what they are. */
export function findElsewhere(
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
export function placeElsewhere(
  { shard: { keepOthers } }: Division,
  isWanted: boolean,
  isKept: boolean,
  { packagePath }: Authority,
): 'untouched' | 'unwanted' | 'moved' | 'leaving' {
  if (isKept || packagePath === undefined) return 'untouched';
  if (keepOthers) return isWanted ? 'untouched' : 'unwanted';
  return isWanted ? 'moved' : 'leaving';
}
