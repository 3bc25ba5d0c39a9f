import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/krm/json';

/** Hubs as nobody would think of them: a few clusters, sets, bindings and Namespaces, each with what its API allows. */

const API = 'cluster.open-cluster-management.io';
const time = '2026-01-01T00:00:00Z';
const deleted = { deletionTimestamp: time, finalizers: ['example.com/stays'] };

const rarely = <T>(value: T, otherwise: T) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 9, arbitrary: fc.constant(otherwise) });
const deletion = rarely<JsonObject>(deleted, {});
const verdict = fc.constantFrom('True', 'False', 'Unknown');

const condition = (type: string) =>
  fc
    .record({ status: verdict, reason: fc.constantFrom('Because', 'Known'), message: fc.constantFrom('', 'so it is') })
    .map((fields): JsonObject => ({ type, lastTransitionTime: time, ...fields }));

const claims = fc
  .uniqueArray(fc.constantFrom('id.k8s.io', 'region', 'a', 'z.example.com', 'constructor'), { maxLength: 4 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.constantFrom('1', 'eu', 'true').map((value) => ({ name, value })))),
  );

const status = fc.record(
  {
    version: fc.constantFrom<Json>({ kubernetes: 'v1.35.0' }, { kubernetes: '' }, {}),
    clusterClaims: claims,
    conditions: fc
      .subarray(['ManagedClusterJoined', 'ManagedClusterConditionAvailable', 'HubAcceptedManagedCluster'])
      .chain((types) => fc.tuple(...types.map(condition))),
  },
  { requiredKeys: [] },
);

const labels = fc.record(
  {
    [`${API}/clusterset`]: fc.constantFrom('east', 'west', 'default', 'global', ''),
    env: fc.constantFrom('prod', 'dev'),
    ring: fc.constantFrom('0', '1'),
    // Rollcall refuses an ID that is empty or that two clusters share.
    'multicluster.x-k8s.io/inventory-member-id': fc.constant('of its own'),
  },
  { requiredKeys: [] },
);

const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom('env', 'ring'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.subarray(['prod', 'dev', '0'], { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom('env', 'ring', 'none'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const labelSelector = fc.record(
  {
    matchLabels: fc.constantFrom<Json>({}, { env: 'prod' }, { ring: '1' }),
    matchExpressions: fc.array(expression, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const clusterSelector = fc.oneof(
  fc.constantFrom<JsonObject>(
    {},
    { selectorType: '' },
    { selectorType: 'ExclusiveClusterSetLabel' },
    { selectorType: 'LabelSelector' },
  ),
  labelSelector.map((selector) => ({ selectorType: 'LabelSelector', labelSelector: selector })),
  rarely<JsonObject>({ selectorType: 'LegacyClusterSetLabel' }, { selectorType: 'ExclusiveClusterSetLabel' }),
);
const keeping = rarely<JsonObject>({ annotations: { [`${API}/autoupdate`]: 'false' } }, {});

const SETS = ['east', 'west', 'picked', 'default', 'global'];
const NAMESPACES = ['inventory', 'addon', 'team'];

function some<T>(names: string[], make: (name: string) => fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> {
  return fc.subarray(names, { minLength }).chain((chosen) => fc.tuple(...chosen.map(make)));
}

const clusters = some(
  ['one', 'two', 'three', 'valueof', 'x'.repeat(63)],
  (name) =>
    fc.record({ labels, status, deletion }).map(({ labels, status, deletion }) => ({
      apiVersion: `${API}/v1`,
      kind: 'ManagedCluster',
      metadata: { name, labels: withOwnId(labels, name), ...deletion },
      status,
    })),
  1,
);

function withOwnId(labels: JsonObject, name: string): JsonObject {
  const key = 'multicluster.x-k8s.io/inventory-member-id';
  return key in labels ? { ...labels, [key]: `member-${name.slice(0, 9)}` } : labels;
}

const sets = some(SETS, (name) =>
  fc.record({ clusterSelector, deletion, keeping }).map(({ clusterSelector, deletion, keeping }) => ({
    apiVersion: `${API}/v1beta2`,
    kind: 'ManagedClusterSet',
    metadata: { name, ...keeping, ...deletion },
    spec: { clusterSelector },
  })),
);

/** Bindings of sets that are there, and rarely of one that is not. */
const bindings = (known: readonly string[]) =>
  some(
    NAMESPACES.flatMap((namespace) => [...known, 'missing'].map((set) => `${namespace}/${set}`)),
    (path) => {
      const [namespace = '', name = ''] = path.split('/');
      const bound = fc.constantFrom<JsonObject>(
        {},
        {
          status: {
            conditions: [{ type: 'Bound', status: 'True', reason: 'B', message: '', lastTransitionTime: time }],
          },
        },
      );
      return fc
        .record({ deletion, bound, there: rarely(true, name !== 'missing') })
        .map(({ deletion, bound, there }) =>
          there
            ? [
                {
                  apiVersion: `${API}/v1beta2`,
                  kind: 'ManagedClusterSetBinding',
                  metadata: { name, namespace, ...deletion },
                  spec: { clusterSet: name },
                  ...bound,
                },
              ]
            : [],
        );
    },
  ).map((list) => list.flat());

const namespaces = fc.tuple(
  ...NAMESPACES.map((name) =>
    deletion.map((metadata) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...metadata } })),
  ),
);

export const generatedHub: fc.Arbitrary<JsonObject[]> = sets.chain((sets) => {
  const known = [...new Set([...sets.map(({ metadata }) => metadata.name), 'default', 'global'])];
  return fc
    .record({ clusters, bindings: bindings(known), namespaces })
    .map(({ clusters, bindings, namespaces }): JsonObject[] =>
      JSON.parse(JSON.stringify([...clusters, ...sets, ...bindings, ...namespaces])),
    );
});
