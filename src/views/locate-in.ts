import type { Item } from '../krm/item';
import { viewSource } from './cluster-view';
import { type Locate, locateNowhere } from './locate';

/** Where objects of an input are. */
export function locateIn(items: readonly Item[]): Locate {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return (key) => {
    const item = byKey.get(key);
    return item === undefined ? locateNowhere(key) : viewSource(item);
  };
}
