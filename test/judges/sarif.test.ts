import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { catalogue } from '../../src/diagnostics/catalogue';
import type { Finding } from '../../src/diagnostics/finding';
import { writeFindings } from '../../src/diagnostics/formats';

/** Findings for programs, judged by the JSON schema of SARIF 2.1.0 and by the rules of GitHub's runner. */
const {
  id: _id,
  $schema: _draft,
  ...schema
} = JSON.parse(readFileSync(join(__dirname, 'sarif', 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({
  strict: false,
  // Its patterns are those of draft 4.
  unicodeRegExp: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) =>
      /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text) && URL.canParse(text, 'file:///r/'),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  },
});
const isSarif = ajv.compile(schema);

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a::b', 'x%0Ay', '100%', 'a,b=c:d', ' \r\n '),
);
const object = fc.record({ apiVersion: text, kind: text, namespace: text, name: text });
const file = fc.record({ path: text, index: fc.nat(), line: fc.option(fc.integer({ min: 1 }), { nil: undefined }) });
const finding: fc.Arbitrary<Finding> = fc.record({
  code: fc.constantFrom(...catalogue.map(({ code }) => code)),
  severity: fc.constantFrom('error', 'warning', 'info'),
  problem: text,
  remedy: text,
  object: fc.option(object, { nil: undefined }),
  file: fc.option(file, { nil: undefined }),
  field: fc.option(text, { nil: undefined }),
});

test('the schema refuses what is wrong', () => {
  expect(isSarif({ version: '2.1.0', runs: [{ results: [{ message: {} }] }] })).toBe(false);
});

test('every code, no finding, and any text are SARIF', () => {
  const all = catalogue.map((one): Finding => ({ ...one, problem: one.title, file: { path: 'a b/ü.yaml', index: 0 } }));
  for (const findings of [[], all]) expect(judge(findings)).toEqual([]);
  fc.assert(fc.property(fc.array(finding, { maxLength: 5 }), (findings) => judge(findings).length === 0));
});

function judge(findings: readonly Finding[]): unknown[] {
  isSarif(JSON.parse(writeFindings(findings, 'sarif')));
  return isSarif.errors ?? [];
}

/** Reads a line as the runner does (actions/runner, ActionCommand.TryParseV2). */
function readCommand(line: string) {
  const [, head = '', data = ''] = /^::(.*?)::(.*)$/s.exec(line) ?? [];
  const [command = '', list = ''] = [
    head.split(' ', 1)[0],
    head.includes(' ') ? head.slice(head.indexOf(' ') + 1) : '',
  ];
  const properties = list.split(',').flatMap((one) => {
    const at = one.indexOf('=');
    return at < 0 ? [] : [[one.slice(0, at), decode(one.slice(at + 1), PROPERTY)] as const];
  });
  return { command, properties: Object.fromEntries(properties), message: decode(data, DATA) };
}

const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const PROPERTY = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const;

function decode(escaped: string, mappings: readonly (readonly [string, string])[]): string {
  return mappings.reduce((sum, [from, to]) => sum.replaceAll(from, to), escaped);
}

test('GitHub’s runner reads back one annotation a finding, with its file, line and text', () => {
  fc.assert(
    fc.property(finding, (one) => {
      const written = writeFindings([one], 'github');
      expect(written.endsWith('\n')).toBe(true);
      expect(written.slice(0, -1)).not.toMatch(/[\r\n]/);
      const { command, properties, message } = readCommand(written.slice(0, -1));
      expect(command).toBe({ error: 'error', warning: 'warning', info: 'notice' }[one.severity]);
      expect(message).toBe([one.problem, one.remedy].filter(Boolean).join(' '));
      if (one.file) expect(properties).toMatchObject({ file: one.file.path, line: String(one.file.line ?? 1) });
    }),
  );
});
