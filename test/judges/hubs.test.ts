import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { render } from '../../src/hosts/npm/transform';
import { type Json, type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { sortedBy } from '../../src/lists/order';
import { openLedger } from '../conformance/ledger';
import { comparableProfile } from '../support/hub-results';

/**
 * Small hubs with what Open Cluster Management's own controllers made of them: lifecycle, status, binding and set
 * controllers, webhook, the agent's claim reconciler and cluster-proxy's.
 */

const folder = join(__dirname, '..', '..', '..', 'shared', 'judged', 'ocm');
const differences = join(__dirname, '..', 'conformance', 'differences', 'open-cluster-management.yaml');

function judge(): void {
  const listed: Json = parse(readFileSync(differences, 'utf8'));
  const deliberate = new Set([listed].flat().flatMap((one) => [objectAt(one).cases ?? []].flat().map(textOf)));
  const judged = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'controllers.json')));

  const agree = openLedger('open-cluster-management', judged.length);

  test.each(judged)('%s: as the controllers have it, or otherwise on purpose', async (name) => {
    const config = objectAt(readJson(join(folder, name, 'rollcall.yaml')));
    const outcome = await render([...readHub(name), ...readSpokes(name)], config);
    const made =
      outcome.state === 'failed' ? outcome.findings.map(({ code }) => code) : outcome.generated.map(comparableProfile);
    const theirs = [readJson(join(folder, name, 'controllers.json'))]
      .flat()
      .map((one) => comparableProfile(objectAt(one)));
    const keyOf = ({ metadata }: JsonObject) => textOf(objectAt({ metadata }, 'metadata').namespace);
    const nameOf = ({ metadata }: JsonObject) => textOf(objectAt({ metadata }, 'metadata').name);
    if (deliberate.has(name)) expect(made).not.toEqual(theirs);
    else expect(made).toEqual(sortedBy(theirs, keyOf, nameOf));
    agree(deliberate.has(name));
  });

  test('the differences name cases that there are', () => {
    expect([...deliberate].filter((name) => !judged.includes(name))).toEqual([]);
  });
}

function readHub(name: string): JsonObject[] {
  return itemsOf(join(folder, name, 'hub', 'hub.json'));
}

/** The objects of managed clusters, marked by the folder that they are in. */
function readSpokes(name: string): JsonObject[] {
  const spokes = join(folder, name, 'spokes');
  if (!existsSync(spokes)) return [];
  return readdirSync(spokes).flatMap((spoke) =>
    itemsOf(join(spokes, spoke, 'all.json')).map((object) => {
      const annotations = { 'rollcall.dev/managed-cluster': spoke };
      return { ...object, metadata: { ...objectAt(object, 'metadata'), annotations } };
    }),
  );
}

function itemsOf(path: string): JsonObject[] {
  return [objectAt(readJson(path)).items ?? []].flat().map((one) => objectAt(one));
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8'));
}

if (existsSync(folder)) judge();
else {
  describe.skip(`Open Cluster Management’s controllers as judges: skipped, since there is nothing in ${folder}`, () => {
    test('nothing to judge by', () => undefined);
  });
}
