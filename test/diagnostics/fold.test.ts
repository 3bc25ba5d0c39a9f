import { foldFindings } from '../../src/diagnostics/fold';
import { linesFor } from '../../src/diagnostics/in-words';
import * as inventory from '../../src/diagnostics/inventory';
import * as rolls from '../../src/diagnostics/roll';

const object = (name: string) => ({ object: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name } });
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => inventory.consumerUnnamed(object(`n${at}`), `n${at}`, 'label'));

test('ten findings of a code are shown one by one, of more the first three and the rest as one', () => {
  expect(foldFindings(many(10))).toHaveLength(10);
  const folded = foldFindings(many(1000));
  expect(folded).toHaveLength(4);
  expect(folded[3]?.problem).toContain('997 more times: Namespace n');
});

test('who joined or left comes before what follows from it', () => {
  const [first] = linesFor([
    inventory.profileNameEmpty({}, 'mgmt/a', 'label'),
    rolls.clustersLeft({}, ['a/b'], 'gone'),
  ]);
  expect(first).toMatch(/^error RC444 /);
});
