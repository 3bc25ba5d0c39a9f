import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { functions } from '../functions';
import { definitionYaml, metadataYaml } from '../scripts/function-files';
import { pluginYaml } from '../scripts/plugin-yaml';
import { proofPage } from '../scripts/proof-page';
import { versionsPage } from '../scripts/versions-page';
import { announceFields } from '../src/config/parameters';
import { objectAt } from '../src/krm/json';
import { fieldNames, schemaAt } from '../src/schema/schema-walk';

/** Files that are made from the schemas: `npm run docs` writes them. */
const root = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

test('plugin.yaml is what the schemas say', () => {
  expect(read('plugin.yaml')).toBe(pluginYaml());
});

test('docs/hosts/versions.md is what the kept results say', () => {
  expect(read('docs', 'hosts', 'versions.md')).toBe(versionsPage(join(root, 'docs', 'proof', '4-versions.json')));
});

test('docs/proof.md is what the kept results say', () => {
  expect(read('docs', 'proof.md')).toBe(proofPage(join(root, 'docs', 'proof')));
});

test('plugin.yaml names no version: Applications would have to repeat it', () => {
  expect(parse(pluginYaml()).spec).not.toHaveProperty('version');
});

describe.each(functions.map((one) => ({ one, name: one.name })))('$name', ({ one }) => {
  test('definition.yaml and metadata.yaml are what its schema says', () => {
    expect(read('functions', one.name, 'definition.yaml')).toBe(definitionYaml(one));
    expect(read('functions', one.name, 'metadata.yaml')).toBe(metadataYaml(one));
  });

  test('the OpenAPI schema knows every field, and takes what has all defaults', () => {
    const { spec } = parse(definitionYaml(one));
    const { openAPIV3Schema } = spec.versions[0].schema;
    expect(Object.keys(openAPIV3Schema.properties.spec.properties)).toEqual(fieldNames(schemaAt(one.schema, [])));
    const check = new Ajv({ strict: true, allowUnionTypes: true, useDefaults: true }).compile(openAPIV3Schema);
    expect(check({ apiVersion: 'rollcall.dev/v1alpha1', kind: one.kind, metadata: { name: 'a' }, spec: {} })).toBe(
      true,
    );
    expect(check({ spec: { nope: 1 } })).toBe(false);
  });

  test('every field has a parameter, except lists and maps of maps', () => {
    const announced = announceFields(one.schema, {}).map(({ name }) => name);
    const tops = new Set(announced.map((name) => name.split('.')[0]));
    const isOfMaps = (name: string) =>
      ['items', 'additionalProperties'].some((part) => objectAt(schemaAt(one.schema, [name]), part).type === 'object');
    expect([...tops]).toEqual(fieldNames(schemaAt(one.schema, [])).filter((name) => !isOfMaps(name)));
  });
});
