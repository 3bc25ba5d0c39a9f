import type { ErrorObject } from 'ajv';
import { defaultFunction, functions } from '../../functions';
import type { AnyFunction, ConfiguredFunction } from '../../functions/function';
import { explainShape } from '../api/shape';
import * as configuration from '../diagnostics/configuration';
import type { FilePlace, Finding, Place } from '../diagnostics/finding';
import { placeFrom } from '../krm/host-annotations';
import { groupOf, refOf, stringsOf } from '../krm/identity';
import { isObject, type Json, type JsonObject, objectAt, textOf, typeInWords } from '../krm/json';
import { nearestOf } from '../schema/nearest';
import { fieldNames, schemaAt } from '../schema/schema-walk';
import type { Policy } from './policy';
import { OWNER_NAME_KEY, readConfigMap } from './read-config-map';

const GROUP = 'rollcall.dev';
export const API_VERSION = `${GROUP}/v1alpha1`;

/** What runs, how, and in whose name. */
export interface Configuration {
  readonly function: AnyFunction;
  readonly configured: ConfiguredFunction;
  /** `<function that ran>/<name>`: the owner of what is made. */
  readonly owner: string;
}

/** The owner's name where a configuration gives none. */
export const UNNAMED = 'default';

/** The name that a configuration gives to its owner; empty where it gives none. */
export function ownerNameIn(functionConfig: Json | undefined): string {
  const config = objectAt(functionConfig);
  const name = textOf(objectAt(config, 'metadata').name);
  if (config.apiVersion !== 'v1' || config.kind !== 'ConfigMap') return name;
  // kpt gives every pipeline's ConfigMap the same name, which tells nothing.
  return (name === 'function-input' ? '' : name) || textOf(objectAt(config, 'data')[OWNER_NAME_KEY]);
}

export type ConfigurationReading = { readonly configuration: Configuration } | { readonly findings: Finding[] };

/**
 * Reads a functionConfig: one of Rollcall's own kinds, a ConfigMap, or none.
 * @param asked the function that the command line names, if it names one.
 * @param file where the functionConfig was read from, if no annotation of its own tells.
 * @param unnamed the owner's name where the functionConfig gives none.
 * @param policies what the configuration may not go below.
 */
export function configure(
  functionConfig: Json | undefined,
  asked?: AnyFunction,
  file?: FilePlace,
  unnamed: string = UNNAMED,
  policies: readonly Policy[] = [],
): ConfigurationReading {
  const apply = (chosen: AnyFunction, spec: Json, name: string, place: Place, root = 'spec') =>
    applyUnder(policies, chosen, spec, name, place, root);
  if (functionConfig === undefined || functionConfig === null) return apply(asked ?? defaultFunction, {}, unnamed, {});
  if (!isObject(functionConfig)) {
    return {
      findings: [configuration.configurationNotObject({ field: 'functionConfig' }, typeInWords(functionConfig))],
    };
  }
  const place = placeOf(functionConfig, file);
  const apiVersion = textOf(functionConfig.apiVersion);
  const kind = textOf(functionConfig.kind);
  const { metadata = null } = functionConfig;
  if (metadata !== null && !isObject(metadata)) {
    const field = 'metadata';
    return { findings: [configuration.wrongValue({ ...place, field }, field, 'a map', typeInWords(metadata))] };
  }
  const { name: rawName = null } = metadata ?? {};
  if (rawName !== null && typeof rawName !== 'string') {
    const field = 'metadata.name';
    return {
      findings: [configuration.wrongValue({ ...place, field }, field, 'a string (in quotes)', typeInWords(rawName))],
    };
  }
  const name = ownerNameIn(functionConfig) || unnamed;

  if (apiVersion === 'v1' && kind === 'ConfigMap') {
    const chosen = asked ?? defaultFunction;
    const data = stringsOf(functionConfig.data);
    const { spec, findings } = readConfigMap(data, chosen.schema, place);
    const wrong = findings.concat(findNonStrings(functionConfig, place));
    if (wrong.length > 0) return { findings: wrong };
    return apply(chosen, spec, name, place, 'data');
  }
  if (groupOf(apiVersion) !== GROUP) {
    return {
      findings: [configuration.foreignConfiguration(place, kind || '(no kind)', apiVersion || '(no apiVersion)')],
    };
  }
  if (apiVersion !== API_VERSION) return { findings: [configuration.unknownConfigurationVersion(place, apiVersion)] };
  const chosen = functions.find((candidate) => candidate.kind === kind);
  if (chosen === undefined) {
    const nearest = nearestOf(
      kind,
      functions.map((candidate) => candidate.kind),
    );
    return { findings: [configuration.unknownConfigurationKind(place, kind || '(none)', nearest)] };
  }
  if (asked !== undefined && asked.kind !== chosen.kind) {
    return { findings: [configuration.otherFunctionsConfiguration(place, asked.name, kind)] };
  }
  const strangers = findUnknownTopFields(functionConfig, place);
  const reading = apply(chosen, functionConfig.spec ?? {}, name, place);
  if (strangers.length === 0) return reading;
  return { findings: 'findings' in reading ? [...strangers, ...reading.findings] : strangers };
}

function applyUnder(
  policies: readonly Policy[],
  chosen: AnyFunction,
  spec: Json,
  name: string,
  place: Place,
  root: string,
): ConfigurationReading {
  let copy = structuredClone(spec);
  const findings: Finding[] = [];
  for (const policy of policies) {
    const { applyPolicy }: typeof import('./policy') = require('./policy');
    const applied = applyPolicy(policy, chosen, copy, place, root);
    copy = applied.spec;
    findings.push(...applied.findings);
  }
  const configured = chosen.configure(copy);
  if ('errors' in configured) findings.push(...explain(configured.errors, spec, chosen, place, root));
  if ('errors' in configured || findings.length > 0) return { findings };
  return { configuration: { function: chosen, configured, owner: `${chosen.name}/${name}` } };
}

function explain(
  errors: readonly ErrorObject[],
  spec: Json,
  { schema }: AnyFunction,
  place: Place,
  root: string,
): Finding[] {
  return explainShape(errors, spec).map(({ keyword, field, expected, found, path }) => {
    const full = field === '' ? root : field.startsWith('[') ? `${root}${field}` : `${root}.${field}`;
    const at = { ...place, field: full };
    if (keyword === 'required') return configuration.missingField(at, full);
    if (keyword !== 'additionalProperties') return configuration.wrongValue(at, full, expected, found);
    const known = fieldNames(schemaAt(schema, path.slice(0, -1), true));
    const name = path.at(-1) ?? '';
    return configuration.unknownField(at, full, nearestOf(name, known), findElsewhere(path.slice(0, -1), name));
  });
}

/** The kinds whose configuration has a field in the very place where this one does not. */
function findElsewhere(path: readonly string[], name: string): string[] {
  return functions
    .filter(({ schema }) => fieldNames(schemaAt(schema, path, true)).includes(name))
    .map(({ kind }) => kind);
}

const TOP_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];
/** Kubernetes' ObjectMeta: a name that is misspelt would be another owner. */
export const METADATA_FIELDS = [
  'name',
  'namespace',
  'labels',
  'annotations',
  'generateName',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

function findUnknownTopFields(functionConfig: JsonObject, place: Place): Finding[] {
  const find = (map: JsonObject, known: readonly string[], prefix: string) =>
    Object.keys(map)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const field = `${prefix}${name}`;
        return configuration.unknownField({ ...place, field }, field, nearestOf(name, known));
      });
  return [
    ...find(functionConfig, TOP_FIELDS, ''),
    ...find(objectAt(functionConfig, 'metadata'), METADATA_FIELDS, 'metadata.'),
  ];
}

function findNonStrings(configMap: JsonObject, place: Place): Finding[] {
  if (configMap.data !== undefined && configMap.data !== null && !isObject(configMap.data)) {
    return [configuration.wrongValue({ ...place, field: 'data' }, 'data', 'a map', typeInWords(configMap.data))];
  }
  return Object.entries(objectAt(configMap, 'data'))
    .filter(([, value]) => typeof value !== 'string')
    .map(([key, value]) =>
      configuration.wrongValue(
        { ...place, field: `data["${key}"]` },
        `data["${key}"]`,
        'a string (in quotes)',
        typeInWords(value),
      ),
    );
}

function placeOf(functionConfig: JsonObject, file: FilePlace | undefined): Place {
  const annotations = objectAt(functionConfig, 'metadata', 'annotations');
  const object = refOf(functionConfig);
  return { object: object.kind === '' ? undefined : object, file: file ?? placeFrom(annotations) };
}
