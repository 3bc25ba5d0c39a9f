import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from '../scripts/configuration-page';
import { eventFrameworkPage } from '../scripts/event-framework-page';
import { fidelityPage } from '../scripts/fidelity-page';
import { findingsPage } from '../scripts/findings-page';
import { catalogue } from '../src/diagnostics/catalogue';
import { type Finding, sortFindings } from '../src/diagnostics/finding';
import { linesFor } from '../src/diagnostics/in-words';

const root = join(__dirname, '..');

test('no code is given twice', () => {
  const codes = catalogue.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => /^RC\d{3}$/.test(code))).toBe(true);
});

test('an error says what to do, in a sentence', () => {
  const silent = catalogue.filter(({ severity, remedy }) => severity !== 'info' && !/^[A-Z].*\.$/.test(remedy));
  expect(silent.map(({ code }) => code)).toEqual([]);
});

test('every entry of the catalogue is used', () => {
  const texts = ['src', 'functions'].flatMap(readSources).join('\n');
  const rooms = readdirSync(join(root, 'src', 'diagnostics')).map((file) =>
    readFileSync(join(root, 'src', 'diagnostics', file), 'utf8'),
  );
  const names = rooms.flatMap((text) =>
    [...text.matchAll(/^export const (\w+) = define\(/gm)].map(([, name = '']) => name),
  );
  expect(names.length).toBe(catalogue.length);
  expect(names.filter((name) => !new RegExp(`\\.${name}\\b`).test(texts))).toEqual([]);
});

test('docs/findings.md is the catalogue, docs/configuration.md the schemas, docs/event-framework.md the tables, docs/fidelity.md the lists', () => {
  expect(readFileSync(join(root, 'docs', 'fidelity.md'), 'utf8')).toBe(fidelityPage(join(root, 'test', 'conformance')));
  expect(readFileSync(join(root, 'docs', 'event-framework.md'), 'utf8')).toBe(eventFrameworkPage());
  expect(readFileSync(join(root, 'docs', 'findings.md'), 'utf8')).toBe(findingsPage());
  expect(readFileSync(join(root, 'docs', 'configuration.md'), 'utf8')).toBe(configurationPage());
});

test('findings are sorted, worst first, and told once', () => {
  const finding = (severity: Finding['severity'], code: string): Finding => ({
    severity,
    code,
    problem: 'P.',
    remedy: '',
  });
  const sorted = sortFindings([
    finding('info', 'RC1'),
    finding('error', 'RC3'),
    finding('warning', 'RC2'),
    finding('error', 'RC2'),
    finding('error', 'RC3'),
  ]);
  expect(sorted.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'error RC2',
    'error RC3',
    'warning RC2',
    'info RC1',
  ]);
});

test('a finding is one line, whatever names it holds', () => {
  const object = { apiVersion: 'v1', kind: 'Secret', namespace: 'a', name: 'b\n\u001b[31mc' };
  expect(
    linesFor([
      {
        severity: 'error',
        code: 'RC1',
        object,
        field: 'data\u001b[31m',
        file: { path: 'x.yaml', index: 0 },
        problem: 'P.',
        remedy: 'R.',
      },
    ]),
  ).toEqual(['error RC1 [x.yaml · Secret a/(8 characters, digest bef903cf) · data [31m] P. R.']);
});

function readSources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? readSources(path) : [readFileSync(join(root, path), 'utf8')];
  });
}
