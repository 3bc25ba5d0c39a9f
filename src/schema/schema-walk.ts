import { isObject, type JsonObject } from '../krm/json';

/** A JSON schema, as far as walking along a configuration's fields needs it. */
type Schema = Record<string, unknown>;

/**
 * The schema of the field at a path, or `undefined` where no such field is known.
 * @param entersLists whether a number leads to the entries of a list.
 */
export function schemaAt(schema: object, path: readonly string[], entersLists = false): Schema | undefined {
  let at: unknown = schema;
  for (const key of path) {
    const { properties, additionalProperties, items } = schemaOf(at);
    const fields = schemaOf(properties);
    const entry = entersLists && /^\d+$/.test(key) ? items : undefined;
    const known = Object.hasOwn(fields, key) ? fields[key] : entry;
    at = known ?? (isSchema(additionalProperties) ? additionalProperties : undefined);
    if (at === undefined) return undefined;
  }
  return schemaOf(at);
}

/** The names of the fields that a map may have. */
export function fieldNames(schema: Schema | undefined): string[] {
  return Object.keys(schemaOf(schema?.properties));
}

/** Whether any key may stand here, as in a map of labels. */
export function isOpenMap(schema: Schema): boolean {
  return isSchema(schema.additionalProperties);
}

/** The types that a value may have; those of every branch where there are several. */
export function typesOf(schema: Schema): string[] {
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf.map(schemaOf) : [schema];
  return branches.flatMap(({ type, enum: values }) => (typeof type === 'string' ? [type] : values ? ['string'] : []));
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemaOf(value: unknown): Schema {
  return isSchema(value) ? value : {};
}

/** Sets a value at a path of keys, making the maps on the way. */
export function setAt(map: JsonObject, path: readonly string[], value: JsonObject[string]): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    // Not by assignment, which takes the key __proto__ for something else.
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const next = Object.hasOwn(map, key) ? map[key] : undefined;
  const inner: JsonObject = isObject(next) ? next : {};
  map[key] = inner;
  setAt(inner, rest, value);
}
