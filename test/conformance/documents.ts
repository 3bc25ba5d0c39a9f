import { isObject, type Json, writeJson } from '../../src/krm/json';
import { readYaml } from '../../src/krm/yaml/read';
import { compareBytes } from '../../src/lists/order';

/** What a YAML text holds, as JSON whose keys are in order; `refused` where it cannot be read. */
export function readAsJson(text: string): string {
  const reading = readYaml(text);
  return 'fault' in reading ? 'refused' : writeInOrder(reading.value);
}

export function writeInOrder(value: Json): string {
  return writeJson(inOrder(value));
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort(compareBytes);
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key] ?? null)]));
}

/** Go's JSON escapes these two, ours need not. */
export function asGoWrites(json: string): string {
  return json.trimEnd().replaceAll('\\u2028', '\u2028').replaceAll('\\u2029', '\u2029');
}
