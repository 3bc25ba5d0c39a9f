import { functions } from '../../functions';
import { configure } from '../../src/config/configure';
import type { Json, JsonObject } from '../../src/krm/json';
import { only, told } from '../support/objects';

const RENDER: JsonObject = {
  apiVersion: 'rollcall.dev/v1alpha1',
  kind: 'RenderInventory',
  metadata: { name: 'fleet' },
};
const CONFIG_MAP: JsonObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'function-input' } };

const named = (name: string) => functions.find((one) => one.name === name);

interface Accepted {
  readonly rule: string;
  readonly given: Json | undefined;
  readonly asked?: string;
  /** The owner, which names the function. */
  readonly want: string;
}

const accepted: Accepted[] = [
  { rule: 'no functionConfig: render-inventory, default', given: undefined, want: 'render-inventory/default' },
  { rule: 'null is none', given: null, want: 'render-inventory/default' },
  { rule: 'none, and a FUNCTION', given: undefined, asked: 'publish-credentials', want: 'publish-credentials/default' },
  { rule: 'the kind picks the function, the name the owner', given: RENDER, want: 'render-inventory/fleet' },
  {
    rule: 'the kind PublishCredentials',
    given: { ...RENDER, kind: 'PublishCredentials' },
    want: 'publish-credentials/fleet',
  },
  {
    rule: 'the kind RegisterSveltosClusters',
    given: { ...RENDER, kind: 'RegisterSveltosClusters', spec: {} },
    want: 'register-sveltos-clusters/fleet',
  },
  {
    rule: 'a FUNCTION and a functionConfig of its kind',
    given: RENDER,
    asked: 'render-inventory',
    want: 'render-inventory/fleet',
  },
  { rule: 'spec: null is an empty spec', given: { ...RENDER, spec: null }, want: 'render-inventory/fleet' },
  { rule: 'without a name: default', given: { ...RENDER, metadata: {} }, want: 'render-inventory/default' },
  {
    rule: 'without metadata: default',
    given: { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory' },
    want: 'render-inventory/default',
  },

  {
    rule: 'a ConfigMap: render-inventory; kpt’s name function-input tells nothing',
    given: CONFIG_MAP,
    want: 'render-inventory/default',
  },
  {
    rule: 'a ConfigMap, and a FUNCTION',
    given: CONFIG_MAP,
    asked: 'publish-credentials',
    want: 'publish-credentials/default',
  },
  {
    rule: 'kpt’s function-input: the ConfigMap’s key name',
    given: { ...CONFIG_MAP, data: { name: 'fleet' } },
    want: 'render-inventory/fleet',
  },
  {
    rule: 'kpt’s function-input with an empty key name: default',
    given: { ...CONFIG_MAP, data: { name: '' } },
    want: 'render-inventory/default',
  },
  {
    rule: 'a ConfigMap without a name: its key name',
    given: { ...CONFIG_MAP, metadata: {}, data: { name: 'fleet' } },
    want: 'render-inventory/fleet',
  },
  {
    rule: 'a ConfigMap with a name of its own',
    given: { ...CONFIG_MAP, metadata: { name: 'mine' } },
    want: 'render-inventory/mine',
  },
  { rule: 'a ConfigMap whose data is null', given: { ...CONFIG_MAP, data: null }, want: 'render-inventory/default' },
  {
    rule: 'a functionConfig of a kind of ours named function-input keeps its name',
    given: { ...RENDER, metadata: { name: 'function-input' } },
    want: 'render-inventory/function-input',
  },
];

describe('which function runs, in whose name', () => {
  test.each(accepted)('$rule', ({ given, asked, want }) => {
    const reading = configure(given, asked === undefined ? undefined : named(asked));
    expect('findings' in reading ? told(reading.findings) : reading.configuration.owner).toBe(want);
    expect('findings' in reading || reading.configuration.function.name).toBe(want.split('/')[0]);
  });
});

const SHARED = { allowEmpty: false, takeOverFrom: [] };

describe('what every configuration has', () => {
  test.each([
    { rule: 'defaults, from nothing', given: undefined, want: SHARED },
    { rule: 'defaults, from an empty spec', given: { ...RENDER, spec: {} }, want: SHARED },
    {
      rule: 'what the spec says',
      given: { ...RENDER, spec: { allowEmpty: true, takeOverFrom: ['publish-credentials/old'] } },
      want: { allowEmpty: true, takeOverFrom: ['publish-credentials/old'] },
    },
    {
      rule: 'what a ConfigMap says',
      given: { ...CONFIG_MAP, data: { allowEmpty: 'true', takeOverFrom: 'a/b,c/d' } },
      want: { allowEmpty: true, takeOverFrom: ['a/b', 'c/d'] },
    },
  ])('$rule', ({ given, want }) => {
    const reading = configure(given);
    expect('configuration' in reading && reading.configuration.configured.shared).toMatchObject(want);
  });

  test('the defaults, all of them', () => {
    const reading = configure({ ...RENDER, spec: {} });
    expect('configuration' in reading && reading.configuration.configured.shared).toEqual({
      format: ['Sveltos', 'SveltosController'],
      clusterManager: 'cluster-api',
      clusterProfileVersion: 'v1alpha1',
      profileLabels: [],
      profileProperties: [],
      emitStores: false,
      workloadIdentity: [],
      sameClusterSetOnly: false,
      externalSecrets: { objects: 'ClusterExternalSecret', refreshInterval: '1h0m0s' },
      dropLabels: [
        'app.kubernetes.io/instance',
        'app.kubernetes.io/managed-by',
        'argocd.argoproj.io/*',
        'applyset.kubernetes.io/*',
        'kustomize.toolkit.fluxcd.io/*',
        'helm.toolkit.fluxcd.io/*',
        'objectset.rio.cattle.io/*',
        'projectsveltos.io/k8s-version',
      ],
      managedBy: 'rollcall',
      limits: { bytesPerSecret: 1_048_576 },
      publishFrom: ['CAPICluster', 'ManagedCluster'],
      capiClusters: 'Register',
      implicitSets: true,
      spokes: [],
      reservedClaimSuffixes: [],
      maxCustomClaims: 20,
      clusterProxy: { caFrom: 'ServingCert' },
      emitClusterProfiles: false,
      labelKeys: {
        profileName: 'clusterprofile-name',
        profileNamespace: 'clusterprofile-namespace',
        clusterSet: 'clusterset.k8s.io',
        namespaceClusterSet: 'clusterset.multicluster.x-k8s.io',
        consumer: 'x-k8s.io/cluster-inventory-consumer',
      },
      missingCredentials: 'Auto',
      kubeconfigPolicy: {
        execPlugin: 'Deny',
        authProvider: 'Deny',
        filePath: 'Deny',
        unprotectedToken: 'Deny',
        insecureTLS: 'Warn',
        plainHTTP: 'Warn',
        currentContext: 'Warn',
        multipleContexts: 'Warn',
      },
      expiryWarning: '7d',
      execPlugins: { timeout: '30s', concurrency: 8 },
      openClusterManagement: { trustedServers: [] },
      crossNamespace: { policy: 'Warn', allowedNamespaces: [], allow: [] },
      profileNamespaces: { policy: 'Warn', allow: [] },
      roll: 'Check',
      maxDepartures: '10%',
      severity: {},
      onClusterError: 'Stop',
      deletionProtection: false,
      allowEmpty: false,
      takeOverFrom: [],
    });
  });

  test('one label key of one’s own leaves the others', () => {
    const reading = configure({ ...RENDER, spec: { labelKeys: { consumer: 'example.com/consumer' } } });
    expect('configuration' in reading && reading.configuration.configured.shared).toMatchObject({
      labelKeys: { profileName: 'clusterprofile-name', consumer: 'example.com/consumer' },
    });
  });

  test('the functionConfig is not changed: hosts get it back as it came', () => {
    const given = { ...RENDER, spec: { labelKeys: {} } };
    configure(given);
    expect(given).toEqual({ ...RENDER, spec: { labelKeys: {} } });
  });
});

interface Refused {
  readonly rule: string;
  readonly given: Json;
  readonly asked?: string;
  readonly want: string[];
  /** What the one sentence must say. */
  readonly says?: string;
}

const spec = (fields: JsonObject): JsonObject => ({ ...RENDER, spec: fields });
const data = (fields: JsonObject): JsonObject => ({ ...CONFIG_MAP, data: fields });
const AT = 'RenderInventory fleet';

const refused: Refused[] = [
  {
    rule: 'a metadata field that is misspelt: the owner would be another',
    given: { ...RENDER, metadata: { nmae: 'fleet' } },
    want: ['error RC206 RenderInventory metadata.nmae'],
    says: 'name',
  },
  { rule: 'a functionConfig that is a list', given: [], want: ['error RC201 functionConfig'], says: 'a list' },
  { rule: 'a functionConfig that is a text', given: 'x', want: ['error RC201 functionConfig'], says: 'a string' },
  {
    rule: 'a foreign apiVersion',
    given: { ...RENDER, apiVersion: 'fn.kpt.dev/v1alpha1' },
    want: [`error RC202 ${AT}`],
    says: 'the kind RenderInventory and the apiVersion fn.kpt.dev/v1alpha1',
  },
  {
    rule: 'a foreign core kind',
    given: { ...CONFIG_MAP, kind: 'Secret' },
    want: ['error RC202 Secret function-input'],
  },
  {
    rule: 'a ConfigMap of another group',
    given: { ...CONFIG_MAP, apiVersion: 'rollcall.dev/v1' },
    want: ['error RC203 ConfigMap function-input'],
  },
  {
    rule: 'without apiVersion',
    given: { kind: 'RenderInventory' },
    want: ['error RC202 RenderInventory'],
    says: '(no apiVersion)',
  },
  {
    rule: 'an empty map',
    given: {},
    want: ['error RC202'],
    says: 'the kind (no kind) and the apiVersion (no apiVersion)',
  },
  {
    rule: 'a version of ours that is not known',
    given: { ...RENDER, apiVersion: 'rollcall.dev/v1' },
    want: [`error RC203 ${AT}`],
    says: 'rollcall.dev/v1,',
  },
  {
    rule: 'an unknown kind, with the nearest one',
    given: { ...RENDER, kind: 'RenderInventroy' },
    want: ['error RC204 RenderInventroy fleet'],
    says: 'RenderInventory',
  },
  { rule: 'without a kind', given: { apiVersion: 'rollcall.dev/v1alpha1' }, want: ['error RC204'], says: '(none)' },
  {
    rule: 'a FUNCTION and a functionConfig of another kind',
    given: RENDER,
    asked: 'publish-credentials',
    want: [`error RC205 ${AT}`],
    says: 'publish-credentials',
  },

  {
    rule: 'a misspelt field, with the nearest one',
    given: spec({ lableKeys: {} }),
    want: [`error RC206 ${AT} spec.lableKeys`],
    says: 'labelKeys',
  },
  {
    rule: 'a misspelt field inside a field, with the nearest one there',
    given: spec({ labelKeys: { consumers: 'x' } }),
    want: [`error RC206 ${AT} spec.labelKeys.consumers`],
    says: 'Did you mean consumer?',
  },
  {
    rule: 'a misspelt field of the SveltosCluster',
    given: spec({ template: { spec: { pause: true } } }),
    want: [`error RC206 ${AT} spec.template.spec.pause`],
    says: 'paused',
  },
  {
    rule: 'a field that is like no other names none',
    given: spec({ replicas: 1 }),
    want: [`error RC206 ${AT} spec.replicas`],
  },
  {
    rule: 'a field of another function',
    given: { ...RENDER, kind: 'RegisterSveltosClusters', spec: { dataKeys: ['config'] } },
    want: ['error RC206 RegisterSveltosClusters fleet spec.dataKeys'],
  },
  {
    rule: 'what Rollcall decides cannot be set',
    given: spec({ template: { spec: { kubeconfigName: 'x', kubeconfigKeyName: 'y', workloadIdentity: {} } } }),
    want: [
      `error RC206 ${AT} spec.template.spec.kubeconfigKeyName`,
      `error RC206 ${AT} spec.template.spec.kubeconfigName`,
      `error RC206 ${AT} spec.template.spec.workloadIdentity`,
    ],
  },
  {
    rule: 'a field beside spec, with the nearest one',
    given: { ...RENDER, spce: {} },
    want: [`error RC206 ${AT} spce`],
    says: 'spec',
  },
  {
    rule: 'fields that stand beside spec and not in it',
    given: { ...RENDER, data: { format: 'Sveltos' }, allowEmpty: true },
    want: [`error RC206 ${AT} allowEmpty`, `error RC206 ${AT} data`],
  },

  {
    rule: 'a wrong type: what was expected and what was found',
    given: spec({ allowEmpty: 'true' }),
    want: [`error RC207 ${AT} spec.allowEmpty`],
    says: 'true or false, but it is a string',
  },
  {
    rule: 'spec is a list',
    given: { ...RENDER, spec: [] },
    want: [`error RC207 ${AT} spec`],
    says: 'a map, but it is a list',
  },
  {
    rule: 'a list that is a text',
    given: spec({ clusterNamespaces: 'mgmt' }),
    want: [`error RC207 ${AT} spec.clusterNamespaces`],
    says: 'a list, but it is a string',
  },
  {
    rule: 'an entry of a list',
    given: spec({ clusterNamespaces: ['mgmt', 1] }),
    want: [`error RC207 ${AT} spec.clusterNamespaces[1]`],
    says: 'a string, but it is a number',
  },
  {
    rule: 'a word that is not one of a few',
    given: spec({ missingCredentials: 'auto' }),
    want: [`error RC207 ${AT} spec.missingCredentials`],
    says: 'one of Auto, Skip, Error, but it is "auto"',
  },
  {
    rule: 'a label of the template that is no text',
    given: spec({ template: { metadata: { labels: { 'app.kubernetes.io/part-of': true } } } }),
    want: [`error RC207 ${AT} spec.template.metadata.labels["app.kubernetes.io/part-of"]`],
    says: 'a string, but it is a boolean',
  },
  {
    rule: 'an empty list of data keys',
    given: spec({ dataKeys: [] }),
    want: [`error RC207 ${AT} spec.dataKeys`],
  },
  {
    rule: 'an empty label key',
    given: spec({ labelKeys: { consumer: '' } }),
    want: [`error RC207 ${AT} spec.labelKeys.consumer`],
  },
  {
    rule: 'a field that is required inside another',
    given: spec({ template: { spec: { activeWindow: { from: 'x' } } } }),
    want: [`error RC208 ${AT} spec.template.spec.activeWindow.to`],
  },
  {
    rule: 'a name that is no text: it would be the owner’s',
    given: { ...RENDER, metadata: { name: 12 } },
    want: ['error RC207 RenderInventory metadata.name'],
    says: 'a string (in quotes), but it is a number',
  },
  {
    rule: 'two formats of one sort',
    given: spec({ format: ['SveltosController', 'SveltosEvents'] }),
    want: [`error RC207 ${AT} spec.format`],
    says: 'at most one of each sort',
  },
  {
    rule: 'a data key twice',
    given: spec({ dataKeys: ['config', 'config'] }),
    want: [`error RC207 ${AT} spec.dataKeys`],
  },
  {
    rule: 'every wrong field is told at once',
    given: { ...spec({ allowEmpty: 1, lableKeys: {}, takeOverFrom: [''] }), spce: 1 },
    want: [
      `error RC206 ${AT} spce`,
      `error RC206 ${AT} spec.lableKeys`,
      `error RC207 ${AT} spec.allowEmpty`,
      `error RC207 ${AT} spec.takeOverFrom[0]`,
    ],
  },

  {
    rule: 'ConfigMap: an unknown key',
    given: data({ lableKeys: 'x' }),
    want: ['error RC206 ConfigMap function-input data["lableKeys"]'],
  },
  {
    rule: 'ConfigMap: keys are those of the FUNCTION that is asked for',
    given: data({ dataKeys: 'config' }),
    asked: 'register-sveltos-clusters',
    want: ['error RC206 ConfigMap function-input data["dataKeys"]'],
  },
  {
    rule: 'ConfigMap: values are strings',
    given: data({ allowEmpty: true, managedBy: 'me' }),
    want: ['error RC207 ConfigMap function-input data["allowEmpty"]'],
    says: 'a boolean',
  },
  {
    rule: 'ConfigMap: data is a map',
    given: { ...CONFIG_MAP, data: ['allowEmpty'] },
    want: ['error RC207 ConfigMap function-input data'],
    says: 'The field data must be a map, but it is a list',
  },
  {
    rule: 'ConfigMap: a word that is not one of a few',
    given: data({ missingCredentials: 'auto' }),
    want: ['error RC207 ConfigMap function-input data.missingCredentials'],
  },
];

describe('what is refused', () => {
  test.each(refused)('$rule', ({ given, asked, want, says }) => {
    const reading = configure(given, asked === undefined ? undefined : named(asked));
    const findings = 'findings' in reading ? reading.findings : [];
    expect(told(findings)).toEqual(want);
    if (says !== undefined) expect(only(findings).problem).toContain(says);
  });

  test('a field that is like no other is said to be unknown, and no more', () => {
    const reading = configure(spec({ replicas: 1 }));
    expect('findings' in reading && only(reading.findings).problem).toBe('The field spec.replicas is unknown.');
  });
});

describe('where the functionConfig stands', () => {
  const wrong = spec({ x: 1 });
  const metadata = {
    name: 'fleet',
    annotations: { 'config.kubernetes.io/path': 'fn.yaml', 'config.kubernetes.io/index': '2' },
  };

  test.each([
    {
      rule: 'its own annotations tell',
      given: { ...wrong, metadata },
      file: undefined,
      want: { path: 'fn.yaml', index: 2 },
    },
    {
      rule: 'the host that read it knows better',
      given: { ...wrong, metadata },
      file: { path: 'rollcall.yaml', index: 0 },
      want: { path: 'rollcall.yaml', index: 0 },
    },
    { rule: 'nobody tells', given: wrong, file: undefined, want: undefined },
  ])('$rule', ({ given, file, want }) => {
    const reading = configure(given, undefined, file);
    expect('findings' in reading && only(reading.findings).file).toEqual(want);
  });
});

test('an unknown field that is one of other kinds is told so', () => {
  const consumers = [{ match: 'kueue', access: {} }];
  const problemsOf = (kind: string, spec: JsonObject) => {
    const reading = configure({ ...RENDER, kind, spec });
    return 'findings' in reading ? reading.findings.map(({ problem }) => problem) : [];
  };
  expect(problemsOf('RenderInventory', { consumers })).toEqual([
    'The field spec.consumers[0].access is unknown here. It is a field of WireConsumers.',
  ]);
  expect(problemsOf('WireConsumers', { consumers, argocdNamespace: 'argocd' })).toEqual([
    'The field spec.argocdNamespace is unknown here. It is a field of RegisterArgoCDClusters.',
  ]);
  expect(problemsOf('WireConsumers', { consumers, nowhere: 1 })).toEqual(['The field spec.nowhere is unknown.']);
});
