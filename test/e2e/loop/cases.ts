import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments, parseDocument } from 'yaml';
import { isObject, objectAt, textOf } from '../../../src/krm/json';

const root = join(__dirname, '..', '..', '..');

/** Objects that go to the API server together. */
export interface Batch {
  readonly name: string;
  readonly objects: readonly unknown[];
}

const READING = { intAsBigInt: true, merge: true, uniqueKeys: false } as const;

/** What goes into each example and what `rollcall render` makes of it. */
export function exampleBatches(): Batch[] {
  return readdirSync(join(root, 'examples')).map((example) => {
    const folder = join(root, 'examples', example);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    const inputs = files.sort().flatMap((file) => readAll(readFileSync(join(folder, file), 'utf8')));
    return { name: `examples/${example}`, objects: forServer([...inputs, ...readAll(rendered(folder))]) };
  });
}

function rendered(folder: string): string {
  return execFileSync(process.execPath, [join(root, 'dist', 'rollcall.js'), 'render', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What goes into each golden case and what comes out. Most of what goes in comes out as it was: it is sent once. */
export function goldenBatches(): Batch[] {
  const golden = join(root, 'test', 'golden');
  return readdirSync(golden).flatMap((name) =>
    readdirSync(join(golden, name)).flatMap((one) => {
      const read = (file: string) => forServer(itemsOf(readFileSync(join(golden, name, one, file), 'utf8')));
      const output = read('expected.yaml');
      const input = read('input.yaml').filter((item) => !output.some((other) => isDeepStrictEqual(item, other)));
      return [
        { name: `${name}/${one}, input`, objects: input },
        { name: `${name}/${one}, output`, objects: output },
      ];
    }),
  );
}

/** The whole objects that the pages show. */
export function pageBatches(): Batch[] {
  const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  return pages.map((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const blocks = [...text.matchAll(/^```(?:ya?ml|json)\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
    return { name: page, objects: forServer(blocks.flatMap(readAll).filter(isWhole)) };
  });
}

function readAll(text: string): unknown[] {
  return parseAllDocuments(text, READING).map((document) => document.toJS());
}

function itemsOf(list: string): unknown[] {
  const document = parseDocument(list, READING);
  if (document.errors.length > 0) return ['a text that is not YAML'];
  const items = objectAt({ list: document.toJS() }, 'list').items;
  return Array.isArray(items) ? items : [];
}

function isWhole(object: unknown): boolean {
  return textOf(objectAt(object).apiVersion) !== '' && textOf(objectAt(object, 'metadata').name) !== '';
}

/** Once for each identity: what has the same one is of another cluster's API server, or there twice on purpose. */
function once(objects: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return objects.filter((object) => {
    const identity = `${textOf(objectAt({ object }, 'object').apiVersion)} ${identityOf(object)}`;
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

/**
 * Without our own configuration and other tools', and without objects that are being deleted in the cluster that they come from. What
 * says that it is local stays: it comes from an API server too.
 */
function forServer(objects: readonly unknown[]): unknown[] {
  const all = objects.flatMap(openList).filter((object) => {
    if (!isObject(object)) return true;
    const group = textOf(object.apiVersion).split('/').at(0) ?? '';
    if (TOOLS.includes(group) || object.kind === 'Config') return false;
    return objectAt(object, 'metadata').deletionTimestamp === undefined;
  });
  return once(all);
}

const TOOLS = [
  'rollcall.dev',
  'kpt.dev',
  'config.kubernetes.io',
  'kustomize.config.k8s.io',
  'argoproj.io',
  'client.authentication.k8s.io',
];

function openList(object: unknown): unknown[] {
  const { kind, items } = objectAt({ object }, 'object');
  return kind === 'List' && Array.isArray(items) ? items : [object];
}

export function identityOf(object: unknown): string {
  const { kind, metadata } = objectAt({ object }, 'object');
  const { namespace, name } = objectAt({ metadata }, 'metadata');
  return `${textOf(kind) || 'nameless'} ${[namespace, name].filter((part) => part !== undefined).join('/')}`.trim();
}
