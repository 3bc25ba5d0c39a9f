import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { program } from '../support/program';

/** Credential plugins as users run them: the built program and a real process. */
const plugin = join(__dirname, '..', 'support', 'plugin.js');
const certificates = join(__dirname, '..', 'support', 'certificates');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-plugins-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Provider {
  readonly args: readonly string[];
  readonly command?: string;
  readonly env?: readonly { name: string; value: string }[];
  readonly policies?: Record<string, string | string[]>;
}

/** Profiles that all name the provider `cloud`, and the provider file for it. */
function prepare(
  profiles: readonly object[],
  { args, command = plugin, env = [], policies }: Provider,
  spec = {},
): void {
  const providers = [
    { name: 'cloud', execConfig: { command, args, env, installHint: 'ask the vault team' }, ...policies },
  ];
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'test' }, spec };
  writeFileSync(join(folder, 'providers.json'), JSON.stringify({ providers }));
  writeFileSync(join(folder, 'rollcall.yaml'), JSON.stringify(config));
  writeFileSync(join(folder, 'fleet.yaml'), profiles.map((one) => JSON.stringify(one)).join('\n---\n'));
}

function profile(name = 'alpha', extensions: readonly object[] = [], fields = {}) {
  const cluster = { server: `https://${name}.example`, 'certificate-authority-data': 'Y2E=', extensions, ...fields };
  return {
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name, namespace: 'fleet' },
    status: { accessProviders: [{ name: 'cloud', cluster }] },
  };
}

const OPTIONS = [
  'fleet.yaml',
  '--config',
  'rollcall.yaml',
  '--provider-file',
  'providers.json',
  '--allow-exec-plugins',
];

function render(options: readonly string[] = OPTIONS) {
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'render', ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PLUGIN_A: 'from the host' },
  });
  return { code: status, stdout, stderr, seconds: (Date.now() - began) / 1000 };
}

/** The kubeconfigs that came out, by the name of their Secret. */
function kubeconfigs(stdout: string): Map<string, { users: { user: Record<string, string> }[] }> {
  const objects = parseAllDocuments(stdout).map((document) => document.toJS());
  return new Map(
    objects
      .filter(({ kind }) => kind === 'Secret')
      .map(({ metadata, data }) => [metadata.name, parse(Buffer.from(data.kubeconfig, 'base64').toString())]),
  );
}

const userOf = (stdout: string, name = 'alpha') =>
  kubeconfigs(stdout).get(`${name}-sveltos-kubeconfig`)?.users[0]?.user ?? {};
const pem = (file: string) => readFileSync(join(certificates, file)).toString('base64');
const certificate = { 'client-certificate-data': pem('client.crt'), 'client-key-data': pem('client.key') };

describe('what a plugin gives becomes a plain kubeconfig', () => {
  test.each([
    { gives: 'token', want: { token: 'plugin-token' } },
    { gives: 'certificate', want: certificate },
    { gives: 'both', want: { token: 'plugin-token', ...certificate } },
    { gives: 'slow', want: { token: 'plugin-token' } },
    { gives: 'much-stderr', want: { token: 'plugin-token' } },
  ])('$gives', ({ gives, want }) => {
    prepare([profile()], { args: [gives] });
    const { code, stdout } = render();
    expect(code).toBe(0);
    expect(userOf(stdout)).toEqual(want);
    expect(stdout).not.toContain('exec:');
  });

  test.each(['fails', 'works'])('what it says of secrets on stderr is not shown: it %s', (how) => {
    const token = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${'s'.repeat(20)}`;
    const args = ['tells-all', how, '--password', 'open-sesame', '--key=sesame-open', '--jwt', token];
    prepare([profile()], { args, env: [{ name: 'PLUGIN_B', value: 'sesame sesame' }] });
    const { code, stderr } = render();
    expect(code).toBe(how === 'fails' ? 1 : 0);
    expect(stderr).toMatch(/chatter the answer: .*, Bearer \(57 characters, digest [0-9a-f]{8}\), \(\d+ characters/);
    for (const secret of ['sesame', 'eyJ', ...(how === 'works' ? ['plugin-token'] : []), 'PRIVATE']) {
      expect(stderr).not.toContain(secret);
    }
  });

  test('what it says on stderr is shown in short', () => {
    prepare([profile()], { args: ['much-stderr'] });
    const { stderr } = render();
    expect(stderr).toContain(`${plugin} for fleet/alpha: … chatter`);
    expect(stderr.length).toBeLessThan(3_000);
  });
});

test('arguments, environment and the cluster reach the plugin, and nothing of one cluster the next', () => {
  const ARGS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-args';
  const ENVS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs';
  const CONFIG = 'client.authentication.k8s.io/exec';
  const alpha = profile('alpha', [
    { name: ARGS, extension: ['--alpha', 'a b "c"'] },
    { name: ENVS, extension: { PLUGIN_B: 'alpha', PLUGIN_C: 'alpha' } },
    { name: CONFIG, extension: { clusterName: 'alpha', list: [1] } },
  ]);
  prepare([alpha, profile('beta')], {
    args: ['echo', '--own'],
    env: [{ name: 'PLUGIN_B', value: 'file' }],
    policies: {
      profileSourcedCLIArgsPolicy: 'Append',
      profileSourcedCLIArgPrefixes: ['--alpha', 'a b'],
      profileSourcedEnvVarsPolicy: 'AppendIfNotExists',
      profileSourcedEnvVarNames: ['PLUGIN_B', 'PLUGIN_C'],
    },
  });
  const { code, stdout } = render();
  expect(code).toBe(0);
  const toldTo = (name: string) => {
    const { info, ...rest } = JSON.parse(Buffer.from(userOf(stdout, name).token ?? '', 'base64').toString());
    return { info: JSON.parse(info), ...rest };
  };
  const info = (name: string, config: object | null) => ({
    kind: 'ExecCredential',
    apiVersion: 'client.authentication.k8s.io/v1',
    spec: {
      cluster: { server: `https://${name}.example`, 'certificate-authority-data': 'Y2E=', config },
      interactive: false,
    },
  });
  expect(toldTo('alpha')).toEqual({
    args: ['--own', '--alpha', 'a b "c"'],
    info: info('alpha', { clusterName: 'alpha', list: [1] }),
    PLUGIN_A: 'from the host',
    PLUGIN_B: 'file',
    PLUGIN_C: 'alpha',
  });
  expect(toldTo('beta')).toEqual({
    args: ['--own'],
    info: info('beta', null),
    PLUGIN_A: 'from the host',
    PLUGIN_B: 'file',
  });
});

test('what an extension adds arrives in its order, and the cluster as Go’s JSON writes it', () => {
  const ARGS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-args';
  const extensions = [
    { name: ARGS, extension: ['--b', '--a', '--b'] },
    { name: 'client.authentication.k8s.io/exec', extension: { note: '<a&b>\u2028' } },
  ];
  const alpha = profile('alpha', extensions, { 'certificate-authority-data': 'Y2\r\nE=\n' });
  const policies = { profileSourcedCLIArgsPolicy: 'Append', profileSourcedCLIArgPrefixes: ['--'] };
  prepare([alpha], { args: ['echo'], policies });
  const { code, stdout } = render();
  expect(code).toBe(0);
  const { args, info } = JSON.parse(Buffer.from(userOf(stdout).token ?? '', 'base64').toString());
  expect(args).toEqual(['--b', '--a', '--b']);
  expect(info).toBe(
    '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"cluster":{"server":"https://alpha.example","certificate-authority-data":"Y2E=","config":{"note":"\\u003ca\\u0026b\\u003e\\u2028"}},"interactive":false}}',
  );
});

describe('a plugin that fails is a finding', () => {
  test.each([
    {
      how: ['exit-3'],
      says: 'exited with 3, asked for ClusterProfile fleet/alpha; its stderr ends with: the vault is sealed.',
    },
    { how: ['silent'], says: 'its output is not JSON' },
    { how: ['garbage'], says: 'its output is not JSON' },
    { how: ['no-status'], says: 'its output has no status' },
    { how: ['empty'], says: 'neither a token nor a client certificate' },
    { how: ['half-a-certificate'], says: 'a client certificate or its key, and not both' },
    { how: ['expiring', 'tomorrow'], says: 'status.expirationTimestamp in its output is not a time' },
    { how: ['much-stdout'], says: 'wrote more than 1 MiB' },
    { how: ['endless'], says: 'did not answer within 1 second' },
  ])('$how', ({ how, says }) => {
    prepare([profile()], { args: how }, { execPlugins: { timeout: '1s' } });
    const { code, stdout, stderr, seconds } = render();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error RC38[34] \[fleet\.yaml:1 · ClusterProfile fleet\/alpha/);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('plugin-token');
    expect(stderr).not.toContain('PRIVATE KEY');
    expect(seconds).toBeLessThan(5);
  });

  test('a program that is not there: what its configuration says about it is shown', () => {
    prepare([profile()], { command: 'rollcall-test-no-such-plugin', args: [] });
    const { code, stderr } = render();
    expect(code).toBe(1);
    expect(stderr).toContain('could not be started: it does not exist');
    expect(stderr).toContain('its configuration says: ask the vault team.');
  });

  test('every one of them is told, not the first', () => {
    prepare([profile('alpha'), profile('beta')], { args: ['exit-3'] });
    expect(render().stderr.match(/RC383/g)).toHaveLength(2);
  });
});

/** A process that has ended may wait for its parent to notice, and counts as gone. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

describe('what a plugin has started', () => {
  test('ends with its time', () => {
    prepare([profile()], { args: ['endless-family', join(folder, 'pid')] }, { execPlugins: { timeout: '2s' } });
    expect(render().code).toBe(1);
    expect(isAlive(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false);
  });

  test('ends with the time of the render, which is an error of its own', () => {
    prepare([profile('alpha'), profile('beta')], { args: ['endless-family', join(folder, 'pid')] });
    const { code, stdout, stderr } = render([...OPTIONS, '--timeout', '2s']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error RC570 The render was stopped after 2 seconds; it was waiting for the credential plugin \S+ for fleet\/(alpha|beta)\. .*\n$/,
    );
    expect(isAlive(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false);
  });

  test('does not hold us up, not even from another session', () => {
    prepare([profile()], { args: ['leaves-one-behind', join(folder, 'pid')] });
    const { code, stdout, seconds } = render();
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
    expect({ code, user: userOf(stdout) }).toEqual({ code: 0, user: { token: 'plugin-token' } });
    expect(seconds).toBeLessThan(10);
  });

  const hasSetpriv = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;

  test.each([
    ['outlives a kill -9 of Rollcall', true, false],
    ['ends with it where setpriv starts it', false, true],
  ])('a plugin %s', async (_what, isLeft, isWrapped) => {
    if (isWrapped && !hasSetpriv) return;
    const pidFile = join(folder, 'pid');
    const own = ['endless-with-pid', pidFile];
    prepare(
      [profile()],
      isWrapped ? { command: 'setpriv', args: ['--pdeathsig', 'KILL', plugin, ...own] } : { args: own },
    );
    const child = spawn(program.file, [...program.args, 'render', ...OPTIONS], { cwd: folder, stdio: 'ignore' });
    const readPid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0);
    while (readPid() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    for (const end = Date.now() + (isLeft ? 300 : 5_000); isAlive(readPid()) && Date.now() < end; );
    const isThere = isAlive(readPid());
    if (isThere) process.kill(readPid(), 'SIGKILL');
    expect(isThere).toBe(isLeft);
  });

  test('ends with us', async () => {
    prepare([profile()], { args: ['endless-family', join(folder, 'pid')] });
    const child = spawn(program.file, [...program.args, 'render', ...OPTIONS], { cwd: folder, stdio: 'ignore' });
    const readPid = () => {
      try {
        return Number(readFileSync(join(folder, 'pid'), 'utf8'));
      } catch {
        return 0;
      }
    };
    while (readPid() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
    for (const end = Date.now() + 5_000; isAlive(readPid()) && Date.now() < end; );
    expect(isAlive(readPid())).toBe(false);
  });
});

test('several run at the same time, as many as the configuration says', () => {
  const profiles = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => profile(name));
  const time = (concurrency: number) => {
    prepare(profiles, { args: ['slow'] }, { execPlugins: { concurrency } });
    const { code, seconds } = render();
    expect(code).toBe(0);
    return seconds;
  };
  // Six that wait for half a second each: at least three seconds one by one.
  expect(time(1)).toBeGreaterThanOrEqual(3);
  expect(time(6)).toBeLessThan(2.5);
});

describe('nothing runs because a repository says so', () => {
  const forbidden = OPTIONS.filter((option) => option !== '--allow-exec-plugins');

  test('without --allow-exec-plugins a profile that needs one is an error that names it', () => {
    prepare([profile()], { args: ['endless-family', join(folder, 'pid')] });
    const { code, stdout, stderr } = render(forbidden);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('error RC380');
    expect(stderr).toContain(`needs the plugin ${plugin} of its access provider cloud`);
    expect(() => readFileSync(join(folder, 'pid'))).toThrow('ENOENT');
  });

  test('the configuration’s own providers need it as well, also as a KRM function', () => {
    const spec = { providers: [{ name: 'cloud', execConfig: { command: plugin, args: ['token'] } }] };
    prepare([profile()], { args: [] }, spec);
    const options = ['fleet.yaml', '--config', 'rollcall.yaml'];
    expect(render(options).stderr).toContain('error RC380');
    expect(render([...options, '--allow-exec-plugins']).code).toBe(0);
    const list = {
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      functionConfig: JSON.parse(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')),
      items: [profile()],
    };
    const fn = (...args: string[]) =>
      spawnSync(program.file, [...program.args, 'fn', ...args], { input: JSON.stringify(list), encoding: 'utf8' });
    expect(fn().status).toBe(1);
    expect(fn().stdout).toContain('RC380');
    expect(fn('--allow-exec-plugins').status).toBe(0);
  });

  test('with another error in the input no plugin runs', () => {
    const broken = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 7, namespace: 'fleet' } };
    prepare([profile(), broken], { args: ['endless-family', join(folder, 'pid')] });
    expect(render().code).toBe(1);
    expect(() => readFileSync(join(folder, 'pid'))).toThrow('ENOENT');
  });
});

describe('nothing runs for a profile that cannot be used', () => {
  const ENVS = 'clusterprofiles.multicluster.x-k8s.io/exec/additional-envs';

  test.each([
    { rule: 'no server', cluster: { server: '' }, want: 'RC373' },
    { rule: 'an authority that is not base64', cluster: { 'certificate-authority-data': 'not base64' }, want: 'RC374' },
    {
      rule: 'a variable that the provider does not name',
      cluster: { extensions: [{ name: ENVS, extension: { PATH: '/theirs' } }] },
      want: 'RC390',
    },
  ])('$rule', ({ cluster, want }) => {
    const file = {
      args: ['endless-family', join(folder, 'pid')],
      policies: { profileSourcedEnvVarsPolicy: 'Replace' },
    };
    prepare([profile('alpha'), profile('beta', [], cluster)], file, { execPlugins: { timeout: '2s' } });
    const { code, stdout, stderr } = render();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`error ${want} [fleet.yaml:3 · ClusterProfile fleet/beta · status.accessProviders]`);
    expect(stderr).not.toContain('RC383');
    expect(() => readFileSync(join(folder, 'pid'))).toThrow('ENOENT');
  });

  test('the same variable in the provider file is fine, and decides what runs', () => {
    const path = (...folders: string[]) => [{ name: 'PATH', value: [...folders, process.env.PATH].join(':') }];
    prepare([profile()], { command: 'plugin.js', args: ['token'], env: path(dirname(plugin)) });
    expect(userOf(render().stdout)).toEqual({ token: 'plugin-token' });
    prepare([profile()], { command: 'plugin.js', args: ['token'], env: path() });
    expect(render().stderr).toContain('could not be started: it does not exist');
  });
});

describe('how long a plugin may take', () => {
  test.each(['0s', '0h0m', ''])('"%s" is no time', (timeout) => {
    prepare([profile()], { args: ['token'] }, { execPlugins: { timeout } });
    const { code, stderr } = render();
    expect(code).toBe(1);
    expect(stderr).toContain('execPlugins.timeout');
    expect(stderr).not.toContain('did not answer');
  });

  test('may be longer than any timer: 25 days do not end at once', () => {
    prepare([profile()], { args: ['slow'] }, { execPlugins: { timeout: '999999d' } });
    const { code, stdout } = render();
    expect(code).toBe(0);
    expect(userOf(stdout)).toEqual({ token: 'plugin-token' });
  });
});

test('a FIFO for a provider file is an error, and keeps nobody waiting', () => {
  prepare([profile()], { args: ['token'] }, { providerFile: 'pipe' });
  expect(spawnSync('mkfifo', [join(folder, 'pipe')]).status).toBe(0);
  const { code, stderr } = render(['fleet.yaml', '--config', 'rollcall.yaml']);
  expect(code).toBe(1);
  expect(stderr).toContain('The provider file pipe cannot be read: it is not a regular file.');
});

describe('where providers come from', () => {
  test('a file that is no map says so', () => {
    prepare([profile()], { args: [] });
    writeFileSync(join(folder, 'providers.json'), '[]');
    const { code, stderr } = render();
    expect(code).toBe(1);
    expect(stderr).toContain('error RC378 [providers.json] The provider file must be a map, but it is a list.');
  });

  test('two sources are an error', () => {
    prepare([profile()], { args: ['token'] }, { providerFile: 'providers.json' });
    expect(render().stderr).toContain('error RC370');
  });

  test('a file that the configuration names is read beside it, and nowhere else', () => {
    prepare([profile()], { args: ['token'] }, { providerFile: 'providers.json' });
    const options = ['fleet.yaml', '--config', 'rollcall.yaml', '--allow-exec-plugins'];
    expect(render(options).code).toBe(0);
    prepare([profile()], { args: ['token'] }, { providerFile: '../providers.json' });
    expect(render(options).stderr).toContain('it is outside the directory that the configuration belongs to');
  });
});

describe('when credentials expire', () => {
  test('is written on the Secret, and the result says when to render again', () => {
    prepare([profile()], { args: ['expiring', '2026-01-11T02:00:00.5+02:00'] });
    const { code, stdout, stderr } = render([...OPTIONS, '--now=2026-01-01T00:00:00Z']);
    expect(code).toBe(0);
    expect(stdout).toContain('rollcall.dev/credentials-expire-at: "2026-01-11T00:00:00Z"');
    expect(stderr).toContain('info RC386 Render again at 2026-01-09T00:00:00Z');
    expect(stderr).not.toContain('RC385');
  });

  test('by the time of the answer, which --now gives: in one sentence', () => {
    prepare([profile()], { args: ['expiring', '2040-01-01T10:00:00Z'] });
    const { stderr } = render([...OPTIONS, '--now=2040-01-01T00:00:00Z']);
    expect(stderr).toContain(
      'info RC386 Render again at 2040-01-01T08:00:00Z: the credentials of ClusterProfile fleet/alpha are the first to expire, at 2040-01-01T10:00:00Z.',
    );
    expect(stderr).toContain('warning RC385');
    expect(render([...OPTIONS, '--now=2040-01-01T10:00:00Z']).stderr).toContain('error RC387');
  });

  test('the configuration’s own clock says nothing of what a plugin makes now', () => {
    prepare([profile()], { args: ['in-an-hour'] }, { now: '2126-01-01T00:00:00Z' });
    const { code, stderr } = render();
    expect(code).toBe(0);
    expect(stderr).toContain('warning RC385');
    expect(stderr).not.toContain('2126');
  });

  test('less than a day is a warning', () => {
    prepare([profile()], { args: ['in-an-hour'] });
    expect(render().stderr).toContain('warning RC385');
  });

  test('credentials that have expired are an error', () => {
    prepare([profile()], { args: ['expiring', '2020-01-01T00:00:00Z'] });
    expect(render().stderr).toContain('error RC387');
  });

  test('a certificate that passes through is looked at with --now alone', () => {
    const kubeconfig = JSON.stringify({
      clusters: [{ name: 'a', cluster: { server: 'https://a.example' } }],
      users: [{ name: 'a', user: certificate }],
      contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
      'current-context': 'a',
    });
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'alpha', namespace: 'fleet', labels: { 'x-k8s.io/cluster-profile': 'alpha' } },
      stringData: { config: kubeconfig },
    };
    prepare([{ ...profile(), status: {} }, secret], { args: [] });
    const options = ['fleet.yaml', '--config', 'rollcall.yaml'];
    const codes = (...more: string[]) => render([...options, ...more]).stderr.match(/RC38[789]/g);
    expect(codes()).toBeNull();
    expect(codes('--now')).toBeNull();
    expect(codes('--now', '2126-10-25T00:00:00Z')).toEqual(['RC388']);
    expect(codes('--now=2130-01-01T00:00:00Z')).toEqual(['RC387']);
    writeFileSync(
      join(folder, 'rollcall.yaml'),
      readFileSync(join(folder, 'rollcall.yaml'), 'utf8').replace('"spec":{', '"spec":{"now":"2130-01-01T00:00:00Z"'),
    );
    expect(codes()).toEqual(['RC387']);
    expect(codes('--now')).toBeNull();
  });
});

test.each([
  [['--provider-file', 'a', '--clusterprofile-provider-file', 'b'], 'is for one file'],
  [['--provider-file='], 'needs a value'],
  [['--now=noon'], 'RFC 3339'],
  [['--now', '--now'], 'one time'],
])('%s is wrong usage', (options, says) => {
  const { code, stderr } = render(options);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});
