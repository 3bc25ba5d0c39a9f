import { defaultFunction, functions } from '../../functions';
import type { AnyFunction } from '../../functions/function';
import type { Finding } from '../diagnostics/finding';
import * as parameterFindings from '../diagnostics/parameters';
import { isObject, type Json, type JsonObject, objectAt, textOf, typeInWords } from '../krm/json';
import { nearestOf } from '../schema/nearest';
import { fieldNames, isOpenMap, schemaAt, setAt, typesOf } from '../schema/schema-walk';
import { API_VERSION } from './configure';
import { namesOfField } from './parameter-fields';
import { listPaths, readText, splitPath, typesInWords } from './read-config-map';

/**
 * Lays the parameters of an Argo CD application over a functionConfig. A parameter's name is a field's path with dots, as
 * in a ConfigMap; it holds a string, an array of strings or a map of strings (`spec.source.plugin.parameters` of an
 * Application, which a plugin gets as JSON).
 * @param text the JSON: a list, or null where there are none.
 * @returns the configuration with them, and the fields that they set, as findings name fields.
 */
export function applyParameters(
  functionConfig: Json | undefined,
  text: string,
): { functionConfig: Json | undefined; fields: string[]; findings: Finding[] } {
  const parameters = parse(text);
  if ('finding' in parameters) return { functionConfig, fields: [], findings: [parameters.finding] };
  const config = isObject(functionConfig) ? functionConfig : {};
  const chosen = functionOf(functionConfig);
  // Of a configuration that is nobody's the run itself will tell what is wrong.
  if (chosen === undefined || parameters.list.length === 0) return { functionConfig, fields: [], findings: [] };

  const findings: Finding[] = [];
  const fields: string[] = [];
  const isConfigMap = config.kind === 'ConfigMap';
  const root = isConfigMap ? 'data' : 'spec';
  const copy: JsonObject = structuredClone(objectAt(config, root));
  const seen = new Set<string>();
  for (const { name, values } of parameters.list) {
    if (seen.size === seen.add(name).size) findings.push(parameterFindings.parameterTwice({}, name));
    if (values === undefined) {
      findings.push(parameterFindings.parameterWrong({}, name, 'one string, array or map of strings'));
      continue;
    }
    for (const [key, value] of values) {
      const set = readValue(name, key, value, chosen.schema);
      if ('finding' in set) {
        findings.push(set.finding);
        continue;
      }
      fields.push(...namesOfField(key, set.path));
      if (isConfigMap) copy[key] = typeof value === 'string' ? value : value.join(',');
      else setAt(copy, set.path, set.value);
    }
  }
  const head = functionConfig ? config : { apiVersion: API_VERSION, kind: chosen.kind };
  return { functionConfig: { ...head, [root]: copy }, fields, findings };
}

type Value = string | readonly string[];

interface Parameter {
  readonly name: string;
  /** Field paths and what is set there: one, or one for each key of a map. `undefined` where it is none of these. */
  readonly values: readonly (readonly [string, Value])[] | undefined;
}

function parse(text: string): { list: Parameter[] } | { finding: Finding } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { finding: parameterFindings.parametersUnreadable({}, 'no JSON') };
  }
  if (read === null) return { list: [] };
  if (!Array.isArray(read)) return { finding: parameterFindings.parametersUnreadable({}, typeInWords(read)) };
  const list: Parameter[] = [];
  for (const entry of read) {
    const name = isObject(entry) ? textOf(entry.name) : '';
    if (!isObject(entry) || name === '') {
      return { finding: parameterFindings.parametersUnreadable({}, 'a list with an entry that has no name') };
    }
    list.push({ name, values: valuesOf(name, entry) });
  }
  return { list };
}

function valuesOf(name: string, { string, array, map }: JsonObject): Parameter['values'] {
  if ([string, array, map].filter((one) => one !== undefined).length !== 1) return undefined;
  if (typeof string === 'string') return [[name, string]];
  if (Array.isArray(array)) {
    const texts = array.filter((one) => typeof one === 'string');
    return texts.length === array.length ? [[name, texts]] : undefined;
  }
  if (!isObject(map)) return undefined;
  const values: [string, string][] = [];
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') return undefined;
    values.push([`${name}.${key}`, value]);
  }
  return values;
}

function readValue(
  name: string,
  key: string,
  value: Value,
  schema: object,
): { path: string[]; value: Json } | { finding: Finding } {
  const path = splitPath(key, schema);
  const field = schemaAt(schema, path);
  if (field === undefined) {
    return { finding: parameterFindings.parameterUnknown({}, key, nearestOf(key, listPaths(schema))) };
  }
  const types = typesOf(field);
  const read = typeof value === 'string' ? readText(value, types) : types.includes('array') ? [...value] : undefined;
  if (read === undefined) return { finding: parameterFindings.parameterWrong({}, name, typesInWords(types)) };
  const fault = findFault(field, read);
  if (fault !== undefined) return { finding: parameterFindings.parameterWrong({}, name, fault) };
  return { path, value: read };
}

/** What a parameter alone can get wrong; the rest is for the check of the whole configuration. */
function findFault(field: Readonly<Record<string, unknown>>, value: Json): string | undefined {
  const { enum: allowed, minimum, maximum } = field;
  if (Array.isArray(allowed) && !allowed.includes(value)) return `one of ${allowed.join(', ')}`;
  if (typeof value !== 'number') return undefined;
  if (typeof minimum === 'number' && value < minimum) return `at least ${minimum}`;
  return typeof maximum === 'number' && value > maximum ? `at most ${maximum}` : undefined;
}

function functionOf(functionConfig: Json | undefined): AnyFunction | undefined {
  if (functionConfig === undefined || functionConfig === null) return defaultFunction;
  const { apiVersion, kind } = objectAt(functionConfig);
  if (apiVersion === 'v1' && kind === 'ConfigMap') return defaultFunction;
  return apiVersion === API_VERSION ? functions.find((one) => one.kind === kind) : undefined;
}

/** A parameter as a plugin announces it to Argo CD, whose interface then offers it. */
export interface Announcement {
  readonly name: string;
  readonly title: string;
  readonly tooltip?: string;
  readonly itemType: 'string' | 'boolean' | 'number';
  readonly collectionType: 'string' | 'array' | 'map';
  readonly string?: string;
  readonly array?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
}

/** Every field of a function's configuration that a parameter can hold, with its value: the one given, or the default. */
export function announceFields(schema: object, spec: JsonObject, prefix: readonly string[] = []): Announcement[] {
  return fieldNames(schemaAt(schema, prefix)).flatMap((name) => {
    const path = [...prefix, name];
    const field = schemaAt(schema, path) ?? {};
    if (fieldNames(field).length > 0) return announceFields(schema, spec, path);
    const types = typesOf(field);
    const given = valueAt(spec, path);
    const value = given === undefined ? field.default : given;
    const tooltip = typeof field.description === 'string' ? { tooltip: field.description } : {};
    const head = { name: path.join('.'), title: titleOf(path), ...tooltip };
    if (isOpenMap(field) && isObject(field.additionalProperties) && field.additionalProperties.type === 'object')
      return []; // a map of maps fits into no parameter
    if (isOpenMap(field)) {
      return [{ ...head, itemType: 'string', collectionType: 'map', map: textsIn(value) } as const];
    }
    if (types.includes('array')) {
      if (isObject(field.items) && field.items.type === 'object') return []; // a list of maps fits into no parameter
      const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
      return [{ ...head, itemType: 'string', collectionType: 'array', array: list.map(String) } as const];
    }
    const text = value === undefined ? {} : { string: String(value) };
    const itemType = types.includes('boolean') ? 'boolean' : types.includes('integer') ? 'number' : 'string';
    return [{ ...head, itemType, collectionType: 'string', ...text } as const];
  });
}

/** The fields that every function has alike. plugin.yaml announces them; the others depend on the application's folder. */
export function isShared({ name }: Announcement): boolean {
  const path = name.split('.');
  return new Set(functions.map(({ schema }) => JSON.stringify(schemaAt(schema, path)))).size === 1;
}

/** `kubeconfigPolicy.insecureTLS` as `Kubeconfig policy: insecure TLS`. */
function titleOf(path: readonly string[]): string {
  const title = path.map((field) => wordsIn(field).join(' ')).join(': ');
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

/** The words of a field's name; an abbreviation such as TLS is one, and keeps its letters. */
function wordsIn(field: string): string[] {
  const words = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [field];
  return words.map((word) => (/^[A-Z]{2,}/.test(word) ? word : word.toLowerCase()));
}

function valueAt(spec: JsonObject, path: readonly string[]): Json | undefined {
  const last = path.at(-1) ?? '';
  const map = objectAt(spec, ...path.slice(0, -1));
  return Object.hasOwn(map, last) ? map[last] : undefined;
}

function textsIn(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(objectAt(value)).map(([key, one]) => [key, String(one)]));
}
