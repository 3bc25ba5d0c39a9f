import { providersOf } from '../../../src/api/cluster-profile';
import type { Provider } from '../../../src/api/provider-file';
import { type PluginCall, planCall, planRun } from '../../../src/inventory/credentials/exec-plugin';
import { readCluster } from '../../../src/inventory/credentials/reachable-cluster';
import type { Json, JsonObject } from '../../../src/krm/json';
import { FAKE_MATERIAL, fleetOf, only, profile, sentence, told } from '../../support/objects';

const EXEC = 'client.authentication.k8s.io/exec';
const ARGS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-args';
const ENVS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs';

const extend = (name: string, extension: Json): JsonObject => ({ name, extension });

/** How the provider `gcp` is called for a profile whose access provider has these fields in its `cluster`. */
function plan(provider: Provider, fields: JsonObject | null, name = 'alpha', field = 'accessProviders') {
  const fleet = fleetOf(
    profile(name, { status: { [field]: [{ name: 'gcp', cluster: { server: 'https://x.example', ...fields } }] } }),
  );
  const found = only(fleet.profiles);
  const offered = only(providersOf(found.object));
  const cluster = readCluster(found, offered);
  if ('findings' in cluster) throw new Error(told(cluster.findings).join('\n'));
  return planCall(found, offered, provider, cluster);
}

function callOf(planned: ReturnType<typeof planCall>): PluginCall {
  if ('findings' in planned) throw new Error(told(planned.findings).join('\n'));
  return planned.call;
}

/** The environment but for KUBERNETES_EXEC_INFO, in its order. */
function environmentOf({ environment }: PluginCall): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    name === 'KUBERNETES_EXEC_INFO' ? [] : [`${name}=${value}`],
  );
}

type ArgsPolicy = NonNullable<Provider['profileSourcedCLIArgsPolicy']>;
type EnvsPolicy = NonNullable<Provider['profileSourcedEnvVarsPolicy']>;

const args: {
  rule: string;
  policy?: ArgsPolicy;
  own?: string[] | null;
  extensions: JsonObject[];
  want: string[];
}[] = [
  {
    rule: 'Append: the profile’s follow the provider’s own',
    policy: 'Append',
    own: ['token', '--quiet'],
    extensions: [extend(ARGS, ['--cluster', '--alpha'])],
    want: ['token', '--quiet', '--cluster', '--alpha'],
  },
  {
    rule: 'Append: one that stands in both stands twice',
    policy: 'Append',
    own: ['-v'],
    extensions: [extend(ARGS, ['-v'])],
    want: ['-v', '-v'],
  },
  {
    rule: 'Append: nothing is split, expanded or left out',
    policy: 'Append',
    own: null,
    extensions: [extend(ARGS, ['a b', '$HOME', '*'])],
    want: ['a b', '$HOME', '*'],
  },
  {
    rule: 'Append: an empty list adds nothing',
    policy: 'Append',
    own: ['token'],
    extensions: [extend(ARGS, [])],
    want: ['token'],
  },
  {
    rule: 'Append: null adds nothing',
    policy: 'Append',
    own: ['token'],
    extensions: [extend(ARGS, null)],
    want: ['token'],
  },
  { rule: 'Append: no extension adds nothing', policy: 'Append', own: ['token'], extensions: [], want: ['token'] },
  {
    rule: 'Append: an extension of another name adds nothing',
    policy: 'Append',
    own: ['token'],
    extensions: [extend(`${ARGS}x`, ['x']), extend(ENVS, { A: 'x' }), extend(EXEC, ['x'])],
    want: ['token'],
  },
  {
    rule: 'Append: several extensions are appended one after the other, in the order in which they stand',
    policy: 'Append',
    own: ['token'],
    extensions: [
      extend(ARGS, ['--b', '-1']),
      extend(EXEC, ['x']),
      extend(ARGS, null),
      extend(ARGS, ['--a', '-2']),
      extend(ARGS, ['--b', '-3']),
    ],
    want: ['token', '--b', '-1', '--a', '-2', '--b', '-3'],
  },
  { rule: 'Ignore', policy: 'Ignore', own: ['token'], extensions: [extend(ARGS, ['x'])], want: ['token'] },
  { rule: 'empty is Ignore', policy: '', own: ['token'], extensions: [extend(ARGS, ['x'])], want: ['token'] },
  { rule: 'absent is Ignore', own: ['token'], extensions: [extend(ARGS, ['x'])], want: ['token'] },
  {
    rule: 'Ignore does not even read what would be wrong, as the controller does not',
    policy: 'Ignore',
    own: ['token'],
    extensions: [extend(ARGS, { not: 'a list' })],
    want: ['token'],
  },
  { rule: 'no arguments at all', extensions: [], want: [] },
];

describe('profileSourcedCLIArgsPolicy', () => {
  test.each(args)('$rule', ({ policy, own, extensions, want }) => {
    const provider: Provider = {
      name: 'gcp',
      execConfig: { command: 'plugin', ...(own === undefined ? {} : { args: own }) },
      ...(policy === undefined ? {} : { profileSourcedCLIArgsPolicy: policy }),
      profileSourcedCLIArgPrefixes: ['-', 'a ', '$', '*'],
    };
    expect(callOf(plan(provider, { extensions })).args).toEqual(want);
  });
});

const envs: {
  rule: string;
  policy?: EnvsPolicy;
  own?: { name: string; value: string }[] | null;
  extensions: JsonObject[];
  want: string[];
}[] = [
  {
    rule: 'AppendIfNotExists: where both name one, the file wins',
    policy: 'AppendIfNotExists',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: 'profile', B: 'profile' })],
    want: ['A=file', 'B=profile'],
  },
  {
    rule: 'AppendIfNotExists: an empty value of the file is there, and wins',
    policy: 'AppendIfNotExists',
    own: [{ name: 'A', value: '' }],
    extensions: [extend(ENVS, { A: 'profile' })],
    want: ['A='],
  },
  {
    rule: 'Replace: where both name one, the profile wins',
    policy: 'Replace',
    own: [
      { name: 'A', value: 'file' },
      { name: 'C', value: 'file' },
    ],
    extensions: [extend(ENVS, { A: 'profile', B: 'profile' })],
    want: ['A=profile', 'B=profile', 'C=file'],
  },
  {
    rule: 'Replace: an empty value of the profile is there, and wins',
    policy: 'Replace',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: '' })],
    want: ['A='],
  },
  {
    rule: 'Ignore',
    policy: 'Ignore',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: 'profile', B: 'profile' })],
    want: ['A=file'],
  },
  {
    rule: 'empty is Ignore',
    policy: '',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: 'profile', B: 'profile' })],
    want: ['A=file'],
  },
  {
    rule: 'absent is Ignore',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: 'profile', B: 'profile' })],
    want: ['A=file'],
  },
  {
    rule: 'Ignore does not even read what would be wrong, as the controller does not',
    policy: 'Ignore',
    extensions: [extend(ENVS, ['not', 'a', 'map'])],
    want: [],
  },
  {
    rule: 'the order is that of the names (the controller’s is that of a Go map, which is none)',
    policy: 'Replace',
    own: [
      { name: 'Z', value: '1' },
      { name: 'a', value: '2' },
    ],
    extensions: [extend(ENVS, { M: '3', B: '4' })],
    want: ['B=4', 'M=3', 'Z=1', 'a=2'],
  },
  {
    rule: 'one that stands twice in the file: the last, as Go’s processes have it',
    own: [
      { name: 'A', value: 'first' },
      { name: 'A', value: 'last' },
    ],
    extensions: [],
    want: ['A=last'],
  },
  {
    rule: 'null in the profile adds nothing (the controller panics there when the file has a variable)',
    policy: 'AppendIfNotExists',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, null)],
    want: ['A=file'],
  },
  {
    rule: 'of several extensions the later counts where both name a variable, and null is none of them',
    policy: 'AppendIfNotExists',
    own: [{ name: 'A', value: 'file' }],
    extensions: [extend(ENVS, { A: '1', B: '1', C: '1' }), extend(ENVS, null), extend(ENVS, { B: '2' })],
    want: ['A=file', 'B=2', 'C=1'],
  },
  { rule: 'an empty map adds nothing', policy: 'Replace', own: null, extensions: [extend(ENVS, {})], want: [] },
  {
    rule: 'names that JavaScript has its own use for are names',
    policy: 'Replace',
    own: [{ name: 'constructor', value: 'file' }],
    extensions: [extend(ENVS, { toString: 'profile' })],
    want: ['constructor=file', 'toString=profile'],
  },
];

describe('profileSourcedEnvVarsPolicy', () => {
  test.each(envs)('$rule', ({ policy, own, extensions, want }) => {
    const provider: Provider = {
      name: 'gcp',
      execConfig: { command: 'plugin', ...(own === undefined ? {} : { env: own }) },
      ...(policy === undefined ? {} : { profileSourcedEnvVarsPolicy: policy }),
      profileSourcedEnvVarNames: ['A', 'B', 'C', 'M', 'toString'],
    };
    expect(environmentOf(callOf(plan(provider, { extensions })))).toEqual(want);
  });

  test('a variable named __proto__ is one like any other', () => {
    const provider: Provider = {
      name: 'gcp',
      execConfig: { command: 'plugin', env: [{ name: '__proto__', value: 'x' }] },
      profileSourcedEnvVarsPolicy: 'Replace',
    };
    expect(environmentOf(callOf(plan(provider, null)))).toEqual(['__proto__=x']);
  });

  test('what the provider says of KUBERNETES_EXEC_INFO counts over ours: the controller appends it last', () => {
    const provider: Provider = {
      name: 'gcp',
      execConfig: { command: 'plugin', env: [{ name: 'KUBERNETES_EXEC_INFO', value: 'mine' }] },
    };
    expect(callOf(plan(provider, null)).environment).toEqual({ KUBERNETES_EXEC_INFO: 'mine' });
  });
});

const MERGING: Provider = {
  name: 'gcp',
  execConfig: { command: 'plugin', args: ['token'], env: [{ name: 'SHARED', value: 'file' }] },
  profileSourcedCLIArgsPolicy: 'Append',
  profileSourcedCLIArgPrefixes: ['--'],
  profileSourcedEnvVarsPolicy: 'Replace',
  profileSourcedEnvVarNames: ['SHARED', 'NORTH', 'SOUTH'],
};

describe('one provider for several profiles (upstream’s arguments pile up, and its environment leaks)', () => {
  const clusters: Record<string, JsonObject> = {
    north: {
      server: 'https://north.example',
      extensions: [
        extend(ARGS, ['--north']),
        extend(ENVS, { SHARED: 'north', NORTH: '1' }),
        extend(EXEC, { of: 'north' }),
      ],
    },
    south: { server: 'https://south.example', extensions: [extend(ARGS, ['--south']), extend(ENVS, { SOUTH: '1' })] },
    west: { server: 'https://west.example' },
  };
  const want: Record<string, { args: string[]; environment: string[] }> = {
    north: { args: ['token', '--north'], environment: ['NORTH=1', 'SHARED=north'] },
    south: { args: ['token', '--south'], environment: ['SHARED=file', 'SOUTH=1'] },
    west: { args: ['token'], environment: ['SHARED=file'] },
  };
  const orders = [
    ['north', 'south', 'west'],
    ['west', 'south', 'north'],
    ['south', 'north', 'north', 'west', 'south'],
  ];

  test.each(orders.map((order) => ({ order })))('in the order $order', ({ order }) => {
    const before = structuredClone(MERGING);
    for (const name of order) {
      const call = callOf(plan(MERGING, clusters[name] ?? null, name));
      expect({ args: call.args, environment: environmentOf(call) }).toEqual(want[name]);
      const others = Object.keys(clusters).filter((other) => other !== name);
      for (const other of others) expect(JSON.stringify(call)).not.toContain(other);
    }
    expect(MERGING).toEqual(before);
  });
});

const wrong: { rule: string; extensions: JsonObject[]; want: string[]; says: string }[] = [
  {
    rule: 'arguments that are a map',
    extensions: [extend(ARGS, { a: FAKE_MATERIAL })],
    want: ['RC382'],
    says: 'a map',
  },
  {
    rule: 'arguments that are one string',
    extensions: [extend(ARGS, FAKE_MATERIAL)],
    want: ['RC382'],
    says: 'a string',
  },
  { rule: 'arguments that are false', extensions: [extend(ARGS, false)], want: ['RC382'], says: 'a boolean' },
  {
    rule: 'a number among the arguments (the controller’s YAML reader makes a string of it)',
    extensions: [extend(ARGS, [FAKE_MATERIAL, 1])],
    want: ['RC382'],
    says: 'a number in it',
  },
  {
    rule: 'null among the arguments',
    extensions: [extend(ARGS, [null])],
    want: ['RC382'],
    says: 'null in it',
  },
  {
    rule: 'a list among the arguments',
    extensions: [extend(ARGS, [[FAKE_MATERIAL]])],
    want: ['RC382'],
    says: 'a list in it',
  },
  {
    rule: 'variables as a list of name and value, which is the provider file’s form',
    extensions: [extend(ENVS, [{ name: 'A', value: FAKE_MATERIAL }])],
    want: ['RC382'],
    says: 'a list',
  },
  { rule: 'variables that are a string', extensions: [extend(ENVS, FAKE_MATERIAL)], want: ['RC382'], says: 'a string' },
  {
    rule: 'a variable that is a number',
    extensions: [extend(ENVS, { A: FAKE_MATERIAL, B: 1 })],
    want: ['RC382'],
    says: 'a number in it',
  },
  {
    rule: 'a variable that is a map',
    extensions: [extend(ENVS, { A: { valueFrom: FAKE_MATERIAL } })],
    want: ['RC382'],
    says: 'a map in it',
  },
  {
    rule: 'a second extension that is no list, behind one that is',
    extensions: [extend(ARGS, ['a']), extend(ARGS, FAKE_MATERIAL)],
    want: ['RC382'],
    says: 'a string',
  },
  {
    rule: 'both, each with its finding',
    extensions: [extend(ARGS, 1), extend(ENVS, 2)],
    want: ['RC382', 'RC382'],
    says: 'a number',
  },
];

describe('extensions of a wrong shape, where a policy reads them', () => {
  test.each(wrong)('$rule', ({ extensions, want, says }) => {
    const planned = plan(MERGING, { extensions });
    const findings = 'findings' in planned ? planned.findings : [];
    const place = 'ClusterProfile default/alpha status.accessProviders';
    expect(told(findings)).toEqual(want.map((code) => `error ${code} ${place}`));
    for (const { problem } of findings) expect(problem).toContain(says);
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  });

  test('each finding names its own extension', () => {
    const planned = plan(MERGING, { extensions: [extend(ENVS, []), extend(ARGS, {})] });
    const problems = 'findings' in planned ? planned.findings.map(({ problem }) => problem).sort() : [];
    expect(problems).toEqual([
      `The extension ${ARGS} of ClusterProfile default/alpha is a map, not a list of strings.`,
      `The extension ${ENVS} of ClusterProfile default/alpha is a list, not a map of strings.`,
    ]);
  });
});

const CA = Buffer.from('a certificate').toString('base64');
const info = (cluster: string) =>
  `{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"cluster":${cluster},"interactive":false}}`;

/** Each text is what Go’s encoding/json writes for client-go’s ExecCredential (invokeExecPlugin), fit for HTML. */
const execInfos: { rule: string; cluster: JsonObject | null; want: string }[] = [
  {
    rule: 'a server alone: config is null, and the empty certificate authority is left out',
    cluster: { server: 'https://a.example' },
    want: info('{"server":"https://a.example","config":null}'),
  },
  {
    rule: 'server, certificate authority and config, in this order',
    cluster: {
      extensions: [extend(EXEC, { clusterName: 'alpha', a: 1 })],
      'certificate-authority-data': CA,
      server: 'https://a.example',
    },
    want: info(
      `{"server":"https://a.example","certificate-authority-data":"${CA}","config":{"clusterName":"alpha","a":1}}`,
    ),
  },
  {
    rule: 'the extension verbatim: a list',
    cluster: { server: 'x', extensions: [extend(EXEC, ['é', null, { b: 1.5 }])] },
    want: info('{"server":"x","config":["é",null,{"b":1.5}]}'),
  },
  {
    rule: 'the extension verbatim: every digit of whole numbers',
    cluster: {
      server: 'x',
      extensions: [extend(EXEC, { n: [9007199254740993n, 2n ** 64n - 1n, -(2n ** 63n), 10n ** 25n + 1n] })],
    },
    want: info(
      '{"server":"x","config":{"n":[9007199254740993,18446744073709551615,-9223372036854775808,10000000000000000000000001]}}',
    ),
  },
  {
    rule: 'the extension verbatim: a string',
    cluster: { server: 'x', extensions: [extend(EXEC, 'plain')] },
    want: info('{"server":"x","config":"plain"}'),
  },
  {
    rule: 'the extension verbatim: false is not null',
    cluster: { server: 'x', extensions: [extend(EXEC, false)] },
    want: info('{"server":"x","config":false}'),
  },
  {
    rule: 'an extension without content',
    cluster: { server: 'x', extensions: [{ name: EXEC }] },
    want: info('{"server":"x","config":null}'),
  },
  {
    rule: 'the first extension of the name counts',
    cluster: { server: 'x', extensions: [extend(ARGS, ['y']), extend(EXEC, { a: 1 }), extend(EXEC, { b: 1 })] },
    want: info('{"server":"x","config":{"a":1}}'),
  },
  {
    rule: '<, > and & are escaped, in the server and wherever the extension holds them',
    cluster: { server: 'https://a.example/?a=1&b=<x>', extensions: [extend(EXEC, { '<k>': ['a&b', '</script>'] })] },
    want: info(
      '{"server":"https://a.example/?a=1\\u0026b=\\u003cx\\u003e","config":{"\\u003ck\\u003e":["a\\u0026b","\\u003c/script\\u003e"]}}',
    ),
  },
  {
    rule: 'so are the line and the paragraph separator; other letters are not',
    cluster: { server: 'x', extensions: [extend(EXEC, { 'é\u2028': 'a\u2029\u0085\u00a0日本😀' })] },
    want: info('{"server":"x","config":{"é\\u2028":"a\\u2029\u0085\u00a0日本😀"}}'),
  },
  {
    rule: 'quotes, backslashes and control characters, as both write them',
    cluster: { server: 'x', extensions: [extend(EXEC, '"\\\n\t\u0001\u001f\u007f')] },
    want: info('{"server":"x","config":"\\"\\\\\\n\\t\\u0001\\u001f\u007f"}'),
  },
  {
    rule: 'the certificate authority without the line breaks that it was written with',
    cluster: { server: 'x', 'certificate-authority-data': `${CA.slice(0, 8)}\r\n${CA.slice(8)}\n` },
    want: info(`{"server":"x","certificate-authority-data":"${CA}","config":null}`),
  },
  {
    rule: 'a certificate authority of line breaks alone is none',
    cluster: { server: 'x', 'certificate-authority-data': '\n\n' },
    want: info('{"server":"x","config":null}'),
  },
  {
    rule: 'of the cluster’s other fields nothing is told, as the controller tells nothing of them',
    cluster: {
      server: 'x',
      'tls-server-name': 'y',
      'insecure-skip-tls-verify': true,
      'proxy-url': 'http://proxy.example',
      'disable-compression': true,
    },
    want: info('{"server":"x","config":null}'),
  },
];

describe('KUBERNETES_EXEC_INFO', () => {
  const PLAIN: Provider = { name: 'gcp', execConfig: { command: 'plugin' } };

  test.each(execInfos)('$rule', ({ cluster, want }) => {
    expect(callOf(plan(PLAIN, cluster)).environment).toEqual({ KUBERNETES_EXEC_INFO: want });
  });

  test.each([
    { field: 'provideClusterInfo: false', execConfig: { command: 'plugin', provideClusterInfo: false } },
    {
      field: 'apiVersion v1beta1',
      execConfig: { command: 'plugin', apiVersion: 'client.authentication.k8s.io/v1beta1' } as const,
    },
    { field: 'interactiveMode: Always', execConfig: { command: 'plugin', interactiveMode: 'Always' } as const },
  ])('$field changes nothing, as in the controller', ({ execConfig }) => {
    expect(plan({ name: 'gcp', execConfig }, { server: 'x' })).toEqual(plan(PLAIN, { server: 'x' }));
  });
});

test('a provider without execConfig has nothing to run', () => {
  const planned = plan({ name: 'gcp' }, null, 'alpha', 'credentialProviders');
  const findings = 'findings' in planned ? planned.findings : [];
  expect(told(findings)).toEqual(['error RC381 ClusterProfile default/alpha status.credentialProviders']);
  expect(sentence(findings, 'RC381')).toContain('gcp');
});

test('a call says whose it is, what is run, and where the provider stands', () => {
  const {
    key,
    environment: _,
    ...call
  } = callOf(plan({ name: 'gcp', execConfig: { command: './plugin', installHint: 'get it' } }, null, 'beta'));
  expect(call).toEqual({
    profile: 'default/beta',
    provider: 'gcp',
    command: './plugin',
    args: [],
    installHint: 'get it',
    place: {
      object: {
        apiVersion: 'multicluster.x-k8s.io/v1alpha1',
        kind: 'ClusterProfile',
        namespace: 'default',
        name: 'beta',
      },
      field: 'status.accessProviders',
      file: undefined,
    },
  });
  expect(key).toBe('["default/beta","gcp"]');
  expect(key).not.toBe(callOf(plan(MERGING, null, 'alpha')).key);
  expect(key).toBe(callOf(plan(MERGING, { server: 'other' }, 'beta')).key);
});

test('a run holds the calls, how long one may take and how many at once; none where nothing is asked', () => {
  const call = callOf(plan(MERGING, null));
  expect(planRun([call], { timeout: '1m30s', concurrency: 3 })).toEqual({
    calls: [call],
    timeout: 90_000,
    concurrency: 3,
  });
  expect(planRun([], { timeout: '30s', concurrency: 8 })).toBeUndefined();
});

/**
 * Whoever may write a ClusterProfile may not say what runs where it is rendered; the controller lets them. The provider
 * names what it accepts, since no list of what is dangerous is complete.
 */
describe('what a provider does not name', () => {
  const variables = [
    ...[
      'PATH',
      'BASH_ENV',
      'LD_PRELOAD',
      'GCONV_PATH',
      'OPENSSL_CONF',
      'NODE_OPTIONS',
      'JAVA_TOOL_OPTIONS',
      'AWS_PROFILE',
    ],
    // Names are exact, on every system.
    ...['ok', 'OK_', 'O'],
  ];
  const strange = ['BASH_FUNC_cat%%', 'BASH_FUNC_cat()', 'PATH=/theirs:', 'A=B', '=', '', 'OK=x', 'OK\0', 'a b'];
  const merging = (policy: EnvsPolicy, env: { name: string; value: string }[] = []): Provider => ({
    name: 'gcp',
    execConfig: { command: 'plugin', env },
    profileSourcedEnvVarsPolicy: policy,
    profileSourcedEnvVarNames: ['OK', 'KUBERNETES_EXEC_INFO'],
  });
  const appending = (prefixes?: string[]): Provider => ({
    name: 'gcp',
    execConfig: { command: 'plugin', args: ['token'] },
    profileSourcedCLIArgsPolicy: 'Append',
    ...(prefixes && { profileSourcedCLIArgPrefixes: prefixes }),
  });
  const place = 'ClusterProfile default/alpha status.accessProviders';
  const findingsOf = (planned: ReturnType<typeof plan>) => ('findings' in planned ? planned.findings : []);

  test.each(variables.map((name) => ({ name })))('the variable $name', ({ name }) => {
    for (const policy of ['AppendIfNotExists', 'Replace'] as const) {
      const findings = findingsOf(
        plan(merging(policy), { extensions: [extend(ENVS, { OK: 'x', [name]: FAKE_MATERIAL })] }),
      );
      expect(told(findings)).toEqual([`error RC390 ${place}`]);
      expect(sentence(findings, 'RC390')).toContain(`sets ${name} for the plugin of the provider gcp`);
      expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
    }
  });

  test.each(strange.map((name) => ({ name })))('the variable "$name", which is none', ({ name }) => {
    const named = { ...merging('Replace'), profileSourcedEnvVarNames: ['OK', name] };
    const findings = findingsOf(plan(named, { extensions: [extend(ENVS, { [name]: FAKE_MATERIAL })] }));
    expect(told(findings)).toEqual([`error RC390 ${place}`]);
    expect(sentence(findings, 'RC390')).toContain('a name that no variable can have');
  });

  test('KUBERNETES_EXEC_INFO is never a profile’s to set, nor is a value that ends early', () => {
    const of = (extension: JsonObject) =>
      told(findingsOf(plan(merging('Replace'), { extensions: [extend(ENVS, extension)] })));
    expect(of({ KUBERNETES_EXEC_INFO: '{}' })).toEqual([`error RC390 ${place}`]);
    expect(of({ OK: 'a\0b' })).toEqual([`error RC390 ${place}`]);
    expect(of({ OK: 'a' })).toEqual([]);
  });

  test('is told at once, from whichever extension', () => {
    const extensions = [extend(ENVS, { PATH: 'x', OK: 'x' }), extend(ENVS, { LD_PRELOAD: 'x' })];
    const findings = findingsOf(plan(merging('Replace'), { extensions }));
    expect(told(findings)).toEqual([`error RC390 ${place}`]);
    expect(sentence(findings, 'RC390')).toContain('sets PATH, LD_PRELOAD for the plugin');
  });

  test('is an error even where the file’s own would win', () => {
    const provider = merging('AppendIfNotExists', [{ name: 'PATH', value: '/mine' }]);
    const planned = plan(provider, { extensions: [extend(ENVS, { PATH: '/theirs' })] });
    expect(told(findingsOf(planned))).toEqual([`error RC390 ${place}`]);
  });

  test('without names, no variable may be set, whatever the policy of the standard file says', () => {
    const { profileSourcedEnvVarNames: _, ...standard } = merging('Replace');
    const of = (extension: JsonObject) => told(findingsOf(plan(standard, { extensions: [extend(ENVS, extension)] })));
    expect(of({ OK: 'x' })).toEqual([`error RC390 ${place}`]);
    expect(of({})).toEqual([]);
  });

  test.each([{ policy: 'Ignore' }, { policy: '' }, { policy: undefined }] as const)(
    'is of no interest where the policy is $policy',
    ({ policy }) => {
      const { profileSourcedEnvVarsPolicy: _, ...bare } = merging('Ignore', [{ name: 'A', value: 'file' }]);
      const provider = policy === undefined ? bare : { ...bare, profileSourcedEnvVarsPolicy: policy };
      const call = callOf(plan(provider, { extensions: [extend(ENVS, { OK: 'x', LD_PRELOAD: 'x' })] }));
      expect(environmentOf(call)).toEqual(['A=file']);
    },
  );

  test.each<{ rule: string; prefixes?: string[]; args: string[]; forbidden?: string }>([
    { rule: 'no prefixes: no argument', args: ['--cluster=a'], forbidden: 'an argument' },
    { rule: 'an empty list of prefixes: no argument', prefixes: [], args: ['x'], forbidden: 'an argument' },
    { rule: 'no arguments need no prefix', args: [] },
    { rule: 'every argument begins with one', prefixes: ['--cluster=', '-v'], args: ['-v', '--cluster=a'] },
    { rule: 'one of several does not', prefixes: ['--c='], args: ['--c=a', '--exec=x'], forbidden: '2 arguments' },
    {
      rule: 'a value that stands alone is an argument',
      prefixes: ['--c'],
      args: ['--c', 'a'],
      forbidden: '2 arguments',
    },
    { rule: 'a prefix is where the argument begins', prefixes: ['c='], args: ['--c=a'], forbidden: 'an argument' },
    { rule: 'letters are letters', prefixes: ['--c='], args: ['--C=a'], forbidden: 'an argument' },
    { rule: 'an empty argument begins with nothing', prefixes: ['-'], args: [''], forbidden: 'an argument' },
    { rule: 'none with a null character', prefixes: ['--c='], args: ['--c=a\0b'], forbidden: 'an argument' },
  ])('arguments: $rule', ({ prefixes, args, forbidden }) => {
    const planned = plan(appending(prefixes), { extensions: [extend(ARGS, args)] });
    expect(told(findingsOf(planned))).toEqual(forbidden === undefined ? [] : [`error RC350 ${place}`]);
    if (forbidden === undefined) expect(callOf(planned).args).toEqual(['token', ...args]);
    else
      expect(sentence(findingsOf(planned), 'RC350')).toContain(`passes ${forbidden} to the plugin of the provider gcp`);
  });

  test('what an argument holds is not shown', () => {
    const findings = findingsOf(plan(appending(['--a']), { extensions: [extend(ARGS, [FAKE_MATERIAL, '--a'])] }));
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
    expect(sentence(findings, 'RC350')).toContain('does not allow 1 of them');
  });

  test('is fine in the provider file', () => {
    const env = ['HOME', 'LD_PRELOAD', 'NODE_OPTIONS', 'PATH'].map((name) => ({ name, value: 'mine' }));
    const call = callOf(plan(merging('Replace', env), { extensions: [extend(ENVS, { OK: 'x' })] }));
    expect(environmentOf(call)).toEqual(['HOME=mine', 'LD_PRELOAD=mine', 'NODE_OPTIONS=mine', 'OK=x', 'PATH=mine']);
  });
});

test('no two calls share a key, whatever blanks and slashes names hold', () => {
  const keys = [
    { name: 'a', provider: 'b c' },
    { name: 'a b', provider: 'c' },
    { name: 'a","b', provider: 'c' },
    { name: 'a', provider: 'b","c' },
  ].map(({ name, provider }) => callOf(plan({ name: provider, execConfig: { command: 'x' } }, null, name)).key);
  expect(new Set(keys).size).toBe(keys.length);
});
