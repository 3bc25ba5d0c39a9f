import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, objectAt } from '../../src/krm/json';
import { sortedBy } from '../../src/lists/order';
import { program } from '../support/program';
import { type InventoryCase, inventoryCases } from './inventory';
import { openLedger } from './ledger';

/**
 * What clusterinventory-controller makes of each case, by its own code, with controller-runtime's client for tests in place
 * of an API server. The answers are kept:
 *
 *   git clone https://github.com/projectsveltos/clusterinventory-controller .cache/clusterinventory-controller    at 5dd4232
 *   (cd test/conformance/inventory && go build -o ../../../.cache/inventory-judge .)
 *   INVENTORY_JUDGE=.cache/inventory-judge npx jest test/conformance/inventory
 */
interface Answer {
  readonly name: string;
  readonly refused?: readonly string[];
  readonly objects?: readonly JsonObject[];
}

const kept = join(__dirname, 'results', 'inventory.json');

function readAnswers(): Answer[] {
  const { INVENTORY_JUDGE } = process.env;
  if (INVENTORY_JUDGE === undefined) return JSON.parse(readFileSync(kept, 'utf8'));
  const { status, stdout, stderr } = spawnSync(INVENTORY_JUDGE, { input: JSON.stringify(inventoryCases) });
  if (status !== 0) throw new Error(stderr.toString());
  const answers: Omit<Answer, 'name'>[] = JSON.parse(stdout.toString());
  const lines = inventoryCases.map(({ name }, at) => ({ name, ...answers[at] }));
  writeFileSync(kept, `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
  return lines;
}

function ours({ objects, provider }: InventoryCase): object {
  const folder = mkdtempSync(join(tmpdir(), 'inventory-'));
  writeFileSync(join(folder, 'all.yaml'), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  const spec = { managedBy: 'clusterinventory-controller', roll: 'Off', allowEmpty: true };
  const config = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'RegisterSveltosClusters',
    metadata: { name: 'a' },
    spec,
  };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  if (provider !== undefined) writeFileSync(join(folder, 'providers.json'), provider);
  const plugins = provider === undefined ? [] : ['--provider-file', 'providers.json', '--allow-exec-plugins'];
  const args = [...program.args, 'render', 'all.yaml', '--config', 'config.yaml', ...plugins];
  const { status, stdout } = spawnSync(program.file, args, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const made = status === 0 ? parseAllDocuments(stdout).map((document) => comparable(document.toJS())) : [];
  return made.length === 0 ? NOTHING : { objects: sorted(made) };
}

/** Where all is refused, or there is nothing to do: there, a controller tries again either way. */
const NOTHING = { objects: [] };

/** Without what says that Rollcall made it. */
function comparable(object: JsonObject): JsonObject {
  const { name = '', namespace = '' } = objectAt(object, 'metadata');
  const content = object.kind === 'Secret' ? object.data : object.spec;
  const labels = objectAt(object, 'metadata', 'labels');
  const annotations = objectAt(object, 'metadata', 'annotations');
  return {
    kind: object.kind ?? '',
    namespace,
    name,
    labels: without(labels, /^app\.kubernetes\.io\/managed-by$/),
    annotations: without(annotations, /^rollcall\.dev\//),
    content: content ?? {},
  };
}

function without(map: JsonObject, key: RegExp): JsonObject {
  return Object.fromEntries(Object.entries(map).filter(([one]) => !key.test(one)));
}

function theirs({ refused = [], objects = [] }: Answer): object {
  if (objects.length === 0) return NOTHING;
  const made = objects.map((one) => ({ ...one, labels: one.labels ?? {}, annotations: one.annotations ?? {} }));
  return refused.length > 0 ? { refused, objects: sorted(made) } : { objects: sorted(made) };
}

function sorted(objects: readonly JsonObject[]): JsonObject[] {
  return sortedBy(objects, ({ kind, namespace, name }) => `${kind}/${namespace}/${name}`);
}

const answers = readAnswers();
const agree = openLedger('clusterinventory-controller', inventoryCases.length);
const differences: readonly { readonly id: string }[] = parse(
  readFileSync(join(__dirname, 'differences', 'clusterinventory-controller.yaml'), 'utf8'),
);

test('the kept results belong to the cases, and the differences are listed', () => {
  expect(answers.map(({ name }) => name)).toEqual(inventoryCases.map(({ name }) => name));
  const ids = new Set(differences.map(({ id }) => id));
  expect(inventoryCases.filter(({ differs }) => differs !== undefined && !ids.has(differs))).toEqual([]);
});

test.each(inventoryCases.map((one, at) => ({ one, name: one.name, answer: answers[at] })))(
  '$name',
  ({ one, answer }) => {
    if (answer === undefined || !isObject(answer)) throw new Error('the controller was not asked');
    const [made, wanted] = [ours(one), theirs(answer)];
    if (one.differs === undefined) expect(made).toEqual(wanted);
    else expect(made).not.toEqual(wanted);
    agree(one.differs !== undefined);
  },
);
