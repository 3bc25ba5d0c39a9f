import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { clusterText, consumerText, kubeconfigFor } from '../faults/fleet';
import { command, linkFunction, program } from '../support/program';

/** The built program, run as people and hosts run it (`npm test` builds it first). */
const fleet = join(__dirname, '..', '..', 'examples', 'fleet');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input: string | Buffer = '') {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const files = (inside: string) =>
  readdirSync(join(folder, inside), { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, inside, file)).isFile())
    .sort();

const kubeconfig = kubeconfigFor('a');
const cluster = (name: string) => clusterText(name, 'a');
const consumer = consumerText('team');
const configuration = (spec: string) =>
  `apiVersion: rollcall.dev/v1alpha1\nkind: PublishCredentials\nmetadata:\n  name: here\nspec: ${spec}\n`;

describe('what parameters of Argo CD get wrong points at the Application, and the rest at the file', () => {
  const parameters = "ARGOCD_APP_PARAMETERS (the Application's spec.source.plugin.parameters)";
  const renderWith = (list: unknown, args: readonly string[] = []) =>
    spawnSync(program.file, [...program.args, 'render', 'fleet', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ARGOCD_APP_PARAMETERS: JSON.stringify(list) },
    });

  test.each([
    ['one of its own kinds', configuration('{maxDepartures: many}'), 'PublishCredentials here', 'spec.'],
    [
      'a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: here}\ndata: {maxDepartures: many}\n',
      'ConfigMap here',
      'data.',
    ],
  ])('%s', (_what, file, object, root) => {
    write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
    write('fleet/rollcall.yaml', file);
    const { status, stderr } = renderWith([
      { name: 'maxWithdrawals', string: 'some' },
      { name: 'inputs', array: ['a.yaml', ''] },
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(`error RC207 [${parameters} · ${object} · ${root}maxWithdrawals] The field`);
    expect(stderr).toContain(`error RC207 [${parameters} · ${object} · ${root}inputs[1]] The field`);
    expect(stderr).toContain(`error RC207 [fleet/rollcall.yaml · ${object} · ${root}maxDepartures] The field`);
  });

  test('a finding of the render itself, of a policy, and where there is no file', () => {
    write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
    expect(renderWith([{ name: 'inputs', array: ['b.yaml'] }]).stderr).toContain(`[${parameters} · spec.inputs]`);
    write('policy.yaml', 'apiVersion: rollcall.dev/v1alpha1\nkind: Policy\nspec: {allowEmpty: false}\n');
    expect(renderWith([{ name: 'allowEmpty', string: 'true' }], ['--policy', 'policy.yaml']).stderr).toContain(
      `RC423 [${parameters} · `,
    );
  });
});

describe('the command line', () => {
  test.each([
    [['--help'], 'rollcall fn [FUNCTION]'],
    [['fn', '--help'], 'publish-credentials'],
    [['render', '--help'], '--include-inputs'],
    [['parameters', '--help'], 'plugin.yaml'],
    [['kustomize-plugin', '--help'], 'legacy exec plugin'],
    [['--version'], '0.1.0'],
    [['version'], '0.1.0'],
    [['fn', '--version'], '0.1.0'],
    [['help'], 'rollcall fn [FUNCTION]'],
    [['help', 'render'], '--include-inputs'],
  ])('%j says it on stdout and exits 0', (args, said) => {
    expect(run(args)).toEqual({ code: 0, stdout: expect.stringContaining(said), stderr: '' });
  });

  test.each([
    [[], 'A command is missing.'],
    [['rendr'], 'There is no command rendr; the nearest is render.'],
    [['explain'], 'needs a cluster, an object or a consumer'],
    [['list', '-o', 'xml'], '-o takes table, json, yaml, csv, name'],
    [['fn', 'publish-credential'], 'There is no function publish-credential; the nearest is publish-credentials.'],
    [['fn', 'a', 'b'], 'takes one FUNCTION'],
    [['fn', '--nope'], "Unknown option '--nope'"],
    [['render', '--output'], '--output'],
    [['parameters', 'a'], 'takes no arguments'],
    [['parameters', '--nope'], "Unknown option '--nope'"],
    [['kustomize-plugin'], 'takes one configuration file'],
    [['kustomize-plugin', 'a', 'b'], 'takes one configuration file'],
    [['help', 'rendr'], 'There is no command rendr; the nearest is render.'],
    [['render', '--config', 'a', '--config', 'b'], '--config is for one file.'],
    [['render', '--config='], '--config needs a value.'],
    [['render', '--output', 'x', '--include-inputs'], '--include-inputs goes with stdout'],
  ])('%j is wrong usage: exit 2, nothing on stdout', (args, said) => {
    expect(run(args)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
  });
});

describe('rollcall fn', () => {
  const list = (items: string, rest = '') =>
    `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items}${rest}`;

  test.each([
    ['nothing on stdin', '', 'RC101'],
    ['something that is no YAML', 'a: "b', 'RC102'],
    ['something that is no ResourceList', 'kind: List\n', 'RC103'],
    [
      'a ResourceList of an unknown version',
      'apiVersion: config.kubernetes.io/v9\nkind: ResourceList\nitems: []\n',
      'RC104',
    ],
    ['items that are no list', 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: x\n', 'RC105'],
    ['nothing to work on', list('- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: a\n'), 'RC421'],
    [
      'an unknown kind of functionConfig',
      list('- kind: A\n', 'functionConfig:\n  apiVersion: rollcall.dev/v1alpha1\n  kind: PublishCredential\n'),
      'RC204',
    ],
  ])('%s: exit 1, an empty list with the reasons, a line on stderr', (_what, input, code) => {
    const ran = run(['fn'], input);
    expect(ran.code).toBe(1);
    expect(parse(ran.stdout)).toMatchObject({
      kind: 'ResourceList',
      items: [],
      results: [{ severity: 'error', tags: { code } }],
    });
    expect(ran.stderr).toMatch(new RegExp(`^error ${code} .*\\n$`));
  });

  test('a configuration that is nested without end is the input’s fault, not ours', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const input = `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[{"kind":"A"}],"functionConfig":{"apiVersion":"rollcall.dev/v1alpha1","kind":"RenderInventory","spec":{"template":${deep}}}}`;
    const { code, stderr } = run(['fn'], input);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error RC\d{3} /);
    expect(stderr).not.toContain('    at ');
  });

  test('answers JSON with JSON', () => {
    const items = parseAllDocuments(`${cluster('a')}---\n${consumer}`).map((document) => document.toJS());
    const { code, stdout } = run(
      ['fn'],
      JSON.stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items }),
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).items).toHaveLength(items.length + 1);
    expect(run(['fn'], '{"kind":"ResourceList","apiVersion":"config.kubernetes.io/v1","items":[]}').stdout).toMatch(
      /^\{/,
    );
  });

  test('a success says nothing on stderr: the results are the host’s to show', () => {
    const items = `${cluster('a')}---\n${consumer}`
      .split('---\n')
      .map((one) => `- ${one.trimEnd().replaceAll('\n', '\n  ')}\n`);
    const { code, stderr, stdout } = run(['fn', 'publish-credentials'], list(items.join('')));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.startsWith(list(items.join('')))).toBe(true);
  });
});

describe('rollcall render', () => {
  test('reads folders, files and stdin, and writes what it makes', () => {
    write('clusters/a.yaml', cluster('a'));
    write('consumer.yml', consumer);
    const { code, stdout } = run(['render', 'clusters', 'consumer.yml', '-'], cluster('b'));
    expect(code).toBe(0);
    expect(parseAllDocuments(stdout).map((document) => document.toJS().metadata.name)).toEqual([
      'default-a-kubeconfig',
      'default-b-kubeconfig',
    ]);
  });

  test('takes rollcall.yaml of the first folder, or --config', () => {
    write('rollcall.yaml', configuration('{format: ClusterInventory}'));
    write('other.yaml.txt', configuration('{dataKeys: [kc]}'));
    write('a.yaml', cluster('a'));
    write('consumer.yaml', consumer);
    expect(parse(run(['render']).stdout)).toMatchObject({
      data: { Config: kubeconfig },
      metadata: { annotations: { 'rollcall.dev/generated-by': 'publish-credentials/here' } },
    });
    expect(parse(run(['render', '.', '--config', 'other.yaml.txt']).stdout)).toMatchObject({
      data: { kc: kubeconfig },
    });
  });

  test('--include-inputs adds the rest, without local-config, configuration and host annotations', () => {
    write('rollcall.yaml', configuration('{}'));
    write(
      'a.yaml',
      cluster('a').replace(
        '  name: a-kubeconfig\n',
        '  name: a-kubeconfig\n  annotations:\n    config.kubernetes.io/local-config: "true"\n',
      ),
    );
    write(
      'consumer.yaml',
      consumer.replace('  name: team\n', "  name: team\n  annotations:\n    config.kubernetes.io/path: 'x.yaml'\n"),
    );
    const objects = parseAllDocuments(run(['render', '--include-inputs']).stdout).map((document) => document.toJS());
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Cluster a',
      'Namespace team',
      'Secret default-a-kubeconfig',
    ]);
    expect(objects[1]).toEqual(parse(consumer));
  });

  test('does not read what is hidden, and nothing of a host', () => {
    write('.krmignore', 'hidden\n*.json\n');
    write('hidden/a.yaml', cluster('a'));
    write('package.json', '{"name":"x"}');
    write('node_modules/a.yaml', cluster('a'));
    write('.git/a.yaml', cluster('a'));
    write('Kptfile', 'kind: [');
    write('kustomization.yaml', 'kind: [');
    write('notes.txt', 'hello: "');
    write('b.yaml', `${cluster('b')}---\n${consumer}`);
    const { code, stdout } = run(['render']);
    expect(code).toBe(0);
    expect(parseAllDocuments(stdout)).toHaveLength(1);
  });

  test.each([
    ['a path that is not there', ['render', 'nowhere'], 'RC501'],
    ['an empty folder', ['render'], 'RC504'],
    ['a configuration that is not there', ['render', '--config', 'nowhere'], 'RC501'],
  ])('%s: exit 1, nothing on stdout', (_what, args, code) => {
    const ran = run(args);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`error ${code} `);
  });

  test('a link that leads out is an error', () => {
    write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
    write('secret.yaml', cluster('b'));
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'fleet', 'b.yaml'));
    expect(run(['render', 'fleet'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('error RC502'),
    });
  });

  test('a finding names the file', () => {
    write('fleet/a.yaml', cluster('a').replace(kubeconfig, '"%"'));
    write('fleet/consumer.yaml', consumer);
    expect(run(['render', 'fleet']).stderr).toContain('[fleet/a.yaml:18 · Secret mgmt/a-kubeconfig · data.value]');
  });
});

describe('what a hostile or careless input does not get', () => {
  const refuse = (args: readonly string[], code: string) => {
    const ran = run(args);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`error ${code} `);
  };
  const rendered = () => parseAllDocuments(run(['render', 'fleet']).stdout).map((document) => document.toJS());
  const forged = (kind: string, namespace: string, name: string, source: string) =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n  annotations:\n    rollcall.dev/generated-by: render-inventory/default\n    rollcall.dev/source: ${source}\n`;
  const bareProfile = (name: string, status = '') =>
    `apiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ClusterProfile\nmetadata:\n  name: ${name}\n  namespace: evil\nspec:\n  clusterManager:\n    name: x\n${status}`;

  beforeEach(() => {
    write('fleet/a.yaml', cluster('a'));
    write('fleet/consumer.yaml', consumer);
  });

  test('a secret on stderr, though the YAML library would warn with it', () => {
    const text =
      'clusters:\n- name: a\n  cluster: {server: https://a}\nusers:\n- name: a\n  user:\n    token: {{ GEHEIM }}\n';
    write('fleet/a.yaml', cluster('a').replace(kubeconfig, Buffer.from(text).toString('base64')));
    expect(run(['render', 'fleet']).stderr).not.toContain('GEHEIM');
  });

  test('a file removed from the output folder, because somebody copied it there under another name', () => {
    expect(run(['render', 'fleet', '--output', 'out']).code).toBe(0);
    const copy = readFileSync(join(folder, 'out/team/secret_default-a-kubeconfig.yaml'), 'utf8');
    write('out/team/mine.yaml', copy.replace('name: default-a-kubeconfig', 'name: mine'));
    refuse(['render', 'fleet', '--output', 'out'], 'RC404');
    expect(files('out')).toEqual(['team/mine.yaml', 'team/secret_default-a-kubeconfig.yaml']);
  });

  test('a cluster dropped by a byte order mark', () => {
    write('fleet/b.yaml', `\ufeff${cluster('b')}`);
    expect(rendered()).toHaveLength(2);
  });

  test('an object of another kind, by forged marks', () => {
    write(
      'fleet/evil.yaml',
      `${bareProfile('x')}---\n${forged('ConfigMap', 'evil', 'x', 'multicluster.x-k8s.io/ClusterProfile/evil/x')}`,
    );
    refuse(['render', 'fleet'], 'RC404');
  });

  test('a file outside the folder, by forged marks', () => {
    const outside = forged(
      'Secret',
      '../../escaped',
      'x-sveltos-kubeconfig',
      'multicluster.x-k8s.io/ClusterProfile/evil/x',
    );
    write('fleet/evil.yaml', `${bareProfile('x')}---\n${outside}`);
    refuse(['render', 'fleet', '--output', 'deep/out'], 'RC404');
    expect(existsSync(join(folder, 'escaped'))).toBe(false);
  });

  test('a file behind a link that leads out of the folder', () => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'out'));
    write('out/.krmignore', 'team\n');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'out', 'team'));
    refuse(['render', 'fleet', '--output', 'out'], 'RC511');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  test('half a render, when one of the files cannot be written', () => {
    write('fleet/other.yaml', consumer.replaceAll('team', 'aaa'));
    write('out/team', 'a file where a folder belongs');
    refuse(['render', 'fleet', '--output', 'out'], 'RC507');
    expect(files('out')).toEqual(['team']);
  });

  test.each([
    ['a List whose items are an alias', 'x: &x [{kind: A}]\nkind: List\nitems: *x\n'],
    ['a List whose items are a map', 'kind: List\nitems: {a: b}\n'],
    ['a List in a List', 'kind: List\nitems:\n- kind: List\n  items: []\n'],
    [
      'a list of the raw API',
      'apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterList\nitems:\n- metadata:\n    name: b\n',
    ],
  ])('%s lost in silence', (_what, text) => {
    write('fleet/list.yaml', text);
    refuse(['render', 'fleet'], 'RC509');
  });

  test('a cluster lost behind a link inside the folder', () => {
    write('fleet/.store/b.yaml', cluster('b'));
    symlinkSync(join('.store', 'b.yaml'), join(folder, 'fleet', 'b.yaml'));
    expect(rendered()).toHaveLength(2);
  });

  test('a configuration overlooked', () => {
    write('fleet/rollcall.yml', configuration('{}'));
    expect(run(['render', 'fleet']).stderr).toContain('warning RC510');
  });

  test('inputs with other values, through --include-inputs', () => {
    const pod =
      "apiVersion: v1\nkind: Pod # as it was\nmetadata:\n  name: p\n  annotations:\n    config.kubernetes.io/path: 'x.yaml'\nspec:\n  mode: 0400\n  token: no\n  big: 9007199254740993\n";
    write('fleet/pod.yaml', pod);
    expect(run(['render', 'fleet', '--include-inputs']).stdout).toContain(pod.replace(/ {2}annotations:\n.*\n/, ''));
  });

  test('a SveltosCluster withdrawn by a missing Secret, when capiClusters is Skip', () => {
    const labelled = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: lab\n  namespace: default\n  labels:\n    x-k8s.io/cluster-profile: a\ndata:\n  config: ${kubeconfig}\n`;
    write('fleet/profile.yaml', bareProfile('a').replace('evil', 'default'));
    write('fleet/labelled.yaml', labelled);
    write(
      'fleet/rollcall.yaml',
      configuration('{capiClusters: Skip}').replace('PublishCredentials', 'RenderInventory'),
    );
    const render = () => run(['render', 'fleet', '--output', 'out']);
    expect(render().code).toBe(0);
    const before = files('out');
    expect(before).toContain('default/sveltoscluster_a.yaml');
    rmSync(join(folder, 'fleet/labelled.yaml'));
    expect(render()).toMatchObject({ code: 0, stderr: expect.stringContaining('warning RC341') });
    expect(files('out')).toEqual(before);
  });
});

describe('what a failed command leaves behind is no empty fleet', () => {
  beforeEach(() => write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`));

  test('an empty file', () => {
    write('fleet/b.yaml', '\n');
    const { code, stdout, stderr } = run(['render', 'fleet']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error RC512 [fleet/b.yaml] fleet/b.yaml is empty.');
  });

  test('empty standard input', () => {
    expect(run(['render', 'fleet', '-']).stderr).toContain('error RC512 [standard input]');
  });

  test('a file of comments is somebody’s wish', () => {
    write('fleet/b.yaml', '# none yet\n');
    expect(run(['render', 'fleet']).code).toBe(0);
  });
});

describe('a policy', () => {
  const policy = (spec: string) => `apiVersion: rollcall.dev/v1alpha1\nkind: Policy\nspec: ${spec}\n`;
  const runUnder = (args: readonly string[], file: string, input = '') =>
    spawnSync(program.file, [...program.args, ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { ...process.env, ROLLCALL_POLICY: file },
    });

  beforeEach(() => {
    write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
    write('fleet/rollcall.yaml', configuration('{allowEmpty: true}'));
    write('strict.yaml', policy('{allowEmpty: false}'));
    write('loose.yaml', policy('{}'));
  });

  test.each([
    ['allowEmpty', '{allowEmpty: false}', 'error RC423'],
    ['the function', '{functions: [render-inventory]}', 'error RC424'],
    ['the kind', '{outputs: {kinds: [SveltosCluster.lib.projectsveltos.io]}}', 'error RC425'],
    ['the namespace', '{outputs: {namespaces: [teams-*, ""]}}', 'error RC425'],
  ])('stops what it does not allow: %s', (_what, spec, error) => {
    write('policy.yaml', policy(spec));
    const { code, stdout, stderr } = run(['render', 'fleet', '--policy', 'policy.yaml']);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(error) });
  });

  test('lets pass what it allows', () => {
    write('policy.yaml', policy('{functions: [publish-credentials], outputs: {kinds: [Secret], namespaces: [te*]}}'));
    const { code, stderr } = run(['render', 'fleet', '--policy', 'policy.yaml']);
    expect({ code, isPlain: !stderr.includes('error') }).toEqual({ code: 0, isPlain: true });
  });

  test('of the environment counts in every command, and no option replaces it', () => {
    const list = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\nfunctionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: x}\n  data: {allowEmpty: "true"}\n`;
    expect(runUnder(['render', 'fleet'], 'strict.yaml').stderr).toContain('error RC423');
    expect(runUnder(['render', 'fleet', '--policy', 'loose.yaml'], 'strict.yaml').stderr).toContain('error RC423');
    expect(runUnder(['fn', '--policy', 'loose.yaml'], 'strict.yaml', list).stdout).toContain('code: RC423');
    expect(runUnder(['list', 'fleet'], 'strict.yaml').status).toBe(1);
    write('plugin.yaml', configuration('{allowEmpty: true, inputs: [fleet/a.yaml]}'));
    expect(runUnder(['kustomize-plugin', 'plugin.yaml'], 'strict.yaml')).toMatchObject({ status: 1, stdout: '' });
    expect(runUnder(['kustomize-plugin', 'plugin.yaml'], '').status).toBe(0);
  });

  test('overrides a parameter of Argo CD', () => {
    write('fleet/rollcall.yaml', configuration('{}'));
    const { status, stderr } = spawnSync(
      program.file,
      [...program.args, 'render', 'fleet', '--policy', 'strict.yaml'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ARGOCD_APP_PARAMETERS: '[{"name": "allowEmpty", "string": "true"}]' },
      },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('error RC423') });
  });

  test.each([
    ['is not there', undefined, 'error RC501'],
    ['is no YAML', '{', 'error RC102'],
    ['is empty', '', 'error RC426'],
    ['is misspelt', policy('{alowEmpty: false}'), 'error RC427 [policy.yaml · spec.alowEmpty]'],
  ])('that %s stops everything', (_what, text, error) => {
    if (text !== undefined) write('policy.yaml', text);
    for (const ran of [
      run(['render', 'fleet', '--policy', 'policy.yaml']),
      runUnder(['render', 'fleet'], 'policy.yaml'),
    ]) {
      expect(ran).toMatchObject({ stdout: '', stderr: expect.stringContaining(error) });
    }
  });
});

test('a configuration that was found may not be a link that leads out', () => {
  write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
  write('elsewhere.yaml', configuration('{}'));
  symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'fleet', 'rollcall.yaml'));
  expect(run(['render', 'fleet']).stderr).toContain('error RC502');
  expect(run(['render', 'fleet/a.yaml', '--config', 'fleet/rollcall.yaml']).code).toBe(0);
});

test('a link inside a package meets no rules of a folder that it leads out of', () => {
  write('fleet/a/.krmignore', 'hidden\n');
  write('fleet/b/all.yaml', `${cluster('a')}---\n${consumer}`);
  symlinkSync(join(folder, 'fleet', 'b'), join(folder, 'fleet', 'a', 'link'));
  expect(run(['render', 'fleet']).code).toBe(0);
});

test('a configuration beside a file is not used, which is told', () => {
  write('fleet/a.yaml', `${cluster('a')}---\n${consumer}`);
  write('fleet/rollcall.yaml', configuration('{}'));
  expect(run(['render', 'fleet/a.yaml']).stderr).toContain('warning RC513 fleet/rollcall.yaml is beside fleet/a.yaml');
  expect(run(['render', 'fleet/a.yaml', '--config', 'fleet/rollcall.yaml']).stderr).not.toContain('RC513');
});

describe('rollcall render --output', () => {
  const render = () => run(['render', 'fleet', '--output', 'out']);

  beforeEach(() => {
    write('fleet/a.yaml', cluster('a'));
    write('fleet/b.yaml', cluster('b'));
    write('fleet/consumer.yaml', consumer);
    write('fleet/rollcall.yaml', configuration('{credentials: Copy}'));
  });

  test('writes one file an object, named as kpt names it, readable by its owner alone', () => {
    expect(render()).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'out: 2 written, 0 unchanged, 0 removed\n  written: team/secret_default-a-kubeconfig.yaml, team/secret_default-b-kubeconfig.yaml\n',
    });
    expect(files('out')).toEqual(['team/secret_default-a-kubeconfig.yaml', 'team/secret_default-b-kubeconfig.yaml']);
    expect(statSync(join(folder, 'out/team/secret_default-a-kubeconfig.yaml')).mode & 0o077).toBe(0);
  });

  test('brings the folder up to date: unchanged files stay, changed ones are written, those of gone clusters go', () => {
    write('fleet/d.yaml', cluster('d'));
    render();
    const textOf = (name: string) =>
      readFileSync(join(folder, `out/team/secret_default-${name}-kubeconfig.yaml`), 'utf8');
    const [same, before] = [textOf('a'), textOf('d')];
    rmSync(join(folder, 'fleet/b.yaml'));
    write('fleet/c.yaml', cluster('c'));
    const moved = Buffer.from(kubeconfig, 'base64').toString().replace('https://a', 'https://moved.example');
    write('fleet/d.yaml', cluster('d').replace(kubeconfig, Buffer.from(moved).toString('base64')));
    expect(render().stderr).toContain(
      'out: 2 written, 1 unchanged, 1 removed\n  written: team/secret_default-c-kubeconfig.yaml, team/secret_default-d-kubeconfig.yaml\n  removed: team/secret_default-b-kubeconfig.yaml\n',
    );
    expect(files('out')).toEqual(['a', 'c', 'd'].map((name) => `team/secret_default-${name}-kubeconfig.yaml`));
    expect(textOf('a')).toBe(same);
    expect(textOf('d')).not.toBe(before);
    const [written] = Object.values<string>(parse(textOf('d')).data);
    expect(Buffer.from(written ?? '', 'base64').toString()).toContain('moved.example');
    expect(render().stderr).toContain('out: 0 written, 3 unchanged, 0 removed');
  });

  test('two fleets without a name keep their own objects in one folder', () => {
    rmSync(join(folder, 'fleet/rollcall.yaml'));
    write('second/c.yaml', cluster('c'));
    write('second/consumer.yaml', consumer);
    const first = run(['render', 'fleet', '--output', 'out']);
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('info RC408') });
    expect(run(['render', 'second', '--output', 'out']).code).toBe(0);
    expect(files('out')).toHaveLength(3);
    expect(run(['render', './fleet/', '--output', 'out']).stderr).toContain('out: 0 written, 2 unchanged, 0 removed');
    rmSync(join(folder, 'fleet/b.yaml'));
    expect(render().stderr).toContain('out: 0 written, 1 unchanged, 1 removed');
    write('second/a.yaml', cluster('a'));
    const both = run(['render', 'second', '--output', 'out']);
    expect(both.code).toBe(1);
    expect(both.stderr).toContain('belongs to render-inventory/default@../fleet');
  });

  test('a fleet from standard input needs a name', () => {
    const input = `${cluster('a')}---\n${consumer}`;
    expect(run(['render', '-', '--output', 'out'], input)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error RC406'),
    });
    expect(run(['render', '-', '--output', 'out', '--config', 'fleet/rollcall.yaml'], input).code).toBe(0);
  });

  test('withdraws many clusters only where the command line says so', () => {
    for (const name of ['c', 'd', 'e']) write(`fleet/${name}.yaml`, cluster(name));
    render();
    for (const name of ['b', 'c', 'd', 'e']) rmSync(join(folder, `fleet/${name}.yaml`));
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC415') });
    expect(files('out')).toHaveLength(5);
    const { code, stderr } = run(['render', 'fleet', '--output', 'out', '--allow-withdrawals']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^out: 0 written, 1 unchanged, 4 removed\n {2}removed: .*-b-.*-c-.*-d-.*-e-/m);
  });

  test('a missing Secret withdraws nothing', () => {
    render();
    write('fleet/b.yaml', cluster('b').split('---\n')[0] ?? '');
    expect(render()).toMatchObject({ code: 0, stderr: expect.stringContaining('warning RC341') });
    expect(files('out')).toHaveLength(2);
  });

  test('a folder inside the one that is read is no input', () => {
    const inside = () => run(['render', '.', '--output', 'out', '--config', 'fleet/rollcall.yaml']);
    expect(inside().code).toBe(0);
    expect(inside().stderr).toBe('out: 0 written, 2 unchanged, 0 removed\n');
  });

  test('a failing render writes nothing at all', () => {
    render();
    const before = files('out').map((file) => readFileSync(join(folder, 'out', file), 'utf8'));
    write('fleet/c.yaml', cluster('c'));
    write('fleet/d.yaml', cluster('d').replace('clusterprofile-name: d', 'clusterprofile-name: c'));
    expect(render().code).toBe(1);
    expect(files('out').map((file) => readFileSync(join(folder, 'out', file), 'utf8'))).toEqual(before);
  });

  test('somebody else’s file in the way stops it', () => {
    write('out/team/secret_default-a-kubeconfig.yaml', 'hello: world\n');
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC505') });
    expect(files('out')).toEqual(['team/secret_default-a-kubeconfig.yaml']);
  });

  test('a folder that cannot be written to is told', () => {
    write('out', 'a file');
    expect(render()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('error RC507') });
  });
});

test('the example fleet renders', () => {
  expect(existsSync(command)).toBe(true);
  const { code, stdout } = run(['render', fleet]);
  expect(code).toBe(0);
  expect(parseAllDocuments(stdout)).toHaveLength(12);
  expect(stdout).not.toContain('example-token');
});

test('output goes to a reader that stops reading without a word', () => {
  const { stdout, stderr } = spawnSync('sh', ['-c', `"$0" render "$1" | head -n 1`, command, fleet], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('apiVersion: v1\n');
  expect(stderr).not.toContain('EPIPE');
});

describe('spec.inputs', () => {
  const withInputs = (inputs: string) => configuration(`{inputs: ${inputs}}`);
  const list = (items: string, inputs: string) =>
    `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n${items}functionConfig:\n${indent(withInputs(inputs))}`;
  const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
  const itself = (inputs: string) => `- ${indent(withInputs(inputs)).trimStart()}`;

  beforeEach(() => {
    write('fleet/a.yaml', cluster('a'));
    write('fleet/n.yaml', consumer);
    write('other/b.yaml', cluster('b'));
  });

  test('are what render reads without a PATH, relative to the configuration', () => {
    write('rollcall.yaml', withInputs('[fleet]'));
    const ran = run(['render']);
    expect({ code: ran.code, kinds: ran.stdout.match(/^kind:.*/gm) }).toEqual({ code: 0, kinds: ['kind: Secret'] });
    write('elsewhere/config.yaml', withInputs('[../fleet]'));
    expect(run(['render', '--config', 'elsewhere/config.yaml']).stderr).toContain('RC521');
    const allowed = run(['render', '--config', 'elsewhere/config.yaml', '--allow-outside-inputs']);
    expect({ code: allowed.code, stdout: allowed.stdout }).toEqual({ code: 0, stdout: ran.stdout });
  });

  test('give way to a PATH, with a warning', () => {
    write('rollcall.yaml', withInputs('[fleet]'));
    const { code, stdout, stderr } = run(['render', '.']);
    expect({ code, count: stdout.match(/^kind: Secret/gm)?.length }).toEqual({ code: 0, count: 2 });
    expect(stderr).toContain('warning RC524');
  });

  test('are read where nothing but the configuration comes in, and only what is generated goes out', () => {
    const { code, stdout } = run(['fn'], list(itself('[fleet]'), '[fleet]'));
    expect(code).toBe(0);
    expect(parse(stdout).items.map(({ kind }: { kind: string }) => kind)).toEqual(['Secret']);
    const none = run(['fn'], list('', '[fleet]').replace('items:\n', 'items: []\n'));
    expect(parse(none.stdout).items).toEqual(parse(stdout).items);
  });

  test('in a ConfigMap are a list with commas', () => {
    const config =
      'functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data:\n    inputs: fleet/a.yaml, fleet/n.yaml\n';
    const { stdout } = run(['fn'], `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n${config}`);
    expect(parse(stdout).items).toHaveLength(1);
  });

  test('beside objects that the host sends are an error', () => {
    const { code, stdout, stderr } = run(
      ['fn'],
      list('- apiVersion: v1\n  kind: A\n  metadata:\n    name: a\n', '[fleet]'),
    );
    expect({ code, items: parse(stdout).items }).toEqual({ code: 1, items: [] });
    expect(stderr).toContain('RC523');
  });
});

describe('rollcall-fn, the file that kustomize starts', () => {
  const start = (args: readonly string[], env: Record<string, string>, input = '') =>
    spawnSync(join(folder, 'rollcall-fn'), args, {
      cwd: folder,
      env: { ...process.env, ...env },
      input,
      encoding: 'utf8',
    });
  const asPlugin = { KUSTOMIZE_PLUGIN_CONFIG_ROOT: '/' };
  beforeEach(() => linkFunction(join(folder, 'rollcall-fn')));

  test('is a KRM function without arguments, and takes none: a kustomization could give them', () => {
    expect(start([], {})).toMatchObject({ status: 1, stderr: expect.stringContaining('RC101') });
    for (const args of [['--allow-exec-plugins'], ['publish-credentials']]) {
      expect(start(args, {})).toMatchObject({ status: 2, stderr: expect.stringContaining('takes no arguments') });
    }
    expect(start(['config.yaml', '--allow-exec-plugins'], asPlugin).status).toBe(2);
  });

  test('is a legacy plugin where kustomize says so: documents in, documents out, what is not ours as its text', () => {
    write('config.yaml', configuration('{}'));
    const sent = `${cluster('a')}---\n${consumer}---\n# kept\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\ndata: {a: 010}`;
    const { status, stdout } = start(['config.yaml'], asPlugin, sent);
    expect(status).toBe(0);
    expect(stdout.startsWith(`${sent}\n---\n`)).toBe(true);
    expect(parseAllDocuments(stdout)).toHaveLength(5);
  });

  test.each([
    ['nothing on stdin and no inputs', '{}', '', 'RC520'],
    ['objects on stdin and inputs', '{inputs: [a]}', consumer, 'RC523'],
    ['a misspelt field', '{input: [a]}', consumer, 'RC206'],
  ])('as a plugin with %s: nothing on stdout, the reason on stderr', (_what, spec, input, code) => {
    write('config.yaml', configuration(spec));
    expect(start(['config.yaml'], asPlugin, input)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(code),
    });
  });

  test('as a plugin whose configuration cannot be read', () => {
    expect(start(['nowhere.yaml'], asPlugin)).toMatchObject({ status: 1, stderr: expect.stringContaining('RC501') });
    write('config.yaml', 'a: "b');
    expect(start(['config.yaml'], asPlugin)).toMatchObject({ status: 1, stderr: expect.stringContaining('RC102') });
  });
});
