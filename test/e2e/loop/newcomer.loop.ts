import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectAt, textOf } from '../../../src/krm/json';
import { ApiServer } from './api-server';
import { installCrds } from './crds';
import { Programs } from './programs';
import type { Judge } from './proof';
import { openProof } from './proof';

/**
 * Follows docs/start.md to the letter, in one shell and in an empty home folder of a user without rights. Git takes the page's
 * address for a clone of this repository; then comes the pull request, by the commands of the workflow that docs/ci.md names.
 */
const root = join(__dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'start.md'), 'utf8');
const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const [prefix = ''] = /(?<=run `)export npm_config_prefix=[^`]+/.exec(page) ?? [];
const NOBODY = 65534;
/** How this machine reaches npm's registry. */
const NETWORK = [
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
];

const missing = ApiServer.missing();
const suite = missing === undefined ? describe : describe.skip;
const node: Judge = { name: 'Node, npm, Git, kubectl', version: () => process.version };

suite(missing === undefined ? 'a newcomer' : `the loop: skipped, since ${missing}`, () => {
  const proof = openProof('7-newcomer', 'Time to first render (docs/start.md)');
  const home = mkdtempSync(join(tmpdir(), 'rollcall-newcomer-'));
  const comments: string[] = [];
  let programs: Programs;
  let server: ApiServer;
  const github = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      if (request.method === 'POST') comments.push(textOf(objectAt(JSON.parse(text)).body));
      response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    });
  });

  beforeAll(async () => {
    programs = await Programs.open();
    server = await ApiServer.start(programs);
    installCrds(server);
    // Rollcall makes no Namespace: the cluster has them.
    server.must(['apply', '-f', join(root, 'examples', 'fleet', 'namespaces.yaml')]);
    github.listen(0, '127.0.0.1');
    await once(github, 'listening');
    const bare = join(home, 'rollcall.git');
    execFileSync('git', ['clone', '-q', '--bare', root, bare]);
    writeFileSync(
      join(home, '.gitconfig'),
      `[url "${bare}"]\n\tinsteadOf = https://github.com/rollcall-dev/rollcall\n[user]\n\tname = newcomer\n\temail = newcomer@localhost\n`,
    );
    writeFileSync(join(home, 'kubeconfig'), readFileSync(server.kubeconfig));
    writeFileSync(join(home, 'event.json'), '{"pull_request":{"number":1}}');
    chmodSync(home, 0o700);
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home]);
  });
  afterAll(async () => {
    github.close();
    rmSync(home, { recursive: true, force: true });
    await programs.end();
  });

  /** Every step in one shell, with the time and the exit code behind each. */
  async function follow(steps: readonly string[]) {
    const marks = steps.map(
      (step, index) => `${step}\ncode=$?; echo "@@ ${index} $code $(date +%s%3N)" >&3; [ $code = 0 ] || exit $code`,
    );
    const script = join(home, 'steps.sh');
    writeFileSync(script, marks.join('\n'));
    if (process.getuid?.() === 0) chownSync(script, NOBODY, NOBODY);
    const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
    const [command = '', ...args] = [...(process.getuid?.() === 0 ? asNobody : []), 'bash', script];
    const address = github.address();
    const started = Date.now();
    const shell = spawn(command, args, {
      cwd: home,
      env: {
        ...Object.fromEntries(NETWORK.map((name) => [name, process.env[name]])),
        PATH: process.env.PATH,
        HOME: home,
        KUBECONFIG: join(home, 'kubeconfig'),
        GITHUB_API_URL: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
        GITHUB_REPOSITORY: 'newcomer/fleet',
        GITHUB_EVENT_PATH: join(home, 'event.json'),
        GITHUB_TOKEN: 'a-token',
        RUNNER_TEMP: home,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let told = '';
    let shown = '';
    shell.stdio[3]?.on('data', (part) => {
      told += part;
    });
    for (const stream of [shell.stdout, shell.stderr])
      stream?.on('data', (part) => {
        shown += part;
      });
    await once(shell, 'close');
    const ends = [...told.matchAll(/^@@ (\d+) (\d+) (\d+)$/gm)].map(([, , code, at]) => ({
      code: Number(code),
      seconds: Math.round((Number(at) - started) / 1000),
    }));
    return { ends, shown };
  }

  proof.test(node, 'docs/start.md, from the clone to the first pull request comment', async () => {
    const [install = '', copy = '', look = '', render = '', apply = '', roll = '', kpt = ''] = blocks;
    expect({ install, render, apply, kpt }).toEqual({
      install: expect.stringContaining('npm ci'),
      render: expect.stringContaining('rollcall render'),
      apply: expect.stringContaining('kubectl apply'),
      kpt: expect.stringContaining('kpt fn render'),
    });
    const workflow = parse(readFileSync(join(root, 'deploy', 'ci', 'github-actions.yaml'), 'utf8'));
    const { run } = workflow.jobs.diff.steps.at(-1);
    const pullRequest = [
      'git init -q . && echo rendered/ > .gitignore && git add -A && git commit -q -m fleet',
      'rm clusters/gamma.yaml clusters/gamma-kubeconfig.yaml && rollcall roll && git commit -q -a -m "retire gamma"',
      `(${run.replace(' fleet > ', ' . > ')})`,
    ];
    const steps = [`${prefix}; PATH=$HOME/.local/bin:$PATH`, install, copy, look, render, apply, roll, ...pullRequest];
    const { ends, shown } = await follow(steps.map((step) => step.trim()));
    const codes = ends.map(({ code }) => code);
    if (codes.some((code) => code !== 0) || codes.length !== steps.length)
      throw new Error(`${codes}\n${shown.slice(-3000)}`);
    const objects = [
      'get',
      'sveltosclusters,secrets',
      '-A',
      '-l',
      'app.kubernetes.io/managed-by=rollcall',
      '-o',
      'name',
    ];
    expect(server.must(objects).trim().split('\n')).toHaveLength(12);
    expect(comments).toEqual([expect.stringContaining('gamma')]);
    const at = (index: number) => `${ends[index]?.seconds} s`;
    return `As an unprivileged user, in an empty home directory, on two cores that others used too. Installed after ${at(1)} with an empty cache of npm; first render after ${at(4)}; first object in the API server after ${at(5)} (12 objects); first pull request comment after ${at(9)}. Every command of steps 1 to 5 works.`;
  });
});
