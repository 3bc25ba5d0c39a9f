import { isObject, type Json } from '../krm/json';

/** What Go's JSON reader makes of a document, with the fields as the schema spells them. */
export type GoReading = { readonly value: Json } | { readonly twice: string };

/** The parts of a JSON schema that say where there are fields. */
interface Fields {
  readonly properties?: Readonly<Record<string, object>>;
  readonly items?: object;
}

/**
 * Go's JSON reader takes a field's name in upper and lower case alike. A field that is there in two spellings is told: the
 * later one would count, and which that is a reader of YAML does not see.
 */
export function spellFieldsAsGo(value: Json, schema: Fields, path = ''): GoReading {
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (const [at, one] of value.entries()) {
      const reading = spellFieldsAsGo(one, schema.items ?? {}, `${path}[${at}]`);
      if ('twice' in reading) return reading;
      list.push(reading.value);
    }
    return { value: list };
  }
  const fields = schema.properties;
  if (!isObject(value) || fields === undefined) return { value };
  const spellings = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const spelt = new Map<string, Json>();
  for (const [key, one] of Object.entries(value)) {
    const name = spellings.get(key.toLowerCase()) ?? key;
    const field = path === '' ? name : `${path}.${name}`;
    if (spelt.has(name)) return { twice: field };
    const reading = spellFieldsAsGo(one, fields[name] ?? {}, field);
    if ('twice' in reading) return reading;
    spelt.set(name, reading.value);
  }
  return { value: Object.fromEntries(spelt) };
}
