import { stringify } from 'yaml';
import type { AnyFunction } from '../functions/function';
import { version } from '../package.json';
import { API_VERSION } from '../src/config/configure';
import { isSchema } from '../src/schema/schema-walk';

/** The image as docs/hosts/containers.md builds it; a registry of your own goes in its place. */
const IMAGE = `localhost/rollcall:v${version}`;

/** functions/<name>/definition.yaml: a KRMFunctionDefinition (config.kubernetes.io/v1alpha1) for catalogues of functions. */
export function definitionYaml({ name, kind, summary, schema }: AnyFunction): string {
  const [group = '', apiVersion = ''] = API_VERSION.split('/');
  return withNote({
    apiVersion: 'config.kubernetes.io/v1alpha1',
    kind: 'KRMFunctionDefinition',
    metadata: { name: `${name}.${group}` },
    spec: {
      group,
      names: { kind },
      description: `${summary}.`,
      publisher: group,
      versions: [
        {
          name: apiVersion,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec: toOpenApi(schema),
              },
            },
          },
          idempotent: true,
          runtime: { container: { image: IMAGE } },
          usage: `functions/${name}/README.md`,
          license: 'Apache-2.0',
        },
      ],
    },
  });
}

/** functions/<name>/metadata.yaml: what a catalogue of kpt functions says about a function. */
export function metadataYaml({ name, summary }: AnyFunction): string {
  return withNote({
    image: IMAGE,
    description: `${summary}.`,
    tags: ['mutator', 'multicluster', 'cluster-inventory'],
    sourceURL: `functions/${name}`,
    examplePackageURLs: ['examples/fleet'],
    license: 'Apache-2.0',
  });
}

function withNote(object: object): string {
  return `# Made from this function's schema (npm run docs).\n${stringify(object, { lineWidth: 100, aliasDuplicateObjects: false })}`;
}

/** What OpenAPI v3 schemas of Kubernetes have in common with JSON schemas; the rest narrows what these already describe. */
const KEPT = new Set([
  'type',
  'description',
  'default',
  'enum',
  'required',
  'minLength',
  'minItems',
  'minimum',
  'maximum',
  'pattern',
  'uniqueItems',
]);

function toOpenApi(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  const kept: Record<string, unknown> = {};
  if (schema.type === undefined && schema.enum !== undefined) kept.type = 'string';
  for (const [key, value] of Object.entries(schema)) {
    if (KEPT.has(key)) kept[key] = value;
    else if (key === 'properties' && isSchema(value)) {
      kept.properties = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toOpenApi(one)]));
    } else if (key === 'items' || key === 'additionalProperties') kept[key] = toOpenApi(value);
    else if (key === 'anyOf' && Array.isArray(value)) kept.anyOf = value.map(toOpenApi);
  }
  return kept;
}
