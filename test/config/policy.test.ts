import { functions } from '../../functions';
import { configure } from '../../src/config/configure';
import type { Policy } from '../../src/config/policy';
import { readPolicy } from '../../src/config/read-policy';
import type { Json, JsonObject } from '../../src/krm/json';
import { policySchema } from '../../src/schema/policy';
import { schemaAt } from '../../src/schema/schema-walk';
import { told } from '../support/objects';

const FILE = '/etc/rollcall/policy.yaml';

function policy(spec: JsonObject): Policy {
  const reading = readPolicy({ apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec }, FILE);
  if ('findings' in reading) throw new Error(told(reading.findings).join('\n'));
  return reading.policy;
}

const config = (spec: Json, kind = 'RenderInventory'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name: 'fleet' },
  spec,
});

/** The findings, or the spec that the function is given. */
function under(demands: readonly JsonObject[], given: Json | undefined) {
  const seen: unknown[] = [];
  const base = functions.find(({ kind }) => kind === (given === undefined ? 'RenderInventory' : kindOf(given)));
  const asked = base && {
    ...base,
    configure: (spec: unknown) => {
      seen.push(spec);
      return base.configure(spec);
    },
  };
  const reading = configure(given, asked, undefined, undefined, demands.map(policy));
  return { findings: 'findings' in reading ? reading.findings : [], spec: seen[0], reading };
}

function kindOf(given: Json): unknown {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? given.kind : undefined;
}

interface Row {
  readonly rule: string;
  readonly policy: JsonObject;
  readonly spec: JsonObject;
  readonly kind?: string;
  readonly want?: readonly string[];
}

const PAIR = { from: 'a', to: 'b' };
const rows: Row[] = [
  { rule: 'no demand', policy: {}, spec: { allowEmpty: true } },
  {
    rule: 'a verdict below',
    policy: { kubeconfigPolicy: { execPlugin: 'Deny' } },
    spec: { kubeconfigPolicy: { execPlugin: 'Warn' } },
    want: ['RC423 spec.kubeconfigPolicy.execPlugin'],
  },
  {
    rule: 'a verdict on the floor',
    policy: { kubeconfigPolicy: { execPlugin: 'Warn' } },
    spec: { kubeconfigPolicy: { execPlugin: 'Warn' } },
  },
  {
    rule: 'a verdict above',
    policy: { kubeconfigPolicy: { execPlugin: 'Warn' } },
    spec: { kubeconfigPolicy: { execPlugin: 'Deny' } },
  },
  { rule: 'allowEmpty', policy: { allowEmpty: false }, spec: { allowEmpty: true }, want: ['RC423 spec.allowEmpty'] },
  { rule: 'allowEmpty, allowed', policy: { allowEmpty: true }, spec: { allowEmpty: true } },
  {
    rule: 'takeOverFrom, none',
    policy: { takeOverFrom: [] },
    spec: { takeOverFrom: ['a/b'] },
    want: ['RC423 spec.takeOverFrom[0]'],
  },
  {
    rule: 'takeOverFrom, some',
    policy: { takeOverFrom: ['a/b'] },
    spec: { takeOverFrom: ['a/b', 'c/d'] },
    want: ['RC423 spec.takeOverFrom[1]'],
  },
  {
    rule: 'another consumer label',
    policy: { consumerLabel: 'x' },
    spec: { labelKeys: { consumer: 'y' } },
    want: ['RC423 spec.labelKeys.consumer'],
  },
  { rule: 'the consumer label', policy: { consumerLabel: 'x' }, spec: { labelKeys: { consumer: 'x' } } },
  {
    rule: 'more withdrawals',
    policy: { maxWithdrawals: 3 },
    spec: { maxWithdrawals: 4 },
    want: ['RC423 spec.maxWithdrawals'],
  },
  {
    rule: 'a number as a string',
    policy: { maxWithdrawals: 3 },
    spec: { maxWithdrawals: '4' },
    want: ['RC423 spec.maxWithdrawals'],
  },
  {
    rule: 'a larger percentage',
    policy: { maxWithdrawals: '5%' },
    spec: { maxWithdrawals: '6%' },
    want: ['RC423 spec.maxWithdrawals'],
  },
  { rule: 'as many', policy: { maxWithdrawals: '5%' }, spec: { maxWithdrawals: '5%' } },
  { rule: 'what cannot be compared yet', policy: { maxWithdrawals: '5%' }, spec: { maxWithdrawals: 100 } },
  { rule: 'a function', policy: { functions: ['publish-credentials'] }, spec: {}, want: ['RC424 '] },
  { rule: 'another function', policy: { functions: ['publish-credentials'] }, spec: {}, kind: 'PublishCredentials' },
  {
    rule: 'namespaces that may be opened',
    policy: { crossNamespace: { allowedNamespaces: ['a'] } },
    spec: { crossNamespace: { allowedNamespaces: ['a'] } },
  },
  {
    rule: 'and those that may not',
    policy: { crossNamespace: {} },
    spec: { crossNamespace: { allowedNamespaces: ['a'] } },
    want: ['RC423 spec.crossNamespace.allowedNamespaces[0]'],
  },
  {
    rule: 'Allow',
    policy: { crossNamespace: { policy: 'Deny' } },
    spec: { crossNamespace: { policy: 'Allow' } },
    want: ['RC423 spec.crossNamespace.policy'],
  },
  {
    rule: 'a field of another function',
    policy: { crossNamespace: { policy: 'Deny' } },
    spec: {},
    kind: 'PublishCredentials',
  },
  {
    rule: 'everything at once',
    policy: { functions: [], allowEmpty: false, takeOverFrom: [] },
    spec: { allowEmpty: true, takeOverFrom: ['x', 'y'] },
    want: ['RC424 ', 'RC423 spec.allowEmpty', 'RC423 spec.takeOverFrom[0]', 'RC423 spec.takeOverFrom[1]'],
  },
];

test.each(rows)('$rule: $spec under $policy', ({ policy: demands, spec, kind, want = [] }) => {
  const { findings } = under([demands], config(spec, kind));
  expect(findings.map(({ code, field = '' }) => `${code} ${field}`)).toEqual(want);
});

test('pairs are compared whole, whatever order their keys are in', () => {
  const field = schemaAt(functions.at(-1)?.schema ?? {}, ['crossNamespace', 'allow']);
  const { findings } = under(
    [{ crossNamespace: { allow: [PAIR] } }],
    config({
      crossNamespace: {
        allow: [
          { to: 'b', from: 'a' },
          { from: 'a', to: 'c' },
        ],
      },
    }),
  );
  // Before the field is known to the function, it is an unknown one.
  expect(findings.map(({ field: at }) => at)).toEqual([
    field === undefined ? 'spec.crossNamespace.allow' : 'spec.crossNamespace.allow[1]',
  ]);
});

test('where the configuration says nothing, the stricter of its default and the policy counts', () => {
  const { spec } = under(
    [
      {
        kubeconfigPolicy: { insecureTLS: 'Deny', execPlugin: 'Warn' },
        consumerLabel: 'x',
        crossNamespace: { policy: 'Deny' },
      },
    ],
    undefined,
  );
  expect(spec).toMatchObject({
    kubeconfigPolicy: { insecureTLS: 'Deny', execPlugin: 'Deny' },
    labelKeys: { consumer: 'x' },
    crossNamespace: { policy: 'Deny' },
  });
});

test('a ConfigMap meets the same floors, by its own keys', () => {
  const data = { allowEmpty: 'true', 'kubeconfigPolicy.plainHTTP': 'Allow', takeOverFrom: 'a/b', maxWithdrawals: '9' };
  const reading = configure(
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data },
    undefined,
    undefined,
    undefined,
    [policy({ allowEmpty: false, kubeconfigPolicy: { plainHTTP: 'Warn' }, takeOverFrom: [], maxWithdrawals: 3 })],
  );
  expect('findings' in reading && reading.findings.map(({ field }) => field)).toEqual([
    'data.kubeconfigPolicy.plainHTTP',
    'data.allowEmpty',
    'data.takeOverFrom[0]',
    'data.maxWithdrawals',
  ]);
});

test('of two policies both count', () => {
  const { findings } = under(
    [{ allowEmpty: false }, { takeOverFrom: [] }],
    config({ allowEmpty: true, takeOverFrom: ['a/b'] }),
  );
  expect(findings.map(({ field }) => field)).toEqual(['spec.allowEmpty', 'spec.takeOverFrom[0]']);
});

test('a field of a wrong type is told as that', () => {
  const { findings } = under(
    [{ kubeconfigPolicy: { plainHTTP: 'Deny' }, allowEmpty: false }],
    config({ kubeconfigPolicy: 1, allowEmpty: 'yes' }),
  );
  expect(findings.map(({ code, field }) => `${code} ${field}`).sort()).toEqual([
    'RC207 spec.allowEmpty',
    'RC207 spec.kubeconfigPolicy',
  ]);
});

test('a finding names the policy and its field', () => {
  const [finding] = under([{ consumerLabel: 'x' }], config({ labelKeys: { consumer: 'y' } })).findings;
  expect(finding?.problem).toBe(
    `spec.labelKeys.consumer allows more than spec.consumerLabel of the policy ${FILE} does.`,
  );
});

test.each<[string, Json | undefined, string[]]>([
  ['an empty file', undefined, ['RC426 ']],
  ['a list', [], ['RC426 ']],
  ['another kind', config({}), ['RC426 ']],
  ['another version', { apiVersion: 'rollcall.dev/v1', kind: 'Policy', spec: {} }, ['RC426 ']],
  ['no spec', { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy' }, ['RC426 ']],
  ['a field beside spec', { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: {}, spce: {} }, ['RC427 spce']],
  [
    'unknown fields',
    { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: { alowEmpty: false, outputs: { kind: [] } } },
    ['RC427 spec.alowEmpty', 'RC427 spec.outputs.kind'],
  ],
  [
    'wrong values',
    {
      apiVersion: 'rollcall.dev/v1alpha1',
      kind: 'Policy',
      spec: { allowEmpty: 'no', kubeconfigPolicy: { execPlugin: 'Never' }, maxWithdrawals: '101%' },
    },
    ['RC428 spec.allowEmpty', 'RC428 spec.kubeconfigPolicy.execPlugin', 'RC428 spec.maxWithdrawals'],
  ],
])('%s is no policy', (_what, value, want) => {
  const reading = readPolicy(value, FILE);
  if (!('findings' in reading)) throw new Error('it was read');
  expect(reading.findings.map(({ code, field = '' }) => `${code} ${field}`).sort()).toEqual(want);
  for (const { file } of reading.findings) expect(file?.path).toBe(FILE);
});

test('a policy can set a floor for every rule about kubeconfigs', () => {
  const rules = schemaAt(functions[0]?.schema ?? {}, ['kubeconfigPolicy'])?.properties;
  expect(Object.keys(policySchema.properties.kubeconfigPolicy.properties)).toEqual(Object.keys(rules ?? {}));
});
