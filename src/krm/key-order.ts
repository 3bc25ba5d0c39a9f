import { sortedBy } from '../lists/order';
import { isObject, type JsonObject } from './json';

/** The value with the keys of all its maps in order: hosts order them as they like, and bytes must not depend on that. */
export function orderKeys(value: JsonObject): JsonObject;
export function orderKeys(value: unknown): unknown;
export function orderKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => orderKeys(one));
  if (!isObject(value)) return value;
  return Object.fromEntries(sortedBy(Object.entries(value), ([key]) => key).map(([key, one]) => [key, orderKeys(one)]));
}
