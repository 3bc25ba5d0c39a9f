import type { Json, JsonObject } from './json';

/**
 * Long strings of the input are named by their place on the way back from Lua: a kubeconfig that goes to twenty
 * consumers would else cross twenty times. Every packed string begins with a letter that says what it is.
 */
const LONG = 64;
const OWN = '=';
const PLACE = '#';

/** The long strings of some objects, in an order that both sides come to. */
function listLong(objects: readonly JsonObject[]): string[] {
  const found: string[] = [];
  const walk = (value: Json): void => {
    if (typeof value === 'string') {
      if (value.length >= LONG) found.push(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const one of Object.values(value)) walk(one);
    }
  };
  for (const object of objects) walk(object);
  return found;
}

export function packAnswer(values: readonly Json[], objects: readonly JsonObject[]): Json[] {
  const places = new Map(listLong(objects).map((text, at) => [text, at]));
  return values.map((value) =>
    mapStrings(value, (text) => {
      const place = text.length >= LONG ? places.get(text) : undefined;
      return place === undefined ? OWN + text : PLACE + place;
    }),
  );
}

export function unpackAnswer(values: readonly Json[], objects: readonly JsonObject[]): Json[] {
  const long = listLong(objects);
  return values.map((value) =>
    mapStrings(value, (text) => {
      const rest = text.slice(1);
      return text.startsWith(PLACE) ? (long[Number(rest)] ?? '') : rest;
    }),
  );
}

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change));
  if (typeof value !== 'object' || value === null) return value;
  const mapped: [string, Json][] = [];
  for (const key of Object.keys(value)) mapped.push([key, mapStrings(value[key] ?? null, change)]);
  return Object.fromEntries(mapped);
}
