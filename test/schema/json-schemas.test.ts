import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { parseAllDocuments, parseDocument } from 'yaml';
import { functions } from '../../functions';
import { jsonSchema, jsonSchemaOf, schemaKinds } from '../../scripts/json-schemas';
import { API_VERSION, configure } from '../../src/config/configure';
import { readPolicy } from '../../src/config/read-policy';
import { Item } from '../../src/krm/item';
import { isObject, type Json, type JsonObject } from '../../src/krm/json';
import { readRoll } from '../../src/roll/read-roll';
import { isSchema } from '../../src/schema/schema-walk';
import { program } from '../support/program';

/** ajv is the judge of the schemas, and of what they accept. */
const root = join(__dirname, '..', '..');
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });
const checks = new Map(schemaKinds.map((kind) => [kind, ajv.compile(jsonSchemaOf(kind))]));
const checkAny = ajv.compile(jsonSchema());

/** Whether the program accepts a configuration, and whether the schema of its kind does. */
function judge(config: JsonObject) {
  const check = checks.get(String(config.kind));
  const isOne = check !== undefined && functions.some(({ kind }) => kind === config.kind);
  return {
    program: 'configuration' in configure(structuredClone(config)),
    schema: isOne && check(config),
    union: isOne && checkAny(config),
  };
}

const same = (accepted: boolean) => ({ program: accepted, schema: accepted, union: accepted });

test('every schema is one of draft 2020-12, and its examples are valid', () => {
  for (const kind of schemaKinds) {
    const schema = jsonSchemaOf(kind);
    expect({ kind, valid: ajv.validateSchema(schema) }).toEqual({ kind, valid: true });
    const examples = isSchema(schema) && Array.isArray(schema.examples) ? schema.examples : [];
    expect(examples).not.toEqual([]);
    for (const example of examples) expect({ kind, valid: checks.get(kind)?.(example) }).toEqual({ kind, valid: true });
  }
  expect(ajv.validateSchema(jsonSchema())).toBe(true);
});

test('every field has a description, and an example, a default or a list of values', () => {
  const bare = functions.flatMap(({ kind, schema }) =>
    fieldsOf(schema).flatMap(([name, field]) => {
      const isClear = [field.description, field.examples ?? field.default ?? field.enum ?? field.properties];
      return isClear.includes(undefined) ? [`${kind} ${name}`] : [];
    }),
  );
  // The spec of a SveltosCluster is described by Sveltos.
  expect(bare.filter((name) => !/ template\./.test(name))).toEqual([]);
});

test('the examples and the default of a field are valid for the field', () => {
  const seen = new Set<unknown>();
  for (const [name, field] of functions.flatMap(({ schema }) => fieldsOf(schema))) {
    const values = [field.examples ?? []].flat(1).concat(field.default === undefined ? [] : [field.default]);
    if (seen.has(field) || values.length === 0) continue;
    seen.add(field);
    const check = ajv.compile(field);
    for (const value of values) expect({ name, valid: check(value) }).toEqual({ name, valid: true });
  }
  expect(seen.size).toBeGreaterThan(40);
});

function fieldsOf(schema: object, prefix = ''): [string, Record<string, unknown>][] {
  if (!isSchema(schema) || !isSchema(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, field]) =>
    isSchema(field) ? [[`${prefix}${name}`, field], ...fieldsOf(field, `${prefix}${name}.`)] : [],
  );
}

describe('configurations that the repository holds', () => {
  const yaml = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(folder, file));
  const inFiles = ['examples', 'deploy']
    .flatMap(yaml)
    .concat('rollcall.yaml')
    .flatMap((file) => parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((document) => document.toJS()));
  const inCases = yaml('test/golden')
    .filter((file) => file.endsWith('input.yaml'))
    .map((file) => parseDocument(readFileSync(join(root, file), 'utf8')).toJS()?.functionConfig);
  const configs = [...inFiles, ...inCases].filter(
    (one): one is JsonObject => isObject(one) && functions.some(({ kind }) => kind === one.kind),
  );

  test('the schemas accept what the program accepts, and refuse the others', () => {
    expect(configs.length).toBeGreaterThan(25);
    const verdicts = configs.map(judge);
    expect(verdicts).toEqual(verdicts.map(({ program }) => same(program)));
    expect(new Set(verdicts.map(({ program }) => program))).toEqual(new Set([true, false]));
  });
});

/** A valid or an invalid value for a field: an example, one of its values, or anything at all. */
function valueFor(field: Record<string, unknown>): fc.Arbitrary<Json> {
  const known = [...[field.examples ?? []].flat(1), ...[field.enum ?? []].flat(1), field.default ?? {}];
  const inner = isSchema(field.properties) ? [mapFor(field)] : [];
  const items = isSchema(field.items) ? [fc.array(valueFor(field.items), { maxLength: 3 })] : [];
  const branches = Array.isArray(field.anyOf) ? field.anyOf.filter(isSchema).map(valueFor) : [];
  return fc.oneof(
    ...known.map((value) => fc.constant<Json>(toJson(value))),
    ...inner,
    ...items,
    ...branches,
    fc.constantFrom<Json>(
      null,
      true,
      0,
      -1,
      1.5,
      '',
      'x',
      '5',
      '25%',
      '7d',
      'Deny',
      [],
      [''],
      ['a', 'a'],
      {},
      { a: 'b' },
    ),
  );
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

function mapFor(schema: object): fc.Arbitrary<Json> {
  const fields = isSchema(schema) && isSchema(schema.properties) ? Object.entries(schema.properties) : [];
  const picks = fields.flatMap(([name, field]) =>
    isSchema(field) ? [fc.tuple(fc.constant(name), valueFor(field))] : [],
  );
  const stranger = fc.tuple(fc.constantFrom('nope', '__proto__', 'spec'), fc.constant<Json>(1));
  const entry = fc.oneof({ weight: 20, arbitrary: fc.oneof(...picks) }, { weight: 1, arbitrary: stranger });
  return fc.array(entry, { maxLength: 3 }).map((entries) => {
    const map: JsonObject = {};
    for (const [key, value] of entries) {
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return map;
  });
}

const metadata = fc.constantFrom<Json>(
  { name: 'a' },
  { name: 'a', annotations: { 'config.kubernetes.io/local-config': 'true' } },
  {},
  null,
  { name: null },
  { name: 5 },
  { nam: 'a' },
  'a',
  [],
);

test('on generated configurations of every kind, the schemas and the program agree', () => {
  const verdicts = { accepted: 0, refused: 0 };
  const config = fc.constantFrom(...functions).chain(({ kind, schema }) =>
    fc.record<JsonObject>(
      {
        apiVersion: fc.oneof({ weight: 30, arbitrary: fc.constant<Json>(API_VERSION) }, fc.constant('rollcall.dev/v2')),
        kind: fc.oneof({ weight: 30, arbitrary: fc.constant<Json>(kind) }, fc.constant('Nope')),
        metadata: fc.oneof({ weight: 4, arbitrary: fc.constant<Json>({ name: 'a' }) }, metadata),
        spec: fc.oneof({ weight: 30, arbitrary: mapFor(schema) }, fc.constantFrom<Json>(null, 'a', [])),
        status: fc.constant({}),
      },
      { requiredKeys: ['apiVersion', 'kind', 'spec'] },
    ),
  );
  fc.assert(
    fc.property(config, fc.nat(9), (made, more) => {
      const { status, ...plain } = made;
      const whole: JsonObject = more === 0 && status !== undefined ? made : plain;
      const verdict = judge(whole);
      verdicts[verdict.program ? 'accepted' : 'refused'] += 1;
      expect(verdict).toEqual(same(verdict.program));
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(150);
});

test('the schema of a policy and readPolicy agree', () => {
  const schema = jsonSchemaOf('Policy');
  const { spec } = isSchema(schema) && isSchema(schema.properties) ? schema.properties : { spec: {} };
  fc.assert(
    fc.property(mapFor(isSchema(spec) ? spec : {}), (made) => {
      const policy = { apiVersion: API_VERSION, kind: 'Policy', spec: made };
      expect(checks.get('Policy')?.(policy)).toBe('policy' in readPolicy(policy, 'policy.yaml'));
    }),
    { numRuns: 300 },
  );
});

test('the schema of a Roll accepts what readRoll accepts', () => {
  const line = 'from Cluster mgmt/a; credentials none';
  const roll = (spec: JsonObject, more: JsonObject = {}): JsonObject => ({
    apiVersion: API_VERSION,
    kind: 'Roll',
    metadata: { name: 'fleet' },
    spec: { function: 'render-inventory', ...spec },
    ...more,
  });
  const verdictOf = (one: JsonObject) => ({
    program: readRoll(new Item(Buffer.from(''), one)).findings.length === 0,
    schema: checks.get('Roll')?.(one),
  });
  const good = roll({ clusters: { 'fleet/a': line }, consumers: { argocd: 'argocd' }, clusterSets: null });
  expect(verdictOf(good)).toEqual({ program: true, schema: true });
  for (const one of [roll({ cluster: {} }), roll({ consumers: { a: 1 } }), roll({ objects: [] }), roll({}, { a: 1 })]) {
    expect(verdictOf(one)).toEqual({ program: false, schema: false });
  }
});

describe('rollcall schema', () => {
  const run = (...args: string[]) =>
    spawnSync(program.file, [...program.args, 'schema', ...args], { encoding: 'utf8' });

  test('prints the schema of a kind by its kind or its function, and of all kinds', () => {
    expect(JSON.parse(run('Policy').stdout)).toEqual(jsonSchemaOf('Policy'));
    expect(JSON.parse(run('render-inventory').stdout)).toEqual(toJson(jsonSchemaOf('RenderInventory')));
    expect(JSON.parse(run().stdout)).toEqual(toJson(jsonSchema()));
  });

  test.each([
    [['Polici'], 'There is no kind Polici; the nearest is Policy.'],
    [['Deployment'], 'There is no kind Deployment; the kinds are ImportCAPIClusters,'],
    [['Roll', 'Policy'], 'rollcall schema takes one KIND.'],
  ])('%j is wrong usage', (args, said) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
