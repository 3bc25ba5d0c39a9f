import { functions } from '../../functions';
import { pointAtParameters } from '../../src/config/parameter-fields';
import { announceFields, applyParameters, isShared } from '../../src/config/parameters';
import { told } from '../support/objects';

/** Argo CD's ApplicationSourcePluginParameter: a name and one of string, array and map. */
const own = (kind: string, spec: object = {}) =>
  JSON.parse(JSON.stringify({ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name: 'fleet' }, spec }));
const apply = (parameters: unknown, config = own('RenderInventory')) =>
  applyParameters(config, JSON.stringify(parameters));

describe('parameters lie over the spec', () => {
  test.each([
    ['a string', [{ name: 'missingCredentials', string: 'Skip' }], { missingCredentials: 'Skip' }],
    ['a boolean is a string that reads so', [{ name: 'allowEmpty', string: 'true' }], { allowEmpty: true }],
    [
      'a whole number',
      [{ name: 'template.spec.consecutiveFailureThreshold', string: '3' }],
      { template: { spec: { consecutiveFailureThreshold: 3 } } },
    ],
    ['an array', [{ name: 'clusterNamespaces', array: ['a', 'b'] }], { clusterNamespaces: ['a', 'b'] }],
    ['an array of nothing', [{ name: 'clusterNamespaces', array: [] }], { clusterNamespaces: [] }],
    ['a list in one string', [{ name: 'clusterNamespaces', string: 'a, b' }], { clusterNamespaces: ['a', 'b'] }],
    ['a path with dots', [{ name: 'labelKeys.consumer', string: 'x' }], { labelKeys: { consumer: 'x' } }],
    ['a map over fields', [{ name: 'labelKeys', map: { consumer: 'x' } }], { labelKeys: { consumer: 'x' } }],
    [
      'a map whose keys have dots',
      [{ name: 'template.metadata.labels', map: { 'example.com/a.b': 'x' } }],
      { template: { metadata: { labels: { 'example.com/a.b': 'x' } } } },
    ],
    [
      'one key of such a map',
      [{ name: 'template.metadata.labels.example.com/a', string: 'x' }],
      { template: { metadata: { labels: { 'example.com/a': 'x' } } } },
    ],
  ])('%s', (_what, parameters, spec) => {
    const { functionConfig, findings } = apply(parameters);
    expect({ functionConfig, findings }).toEqual({ functionConfig: own('RenderInventory', spec), findings: [] });
  });

  test('what the file says and no parameter does stays; the file itself is not changed', () => {
    const config = own('RenderInventory', { labelKeys: { consumer: 'a', clusterSet: 'b' }, capiClusters: 'Skip' });
    const before = structuredClone(config);
    const { functionConfig } = apply([{ name: 'labelKeys.consumer', string: 'x' }], config);
    expect(functionConfig).toEqual(
      own('RenderInventory', { labelKeys: { consumer: 'x', clusterSet: 'b' }, capiClusters: 'Skip' }),
    );
    expect(config).toEqual(before);
  });

  test('without a configuration there is one of the default function, for the same owner', () => {
    const { metadata: _name, ...unnamed } = own('RenderInventory', { capiClusters: 'Skip' });
    expect(applyParameters(undefined, '[{"name": "capiClusters", "string": "Skip"}]').functionConfig).toEqual(unnamed);
  });

  test('a ConfigMap gets them as data', () => {
    const config = JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"name":"b"}}');
    const parameters = [
      { name: 'clusterNamespaces', array: ['a', 'b'] },
      { name: 'labelKeys', map: { consumer: 'x' } },
    ];
    expect(apply(parameters, config).functionConfig).toEqual({
      ...config,
      data: { name: 'b', clusterNamespaces: 'a,b', 'labelKeys.consumer': 'x' },
    });
  });

  test.each([['null'], ['[]']])('%s is no parameter', (text) => {
    const config = own('PublishCredentials');
    expect(applyParameters(config, text)).toEqual({ functionConfig: config, fields: [], findings: [] });
  });
});

test.each([
  ['a word that is none of the field’s', { name: 'capiClusters', string: 'skip' }, 'one of Register, Skip'],
  ['an array for one string', { name: 'capiClusters', array: ['Skip'] }, 'one string'],
  ['a number that is too large', { name: 'execPlugins.concurrency', string: '65' }, 'at most 64'],
  ['a number that is too small', { name: 'execPlugins.concurrency', string: '0' }, 'at least 1'],
])('%s is told as the parameter’s', (_what, parameter, says) => {
  const { findings } = apply([parameter]);
  expect(told(findings)).toEqual(['error RC532']);
  expect(findings[0]?.problem).toContain(says);
});

test('a finding points at the parameters where they set its field, and stays as it is elsewhere', () => {
  const { fields, functionConfig } = apply([
    { name: 'labelKeys', map: { consumer: 'x' } },
    { name: 'template.metadata.labels.example.com/a', string: 'x' },
  ]);
  const object = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', namespace: '', name: 'fleet' };
  const file = { path: 'rollcall.yaml', index: 0 };
  const pathFor = (field: string | undefined, of = object) => {
    const finding = { code: 'RC207', severity: 'error', problem: '', remedy: '', object: of, field, file } as const;
    return pointAtParameters([finding], fields, functionConfig)[0]?.file?.path.slice(0, 13);
  };
  const parameters = 'ARGOCD_APP_PA';
  expect(pathFor('spec.labelKeys.consumer')).toBe(parameters);
  expect(pathFor('spec.template.metadata.labels["example.com/a"]')).toBe(parameters);
  for (const field of ['spec.labelKeys', 'spec.labelKeys.consumers', 'spec.template.metadata.labels["b"]', undefined]) {
    expect({ field, path: pathFor(field) }).toEqual({ field, path: 'rollcall.yaml' });
  }
  expect(pathFor('spec.labelKeys.consumer', { ...object, kind: 'ClusterProfile' })).toBe('rollcall.yaml');
});

describe('what is wrong is a finding', () => {
  test.each([
    ['no JSON', '{', 'error RC530'],
    ['no list', '{}', 'error RC530'],
    ['an entry without a name', '[{"string": "a"}]', 'error RC530'],
    ['an unknown name', '[{"name": "clusterNamespace", "array": []}]', 'error RC531'],
    ['a field of another function', '[{"name": "capiClusters", "string": "Skip"}]', 'error RC531'],
    ['an unknown key of a map', '[{"name": "labelKeys", "map": {"consumers": "a"}}]', 'error RC531'],
    ['a boolean that is none', '[{"name": "allowEmpty", "string": "yes"}]', 'error RC532'],
    ['an array for a string', '[{"name": "missingCredentials", "array": ["Skip"]}]', 'error RC532'],
    ['two values', '[{"name": "missingCredentials", "string": "a", "array": ["a"]}]', 'error RC532'],
    ['no value', '[{"name": "missingCredentials"}]', 'error RC532'],
    ['numbers in an array', '[{"name": "clusterNamespaces", "array": [1]}]', 'error RC532'],
    ['numbers in a map', '[{"name": "labelKeys", "map": {"consumer": 1}}]', 'error RC532'],
    ['a name twice', '[{"name": "inputs", "array": ["a"]}, {"name": "inputs", "array": ["b"]}]', 'error RC533'],
  ])('%s', (_what, text, finding) => {
    expect(told(applyParameters(own('PublishCredentials'), text).findings)).toEqual([finding]);
  });

  test('an unknown name is told with the nearest, and no value is ever told', () => {
    const { findings } = apply([
      { name: 'clusterNamespace', string: 'geheim' },
      { name: 'allowEmpty', string: 'geheim' },
    ]);
    expect(findings.map(({ problem }) => problem).join(' ')).toContain('Did you mean clusterNamespaces?');
    expect(JSON.stringify(findings)).not.toContain('geheim');
  });
});

describe('announcements', () => {
  const announced = (kind: string, spec: object = {}) => {
    const schema = functions.find((one) => one.kind === kind)?.schema ?? {};
    return new Map(announceFields(schema, own(kind, spec).spec).map((one) => [one.name, one]));
  };

  test('hold the value that is given, else the default', () => {
    expect(announced('RenderInventory').get('capiClusters')).toMatchObject({
      collectionType: 'string',
      string: 'Register',
    });
    expect(announced('RenderInventory', { capiClusters: 'Skip' }).get('capiClusters')).toMatchObject({
      string: 'Skip',
    });
    expect(announced('RenderInventory', { format: 'Sveltos' }).get('format')).toMatchObject({
      collectionType: 'array',
      array: ['Sveltos'],
    });
    expect(announced('RenderInventory').get('allowEmpty')).toMatchObject({ itemType: 'boolean', string: 'false' });
    expect(
      announced('RenderInventory', { template: { metadata: { labels: { a: 'b' } } } }).get('template.metadata.labels'),
    ).toMatchObject({ collectionType: 'map', map: { a: 'b' } });
  });

  test('are taken back as they are: what is announced may be set', () => {
    for (const { kind } of functions) {
      const parameters = [...announced(kind).values()]
        .map(({ name, string, array, map }) => ({ name, string, array, map }))
        .filter(({ string, array, map }) => (string ?? array ?? map) !== undefined);
      expect(apply(parameters, own(kind)).findings).toEqual([]);
    }
  });

  test('what every function has is shared, and nothing else', () => {
    const shared = [...announced('RenderInventory').values()].filter(isShared).map(({ name }) => name);
    expect(shared).toEqual(expect.arrayContaining(['labelKeys.consumer', 'inputs', 'allowEmpty']));
    expect(shared).not.toContain('format');
    expect(shared).not.toContain('capiClusters');
  });
});
