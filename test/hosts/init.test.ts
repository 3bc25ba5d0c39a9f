import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse, stringify } from 'yaml';
import { linkCommands } from '../support/program';

/** `rollcall init`: what it writes fits what is there, renders at once, and replaces nothing. */
const root = join(__dirname, '..', '..');
let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rollcall-init-'));
  folder = join(home, 'my-fleet');
  mkdirSync(folder);
  mkdirSync(join(home, 'bin'));
  linkCommands(join(home, 'bin'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function run(program: string, ...args: string[]) {
  const PATH = [join(home, 'bin'), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { ...process.env, PATH },
    input: '',
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const copy = (example: string) => cpSync(join(root, 'examples', example), folder, { recursive: true });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

describe('guesses', () => {
  test.each([
    ['fleet', [], 'RenderInventory', 'Copy'],
    ['event-framework', ['--force'], 'RunEventTrigger', undefined],
    ['ocm-sandbox-fleet', ['--force'], 'RenderInventory', 'Copy'],
  ])('%s: %j', (example, args, kind, credentials) => {
    copy(example);
    const { code, stdout, stderr } = run('rollcall', 'init', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^A render makes \d+ objects from \d+ clusters?\.$/m);
    const config = parse(read('rollcall.yaml'));
    expect(config).toMatchObject({ kind, metadata: { name: 'my-fleet' } });
    expect(config.spec?.credentials).toBe(credentials);
    expect(run('rollcall', 'render').code).toBe(0);
  });

  test('without kubeconfigs, the mode that renders', () => {
    copy('fleet');
    for (const cluster of ['alpha', 'beta', 'gamma']) rmSync(join(folder, 'clusters', `${cluster}-kubeconfig.yaml`));
    expect(run('rollcall', 'init').stdout).toContain('credentials: External');
    expect(parse(read('rollcall.yaml')).spec).toEqual({ credentials: 'External', emitStores: true });
    expect(run('rollcall', 'render').code).toBe(0);
  });

  test('an empty directory gets a configuration too, and a word about what is missing', () => {
    const { code, stdout } = run('rollcall', 'init');
    expect(code).toBe(0);
    expect(stdout).toContain('There are no objects of a fleet here yet');
  });

  test('a fleet that no mode renders gets one all the same, and is told so', () => {
    copy('fleet');
    write('twice.yaml', read('clusters/alpha.yaml'));
    const { code, stdout } = run('rollcall', 'init');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^A render stops with (?:one|\d+) errors?: rollcall check shows what to do\.$/m);
  });
});

test('the first line names the schema that is written beside it, which accepts the file', () => {
  copy('fleet');
  run('rollcall', 'init');
  const [, address = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read('rollcall.yaml')) ?? [];
  const check = new Ajv({ allowUnionTypes: true, strictTypes: false }).compile(JSON.parse(read(address)));
  expect(check(parse(read('rollcall.yaml')))).toBe(true);
  expect(check({ ...parse(read('rollcall.yaml')), spec: { credential: 'Copy' } })).toBe(false);
});

test('--schema names another place, and writes no schema', () => {
  run('rollcall', 'init', '--schema', 'https://example.com/rollcall.json');
  expect(read('rollcall.yaml')).toMatch(/^# yaml-language-server: \$schema=https:\/\/example\.com\/rollcall\.json\n/);
  expect(existsSync(join(folder, '.rollcall.schema'))).toBe(false);
});

test.each([
  'RenderInventory',
  'PublishCredentials',
  'RegisterSveltosClusters',
  'RunEventTrigger',
  'ImportCAPIClusters',
])('the fields in comments of %s are valid without the #', (kind) => {
  run('rollcall', 'init', '--kind', kind, '--name', 'fleet');
  const text = read('rollcall.yaml');
  const bare = text.replace(/^ {2}#(\w+: \S.*)$/gm, '  $1');
  expect(bare).not.toBe(text);
  const { spec } = parse(bare);
  expect(Object.keys(spec).length).toBeGreaterThan(2);
  const check = new Ajv({ allowUnionTypes: true, strictTypes: false }).compile(JSON.parse(read('.rollcall.schema')));
  expect({ valid: check(parse(bare)), errors: check.errors }).toEqual({ valid: true, errors: null });
});

describe('nothing is replaced silently', () => {
  test('a rollcall.yaml is an error, and stays', () => {
    write('rollcall.yaml', 'mine: true\n');
    const { code, stdout, stderr } = run('rollcall', 'init', '--yes');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error RC815 rollcall\.yaml exists\./);
    expect(read('rollcall.yaml')).toBe('mine: true\n');
    expect(existsSync(join(folder, '.rollcall.schema'))).toBe(false);
    expect(run('rollcall', 'init', '--force').code).toBe(0);
    expect(read('rollcall.yaml')).toContain('kind: RenderInventory');
  });

  test('a link to nowhere in its place is one too', () => {
    symlinkSync('nowhere', join(folder, 'rollcall.yaml'));
    expect(run('rollcall', 'init').stderr).toMatch(/^error RC815 /);
  });

  test('a Kptfile that cannot be understood stops it before anything is written', () => {
    write('Kptfile', 'pipeline: [a\n');
    const { code, stderr } = run('rollcall', 'init');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error RC816 Kptfile /);
    expect(existsSync(join(folder, 'rollcall.yaml'))).toBe(false);
  });
});

describe('the lines of the host', () => {
  test('a Kptfile gets one step, keeps its comments, and gets it once', () => {
    copy('fleet');
    write(
      'Kptfile',
      '# ours\napiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: mine # this one\npipeline:\n  validators:\n    - image: a\n  mutators:\n    # first\n    - image: b\n',
    );
    expect(run('rollcall', 'init').stdout).toContain('Kptfile: added rollcall fn in pipeline.mutators');
    expect(read('Kptfile')).toBe(
      '# ours\napiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: mine # this one\npipeline:\n  validators:\n    - image: a\n  mutators:\n    # first\n    - image: b\n    - exec: rollcall fn\n      configPath: rollcall.yaml\n',
    );
    const before = read('Kptfile');
    expect(run('rollcall', 'init', '--force').code).toBe(0);
    expect(read('Kptfile')).toBe(before);
  });

  test('a kustomization whose resources are the fleet gets a transformer', () => {
    copy('fleet');
    write('kustomization.yaml', stringify({ resources: ['clusters/alpha.yaml', './namespaces.yaml'] }));
    run('rollcall', 'init');
    expect(parse(read('kustomization.yaml')).transformers).toEqual(['rollcall.yaml']);
    expect(parse(read('rollcall.yaml')).spec).not.toHaveProperty('inputs');
  });

  test('another kustomization gets a generator that names the files', () => {
    copy('fleet');
    write('kustomization.yaml', 'generators: [a.yaml]\n');
    run('rollcall', 'init');
    expect(parse(read('kustomization.yaml')).generators).toEqual(['a.yaml', 'rollcall.yaml']);
    expect(parse(read('rollcall.yaml')).spec.inputs).toEqual(['clusters', 'namespaces.yaml', 'profiles']);
    expect(existsSync(join(folder, 'rollcall-fn'))).toBe(true);
    expect(run('rollcall', 'render').code).toBe(0);
  });

  test('an Application is left alone, and the next step is named', () => {
    copy('fleet');
    write('app.yaml', 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: a\nspec: {}\n');
    expect(run('rollcall', 'init').stdout).toContain('docs/hosts/argo-cd.md');
  });

  test('--host none changes no file of a host', () => {
    write('Kptfile', 'kind: Kptfile\n');
    run('rollcall', 'init', '--host', 'none');
    expect(read('Kptfile')).toBe('kind: Kptfile\n');
  });
});

test.each([
  [['nowhere'], 'There is no directory nowhere.'],
  [['a', 'b'], 'takes one DIR'],
  [['--kind', 'RenderInventori'], 'the nearest is RenderInventory'],
  [['--credentials', 'None'], '--credentials takes Copy, Reference, External'],
  [['--host', 'flux'], '--host takes kpt, kustomize, argo-cd, none'],
  [['--name', 'My Fleet'], '--name is made of'],
])('%j is wrong usage', (args, said) => {
  const { code, stdout, stderr } = run('rollcall', 'init', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(said);
});
