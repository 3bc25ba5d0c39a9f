import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { objectAt, textOf } from '../../src/krm/json';
import { command } from '../support/program';

// Whole programs on a busy machine: how long they take proves nothing.
jest.setTimeout(60_000);

/** The examples of deploy/ci, run as the pipelines run them: the commands out of the YAML, and a stand-in for the API. */
const root = join(__dirname, '..', '..');
const examples = join(root, 'deploy', 'ci');

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
  readonly author: { readonly id: number };
}

let folder = '';
let server: Server;
let comments: Comment[] = [];
let requests: string[] = [];
let status = 200;

beforeEach(async () => {
  comments = [];
  requests = [];
  status = 200;
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  prepareRepository();
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      requests.push(`${request.method} ${url.pathname}`);
      const token = request.headers.authorization ?? request.headers['private-token'];
      const answer = token?.includes('the-token') ? serve(request.method ?? '', url, text) : {};
      response.writeHead(token?.includes('the-token') ? status : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
});

/** Both APIs: their paths end in the same way. */
function serve(method: string, url: URL, text: string): unknown {
  if (url.pathname.endsWith('/user')) return { id: 7 };
  if (method === 'GET') {
    const page = Number(url.searchParams.get('page'));
    const size = Number(url.searchParams.get('per_page'));
    return comments.slice((page - 1) * size, page * size);
  }
  const { body } = JSON.parse(text);
  if (method === 'POST') {
    comments.push({ id: comments.length + 1, body, user: { login: 'github-actions[bot]' }, author: { id: 7 } });
    return comments.at(-1);
  }
  const found = comments.find(({ id }) => url.pathname.endsWith(`/${id}`));
  if (found !== undefined) found.body = body;
  return found;
}

const byOthers = (body: string): Comment => ({
  id: comments.length + 1,
  body,
  user: { login: 'somebody' },
  author: { id: 3 },
});

function git(...args: string[]): string {
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync('git', args, {
    cwd: join(folder, 'repo'),
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  });
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** A repository in the state of a pull request's merge commit, and the program as `npm install --global` lays it out. */
function prepareRepository(): void {
  mkdirSync(join(folder, 'repo'));
  mkdirSync(join(folder, 'bin'));
  cpSync(join(root, 'examples', 'fleet'), join(folder, 'repo', 'fleet'), { recursive: true });
  git('init', '-q', '-b', 'main', '.');
  git('add', '-A');
  git('commit', '-qm', 'one');
  change('env: prod', 'env: stage');
  mkdirSync(join(folder, 'modules', 'rollcall'), { recursive: true });
  cpSync(join(root, 'dist', 'comment.mjs'), join(folder, 'modules', 'rollcall', 'dist', 'comment.mjs'));
  shim('rollcall', `exec "${command}" "$@"`);
  shim('npm', `[ "$1" = root ] && echo "${join(folder, 'modules')}"`);
  writeFileSync(join(folder, 'event.json'), JSON.stringify({ pull_request: { number: 12 } }));
}

function shim(name: string, command: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${command}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

function change(from: string, to: string): void {
  const file = join(folder, 'repo', 'fleet', 'profiles', 'alpha.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  git('commit', '-qam', 'more');
}

interface Pipeline {
  readonly command: string;
  readonly environment: () => Record<string, string>;
}

const port = () => {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' ? address?.port : undefined;
};

const PIPELINES: Record<string, Pipeline> = {
  GitHub: {
    command: textOf(
      objectAt(lastOf(parse(readFileSync(join(examples, 'github-actions.yaml'), 'utf8')).jobs.diff.steps)).run,
    ),
    environment: () => ({
      RUNNER_TEMP: folder,
      GITHUB_API_URL: `http://127.0.0.1:${port()}`,
      GITHUB_REPOSITORY: 'team/fleet',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_TOKEN: 'the-token',
    }),
  },
  GitLab: {
    command: textOf(lastOf(parse(readFileSync(join(examples, 'gitlab-ci.yaml'), 'utf8'))['fleet-diff'].script)),
    environment: () => ({
      GITLAB_CI: 'true',
      CI_API_V4_URL: `http://127.0.0.1:${port()}/api/v4`,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '12',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: git('rev-parse', 'HEAD^1'),
      GITLAB_TOKEN: 'the-token',
    }),
  },
};

function lastOf(list: readonly unknown[]): unknown {
  return list.at(-1);
}

/** Runs the example's last step with the shell that its host uses. */
function run({ command, environment }: Pipeline, more: Record<string, string> = {}) {
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', command], {
    cwd: join(folder, 'repo'),
    env: {
      HOME: folder,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
      ...environment(),
      ...more,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise<{ code: number | null; output: string }>((ended) => {
    child.once('close', (code) => ended({ code, output }));
  });
}

describe.each(Object.keys(PIPELINES))('%s', (host) => {
  const pipeline = PIPELINES[host];
  if (pipeline === undefined) throw new Error(host);

  test('the first run posts a comment, and later ones update it, whatever others wrote', async () => {
    comments = [byOthers('hello'), byOthers('<!-- rollcall diff: fleet -->\nmine')];
    expect(await run(pipeline)).toMatchObject({ code: 0, output: expect.stringContaining('Comment posted.') });
    expect(comments).toHaveLength(3);
    expect(comments[2]?.body).toMatch(/^<!-- rollcall diff: fleet -->\n### Rollcall: what this change does\n/);
    expect(comments[2]?.body).toContain('`env`: `prod` → `stage` on `fleet-prod/alpha`');
    change('region: eu-west-1', 'region: eu-west-2');
    expect(await run(pipeline)).toMatchObject({ code: 0, output: expect.stringContaining('Comment updated.') });
    expect(comments).toHaveLength(3);
    expect(comments[2]?.body).toContain('`region`: `eu-west-1` → `eu-west-2`');
    expect(comments[1]?.body).toBe('<!-- rollcall diff: fleet -->\nmine');
  });

  test('a comment on the second page is found', async () => {
    comments = Array.from({ length: 130 }, (_, at) => ({ ...byOthers(`${at}`), id: at + 1 }));
    await run(pipeline);
    await run(pipeline);
    expect(comments).toHaveLength(131);
  });

  test('a change that does not render is said in the comment, and fails the job', async () => {
    writeFileSync(join(folder, 'repo', 'fleet', 'clusters', 'beta.yaml'), 'kind: [\n');
    git('commit', '-qam', 'broken');
    const { code, output } = await run(pipeline);
    expect(code).toBe(1);
    expect(output).toContain(
      host === 'GitHub' ? '::error file=fleet/clusters/beta.yaml,line=' : '"path": "fleet/clusters/beta.yaml"',
    );
    expect(comments[0]?.body).toContain('### Rollcall: the change cannot be shown');
    expect(comments[0]?.body).toContain('`fleet/clusters/beta.yaml:');
  });

  test('no difference posts no comment, and updates one that is there', async () => {
    writeFileSync(join(folder, 'repo', 'README'), 'x');
    git('add', '-A');
    git('commit', '-qm', 'three');
    expect(await run(pipeline)).toMatchObject({ code: 0, output: expect.stringContaining('no comment to update') });
    expect(comments).toEqual([]);
    comments = [
      { ...byOthers('<!-- rollcall diff: fleet -->\nold'), user: { login: 'github-actions[bot]' }, author: { id: 7 } },
    ];
    await run(pipeline);
    expect(comments[0]?.body).toContain('### Rollcall: no difference');
  });

  test('a token that may not write says what to do', async () => {
    status = 403;
    const { code, output } = await run(pipeline);
    expect(code).toBe(1);
    expect(output).toContain('The token may not write comments.');
    expect(output).not.toContain('the-token');
    expect(requests.length).toBe(1);
  });
});

test('the report of GitLab’s job is the file that the job writes', async () => {
  const { GitLab } = PIPELINES;
  if (GitLab === undefined) throw new Error('no pipeline');
  const { artifacts } = parse(readFileSync(join(examples, 'gitlab-ci.yaml'), 'utf8'))['fleet-diff'];
  await run(GitLab);
  const report = JSON.parse(readFileSync(join(folder, 'repo', artifacts.reports.codequality), 'utf8'));
  expect(report).toContainEqual(expect.objectContaining({ check_name: 'RC313', severity: 'minor' }));
});

test('the workflow pins every action by its digest and starts without permissions to write', () => {
  const text = readFileSync(join(examples, 'github-actions.yaml'), 'utf8');
  const used = readFileSync(join(root, '.github', 'workflows', 'ci.yaml'), 'utf8');
  const uses = [...text.matchAll(/uses: *(\S+)/g)].map(([, action = '']) => action);
  expect(uses.length).toBeGreaterThan(1);
  expect(uses.filter((action) => !used.includes(action))).toEqual([]);
  expect(parse(text).permissions).toEqual({ contents: 'read' });
});
