import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { isObject, type JsonObject, objectAt, textOf } from '../../src/krm/json';

/** The operators' own CustomResourceDefinitions, where they are on this machine. */
export const CRDS = join(__dirname, '..', '..', '..', 'shared', 'crds');

export interface Crd {
  readonly group: string;
  readonly kind: string;
  /** Of the newest version that is served. */
  readonly schema: JsonObject;
  /** What is wrong with an object, by the version that it names. */
  faultsOf(object: JsonObject): string[];
}

export function readCrd(file: string): Crd {
  const { group, names, versions } = objectAt(parse(readFileSync(join(CRDS, file), 'utf8')), 'spec');
  const schemas = new Map(
    [versions]
      .flat()
      .map((version) => [textOf(objectAt(version).name), objectAt(version, 'schema', 'openAPIV3Schema')]),
  );
  const schema = [...schemas.values()].at(-1) ?? {};
  const checks = new Map<string, ValidateFunction>();
  return {
    group: textOf(group),
    kind: textOf(objectAt(names).kind),
    schema,
    faultsOf(object) {
      const version = textOf(object.apiVersion).split('/').at(-1) ?? '';
      const named = schemas.get(version);
      if (named === undefined) return [`version ${version} is not served`];
      const validate = checks.get(version) ?? compile(named);
      checks.set(version, validate);
      validate(object);
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
  };
}

function compile(schema: JsonObject): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  return ajv.compile(tighten({ ...schema, properties: { ...objectAt(schema, 'properties'), metadata: {} } }));
}

/** No room for fields that the schema does not name: an API server would drop them. */
function tighten(schema: JsonObject): JsonObject {
  const { properties, items } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || isObject(schema.additionalProperties);
  return {
    ...schema,
    // An older draft's word for it.
    ...(schema.exclusiveMinimum === true ? { exclusiveMinimum: schema.minimum ?? 0 } : {}),
    ...(isObject(items) ? { items: tighten(items) } : {}),
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, tighten(objectAt(one))])),
        }
      : {}),
    ...(isObject(properties) && !isOpen ? { additionalProperties: false } : {}),
  };
}
