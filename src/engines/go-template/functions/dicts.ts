import type { Budget } from '../budget';
import { Stop } from '../fault';
import { GoMap, GoSlice, isTrue, strings, typeName, type Value } from '../value';
import { asText } from './convert';
import { twice } from './lists';
import { type Arguments, type Family, takes, takesMany } from './signature';

/** What an entry of a new map costs: it takes about that many times as long as a step. */
const ENTRY = 8;

/** sprig's functions on maps. `set`, `unset` and `merge` change the map that they are given. */
export const dicts: Family = {
  dict: takesMany([], 'any', (args) => {
    const entries: [string, Value][] = [];
    args.budget.spend(args.count * ENTRY);
    for (let at = 0; at < args.count; at += 2) {
      entries.push([asText(args.any(at), args.budget), at + 1 < args.count ? args.any(at + 1) : '']);
    }
    return GoMap.of(entries);
  }),
  get: takes(['map', 'string'], (args) => {
    const value = args.map(0).entries.get(args.string(1));
    return value === undefined ? '' : value;
  }),
  set: takes(['map', 'string', 'any'], (args) => {
    if (args.map(0).isNil) throw new Stop('assignment to entry in nil map');
    args.map(0).entries.set(args.string(1), args.any(2));
    return args.map(0);
  }),
  unset: takes(['map', 'string'], (args) => {
    args.map(0).entries.delete(args.string(1));
    return args.map(0);
  }),
  hasKey: takes(['map', 'string'], (args) => args.map(0).entries.has(args.string(1))),
  pluck: takesMany(['string'], 'map', (args) => {
    const found = args.maps(1).filter(({ entries }) => entries.has(args.string(0)));
    return new GoSlice(found.map(({ entries }) => entries.get(args.string(0)) ?? null));
  }),
  // Go gives keys and values in no order at all; here they are in the keys' order.
  keys: takesMany([], 'map', (args) => strings(args.maps(0).flatMap((map) => map.sorted().map(([key]) => key)))),
  values: takes(
    ['map'],
    (args) =>
      new GoSlice(
        args
          .map(0)
          .sorted()
          .map(([, value]) => value),
      ),
  ),
  pick: takesMany(['map'], 'string', (args) => {
    const { entries } = args.map(0);
    const wanted = args.strings(1).filter((key) => entries.has(key));
    return GoMap.of(wanted.map((key) => [key, entries.get(key) ?? null] as const));
  }),
  omit: takesMany(['map'], 'string', (args) => {
    const left = new Set(args.strings(1));
    return GoMap.of([...args.map(0).entries].filter(([key]) => !left.has(key)));
  }),
  dig: takesMany([], 'any', dig),
  ...twice('merge', 'mustMerge')(takesMany(['map'], 'map', (args) => merged(args, false))),
  ...twice('mergeOverwrite', 'mustMergeOverwrite')(takesMany(['map'], 'map', (args) => merged(args, true))),
  ...twice('deepCopy', 'mustDeepCopy')(takes(['any'], (args) => deepCopy(args.any(0), args.budget))),
};

function dig(args: Arguments): Value {
  if (args.count < 3) throw new Stop('dig needs at least three arguments');
  let at: Value = args.any(args.count - 1);
  for (const key of args.values.slice(0, -2)) {
    if (!(at instanceof GoMap) || at.element === 'string') throw new Stop(`dig cannot look into ${typeName(at)}`);
    if (typeof key !== 'string') throw new Stop(`dig wants keys that are strings, not ${typeName(key)}`);
    if (!at.entries.has(key)) return args.any(args.count - 2);
    at = at.entries.get(key) ?? null;
  }
  return at;
}

function merged(args: Arguments, overwrite: boolean): GoMap {
  const target = args.map(0).isNil && args.count > 1 ? GoMap.of() : args.map(0);
  for (const source of args.maps(1)) mergeInto(target, source, overwrite, args.budget, 0);
  return target;
}

/** mergo.Merge for maps: what is empty in the target is filled, or all but nil is overwritten; maps merge into each other. */
function mergeInto(target: GoMap, source: GoMap, overwrite: boolean, budget: Budget, depth: number): void {
  if (depth > 200) throw new Stop('maps are nested too deeply to be merged');
  budget.spend(source.entries.size * ENTRY);
  for (const [key, value] of source.entries) {
    const there = target.entries.get(key) ?? null;
    if (value === null) {
      if (overwrite) target.entries.set(key, null);
      continue;
    }
    if (value instanceof GoMap && there instanceof GoMap) {
      if (there.isNil && !value.isNil) continue;
      mergeInto(there, value, overwrite, budget, depth + 1);
    }
    if (value instanceof GoSlice && overwrite) target.entries.set(key, value);
    const filled = isTrue(there);
    if (filled && (value instanceof GoSlice || (value instanceof GoMap && there instanceof GoMap))) continue;
    if (overwrite || !filled) target.entries.set(key, value);
  }
}

/** Copies maps and lists; what a copy holds can be changed without changing the original. */
export function deepCopy(value: Value, budget: Budget, depth = 0): Value {
  if (depth > 200) throw new Stop('a value is nested too deeply to be copied');
  budget.spend(value instanceof GoMap ? 1 + value.entries.size * ENTRY : 1);
  if (value instanceof GoSlice) {
    return new GoSlice(
      value.items.map((item) => deepCopy(item, budget, depth + 1)),
      value.element,
      value.isNil,
    );
  }
  if (!(value instanceof GoMap)) return value;
  if (value.isNil) return GoMap.nil();
  return GoMap.of(
    [...value.entries].map(([key, item]) => [key, deepCopy(item, budget, depth + 1)] as const),
    value.element,
  );
}
