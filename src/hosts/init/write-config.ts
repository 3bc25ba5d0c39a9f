import { API_VERSION } from '../../config/configure';
import { fieldNames, isSchema, schemaAt } from '../../schema/schema-walk';
import type { Choice } from './choice';
import type { Spoke } from './survey';

const WIDTH = 116;
/** Fields that many fleets set sooner or later: written as comments. */
const SUGGESTED = [
  'consumers',
  'clusterNamespaces',
  'missingCredentials',
  'maxWithdrawals',
  'onClusterError',
  'eventTriggers',
];

/** What the lines depend on besides the choice. */
export interface ConfigFacts {
  /** The JSON Schema of the kind's `spec`. */
  readonly schema: object;
  readonly schemaAddress: string;
  /** The files that a generator has to name, since it gets nothing but its configuration. */
  readonly inputs: readonly string[];
  readonly spokes: readonly Spoke[];
  /** Whether the output has to bring stores for External Secrets Operator. */
  readonly emitsStores: boolean;
}

/** rollcall.yaml. The words about the fields are those of the schema. */
export function writeConfig(
  { kind, name, credentials, host }: Choice,
  { schema, schemaAddress, inputs, spokes, emitsStores }: ConfigFacts,
): string {
  const known = new Set(fieldNames(schemaAt(schema, [])));
  const spec: string[] = [];
  if (credentials !== undefined) {
    spec.push(...describe(schema, 'credentials'), `  credentials: ${credentials}`);
    if (credentials === 'External' && emitsStores) spec.push(...describe(schema, 'emitStores'), '  emitStores: true');
  }
  if (inputs.length > 0) spec.push(...describe(schema, 'inputs'), `  inputs: ${inFlow(inputs)}`);
  if (spokes.length > 0 && known.has('spokes')) {
    const lines = spokes.map((one) => `    - ${inFlow(one)}`);
    spec.push(...describe(schema, 'spokes'), '  spokes:', ...lines);
  }
  const suggested = SUGGESTED.filter((field) => known.has(field)).flatMap((field) => [
    '',
    ...describe(schema, field),
    `  #${field}: ${exampleOf(schemaAt(schema, [field]))}`,
  ]);
  const lines = [
    `# yaml-language-server: $schema=${schemaAddress}`,
    '# `rollcall list` shows what is made of this directory, and `rollcall explain NAME` why.',
    `apiVersion: ${API_VERSION}`,
    `kind: ${kind}`,
    'metadata:',
    '  # What is made belongs to this name: under another name it would be another owner’s.',
    `  name: ${name}`,
    '  annotations:',
    '    config.kubernetes.io/local-config: "true"',
    ...(host === 'kustomize'
      ? ['    config.kubernetes.io/function: |', '      exec:', '        path: ./rollcall-fn']
      : []),
    'spec:',
    ...spec,
    ...(spec.length === 0 ? [] : ['']),
    '  # Fields that you may need: remove the # in front of one to set it. Your editor knows the others.',
    ...suggested,
  ];
  return `${lines.join('\n')}\n`;
}

function describe(schema: object, field: string): string[] {
  const { description } = schemaAt(schema, [field]) ?? {};
  return wrap(typeof description === 'string' ? description : '').map((line) => `  # ${line}`);
}

function exampleOf(schema: Record<string, unknown> | undefined): string {
  const value = Array.isArray(schema?.examples) ? schema.examples[0] : schema?.default;
  return inFlow(value);
}

/** A value on one line of YAML. */
function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (!isSchema(value))
    return typeof value === 'string' && /^[A-Za-z][\w-]*$/.test(value) ? value : JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${inFlow(one)}`);
  return `{${entries.join(', ')}}`;
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 5 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
