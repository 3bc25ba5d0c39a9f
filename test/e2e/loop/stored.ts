import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject, objectAt } from '../../../src/krm/json';

/** Fields, without the indices of lists: `spec.ports[].protocol`. */
export interface Differences {
  /** The server has it and nobody sent it. */
  readonly added: readonly string[];
  /** It was sent, and the server has something else or nothing. */
  readonly changed: readonly string[];
}

/** What the server keeps for itself, of every object; it has its status from another request. */
const OF_THE_SERVER = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

export function compareStored(sent: JsonObject, stored: JsonObject): Differences {
  const added: string[] = [];
  const changed: string[] = [];
  compare(withoutStatus(inBytes(sent)), withoutStatus(inBytes(stored)), '', { added, changed });
  return { added, changed };
}

export function withoutStatus(object: JsonObject): JsonObject {
  const { status: _, ...rest } = object;
  const metadata = Object.entries(objectAt(object, 'metadata')).filter(([key]) => !OF_THE_SERVER.includes(key));
  return { ...rest, metadata: Object.fromEntries(metadata) };
}

/** A Secret's values as the bytes that they are: `stringData` is for writing only. */
function inBytes(object: JsonObject): JsonObject {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return object;
  const { stringData, data, ...rest } = object;
  const decode = ([key, value]: [string, unknown]) => [key, Buffer.from(String(value), 'base64').toString('latin1')];
  const encode = ([key, value]: [string, unknown]) => [key, Buffer.from(String(value)).toString('latin1')];
  const all = [...Object.entries(objectAt({ data }, 'data')).map(decode)];
  all.push(...Object.entries(objectAt({ stringData }, 'stringData')).map(encode));
  return all.length === 0 ? rest : { ...rest, data: Object.fromEntries(all) };
}

function compare(sent: unknown, stored: unknown, path: string, found: { added: string[]; changed: string[] }): void {
  if (isObject(sent) && isObject(stored)) {
    for (const key of new Set([...Object.keys(sent), ...Object.keys(stored)])) {
      const at = path === '' ? key : `${path}.${key}`;
      if (!Object.hasOwn(sent, key)) found.added.push(at);
      else compare(sent[key], stored[key], at, found);
    }
  } else if (Array.isArray(sent) && Array.isArray(stored) && sent.length === stored.length) {
    for (const [index, one] of sent.entries()) compare(one, stored[index], `${path}[]`, found);
  } else if (!isDeepStrictEqual(asNumber(sent), asNumber(stored))) found.changed.push(path);
}

/** Whole numbers are read as bigints from YAML and as numbers from the server's JSON. */
function asNumber(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
