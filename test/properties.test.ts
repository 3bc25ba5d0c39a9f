import fc from 'fast-check';
import { parse } from 'yaml';
import { functions } from '../functions';
import { linesFor } from '../src/diagnostics/in-words';
import { readResourceList } from '../src/krm/resource-list';
import { collectText } from '../src/krm/sink';
import { writeFailure, writeResourceList } from '../src/krm/write-resource-list';
import { runFunction } from '../src/run/run-function';

/** Whole functions, on fleets of every sort: what must hold whatever comes in. */

const names = ['alpha', 'beta', 'gamma', 'delta'];
const namespaces = ['mgmt', 'fleet', 'edge'];
/** Stands in every kubeconfig and in every value that is none; never in a name. */
const SECRET = 'hUsHhUsH';

function kubeconfig(name: string): string {
  return `apiVersion: v1\nkind: Config\nclusters:\n- name: ${name}\n  cluster:\n    server: https://${name}:6443\nusers:\n- name: ${name}\n  user:\n    token: ${SECRET}\n`;
}

const encode = (text: string) => Buffer.from(text).toString('base64');

const name = fc.constantFrom(...names);
const namespace = fc.constantFrom(...namespaces);
/** Mostly the one, now and then the other: a fleet in which everything is wrong shows little. */
function mostly<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const labelValue = mostly(fc.constantFrom('a', 'fleet', 'prod'), fc.constantFrom('', 'Not_DNS', 'x'.repeat(64)));
const secretValue = mostly(
  name.map((one) => encode(kubeconfig(one))),
  fc.constantFrom('', `%${SECRET}`, encode(`${SECRET}: "`), encode(`clusters: [] # ${SECRET}`), SECRET),
);

function object(
  apiVersion: string,
  kind: string,
  metadata: Record<string, unknown>,
  rest: Record<string, unknown> = {},
) {
  return { apiVersion, kind, metadata, ...rest };
}

function labels(...keys: string[]) {
  return fc.record(Object.fromEntries(keys.map((key) => [key, labelValue])), { requiredKeys: [] });
}

const cluster = fc
  .record({
    name,
    namespace,
    labels: fc
      .tuple(labels('clusterprofile-namespace', 'clusterset.k8s.io'), fc.option(name))
      .map(([rest, profile]) => ({
        ...rest,
        ...(profile === null ? {} : { 'clusterprofile-name': profile }),
      })),
  })
  .chain((metadata) =>
    fc
      .constantFrom({}, { status: { controlPlaneReady: true } })
      .map((status) => object('cluster.x-k8s.io/v1beta1', 'Cluster', metadata, status)),
  );

const capiSecret = fc
  .record({ cluster: name, namespace, value: secretValue, key: fc.constantFrom('value', 'kubeconfig') })
  .map((one) =>
    object(
      'v1',
      'Secret',
      {
        name: `${one.cluster}-kubeconfig`,
        namespace: one.namespace,
        labels: { 'cluster.x-k8s.io/cluster-name': one.cluster },
      },
      { type: 'cluster.x-k8s.io/secret', data: { [one.key]: one.value } },
    ),
  );

const labelledSecret = fc
  .record({
    name: fc.constantFrom('s1', 's2'),
    namespace,
    profile: name,
    value: secretValue,
    key: mostly(fc.constantFrom('config'), fc.constantFrom('Config', 'x')),
  })
  .map((one) =>
    object(
      'v1',
      'Secret',
      { name: one.name, namespace: one.namespace, labels: { 'x-k8s.io/cluster-profile': one.profile } },
      { data: { [one.key]: one.value } },
    ),
  );

const namespaceObject = fc
  .record({
    name: fc.constantFrom(...namespaces, 'team-a', 'team-b'),
    labels: labels('x-k8s.io/cluster-inventory-consumer', 'clusterset.multicluster.x-k8s.io'),
  })
  .map((metadata) => object('v1', 'Namespace', metadata));

const profile = fc
  .record({
    name,
    namespace,
    labels: labels('env', 'argocd.argoproj.io/instance'),
    secret: mostly(fc.constantFrom(null, 's1-of-team-a'), fc.constantFrom('s1', 's2', 'none')),
  })
  .map(({ secret, ...metadata }) =>
    object('multicluster.x-k8s.io/v1alpha1', 'ClusterProfile', metadata, {
      spec: { clusterManager: { name: 'hub' } },
      ...(secret === null
        ? {}
        : {
            status: {
              accessProviders: [
                {
                  name: 'kubeconfig-secretreader',
                  cluster: {
                    server: 'x',
                    extensions: [
                      {
                        name: 'client.authentication.k8s.io/exec',
                        extension: { name: secret, key: 'config', namespace: 'team-a' },
                      },
                    ],
                  },
                },
              ],
            },
          }),
    }),
  );

const stranger = fc.constantFrom(
  object('v1', 'ConfigMap', { name: 'a' }, { data: { a: '010' } }),
  object('apps/v1', 'Deployment', { name: 'b', namespace: 'fleet' }, { spec: { replicas: 1 } }),
);

type Fleet = Record<string, unknown>[];

const anyFleet: fc.Arbitrary<Fleet> = fc.array(
  fc.oneof(cluster, cluster, capiSecret, capiSecret, labelledSecret, namespaceObject, profile, stranger),
  { minLength: 1, maxLength: 16 },
);

/** What most of a fleet needs: a consumer, and the Secret that the access providers name. */
const basics: Fleet = [
  object('v1', 'Namespace', { name: 'consumer', labels: { 'x-k8s.io/cluster-inventory-consumer': 'argo' } }),
  object(
    'v1',
    'Secret',
    { name: 's1-of-team-a', namespace: 'team-a' },
    { data: { config: encode(kubeconfig('provided')) } },
  ),
];

/** A fleet without two objects of one identity, of which most renders succeed. */
const soundFleet = anyFleet.map((fleet) => {
  const byIdentity = new Map(fleet.concat(basics).map((one) => [identityOf(one), one]));
  return [...byIdentity.values()];
});

function identityOf({ kind, metadata }: Record<string, unknown>): string {
  return `${kind} ${JSON.stringify(metadata, ['name', 'namespace'])}`;
}

const functionName = fc.constantFrom(...functions.map((one) => one.name));

function toList(fleet: Fleet): string {
  return `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${fleet.map((one) => `- ${JSON.stringify(one)}\n`).join('')}`;
}

function run(text: string, asked: string) {
  const { list, findings } = readResourceList(Buffer.from(text));
  if (list === undefined) throw new Error('no list');
  const chosen = functions.find((one) => one.name === asked);
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: chosen?.kind ?? '',
    metadata: { name: 'p' },
    spec: { missingCredentials: 'Skip', allowEmpty: true },
  };
  const outcome = runFunction({ items: list.items, functionConfig, asked: chosen, findings });
  const output = collectText((sink) =>
    outcome.state === 'failed'
      ? writeFailure(sink, outcome.findings)
      : writeResourceList(sink, list, outcome.written, outcome.findings),
  );
  return { state: outcome.state, output, lines: linesFor(outcome.findings) };
}

const itemsOf = (output: string): { kind: string; metadata: Record<string, unknown> }[] => parse(output).items;
const generatedOf = (output: string) =>
  itemsOf(output).filter(({ metadata }) => JSON.stringify(metadata).includes('rollcall.dev/generated-by'));

test('shuffled input gives the same objects and the same findings', () => {
  let rendered = 0;
  const shuffled = soundFleet.chain((fleet) =>
    fc.tuple(fc.constant(fleet), fc.shuffledSubarray(fleet, { minLength: fleet.length })),
  );
  const property = fc.property(shuffled, functionName, ([fleet, other], asked) => {
    const one = run(toList(fleet), asked);
    const two = run(toList(other), asked);
    expect(two.lines).toEqual(one.lines);
    expect(generatedOf(two.output)).toEqual(generatedOf(one.output));
    if (generatedOf(one.output).length > 0) rendered++;
  });
  fc.assert(property, { numRuns: 400 });
  expect(rendered).toBeGreaterThan(40);
});

test('rendering the output again gives the same bytes', () => {
  const property = fc.property(soundFleet, functionName, (fleet, asked) => {
    const once = run(toList(fleet), asked);
    fc.pre(once.state === 'rendered');
    expect(run(once.output, asked).output).toBe(once.output);
  });
  fc.assert(property, { numRuns: 300 });
});

test('untouched items are untouched, and in their order', () => {
  const property = fc.property(soundFleet, functionName, (fleet, asked) => {
    const { state, output } = run(toList(fleet), asked);
    fc.pre(state === 'rendered');
    expect(output.startsWith(toList(fleet))).toBe(true);
  });
  fc.assert(property, { numRuns: 300 });
});

test('nothing secret is in the findings or the results, whatever is wrong', () => {
  const isSecret = (text: string) =>
    text.includes(SECRET) ||
    text.includes(encode(SECRET).slice(0, 8)) ||
    text.includes(encode(kubeconfig('alpha')).slice(0, 12));
  let failed = 0;
  const property = fc.property(anyFleet, functionName, (fleet, asked) => {
    const { state, output, lines } = run(toList(fleet), asked);
    expect(lines.filter(isSecret)).toEqual([]);
    if (state === 'failed') {
      failed++;
      expect(isSecret(output)).toBe(false);
    } else expect(JSON.stringify(parse(output).results ?? []).includes(SECRET)).toBe(false);
  });
  fc.assert(property, { numRuns: 500 });
  expect(failed).toBeGreaterThan(40);
});

test('a failure has no items, a success has all of them', () => {
  const property = fc.property(anyFleet, functionName, (fleet, asked) => {
    const { state, output } = run(toList(fleet), asked);
    const { items } = parse(output);
    if (state === 'failed') expect(items).toEqual([]);
    else expect(items.length).toBeGreaterThanOrEqual(fleet.length);
  });
  fc.assert(property, { numRuns: 200 });
});
