import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The JSON Schemas that the build made from the fields, beside the program. */
const folder = () => join(__dirname, 'schemas');
const ANY_KIND = 'rollcall';

/** The kinds that have a JSON Schema. */
export function listSchemas(): string[] {
  const names = readdirSync(folder()).map((file) => file.replace(/\.json$/, ''));
  return names.filter((name) => name !== ANY_KIND).sort();
}

/** The JSON Schema of a kind, or of a file of any kind. */
export function readSchema(kind: string = ANY_KIND): Buffer {
  return readFileSync(join(folder(), `${kind}.json`));
}
