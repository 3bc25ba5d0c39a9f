import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clusterText, consumerText, writeFleet } from '../faults/fleet';
import { program } from '../support/program';

/** `rollcall render --output`: whose files it writes and removes, and who may write there at the same time. */
const SECRET_A = 'team/secret_default-a-kubeconfig.yaml';
const SECRET_B = 'team/secret_default-b-kubeconfig.yaml';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-output-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function render(...args: string[]) {
  const all = [...program.args, 'render', 'fleet', '--output', 'out', ...args];
  const { status, stdout, stderr } = spawnSync(program.file, all, { cwd: folder, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

const at = (file: string) => join(folder, 'out', file);
const text = (file: string) => readFileSync(at(file), 'utf8');

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

/** What another configuration would have made of a Cluster c. */
const ofAnotherOwner = () =>
  text(SECRET_B)
    .replace('/here', '/there')
    .replaceAll('-b-', '-c-')
    .replaceAll('mgmt/b', 'mgmt/c')
    .replace('profile: b', 'profile: c');

const files = () =>
  readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(at(file)).isFile())
    .sort();

describe('whose files it writes and removes', () => {
  test('a changed object is written to its file, which stays', () => {
    render();
    const before = text(SECRET_A);
    writeFleet(join(folder, 'fleet'), ['a', 'b'], { changed: 'a' });
    expect(render()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('out: 1 written, 1 unchanged, 0 removed'),
    });
    expect(files()).toEqual([SECRET_A, SECRET_B]);
    expect(text(SECRET_A)).not.toBe(before);
  });

  test('copies of the same owner elsewhere in the input are named, and what shares a file in the folder is not', () => {
    render();
    write('fleet/old/a.yaml', text(SECRET_A));
    write(
      'out/mixed.yaml',
      `${text(SECRET_B)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: team}\n`,
    );
    rmSync(at(SECRET_B));
    const { code, stderr } = render('out');
    expect({ code, warnings: stderr.match(/RC765.*/g) }).toEqual({
      code: 0,
      warnings: [
        expect.stringMatching(/fleet\/old\/a\.yaml:1 .* deletes them: Secret [^,]* \(fleet\/old\/a\.yaml\)\./),
      ],
    });
  });

  test('a changed object in a file of another name is written under its own, and the other file goes', () => {
    render();
    write('out/renamed.yaml', text(SECRET_A));
    rmSync(at(SECRET_A));
    expect(render().stderr).toContain('out: 0 written, 2 unchanged, 0 removed');
    expect(files()).toEqual(['renamed.yaml', SECRET_B]);
    writeFleet(join(folder, 'fleet'), ['a', 'b'], { changed: 'a' });
    expect(render().stderr).toContain(
      `out: 1 written, 1 unchanged, 1 removed\n  written: ${SECRET_A}\n  removed: renamed.yaml\n`,
    );
    expect(files()).toEqual([SECRET_A, SECRET_B]);
  });

  test.each([
    ['before it', (own: string) => `${consumerText('other')}---\n${own}`],
    ['behind it', (own: string) => `${own}---\n${consumerText('other')}`],
  ])('a file that holds an object of somebody else %s is neither rewritten nor removed', (_where, share) => {
    render();
    write(`out/${SECRET_B}`, share(text(SECRET_B)));
    const before = text(SECRET_B);
    writeFleet(join(folder, 'fleet'), ['a']);
    expect(render()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/error RC506 out\/team\/secret_default-b/),
    });
    writeFleet(join(folder, 'fleet'), ['a', 'b'], { changed: 'b' });
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC506') });
    expect(text(SECRET_B)).toBe(before);
  });

  test('a file that two owners share is neither rewritten nor removed', () => {
    render();
    const other = ofAnotherOwner();
    write(`out/${SECRET_B}`, `${text(SECRET_B)}---\n${other}`);
    writeFleet(join(folder, 'fleet'), ['a']);
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC506') });
    expect(text(SECRET_B)).toContain('publish-credentials/there');
  });

  test.each([
    ['a file without a mark', (path: string) => write(path, consumerText('x'))],
    ['a file that is no YAML', (path: string) => write(path, 'a: "')],
    [
      'a file that .krmignore hides',
      (path: string) => {
        write('out/.krmignore', 'team\n');
        write(path, consumerText('x'));
      },
    ],
    [
      'a link',
      (path: string) => {
        write('out/x.txt', 'x');
        mkdirSync(at('team'));
        symlinkSync('../x.txt', join(folder, path));
      },
    ],
  ])('%s in the way is not overwritten', (_what, place) => {
    place(`out/${SECRET_A}`);
    const before = files().map((file) => text(file));
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringMatching(/error RC505 .*secret_default-a/) });
    expect(files().map((file) => text(file))).toEqual(before);
  });

  test('files of other owners and of people stay', () => {
    render();
    write('out/other.yaml', ofAnotherOwner());
    write('out/people.yaml', consumerText('people'));
    write('out/README.md', 'x');
    writeFleet(join(folder, 'fleet'), ['a']);
    expect(render()).toMatchObject({ code: 0, stderr: expect.stringContaining(`removed: ${SECRET_B}\n`) });
    expect(files()).toEqual(['README.md', 'other.yaml', 'people.yaml', SECRET_A]);
  });

  test('cluster-scoped objects are files of the folder itself, whose names carry the group where two would meet', () => {
    write('fleet/rollcall.yaml', 'apiVersion: rollcall.dev/v1alpha1\nkind: RunEventTrigger\nmetadata:\n  name: here\n');
    write('fleet/events.yaml', widgets);
    expect(render()).toMatchObject({ code: 0 });
    expect(files()).toEqual(['gadget_only.yaml', 't/widget.a.example_same.yaml', 't/widget.b.example_same.yaml']);
    expect(statSync(at('gadget_only.yaml')).mode & 0o777).toBe(0o644);
    expect(render().stderr).toContain('0 written, 3 unchanged, 0 removed');
  });

  test('names what it wrote, and of many the first ten', () => {
    writeFleet(join(folder, 'fleet'), ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']);
    expect(render().stderr).toMatch(
      /12 written, 0 unchanged, 0 removed\n {2}written: team\/secret_default-a-\S+, .* and 2 more\n$/,
    );
  });
});

test('drafts that earlier versions left are removed at the start, and nothing else of such a name', () => {
  render();
  const draft = '.rollcall-01234567-89ab-cdef-0123-456789abcdef.tmp';
  for (const file of [draft, `team/${draft}`, `.git/${draft}`, 'team/.rollcall-notes.tmp'])
    write(`out/${file}`, 'geheim');
  write(`fleet/${draft}`, 'geheim');
  const { code, stderr } = render();
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining(
      `warning RC542 A render by an earlier version was killed and left out/${draft}, out/team/`,
    ),
  });
  expect(stderr).toContain(`left fleet/${draft}, now removed`);
  expect(files()).toEqual([`.git/${draft}`, 'team/.rollcall-notes.tmp', SECRET_A, SECRET_B]);
  expect(readdirSync(join(folder, 'fleet'))).not.toContain(draft);
  expect(render().stderr).not.toContain('RC542');
});

describe('modes', () => {
  test.each([0o000, 0o022, 0o077, 0o777])('are the same with the umask %i', (umask) => {
    const line = `umask ${umask.toString(8)}; exec "$0" "$@"`;
    spawnSync('sh', ['-c', line, program.file, ...program.args, 'render', 'fleet', '--output', 'out/deep'], {
      cwd: folder,
    });
    expect(statSync(at('deep/team')).mode & 0o777).toBe(0o755);
    expect(statSync(at('deep')).mode & 0o777).toBe(0o755);
    expect(statSync(at(`deep/${SECRET_A}`)).mode & 0o777).toBe(0o600);
  });
});

describe('one writer at a time', () => {
  const lock = (holder: object) => {
    mkdirSync(at('.rollcall'), { recursive: true, mode: 0o700 });
    writeFileSync(at('.rollcall/lock'), JSON.stringify(holder));
  };
  const here = {
    host: hostname(),
    boot: existsSync('/proc') ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '',
    processes: existsSync('/proc') ? readlinkSync('/proc/self/ns/pid') : '',
  };

  test('the lock of a process that is gone is taken over, with its drafts', () => {
    lock({ pid: 2 ** 22 - 1, started: '1', ...here });
    write('out/.rollcall/new-0', 'token');
    expect(render().code).toBe(0);
    expect(existsSync(at('.rollcall'))).toBe(false);
  });

  test('the lock of a process that lives is not, and the finding names it', () => {
    lock({ pid: process.pid, started: '', ...here, processes: 'another' });
    write('out/.rollcall/new-0', 'token');
    expect(render()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(`error RC535 out is locked by process ${process.pid} `),
    });
    expect(files()).toEqual(['.rollcall/lock', '.rollcall/new-0']);
  }, 30_000);

  test('a folder for drafts that others may read is nobody’s', () => {
    mkdirSync(at('.rollcall'), { recursive: true });
    chmodSync(at('.rollcall'), 0o755);
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC536 out/.rollcall') });
  });

  test('a journal that leads out touches nothing there', () => {
    write('victim.yaml', 'x');
    mkdirSync(at('.rollcall'), { recursive: true, mode: 0o700 });
    write('out/.rollcall/old-0', 'planted');
    const step = { path: '../victim.yaml', replaces: true, draft: '1' };
    write('out/.rollcall/journal', JSON.stringify({ folders: ['..'], steps: [step] }));
    expect(render()).toMatchObject({ code: 0, stderr: expect.stringContaining('info RC537') });
    expect(readFileSync(join(folder, 'victim.yaml'), 'utf8')).toBe('x');
  });

  test('a journal that cannot be read stops the render, which keeps what is there', () => {
    mkdirSync(at('.rollcall'), { recursive: true, mode: 0o700 });
    write('out/.rollcall/journal', '{');
    write('out/.rollcall/old-0', 'kept');
    expect(render()).toMatchObject({ code: 1, stderr: expect.stringContaining('error RC540') });
    expect(files()).toEqual(['.rollcall/journal', '.rollcall/old-0']);
  });

  test('renders that start together end in one of their results, or say that the folder changed', async () => {
    for (const letter of ['a', 'b', 'c', 'd']) write(`fleets/${letter}.yaml`, clusterText(letter));
    write('fleets/team.yaml', consumerText('team'));
    const start = (letter: string) =>
      new Promise<number | null>((settle) => {
        const args = [
          ...program.args,
          'render',
          `fleets/${letter}.yaml`,
          'fleets/team.yaml',
          '--config',
          'fleet/rollcall.yaml',
          '--output',
          'out',
        ];
        spawn(program.file, args, { cwd: folder, stdio: 'ignore' }).once('close', settle);
      });
    for (let round = 0; round < 4; round++) {
      const codes = await Promise.all(['a', 'b', 'c', 'd'].map(start));
      expect(codes.filter((code) => code !== 0 && code !== 1)).toEqual([]);
      expect(codes).toContain(0);
      expect(files()).toHaveLength(1);
    }
  }, 60_000);
});

const widgets = `apiVersion: lib.projectsveltos.io/v1beta1
kind: SveltosCluster
metadata:
  name: mgmt
  namespace: mgmt
  labels:
    role: management
---
apiVersion: v1
kind: Namespace
metadata:
  name: t
  labels:
    wanted: 'yes'
---
apiVersion: lib.projectsveltos.io/v1beta1
kind: EventSource
metadata:
  name: s
spec:
  resourceSelectors:
  - {group: '', version: v1, kind: Namespace, labelFilters: [{key: wanted, operation: Has}]}
---
apiVersion: lib.projectsveltos.io/v1beta1
kind: EventTrigger
metadata:
  name: t
spec:
  sourceClusterSelector:
    matchLabels:
      role: management
  eventSourceName: s
  oneForEvent: true
  policyRefs:
  - {kind: ConfigMap, name: w, namespace: t}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: w
  namespace: t
  annotations:
    projectsveltos.io/instantiate: ok
data:
  w: |
    apiVersion: a.example/v1
    kind: Widget
    metadata: {name: same, namespace: t}
    ---
    apiVersion: b.example/v1
    kind: Widget
    metadata: {name: same, namespace: t}
    ---
    apiVersion: a.example/v1
    kind: Gadget
    metadata: {name: only}
`;
