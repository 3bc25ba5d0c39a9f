import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { hasErrors } from '../../src/diagnostics/finding';
import { isObject, type JsonObject, objectAt } from '../../src/krm/json';
import { MANAGED_BY } from '../../src/krm/ownership';
import { readDocuments } from '../../src/krm/read-documents';
import { runFunction } from '../../src/run/run-function';
import { plain } from '../support/objects';
import { WITH_LUA } from '../support/run-lua';

/** What we make of an example, and what Sveltos makes of it. */
export interface Example {
  readonly name: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** Examples of Sveltos' documentation, demos and tests, with what its own code made of them; beside the project where they are. */
export const judgedFolder = join(__dirname, '..', '..', '..', 'shared', 'judged', 'event-framework');

/** Each judged example; `undefined` where they are not there. */
export function compareEventFramework(): Example[] | undefined {
  if (!existsSync(judgedFolder)) return undefined;
  return readdirSync(judgedFolder)
    .filter((name) => existsSync(join(judgedFolder, name, 'input.yaml')))
    .sort()
    .filter(isRendered)
    .map((name) => ({ name, ours: ours(name), theirs: theirs(name) }));
}

const read = (name: string, file: string) => readFileSync(join(judgedFolder, name, file), 'utf8');

function errorsOf(name: string): readonly string[] {
  return JSON.parse(read(name, 'real.json')).errors ?? [];
}

/** The judge ran no Helm and fetched nothing: what it left out cannot be compared. */
function isRendered(name: string): boolean {
  return !errorsOf(name).some((error) => error.includes('not rendered by this harness'));
}

/** The objects by their identity; or that it fails. Where a part of it fails, there is nothing that could be applied safely. */
function theirs(name: string): unknown {
  const objects = parseAllDocuments(read(name, 'expected.yaml'))
    .map((document): unknown => document.toJS())
    .filter(isObject);
  return errorsOf(name).length > 0 && objects.length === 0 ? 'fails' : byIdentity(objects);
}

function ours(name: string): unknown {
  const { items, findings } = readDocuments(Buffer.from(read(name, 'input.yaml')), 'input.yaml');
  const functionConfig = parse(read(name, 'config.yaml'));
  const outcome = runFunction({ items, functionConfig, capabilities: WITH_LUA, findings });
  if (outcome.state === 'rendered') return byIdentity(outcome.generated.map(plain));
  const wanted = theirs(name);
  const codes = outcome.findings.filter((finding) => hasErrors([finding])).map(({ code }) => code);
  return wanted === 'fails' ? wanted : `refuses with ${[...new Set(codes)].sort().join(', ')}`;
}

function byIdentity(objects: readonly JsonObject[]): Record<string, JsonObject> {
  return Object.fromEntries(
    objects.map((object) => {
      const { namespace = '', name } = objectAt(object, 'metadata');
      return [[object.apiVersion, object.kind, namespace ?? '', name].join(' '), comparable(object)];
    }),
  );
}

/** Without our marks, and without what an API server reads as absent. */
function comparable(object: JsonObject): JsonObject {
  const { labels: _labels, annotations: _annotations, namespace, ...metadata } = objectAt(object, 'metadata');
  const labels = entriesOf(object, 'labels').filter(
    ([key, value]) => key !== MANAGED_BY.label || value !== MANAGED_BY.value,
  );
  const annotations = entriesOf(object, 'annotations').filter(([key]) => !key.startsWith('rollcall.dev/'));
  if (metadata.creationTimestamp === null) delete metadata.creationTimestamp;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(namespace ? { namespace } : {}),
      ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}),
      ...(annotations.length > 0 ? { annotations: Object.fromEntries(annotations) } : {}),
    },
  };
}

function entriesOf(object: JsonObject, field: string) {
  return Object.entries(objectAt(object, 'metadata', field));
}
