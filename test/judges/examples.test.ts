import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { CRDS, readCrd } from '../support/crds';

/** Every object of the examples and the pages, as an API server with the operators' CustomResourceDefinitions takes it. */

const root = join(__dirname, '..', '..');

/** A comment on an object that is shown and that no API server takes. */
const REFUSED = /an API server refuses/i;

interface Shown {
  readonly name: string;
  readonly object: JsonObject;
  readonly refused: boolean;
}

const shown = [...readExamples(), ...readPages()];

function readExamples(): Shown[] {
  return filesIn('examples', '.yaml').flatMap((path) => readObjects(path, readFileSync(path, 'utf8')));
}

function readPages(): Shown[] {
  const pages = [join(root, 'README.md'), ...['docs', 'functions', 'examples'].flatMap((one) => filesIn(one, '.md'))];
  return pages.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(([, text = '']) =>
      readObjects(path, text),
    ),
  );
}

function filesIn(folder: string, ending: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith(ending)).map((file) => join(root, folder, file));
}

/** The documents that are objects; parts of them that a page shows are none. */
function readObjects(path: string, text: string): Shown[] {
  return parseAllDocuments(text).flatMap((document) => {
    const object: unknown = document.errors.length > 0 ? undefined : document.toJS();
    if (!isObject(object) || typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return [];
    const { name } = objectAt(object, 'metadata');
    const [start = 0, , end = text.length] = document.range ?? [];
    const refused = REFUSED.test(text.slice(start, end));
    return [{ name: `${relative(root, path)}: ${object.kind} ${textOf(name)}`, object, refused }];
  });
}

function judge(): void {
  const crds = readdirSync(CRDS).map(readCrd);
  const judged = shown.flatMap((one) => {
    const crd = crds.find(
      ({ kind, group }) => kind === one.object.kind && textOf(one.object.apiVersion).startsWith(`${group}/`),
    );
    return crd === undefined ? [] : [{ ...one, crd }];
  });

  test('there are examples and pages to judge', () => {
    expect(judged.length).toBeGreaterThan(25);
  });

  test.each(judged)('$name: taken, or said to be refused', ({ object, crd, refused }) => {
    const faults = crd.faultsOf(object);
    if (refused) expect(faults).not.toEqual([]);
    else expect(faults).toEqual([]);
  });
}

if (existsSync(CRDS)) judge();
else {
  describe.skip(`the CRDs as judges of the examples: skipped, since there are none in ${CRDS}`, () => {
    test('nothing to judge by', () => undefined);
  });
}

test.each(shown.filter(({ object }) => object.kind === 'Service'))('$name: several ports have names', ({ object }) => {
  const ports = [objectAt(object, 'spec').ports ?? []].flat();
  expect(ports.length === 1 || ports.every((port) => textOf(objectAt(port).name) !== '')).toBe(true);
});
