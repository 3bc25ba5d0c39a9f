import type { JsonObject } from '../../src/krm/json';
import { isRoll, isRollOf, ownerOfRoll, readRoll } from '../../src/roll/read-roll';
import { itemOf } from '../support/objects';

const LINE = 'from Cluster mgmt/a; credentials none';
const rollWith = (fields: JsonObject, spec: JsonObject = {}) =>
  itemOf({
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'Roll',
    metadata: { name: 'fleet' },
    spec: { function: 'render-inventory', ...spec },
    ...fields,
  });
const problems = (fields: JsonObject, spec?: JsonObject) =>
  readRoll(rollWith(fields, spec)).findings.map(({ code, field, problem }) => `${code} ${field}: ${problem}`);

test('every section is read', () => {
  const spec = {
    consumers: { x: 'one' },
    clusterSets: { prod: 'inventory' },
    registeredLabels: { tier: 'one' },
    clusters: { 'prod/a': LINE },
    objects: { 'ConfigMap a/b': 'from Secret a/c' },
  };
  const { roll, findings } = readRoll(rollWith({}, spec));
  expect(findings).toEqual([]);
  expect(roll).toEqual({
    name: 'fleet',
    function: 'render-inventory',
    clusters: new Map([['prod/a', { sources: ['Cluster mgmt/a'], credentials: 'none' }]]),
    consumers: new Map([['x', 'one']]),
    clusterSets: new Map([['prod', 'inventory']]),
    registeredLabels: new Map([['tier', 'one']]),
    objects: new Map([['ConfigMap a/b', 'from Secret a/c']]),
  });
});

test('clusters are in the order of their names', () => {
  const clusters = { 'prod/c': LINE, 'prod/a': LINE, 'prod/b': LINE };
  expect([...readRoll(rollWith({}, { clusters })).roll.clusters.keys()]).toEqual(['prod/a', 'prod/b', 'prod/c']);
});

test.each<[JsonObject, JsonObject, string]>([
  [
    { apiVersion: 'rollcall.dev/v1beta1' },
    {},
    'RC440 apiVersion: The Roll’s field apiVersion is rollcall.dev/v1beta1, which is not rollcall.dev/v1alpha1.',
  ],
  [{}, { function: '' }, 'RC440 spec.function: The Roll’s field spec.function is missing.'],
  [{ status: {} }, {}, 'RC440 status: The Roll’s field status is not a known field.'],
  [{}, { more: {} }, 'RC440 spec.more: The Roll’s field spec.more is not a known field.'],
  [{}, { consumers: ['x'] }, 'RC440 spec.consumers: The Roll’s field spec.consumers is a list.'],
  [{}, { objects: { x: 1 } }, 'RC440 spec.objects["x"]: The Roll’s field spec.objects["x"] is a number.'],
  [
    {},
    { clusters: { 'prod/a': 'elsewhere' } },
    'RC440 spec.clusters["prod/a"]: The Roll’s field spec.clusters["prod/a"] is not a line that `rollcall roll` writes.',
  ],
])('%j, %j is refused', (fields, spec, problem) => {
  expect(problems(fields, spec)).toEqual([problem]);
});

test('what cannot be read does not take the rest with it', () => {
  const { roll } = readRoll(
    rollWith({}, { consumers: [], objects: { x: 1, y: 'from z' }, clusters: { a: '', b: LINE } }),
  );
  expect([...roll.consumers, ...roll.objects, ...roll.clusters.keys()]).toEqual([['y', 'from z'], 'b']);
});

test('a Roll is known by its kind and group', () => {
  expect(isRoll(rollWith({}))).toBe(true);
  expect(isRoll(rollWith({ apiVersion: 'rollcall.dev/v9' }))).toBe(true);
  expect(isRoll(rollWith({ apiVersion: 'example.com/v1' }))).toBe(false);
  expect(isRoll(rollWith({ kind: 'RenderInventory' }))).toBe(false);
});

test('a Roll belongs to its function and name; one that names no function to every function with its name', () => {
  const own = rollWith({});
  expect(ownerOfRoll(own)).toBe('render-inventory/fleet');
  const owners = ['render-inventory/fleet', 'render-inventory/other', 'publish-credentials/fleet'];
  expect(owners.filter((owner) => isRollOf(own, owner))).toEqual(['render-inventory/fleet']);
  const lost = rollWith({ spec: {} });
  expect(owners.filter((owner) => isRollOf(lost, owner))).toEqual([
    'render-inventory/fleet',
    'publish-credentials/fleet',
  ]);
  expect(isRollOf(rollWith({ spec: { function: 'fleet' } }), 'render-inventory/fleet/fleet')).toBe(false);
});
