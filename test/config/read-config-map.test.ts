import { renderInventorySchema } from '../../functions/render-inventory/schema';
import { readConfigMap } from '../../src/config/read-config-map';
import type { JsonObject } from '../../src/krm/json';
import { sentence, told } from '../support/objects';

interface Row {
  readonly rule: string;
  readonly data: Record<string, string>;
  readonly want: JsonObject;
  readonly told?: string[];
  readonly says?: { readonly code: string; readonly text: string };
}

const rows: Row[] = [
  { rule: 'no keys', data: {}, want: {} },
  { rule: 'a text', data: { managedBy: 'me' }, want: { managedBy: 'me' } },
  { rule: 'a text stays a text, whatever it looks like', data: { managedBy: 'true' }, want: { managedBy: 'true' } },
  { rule: 'one of a few words', data: { missingCredentials: 'Skip' }, want: { missingCredentials: 'Skip' } },
  { rule: 'true', data: { allowEmpty: 'true' }, want: { allowEmpty: true } },
  { rule: 'false', data: { allowEmpty: 'false' }, want: { allowEmpty: false } },
  ...['yes', 'True', '1', '', ' true'].map((text) => ({
    rule: `a boolean is true or false, and "${text}" is neither`,
    data: { allowEmpty: text },
    want: {},
    told: ['error RC207 data["allowEmpty"]'],
    says: { code: 'RC207', text: 'true or false' },
  })),
  {
    rule: 'a whole number, in a field inside a field',
    data: { 'template.spec.consecutiveFailureThreshold': '5' },
    want: { template: { spec: { consecutiveFailureThreshold: 5 } } },
  },
  ...['5.5', '5a', '', '0x5', '1e3', '9'.repeat(16)].map((text) => ({
    rule: `a whole number is digits, and "${text}" is none that can be kept`,
    data: { 'template.spec.consecutiveFailureThreshold': text },
    want: {},
    told: ['error RC207 data["template.spec.consecutiveFailureThreshold"]'],
    says: { code: 'RC207', text: 'a whole number' },
  })),

  { rule: 'a list of one', data: { dataKeys: 'config' }, want: { dataKeys: ['config'] } },
  {
    rule: 'a list is parted by commas; spaces around them do not count',
    data: { dataKeys: 'config, Config ,kubeconfig' },
    want: { dataKeys: ['config', 'Config', 'kubeconfig'] },
  },
  { rule: 'an empty text is an empty list', data: { dropLabels: '' }, want: { dropLabels: [] } },
  { rule: 'a text of spaces is an empty list', data: { dropLabels: '  ' }, want: { dropLabels: [] } },
  {
    rule: 'a field that takes a text or a list is read as a list',
    data: { format: 'ClusterInventory,SveltosEvents' },
    want: { format: ['ClusterInventory', 'SveltosEvents'] },
  },

  {
    rule: 'dots part the path of a field',
    data: { 'labelKeys.consumer': 'example.com/consumer', 'labelKeys.profileName': 'example.com/profile' },
    want: { labelKeys: { consumer: 'example.com/consumer', profileName: 'example.com/profile' } },
  },
  {
    rule: 'what is left inside a map of labels is the label’s key, dots and all',
    data: {
      'template.metadata.labels.app.kubernetes.io/part-of': 'fleet',
      'template.metadata.labels.env': 'prod',
      'template.metadata.annotations.sharding.projectsveltos.io/key': 'shard1',
    },
    want: {
      template: {
        metadata: {
          labels: { 'app.kubernetes.io/part-of': 'fleet', env: 'prod' },
          annotations: { 'sharding.projectsveltos.io/key': 'shard1' },
        },
      },
    },
  },
  {
    rule: 'a label’s value is a text, a comma and all',
    data: { 'template.metadata.annotations.note': 'a, b' },
    want: { template: { metadata: { annotations: { note: 'a, b' } } } },
  },
  {
    rule: 'Sveltos’ own map of strings is such a map too',
    data: { 'template.spec.data.a.b': 'true' },
    want: { template: { spec: { data: { 'a.b': 'true' } } } },
  },
  {
    rule: 'booleans and texts deep inside',
    data: {
      'template.spec.paused': 'true',
      'template.spec.activeWindow.from': '0 20 * * 5',
      'template.spec.activeWindow.to': '0 7 * * 1',
    },
    want: { template: { spec: { paused: true, activeWindow: { from: '0 20 * * 5', to: '0 7 * * 1' } } } },
  },
  {
    rule: 'the key name is the owner’s and no field',
    data: { name: 'fleet', managedBy: 'me' },
    want: { managedBy: 'me' },
  },

  {
    rule: 'an unknown key is an error that names the nearest',
    data: { lableKeys: 'x', managedBy: 'me' },
    want: { managedBy: 'me' },
    told: ['error RC206 data["lableKeys"]'],
  },
  {
    rule: 'an unknown key inside a field names the nearest path',
    data: { 'labelKeys.consumers': 'x' },
    want: {},
    told: ['error RC206 data["labelKeys.consumers"]'],
    says: { code: 'RC206', text: 'labelKeys.consumer' },
  },
  {
    rule: 'a misspelt head is found too',
    data: { 'templete.spec.paused': 'true' },
    want: {},
    told: ['error RC206 data["templete.spec.paused"]'],
    says: { code: 'RC206', text: 'template.spec.paused' },
  },
  {
    rule: 'a misspelt name is found too',
    data: { nmae: 'fleet' },
    want: {},
    told: ['error RC206 data["nmae"]'],
    says: { code: 'RC206', text: 'Did you mean name?' },
  },
  {
    rule: 'a field inside one that has none is unknown',
    data: { 'managedBy.x': 'me' },
    want: {},
    told: ['error RC206 data["managedBy.x"]'],
  },
  {
    rule: 'what Rollcall decides cannot be set',
    data: { 'template.spec.kubeconfigName': 'mine' },
    want: {},
    told: ['error RC206 data["template.spec.kubeconfigName"]'],
  },
  {
    rule: 'what every object inherits is no field',
    data: { constructor: 'x', 'labelKeys.toString': 'y' },
    want: {},
    told: ['error RC206 data["constructor"]', 'error RC206 data["labelKeys.toString"]'],
  },
  {
    rule: 'case counts',
    data: { AllowEmpty: 'true' },
    want: {},
    told: ['error RC206 data["AllowEmpty"]'],
    says: { code: 'RC206', text: 'allowEmpty' },
  },
  {
    rule: 'a map is set by the fields inside it',
    data: { labelKeys: 'x' },
    want: {},
    told: ['error RC207 data["labelKeys"]'],
    says: { code: 'RC207', text: 'with a dot' },
  },
  {
    rule: 'so is a map of labels',
    data: { 'template.metadata.labels': 'a=b' },
    want: {},
    told: ['error RC207 data["template.metadata.labels"]'],
  },
  {
    rule: 'every wrong key is told',
    data: { one: '1', two: '2', allowEmpty: 'maybe' },
    want: {},
    told: ['error RC206 data["one"]', 'error RC206 data["two"]', 'error RC207 data["allowEmpty"]'],
  },
];

test.each(rows)('$rule', ({ data, want, told: findings = [], says }) => {
  const read = readConfigMap(data, renderInventorySchema, {});
  expect(read.spec).toEqual(want);
  expect(told(read.findings)).toEqual(findings);
  if (says) expect(sentence(read.findings, says.code)).toContain(says.text);
});

test('a finding keeps the place of the ConfigMap', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', namespace: '', name: 'mine' };
  const file = { path: 'fn.yaml', index: 1 };
  const { findings } = readConfigMap({ nothing: 'x' }, renderInventorySchema, { object, file });
  expect(findings).toMatchObject([{ object, file, field: 'data["nothing"]' }]);
});
