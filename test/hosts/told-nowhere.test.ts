import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Render } from '../../src/hosts/npm/types';
import type { JsonObject } from '../../src/krm/json';
import { endlessTemplate } from '../support/endless-template';
import { program } from '../support/program';

/**
 * The same secret in every field that may hold one, and every way to run the built program: it is in the objects that are
 * written, and nowhere else.
 */
const { render: renderAsLibrary }: { render: Render } = require('../../dist/index.js');
const plugin = join(__dirname, '..', 'support', 'plugin.js');
const SECRET = 'open-sesame-7f3a91c5';
const encode = (text: string) => Buffer.from(text).toString('base64');
const FORMS = [SECRET, encode(SECRET), encode(`x${SECRET}`).slice(4, -4), encode(`xx${SECRET}`).slice(4, -4)];

const kubeconfig = (server: string, more = '') =>
  encode(
    `apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster:\n    server: ${server}\n    certificate-authority-data: ${encode(SECRET)}\ncontexts:\n- name: a\n  context:\n    cluster: a\n    user: a\ncurrent-context: a\nusers:\n- name: a\n  user:\n    token: ${SECRET}\n    client-certificate-data: ${encode(SECRET)}\n    client-key-data: ${encode(SECRET)}\n${more}`,
  );

const annotations = { note: SECRET, 'kubectl.kubernetes.io/last-applied-configuration': `{"token":"${SECRET}"}` };
const object = (apiVersion: string, kind: string, namespace: string, name: string, labels: object, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace && { namespace }), labels, annotations },
  ...rest,
});
const CAPI = 'cluster.x-k8s.io/v1beta1';
const capi = (name: string, value: string) => [
  object(CAPI, 'Cluster', 'fleet', name, { 'clusterprofile-name': name }, { spec: { paused: SECRET } }),
  object(
    'v1',
    'Secret',
    'fleet',
    `${name}-kubeconfig`,
    { 'cluster.x-k8s.io/cluster-name': name },
    {
      type: 'cluster.x-k8s.io/secret',
      data: { value, other: encode(SECRET) },
    },
  ),
];
const consumer = object('v1', 'Namespace', '', 'team', { 'x-k8s.io/cluster-inventory-consumer': 'team' }, {});
const provider = object(
  'multicluster.x-k8s.io/v1alpha1',
  'ClusterProfile',
  'fleet',
  'cloudy',
  {},
  {
    status: {
      accessProviders: [
        {
          name: 'cloud',
          cluster: {
            server: 'https://cloudy.example',
            'certificate-authority-data': encode(SECRET),
            'proxy-url': `http://u:${SECRET}@p`,
          },
        },
      ],
    },
  },
);
const strings = object(
  'v1',
  'Secret',
  'fleet',
  'texts',
  { 'x-k8s.io/cluster-profile': 'cloudy' },
  {
    stringData: { config: SECRET, password: SECRET },
  },
);

const good = [consumer, ...capi('alpha', kubeconfig('https://alpha.example'))];
/** Each with a fault of its own. */
const bad = [
  ...capi('plain', kubeconfig('http://plain.example')),
  ...capi('paths', kubeconfig('https://a.example', `    tokenFile: ${SECRET}\n`)),
  ...capi('exec', kubeconfig('https://a.example', `    exec: {command: ${SECRET}, args: [${SECRET}]}\n`)),
  ...capi('torn', encode(`token: ${SECRET}\nusers: [`)),
  ...capi('no-base64', `%${SECRET}`),
  ...capi('no-map', encode(SECRET)),
  object(CAPI, 'Cluster', 'fleet', 'shape', { 'clusterprofile-name': 'shape' }, { status: SECRET }),
  provider,
  strings,
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-told-'));
  write('rollcall.yaml', JSON.stringify(config()));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const config = (spec: JsonObject = {}, kind = 'RenderInventory'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name: 'fleet' },
  spec: { allowEmpty: true, ...spec },
});
const writeFleet = (objects: readonly object[]) =>
  write('fleet.yaml', objects.map((one) => JSON.stringify(one)).join('\n---\n'));
const listOf = (objects: readonly object[], functionConfig = config()) =>
  JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig, items: objects });

function run(args: readonly string[], input = '', env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}

/** Lines with the secret in any form. */
const leaksIn = (text: string) =>
  text.split(/\n|(?=\{"message")/).filter((line) => FORMS.some((form) => line.includes(form)));

const views = [
  ['list'],
  ['list', '-o', 'json'],
  ['list', '-o', 'yaml'],
  ['explain', 'alpha'],
  ['explain', 'cloudy'],
  ['graph'],
  ['graph', '-o', 'json'],
  ['check', '--now', '2026-01-01T00:00:00Z'],
  ['roll'],
  ['roll', '--check'],
];
test.each(views)('%s %s %s shows it nowhere', (...args) => {
  for (const objects of [good, [...good, ...bad]]) {
    writeFleet(objects);
    const { code, stdout, stderr } = run(args);
    expect([0, 1, 2]).toContain(code);
    expect(leaksIn(stdout)).toEqual([]);
    expect(leaksIn(stderr)).toEqual([]);
  }
});

test.each(['text', 'json', 'sarif', 'github', 'gitlab'])('a render that fails, with --format %s', (format) => {
  writeFleet([...good, ...bad]);
  const { code, stdout, stderr } = run(['render', '--format', format]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('RC');
  expect(leaksIn(stderr)).toEqual([]);
});

test('a render that works writes it to the objects alone, and leaves nothing in the folder when it fails', () => {
  writeFleet(good);
  const shown = run(['render']);
  expect(shown.code).toBe(0);
  expect(leaksIn(shown.stdout).length).toBe(0);
  expect(Buffer.from(/config: (\S+)/.exec(shown.stdout)?.[1] ?? '', 'base64').toString()).toContain(SECRET);
  expect(leaksIn(shown.stderr)).toEqual([]);
  const kept = run(['render', '--output', 'out']);
  expect([...leaksIn(kept.stdout), ...leaksIn(kept.stderr)]).toEqual([]);
  const before = readdirSync(join(folder, 'out'), { recursive: true });
  writeFleet([...good, ...bad]);
  const failed = run(['render', '--output', 'out']);
  expect(failed.code).toBe(1);
  expect([...leaksIn(failed.stdout), ...leaksIn(failed.stderr)]).toEqual([]);
  expect(readdirSync(join(folder, 'out'), { recursive: true })).toEqual(before);
  expect(existsSync(join(folder, 'out', '.rollcall'))).toBe(false);
  for (const file of before.map(String)) {
    const { mode } = statSync(join(folder, 'out', file));
    if (readsSecret(join(folder, 'out', file))) expect(mode & 0o077).toBe(0);
  }
});

function readsSecret(file: string): boolean {
  return statSync(file).isFile() && readFileSync(file, 'utf8').includes('kind: Secret');
}

test.each(['RenderInventory', 'PublishCredentials', 'RegisterSveltosClusters', 'ImportManagedClusters'])(
  'a KRM function of the kind %s that fails, and the library',
  async (kind) => {
    const objects = [...good, ...bad];
    const { code, stdout, stderr } = run(['fn'], listOf(objects, config({}, kind)));
    expect([0, 1]).toContain(code);
    const results = code === 0 ? stdout.slice(stdout.indexOf('"results"')) : stdout;
    expect(leaksIn(results)).toEqual([]);
    expect(leaksIn(stderr)).toEqual([]);
    const { findings } = await renderAsLibrary(objects, config({}, kind));
    expect(leaksIn(JSON.stringify(findings))).toEqual([]);
  },
);

test('a plugin of kustomize and a plugin of Argo CD with parameters', () => {
  write('config.yaml', JSON.stringify(config()));
  const objects = [...good, ...bad].map((one) => JSON.stringify(one)).join('\n---\n');
  const kustomize = run(['kustomize-plugin', 'config.yaml'], objects);
  expect(kustomize.code).toBe(1);
  expect([...leaksIn(kustomize.stdout), ...leaksIn(kustomize.stderr)]).toEqual([]);
  writeFleet(good);
  const parameters = [
    { name: 'missingCredentials', string: SECRET },
    { name: 'maxDepartures', string: SECRET },
    { name: 'expiryWarning', string: SECRET },
    { name: 'allowEmpty', string: SECRET },
    { name: 'labelKeys', map: { consumer: SECRET, [`no ${SECRET}`]: SECRET } },
    { name: 'dataKeys', array: ['a', `no ${SECRET}`] },
  ];
  for (const one of parameters) {
    const { stdout, stderr } = run(['render'], '', { ARGOCD_APP_PARAMETERS: JSON.stringify([one]) });
    expect(leaksIn(stdout)).toEqual([]);
    // The key of a label is a name.
    if (one.name !== 'labelKeys') expect(leaksIn(stderr)).toEqual([]);
  }
});

test.each([
  ['answers', ['token', SECRET]],
  ['fails', ['exit-3', '--password', SECRET]],
  ['tells all that it knows', ['tells-all', 'fails', `--password=${SECRET}`]],
  ['answers what cannot be read', ['expiring', SECRET]],
])('a credential plugin that %s', (_what, args) => {
  const execConfig = { command: plugin, args, env: [{ name: 'PLUGIN_B', value: SECRET }] };
  write('providers.json', JSON.stringify({ providers: [{ name: 'cloud', execConfig }] }));
  writeFleet([provider]);
  const options = ['--provider-file', 'providers.json', '--allow-exec-plugins'];
  for (const command of [['render'], ['list'], ['explain', 'cloudy'], ['render', '--output', 'out']]) {
    const { code, stdout, stderr } = run([...command, ...options]);
    expect([0, 1]).toContain(code);
    if (command[0] !== 'render') expect(leaksIn(stdout)).toEqual([]);
    expect(leaksIn(stderr)).toEqual([]);
  }
});

test.each([
  ['no map', SECRET],
  ['an unknown field', JSON.stringify({ providers: [{ name: 'cloud', [SECRET]: SECRET }] })],
  ['a wrong value', JSON.stringify({ providers: [{ name: 'cloud', profileSourcedEnvVarsPolicy: SECRET }] })],
  ['torn', `providers: [{name: cloud, execConfig: {command: ${SECRET}, env: [{value: ${SECRET}`],
])('a provider file: %s', (_what, text) => {
  write('providers.json', text);
  writeFleet([provider]);
  const { code, stdout, stderr } = run(['render', '--provider-file', 'providers.json', '--allow-exec-plugins']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(leaksIn(stderr)).toEqual([]);
});

describe('the event framework', () => {
  const secret = object(
    'v1',
    'Secret',
    'default',
    'event',
    { watched: 'yes' },
    { data: { password: encode(SECRET) }, stringData: { text: SECRET } },
  );
  const withEvents = (spec: JsonObject, template: string) => [
    ...endlessTemplate(template, { group: '', version: 'v1', kind: 'Secret', ...spec }),
    secret,
  ];
  test.each<[string, JsonObject, string]>([
    [
      'Lua that fails with it',
      { evaluate: 'function evaluate() error(obj.data.password .. obj.stringData.text) end' },
      'x: y',
    ],
    [
      'Lua that answers with it',
      { evaluate: 'function evaluate() return { matching = obj.data.password, message = obj.data.password } end' },
      'x: y',
    ],
    ['CEL that fails on it', { evaluateCEL: [{ name: 'r', rule: 'int(resource.data.password) > 1' }] }, 'x: y'],
    ['a template that fails with it', {}, '{{ fail (index .Resource.data "password" | b64dec) }}'],
    [
      'a template that makes a name of it',
      {},
      'apiVersion: v1\nkind: {{ index .Resource.data "password" | b64dec }}!\nmetadata:\n  name: {{ index .Resource.data "password" }}!\n',
    ],
    ['a template that makes no YAML of it', {}, '{{ index .Resource.data "password" | b64dec }}: [\n'],
    [
      'a template that calls a function with it',
      {},
      '{{ index .Resource.data "password" | b64dec | toDate "2006" | atoi }}',
    ],
    [
      'a template without end',
      {},
      '{{ $p := index .Resource.data "password" | b64dec }}{{ range until 1000 }}{{ range until 100000 }}{{ $x := $p }}{{ end }}{{ end }}',
    ],
  ])('%s', async (_what, spec, template) => {
    const objects = withEvents(spec, template);
    const functionConfig = config({}, 'RunEventTrigger');
    for (const timeout of ['30s', '1s']) {
      const { stdout, stderr, code } = run(['fn'], listOf(objects, functionConfig), { ROLLCALL_TIMEOUT: timeout });
      const results = code === 0 ? stdout.slice(stdout.indexOf('"results"')) : stdout;
      expect(leaksIn(results)).toEqual([]);
      expect(leaksIn(stderr)).toEqual([]);
    }
    const { findings } = await renderAsLibrary(objects, functionConfig, { timeout: 1_000 });
    expect(leaksIn(JSON.stringify(findings))).toEqual([]);
  });
});
