import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

// Whole programs on a busy machine: how long they take proves nothing.
jest.setTimeout(240_000);

/** deploy/kubernetes: the Jobs, and their script as several pods at the same time against a real bare repository. */
const root = join(__dirname, '..', '..');
const deploy = join(root, 'deploy', 'kubernetes');
const rollcall = join(root, 'dist', 'rollcall.js');
const COUNT = 3;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(rollcall, join(folder, 'bin', 'rollcall'));
  git('init', '--quiet', '--bare', '--initial-branch=main', 'fleet.git');
  git('clone', '--quiet', 'fleet.git', 'first');
  cpSync(join(root, 'examples', 'fleet'), join(folder, 'first', 'fleet'), { recursive: true });
  configure('{keepOthers: false}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Commits a configuration of the fleet to `main`. */
function configure(shard: string, more = ''): void {
  writeFileSync(
    join(folder, 'first', 'fleet', 'rollcall.yaml'),
    `apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata: {name: fleet}\nspec:\n  credentials: Copy\n  shard: ${shard}\n${more}`,
  );
  git('-C', 'first', 'add', '.');
  git('-C', 'first', '-c', 'user.name=a', '-c', 'user.email=a@a', 'commit', '--quiet', '-m', 'first');
  git('-C', 'first', 'push', '--quiet', 'origin', 'HEAD:main');
}

async function run(step: 'render' | 'finish', index: number, count = COUNT): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [join(deploy, 'push-shard.mjs'), step], {
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      REMOTE: `file://${join(folder, 'fleet.git')}`,
      FLEET: 'fleet',
      COUNT: String(count),
      JOB_COMPLETION_INDEX: String(index),
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

const pods = (indexes: readonly number[], count = COUNT) =>
  Promise.all(indexes.map((index) => run('render', index, count)));
/** The objects of a branch, without the directories of the shards. */
const objectsOf = (branch: string) =>
  git('-C', 'fleet.git', 'ls-tree', '-r', '--name-only', branch)
    .split('\n')
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => path.replace(/^shards\/\d+\//, ''))
    .sort();

function whole(): string[] {
  const there = execFileSync(
    process.execPath,
    [rollcall, 'render', join(folder, 'first', 'fleet'), '--shard', '0/1', '--output', join(folder, 'whole'), '-q'],
    { encoding: 'utf8' },
  );
  expect(there).toBe('');
  return execFileSync('find', ['.', '-name', '*.yaml'], { cwd: join(folder, 'whole'), encoding: 'utf8' })
    .split('\n')
    .flatMap((path) => (path === '' ? [] : [path.slice(2)]))
    .sort();
}

test('pods that push at the same time lose nothing, and the branch moves when all shards are there', async () => {
  for (const { code, said } of await pods([0, 2])) expect({ code, said }).toMatchObject({ code: 0 });
  const early = await run('finish', 0);
  expect(early.code).toBe(1);
  expect(early.said).toContain('RC468 The shard 1/3 is missing');
  expect(git('-C', 'fleet.git', 'branch', '--list', 'rendered')).toBe('');

  expect(await pods([1])).toMatchObject([{ code: 0 }]);
  const late = await run('finish', 0);
  expect(late).toMatchObject({ code: 0 });
  expect(late.said).toContain('rendered has all 3 shards');
  expect(objectsOf('rendered')).toEqual(whole());

  // More shards: what has moved is in its new directory alone.
  for (const { code } of await pods([0, 1, 2, 3], 4)) expect(code).toBe(0);
  expect(await run('finish', 0, 4)).toMatchObject({ code: 0 });
  expect(objectsOf('rendered')).toEqual(whole());
});

test('shards of two commits are no whole', async () => {
  await pods([0, 1]);
  configure('{keepOthers: false}', '  capiClusters: Skip\n');
  await pods([2]);
  const { code, said } = await run('finish', 0);
  expect(code).toBe(1);
  expect(said).toContain('RC467 The shards differ in the configuration');
});

test('the Jobs agree in the number of shards, and run as nobody', () => {
  const jobs = parseAllDocuments(readFileSync(join(deploy, 'render-job.yaml'), 'utf8')).map((one) => one.toJS());
  const [render] = jobs;
  expect(render.spec).toMatchObject({ completionMode: 'Indexed', parallelism: render.spec.completions });
  for (const { spec } of jobs) {
    const pod = spec.template.spec;
    const [container] = pod.containers;
    const count = container.env.find(({ name }: { name: string }) => name === 'COUNT');
    expect(count.value).toBe(String(render.spec.completions));
    expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
    const names = pod.volumes.map(({ name }: { name: string }) => name);
    for (const { name } of container.volumeMounts) expect(names).toContain(name);
  }
});
