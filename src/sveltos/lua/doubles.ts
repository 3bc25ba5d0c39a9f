import type { JsonObject as LuaObject } from '../../engines/lua/json';
import { isObject, type Json, type JsonObject } from '../../krm/json';
import { changes, holdsLarge } from '../../krm/large-numbers';

/** An object as Lua can hold it: all its numbers are doubles, there and here. `rounded`: one of them changed. */
export function asDoubles(object: JsonObject): { readonly object: LuaObject; readonly rounded: boolean } {
  return isDoubles(object)
    ? { object, rounded: false }
    : { object: roundMap(object), rounded: holdsLarge(object, changes.asDouble) };
}

function isDoubles(object: JsonObject): object is LuaObject {
  return !holdsLarge(object, () => true);
}

function roundMap(object: JsonObject): LuaObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, round(value)]));
}

function round(value: Json): LuaObject[string] {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(round);
  return isObject(value) ? roundMap(value) : value;
}
