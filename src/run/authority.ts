import type { Item } from '../krm/item';
import { ownerOf } from '../krm/ownership';
import type { RecogniseMark } from '../outputs/recognise-mark';

/** In whose name a run writes, and where it may remove. */
export interface Authority {
  readonly owner: string;
  /** Owners whose objects in the package are this one's from now on, wanted or not. */
  readonly takeOverFrom: readonly string[];
  /** The package of the functionConfig; `undefined` where it cannot be told, and then nothing is removed. */
  readonly packagePath: string | undefined;
  /** Tells, of an object that bears a mark, whether the function of that mark can have made it. */
  readonly recognise: RecogniseMark;
}

/** Whether an item is this owner's, in this package: then it is no input, and may be updated or removed. */
export function isOwn(item: Item, { owner, takeOverFrom, packagePath }: Authority): boolean {
  const maker = ownerOf(item);
  if (maker === undefined || item.packagePath !== (packagePath ?? item.packagePath)) return false;
  return maker === owner || takeOverFrom.includes(maker);
}
