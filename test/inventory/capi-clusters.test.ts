import { readServer } from '../../src/inventory/capi-clusters/api-server';
import { readAuthority } from '../../src/inventory/capi-clusters/certificate-authority';
import { translateConditions } from '../../src/inventory/capi-clusters/conditions';
import { type ImportClustersOptions, importClusters } from '../../src/inventory/capi-clusters/import-clusters';
import { readProperties } from '../../src/inventory/capi-clusters/properties';
import { recordImport } from '../../src/inventory/capi-clusters/record-import';
import { readVersion } from '../../src/inventory/capi-clusters/version';
import { indexSecrets } from '../../src/inventory/credentials/secret-index';
import type { LeftOut } from '../../src/inventory/left-out';
import { joinRoster } from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import type { JsonObject } from '../../src/krm/json';
import {
  base64,
  capiSecret,
  cluster,
  fleetOf,
  KEYS,
  kubeconfig,
  type Overrides,
  only,
  profile,
  secret,
  sentence,
  told,
} from '../support/objects';

/** What the ClusterProfile of a Cluster says, field by field. */
const found = (overrides: Overrides = {}) => only(fleetOf(cluster('alpha', overrides)).clusters);
const read = (overrides: Overrides) => found(overrides).object;

describe('the server', () => {
  const at = (host: string | null, port: number | null = 6443) =>
    readServer(read({ spec: { controlPlaneEndpoint: { host, port } } }));
  const long = (length: number) => 'a'.repeat(length - 'https://:6443'.length);

  test.each<[string, string, number]>([
    ['a', 'https://a:6443', 6443],
    ['a.example', 'https://a.example:6443', 6443],
    ['a_b-c.example.', 'https://a_b-c.example.:6443', 6443],
    ['10.0.0.1', 'https://10.0.0.1:1', 1],
    ['10.0.0.1', 'https://10.0.0.1:65535', 65_535],
    ['fd00::1', 'https://[fd00::1]:6443', 6443],
    ['[fd00::1]', 'https://[fd00::1]:6443', 6443],
    [long(2048), `https://${long(2048)}:6443`, 6443],
  ])('is made of host and port (%#)', (host, server, port) =>
    expect(at(host, port)).toEqual({ state: 'server', server }),
  );

  test.each([
    ['-a.example', 'host is neither'],
    ['a.example-', 'host is neither'],
    ['a.example/path', 'host is neither'],
    ['a b', 'host is neither'],
    ['https://a', 'host is neither'],
    ['fd00::x', 'host is neither'],
    [long(2049), 'too long'],
  ])('is wrong where the host is no host (%#)', (host, fault) => {
    expect(at(host)).toEqual({ state: 'wrong', fault: expect.stringContaining(fault) });
  });

  test.each([-1, 65_536])('the port %i is wrong', (port) => {
    expect(at('a', port)).toEqual({ state: 'wrong', fault: expect.stringContaining('port is not a port') });
  });

  test('is not known before the infrastructure has one', () => {
    for (const [host, port] of [
      ['', 6443],
      ['a', 0],
      [null, 1],
      ['a', null],
    ] as const)
      expect(at(host, port)).toEqual({ state: 'none' });
    expect(readServer(read({}))).toEqual({ state: 'none' });
    expect(readServer(read({ spec: { controlPlaneEndpoint: null } }))).toEqual({ state: 'none' });
  });
});

describe('the version', () => {
  const running = (...versions: string[]) => ({ controlPlane: { versions: versions.map((version) => ({ version })) } });
  const up = { initialization: { controlPlaneInitialized: true } };
  const condition = (type: string, status: string) => ({ conditions: [{ type, status }] });
  const wanted = { topology: { version: 'v1.36.0' } };

  test.each<[string, JsonObject, string]>([
    ['nobody knows', {}, ''],
    ['what runs', { status: running('v1.34.1') }, 'v1.34.1'],
    ['what runs, of v1beta1', { status: { v1beta2: running('v1.34.1') } }, 'v1.34.1'],
    ['the older one, by its numbers', { status: running('v1.34.10', 'v1.34.9', 'v1.35.0') }, 'v1.34.9'],
    ['the older one, the other way round', { status: running('v1.35.0', 'v1.34.9', 'v1.34.10') }, 'v1.34.9'],
    ['the shorter one', { status: running('v1.34.0.1', 'v1.34.0') }, 'v1.34.0'],
    ['the shorter one, the other way round', { status: running('v1.34', 'v1.34.1') }, 'v1.34'],
    ['what has a number', { status: running('latest', 'v1.35.0') }, 'v1.35.0'],
    ['what has a number, the other way round', { status: running('v1.35.0', 'latest') }, 'v1.35.0'],
    ['the first of those without one', { status: running('next', 'latest', 'main') }, 'latest'],
    ['the first of equal ones', { status: running('v1.35.0+b', 'v1.35.0+a', 'v1.35.0+c') }, 'v1.35.0+a'],
    ['none of what is empty', { status: running('') }, ''],
    ['what is wanted, once the control plane is up', { spec: wanted, status: up }, 'v1.36.0'],
    ['nothing before that', { spec: wanted, status: {} }, ''],
    ['nothing where none is wanted', { spec: { topology: {} }, status: up }, ''],
    ['what runs before what is wanted', { spec: wanted, status: { ...up, ...running('v1.35.0') } }, 'v1.35.0'],
    ['nothing while they differ', { spec: wanted, status: { ...up, ...condition('TopologyReconciled', 'False') } }, ''],
    [
      'nothing while they differ, of v1beta1',
      { spec: wanted, status: { ...up, v1beta2: condition('TopologyReconciled', 'Unknown') } },
      '',
    ],
    [
      'what is wanted where they agree',
      { spec: wanted, status: { ...up, ...condition('TopologyReconciled', 'True') } },
      'v1.36.0',
    ],
    [
      'what is wanted, whatever else is false',
      { spec: wanted, status: { ...up, ...condition('Ready', 'False') } },
      'v1.36.0',
    ],
  ])('%s', (_what, fields, version) => expect(readVersion(read(fields))).toBe(version));
});

describe('conditions', () => {
  const TIME = '2026-01-01T00:00:00Z';
  const condition = (type: string, fields: JsonObject = {}) => ({
    type,
    status: 'True',
    reason: 'Good',
    message: 'fine',
    lastTransitionTime: TIME,
    ...fields,
  });
  const translated = (...conditions: JsonObject[]) => translateConditions(read({ status: { conditions } }));
  const healthy = {
    type: 'ControlPlaneHealthy',
    status: 'True',
    reason: 'Good',
    message: 'fine',
    lastTransitionTime: TIME,
  };

  test('are those of the control plane, in their own names', () => {
    expect(
      translated(condition('Ready'), condition('ControlPlaneInitialized'), condition('ControlPlaneReady')),
    ).toEqual([healthy, { ...healthy, type: 'Joined' }]);
    expect(translated(condition('ControlPlaneReady', { reason: 'Old' }), condition('ControlPlaneAvailable'))).toEqual([
      healthy,
    ]);
  });

  test('of the newer version come first', () => {
    const list = (reason: string) => [condition('ControlPlaneAvailable', { reason })];
    const all = {
      v1beta2: { conditions: list('A') },
      conditions: list('B'),
      deprecated: { v1beta1: { conditions: list('C') } },
    };
    const reasonOf = (status: JsonObject) => only(translateConditions(read({ status }))).reason;
    expect(reasonOf(all)).toBe('A');
    expect(reasonOf({ ...all, v1beta2: null })).toBe('B');
    expect(reasonOf({ deprecated: all.deprecated })).toBe('C');
  });

  test.each(['True', 'False', 'Unknown'])('have the status %s', (status) => {
    expect(only(translated(condition('ControlPlaneReady', { status }))).status).toBe(status);
  });

  test.each<[string, JsonObject]>([
    ['another status', { status: 'true' }],
    ['an empty status', { status: '' }],
    ['no time', { lastTransitionTime: null }],
    ['an empty time', { lastTransitionTime: '' }],
  ])('with %s are none', (_what, fields) => {
    expect(translated(condition('ControlPlaneReady', fields))).toEqual([]);
  });

  test.each([
    ['Good', 'Good'],
    ['G', 'G'],
    ['Go_o:d,1', 'Go_o:d,1'],
    ['Good @ Machine/one', 'Good'],
    ['not good', 'NoReasonReported'],
    ['1Good', 'NoReasonReported'],
    ['Good:', 'NoReasonReported'],
    ['', 'NoReasonReported'],
    [null, 'NoReasonReported'],
    ['a'.repeat(1024), 'a'.repeat(1024)],
    ['a'.repeat(1025), 'NoReasonReported'],
  ])('have the reason that the API takes: %j', (given, reason) => {
    expect(only(translated(condition('ControlPlaneReady', { reason: given }))).reason).toBe(reason);
  });

  test('may have no message', () => {
    expect(only(translated(condition('ControlPlaneReady', { message: null }))).message).toBe('');
  });
});

describe('the certificate authority', () => {
  const block = (line = 'QUJD') => `-----BEGIN CERTIFICATE-----\n${line}\n-----END CERTIFICATE-----\n`;
  const KEY = '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n';
  const ca = (text: string, overrides: Overrides = {}) =>
    secret('alpha-ca', {
      namespace: 'mgmt',
      labels: { 'cluster.x-k8s.io/cluster-name': 'alpha' },
      data: { 'tls.crt': base64(text), 'tls.key': base64(KEY) },
      ...overrides,
    });
  const authorityOf = (...secrets: Item[]) => {
    const fleet = fleetOf(cluster(), ...secrets);
    const { authority, findings } = readAuthority(only(fleet.clusters), indexSecrets(fleet));
    return { authority: Buffer.from(authority, 'base64').toString(), codes: told(findings) };
  };
  const config = (data: string, name = 'alpha') =>
    kubeconfig()
      .replace('    server:', `    certificate-authority-data: ${data}\n    server:`)
      .replaceAll('name: alpha', `name: ${name}`);
  const inConfig = (data: string) => capiSecret('alpha', { data: { value: base64(config(data)) } });
  const nothing = { authority: '', codes: [] };

  test.each([
    ['one certificate', block()],
    ['several, with blanks around them', `\n ${block()}\n\n${block('REVG')}  \n`],
    ['of several lines', block('QUJD\nREVG+/==')],
    ['with the line breaks of Windows', block().replaceAll('\n', '\r\n')],
    ['without a line break at its end', block().trimEnd()],
    ['with blanks at the end of its last line', `${block().trimEnd()} \t\n`],
  ])('is what Cluster API keeps: %s', (_what, text) => {
    expect(authorityOf(ca(text))).toEqual({ authority: text, codes: [] });
  });

  test.each([
    ['a private key', KEY],
    ['a private key behind a certificate', `${block()}${KEY}`],
    ['a private key before a certificate', `${KEY}${block()}`],
    ['text behind a certificate', `${block()}text`],
    ['text before a certificate', `text${block()}`],
    ['text behind its end', `${block().trimEnd()} text\n`],
    ['text between two', `${block()}text\n${block()}`],
    ['no line in it', block('').replace('\n\n', '\n')],
    ['what is no base64', block('Q:JD')],
  ])('%s is an error', (_what, text) => {
    expect(authorityOf(ca(text))).toEqual({ authority: '', codes: ['error RC656 Secret mgmt/alpha-ca data.tls.crt'] });
  });

  test('is that of the kubeconfig where there is no such Secret', () => {
    const own = inConfig(base64(block()));
    expect(authorityOf(own)).toEqual({ authority: block(), codes: [] });
    expect(authorityOf(own, ca(block('REVG'), { data: {} }))).toEqual({ authority: block(), codes: [] });
    expect(authorityOf(own, ca(block('REVG'), { labels: {} })).authority).toBe(block('REVG'));
    const other = { labels: { 'cluster.x-k8s.io/cluster-name': 'beta' } };
    expect(authorityOf(own, ca(block('REVG'), other)).authority).toBe(block());
  });

  test.each<[string, Item[]]>([
    ['without either', []],
    ['without the key of the kubeconfig', [capiSecret('alpha', { data: { other: '' } })]],
    ['with a kubeconfig that is none', [capiSecret('alpha', { data: { value: base64('a: "') } })]],
    ['with a private key in the kubeconfig', [inConfig(base64(KEY))]],
    ['with what is no base64 in the kubeconfig', [inConfig('"*"')]],
    ['with a kubeconfig without a cluster', [capiSecret('alpha', { data: { value: base64('kind: Config\n') } })]],
    [
      'with a kubeconfig whose context names another cluster',
      [
        capiSecret('alpha', {
          data: { value: base64(config(base64(block())).replace('cluster: alpha', 'cluster: other')) },
        }),
      ],
    ],
    [
      'with a kubeconfig whose current context is not in it',
      [
        capiSecret('alpha', {
          data: { value: base64(config(base64(block())).replace('current-context: alpha', 'current-context: other')) },
        }),
      ],
    ],
  ])('%s it is not known', (_what, secrets) => expect(authorityOf(...secrets)).toEqual(nothing));

  test('of the kubeconfig is the current cluster’s', () => {
    const both = config(base64(block())).replace(
      'clusters:\n',
      `clusters:\n- name: first\n  cluster:\n    certificate-authority-data: ${base64(block('REVG'))}\n    server: https://x\n`,
    );
    expect(authorityOf(capiSecret('alpha', { data: { value: base64(both) } })).authority).toBe(block());
  });
});

describe('properties', () => {
  const from = (kind: 'Label' | 'Annotation' | 'Variable', overrides: Overrides, name?: string) =>
    readProperties(found(overrides), [{ from: kind, key: 'a', name }]);
  const value = (text: string) => ({ properties: [{ name: 'a', value: text }], missing: [], findings: [] });
  const variable = (of: JsonObject) => ({ spec: { topology: { variables: [{ name: 'b', value: 'other' }, of] } } });
  const missing = { properties: [], missing: ['the property a'], findings: [] };

  test('come from labels, annotations and variables', () => {
    expect(from('Label', { labels: { a: 'x' } })).toEqual(value('x'));
    expect(from('Annotation', { annotations: { a: 'x' } })).toEqual(value('x'));
    expect(from('Variable', variable({ name: 'a', value: 'x' }))).toEqual(value('x'));
    expect(from('Variable', variable({ name: 'a', value: { b: [1] } }))).toEqual(value('{"b":[1]}'));
    expect(from('Variable', variable({ name: 'a', value: false }))).toEqual(value('false'));
    expect(from('Label', { labels: { a: 'x' } }, 'other').properties).toEqual([{ name: 'other', value: 'x' }]);
  });

  test.each<[string, 'Label' | 'Annotation' | 'Variable', Overrides]>([
    ['no label', 'Label', { labels: {} }],
    ['an empty label', 'Label', { labels: { a: '' } }],
    ['no annotations', 'Annotation', {}],
    ['another annotation', 'Annotation', { annotations: { b: 'x' } }],
    ['no variable', 'Variable', {}],
    ['a variable without a value', 'Variable', variable({ name: 'a' })],
    ['a variable of nothing', 'Variable', variable({ name: 'a', value: null })],
  ])('are missing: %s', (_what, kind, overrides) => expect(from(kind, overrides)).toEqual(missing));

  test('are no longer than the API takes, in characters', () => {
    const long = '😀'.repeat(1024);
    expect(from('Annotation', { annotations: { a: long } })).toEqual(value(long));
    const { properties, findings } = from('Annotation', { annotations: { a: `${long}x` } });
    expect(properties).toEqual([]);
    expect(told(findings)).toEqual(['error RC654 Cluster mgmt/alpha metadata.annotations']);
  });
});

describe('the fleet', () => {
  const OPTIONS: ImportClustersOptions = { clusterManager: 'capi', profileLabels: [], profileProperties: [] };
  const spec = { controlPlaneEndpoint: { host: 'a.example', port: 6443 } };
  const imported = (...items: Item[]) => {
    const fleet = fleetOf(...items);
    const joined = joinRoster(fleet, KEYS);
    const { profiles, findings } = importClusters(joined.roster, fleet, OPTIONS);
    return { joined, profiles, findings };
  };

  test('a ClusterProfile that somebody wrote is used as it is, one that a render made is made again', () => {
    const marked = profile('alpha', { annotations: { 'rollcall.dev/generated-by': 'import-capi-clusters/fleet' } });
    expect(imported(cluster(), profile()).profiles).toEqual([]);
    expect(told(imported(cluster(), profile()).findings)).toEqual(['info RC655']);
    expect(imported(cluster(), marked).profiles).toHaveLength(1);
  });

  test('is recorded with the Secrets that ClusterProfiles name', () => {
    const { joined, profiles } = imported(cluster('alpha', { spec }), cluster('beta'), profile('bare'));
    const outside: LeftOut[] = [{ source: found(), because: 'it is elsewhere' }];
    const record = recordImport(joined, profiles, KEYS, outside);
    expect(record.clusters.map(({ profileName, credentials }) => [profileName, credentials])).toEqual([
      [
        'alpha',
        {
          state: 'found',
          source: 'CAPICluster',
          from: 'Secret mgmt/alpha-kubeconfig (key value), which the ClusterProfile names and nobody copies',
          secret: 'mgmt/alpha-kubeconfig',
          passedOver: [],
        },
      ],
      ['beta', { state: 'missing', reason: 'the ClusterProfile names no Secret of its Cluster', action: 'Skip' }],
    ]);
    expect(record.consumers).toEqual([]);
    expect(record.leftOut).toEqual([...outside, ...joined.leftOut]);
  });

  test('what is not known of a Cluster is told, and its access', () => {
    const { profiles, findings } = imported(cluster('alpha', { spec }));
    expect(only(profiles).access).toEqual({
      server: 'https://a.example:6443',
      authority: '',
      secret: { name: 'alpha-kubeconfig', key: 'value', namespace: 'mgmt' },
    });
    expect(sentence(findings, 'RC653')).toContain('the certificate authority, the version, the condition');
  });
});
