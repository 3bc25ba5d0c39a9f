import { validateProviderFile } from '../../generated/provider-file';
import { validate as validateRegisterSveltosClusters } from '../../generated/specs/register-sveltos-clusters';
import { validate as validateRenderInventory } from '../../generated/specs/render-inventory';
import { validateClusterProfile, validateKubeconfig, validateSecret } from '../../generated/validators';
import type { Validate } from '../../src/api/kind';
import { explainShape, fieldPath } from '../../src/api/shape';
import { FAKE_MATERIAL } from '../support/objects';

interface Row {
  readonly rule: string;
  readonly validate: Validate<unknown>;
  readonly given: unknown;
  /** `field: expected / found`. */
  readonly want: string[];
}

const metadata = { name: 'a' };

const rows: Row[] = [
  {
    rule: 'a wrong type: what was expected and what was found, never the value',
    validate: validateSecret,
    given: { metadata, data: [FAKE_MATERIAL] },
    want: ['data: a map / a list'],
  },
  {
    rule: 'null is not named where it is allowed beside something else',
    validate: validateSecret,
    given: { metadata, data: { key: 1, 'ca.crt': true } },
    want: ['data.key: a string / a number', 'data["ca.crt"]: a string / a boolean'],
  },
  {
    rule: 'a label’s key stands in brackets where it has a dot or a slash',
    validate: validateSecret,
    given: { metadata: { name: 'a', labels: { 'a.b/c': 1, plain: 2 } } },
    want: ['metadata.labels["a.b/c"]: a string / a number', 'metadata.labels.plain: a string / a number'],
  },
  {
    rule: 'a tilde in a key is a tilde',
    validate: validateSecret,
    given: { metadata: { name: 'a', labels: { 'a~b/~1': 1 } } },
    want: ['metadata.labels["a~b/~1"]: a string / a number'],
  },
  {
    rule: 'a place in a list stands in brackets',
    validate: validateClusterProfile,
    given: { metadata, status: { accessProviders: [{ name: 'a' }, { name: 1 }] } },
    want: ['status.accessProviders[1].name: a string / a number'],
  },
  {
    rule: 'a missing field is named itself',
    validate: validateClusterProfile,
    given: { metadata: {}, status: { accessProviders: [{}] } },
    want: ['metadata.name: set / missing', 'status.accessProviders[0].name: set / missing'],
  },
  {
    rule: 'the object itself',
    validate: validateSecret,
    given: 'text',
    want: [': a map / a string'],
  },
  {
    rule: 'an unknown field is named itself',
    validate: validateRenderInventory,
    given: { labelKeys: { consumers: 'x' }, lableKeys: 1 },
    want: ['lableKeys: absent / not a known field', 'labelKeys.consumers: absent / not a known field'],
  },
  {
    rule: 'a value that is not one of a few: a configuration’s value may be shown',
    validate: validateRegisterSveltosClusters,
    given: { format: 'Sveltos', missingCredentials: true },
    want: [
      'format: one of SveltosController, SveltosEvents / "Sveltos"',
      'missingCredentials: one of Auto, Skip, Error / a boolean',
    ],
  },
  {
    rule: 'one of a few, of which the empty one is left out: nobody would write it',
    validate: validateProviderFile,
    given: {
      providers: [{ name: 'a', profileSourcedCLIArgsPolicy: 'Prepend', profileSourcedEnvVarsPolicy: 'Append' }],
    },
    want: [
      'providers[0].profileSourcedCLIArgsPolicy: one of Append, Ignore / "Prepend"',
      'providers[0].profileSourcedEnvVarsPolicy: one of AppendIfNotExists, Replace, Ignore / "Append"',
    ],
  },
  {
    rule: 'a duration that has to be more than nothing',
    validate: validateRenderInventory,
    given: { execPlugins: { timeout: '0s' }, expiryWarning: '1.5h' },
    want: [
      'execPlugins.timeout: a duration such as 5m, 30s or 1m30s / something else',
      'expiryWarning: a duration such as 7d, 36h, 30m or 45s / something else',
    ],
  },
  {
    rule: 'several branches: one explanation for the field',
    validate: validateRenderInventory,
    given: { format: 'Svelto' },
    want: [
      'format: one of Sveltos, ClusterInventory, MulticlusterRuntime, SveltosController, SveltosEvents / "Svelto"',
    ],
  },
  {
    rule: 'several branches: those for another type say nothing',
    validate: validateRenderInventory,
    given: { format: ['Sveltos', 'Svelto'] },
    want: [
      'format[1]: one of Sveltos, ClusterInventory, MulticlusterRuntime, SveltosController, SveltosEvents / "Svelto"',
    ],
  },
  {
    rule: 'one format of each sort',
    validate: validateRenderInventory,
    given: { format: ['Sveltos', 'ClusterInventory'] },
    want: ['format: a list with at most one of each sort / one with several of a sort'],
  },
  {
    rule: 'a list with a repetition',
    validate: validateRenderInventory,
    given: { dataKeys: ['a', 'a'] },
    want: ['dataKeys: a list without repetitions / one with a repetition'],
  },
  {
    rule: 'empty texts and lists',
    validate: validateRenderInventory,
    given: { managedBy: '', dataKeys: [], takeOverFrom: [''] },
    want: [
      'dataKeys: a list that is not empty / empty',
      'managedBy: a string that is not empty / empty',
      'takeOverFrom[0]: a string that is not empty / empty',
    ],
  },
  {
    rule: 'booleans and whole numbers',
    validate: validateRenderInventory,
    given: { allowEmpty: 'true', template: { spec: { consecutiveFailureThreshold: 1.5 } } },
    want: [
      'allowEmpty: true or false / a string',
      'template.spec.consecutiveFailureThreshold: a whole number / a number',
    ],
  },
  {
    rule: 'a kubeconfig’s values are not shown either',
    validate: validateKubeconfig,
    given: { clusters: [{ name: { token: FAKE_MATERIAL }, cluster: { server: [FAKE_MATERIAL] } }] },
    want: [
      'clusters: a list with at least one entry that fits / one without',
      'clusters[0].cluster.server: a string / a list',
      'clusters[0].name: a string / a map',
    ],
  },
];

test.each(rows)('$rule', ({ validate, given, want }) => {
  expect(validate(given)).toBe(false);
  const faults = explainShape(validate.errors, given);
  const lines = faults.map(({ field, expected, found }) => `${field}: ${expected} / ${found}`);
  expect(lines.sort()).toEqual([...want].sort());
  expect(JSON.stringify(faults)).not.toContain(FAKE_MATERIAL);
});

test('a value that is of no branch’s type is told of all the same', () => {
  const given = { format: 5 };
  expect(validateRenderInventory(given)).toBe(false);
  expect(explainShape(validateRenderInventory.errors, given)).toMatchObject([{ field: 'format', found: 'a number' }]);
});

test('no errors are no faults', () => {
  expect(explainShape(null, {})).toEqual([]);
  expect(explainShape(undefined, {})).toEqual([]);
});

test.each([
  { rule: 'the object itself', path: [], want: '' },
  { rule: 'keys are parted by dots', path: ['metadata', 'name'], want: 'metadata.name' },
  { rule: 'a list’s places stand in brackets', path: ['items', '0', 'name'], want: 'items[0].name' },
  { rule: 'so do keys with other letters', path: ['data', 'ca.crt'], want: 'data["ca.crt"]' },
  { rule: 'and an empty key', path: ['metadata', 'labels', ''], want: 'metadata.labels[""]' },
  { rule: 'dashes and underscores are letters', path: ['a-b', 'c_d'], want: 'a-b.c_d' },
])('a path in words: $rule', ({ path, want }) => {
  expect(fieldPath(path)).toBe(want);
});
