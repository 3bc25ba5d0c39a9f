import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject, type JsonObject, objectAt, textOf, writeJson } from '../../../src/krm/json';
import { ApiServer } from './api-server';
import { type Batch, exampleBatches, goldenBatches, identityOf, pageBatches } from './cases';
import { installCrds } from './crds';
import { kubeApiserver } from './judges';
import { Programs } from './programs';
import { openProof } from './proof';
import { compareStored } from './stored';

/** An object that is wrong on purpose: what the server answers, and why it is there. */
interface Refused {
  readonly batch: string;
  readonly object: string;
  readonly says: string;
  readonly why: string;
}

const missing = ApiServer.missing();
const suite = missing === undefined ? describe : describe.skip;
const refused: readonly Refused[] = parse(readFileSync(join(__dirname, 'refused.yaml'), 'utf8'));
/** The defaults that the server adds to an object of a kind. */
const byTheServer: Readonly<Record<string, readonly string[]>> = parse(
  readFileSync(join(__dirname, 'by-the-server.yaml'), 'utf8'),
);

suite(missing === undefined ? 'accepted and stored' : `the loop: skipped, since ${missing}`, () => {
  const proof = openProof('2-stored', 'Accepted and stored');
  let programs: Programs;
  let server: ApiServer;
  let kinds: Kinds;

  beforeAll(async () => {
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    installCrds(server);
    kinds = await readKinds(server);
  });
  afterAll(() => programs.end());

  const sources = [
    { title: 'the examples, inputs and outputs', batches: exampleBatches },
    { title: 'the golden cases, inputs and outputs', batches: goldenBatches },
    { title: 'the objects that the pages show', batches: pageBatches },
  ];
  for (const { title, batches } of sources) {
    proof.test(kubeApiserver, `${title}: kubectl apply --server-side --validate=strict`, async () => {
      const faults: string[] = [];
      const added = new Set<string>();
      const wrong: string[] = [];
      let count = 0;
      for (const batch of batches().filter(({ objects }) => objects.length > 0)) {
        const result = await store(batch);
        faults.push(...result.faults.map((fault) => `${batch.name}: ${fault}`));
        for (const one of result.added) added.add(one);
        wrong.push(...result.wrong);
        count += result.stored;
      }
      expect(faults).toEqual([]);
      const unknown = [...added].filter((one) => !isKnown(one));
      expect(unknown.sort()).toEqual([]);
      return inWords(count, [...added].sort(), wrong);
    });
  }

  /** Applies a batch twice, compares what is stored, and takes it away again. */
  async function store({ name, objects }: Batch) {
    const faults: string[] = [];
    const wrong: string[] = [];
    const expected = refused.filter(({ batch }) => batch === name);
    const isWrong = (object: unknown) => expected.some((one) => one.object === identityOf(object));
    const right = objects.filter((object) => !isWrong(object));
    makeNamespaces(objects);
    for (const object of objects.filter(isWrong)) {
      const one = expected.find((each) => each.object === identityOf(object));
      const { code, stderr } = apply([object]);
      if (code === 0 || !stderr.includes(one?.says ?? ''))
        faults.push(`${identityOf(object)} is not refused: ${stderr}`);
      wrong.push(`${identityOf(object)} (${one?.why})`);
    }
    const [first, second] = [apply(right), apply(right)];
    if (first.code !== 0) {
      for (const object of right) {
        const alone = apply([object]);
        if (alone.code !== 0) faults.push(`${identityOf(object)}: ${alone.stderr}`);
      }
      await remove(right.filter(isObject));
      return { faults, added: [], wrong, stored: 0 };
    }
    if (second.code !== 0) faults.push(`the second time: ${second.stderr}`);
    else faults.push(...changedBetween(listOf(first.stdout), listOf(second.stdout), right.filter(isObject)));
    // kubectl diff names files after objects, and a golden case has the longest name that there is.
    const short = right.filter((object) => identityOf(object).length < 200);
    const diff = server.kubectl(['diff', '--server-side', '-f', '-'], short.map(writeJson).join('\n'));
    if (diff.code !== 0) faults.push(`kubectl diff: ${diff.stdout}${diff.stderr}`);
    const added: string[] = [];
    const stored = new Map(listOf(first.stdout).map((item) => [identityOf(item), item]));
    for (const object of right.filter(isObject)) {
      const found = stored.get(identityOf(object)) ?? stored.get(inDefault(object));
      if (found === undefined) {
        faults.push(`${identityOf(object)} is not stored`);
        continue;
      }
      const differences = compareStored(object, found);
      for (const path of differences.added) added.push(`${textOf(object.kind)}: ${path}`);
      faults.push(...differences.changed.map((path) => `${identityOf(object)}: ${path} is stored in another way`));
      const statusFaults = await storeStatus(object);
      const known = expected.find((one) => one.object === `status of ${identityOf(object)}`);
      if (known === undefined) faults.push(...statusFaults);
      else if (statusFaults.join().includes(known.says)) wrong.push(`${known.object} (${known.why})`);
      else faults.push(`the ${known.object} is not refused`);
    }
    await remove(right.filter(isObject));
    return { faults, added, wrong, stored: right.length };
  }

  function apply(objects: readonly unknown[]) {
    const args = ['apply', '--server-side', '--validate=strict', '-o', 'json', '-f', '-'];
    return server.kubectl(args, [...objects].sort(namespacesFirst).map(writeJson).join('\n'));
  }

  /** Rollcall makes no Namespace, and many inputs show none. */
  function makeNamespaces(objects: readonly unknown[]): void {
    const names = objects.map((object) => textOf(objectAt({ object }, 'object', 'metadata').namespace));
    const shown = objects.map(identityOf);
    const isMissing = (name: string) => !['', 'default'].includes(name) && !shown.includes(`Namespace ${name}`);
    const wanted = [...new Set(names)].filter(isMissing);
    if (wanted.length === 0) return;
    const made = wanted.map((name) => JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    server.must(['apply', '--server-side', '--field-manager=the-test', '-f', '-'], made.join('\n'));
  }

  /** A host that applies an object leaves its status to a second request, where the kind has one for it. */
  async function storeStatus(object: JsonObject): Promise<string[]> {
    const path = kinds.statusOf(object);
    if (path === undefined || !isObject(object.status)) return [];
    const { apiVersion, kind, metadata, status } = object;
    const { name, namespace } = objectAt(metadata);
    const body = writeJson({
      apiVersion,
      kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      status,
    });
    const query = 'fieldManager=the-test&force=true&fieldValidation=Strict';
    const answer = await server.call('PATCH', `${path}?${query}`, body, 'application/apply-patch+yaml');
    const differences = compareStored({ status: {}, now: status }, { status: {}, now: answer.body.status ?? null });
    if (answer.status >= 300) return [`the status of ${identityOf(object)}: ${textOf(answer.body.message)}`];
    return differences.changed.map((field) => `the status of ${identityOf(object)}: ${field} is stored in another way`);
  }

  async function remove(objects: readonly JsonObject[]): Promise<void> {
    const doomed = objects.filter(({ kind }) => kind !== 'Namespace');
    if (doomed.length === 0) return;
    server.kubectl(['delete', '--wait=false', '--ignore-not-found', '-f', '-'], doomed.map(writeJson).join('\n'));
    for (const object of doomed.filter((one) => Array.isArray(objectAt(one, 'metadata').finalizers))) {
      const path = kinds.pathOf(object);
      const body = '{"metadata":{"finalizers":null}}';
      if (path !== undefined) await server.call('PATCH', path, body, 'application/merge-patch+json');
    }
  }
});

/** Where the server keeps objects of its CustomResourceDefinitions. */
interface Kinds {
  pathOf(object: JsonObject): string | undefined;
  statusOf(object: JsonObject): string | undefined;
}

async function readKinds(server: ApiServer): Promise<Kinds> {
  const { body } = await server.call('GET', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const specs = [body.items].flat().map((crd) => objectAt(crd, 'spec'));
  const specOf = ({ apiVersion, kind }: JsonObject) =>
    specs.find(
      ({ group, names }) => kind === objectAt(names).kind && textOf(apiVersion).startsWith(`${textOf(group)}/`),
    );
  const pathOf = (object: JsonObject): string | undefined => {
    const spec = specOf(object);
    if (spec === undefined) return undefined;
    const { name, namespace = 'default' } = objectAt(object, 'metadata');
    const inside = spec.scope === 'Namespaced' ? `namespaces/${textOf(namespace)}/` : '';
    return `/apis/${textOf(object.apiVersion)}/${inside}${textOf(objectAt(spec.names).plural)}/${textOf(name)}`;
  };
  const hasStatus = (object: JsonObject): boolean => {
    const version = textOf(object.apiVersion).split('/').at(-1);
    const versions = [specOf(object)?.versions ?? []].flat().map((one) => objectAt(one));
    return versions.some((one) => one.name === version && isObject(objectAt(one, 'subresources').status));
  };
  return {
    pathOf,
    statusOf: (object) => (hasStatus(object) ? `${pathOf(object)}/status` : undefined),
  };
}

function namespacesFirst(one: unknown, other: unknown): number {
  const rank = (object: unknown) => (objectAt({ object }, 'object').kind === 'Namespace' ? 0 : 1);
  return rank(one) - rank(other);
}

function inDefault(object: JsonObject): string {
  return identityOf({ ...object, metadata: { ...objectAt(object, 'metadata'), namespace: 'default' } });
}

/** Only a name is sent, such as of a Namespace without labels: the server writes its managedFields at the second apply. */
function isOnlyName(object: JsonObject): boolean {
  const fields = [...Object.keys(object), ...Object.keys(objectAt(object, 'metadata'))];
  return fields.every((field) => ['apiVersion', 'kind', 'metadata', 'name', 'namespace'].includes(field));
}

function changedBetween(
  first: readonly JsonObject[],
  second: readonly JsonObject[],
  sent: readonly JsonObject[],
): string[] {
  const names = sent.filter(isOnlyName).map(identityOf);
  const version = (item: JsonObject) => objectAt(item, 'metadata').resourceVersion;
  const changed = second.filter((item, index) => version(item) !== version(first[index] ?? {}));
  const unexpected = changed.map(identityOf).filter((identity) => !names.includes(identity));
  return unexpected.map((identity) => `${identity}: the second apply changes it`);
}

/** kubectl prints one object as it is, and several as a List. */
function listOf(text: string): JsonObject[] {
  const printed = objectAt(JSON.parse(text));
  return printed.kind === 'List' ? [printed.items].flat().map((item) => objectAt(item)) : [printed];
}

function isKnown(added: string): boolean {
  const [kind = '', path = ''] = added.split(': ');
  return [...(byTheServer[kind] ?? []), ...(byTheServer.all ?? [])].some(
    (known) => path === known || path.startsWith(`${known}.`),
  );
}

function inWords(count: number, added: readonly string[], wrong: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const one of added) {
    const [kind = '', path = ''] = one.split(': ');
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  const each = [...kinds].map(([kind, paths]) => `${kind} ${paths.map((path) => `\`${path}\``).join(', ')}`);
  const sentences = [
    `${count} objects are accepted. A second apply changes no resourceVersion (except of objects that are only a name: the server then writes managedFields), kubectl diff is empty, and each status is accepted.`,
    each.length === 0 ? 'They are stored as they were sent.' : `The server adds: ${each.join('; ')}.`,
    wrong.length === 0 ? '' : `Refused, and wrong on purpose: ${wrong.join('; ')}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
