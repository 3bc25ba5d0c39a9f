import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { clusterSchema, isControlPlaneInitialized } from '../../src/api/cluster';
import { clusterProfileSchema, isControlPlaneHealthy, providersOf } from '../../src/api/cluster-profile';
import { metadataSchema } from '../../src/api/metadata';
import { sveltosClusterSpecSchema } from '../../src/api/sveltos-cluster';
import { readFleet } from '../../src/inventory/fleet';
import type { Item } from '../../src/krm/item';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { collectText } from '../../src/krm/sink';
import { writeDocuments } from '../../src/krm/write-documents';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import {
  base64,
  capiSecret,
  cluster,
  itemOf,
  kubeconfig,
  namespace,
  only,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

/**
 * The operators' own CustomResourceDefinitions: what Rollcall writes is valid for them, and what is valid for them
 * Rollcall reads.
 */

const folder = join(__dirname, '..', '..', '..', 'shared', 'crds');

function judge(): void {
  const sveltosClusters = readCrd('sveltosclusters.yaml');
  const profiles = readCrd('clusterprofiles.yaml');
  const clusters = readCrd('clusters.yaml');
  const sveltosSpec = objectAt(versionOf(sveltosClusters, 'v1beta1').schema, 'properties', 'spec');

  describe('the CRDs as judges', () => {
    describe('of themselves: a judge that lets everything pass is none', () => {
      const { validate } = versionOf(sveltosClusters, 'v1beta1');
      const metadata = { name: 'alpha', namespace: 'default' };
      const sound = { apiVersion: 'lib.projectsveltos.io/v1beta1', kind: 'SveltosCluster', metadata, spec: {} };

      test('a sound object passes', () => {
        expect(faultsOf(validate, sound)).toEqual([]);
      });

      test.each<[string, JsonObject]>([
        ['an unknown field', { ...sound, spec: { kubeconfigname: 'x' } }],
        ['an unknown field further down', { ...sound, spec: { activeWindow: { from: 'a', to: 'b', until: 'c' } } }],
        ['a wrong type', { ...sound, spec: { paused: 'true' } }],
        ['a null', { ...sound, spec: { kubeconfigName: null } }],
        ['a missing field', { ...sound, spec: { activeWindow: { from: 'a' } } }],
        ['a label that is a boolean', { ...sound, metadata: { ...metadata, labels: { a: true } } }],
        ['another version', { ...sound, apiVersion: 'lib.projectsveltos.io/v1' }],
        ['another kind', { ...sound, kind: 'Cluster' }],
      ])('%s does not pass', (_what, object) => {
        expect(faultsOf(validate, object)).toHaveLength(1);
      });
    });

    describe('of SveltosClusters', () => {
      const { validate } = versionOf(sveltosClusters, 'v1beta1');

      /** How many SveltosClusters come out, by what makes them and by format. */
      const cases: [kind: string, format: string, count: number][] = [
        ['RegisterSveltosClusters', 'SveltosController', 3],
        ['RegisterSveltosClusters', 'SveltosEvents', 5],
        ['RenderInventory', 'SveltosController', 4],
        ['RenderInventory', 'SveltosEvents', 5],
      ];

      const judgeOutcome = (outcome: Outcome, count: number) => {
        expect(told(outcome.findings).filter((line) => line.startsWith('error'))).toEqual([]);
        const made = readBack(outcome).filter(({ kind }) => kind === 'SveltosCluster');
        expect(made).toHaveLength(count);
        for (const object of made) {
          expect(faultsOf(validate, object)).toEqual([]);
          // The CRD's one rule in CEL: workloadIdentity and kubeconfigName exclude each other.
          expect(objectAt(object, 'spec')).not.toHaveProperty('workloadIdentity');
        }
        return made;
      };

      test.each(cases)('%s in the format %s makes valid ones', (kind, format, count) => {
        judgeOutcome(run(kind, { format }), count);
      });

      test.each(cases)(
        '%s in the format %s makes valid ones with every field of the template',
        (kind, format, count) => {
          for (const object of judgeOutcome(run(kind, { format, template }), count)) {
            expect(object.spec).toMatchObject(template.spec);
            expect(objectAt(object, 'metadata').labels).toMatchObject(template.metadata.labels);
            expect(objectAt(object, 'metadata').annotations).toMatchObject(template.metadata.annotations);
          }
        },
      );

      test.each(fieldsOf(sveltosClusterSpecSchema))('the template of these tests sets $path', ({ path }) => {
        expect(valuesAt(template.spec, path)).not.toEqual([]);
      });

      test('whatever the CRD lets a template say may be configured, and comes out valid', () => {
        const spec = arbitraryOf(without(sveltosSpec, ['kubeconfigName', 'kubeconfigKeyName', 'workloadIdentity']));
        const property = fc.property(spec, fc.constantFrom(...cases), (spec, [kind, format, count]) => {
          judgeOutcome(run(kind, { format, template: { spec } }), count);
        });
        fc.assert(property, { numRuns: 60 });
      });

      test('whatever may be configured comes out valid, but for the checks, which are Sveltos’ to judge', () => {
        const spec = arbitraryOf(without(sveltosClusterSpecSchema, ['livenessChecks', 'readinessChecks']));
        const property = fc.property(spec, fc.constantFrom(...cases), (spec, [kind, format, count]) => {
          judgeOutcome(run(kind, { format, template: { spec } }), count);
        });
        fc.assert(property, { numRuns: 60 });
      });

      test('a template may set every field but those that Rollcall decides', () => {
        const theirs = Object.keys(objectAt(sveltosSpec, 'properties'));
        const ours = Object.keys(sveltosClusterSpecSchema.properties);
        expect(theirs.filter((field) => !ours.includes(field)).sort()).toEqual([
          'kubeconfigKeyName',
          'kubeconfigName',
          'workloadIdentity',
        ]);
      });

      test.each(fieldsOf(sveltosClusterSpecSchema))('$path of the template is a field of the CRD', (field) => {
        expect(differences(field, [sveltosSpec])).toEqual([]);
      });
    });

    describe('of ClusterProfiles', () => {
      const { validate, schema } = versionOf(profiles, 'v1alpha1');

      test('a full one is valid, and is read without findings', () => {
        const found = only(readOne(fullProfile, validate).profiles).object;
        expect(isControlPlaneHealthy(found)).toBe(true);
        expect(providersOf(found).map(({ name }) => name)).toEqual(['kubeconfig-secretreader', 'gke', 'legacy']);
      });

      test.each(storedFields(clusterProfileSchema))('the full one sets $path', ({ path }) => {
        expect(valuesAt(fullProfile, path)).not.toEqual([]);
      });

      test('whatever is valid is read without findings', () => {
        const property = fc.property(arbitraryOf(without(schema, identity)), metadata, (object, metadata) => {
          readOne({ ...objectAt(object), ...profileKind, metadata }, validate);
        });
        fc.assert(property, { numRuns: 200 });
      });

      test.each(outsideMetadata(clusterProfileSchema))('$path is a field of the CRD', (field) => {
        expect(differences(field, [schema])).toEqual([]);
      });
    });

    describe('of the ClusterProfiles of Clusters', () => {
      const { validate } = versionOf(profiles, 'v1alpha1');
      const spec = {
        profileProperties: [
          { from: 'Label', key: 'clusterprofile-name', name: 'label' },
          { from: 'Variable', key: 'region' },
        ],
      };

      test.each(versionsOf(clusters))('whatever Cluster is valid gives a valid one: $name', (version) => {
        const property = fc.property(arbitraryOf(without(version.schema, identity)), (object) => {
          const { status, spec: wanted } = objectAt(object);
          const fields = Object.entries({ status, spec: wanted }).filter(([, value]) => value !== undefined);
          const apiVersion = `cluster.x-k8s.io/${version.name}`;
          const item = cluster('alpha', { ...Object.fromEntries(fields), apiVersion });
          const outcome = run('ImportCAPIClusters', spec, [item, namespace('default')]);
          const errors = outcome.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
          // A host that is none, or a property that is too long, is the Cluster's own fault.
          expect(errors.filter((code) => code !== 'RC654')).toEqual([]);
          for (const made of readBack(outcome)) expect(faultsOf(validate, made)).toEqual([]);
        });
        fc.assert(property, { numRuns: 100 });
      });
    });

    describe('of what External Secrets Operator reads', () => {
      const v1 = (file: string) => versionOf(readCrd(file), 'v1');
      const judges = {
        ExternalSecret: v1('externalsecrets.yaml'),
        ClusterExternalSecret: v1('clusterexternalsecrets.yaml'),
        // A SecretStore has the spec of a ClusterSecretStore.
        SecretStore: v1('clustersecretstores.yaml'),
      };
      const items = [...fleet, namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argo' })];

      test.each(['ExternalSecret', 'ClusterExternalSecret'])('objects: %s gives valid ones', (objects) => {
        const spec = {
          credentials: 'External',
          emitStores: true,
          externalSecrets: { objects },
          publishFrom: ['CAPICluster', 'ClusterProfile'],
          crossNamespace: { policy: 'Allow' },
        };
        const made = readBack(run('RenderInventory', spec, items));
        for (const [kind, { validate }] of Object.entries(judges)) {
          const own = made.filter((object) => object.kind === kind);
          expect(own.length > 0).toBe(kind !== 'ClusterExternalSecret' || objects === kind);
          for (const object of own) {
            const metadata = { namespace: 'any', ...objectAt(object, 'metadata') };
            const judged = kind === 'SecretStore' ? 'ClusterSecretStore' : kind;
            expect(faultsOf(validate, { ...object, kind: judged, metadata })).toEqual([]);
          }
        }
      });
    });

    describe('of Clusters', () => {
      const versions = versionsOf(clusters);

      test('both versions are there', () => {
        expect(clusters.versions.map(({ name }) => name)).toEqual(['v1beta1', 'v1beta2']);
      });

      test.each(fullClusters)('a full one is valid, and is read without findings: $apiVersion', (full) => {
        const { validate } = versionOf(clusters, full.apiVersion.split('/')[1] ?? '');
        expect(isControlPlaneInitialized(only(readOne(full, validate).clusters).object)).toBe(true);
      });

      test.each(storedFields(clusterSchema))('one of the full ones sets $path', ({ path }) => {
        expect(fullClusters.flatMap((full) => valuesAt(full, path))).not.toEqual([]);
      });

      test.each(versions)('whatever is valid is read without findings: $name', ({ name, schema, validate }) => {
        const property = fc.property(arbitraryOf(without(schema, identity)), metadata, (object, metadata) => {
          readOne({ ...objectAt(object), apiVersion: `cluster.x-k8s.io/${name}`, kind: 'Cluster', metadata }, validate);
        });
        fc.assert(property, { numRuns: 100 });
      });

      test.each(outsideMetadata(clusterSchema))('$path is a field of one of the versions', (field) => {
        const schemas = versions.map(({ schema }) => schema);
        expect(differences(field, schemas)).toEqual([]);
      });

      test.each([
        ['status.conditions[].type', ['v1beta1', 'v1beta2']],
        ['status.controlPlaneReady', ['v1beta1']],
        ['status.v1beta2.conditions[].type', ['v1beta1']],
        ['status.initialization.controlPlaneInitialized', ['v1beta2']],
      ])('%s belongs to %j', (path, names) => {
        const having = versions.filter(({ schema }) => schemaAt(schema, path) !== undefined);
        expect(having.map(({ name }) => name)).toEqual(names);
      });
    });

    test.each(fieldsOf(metadataSchema))('metadata.$path is a field of ObjectMeta', (field) => {
      expect(differences(field, [objectMeta])).toEqual([]);
    });
  });
}

/** Reads one object, which its CRD must find valid first, and which must give no finding. */
function readOne(object: JsonObject, validate: ValidateFunction) {
  expect(faultsOf(validate, object)).toEqual([]);
  const { fleet, findings } = readFleet([itemOf(object)]);
  expect(told(findings)).toEqual([]);
  expect(fleet.clusters.length + fleet.profiles.length).toBe(1);
  return fleet;
}

function run(kind: string, spec: JsonObject, items = fleet): Outcome {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'judged' }, spec };
  return runFunction({ items, functionConfig, findings: [] });
}

/** What is generated, as an API server would read it. */
function readBack(outcome: Outcome): JsonObject[] {
  if (outcome.state === 'failed') return [];
  const documents = parseAllDocuments(collectText((sink) => writeDocuments(sink, outcome.generated)));
  return [...documents].map((document) => objectAt(document.toJS()));
}

// The CRDs.

interface Crd {
  readonly versions: readonly Version[];
}

interface Version {
  readonly name: string;
  readonly schema: JsonObject;
  readonly validate: ValidateFunction;
}

function readCrd(file: string): Crd {
  const crd: unknown = parse(readFileSync(join(folder, file), 'utf8'));
  const { group, names, versions } = objectAt(crd, 'spec');
  const { kind = '' } = objectAt(names);
  return {
    versions: list(versions).map((version) => {
      const name = textOf(objectAt(version).name);
      const schema = objectAt(version, 'schema', 'openAPIV3Schema');
      const tight = tighten(schema);
      // What the CRD leaves to the API server.
      Object.assign(objectAt(tight, 'properties'), {
        apiVersion: { const: `${textOf(group)}/${name}` },
        kind: { const: kind },
        metadata: objectMeta,
      });
      return { name, schema, validate: ajv.compile({ ...tight, required: ['apiVersion', 'kind', 'metadata'] }) };
    }),
  };
}

/** Of the Cluster's CRD. */
function versionsOf(crd: Crd): Version[] {
  return ['v1beta1', 'v1beta2'].map((name) => versionOf(crd, name));
}

function versionOf({ versions }: Crd, name: string): Version {
  return only(versions.filter((version) => version.name === name));
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    byte: (text: string) => Buffer.from(text, 'base64').toString('base64') === text,
    int32: { type: 'number', validate: (value: number) => Math.abs(value) <= 2 ** 31 },
    int64: { type: 'number', validate: (value: number) => Number.isInteger(value) },
  },
});

/** The same schema with no room for fields that it does not name: an API server would drop them. */
function tighten(schema: JsonObject): JsonObject {
  const tight = { ...schema };
  const { properties, items, additionalProperties } = schema;
  if (isObject(items)) tight.items = tighten(items);
  if (isObject(additionalProperties)) tight.additionalProperties = tighten(additionalProperties);
  if (isObject(properties)) {
    tight.properties = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, tighten(objectAt(one))]),
    );
    const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
    if (!isOpen) tight.additionalProperties = false;
  }
  return tight;
}

/** ObjectMeta, as far as a stored object has it (k8s.io/apimachinery, meta/v1). */
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const time = { type: 'string', format: 'date-time' };
const labelValue = { type: 'string', pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', maxLength: 63 };
const objectMeta: JsonObject = {
  type: 'object',
  required: ['name', 'namespace'],
  additionalProperties: false,
  properties: {
    annotations: strings,
    creationTimestamp: time,
    deletionTimestamp: time,
    finalizers: { type: 'array', items: { type: 'string' } },
    generation: { type: 'integer' },
    labels: { type: 'object', additionalProperties: labelValue },
    managedFields: { type: 'array', items: { type: 'object' } },
    name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', maxLength: 253 },
    namespace: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        additionalProperties: false,
        properties: {
          apiVersion: { type: 'string' },
          blockOwnerDeletion: { type: 'boolean' },
          controller: { type: 'boolean' },
          kind: { type: 'string' },
          name: { type: 'string' },
          uid: { type: 'string' },
        },
      },
    },
    resourceVersion: { type: 'string' },
    uid: { type: 'string' },
  },
};

/** What a CRD says of an object, in words. */
function faultsOf(validate: ValidateFunction, object: JsonObject): string[] {
  if (validate(object)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

// Walking along schemas. A path is `status.conditions[].type`.

interface Field {
  readonly path: string;
  readonly types: readonly string[];
  readonly isRequired: boolean;
}

/** Every field that a schema names. */
function fieldsOf(schema: object, path = ''): Field[] {
  const { properties, items, required } = objectAt(schema);
  if (isObject(items)) return fieldsOf(items, `${path}[]`);
  return Object.entries(objectAt(properties)).flatMap(([name, field]) => {
    const inner = path === '' ? name : `${path}.${name}`;
    const isRequired = list(required).includes(name);
    return [{ path: inner, types: typesOf(field), isRequired }, ...fieldsOf(objectAt(field), inner)];
  });
}

function outsideMetadata(schema: object): Field[] {
  return fieldsOf(schema).filter(({ path }) => !/^metadata\b/.test(path));
}

/** Without the field that makes an object be passed over, which is a finding. */
function storedFields(schema: object): Field[] {
  return fieldsOf(schema).filter(({ path }) => path !== 'metadata.deletionTimestamp');
}

/** What null stands for is the same as what is not there, so it is no type of its own. */
function typesOf(schema: unknown): string[] {
  const { type } = objectAt(schema);
  return (Array.isArray(type) ? type : [type]).map(textOf).filter((one) => one !== '' && one !== 'null');
}

function schemaAt(schema: JsonObject, path: string): JsonObject | undefined {
  let at: Json | undefined = schema;
  for (const key of keysOf(path)) at = key === '[]' ? objectAt(at).items : objectAt(at, 'properties')[key];
  return isObject(at) ? at : undefined;
}

function keysOf(path: string): string[] {
  return path.replaceAll('[]', '.[]').split('.');
}

/** How a field that Rollcall reads differs from what the versions of a CRD say of it. */
function differences({ path, types, isRequired }: Field, versions: readonly JsonObject[]): string[] {
  const having = versions.filter((schema) => schemaAt(schema, path) !== undefined);
  if (having.length === 0) return ['there is no such field'];
  return having.flatMap((schema) => {
    const theirs = typesOf(schemaAt(schema, path));
    const keys = keysOf(path);
    const parent = keys.length === 1 ? schema : schemaAt(schema, keys.slice(0, -1).join('.').replaceAll('.[]', '[]'));
    const faults: string[] = [];
    // A field without a type takes anything.
    if (types.length > 0 && theirs.some((type) => !types.includes(type))) faults.push(`it is ${theirs.join(' or ')}`);
    if (isRequired && !list(parent?.required).includes(keys.at(-1) ?? '')) faults.push('it may be absent');
    return faults;
  });
}

/** The values that an object has at a path. */
function valuesAt(object: Json | undefined, path: string): Json[] {
  let values = object === undefined ? [] : [object];
  for (const key of keysOf(path)) {
    values = values.flatMap((value) => {
      if (key === '[]') return list(value);
      const inner = objectAt(value)[key];
      return inner === undefined ? [] : [inner];
    });
  }
  return values;
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

const identity = ['apiVersion', 'kind', 'metadata'];

/** An object's schema without some of its fields. */
function without(schema: object, fields: readonly string[]): JsonObject {
  const own = objectAt(schema);
  const properties = Object.entries(objectAt(own, 'properties')).filter(([name]) => !fields.includes(name));
  return { ...own, properties: Object.fromEntries(properties) };
}

/** Values that are valid under a schema: small ones, and every field now and then. */
function arbitraryOf(schema: JsonObject): fc.Arbitrary<Json> {
  const { enum: values, format, pattern, items, properties, additionalProperties } = schema;
  if (Array.isArray(values)) return fc.constantFrom(...values);
  if (schema['x-kubernetes-preserve-unknown-fields'] === true && schema.type === undefined) return anything;
  if (schema['x-kubernetes-int-or-string'] === true) return fc.oneof(fc.nat(100), fc.constant('25%'));
  switch (typesOf(schema)[0]) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: numberAt(schema, 'minimum', -9), max: numberAt(schema, 'maximum', 9) });
    case 'array': {
      const keys = list(schema['x-kubernetes-list-map-keys']).map(textOf);
      const lengths = { minLength: numberAt(schema, 'minItems', 0), maxLength: 3 };
      const entries = arbitraryOf(objectAt(items));
      if (keys.length === 0) return fc.array(entries, lengths);
      const selector = (entry: Json) => keys.map((key) => objectAt(entry)[key]).join(' ');
      return fc.uniqueArray(entries, { ...lengths, selector });
    }
    case 'object': {
      if (isObject(additionalProperties)) return dictionary(arbitraryOf(additionalProperties));
      if (!isObject(properties)) return dictionary(anything);
      const fields = Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, arbitraryOf(objectAt(field))]),
      );
      const requiredKeys = list(schema.required).map(textOf);
      const least = numberAt(schema, 'minProperties', 0);
      return fc
        .record(fields, { requiredKeys, noNullPrototype: true })
        .filter((object) => Object.keys(object).length >= least);
    }
    case 'string': {
      const lengths = { minLength: numberAt(schema, 'minLength', 0), maxLength: numberAt(schema, 'maxLength', 300) };
      if (format === 'date-time') return fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-03T04:05:06.7+01:00');
      if (format === 'byte') return fc.string().map(base64);
      if (typeof pattern !== 'string') return fc.string({ ...lengths, unit: 'grapheme' });
      const fits = ({ length }: string) => length >= lengths.minLength && length <= lengths.maxLength;
      return fc.stringMatching(new RegExp(pattern), { size: '-1' }).filter(fits);
    }
    default:
      throw new Error(`no values are known for ${JSON.stringify(schema)}`);
  }
}

function dictionary(values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.dictionary(fc.stringMatching(/^[a-z][a-z.-]{0,9}$/), values, { maxKeys: 3, noNullPrototype: true });
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.nat(),
  fc.string(),
  fc.array(fc.string(), { maxLength: 2 }),
  dictionary(fc.string()),
);

function numberAt(schema: JsonObject, field: string, otherwise: number): number {
  const value = schema[field];
  return typeof value === 'number' ? value : otherwise;
}

/** A stored object's metadata; what is being deleted has its own finding. */
const metadata: fc.Arbitrary<JsonObject> = arbitraryOf(without(objectMeta, ['deletionTimestamp'])).map((value) => ({
  ...objectAt(value),
}));

// The samples.

const secretreader = { name: 'reader-source', key: 'admin.conf', namespace: 'vault' };

/** Each way to a SveltosCluster: a provider's Secret, labelled Secrets, a Cluster API Cluster, and none at all. */
const fleet: readonly Item[] = [
  namespace('default'),
  profile('reader', {
    labels: { tier: 'gold', 'argocd.argoproj.io/instance': 'fleet', numeric: '123' },
    annotations: { note: 'not copied' },
    spec: { clusterManager: { name: 'fleet' }, displayName: 'The reader: "1"' },
    status: readsSecret(secretreader),
  }),
  secret('reader-source', { namespace: 'vault', data: { 'admin.conf': base64(kubeconfig('reader')) } }),
  profile('labelled', { labels: { 'x-k8s.io/cluster-manager': 'fleet' } }),
  secret('labelled-one', {
    labels: { 'x-k8s.io/cluster-profile': 'labelled', 'x-k8s.io/cluster-profile-namespace': 'default' },
    data: { config: base64(kubeconfig('labelled')), 'ca.crt': base64('authority') },
  }),
  profile('mirrored'),
  secret('mirrored-one', {
    labels: { 'x-k8s.io/cluster-profile': 'mirrored' },
    stringData: { value: kubeconfig('mirrored') },
  }),
  profile('from-capi'),
  cluster('from-capi'),
  capiSecret('from-capi'),
  profile('bare'),
];

const check = {
  name: 'nodes',
  condition: 'function evaluate() return {healthy = true} end',
  resourceSelectors: [
    {
      group: '',
      version: 'v1',
      kind: 'Node',
      labelFilters: [{ key: 'a', operation: 'Has', value: 'b' }],
      evaluateCEL: [{ name: 'ready', rule: 'true' }],
    },
  ],
};

/** Every field that a configuration's template may have. */
const template = {
  metadata: { labels: { 'fleet.example.com/ring': '1' }, annotations: { 'sharding.projectsveltos.io/key': 'shard-1' } },
  spec: {
    activeWindow: { from: '0 20 * * 5', to: '0 7 * * 1' },
    consecutiveFailureThreshold: 5,
    data: { region: 'eu-west-1', number: '1', truth: 'true' },
    livenessChecks: [check],
    paused: true,
    pullMode: false,
    readinessChecks: [check, { ...check, name: 'again' }],
    tokenRequestRenewalOption: {
      kubeconfigKeyName: 'renewed',
      renewTokenRequestInterval: '1h0m0s',
      saName: 'projectsveltos',
      saNamespace: 'projectsveltos',
      tokenDuration: '2h0m0s',
    },
  },
};

const storedMetadata = {
  name: 'alpha',
  namespace: 'default',
  uid: '0d3f2c1e-0000-4000-8000-000000000000',
  resourceVersion: '4711',
  generation: 2,
  creationTimestamp: '2026-01-01T00:00:00Z',
  labels: { 'clusterprofile-name': 'alpha', empty: '' },
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}\n' },
  finalizers: ['clusterinventory.projectsveltos.io/finalizer'],
  ownerReferences: [
    {
      apiVersion: 'example.com/v1',
      kind: 'Owner',
      name: 'owner',
      uid: '1',
      controller: true,
      blockOwnerDeletion: true,
    },
  ],
  managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': {} } }],
};

const since = { lastTransitionTime: '2026-01-01T00:00:00Z', reason: 'Known', message: '' };

const profileKind = { apiVersion: 'multicluster.x-k8s.io/v1alpha1', kind: 'ClusterProfile' };

const fullProfile: JsonObject = {
  ...profileKind,
  metadata: storedMetadata,
  spec: { clusterManager: { name: 'fleet' }, displayName: 'Alpha' },
  status: {
    accessProviders: [
      {
        name: 'kubeconfig-secretreader',
        cluster: {
          server: 'https://alpha.example:6443',
          'certificate-authority': '/etc/ca.crt',
          'certificate-authority-data': base64('authority'),
          'disable-compression': true,
          'insecure-skip-tls-verify': false,
          'proxy-url': 'socks5://proxy.example',
          'tls-server-name': 'alpha',
          extensions: [
            { name: 'client.authentication.k8s.io/exec', extension: { name: 'alpha', key: 'kubeconfig' } },
            { name: 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs', extension: { REGION: 'eu' } },
          ],
        },
      },
      { name: 'gke' },
    ],
    conditions: [
      { type: 'ControlPlaneHealthy', status: 'True', observedGeneration: 2, ...since },
      { type: 'Joined', status: 'Unknown', ...since },
    ],
    credentialProviders: [
      {
        name: 'legacy',
        cluster: {
          server: 'https://alpha.example',
          'tls-server-name': 'alpha',
          'insecure-skip-tls-verify': true,
          'certificate-authority': '/etc/ca.crt',
          'certificate-authority-data': 'Y2E=',
          'proxy-url': 'https://proxy.example',
          'disable-compression': true,
          extensions: [{ name: 'client.authentication.k8s.io/exec', extension: {} }],
        },
      },
    ],
    properties: [{ name: 'region', value: 'eu', lastObservedTime: '2026-01-01T00:00:00Z' }],
    version: { kubernetes: 'v1.36.1' },
  },
};

const initialized = { type: 'ControlPlaneInitialized', status: 'True', ...since };
const versions = [{ version: 'v1.36.1', replicas: 3 }];
const topology = {
  version: 'v1.36.1',
  controlPlane: { replicas: 3 },
  variables: [{ name: 'region', value: 'eu' }],
};

const fullClusters: (JsonObject & { apiVersion: string })[] = [
  {
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: storedMetadata,
    spec: {
      paused: false,
      clusterNetwork: { pods: { cidrBlocks: ['10.0.0.0/16'] }, serviceDomain: 'cluster.local' },
      controlPlaneEndpoint: { host: 'alpha.example', port: 6443 },
      controlPlaneRef: {
        apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
        kind: 'KubeadmControlPlane',
        name: 'alpha',
      },
      topology: { ...topology, class: 'standard' },
    },
    status: {
      conditions: [{ ...initialized, message: 'up', severity: 'Info' }],
      controlPlaneReady: true,
      failureDomains: { a: { controlPlane: true, attributes: { zone: 'a' } } },
      infrastructureReady: true,
      observedGeneration: 2,
      phase: 'Provisioned',
      v1beta2: {
        conditions: [{ ...initialized, observedGeneration: 2 }],
        controlPlane: { replicas: 3, versions },
      },
    },
  },
  {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Cluster',
    metadata: storedMetadata,
    spec: {
      paused: true,
      clusterNetwork: { services: { cidrBlocks: ['10.1.0.0/16'] }, apiServerPort: 6443 },
      controlPlaneRef: { apiGroup: 'controlplane.cluster.x-k8s.io', kind: 'KubeadmControlPlane', name: 'alpha' },
      topology: { ...topology, classRef: { name: 'standard' } },
    },
    status: {
      conditions: [initialized],
      controlPlane: { replicas: 3, versions },
      deprecated: { v1beta1: { conditions: [{ ...initialized, message: 'up' }] } },
      failureDomains: [{ name: 'a', controlPlane: true }],
      initialization: { controlPlaneInitialized: true, infrastructureProvisioned: true },
      observedGeneration: 2,
      phase: 'Provisioned',
    },
  },
];

if (existsSync(folder)) judge();
else {
  describe.skip(`the CRDs as judges: skipped, since there are none in ${folder}`, () => {
    test('nothing to judge by', () => undefined);
  });
}
