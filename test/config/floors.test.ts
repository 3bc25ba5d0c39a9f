import { functions } from '../../functions';
import { applyPolicy } from '../../src/config/policy';
import { readPolicy } from '../../src/config/read-policy';
import type { Json, JsonObject } from '../../src/krm/json';
import { fieldNames, schemaAt, setAt } from '../../src/schema/schema-walk';

/**
 * Every field of every configuration is in one of two lists: a policy has a floor for it, which is tried, or it cannot
 * weaken what protects a fleet, and a reason says why. A new field is in neither, and fails here until somebody decides.
 */

/** The value that a configuration may try, and the policy that forbids it. */
const FLOORS: Record<string, readonly [loose: Json, policy: JsonObject]> = {
  'labelKeys.profileName': ['x', { labelKeys: { profileName: 'y' } }],
  'labelKeys.profileNamespace': ['x', { labelKeys: { profileNamespace: 'y' } }],
  'labelKeys.clusterSet': ['x', { labelKeys: { clusterSet: 'y' } }],
  'labelKeys.namespaceClusterSet': ['x', { labelKeys: { namespaceClusterSet: 'y' } }],
  'labelKeys.consumer': ['x', { consumerLabel: 'y' }],
  'profileNamespaces.policy': ['Allow', { profileNamespaces: { policy: 'Warn' } }],
  'profileNamespaces.allow': [[{ from: 'a', to: 'b' }], { profileNamespaces: {} }],
  sameClusterSetOnly: [false, { sameClusterSetOnly: true }],
  credentials: ['Copy', { credentials: 'External' }],
  missingCredentials: ['Skip', { missingCredentials: 'Auto' }],
  'kubeconfigPolicy.execPlugin': ['Warn', { kubeconfigPolicy: { execPlugin: 'Deny' } }],
  'kubeconfigPolicy.authProvider': ['Warn', { kubeconfigPolicy: { authProvider: 'Deny' } }],
  'kubeconfigPolicy.filePath': ['Warn', { kubeconfigPolicy: { filePath: 'Deny' } }],
  'kubeconfigPolicy.unprotectedToken': ['Warn', { kubeconfigPolicy: { unprotectedToken: 'Deny' } }],
  'kubeconfigPolicy.insecureTLS': ['Warn', { kubeconfigPolicy: { insecureTLS: 'Deny' } }],
  'kubeconfigPolicy.plainHTTP': ['Warn', { kubeconfigPolicy: { plainHTTP: 'Deny' } }],
  'kubeconfigPolicy.currentContext': ['Warn', { kubeconfigPolicy: { currentContext: 'Deny' } }],
  'kubeconfigPolicy.multipleContexts': ['Warn', { kubeconfigPolicy: { multipleContexts: 'Deny' } }],
  expiryWarning: ['13d', { expiryWarning: '14d' }],
  allowEmpty: [true, { allowEmpty: false }],
  takeOverFrom: [['a/b'], { takeOverFrom: [] }],
  maxWithdrawals: [4, { maxWithdrawals: 3 }],
  severity: [{ RC313: { level: 'Info', reason: 'x' } }, { lowerSeverity: ['RC314'] }],
  onClusterError: ['Quarantine', { onClusterError: 'Stop' }],
  roll: ['Off', { roll: 'Update' }],
  maxDepartures: ['6%', { maxDepartures: '5%' }],
  providers: [[], { allowProviders: false }],
  providerFile: ['x.yaml', { allowProviders: false }],
  'openClusterManagement.trustedServers': [
    [{ server: 'https://a.example' }],
    { openClusterManagement: { trustedServers: [{ server: 'https://b.example' }] } },
  ],
  'crossNamespace.policy': ['Allow', { crossNamespace: { policy: 'Warn' } }],
  'crossNamespace.allow': [[{ from: 'a', to: 'b' }], { crossNamespace: {} }],
  'crossNamespace.allowedNamespaces': [['a'], { crossNamespace: {} }],
  dropLabels: [['x'], { dropLabels: ['argocd.argoproj.io/*'] }],
  deletionProtection: [false, { deletionProtection: true }],
  'limits.objects': [11, { limits: { objects: 10 } }],
  'limits.bytesPerSecret': [11, { limits: { bytesPerSecret: 10 } }],
  'limits.bytes': [11, { limits: { bytes: 10 } }],
  luaTimeLimit: [11, { luaTimeLimit: 10 }],
  luaMemoryLimit: [1025, { luaMemoryLimit: 1024 }],
};

const CHOOSES = 'chooses among what is in the input; outputs, maxWithdrawals and the Roll bound what comes of it';
const LOOK = 'says what outputs look like, not who receives them';
/** Why a field, or all that are below it, needs no floor. */
const FREE: Record<string, string> = {
  format: LOOK,
  dataKeys: LOOK,
  managedBy: LOOK,
  template: 'settings of what registers a cluster; what Rollcall decides overrides them',
  clusterNamespaces: CHOOSES,
  publishFrom: CHOOSES,
  capiClusters: CHOOSES,
  argocdNamespace: 'outputs.namespaces of the policy bounds it',
  clusterName: LOOK,
  project: 'Argo CD decides what a project may do',
  controllerShard: LOOK,
  shard: 'all shards together make what one render makes, and each checks all of it',
  namespaces: 'without it Argo CD manages all of them',
  clusterResources: 'without namespaces Argo CD manages all resources',
  labelsFromProperties: LOOK,
  awsAuth: 'no credential is rendered; the cloud decides what the identity may do',
  unlabelledClusters: CHOOSES,
  clusterManager: LOOK,
  clusterProfileVersion: LOOK,
  displayNameAnnotation: LOOK,
  profileLabels: LOOK,
  profileProperties: LOOK,
  consumers:
    'rules only take away from what every consumer receives without them; wire-consumers grants nothing without a rule',
  workloadIdentity: 'no credential is rendered; the cloud decides what the identity may do',
  emitStores: 'what is made can read no more than its namespace receives already',
  externalSecrets: 'External Secrets Operator decides what a store may be used for',
  emitClusterProfiles: CHOOSES,
  eventTriggers: CHOOSES,
  updateSelected: CHOOSES,
  bindingNamespaces: CHOOSES,
  reservedClaimSuffixes: CHOOSES,
  maxCustomClaims: CHOOSES,
  'openClusterManagement.managedServiceAccount': CHOOSES,
  implicitSets: 'the default is the setting that allows most',
  now: 'without it nothing is checked; the option --now overrides it',
  inputs: 'files outside the folder need an option of the command line',
  spokes: 'files outside the folder are refused',
  'clusterProxy.caFrom': 'both authorities are those of the hub’s own proxy',
  'execPlugins.timeout': 'the clock of the whole render bounds it',
  'execPlugins.concurrency': 'the schema bounds it',
};

/** The fields of a spec; a list, and a map with free keys, is one. */
function listFields(schema: object, path: readonly string[] = []): string[] {
  const names = fieldNames(schemaAt(schema, path));
  return names.length === 0 ? [path.join('.')] : names.flatMap((name) => listFields(schema, [...path, name]));
}

const fields = [...new Set(functions.flatMap(({ schema }) => listFields(schema)))];
const isBelow = (field: string, prefix: string) => field === prefix || field.startsWith(`${prefix}.`);

test.each(fields)('%s has a floor, or a reason why it needs none', (field) => {
  const entries = [
    ...Object.keys(FLOORS).filter((one) => one === field),
    ...Object.keys(FREE).filter((one) => isBelow(field, one)),
  ];
  expect(entries).toHaveLength(1);
});

test('neither list names a field that is not there', () => {
  const unknown = [...Object.keys(FLOORS), ...Object.keys(FREE)].filter(
    (one) => !fields.some((field) => isBelow(field, one)),
  );
  expect(unknown).toEqual([]);
});

/** What comes of a spec under a policy: the fields that are told to be below it, or the whole spec that runs. */
function under(field: string, policy: JsonObject, loose?: Json) {
  const chosen = functions.find(({ schema }) => schemaAt(schema, field.split('.')) !== undefined);
  if (chosen === undefined) throw new Error(`no function has ${field}`);
  const spec: JsonObject = {};
  if (loose !== undefined) setAt(spec, field.split('.'), loose);
  const reading = readPolicy({ apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: policy }, 'policy.yaml');
  if ('findings' in reading) throw new Error(reading.findings.map(({ problem }) => problem).join('\n'));
  const applied = applyPolicy(reading.policy, chosen, spec, {}, 'spec');
  const told = applied.findings.map(({ code, field: at = '' }) => `${code} ${at}`);
  const checked = chosen.configure(structuredClone(applied.spec));
  return { told: 'errors' in checked ? [...told, 'a wrong spec'] : told, spec: applied.spec };
}

describe.each(Object.entries(FLOORS))('%s', (field, [loose, policy]) => {
  test('a configuration cannot go below the policy', () => {
    const { told } = under(field, policy, loose);
    expect(told).toEqual([expect.stringContaining(`RC423 spec.${field}`)]);
  });

  test('it may without a policy, and need not say anything with one', () => {
    expect(under(field, {}, loose).told).toEqual([]);
    const { told, spec } = under(field, policy);
    expect(told).toEqual([]);
    // What the policy fills in is something that it allows.
    expect(under(field, policy, valueAt(spec, field)).told).toEqual([]);
  });
});

function valueAt(spec: unknown, field: string): Json | undefined {
  let at: unknown = spec;
  for (const key of field.split('.')) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  const value: Json | undefined = at === undefined ? undefined : JSON.parse(JSON.stringify(at));
  return value;
}

test.each<[string, string, JsonObject, Json | undefined, unknown]>([
  [
    'labels to drop are added to the default',
    'dropLabels',
    { dropLabels: ['x/*'] },
    undefined,
    expect.arrayContaining(['x/*', 'argocd.argoproj.io/*']),
  ],
  ['a longer pattern covers a shorter one', 'dropLabels', { dropLabels: ['x/y'] }, ['x/*'], ['x/*']],
  ['a smaller limit replaces the default', 'luaMemoryLimit', { luaMemoryLimit: 64 }, undefined, 64],
  ['a larger one does not', 'luaMemoryLimit', { luaMemoryLimit: 4096 }, undefined, undefined],
  ['a longer warning replaces the default', 'expiryWarning', { expiryWarning: '30d' }, undefined, '30d'],
  ['a weaker setting does not', 'missingCredentials', { missingCredentials: 'Skip' }, undefined, undefined],
  [
    'a severity may be raised',
    'severity',
    { lowerSeverity: [] },
    { RC313: { level: 'Error', reason: 'x' } },
    expect.anything(),
  ],
  [
    'and lowered where the policy says so',
    'severity',
    { lowerSeverity: ['RC313'] },
    { RC313: { level: 'Off', reason: 'x' } },
    expect.anything(),
  ],
])('%s', (_what, field, policy, given, want) => {
  const { told, spec } = under(field, policy, given);
  expect(told).toEqual([]);
  expect(valueAt(spec, field)).toEqual(want);
});
