import { functions } from '../functions';
import { API_VERSION, METADATA_FIELDS } from '../src/config/configure';
import { policySchema } from '../src/schema/policy';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const NAME = {
  type: ['string', 'null'],
  description: 'With the function, the owner of what is made: `<function>/<name>`.',
};

/** What a whole file of a kind looks like. */
interface Document {
  readonly description: string;
  readonly metadata: object;
  readonly spec: object;
  readonly required: readonly string[];
  readonly example: object;
}

const metadata = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: Object.fromEntries(METADATA_FIELDS.map((field) => [field, field === 'name' ? NAME : true])),
};
const localConfig = { 'config.kubernetes.io/local-config': 'true' };

const LINES = { type: ['object', 'null'], additionalProperties: { type: 'string' } };
const SECTIONS = {
  consumers: 'The consumers: their name by their Namespace.',
  clusterSets: 'The Namespace of each ClusterSet.',
  registeredLabels: 'The labels that every SveltosCluster has.',
  clusters: 'The clusters: where each comes from and where it goes, by the `namespace/name` of its ClusterProfile.',
  objects: 'The objects that are made for no single cluster, with what they are made from.',
};

const documents: Readonly<Record<string, Document>> = {
  ...Object.fromEntries(
    functions.map(({ name, kind, summary, schema }) => [
      kind,
      {
        description: `The configuration of ${name}: ${summary}.`,
        metadata,
        // An empty `spec:` is null.
        spec: { description: 'docs/configuration.md describes every field.', ...schema, type: ['object', 'null'] },
        required: ['apiVersion', 'kind'],
        example: { metadata: { name: 'fleet', annotations: localConfig }, spec: {} },
      },
    ]),
  ),
  Policy: {
    description: 'What no configuration may go below (docs/policy.md).',
    metadata: {},
    spec: policySchema,
    required: ['apiVersion', 'kind', 'spec'],
    example: { metadata: { name: 'platform' }, spec: { allowEmpty: false } },
  },
  Roll: {
    description: 'Who must be in the fleet (docs/guarding.md). `rollcall roll` writes it.',
    metadata: {},
    spec: {
      type: ['object', 'null'],
      additionalProperties: false,
      properties: {
        function: { type: 'string', description: 'The function whose renders are compared with this list.' },
        ...Object.fromEntries(Object.entries(SECTIONS).map(([name, description]) => [name, { ...LINES, description }])),
      },
    },
    required: ['apiVersion', 'kind'],
    example: { metadata: { name: 'fleet', annotations: localConfig }, spec: { function: 'render-inventory' } },
  },
};

/** The kinds that have a JSON Schema. */
export const schemaKinds: readonly string[] = Object.keys(documents);

/** The JSON Schema (draft 2020-12) of a whole file of this kind, made from the fields of its `spec`. */
export function jsonSchemaOf(kind: string): object {
  const described = documents[kind];
  if (described === undefined) throw new Error(`no schema for ${kind}`);
  return { $schema: DRAFT, title: kind, ...describe(kind, described) };
}

/** The JSON Schema of a file of any of these kinds: what `kind` says decides. */
export function jsonSchema(): object {
  return {
    $schema: DRAFT,
    title: 'Rollcall',
    description: 'A configuration or a policy of Rollcall.',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: { apiVersion: { const: API_VERSION }, kind: { enum: schemaKinds } },
    allOf: schemaKinds.map((kind) => ({
      if: { required: ['kind'], properties: { kind: { const: kind } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { $ref: `#/$defs/${kind}` },
    })),
    $defs: Object.fromEntries(Object.entries(documents).map(([kind, one]) => [kind, describe(kind, one)])),
  };
}

function describe(kind: string, { description, metadata, spec, required, example }: Document): object {
  return {
    description,
    type: 'object',
    required,
    additionalProperties: false,
    properties: { apiVersion: { const: API_VERSION }, kind: { const: kind }, metadata, spec },
    examples: [{ apiVersion: API_VERSION, kind, ...example }],
  };
}
