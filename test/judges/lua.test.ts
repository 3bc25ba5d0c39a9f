import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../src/diagnostics/finding';
import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { collectText } from '../../src/krm/sink';
import { writeDocuments } from '../../src/krm/write-documents';
import type { Outcome } from '../../src/run/run';
import { runFunction } from '../../src/run/run-function';
import { base64, capiSecret, cluster, itemOf, kubeconfig, namespace, only, secret } from '../support/objects';
import {
  evaluate,
  fillTemplate,
  nameOf,
  type PushModel,
  readPushModel,
  readSecret,
  seeds,
  select,
  type Target,
} from './lua';

/**
 * The push-model document's own Lua, run on the same fleets as `publish-credentials`. Where the two differ on purpose
 * (the table in shared/reference/upstream.md), each difference has a test that shows both sides.
 */

function judge(document: PushModel): void {
  describe('the Lua as the judge', () => {
    test('is the document’s own, with its selection', () => {
      expect(document.aggregatedSelection).toContain('function evaluate()');
      expect(
        document.selectors.map(({ kind, namespace, labels, rules }) => [kind, namespace, labels, rules.length]),
      ).toEqual([
        ['Cluster', 'mgmt', ['clusterprofile-name'], 0],
        ['Secret', '', ['cluster.x-k8s.io/cluster-name'], 2],
        ['Namespace', '', ['x-k8s.io/cluster-inventory-consumer'], 0],
        ['Namespace', '', ['clusterset.multicluster.x-k8s.io'], 0],
      ]);
    });

    test('publishes what publish-credentials publishes', () => {
      const met = { targets: 0, byLabel: 0, bySet: 0, byDefault: 0, emptyLabel: 0, contested: 0, withoutSecret: 0 };
      const property = fc.property(fleets, (objects) => {
        const items = objects.map(itemOf);
        const theirs = askLua(document, items);
        const ours = askRollcall(items);
        expect(ours.errors).toEqual([]);
        expect(asLines(ours.targets)).toEqual(asLines(theirs));
        // Each Secret is there once, and is the one that the document's template gives it.
        expect(ours.targets).toHaveLength(new Set(asLines(theirs)).size);
        for (const made of ours.secrets) expect(nameOf(made)).toBe(templateName(targetOf(made)));

        const codes = new Set(ours.codes);
        met.targets += theirs.length;
        if (theirs.length === 0) return;
        met.emptyLabel += Number(codes.has('RC304'));
        met.contested += Number(codes.has('RC305'));
        met.withoutSecret += Number(codes.has('RC343'));
        met.byDefault += Number(theirs.some(({ profileNamespace }) => profileNamespace === 'default'));
        met.byLabel += Number(items.some((item) => item.label('clusterprofile-namespace')));
        met.bySet += Number(theirs.some(({ profileNamespace }) => setNamespaces(items).has(profileNamespace)));
      });
      fc.assert(property, { numRuns: 600 });
      // The fleets are worth judging: each way to a namespace has been taken often.
      expect(Math.min(...Object.values(met))).toBeGreaterThan(20);
    });

    describe('and where its rules are unsafe', () => {
      const table = readDifferences();
      const ask = (...items: Item[]) => ({ theirs: askLua(document, items), ours: askRollcall(items) });
      const consumer = namespace('apps', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });
      const holds = (value: string) => base64(kubeconfig(value));
      const alpha: Target = {
        targetNamespace: 'apps',
        profileNamespace: 'default',
        profileName: 'alpha',
        kubeconfig: holds('alpha'),
      };

      describe(row('kubeconfig Secrets indexed by cluster **name** only'), () => {
        test.each(['another namespace’s', 'attacker'])(
          'the Secret of %s wins there and is passed over here',
          (whose) => {
            const labels = { 'cluster.x-k8s.io/cluster-name': 'alpha' };
            const stranger =
              whose === 'attacker'
                ? secret('x-kubeconfig', { namespace: 'attacker', labels, data: { value: holds('stranger') } })
                : capiSecret('alpha', { namespace: 'other', data: { value: holds('stranger') } });
            const { theirs, ours } = ask(cluster(), capiSecret(), stranger, consumer);
            expect(theirs).toEqual([{ ...alpha, kubeconfig: holds('stranger') }]);
            expect(ours.targets).toEqual([alpha]);
            expect(ours.codes).toContain('RC335');
          },
        );

        test('two Clusters of one name in two namespaces keep their own', () => {
          const other = cluster('alpha', { namespace: 'other', labels: { 'clusterprofile-name': 'beta' } });
          const items = [
            cluster(),
            capiSecret(),
            other,
            capiSecret('alpha', { namespace: 'other', data: { value: holds('beta') } }),
            consumer,
          ];
          expect(askLua(document, items)).toEqual([{ ...alpha, kubeconfig: holds('beta') }]);
          expect(askRollcall(items).targets).toEqual([
            alpha,
            { ...alpha, profileName: 'beta', kubeconfig: holds('beta') },
          ]);
        });
      });

      describe(row('CEL rules for name and type read as AND but are ORed'), () => {
        const bootstrap = secret('alpha-md-0-x7k2p', {
          namespace: 'mgmt',
          labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' },
          type: 'cluster.x-k8s.io/secret',
          data: { format: base64('cloud-config'), value: base64('## template: jinja\n#cloud-config\n') },
        });

        test('bootstrap data is published as a kubeconfig there, and is passed over here', () => {
          const { theirs, ours } = ask(cluster(), capiSecret(), bootstrap, consumer);
          expect(theirs.map(({ kubeconfig }) => decode(kubeconfig))).toEqual(['## template: jinja\n#cloud-config\n']);
          expect(ours.targets).toEqual([alpha]);
          expect(ours.codes).toContain('RC335');
        });

        test('bootstrap data alone is no credentials here', () => {
          const { theirs, ours } = ask(cluster(), bootstrap, consumer);
          expect(theirs).toHaveLength(1);
          expect(ours.targets).toEqual([]);
          expect(ours.codes).toEqual(expect.arrayContaining(['RC335', 'RC343']));
        });

        test('a Secret of any type passes there when its name fits, and counts as missing here', () => {
          const { theirs, ours } = ask(cluster(), capiSecret('alpha', { type: 'Opaque' }), consumer);
          expect(theirs).toEqual([alpha]);
          expect(ours.targets).toEqual([]);
          expect(ours.problems).toContainEqual(
            expect.stringContaining('Secret mgmt/alpha-kubeconfig is not of the type cluster.x-k8s.io/secret'),
          );
        });

        test('a Secret without the label is not seen there, and here it is said why', () => {
          const { theirs, ours } = ask(cluster(), capiSecret('alpha', { labels: {} }), consumer);
          expect(theirs).toEqual([]);
          expect(ours.targets).toEqual([]);
          expect(ours.problems).toContainEqual(
            expect.stringContaining('does not carry the label cluster.x-k8s.io/cluster-name: alpha'),
          );
        });

        test.each([
          ['is no kubeconfig', base64('hello\n'), 'RC323'],
          ['is no YAML', base64('a: [\n'), 'RC322'],
          ['is no base64', 'not base64!', 'RC321'],
        ])('content that %s is published there, and an error here', (_what, value, code) => {
          const { theirs, ours } = ask(cluster(), capiSecret('alpha', { data: { value } }), consumer);
          expect(theirs).toEqual([{ ...alpha, kubeconfig: value }]);
          expect(ours.errors).toEqual([code]);
        });
      });

      describe(row('`data.value: ""` is true in Lua and beats `kubeconfig`'), () => {
        test('nothing is published there, the kubeconfig here', () => {
          const data = { value: '', kubeconfig: holds('alpha') };
          const { theirs, ours } = ask(cluster(), capiSecret('alpha', { data }), consumer);
          expect(theirs).toEqual([{ ...alpha, kubeconfig: '' }]);
          expect(ours.targets).toEqual([alpha]);
        });

        test.each([{ value: '' }, { kubeconfig: '' }])(
          '%j alone is published there, and counts as missing here',
          (data) => {
            const { theirs, ours } = ask(cluster(), capiSecret('alpha', { data }), consumer);
            expect(theirs).toEqual([{ ...alpha, kubeconfig: '' }]);
            expect(ours.targets).toEqual([]);
            expect(ours.codes).toContain('RC343');
          },
        );
      });

      test(`${row('first Namespace seen for a ClusterSet wins')}: the order decides there, the name here`, () => {
        const labels = { 'clusterprofile-name': 'alpha', 'clusterset.k8s.io': 'blue' };
        const [a, z] = ['team-a', 'team-z'].map((name) =>
          namespace(name, { 'clusterset.multicluster.x-k8s.io': 'blue' }),
        );
        if (a === undefined || z === undefined) throw new Error('there are two');
        const fleet = [cluster('alpha', { labels }), capiSecret(), consumer];
        const inOrder = (...items: Item[]) => runDocument(document, select(objectsOf(items), document.selectors));
        expect(inOrder(...fleet, a, z)).toEqual([{ ...alpha, profileNamespace: 'team-a' }]);
        expect(inOrder(...fleet, z, a)).toEqual([{ ...alpha, profileNamespace: 'team-z' }]);
        for (const items of [
          [...fleet, a, z],
          [...fleet, z, a],
        ]) {
          const ours = askRollcall(items);
          expect(ours.targets).toEqual([{ ...alpha, profileNamespace: 'team-a' }]);
          expect(ours.codes).toContain('RC305');
        }
      });

      describe(row('`<ns>-<name>-kubeconfig`'), () => {
        const claim = (name: string, profileNamespace: string, profileName: string) => [
          cluster(name, {
            labels: { 'clusterprofile-name': profileName, 'clusterprofile-namespace': profileNamespace },
          }),
          capiSecret(name),
        ];

        test('`a-b`+`c` and `a`+`b-c` are one Secret there, and an error here', () => {
          const { theirs, ours } = ask(...claim('one', 'a-b', 'c'), ...claim('two', 'a', 'b-c'), consumer);
          expect(theirs.map(templateName)).toEqual(['a-b-c-kubeconfig', 'a-b-c-kubeconfig']);
          expect(new Set(theirs.map((target) => target.kubeconfig)).size).toBe(2);
          expect(ours.errors).toEqual(['RC363']);
          expect(only(ours.problems.filter((problem) => problem.includes('a-b-c-kubeconfig')))).toMatch(
            /mgmt\/two.*mgmt\/one|mgmt\/one.*mgmt\/two/,
          );
        });

        test('two Clusters for one profile both write it there, and are an error here', () => {
          const { theirs, ours } = ask(...claim('one', 'a', 'b'), ...claim('two', 'a', 'b'), consumer);
          expect(theirs.map(templateName)).toEqual(['a-b-kubeconfig', 'a-b-kubeconfig']);
          expect(new Set(theirs.map((target) => target.kubeconfig)).size).toBe(2);
          expect(ours.errors).toEqual(['RC307']);
          expect(ours.problems).toContainEqual(expect.stringContaining('Cluster mgmt/one, Cluster mgmt/two'));
        });
      });

      test.each([
        ['', 'default--kubeconfig', 'RC301'],
        ['Not_A_Name', 'default-Not_A_Name-kubeconfig', 'RC302'],
      ])(
        `${row('empty or invalid `clusterprofile-name`')}: "%s" becomes %s there, and an error here`,
        (name, made, code) => {
          const labels = { 'clusterprofile-name': name };
          const { theirs, ours } = ask(cluster('alpha', { labels }), capiSecret(), consumer);
          expect(theirs).toEqual([{ ...alpha, profileName: name }]);
          expect(theirs.map(templateName)).toEqual([made]);
          expect(ours.errors).toEqual([code]);
        },
      );

      test(`${row('`clusterprofile-namespace: ""`')}: both fall to default, here with a warning`, () => {
        const labels = { 'clusterprofile-name': 'alpha', 'clusterprofile-namespace': '', 'clusterset.k8s.io': 'blue' };
        const { theirs, ours } = ask(
          cluster('alpha', { labels }),
          capiSecret(),
          consumer,
          namespace('team-a', { 'clusterset.multicluster.x-k8s.io': 'blue' }),
        );
        expect(theirs).toEqual([alpha]);
        expect(ours.targets).toEqual([alpha]);
        expect(ours.codes).toContain('RC304');
      });

      test.each([
        ['in another namespace', cluster('alpha', { namespace: 'other' }), capiSecret('alpha', { namespace: 'other' })],
        ['served as v1beta2', cluster('alpha', { apiVersion: 'cluster.x-k8s.io/v1beta2' }), capiSecret()],
      ])(
        `${row('only `namespace: mgmt` and `v1beta1` are selected')}: a Cluster %s is read here`,
        (_where, one, its) => {
          const { theirs, ours } = ask(one, its, consumer);
          expect(theirs).toEqual([]);
          expect(ours.targets).toEqual([alpha]);
        },
      );

      test.each([
        ['true', true],
        ['123', 123],
        ['null', null],
      ])(`${row('unquoted `{{ $value }}` in templates')}: "%s" becomes %j there, and stays here`, (text, becomes) => {
        const labels = { 'clusterprofile-name': text, 'clusterprofile-namespace': text };
        const items = [
          cluster('alpha', { labels }),
          capiSecret(),
          namespace(text, { 'x-k8s.io/cluster-inventory-consumer': 'argo' }),
        ];
        const theirs = readSecret(document.template, only(askLua(document, items)));
        const ours = only(askRollcall(items).secrets);
        expect(objectAt(theirs, 'metadata').namespace).toBe(becomes);
        expect(objectAt(ours, 'metadata').namespace).toBe(text);
        for (const label of ['x-k8s.io/cluster-profile', 'x-k8s.io/cluster-profile-namespace']) {
          expect(objectAt(theirs, 'metadata', 'labels')[label]).toBe(becomes);
          expect(objectAt(ours, 'metadata', 'labels')[label]).toBe(text);
        }
      });

      test(`${row('a Namespace with both labels is listed twice')}: two targets there, one Secret here`, () => {
        const both = namespace('apps', {
          'x-k8s.io/cluster-inventory-consumer': 'argo',
          'clusterset.multicluster.x-k8s.io': 'blue',
        });
        const { theirs, ours } = ask(cluster(), capiSecret(), both);
        expect(theirs).toEqual([alpha, alpha]);
        expect(ours.targets).toEqual([alpha]);
      });

      test(`${row('consumer label’s value ignored')}: both give everyone everything, here with one warning`, () => {
        const { theirs, ours } = ask(
          ...[cluster(), capiSecret(), cluster('beta'), capiSecret('beta'), consumer],
          namespace('queues', { 'x-k8s.io/cluster-inventory-consumer': 'kueue' }),
        );
        expect(theirs).toHaveLength(4);
        expect(asLines(ours.targets)).toEqual(asLines(theirs));
        expect(ours.codes.filter((code) => code === 'RC313')).toHaveLength(1);
      });

      test(`${row('the shell in `cat <<EOF` eats `$spec` and backticks')}: here the page’s text is what is meant`, () => {
        expect(document.text).toContain('cat > cm-push-model-template.yaml <<EOF\n');
        const afterTheShell = document.template.replace(/\$\w+/g, '');
        expect(() => fillTemplate(afterTheShell, alpha)).toThrow('unknown action');
        const theirs = readSecret(document.template, alpha);
        const ours = only(ask(cluster(), capiSecret(), consumer).ours.secrets);
        const { annotations: _marks, labels, ...metadata } = objectAt(ours, 'metadata');
        const { 'app.kubernetes.io/managed-by': _mark, ...ownLabels } = objectAt(labels);
        expect({ ...ours, metadata: { ...metadata, labels: ownLabels } }).toEqual(theirs);
      });

      /** Rows that no part of publish-credentials is about. */
      const elsewhere = [row('a profile without labels'), row('all labels copied')];

      test(
        table === undefined ? 'the table was not there to be compared' : 'every row of the table is looked at',
        () => {
          if (table === undefined) return;
          expect(elsewhere).toHaveLength(2);
          expect([...looked].sort()).toEqual([...table].sort());
        },
      );
    });

    describe('and what the design adds beside that table', () => {
      const consumer = namespace('apps', { 'x-k8s.io/cluster-inventory-consumer': 'argo' });

      test('the API’s own label of a ClusterSet’s Namespace counts here', () => {
        const labels = { 'clusterprofile-name': 'alpha', 'clusterset.k8s.io': 'blue' };
        const items = [
          cluster('alpha', { labels }),
          capiSecret(),
          consumer,
          namespace('team-a', { 'multicluster.x-k8s.io/clusterset': 'blue' }),
        ];
        expect(askLua(document, items).map(({ profileNamespace }) => profileNamespace)).toEqual(['default']);
        expect(askRollcall(items).targets.map(({ profileNamespace }) => profileNamespace)).toEqual(['team-a']);
      });

      test('a Cluster that is up and has no Secret is left out there, and stops the render here', () => {
        const items = [cluster('alpha', { status: { controlPlaneReady: true } }), consumer];
        expect(askLua(document, items)).toEqual([]);
        expect(askRollcall(items).errors).toEqual(['RC342']);
      });
    });
  });
}

/** What Sveltos would do: its selection, with the Namespaces by name, and the document's Lua. */
function askLua(document: PushModel, items: readonly Item[]): Target[] {
  const resources = select(objectsOf(items), document.selectors);
  const namespaces = resources.filter(({ kind }) => kind === 'Namespace').sort(byName);
  return runDocument(document, [...resources.filter(({ kind }) => kind !== 'Namespace'), ...namespaces]);
}

function runDocument({ aggregatedSelection }: PushModel, resources: readonly JsonObject[]): Target[] {
  return evaluate(aggregatedSelection, resources);
}

function objectsOf(items: readonly Item[]): JsonObject[] {
  return items.map(({ object }) => object);
}

function byName(a: JsonObject, b: JsonObject): number {
  return nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;
}

interface Answer {
  /** As an API server would read them from what is written. */
  readonly secrets: readonly JsonObject[];
  readonly targets: readonly Target[];
  /** The codes of the errors. */
  readonly errors: readonly string[];
  readonly codes: readonly string[];
  readonly problems: readonly string[];
}

function askRollcall(items: readonly Item[]): Answer {
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'PublishCredentials',
    metadata: { name: 'judged' },
    spec: { allowEmpty: true },
  };
  const outcome = runFunction({ items, functionConfig, findings: [] });
  const secrets = readBack(outcome);
  const problems = (findings: readonly Finding[]) => findings.map(({ problem }) => problem);
  return {
    secrets,
    targets: secrets.map(targetOf),
    errors: outcome.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    codes: outcome.findings.map(({ code }) => code),
    problems: problems(outcome.findings),
  };
}

function readBack(outcome: Outcome): JsonObject[] {
  if (outcome.state === 'failed') return [];
  const text = collectText((sink) => writeDocuments(sink, outcome.generated));
  const documents = parseAllDocuments(text);
  return [...documents].map((document) => objectAt(document.toJS()));
}

function targetOf(secret: JsonObject): Target {
  const metadata = objectAt(secret, 'metadata');
  const labels = objectAt(metadata, 'labels');
  return {
    targetNamespace: textOf(metadata.namespace),
    profileNamespace: textOf(labels['x-k8s.io/cluster-profile-namespace']),
    profileName: textOf(labels['x-k8s.io/cluster-profile']),
    kubeconfig: textOf(objectAt(secret, 'data').config),
  };
}

/** The name that the document's template gives the Secret of a target. */
function templateName({ profileNamespace, profileName }: Target): string {
  return `${profileNamespace}-${profileName}-kubeconfig`;
}

/** As a set: sorted, each once. */
function asLines(targets: readonly Target[]): string[] {
  const lines = targets.map(({ targetNamespace, profileNamespace, profileName, kubeconfig }) =>
    [targetNamespace, profileNamespace, profileName, kubeconfig].join(' '),
  );
  return [...new Set(lines)].sort();
}

function setNamespaces(items: readonly Item[]): Set<string> {
  const holders = items.filter((item) => item.label('clusterset.multicluster.x-k8s.io') !== undefined);
  return new Set(holders.map(({ identity }) => identity.name));
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

/** The table of what is unsafe: what stands in its first column; `undefined` where it is not there. */
function readDifferences(): string[] | undefined {
  const path = join(seeds, '..', 'reference', 'upstream.md');
  if (!existsSync(path)) return undefined;
  const [, section = ''] = readFileSync(path, 'utf8').split('own rules are unsafe, and what we do instead\n');
  const [table = ''] = section.split('\n\n');
  const rows = table.split('\n').slice(2);
  return rows.map((line) => line.split(' | ')[0]?.replace(/^\| /, '') ?? '');
}

const looked = new Set<string>();

/** Names a row of that table by how it begins, and notes that it has been looked at. */
function row(beginning: string): string {
  const rows = readDifferences();
  const plain = (text: string) => text.replaceAll('’', "'");
  const found = rows?.find((one) => plain(one).startsWith(plain(beginning)));
  if (rows !== undefined && found === undefined) throw new Error(`The table has no row "${beginning}"`);
  looked.add(found ?? beginning);
  return found ?? beginning;
}

/** Everything that a Cluster may have; what is `undefined` is not there. */
interface Sketch {
  readonly name: string;
  readonly stem: string;
  readonly isNamed: boolean;
  readonly profileNamespace: string | undefined;
  readonly clusterSet: string | undefined;
  readonly secret: Secrets;
  readonly isUp: boolean;
  readonly leaving: 'the Cluster' | 'the Secret' | undefined;
  readonly certificates: boolean;
}

type Secrets =
  | 'value'
  | 'kubeconfig'
  | 'both'
  | 'value beside nonsense'
  | 'null beside kubeconfig'
  | 'neither'
  | 'none';

const namespaceNames = ['mgmt', 'default', 'a', 'a-b', 'b', 'team', 'team-a', 'zeta', '123', 'true', 'null', '1e3'];
// Names that are something else to whoever keeps a map carelessly.
const oddSets = ['', 'constructor', 'toString', 'true', '0', 'Blue_1.x'];
// Few sets otherwise, so that they are often contested.
const setNames = [...oddSets, '', '', ...Array<string>(9).fill('blue'), ...Array<string>(3).fill('green')];

/** Absent, with a label of nothing, or one of these. */
const label = (values: readonly string[]) =>
  fc.oneof(fc.constant(undefined), { arbitrary: fc.constantFrom(...values), weight: 2 });

const sketches: fc.Arbitrary<Sketch[]> = fc.uniqueArray(
  fc.record<Sketch>({
    name: fc.oneof(
      fc.constantFrom('alpha', 'alpha-kubeconfig', 'beta', 'constructor', 'true', '0'),
      fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,3})?$/),
    ),
    stem: fc.oneof(
      fc.constantFrom('p', 'a-b', 'true', '1', 'prod.eu', 'x-kubeconfig'),
      fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
    ),
    isNamed: fc.nat(9).map((chance) => chance > 0),
    profileNamespace: fc.oneof(fc.constant(undefined), label(['', '', '', ...namespaceNames, 'elsewhere'])),
    clusterSet: label(setNames),
    secret: fc.constantFrom<Secrets[]>(
      'value',
      'value',
      'kubeconfig',
      'both',
      'value beside nonsense',
      'null beside kubeconfig',
      'neither',
      'none',
    ),
    isUp: fc.boolean(),
    leaving: fc.constantFrom('the Cluster', 'the Secret', ...Array<undefined>(18)),
    certificates: fc.boolean(),
  }),
  { maxLength: 5, selector: ({ name }) => name },
);

const namespaces = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...namespaceNames),
      consumer: label(['', 'argo', 'kueue']),
      set: label(setNames),
      bare: fc.constantFrom<JsonObject[]>({}, { labels: null }, { labels: {} }),
      leaving: fc.nat(19).map((chance) => chance === 0),
    }),
    { maxLength: 9, selector: ({ name }) => name },
  )
  .map((list) =>
    list.map(({ name, consumer, set, bare, leaving }) => {
      const labels: Record<string, string> = {};
      if (consumer !== undefined) labels['x-k8s.io/cluster-inventory-consumer'] = consumer;
      if (set !== undefined) labels['clusterset.multicluster.x-k8s.io'] = set;
      const metadata = { ...(Object.keys(labels).length > 0 ? { labels } : bare), ...(leaving ? gone : {}) };
      return itemOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...metadata } });
    }),
  );

const gone = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['example.com/wait'] };

/** What neither side may look at. */
const noise = [
  itemOf({
    apiVersion: 'example.com/v1',
    kind: 'Cluster',
    metadata: { name: 'alpha', namespace: 'mgmt', labels: { 'clusterprofile-name': 'noise' } },
  }),
  itemOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'alpha-kubeconfig', namespace: 'mgmt' } }),
  secret('unrelated', { namespace: 'mgmt', data: { value: base64(kubeconfig('unrelated')) } }),
  capiSecret('stranger'),
];

/** Fleets on which the Lua and publish-credentials agree, in any order. */
const fleets: fc.Arbitrary<JsonObject[]> = fc
  .tuple(sketches, namespaces, fc.subarray(noise))
  .map(([clusters, spaces, others]) => objectsOf([...clusters.flatMap(drawCluster), ...spaces, ...others]))
  .chain((objects) => fc.shuffledSubarray(objects, { minLength: objects.length }));

function drawCluster(sketch: Sketch, at: number): Item[] {
  const { name, stem, isNamed, profileNamespace, clusterSet, isUp, leaving, certificates } = sketch;
  const labels: Record<string, string> = { tier: 'gold' };
  // What stands behind the last dash is unlike every other's, so no two profiles give one Secret's name.
  if (isNamed) labels['clusterprofile-name'] = at === 0 && !/-|^q/.test(stem) ? stem : `${stem}-q${at}`;
  if (profileNamespace !== undefined) labels['clusterprofile-namespace'] = profileNamespace;
  if (clusterSet !== undefined) labels['clusterset.k8s.io'] = clusterSet;
  const data = drawData(sketch);
  const isComplete = data !== undefined && Object.keys(data).length > 0 && leaving !== 'the Secret';
  const items = [
    cluster(name, {
      labels,
      metadata: leaving === 'the Cluster' ? gone : {},
      // A Cluster that is up and has no Secret stops the render; that has a test of its own.
      ...(isUp && isComplete ? { status: { controlPlaneReady: true } } : {}),
    }),
  ];
  const metadata = leaving === 'the Secret' ? gone : {};
  if (sketch.secret !== 'none') items.push(capiSecret(name, { metadata, data }));
  if (certificates) {
    const pair = { 'tls.crt': base64('certificate'), 'tls.key': base64('key') };
    for (const which of ['ca', 'etcd', 'proxy', 'sa']) items.push(drawCertificate(name, which, pair));
  }
  return items;
}

function drawCertificate(clusterName: string, which: string, data: JsonObject): Item {
  return secret(`${clusterName}-${which}`, {
    namespace: 'mgmt',
    labels: { 'cluster.x-k8s.io/cluster-name': clusterName },
    type: 'cluster.x-k8s.io/secret',
    data,
  });
}

/** Different kubeconfigs under each key, so that it shows which one was taken. */
function drawData({ name, secret }: Sketch): JsonObject | undefined {
  const value = base64(`clusters:\n- name: "${name}"\n  cluster: {server: "https://${name}.example"}\n`);
  const other = base64(JSON.stringify({ clusters: [{ name, cluster: { server: `https://${name}.other` } }] }));
  const data: Record<Secrets, JsonObject | undefined> = {
    value: { value },
    kubeconfig: { kubeconfig: other },
    both: { kubeconfig: other, value },
    'value beside nonsense': { value, kubeconfig: base64('nonsense') },
    'null beside kubeconfig': { value: null, kubeconfig: other },
    neither: undefined,
    none: undefined,
  };
  return data[secret];
}

const model = readPushModel();

if (model === undefined) {
  describe.skip(`the Lua as the judge: skipped, since there is no push-model document in ${seeds}`, () => {
    test('nothing to judge by', () => undefined);
  });
} else judge(model);
