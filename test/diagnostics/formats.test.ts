import { writeFindings } from '../../src/diagnostics/formats';
import * as hosts from '../../src/diagnostics/hosts';
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

test('a Code Quality report has a file, a line and a fingerprint of its own for each finding', () => {
  const elsewhere = { ...place, file: { path: './fleet/b.yaml', index: 0, line: 4 } };
  const more = [...findings, inventory.consumerUnnamed(elsewhere, 'kueue-system', 'label')];
  const report = JSON.parse(writeFindings(more, 'gitlab'));
  expect(report).toMatchObject([
    { check_name: 'RC444', severity: 'critical', location: { path: '.', lines: { begin: 1 } } },
    { check_name: 'RC311', severity: 'minor', location: { path: 'fleet/b.yaml', lines: { begin: 4 } } },
    { check_name: 'RC311', severity: 'minor', location: { path: 'fleet/name spaces.yaml', lines: { begin: 12 } } },
  ]);
  expect(report[1].description).toMatch(/^Namespace kueue-system: /);
  const prints = (text: string) => JSON.parse(text).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  expect(new Set(prints(writeFindings(more, 'gitlab'))).size).toBe(3);
  const [first, ...others] = more;
  const moved = { ...place, file: { ...place.file, line: 99 } };
  expect(prints(writeFindings([inventory.consumerUnnamed(moved, 'kueue-system', 'label')], 'gitlab'))).toEqual(
    prints(writeFindings(first === undefined ? others : [first], 'gitlab')),
  );
});

test('text folds, the formats for programs do not', () => {
  const many = Array.from({ length: 40 }, (_, at) => inventory.consumerUnnamed(place, `n${at}`, 'label'));
  expect(writeFindings(many, 'text').trim().split('\n')).toHaveLength(4);
  expect(JSON.parse(writeFindings(many, 'json')).findings).toHaveLength(40);
});

test.each([
  ['no space left on device', 'no space left on device.'],
  ['try again.', 'try again.'],
  ['is it “full?”', 'is it “full?”'],
])('a problem with the words of another program ends once: %s', (reason, ending) => {
  expect(hosts.outputFailed({}, reason).problem).toBe(`Standard output cannot be written: ${ending}`);
});
