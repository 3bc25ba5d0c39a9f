import { functions } from '../../functions';
import type { Item } from '../krm/item';
import { ownerOf } from '../krm/ownership';
import type { Recognition } from '../outputs/recognise-mark';

/** What an object that bears a mark is, as the function that the mark names knows its own. */
export function recogniseMark(item: Item): Recognition {
  const owner = ownerOf(item) ?? '';
  const maker = functions.find(({ name }) => owner.startsWith(`${name}/`));
  return maker?.recognise(item) ?? { state: 'foreign', why: 'which is no owner that Rollcall knows' };
}
