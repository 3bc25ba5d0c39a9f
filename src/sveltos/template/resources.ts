import type { Budget } from '../../engines/go-template/budget';
import { Stop } from '../../engines/go-template/fault';
import { deepCopy } from '../../engines/go-template/functions/dicts';
import { type Arguments, type Family, takes } from '../../engines/go-template/functions/signature';
import { encodeYaml, encodeYaml3 } from '../../engines/go-template/functions/yaml-writer';
import { GoInt, GoMap, GoSlice, type Param, typeName, type Value } from '../../engines/go-template/value';

/**
 * The functions on a resource that an EventTrigger's templates have (event-manager). A path is field names joined by dots.
 * As there, they change the resource that they are given; the change lasts for the rest of the run.
 */
export const resources: Family = {
  ...functionsOn('map', (args) => args.map(0), encodeYaml3),
  chainSetField: takes(['map', 'string', 'any'], (args) => {
    const set = setAt(args.map(0), args.string(1), copyJson(args.any(2), args.budget));
    return set ? args.map(0) : GoMap.nil();
  }),
  chainRemoveField: takes(['map', 'string'], (args) => {
    removeAt(args.map(0), args.string(1));
    return args.map(0);
  }),
};

/** The same for the second filling (addon-controller): a resource is meant by its identifier in templateResourceRefs. */
export function functionsById(resources: ReadonlyMap<string, GoMap>): Family {
  return functionsOn('string', (args) => resources.get(args.string(0)), encodeYaml);
}

function functionsOn(
  first: Param,
  find: (args: Arguments) => GoMap | undefined,
  encode: (value: Value, budget: Budget) => string | undefined,
): Family {
  const on = (more: readonly Param[], missing: Value, call: (resource: GoMap, args: Arguments) => Value) =>
    takes([first, ...more], (args) => {
      const resource = find(args);
      return resource === undefined ? missing : call(resource, args);
    });
  const written = (resource: GoMap, { budget }: Arguments) => {
    const map = cleared(resource);
    return (encode(map.isNil ? GoMap.of() : map, budget) ?? '').replace(/\n$/, '');
  };
  return {
    getResource: on([], GoMap.nil(), cleared),
    copy: on([], '', written),
    getField: on(['string'], '', (resource, args) => {
      const value = valueAt(resource, args.string(1));
      return value === undefined ? '' : copyJson(value, args.budget);
    }),
    setField: on(['string', 'any'], '', (resource, args) => {
      const set = setAt(resource, args.string(1), copyJson(args.any(2), args.budget));
      return set ? written(resource, args) : '';
    }),
    removeField: on(['string'], '', (resource, args) => {
      removeAt(resource, args.string(1));
      return written(resource, args);
    }),
  };
}

/** Without what the API server writes. */
function cleared(resource: GoMap): GoMap {
  for (const field of ['managedFields', 'resourceVersion', 'uid']) removeAt(resource, `metadata.${field}`);
  return resource;
}

function mapAt(map: GoMap, key: string): GoMap | undefined {
  const value = map.entries.get(key);
  return value instanceof GoMap && value.element === 'interface {}' ? value : undefined;
}

function valueAt(resource: GoMap, path: string): Value | undefined {
  let at: Value = resource;
  for (const key of path.split('.')) {
    if (!(at instanceof GoMap) || at.element === 'string') return undefined;
    const next: Value | undefined = at.entries.get(key);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function removeAt(resource: GoMap, path: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: GoMap | undefined = resource;
  for (const key of keys) at = at && mapAt(at, key);
  at?.entries.delete(last);
}

/** False where something on the way is no map. */
function setAt(resource: GoMap, path: string, value: Value): boolean {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = resource;
  for (const key of keys) {
    if (at.isNil) throw new Stop('assignment to entry in nil map');
    if (!at.entries.has(key)) at.entries.set(key, GoMap.of());
    const next = mapAt(at, key);
    if (next === undefined) return false;
    at = next;
  }
  if (at.isNil) throw new Stop('assignment to entry in nil map');
  at.entries.set(last, value);
  return true;
}

/** The API machinery copies JSON's types only: an int must be made an int64 first. */
function copyJson(value: Value, budget: Budget): Value {
  wantJson(value, 0);
  return deepCopy(value, budget);
}

function wantJson(value: Value, depth: number): void {
  if (depth > 200) throw new Stop('a value is nested too deeply to be copied');
  const foreign =
    (value instanceof GoInt && value.type !== 'int64') ||
    ((value instanceof GoSlice || value instanceof GoMap) && value.element !== 'interface {}') ||
    (typeof value === 'object' && value !== null && 'methods' in value);
  if (foreign) throw new Stop(`cannot deep copy ${typeName(value)}; int64 and float64 make numbers that can be set`);
  if (value instanceof GoSlice) for (const item of value.items) wantJson(item, depth + 1);
  if (value instanceof GoMap) for (const item of value.entries.values()) wantJson(item, depth + 1);
}
