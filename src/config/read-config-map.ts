import * as configuration from '../diagnostics/configuration';
import type { Finding, Place } from '../diagnostics/finding';
import type { Json, JsonObject } from '../krm/json';
import { nearestOf } from '../schema/nearest';
import { fieldNames, isOpenMap, schemaAt, setAt, typesOf } from '../schema/schema-walk';

/** The key of a ConfigMap that names the owner of what is made. */
export const OWNER_NAME_KEY = 'name';

/**
 * A configuration from a ConfigMap's data: keys are field paths with dots, lists are separated by commas, booleans are
 * `true` or `false`. What is left of a path inside a map of labels is the label's key, dots and all.
 */
export function readConfigMap(
  data: Readonly<Record<string, string>>,
  schema: object,
  place: Place,
): { spec: JsonObject; findings: Finding[] } {
  const spec: JsonObject = {};
  const findings: Finding[] = [];
  for (const [key, text] of Object.entries(data)) {
    if (key === OWNER_NAME_KEY) continue;
    const at = { ...place, field: `data["${key}"]` };
    const path = splitPath(key, schema);
    const field = schemaAt(schema, path);
    if (field === undefined) {
      const known = [...listPaths(schema), OWNER_NAME_KEY];
      findings.push(configuration.unknownField(at, `data["${key}"]`, nearestOf(key, known)));
      continue;
    }
    const value = readText(text, typesOf(field));
    if (value === undefined)
      findings.push(configuration.wrongValue(at, key, typesInWords(typesOf(field)), 'something else'));
    else setAt(spec, path, value);
  }
  return { spec, findings };
}

export function splitPath(key: string, schema: object): string[] {
  const parts = key.split('.');
  for (let length = 1; length < parts.length; length++) {
    const head = parts.slice(0, length);
    const at = schemaAt(schema, head);
    if (at !== undefined && isOpenMap(at)) return [...head, parts.slice(length).join('.')];
  }
  return parts;
}

export function readText(text: string, types: readonly string[]): Json | undefined {
  if (types.includes('array')) {
    const list = text.split(',').map((one) => one.trim());
    return text.trim() === '' ? [] : list;
  }
  if (types.includes('string')) return text;
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : undefined;
  if (types.includes('integer')) return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  return undefined;
}

export function typesInWords(types: readonly string[]): string {
  if (types.includes('boolean')) return 'true or false';
  if (types.includes('integer')) return 'a whole number';
  if (types.includes('array')) return 'a list of strings';
  if (types.includes('string')) return 'one string';
  return 'one of the fields inside it, which a key names with a dot';
}

/** Every field path that a key may be, for finding the nearest. */
export function listPaths(schema: object, prefix: readonly string[] = []): string[] {
  return fieldNames(schemaAt(schema, prefix)).flatMap((name) => {
    const path = [...prefix, name];
    const inner = listPaths(schema, path);
    return inner.length > 0 ? inner : [path.join('.')];
  });
}
