import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../support/program';

// Whole programs on a busy machine: how long they take proves nothing.
jest.setTimeout(60_000);

/** `rollcall diff` as people run it: the built program, real repositories of git. */
const example = join(__dirname, '..', '..', 'examples', 'fleet');

let folder = '';
let temporary = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  mkdirSync(join(folder, 'repo'));
  cpSync(example, join(folder, 'repo', 'fleet'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const environment = () => ({
  ...process.env,
  TMPDIR: temporary,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
});

function diff(args: readonly string[], { cwd = 'repo', input = '' } = {}) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'diff', ...args], {
    cwd: join(folder, cwd),
    input,
    encoding: 'utf8',
    env: environment(),
  });
  return { code: status, stdout, stderr };
}

function git(args: readonly string[], cwd = 'repo'): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: join(folder, cwd),
    encoding: 'utf8',
    env: environment(),
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const path = (...parts: string[]) => join(folder, 'repo', ...parts);

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(path(file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path(file), after);
}

function commit(message: string): void {
  git(['add', '-A']);
  git(['commit', '-qm', message]);
}

function startRepository(): void {
  git(['init', '-q', '-b', 'main', '.']);
  commit('one');
}

const toStage = () => edit('fleet/profiles/alpha.yaml', (text) => text.replace('env: prod', 'env: stage'));
const betaLeaves = () => rmSync(path('fleet/clusters/beta.yaml'));
const STAGE = '  ~ env: prod → stage on fleet-prod/alpha\n';

/** Every file of a folder, with its content. */
function contentOf(at: string): Record<string, string> {
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    files.map((file) => [
      join(file.parentPath, file.name),
      readFileSync(join(file.parentPath, file.name)).toString('base64'),
    ]),
  );
}

describe('two inputs', () => {
  beforeEach(() => cpSync(path('fleet'), path('old'), { recursive: true }));

  test('what is the same is said, and is exit code 0 with --exit-code too', () => {
    const { code, stdout } = diff(['old', 'fleet', '--exit-code']);
    expect(stdout).toBe('No difference between old and fleet.\n');
    expect(code).toBe(0);
  });

  test('a difference is exit code 0, and 1 with --exit-code', () => {
    toStage();
    expect(diff(['old', 'fleet'])).toMatchObject({ code: 0, stdout: expect.stringContaining(STAGE) });
    expect(diff(['old', 'fleet', '--exit-code']).code).toBe(1);
  });

  test('the same findings on both sides are told once; others say on which side', () => {
    edit('fleet/clusters/gamma.yaml', (text) => text.replace('clusterprofile-name', 'clusterprofile-nam'));
    const { stderr } = diff(['old', 'fleet']);
    expect(stderr.match(/^warning RC353/gm)).toHaveLength(1);
    expect(stderr).toMatch(
      /^warning RC\d+ .*On the new side \(fleet\): .*default|On the new side \(fleet\): .*mgmt\/gamma/m,
    );
  });

  test.each(['old', 'new'])('a side with errors (%s) is compared with nothing', (side) => {
    cpSync(path('fleet'), path('broken'), { recursive: true });
    writeFileSync(path('broken/clusters/beta.yaml'), 'apiVersion: [\n');
    const sides = side === 'old' ? ['broken', 'fleet'] : ['fleet', 'broken'];
    const { code, stdout, stderr } = diff(sides);
    expect(code).toBe(1);
    expect(stdout).toBe(`The ${side} side (broken) does not render: one error. Nothing was compared.\n`);
    expect(stderr).toContain(`error RC807 The ${side} side (broken) does not render: one error.`);
    expect(stderr).toMatch(
      new RegExp(`^error RC\\d+ \\[broken/clusters/beta.yaml.*On the ${side} side \\(broken\\): `, 'm'),
    );
    expect(JSON.parse(diff([...sides, '-o', 'json']).stdout)).toEqual({
      version: 1,
      failed: [{ side, name: 'broken', errors: 1 }],
    });
    expect(diff([...sides, '-o', 'markdown']).stdout).toContain('### Rollcall: the change cannot be shown');
  });

  test.each([
    [['old']],
    [['a', 'b', 'c']],
    [['-', '-']],
    [['--git', 'main', '--against', 'x']],
    [['a', 'b', '-o', 'xml']],
    [['--git', '--all']],
  ])('wrong usage: %j', (args) => expect(diff(args)).toMatchObject({ code: 2, stdout: '' }));
});

describe('what was written', () => {
  const rollcall = (...args: string[]) =>
    spawnSync(program.file, [...program.args, ...args], { cwd: path(), encoding: 'utf8', env: environment() });

  test('a directory of outputs does not differ from the render that wrote it', () => {
    expect(rollcall('render', 'fleet', '--output', 'rendered').status).toBe(0);
    expect(diff(['--against', 'rendered', 'fleet']).stdout).toBe('No difference between rendered and fleet.\n');
    toStage();
    betaLeaves();
    const { stdout } = diff(['--against', 'rendered', 'fleet']);
    expect(stdout).toContain(STAGE);
    expect(stdout).toContain(
      '  - fleet-edge/beta leaves (2 objects): the Cluster is no longer in the input, but its kubeconfig Secret is',
    );
  });

  test('objects as a cluster holds them, from standard input', () => {
    const { stdout: written } = rollcall('render', 'fleet');
    const live = written.replaceAll(/^metadata:\n/gm, 'metadata:\n  uid: "1"\n  resourceVersion: "2"\n');
    expect(diff(['--against', '-', 'fleet'], { input: live }).stdout).toBe('No difference between - and fleet.\n');
  });

  test('a Roll: who joins and leaves, without objects', () => {
    expect(rollcall('roll', 'fleet').status).toBe(0);
    expect(diff(['--against', 'fleet/roll.yaml', 'fleet']).stdout).toBe(
      'No difference between fleet/roll.yaml and fleet.\n',
    );
    cpSync(path('fleet/roll.yaml'), path('roll.yaml'));
    rmSync(path('fleet/roll.yaml'));
    toStage();
    betaLeaves();
    const { stdout } = diff(['--against', 'roll.yaml', 'fleet']);
    expect(stdout).toContain(STAGE);
    expect(stdout).toContain(
      '  - fleet-edge/beta leaves: the Cluster is no longer in the input, but its kubeconfig Secret is',
    );
  });

  test('a Roll that is not up to date is an error, and the difference is shown all the same', () => {
    expect(rollcall('roll', 'fleet').status).toBe(0);
    cpSync(path('fleet'), path('old'), { recursive: true });
    betaLeaves();
    const { code, stdout, stderr } = diff(['old', 'fleet']);
    expect(stdout).toContain('fleet-edge/beta leaves');
    expect(stderr).toContain('error RC809 ');
    expect(code).toBe(1);
  });

  test('a directory without objects of the configuration: everything joins, with a warning', () => {
    mkdirSync(path('empty'));
    const { code, stdout, stderr } = diff(['--against', 'empty', 'fleet']);
    expect(stderr).toContain('warning RC808 ');
    expect(stdout).toContain('fleet-prod/alpha joins');
    expect(code).toBe(0);
  });
});

describe('commits', () => {
  test('a commit and the working tree, which has changes that nobody committed', () => {
    startRepository();
    toStage();
    cpSync(path('fleet/clusters/beta.yaml'), path('fleet/clusters/untracked.yaml'));
    edit('fleet/clusters/untracked.yaml', (text) => text.replaceAll('beta', 'zeta'));
    cpSync(path('fleet/clusters/beta-kubeconfig.yaml'), path('fleet/clusters/zeta-kubeconfig.yaml'));
    edit('fleet/clusters/zeta-kubeconfig.yaml', (text) => text.replaceAll('beta', 'zeta'));
    const { code, stdout } = diff(['--git', 'main', 'fleet']);
    expect(stdout).toMatch(/^main → working tree\n/);
    expect(stdout).toContain(STAGE);
    expect(stdout).toContain('  + fleet-edge/zeta joins');
    expect(code).toBe(0);
  });

  test('two commits, where one branch has parted from the other', () => {
    startRepository();
    git(['checkout', '-qb', 'feature']);
    toStage();
    commit('two');
    git(['checkout', '-q', 'main']);
    betaLeaves();
    commit('three');
    expect(diff(['--git', 'main..feature', 'fleet']).stdout).toContain('+ fleet-edge/beta joins');
    const { stdout } = diff(['--git', 'main...feature', 'fleet']);
    expect(stdout).toContain(STAGE);
    expect(stdout).not.toContain('beta');
  });

  test('nothing of the user’s is touched: no index, no worktree, no hook, no leftover', () => {
    startRepository();
    toStage();
    commit('two');
    betaLeaves();
    git(['add', '-A']);
    edit('fleet/profiles/alpha.yaml', (text) => text.replace('region', 'zone'));
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
      writeFileSync(path('.git/hooks', hook), '#!/bin/sh\necho ran >> ../hooked\n');
      chmodSync(path('.git/hooks', hook), 0o755);
    }
    const before = contentOf(path());
    expect(diff(['--git', 'HEAD~1..HEAD', 'fleet']).stdout).toContain(STAGE);
    expect(diff(['--git', 'HEAD', 'fleet']).stdout).toContain('fleet-edge/beta leaves');
    expect(contentOf(path())).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(folder, 'hooked'))).toBe(false);
  });

  test('from a directory of the repository, with paths as they are called there', () => {
    startRepository();
    toStage();
    commit('two');
    expect(diff(['--git', 'HEAD~1..'], { cwd: 'repo/fleet' }).stdout).toContain(STAGE);
    const { stderr } = diff(['--git', 'HEAD~1..HEAD', '../../fleet'], { cwd: 'repo/fleet/clusters' });
    expect(stderr).toContain('../../fleet/clusters/beta.yaml:');
    expect(stderr).not.toContain(temporary);
    expect(diff(['--git', 'HEAD', '../..'], { cwd: 'repo/fleet' })).toMatchObject({ code: 2 });
  });

  test('a configuration, and inputs beside it, as they were', () => {
    mkdirSync(path('env'));
    writeFileSync(
      path('env/rollcall.yaml'),
      'apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: fleet\nspec:\n  inputs: [../fleet]\n  dataKeys: [one]\n',
    );
    startRepository();
    edit('env/rollcall.yaml', (text) => text.replace('[one]', '[two]'));
    const { stdout, stderr } = diff(['--git', 'HEAD', '--config', 'env/rollcall.yaml', '--allow-outside-inputs']);
    expect(stderr).not.toMatch(/^error/m);
    expect(stdout).toContain('data.one: ');
    expect(stdout).toContain('data.two: ');
  });

  test('a path that the base does not have: everything joins', () => {
    writeFileSync(path('README'), '');
    git(['init', '-q', '-b', 'main', '.']);
    git(['add', 'README']);
    git(['commit', '-qm', 'one']);
    const { code, stdout, stderr } = diff(['--git', 'main', 'fleet']);
    expect(stderr).toContain('warning RC808 ');
    expect(stderr).toContain('it has no fleet');
    expect(stdout).toContain('+ fleet-prod/alpha joins');
    expect(code).toBe(0);
  });

  test('a bare repository, by two commits', () => {
    startRepository();
    toStage();
    commit('two');
    git(['clone', '-q', '--bare', path(), join(folder, 'bare')]);
    expect(diff(['--git', 'main~1..main', 'fleet'], { cwd: 'bare' }).stdout).toContain(STAGE);
    expect(diff(['--git', 'main~1', 'fleet'], { cwd: 'bare' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error RC806 '),
    });
  });

  test('a shallow clone lacks the base: a finding says how to fetch it', () => {
    startRepository();
    toStage();
    commit('two');
    git(['clone', '-q', '--depth', '1', `file://${path()}`, join(folder, 'shallow')]);
    const { code, stdout, stderr } = diff(['--git', 'HEAD~1..HEAD', 'fleet'], { cwd: 'shallow' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error RC805 .*whose history is shallow.*fetch-depth: 0/);
  });

  test('outside of a repository, and without git', () => {
    const { code, stderr } = diff(['--git', 'main'], { cwd: 'tmp' });
    expect(code).toBe(1);
    expect(stderr).toContain('error RC806 git says: not a git repository');
    const { status, stderr: said } = spawnSync(program.file, [...program.args, 'diff', '--git', 'main'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...environment(), PATH: '/nowhere' },
    });
    expect(said).toContain('error RC806 git is not installed');
    expect(status).toBe(1);
  });

  test('a signal ends it, and leaves nothing behind', async () => {
    startRepository();
    mkdirSync(path('plugins'));
    writeFileSync(path('plugins/slow'), '#!/bin/sh\ntouch "$STARTED"\nexec sleep 60\n');
    chmodSync(path('plugins/slow'), 0o755);
    writeFileSync(
      path('providers.json'),
      JSON.stringify({
        providers: [
          {
            name: 'slow',
            execConfig: { apiVersion: 'client.authentication.k8s.io/v1', command: path('plugins/slow') },
          },
        ],
      }),
    );
    writeFileSync(
      path('fleet/profiles/slow.yaml'),
      'apiVersion: multicluster.x-k8s.io/v1alpha1\nkind: ClusterProfile\nmetadata: {name: slow, namespace: fleet-edge}\nspec: {clusterManager: {name: hub}}\nstatus:\n  accessProviders:\n  - name: slow\n    cluster: {server: "https://slow.example"}\n',
    );
    commit('two');
    const started = join(folder, 'started');
    const child = spawn(
      program.file,
      [...program.args, 'diff', '--git', 'HEAD', '--allow-exec-plugins', '--provider-file', 'providers.json', 'fleet'],
      { cwd: path(), env: { ...environment(), STARTED: started }, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    const outcome = await Promise.race([ended, until(() => existsSync(started))]);
    expect(outcome).toBe('there');
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
    expect(readdirSync(temporary)).toEqual([]);
  });
});

async function until(isThere: () => boolean): Promise<'there'> {
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  return 'there';
}
