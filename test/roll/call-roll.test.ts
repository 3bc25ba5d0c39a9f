import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt } from '../../src/krm/json';
import { readDocuments } from '../../src/krm/read-documents';
import { collectText } from '../../src/krm/sink';
import { writeDocuments } from '../../src/krm/write-documents';
import { FORGETS, listQuarantined, ONLY_LOOKS, type RollHost } from '../../src/roll/call-roll';
import { readRoll } from '../../src/roll/read-roll';
import { asObject, writeRoll } from '../../src/roll/write-roll';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { capiSecret, cluster, itemOf, namespace, nextInput, only, profile, sentence, told } from '../support/objects';

const CONSUMER = 'x-k8s.io/cluster-inventory-consumer';
const SET = 'clusterset.multicluster.x-k8s.io';

const kueue = namespace('kueue-system', { [CONSUMER]: 'kueue' });
const prod = namespace('prod', { [SET]: 'prod' });
const member = (name: string, labels: Record<string, string> = {}) =>
  cluster(name, { labels: { 'clusterprofile-name': name, 'clusterset.k8s.io': 'prod', ...labels } });
const profiled = profile('a', { namespace: 'prod', labels: { env: 'prod' } });
const memberA = member('a');
const secretA = capiSecret('a');
const fleet = [
  kueue,
  prod,
  profiled,
  memberA,
  secretA,
  ...['b', 'c'].flatMap((name) => [member(name), capiSecret(name)]),
];

function run(items: readonly Item[], spec: JsonObject = {}, rollHost?: RollHost, name = 'fleet'): Outcome {
  const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name }, spec };
  return runFunction({ items, functionConfig, findings: [], rollHost });
}

/** The Roll of a fleet, as `rollcall roll` would write it. */
function rollOf(items: readonly Item[], spec: JsonObject = {}): Item {
  const outcome = run(items, spec, { writesBack: false, seesEarlier: true, takesOnly: true });
  if (outcome.state === 'failed' || outcome.roll === undefined) throw new Error(told(outcome.findings).join('\n'));
  return only(readDocuments(Buffer.from(writeRoll(outcome.roll.roll)), 'roll.yaml').items);
}

const codes = ({ findings }: Outcome) => told(findings.filter(({ code }) => code >= 'RC440' && code < 'RC460'));
const problems = ({ findings }: Outcome) =>
  findings.filter(({ code }) => code >= 'RC440' && code < 'RC460').map(({ problem }) => problem);

test('a render that is as its Roll says passes, whatever order the input is in', () => {
  const roll = rollOf(fleet);
  expect(codes(run([roll, ...fleet], {}, FORGETS))).toEqual([]);
  expect(codes(run([...fleet].reverse().concat(roll), {}, FORGETS))).toEqual([]);
  expect(run([roll, ...fleet]).state).toBe('rendered');
});

test('where every Secret is missing and all that was made is kept, nobody has left', () => {
  const before = run(fleet);
  const made = before.state === 'rendered' ? nextInput(before.generated) : [];
  const lost = fleet.filter(({ identity }) => identity.kind !== 'Secret');
  const outcome = run([rollOf(fleet), ...lost, ...made]);
  expect([outcome.state, ...codes(outcome)]).toEqual(['rendered']);
  expect(outcome.roll?.roll.registeredLabels).toEqual(
    new Map([['clusterinventory.projectsveltos.io/managed-by', 'rollcall']]),
  );
});

test('a Roll that roll: Off leaves unread is a warning, which --fail-on sees', () => {
  for (const rollHost of [FORGETS, undefined]) {
    const { findings } = run([rollOf(fleet), ...fleet], { roll: 'Off' }, rollHost);
    expect(told(findings)).toContain('warning RC465 Roll fleet');
    expect(told(run(fleet, { roll: 'Off' }, rollHost).findings).join()).not.toContain('RC465');
  }
});

test('without a Roll only a host that forgets is warned, and nobody with roll: Off', () => {
  expect(codes(run(fleet, {}, FORGETS))).toEqual(['warning RC443']);
  expect(codes(run(fleet))).toEqual([]);
  expect(codes(run(fleet, { roll: 'Off' }, FORGETS))).toEqual([]);
  expect(codes(run([rollOf(fleet), kueue, ...fleet.slice(3)], { roll: 'Off' }, FORGETS))).toEqual([]);
});

const lost = (labels: Record<string, string>) =>
  fleet.map((item) => (item === kueue ? namespace('kueue-system', labels) : item));

test('a misspelt consumer label is one error that names the label beside it', () => {
  const [problem, ...others] = problems(run([rollOf(fleet), ...lost({ [`${CONSUMER}s`]: 'kueue' })]));
  expect(others).toEqual([]);
  expect(problem).toBe(
    `One consumer left and would lose the credentials of up to 3 clusters (the Namespace does not have the label ${CONSUMER}; nearest: ${CONSUMER}s): kueue in Namespace kueue-system.`,
  );
});

test('a Namespace that joins as a consumer is an error', () => {
  const rogue = namespace('rogue', { [CONSUMER]: 'kueue' });
  expect(problems(run([rollOf(fleet), rogue, ...fleet]))).toEqual([
    'One consumer joined and would receive the credentials of up to 3 clusters: kueue in Namespace rogue.',
  ]);
});

test('a cluster that goes to other consumers is an error that names the rule', () => {
  const others = namespace('argocd', { [CONSUMER]: 'argocd' });
  const before = { consumers: [{ match: 'kueue' }] };
  const roll = rollOf([...fleet, others], before);
  const after = { consumers: [{ name: 'no-jobs', match: 'kueue', deny: true }, { match: 'argocd' }] };
  const { findings } = run([...fleet, others, roll], after);
  expect(sentence(findings, 'RC447')).toContain(
    'its credentials go to other consumers, was kueue-system, is argocd by the rules consumers[1], no-jobs:',
  );
});

test('a lost ClusterSet label is the set and one finding for everyone who moved', () => {
  const without = fleet.map((item) => (item === prod ? namespace('prod', { [`${SET}s`]: 'prod' }) : item));
  expect(problems(run([rollOf(fleet), ...without])).sort()).toEqual([
    `3 clusters moved, so that every object made for them gets another name or namespace (no Namespace holds ClusterSet prod: in Namespace prod, the Namespace does not have the label ${SET}; nearest: ${SET}s): prod/a → default/a, prod/b → default/b, prod/c → default/c.`,
    `One ClusterSet lost (the Namespace does not have the label ${SET}; nearest: ${SET}s): prod (was in Namespace prod).`,
  ]);
});

test('clusters that lose their Cluster are one finding, with the cause and what follows from it', () => {
  const misspelt = replace(memberA, cluster('a', { labels: { 'clusterprofile-nmae': 'a' } }));
  expect(problems(run([rollOf(fleet), ...misspelt]))).toEqual([
    'One cluster changed: it no longer has its Cluster (it has no label clusterprofile-name; nearest: clusterprofile-nmae); it no longer has credentials, was CAPICluster mgmt/a-kubeconfig; it is no longer registered: prod/a.',
  ]);
  const narrowed = problems(run([rollOf(fleet), ...fleet], { clusterNamespaces: ['elsewhere'] }));
  expect(narrowed.join()).toContain('it no longer has its Cluster (its namespace is not one of clusterNamespaces)');
});

const replace = (item: Item, other?: Item) => fleet.flatMap((one) => (one !== item ? [one] : (other ?? [])));

test.each<[string, readonly Item[], string]>([
  ['a Cluster that is gone', fleet.filter((one) => one !== fleet[5] && one !== fleet[6]), 'error RC444'],
  [
    'a Cluster that lost its label',
    replace(memberA, cluster('a', { labels: { 'clusterprofile-nmae': 'a' } })),
    'error RC447',
  ],
  [
    'a label on a live SveltosCluster',
    replace(profiled, profile('a', { namespace: 'prod', labels: { env: 'dev' } })),
    'error RC447 ClusterProfile prod/a',
  ],
  ['a ClusterProfile that is gone', replace(profiled), 'error RC447 Cluster mgmt/a'],
])('%s is an error', (_name, items, expected) => {
  expect([...new Set(codes(run([rollOf(fleet), ...items])).map((line) => line.slice(0, expected.length)))]).toEqual([
    expected,
  ]);
});

test('a Cluster whose credentials are missing is the business of missingCredentials alone', () => {
  expect(codes(run([rollOf(fleet), ...replace(secretA)], { missingCredentials: 'Error' }))).toEqual([]);
});

test('another name of the configuration is an error where nobody has the Roll’s name', () => {
  const roll = rollOf(fleet);
  expect(codes(run([roll, ...fleet], {}, undefined, 'renamed'))).toEqual(['error RC442 Roll fleet metadata.name']);
  const other = itemOf({ apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'fleet' } });
  expect(codes(run([roll, other, ...fleet], {}, undefined, 'second'))).toEqual([]);
  // Another kind makes another function run, and its owner has no Roll.
  const kind = 'PublishCredentials';
  const changed = { apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' } };
  const publish = (items: readonly Item[]) => codes(runFunction({ items, functionConfig: changed, findings: [] }));
  expect(publish([roll, itemOf(changed), ...fleet])).toEqual(['error RC442 Roll fleet metadata.name']);
  expect(publish([roll, itemOf(changed), other, ...fleet])).toEqual([]);
});

test('two Rolls of one owner, and a Roll that cannot be read, are errors', () => {
  const roll = rollOf(fleet);
  expect(codes(run([roll, roll, ...fleet]))).toEqual(['error RC441 Roll fleet']);
  const object = {
    ...roll.object,
    spec: { function: 'render-inventory', clusters: { 'prod/a': 'somewhere' }, more: 1 },
  };
  expect(codes(run([itemOf(object), ...fleet]))).toEqual([
    'error RC440 Roll fleet spec.clusters["prod/a"]',
    'error RC440 Roll fleet spec.more',
  ]);
});

test('a kind or a group that is nearly that of a Roll is an error', () => {
  const { object } = rollOf(fleet);
  for (const wrong of [{ kind: 'roll' }, { apiVersion: 'rolcall.dev/v1alpha1' }]) {
    const { findings } = run([itemOf({ ...object, ...wrong }), ...fleet], {}, FORGETS);
    expect(told(findings.filter(({ severity }) => severity === 'error'))).toEqual([
      expect.stringMatching(/^error RC114 /),
    ]);
  }
});

test('members are named in their own order, whatever the order of the lines is', () => {
  const { object } = rollOf(fleet);
  const spec = objectAt(object, 'spec');
  const turned = Object.fromEntries(Object.entries(objectAt(object, 'spec', 'clusters')).reverse());
  const left = (roll: Item) => problems(run([roll, ...fleet.filter((item) => item.identity.kind === 'Namespace')]));
  const roll = itemOf({ ...object, spec: { ...spec, clusters: turned } });
  expect(left(roll)).toEqual(left(rollOf(fleet)));
  expect(left(roll).join()).toContain('prod/b, prod/c');
});

test('a Roll of an unknown version, and one that has lost its function, are errors', () => {
  const { object } = rollOf(fleet);
  const alpha2 = itemOf({ ...object, apiVersion: 'rollcall.dev/v1alpha2' });
  expect(codes(run([alpha2, ...fleet]))).toEqual(['error RC440 Roll fleet apiVersion']);
  const cut = itemOf({ ...object, spec: {} });
  expect(codes(run([cut, ...fleet], {}, FORGETS))).toEqual(['error RC440 Roll fleet spec.function']);
});

test('whoever only looks is warned of nothing and writes nothing', () => {
  expect(codes(run(fleet, {}, ONLY_LOOKS))).toEqual([]);
  const items = [rollOf(fleet), member('d'), capiSecret('d'), ...fleet];
  const outcome = run(items, { roll: 'Update', maxDepartures: 1 }, ONLY_LOOKS);
  expect(codes(outcome)).toEqual(['error RC445 Cluster mgmt/d']);
});

describe('a host that takes the Roll', () => {
  const takes: RollHost = { writesBack: false, seesEarlier: false, takesOnly: true };
  const taken = (items: readonly Item[]) => {
    const outcome = run(items, {}, takes);
    return [outcome.state, outcome.roll?.isCurrent, ...codes(outcome)];
  };

  test('learns whether there is anything to write, and of no difference', () => {
    const roll = rollOf(fleet);
    expect(taken([roll, ...fleet])).toEqual(['rendered', true]);
    expect(taken([roll, ...fleet.slice(0, -2)])).toEqual(['rendered', false]);
    expect(taken(fleet)).toEqual(['rendered', undefined]);
    const unreadable = itemOf({ ...roll.object, spec: { ...objectAt(roll.object, 'spec'), more: {} } });
    expect(taken([unreadable, ...fleet])).toEqual(['rendered', false]);
    expect(taken([unreadable, ...fleet.slice(0, -2)])).toEqual(['rendered', false]);
  });
});

describe('members that objects in quarantine stand for', () => {
  const { roll: was } = readRoll(rollOf(fleet));
  const paths = (...kept: Item[]) => listQuarantined(was, new Set(kept.map(({ key }) => key))).map(([path]) => path);

  test('are those with one of these objects', () => {
    expect(listQuarantined(was, undefined)).toEqual([]);
    expect(paths()).toEqual([]);
    expect(paths(memberA)).toEqual(['prod/a']);
    expect(paths(profiled)).toEqual(['prod/a']);
    expect(paths(kueue, secretA)).toEqual([]);
  });

  test('have not left, and what is known of them stays', () => {
    const broken = capiSecret('b', { data: { value: '!' } });
    const items = fleet.map((item) => (item.identity.name === 'b-kubeconfig' ? broken : item));
    const outcome = run([rollOf(fleet), ...items], { onClusterError: 'Quarantine' });
    expect(codes(outcome)).toEqual([]);
    expect(outcome.roll?.roll.clusters).toEqual(was.clusters);
  });
});

describe('a Roll of another package', () => {
  const inPackage = (item: Item, path: string) =>
    itemOf({
      ...item.object,
      metadata: {
        ...objectAt(item.object, 'metadata'),
        annotations: { 'internal.config.kubernetes.io/package-path': path },
      },
    });
  const runIn = (path: string | undefined, items: readonly Item[]) => {
    const annotations = path === undefined ? {} : { 'internal.config.kubernetes.io/package-path': path };
    const metadata = { name: 'fleet', annotations };
    const functionConfig = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata };
    return codes(runFunction({ items, functionConfig, findings: [], rollHost: FORGETS }));
  };

  test('is not this owner’s', () => {
    const roll = rollOf(fleet);
    const placed = fleet.map((item) => inPackage(item, '/srv/fleet'));
    expect(runIn('/srv/fleet', [inPackage(roll, '/srv/fleet'), ...placed])).toEqual([]);
    expect(runIn('/srv/fleet', [inPackage(roll, '/srv/fleet/other'), ...placed])).toEqual(['warning RC443']);
    expect(runIn(undefined, [roll, ...fleet])).toEqual([]);
  });
});

describe('a Roll without its configuration', () => {
  const configured = (apiVersion: string, kind: string, name: string) =>
    itemOf({ apiVersion, kind, metadata: { name } });
  const renamed = (...items: Item[]) => codes(run([rollOf(fleet), ...items, ...fleet], {}, FORGETS, 'renamed'));
  const orphan = ['error RC442 Roll fleet metadata.name'];

  test('is one that no configuration of its name, kind and group is for', () => {
    const ours = 'rollcall.dev/v1alpha1';
    expect(renamed()).toEqual(orphan);
    expect(renamed(configured(ours, 'RenderInventory', 'fleet'))).toEqual(['warning RC443']);
    expect(renamed(configured(ours, 'RenderInventory', 'another'))).toEqual(orphan);
    expect(renamed(configured(ours, 'PublishCredentials', 'fleet'))).toEqual(orphan);
    expect(renamed(configured('example.com/v1', 'RenderInventory', 'fleet'))).toEqual(orphan);
  });

  test('of another function is nobody’s business where the name differs', () => {
    const roll = rollOf(fleet);
    const spec = { ...objectAt(roll.object, 'spec'), function: 'publish-credentials' };
    const other = itemOf({ ...roll.object, spec });
    expect(codes(run([other, ...fleet], {}, FORGETS))).toEqual(orphan);
    expect(codes(run([other, ...fleet], {}, FORGETS, 'renamed'))).toEqual(['warning RC443']);
  });

  test('may be a file near the input, which is named where the input has none at all', () => {
    const host: RollHost = { ...FORGETS, near: '../roll.yaml' };
    const warning = (items: readonly Item[]) => sentence(run(items, {}, host, 'renamed').findings, 'RC443');
    expect(warning(fleet)).toContain('(../roll.yaml is not part of it)');
    const configuration = configured('rollcall.dev/v1alpha1', 'RenderInventory', 'fleet');
    expect(warning([rollOf(fleet), configuration, ...fleet])).not.toContain('../roll.yaml');
    expect(sentence(run(fleet, {}, FORGETS).findings, 'RC443')).not.toContain('is not part of it');
  });
});

describe('roll: Update', () => {
  const spec = { roll: 'Update', maxDepartures: 1 };
  const joined = [...fleet, member('d'), capiSecret('d')];

  const writtenRoll = (outcome: Outcome) => {
    if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
    return only(
      outcome.written.flatMap((one) => ('item' in one && one.item.identity.kind === 'Roll' ? [one.item] : [])),
    );
  };

  test('writes the Roll in its place where the host writes back, and checks elsewhere', () => {
    const roll = rollOf(fleet);
    const outcome = run([roll, ...joined], spec);
    expect(codes(outcome)).toEqual(['info RC454 Roll fleet']);
    expect(writtenRoll(outcome).object).toEqual(rollOf(joined).object);
    expect(collectText((sink) => writeDocuments(sink, [{ item: writtenRoll(outcome) }]))).toBe(
      rollOf(joined).bytes.toString(),
    );
    expect(codes(run([roll, ...joined], spec, FORGETS))).toEqual(['error RC445 Cluster mgmt/d']);
  });

  test('does not say that the Roll is written where something else stops the render', () => {
    const again = [rollOf(fleet), ...joined, memberA];
    expect(told(run(again, spec).findings).join()).toMatch(/^error RC109 /);
    expect(codes(run(again, spec))).toEqual([]);
  });

  test('makes a Roll where there is none', () => {
    expect(writtenRoll(run(fleet, spec)).object).toEqual(rollOf(fleet).object);
  });

  test('more departures than maxDepartures are an error', () => {
    const roll = rollOf(fleet);
    const [first] = codes(run([roll, kueue, prod, profiled, memberA, secretA], spec));
    expect(first).toBe('error RC444 Roll fleet spec.clusters');
    expect(codes(run([roll, kueue, prod, profiled, memberA, secretA], spec))).toContain('error RC455 Roll fleet');
    expect(codes(run([roll, kueue, prod, profiled, memberA, secretA], { ...spec, maxDepartures: '70%' }))).toEqual([
      'info RC454 Roll fleet',
    ]);
  });

  test('of maxDepartures and the policies the smallest counts', () => {
    const items = [rollOf(fleet), kueue, prod, profiled, memberA, secretA];
    const functionConfig = {
      apiVersion: 'rollcall.dev/v1alpha1',
      kind: 'RenderInventory',
      metadata: { name: 'fleet' },
      spec: { roll: 'Update', maxDepartures: '70%' },
    };
    const under = (...limits: (number | string)[]) =>
      codes(
        runFunction({
          items,
          functionConfig,
          findings: [],
          policies: limits.map((maxDepartures) => ({ file: 'policy.yaml', spec: { maxDepartures } })),
        }),
      )[0];
    expect(under()).toBe('info RC454 Roll fleet');
    expect(under(2)).toBe('info RC454 Roll fleet');
    expect(under(2, 1)).toBe('error RC444 Roll fleet spec.clusters');
    expect(under('100%')).toBe('info RC454 Roll fleet');
  });

  test('as JSON where the host speaks JSON', () => {
    const outcome = run(
      [
        itemOf(
          asObject({
            name: 'fleet',
            function: 'render-inventory',
            clusters: new Map(),
            consumers: new Map(),
            clusterSets: new Map(),
            registeredLabels: new Map(),
            objects: new Map(),
          }),
        ),
        ...fleet,
      ],
      spec,
    );
    expect(JSON.parse(writtenRoll(outcome).bytes.toString())).toEqual(rollOf(fleet).object);
  });
});
