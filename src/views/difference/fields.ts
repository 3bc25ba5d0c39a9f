import { isObject, type Json, type JsonObject, writeJson } from '../../krm/json';

/** A field that two objects do not share. */
export interface FieldChange {
  readonly path: string;
  /** The keys that lead to it. */
  readonly keys: readonly string[];
  readonly old: Json | undefined;
  readonly new: Json | undefined;
}

/** What a cluster's API server writes into every object, and no render does. */
const BY_THE_SERVER = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
]);

/** The fields in which two objects differ, in the order of their paths. Every one is a value, an empty map or an empty list. */
export function compareFields(old: JsonObject, is: JsonObject): FieldChange[] {
  const changes: FieldChange[] = [];
  walk('', [], old, is);
  return changes;

  function walk(path: string, keys: readonly string[], a: Json | undefined, b: Json | undefined): void {
    const parts = partsOf(a, b);
    if (parts === undefined) {
      if (!isEqual(a, b)) changes.push({ path, keys, old: a, new: b });
      return;
    }
    const isList = Array.isArray(a ?? b);
    for (const name of [...new Set([...parts.old.keys(), ...parts.new.keys()])].sort()) {
      if (keys.length === 1 && keys[0] === 'metadata' && BY_THE_SERVER.has(name)) continue;
      walk(joinPath(path, name, isList), [...keys, name], parts.old.get(name), parts.new.get(name));
    }
  }
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || writeJson(a) === writeJson(b);
}

type Parts = ReadonlyMap<string, Json>;

/** The parts of two maps, or of two lists, where one of them may be absent; `undefined` where a value stands for itself. */
function partsOf(a: Json | undefined, b: Json | undefined): { old: Parts; new: Parts } | undefined {
  if (isMapOrAbsent(a) && isMapOrAbsent(b)) return someParts(mapOf(a), mapOf(b));
  if (!isListOrAbsent(a) || !isListOrAbsent(b)) return undefined;
  const lists = [a ?? [], b ?? []] as const;
  // By name or type where every entry has its own, else by place.
  const key = ['name', 'type'].find((name) => lists.every((list) => isKeyedBy(list, name)));
  const parts = (list: readonly Json[]): Parts =>
    new Map(list.map((one, at) => [key === undefined ? `[${at}]` : `[${key}=${textAt(one, key)}]`, one]));
  return someParts(parts(lists[0]), parts(lists[1]));
}

/** An empty map or list has no parts that could differ: it stands for itself. */
function someParts(old: Parts, is: Parts): { old: Parts; new: Parts } | undefined {
  return old.size + is.size === 0 ? undefined : { old, new: is };
}

function isMapOrAbsent(value: Json | undefined): value is JsonObject | undefined {
  return value === undefined || isObject(value);
}

function isListOrAbsent(value: Json | undefined): value is Json[] | undefined {
  return value === undefined || Array.isArray(value);
}

function mapOf(value: JsonObject | undefined): Parts {
  return new Map(Object.entries(value ?? {}));
}

function isKeyedBy(list: readonly Json[], key: string): boolean {
  const names = list.map((one) => textAt(one, key));
  return !names.includes('') && new Set(names).size === names.length;
}

function textAt(value: Json, key: string): string {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : '';
}

function joinPath(path: string, name: string, isList: boolean): string {
  if (isList) return `${path}${name}`;
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}
