import type { Item } from '../krm/item';
import { groupBy } from '../lists/group';
import type { Output } from '../outputs/output';
import { nameKey } from './check-outputs';

/** Finds the output that would be made where an item stands. */
export function indexWanted(outputs: readonly Output[]): (item: Pick<Item, 'identity'>) => Output | undefined {
  const byName = groupBy(outputs, ({ object }) => nameKey(object));
  return ({ identity: { group, kind, namespace, name } }) =>
    byName.get(`${group}/${kind}/${name}`)?.find(({ namespaces }) => namespaces.has(namespace));
}
