import type { Item } from './item';
import { isObject, type JsonObject, objectAt, textOf } from './json';

/** Whether something is a Kubernetes object, what it lacks to be one, or that it is something else altogether. */
export type Wholeness =
  | { readonly state: 'whole' }
  | { readonly state: 'half'; readonly missing: readonly string[] }
  | { readonly state: 'stranger' };

/** An object says what it is and what it is called. A file that was cut off does not say all of it. */
export function judgeWholeness({ object }: Item): Wholeness {
  const metadata = objectAt(object, 'metadata');
  const missing = [
    ...(textOf(object.apiVersion) === '' ? ['apiVersion'] : []),
    ...(textOf(object.kind) === '' ? ['kind'] : []),
    ...(isNamed(metadata) ? [] : ['metadata.name']),
  ];
  if (missing.length === 0) return { state: 'whole' };
  return isStranger(object) ? { state: 'stranger' } : { state: 'half', missing };
}

function isNamed({ name, generateName }: JsonObject): boolean {
  return [name, generateName].some((one) => one !== undefined && one !== null && one !== '');
}

/** The fields by which a piece of an object can be known, in whatever letters. */
const SIGNS = new Set(['apiversion', 'kind', 'metadata', 'spec', 'status', 'data', 'stringdata', 'items']);

function isStranger(object: JsonObject): boolean {
  return isChart(object) || !Object.keys(object).some((key) => SIGNS.has(key.toLowerCase()));
}

/** Helm's Chart.yaml has an apiVersion, and its name beside it. */
function isChart({ apiVersion, kind, metadata, name, version }: JsonObject): boolean {
  const isHelms = apiVersion === 'v1' || apiVersion === 'v2';
  return isHelms && kind === undefined && !isObject(metadata) && textOf(name) !== '' && version !== undefined;
}
