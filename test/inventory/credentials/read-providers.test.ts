import type { Provider } from '../../../src/api/provider-file';
import { type Capabilities, NO_CAPABILITIES, type ReadText } from '../../../src/inventory/capabilities';
import { type ProviderSources, readProviders } from '../../../src/inventory/credentials/read-providers';
import { FAKE_MATERIAL, only, told } from '../../support/objects';

const GCP: Provider = { name: 'gcp', execConfig: { command: 'gcp-plugin' } };
const AWS: Provider = { name: 'aws', execConfig: { command: 'aws-plugin' } };

/** A host whose one file is `file.json`, and whose command line names `line.json`. */
function lend(file?: ReadText, onCommandLine?: ReadText): Pick<Capabilities, 'providerFile' | 'readFile'> {
  const absent: ReadText = { reason: 'it does not exist' };
  return {
    readFile: (path) => (path === 'file.json' && file !== undefined ? file : absent),
    ...(onCommandLine === undefined ? {} : { providerFile: { path: 'line.json', read: () => onCommandLine } }),
  };
}

const textOf = (...providers: unknown[]): ReadText => ({ text: JSON.stringify({ providers }) });

interface Row {
  readonly rule: string;
  readonly spec?: ProviderSources;
  readonly file?: ReadText;
  readonly onCommandLine?: ReadText;
  readonly want: readonly Provider[];
}

const good: Row[] = [
  { rule: 'none anywhere', want: [] },
  { rule: 'spec.providers, in their order', spec: { providers: [GCP, AWS] }, want: [GCP, AWS] },
  { rule: 'an empty spec.providers', spec: { providers: [] }, want: [] },
  {
    rule: 'spec.providerFile, in its order',
    spec: { providerFile: 'file.json' },
    file: textOf(GCP, AWS),
    want: [GCP, AWS],
  },
  { rule: 'the file of the command line', onCommandLine: textOf(AWS, GCP), want: [AWS, GCP] },
  {
    rule: 'a file in YAML',
    onCommandLine: { text: 'providers:\n- name: gcp\n  execConfig:\n    command: gcp-plugin\n' },
    want: [GCP],
  },
  {
    rule: 'fields in upper and lower case, as Go reads them',
    onCommandLine: {
      text: '{"PROVIDERS":[{"Name":"gcp","execconfig":{"COMMAND":"gcp-plugin","env":[{"NAME":"A","Value":"b"}]},"profileSourcedCliArgsPolicy":"Append"}]}',
    },
    want: [
      {
        name: 'gcp',
        execConfig: { command: 'gcp-plugin', env: [{ name: 'A', value: 'b' }] },
        profileSourcedCLIArgsPolicy: 'Append',
      },
    ],
  },
  { rule: 'providers: null is an empty list, as Go reads it', onCommandLine: { text: '{"providers":null}' }, want: [] },
  { rule: 'an empty list', onCommandLine: { text: '{"providers":[]}' }, want: [] },
  {
    rule: 'every field that client-go’s ExecConfig has in a file',
    onCommandLine: textOf({
      name: 'gcp',
      execConfig: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: 'gcp-plugin',
        args: ['token'],
        env: [{ name: 'A', value: '' }],
        installHint: 'get it',
        provideClusterInfo: true,
        interactiveMode: 'IfAvailable',
      },
      profileSourcedCLIArgsPolicy: 'Append',
      profileSourcedEnvVarsPolicy: 'AppendIfNotExists',
    }),
    want: [
      {
        name: 'gcp',
        execConfig: {
          apiVersion: 'client.authentication.k8s.io/v1beta1',
          command: 'gcp-plugin',
          args: ['token'],
          env: [{ name: 'A', value: '' }],
          installHint: 'get it',
          provideClusterInfo: true,
          interactiveMode: 'IfAvailable',
        },
        profileSourcedCLIArgsPolicy: 'Append',
        profileSourcedEnvVarsPolicy: 'AppendIfNotExists',
      },
    ],
  },
  ...(['', 'Ignore', 'Append'] as const).map((policy) => ({
    rule: `profileSourcedCLIArgsPolicy: "${policy}"`,
    onCommandLine: textOf({ ...GCP, profileSourcedCLIArgsPolicy: policy }),
    want: [{ ...GCP, profileSourcedCLIArgsPolicy: policy }],
  })),
  ...(['', 'Ignore', 'AppendIfNotExists', 'Replace'] as const).map((policy) => ({
    rule: `profileSourcedEnvVarsPolicy: "${policy}"`,
    onCommandLine: textOf({ ...GCP, profileSourcedEnvVarsPolicy: policy }),
    want: [{ ...GCP, profileSourcedEnvVarsPolicy: policy }],
  })),
  {
    rule: 'a provider without execConfig is read; it fails where a profile needs it, as upstream',
    onCommandLine: textOf({ name: 'gcp' }),
    want: [{ name: 'gcp' }],
  },
];

describe('providers', () => {
  test.each(good)('$rule', ({ spec = {}, file, onCommandLine, want }) => {
    expect(readProviders(spec, lend(file, onCommandLine))).toEqual({ providers: want, findings: [] });
  });
});

const twoSources: { rule: string; spec: ProviderSources; onCommandLine?: ReadText; says: string[]; not?: string }[] = [
  {
    rule: 'spec.providers and spec.providerFile',
    spec: { providers: [GCP], providerFile: 'file.json' },
    says: ['spec.providers', 'spec.providerFile'],
    not: 'command line',
  },
  {
    rule: 'spec.providers and the command line, though spec.providers is empty',
    spec: { providers: [] },
    onCommandLine: textOf(GCP),
    says: ['spec.providers', 'the command line'],
    not: 'spec.providerFile',
  },
  {
    rule: 'spec.providerFile and the command line, though both cannot be read',
    spec: { providerFile: 'nowhere.json' },
    onCommandLine: { reason: 'it does not exist' },
    says: ['spec.providerFile', 'the command line'],
    not: 'spec.providers ',
  },
  {
    rule: 'all three',
    spec: { providers: [GCP], providerFile: 'file.json' },
    onCommandLine: textOf(GCP),
    says: ['spec.providers', 'spec.providerFile', 'the command line'],
  },
];

describe('two sources at once are an error, and nobody knows which counts', () => {
  test.each(twoSources)('$rule', ({ spec, onCommandLine, says, not }) => {
    const { providers, findings } = readProviders(spec, lend(textOf(AWS), onCommandLine));
    expect(providers).toBeUndefined();
    expect(told(findings)).toEqual(['error RC370']);
    for (const source of says) expect(only(findings).problem).toContain(source);
    if (not !== undefined) expect(only(findings).problem).not.toContain(not);
  });
});

interface WrongRow {
  readonly rule: string;
  readonly file: ReadText;
  readonly want: string[];
  readonly says?: string;
}

const wrong: WrongRow[] = [
  ...[
    { text: '', found: 'null' },
    { text: '[]', found: 'a list' },
    { text: `"${FAKE_MATERIAL}"`, found: 'a string' },
    { text: `${FAKE_MATERIAL}\n`, found: 'a string' },
    { text: '7', found: 'a number' },
  ].map(({ text, found }) => ({
    rule: `a file that is no map but ${found}: ${JSON.stringify(text).slice(0, 5)}`,
    file: { text },
    want: ['error RC378'],
    says: `The provider file must be a map, but it is ${found}.`,
  })),
  {
    rule: 'it cannot be read: the reason is the host’s',
    file: { reason: 'permission is denied' },
    want: ['error RC371'],
    says: 'permission is denied',
  },
  {
    rule: 'not YAML: the line, and nothing of the text',
    file: { text: `providers:\n- name: gcp\n env: ${FAKE_MATERIAL}\n` },
    want: ['error RC371'],
    says: 'line 3',
  },
  {
    rule: 'a key that stands twice (Go’s JSON takes the last)',
    file: { text: `providers: []\nproviders: [{name: ${FAKE_MATERIAL}}]\n` },
    want: ['error RC371'],
    says: 'a key stands twice',
  },
  { rule: 'several documents', file: { text: 'providers: []\n---\nproviders: []\n' }, want: ['error RC371'] },
  { rule: 'no providers', file: { text: '{}' }, want: ['error RC378 providers'], says: 'missing' },
  {
    rule: 'providers under another name, which upstream passes over',
    file: { text: '{"provider":[]}' },
    want: ['error RC378', 'error RC378 providers'],
  },
  {
    rule: 'a field in two spellings, of which Go takes the last',
    file: { text: '{"providers":[{"name":"gcp","execConfig":{"command":"a","Command":"b"}}]}' },
    want: ['error RC800 providers[0].execConfig.command'],
  },
  {
    rule: 'providers that are a map',
    file: { text: JSON.stringify({ providers: { gcp: FAKE_MATERIAL } }) },
    want: ['error RC378 providers'],
    says: 'must be a list, but it is a map',
  },
  { rule: 'no name', file: textOf({ execConfig: { command: 'x' } }), want: ['error RC378 providers[0].name'] },
  { rule: 'an empty name', file: textOf(GCP, { ...AWS, name: '' }), want: ['error RC378 providers[1].name'] },
  {
    rule: 'no command',
    file: textOf({ name: 'gcp', execConfig: {} }),
    want: ['error RC378 providers[0].execConfig.command'],
  },
  {
    rule: 'an empty command',
    file: textOf({ name: 'gcp', execConfig: { command: '' } }),
    want: ['error RC378 providers[0].execConfig.command'],
  },
  {
    rule: 'arguments that are one string',
    file: textOf({ name: 'gcp', execConfig: { command: 'x', args: FAKE_MATERIAL } }),
    want: ['error RC378 providers[0].execConfig.args'],
    says: 'must be a list, but it is a string',
  },
  {
    rule: 'an argument that is a number',
    file: textOf({ name: 'gcp', execConfig: { command: 'x', args: ['--port', 1] } }),
    want: ['error RC378 providers[0].execConfig.args[1]'],
  },
  {
    rule: 'an environment that is a map, which is the extension’s form: its values are not told',
    file: textOf({ name: 'gcp', execConfig: { command: 'x', env: { API_KEY: FAKE_MATERIAL } } }),
    want: ['error RC378 providers[0].execConfig.env'],
    says: 'must be a list, but it is a map',
  },
  {
    rule: 'a variable without a value',
    file: textOf({ name: 'gcp', execConfig: { command: 'x', env: [{ name: 'A' }] } }),
    want: ['error RC378 providers[0].execConfig.env[0].value'],
  },
  {
    rule: 'a variable whose value is a list: the value is not told',
    file: textOf({ name: 'gcp', execConfig: { command: 'x', env: [{ name: 'A', value: [FAKE_MATERIAL] }] } }),
    want: ['error RC378 providers[0].execConfig.env[0].value'],
    says: 'must be a string, but it is a list',
  },
  {
    rule: 'an unknown policy for arguments is an error, as upstream',
    file: textOf({ ...GCP, profileSourcedCLIArgsPolicy: 'Replace' }),
    want: ['error RC378 providers[0].profileSourcedCLIArgsPolicy'],
    says: 'Append, Ignore',
  },
  {
    rule: 'an unknown policy for variables is an error, as upstream',
    file: textOf({ ...GCP, profileSourcedEnvVarsPolicy: 'Append' }),
    want: ['error RC378 providers[0].profileSourcedEnvVarsPolicy'],
    says: 'must be one of AppendIfNotExists, Replace, Ignore, but it is another string (6 characters, digest fc15cc0a).',
  },
  {
    rule: 'a policy in small letters is unknown, as upstream',
    file: textOf({ ...GCP, profileSourcedEnvVarsPolicy: 'ignore' }),
    want: ['error RC378 providers[0].profileSourcedEnvVarsPolicy'],
  },
  {
    rule: 'a field that nobody knows (upstream passes it over, and a misspelt policy with it)',
    file: textOf({ ...GCP, profileSourcedArgsPolicy: 'Append' }),
    want: ['error RC378 providers[0]'],
    says: 'is a map with an unknown field (name of 24 characters, digest',
  },
  {
    rule: 'neither the name nor the value of a field that nobody knows is shown',
    file: textOf({ ...GCP, [FAKE_MATERIAL]: FAKE_MATERIAL }),
    want: ['error RC378 providers[0]'],
  },
  {
    rule: 'nor what stands where a policy is meant',
    file: textOf({ ...GCP, profileSourcedEnvVarsPolicy: FAKE_MATERIAL }),
    want: ['error RC378 providers[0].profileSourcedEnvVarsPolicy'],
  },
  {
    rule: 'everything that is wrong, at once',
    file: textOf({ execConfig: { command: 1, args: 2 } }, 3),
    want: [
      'error RC378 providers[0].execConfig.args',
      'error RC378 providers[0].execConfig.command',
      'error RC378 providers[0].name',
      'error RC378 providers[1]',
    ],
  },
];

describe.each([
  { source: 'the file that the configuration names', path: 'file.json' },
  { source: 'the file of the command line', path: 'line.json' },
])('$source', ({ path }) => {
  test.each(wrong)('$rule', ({ file, want, says = '' }) => {
    const { providers, findings } =
      path === 'file.json'
        ? readProviders({ providerFile: 'file.json' }, lend(file))
        : readProviders({}, lend(undefined, file));
    expect(providers).toBeUndefined();
    expect(told(findings)).toEqual(want);
    for (const finding of findings) expect(finding.file).toEqual({ path, index: 0 });
    if (says !== '') expect(only(findings).problem).toContain(says);
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
  });
});

describe('one name twice: only the first would count, so it is an error', () => {
  const again: Provider = { name: 'gcp', execConfig: { command: 'other' } };

  test('in the configuration', () => {
    const { findings } = readProviders({ providers: [GCP, AWS, again, again] }, lend());
    expect(told(findings)).toEqual(['error RC372 spec.providers']);
    expect(only(findings).problem).toContain('gcp');
  });

  test('in a file', () => {
    const { findings } = readProviders({}, lend(undefined, textOf(AWS, GCP, again, AWS)));
    expect(told(findings)).toEqual(['error RC372 providers', 'error RC372 providers']);
    expect(findings.map(({ file }) => file?.path)).toEqual(['line.json', 'line.json']);
  });
});

test('one environment variable twice is an error: the policy and the profile would decide which counts', () => {
  const env = [
    { name: 'A', value: '1' },
    { name: 'B', value: '' },
    { name: 'A', value: FAKE_MATERIAL },
  ];
  const { findings } = readProviders({}, lend(undefined, textOf({ name: 'gcp', execConfig: { command: 'x', env } })));
  expect(told(findings)).toEqual(['error RC801 providers']);
  expect(only(findings).problem).toBe('The provider gcp sets the environment variable A twice.');
});

test('a file that nobody names is not read', () => {
  const touchy = () => {
    throw new Error('it was read');
  };
  expect(readProviders({ providers: [GCP] }, { readFile: touchy })).toEqual({ providers: [GCP], findings: [] });
  expect(() => readProviders({ providers: [GCP], providerFile: 'file.json' }, { readFile: touchy })).not.toThrow();
});

test('a host that lends nothing reads no files', () => {
  const { findings } = readProviders({ providerFile: 'file.json' }, NO_CAPABILITIES);
  expect(told(findings)).toEqual(['error RC371']);
  expect(only(findings).problem).toContain('this host reads no files');
});
