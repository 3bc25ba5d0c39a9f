import type { Item } from '../krm/item';
import { ownerOf } from '../krm/ownership';
import { type Authority, isOwn } from './authority';
import type { Quarantine } from './quarantine';

/** What the objects of a run are to it. */
export interface SetAside {
  /** What the render works on, with its own earlier outputs. */
  readonly items: readonly Item[];
  /** What is selected from. */
  readonly inputs: readonly Item[];
  /** Outputs of an earlier render. */
  readonly own: readonly Item[];
  /** Copies of these in the input, where the folder that is written to holds the earlier render: they count for nothing. */
  readonly strays: readonly Item[];
}

/** Tells a render's own outputs from its input: they are never selected from. */
export function setAside(
  input: readonly Item[],
  earlier: readonly Item[] | undefined,
  authority: Authority,
  quarantine: Quarantine | undefined,
): SetAside {
  const isMine = (item: Item) => isOwn(item, authority);
  const items = earlier === undefined ? input : input.filter((item) => !isMine(item)).concat(earlier);
  return {
    items,
    inputs: items.filter((item) => isInput(item, authority) && !quarantine?.keys.has(item.key)),
    own: (earlier ?? input).filter(isMine),
    strays: earlier === undefined ? [] : input.filter(isMine),
  };
}

/** What Rollcall made is no input: neither this owner's objects, nor the credentials that any of its functions copied. */
function isInput(item: Item, authority: Authority): boolean {
  const owner = ownerOf(item);
  if (owner === undefined) return true;
  if (item.identity.kind === 'Secret') return false;
  // A mark on what no function makes is an error of its own, and hides no object from the rest.
  const recognition = authority.recognise(item);
  if (recognition.state === 'foreign') return true;
  // A consumer's copy of a ClusterProfile is no cluster of its own.
  if (recognition.state === 'made' && recognition.role === 'ConsumerProfile') return false;
  return owner !== authority.owner && !isOwn(item, authority);
}
