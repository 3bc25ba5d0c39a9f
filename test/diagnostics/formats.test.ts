import { writeFindings } from '../../src/diagnostics/formats';
import * as inventory from '../../src/diagnostics/inventory';
import * as rolls from '../../src/diagnostics/roll';

const place = {
  object: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: 'kueue-system' },
  field: 'metadata.labels',
  file: { path: 'fleet/name spaces.yaml', index: 1, line: 12, column: 3 },
};
const findings = [
  inventory.consumerUnnamed(place, 'kueue-system', 'label'),
  rolls.clustersLeft({}, ['prod/a'], 'the Cluster is no longer in the input'),
];

test('JSON holds every finding with its place', () => {
  const { findings: read } = JSON.parse(writeFindings(findings, 'json'));
  expect(read).toMatchObject([
    { code: 'RC444', severity: 'error' },
    {
      code: 'RC311',
      severity: 'warning',
      object: place.object,
      field: place.field,
      file: { path: place.file.path, line: 12, column: 3 },
    },
  ]);
});

test('SARIF has a rule for each code, and file and line of each result', () => {
  const { version, runs } = JSON.parse(writeFindings(findings, 'sarif'));
  expect(version).toBe('2.1.0');
  const [run] = runs;
  const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(['RC311', 'RC444']);
  expect(run.results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])).toEqual([
    ['RC444', 'error'],
    ['RC311', 'warning'],
  ]);
  expect(run.results[1].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'fleet/name%20spaces.yaml' },
    region: { startLine: 12, startColumn: 3 },
  });
});

test('workflow commands stay one line each and escape what ends a property', () => {
  const text = writeFindings(
    [rolls.clustersLeft({ file: { path: 'a,b:c.yaml', index: 0 } }, ['x\n::error::y'], 'gone')],
    'github',
  );
  expect(text.split('\n')).toHaveLength(2);
  expect(writeFindings(findings, 'github')).toContain('spaces.yaml,line=12,col=3,title=RC311');
  expect(text).toMatch(/^::error file=a%2Cb%3Ac\.yaml,line=1,title=RC444::One cluster left \(gone\): x%0A::error::y\./);
});

test('text folds, the formats for programs do not', () => {
  const many = Array.from({ length: 40 }, (_, at) => inventory.consumerUnnamed(place, `n${at}`, 'label'));
  expect(writeFindings(many, 'text').trim().split('\n')).toHaveLength(4);
  expect(JSON.parse(writeFindings(many, 'json')).findings).toHaveLength(40);
});
