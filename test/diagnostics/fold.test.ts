import { foldFindings } from '../../src/diagnostics/fold';
import { linesFor } from '../../src/diagnostics/in-words';
import * as inventory from '../../src/diagnostics/inventory';
import * as outputs from '../../src/diagnostics/outputs';
import * as rolls from '../../src/diagnostics/roll';

const object = (name: string) => ({ object: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name } });
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => inventory.consumerUnnamed(object(`n${at}`), `n${at}`, 'label'));

test('five findings of a code are shown one by one, of more the first three and the rest as one', () => {
  expect(foldFindings(many(5))).toHaveLength(5);
  expect(foldFindings(many(6))).toHaveLength(4);
  const folded = foldFindings(many(1000));
  expect(folded).toHaveLength(4);
  expect(folded[3]?.problem).toContain('997 more times: Namespace n');
});

test('only the first three of a code show an excerpt', () => {
  const shown = foldFindings(many(5).map((finding) => ({ ...finding, excerpt: ['| …'] })));
  expect(shown.map(({ excerpt }) => excerpt?.length)).toEqual([1, 1, 1, 0, 0]);
});

test('what cannot be read comes before who left because of it, and the consumer or ClusterSet before its clusters', () => {
  const codes = linesFor([
    inventory.profileNameInvalid({}, 'A', 'Cluster mgmt/a'),
    rolls.clustersLeft({}, ['a/b'], 'gone'),
    rolls.clustersMoved({}, ['a/b → c/b'], 'moved'),
    rolls.clusterSetsChanged({}, ['prod'], 'lost'),
    inventory.consumerUnnamed({}, 'n', 'label'),
  ]).map((line) => line.split(' ')[1]);
  expect(codes).toEqual(['RC302', 'RC451', 'RC446', 'RC444', 'RC311']);
});

test('who joined or left comes before what follows from it', () => {
  const [first] = linesFor([
    outputs.outputClaimedTwice({}, ['k'], ['a', 'b']),
    rolls.clustersLeft({}, ['a/b'], 'gone'),
  ]);
  expect(first).toMatch(/^error RC444 /);
});
