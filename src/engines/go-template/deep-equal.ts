import type { Budget } from './budget';
import { Stop } from './fault';
import { GoInt, GoMap, GoSlice, isGoObject, type Value } from './value';

/** reflect.DeepEqual. A float that is NaN equals nothing; a nil slice or map equals only another. */
export function deepEqual(a: Value, b: Value, budget: Budget, depth = 0): boolean {
  budget.spend(1);
  if (depth > 200) throw new Stop('values are nested too deeply to be compared');
  if (a instanceof GoInt) return b instanceof GoInt && a.type === b.type && a.value === b.value;
  if (a instanceof GoSlice) {
    if (!(b instanceof GoSlice) || a.element !== b.element || a.isNil !== b.isNil) return false;
    if (a.items.length !== b.items.length) return false;
    return a.items.every((item, at) => deepEqual(item, b.items[at] ?? null, budget, depth + 1));
  }
  if (a instanceof GoMap) {
    if (!(b instanceof GoMap) || a.element !== b.element || a.isNil !== b.isNil) return false;
    if (a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, item]) => {
      return b.entries.has(key) && deepEqual(item, b.entries.get(key) ?? null, budget, depth + 1);
    });
  }
  if (isGoObject(a)) return isGoObject(b) && a.typeName === b.typeName && a.text === b.text;
  return a === b;
}
