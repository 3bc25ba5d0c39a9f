/** What YAML and JSON texts hold once they are read; a whole number that a double does not hold is a bigint. */
export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map at a path of keys, or an empty one where the path ends early or meets something else. */
export function objectAt(value: unknown, ...path: string[]): JsonObject {
  let at: unknown = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : NOTHING;
}

const NOTHING: JsonObject = Object.freeze({});

/** The value where it is a string, else the empty string. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a value is, in words fit for a message: the type, never the value. */
export function typeInWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a map';
    case 'boolean':
      return 'a boolean';
    case 'number':
    case 'bigint':
      return 'a number';
    default:
      return 'a string';
  }
}

/** The string that a map holds under a key of its own, or `undefined`. */
export function stringAt(map: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A value as JSON text, like `JSON.stringify`, with every digit of whole numbers that a double does not hold. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map((one) => writeJson(one ?? null)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${writeJson(one)}`).join()}}`;
}

/** The value of a JSON text; `undefined` where it is none, or where a double might not hold one of its numbers. */
export function parseExactly(text: string): Json | undefined {
  return longNumber.test(text) ? undefined : parseJson(text);
}

/** The value of a JSON text, or `undefined` where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A number that may have more digits than a double, or a larger exponent; never inside a plain string. */
const longNumber = /[[:,\s]-?[0-9][0-9.]*(?:[0-9]{15}|[eE]\+?[0-9]{3})/;
