import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { READ_KINDS } from '../../src/hosts/snapshot/kinds';

// Whole programs on a busy machine: how long they take proves nothing.
jest.setTimeout(60_000);

/** deploy/snapshot: the permissions of the CronJob, and its script against a repository and a stand-in for GitHub's API. */
const deploy = join(__dirname, '..', '..', 'deploy', 'snapshot');
const TOKEN = 'the-token-of-the-repository';

let folder = '';
let server: Server;
let port = 0;
let pulls: unknown[] = [];
let requests: string[] = [];

beforeEach(async () => {
  pulls = [];
  requests = [];
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const isKnown = request.headers.authorization === `Bearer ${TOKEN}`;
      requests.push(`${request.method} ${request.url}`);
      if (isKnown && request.method === 'POST') pulls.push(JSON.parse(text));
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(request.method === 'POST' ? {} : pulls));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'token'), `${TOKEN}\n`);
  git('init', '--quiet', '--bare', '--initial-branch=main', 'fleet.git');
  git('clone', '--quiet', 'fleet.git', 'first');
  writeFileSync(join(folder, 'first', 'README.md'), 'mine\n');
  git('-C', 'first', 'add', '.');
  git('-C', 'first', '-c', 'user.name=a', '-c', 'user.email=a@a', 'commit', '--quiet', '-m', 'first');
  git('-C', 'first', 'push', '--quiet', 'origin', 'HEAD:main');
});
afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What the next snapshot writes; `exit 1` for one that fails. */
function serve(script: string): void {
  writeFileSync(join(folder, 'bin', 'rollcall'), `#!/bin/sh\necho "$@" > ${folder}/asked\nmkdir -p "$2"\n${script}\n`, {
    mode: 0o755,
  });
}

async function run() {
  const child = spawn(process.execPath, [join(deploy, 'pull-request.mjs'), '--without-secrets'], {
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      API: `http://127.0.0.1:${port}`,
      REMOTE: `file://${join(folder, 'fleet.git')}`,
      REPOSITORY: 'example/fleet',
      DIRECTORY: 'snapshot',
      TOKEN_FILE: join(folder, 'token'),
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = await once(child, 'close');
  expect(said).not.toContain(TOKEN);
  return { code, said };
}

const branch = () => git('-C', 'fleet.git', 'log', '--format=%H', 'rollcall-snapshot').split('\n')[0];

test('it opens one pull request, and brings it up to date', async () => {
  serve('echo one > "$2/a.yaml"');
  expect(await run()).toMatchObject({ code: 0, said: 'a pull request is open\n' });
  expect(pulls).toMatchObject([{ head: 'rollcall-snapshot', base: 'main' }]);
  expect(git('-C', 'fleet.git', 'show', 'rollcall-snapshot:snapshot/a.yaml')).toBe('one\n');
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toMatch(/^snapshot \S+\/snapshot --without-secrets\n$/);
  const first = branch();
  expect(await run()).toMatchObject({ code: 0, said: 'the pull request is up to date\n' });
  expect(branch()).toBe(first);
  serve('echo two > "$2/a.yaml"');
  await run();
  expect(git('-C', 'fleet.git', 'show', 'rollcall-snapshot:snapshot/a.yaml')).toBe('two\n');
  expect(pulls).toHaveLength(1);
});

test('nothing is pushed where nothing has changed, and where the snapshot failed', async () => {
  serve('true');
  expect(await run()).toMatchObject({ code: 0, said: 'nothing has changed\n' });
  serve('echo half > "$2/a.yaml"; exit 1');
  expect((await run()).code).toBe(1);
  expect(git('-C', 'fleet.git', 'branch', '--list')).not.toContain('rollcall-snapshot');
  expect(requests).toEqual([]);
});

test('a refused token is an error', async () => {
  writeFileSync(join(folder, 'token'), 'wrong');
  serve('echo one > "$2/a.yaml"');
  expect((await run()).code).toBe(1);
});

test('the ServiceAccount may list what is read, and nothing else', () => {
  const objects = parseAllDocuments(readFileSync(join(deploy, 'rbac.yaml'), 'utf8')).map((one) => one.toJS());
  const { rules } = objects.find(({ kind }) => kind === 'ClusterRole');
  const may = rules.flatMap(({ apiGroups, resources, verbs }: Record<string, string[]>) => {
    expect(verbs).toEqual(['list']);
    return (apiGroups ?? []).flatMap((group) => (resources ?? []).map((resource) => `${resource}.${group}`));
  });
  expect(may.sort()).toEqual(
    ['namespaces.', ...READ_KINDS.map(({ group, resource }) => `${resource}.${group}`)].sort(),
  );
});

test('the CronJob reads no Secrets, and runs as nobody', () => {
  const { spec } = parse(readFileSync(join(deploy, 'cronjob.yaml'), 'utf8')).spec.jobTemplate.spec.template;
  const [container] = spec.containers;
  expect(container.args).toEqual(['--without-secrets']);
  expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true });
  const names = spec.volumes.map(({ name }: { name: string }) => name);
  for (const { name } of container.volumeMounts) expect(names).toContain(name);
});
