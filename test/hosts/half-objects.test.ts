import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { judgeWholeness } from '../../src/krm/half-objects';
import { readDocuments } from '../../src/krm/read-documents';
import { clusterText, writeFleet } from '../faults/fleet';
import { command, program } from '../support/program';

/** What could be a piece of an object stops a render: passed over, it would be withdrawn. */
const examples = join(__dirname, '..', '..', 'examples', 'fleet');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-half-'));
  writeFleet(join(folder, 'fleet'), ['a', 'b']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = '', stdout: 'pipe' | number = 'pipe') {
  const ran = spawnSync(program.file, [...program.args, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    stdio: ['pipe', stdout, 'pipe'],
    maxBuffer: 1 << 28,
  });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

const [cluster = ''] = clusterText('c').split('---\n');

test.each([
  ['no kind', cluster.replace('kind: Cluster\n', ''), 'RC113'],
  ['no apiVersion', cluster.replace(/apiVersion.*\n/, ''), 'RC113'],
  ['neither', cluster.replace(/apiVersion.*\nkind.*\n/, ''), 'RC113'],
  ['no name', cluster.replace('  name: c\n', ''), 'RC113'],
  ['a list for a kind', cluster.replace('kind: Cluster', 'kind: [Cluster]'), 'RC113'],
  ['a number for an apiVersion', cluster.replace('apiVersion: cluster.x-k8s.io/v1beta1', 'apiVersion: 1'), 'RC113'],
  ['small letters', cluster.replace('kind: Cluster', 'kind: cluster'), 'RC114'],
  ['capital letters', cluster.replace('kind: Cluster', 'kind: CLUSTER'), 'RC114'],
  ['the plural', cluster.replace('kind: Cluster', 'kind: Clusters'), 'RC114'],
  ['a slip of the hand', cluster.replace('kind: Cluster', 'kind: Clsuter'), 'RC114'],
  ['a letter of another alphabet', cluster.replace('kind: Cluster', 'kind: \u0421luster'), 'RC114'],
  ['a blank behind the kind', cluster.replace('kind: Cluster', 'kind: "Cluster "'), 'RC114'],
  ['a NUL in the kind', cluster.replace('kind: Cluster', 'kind: "Clus\\0ter"'), 'RC114'],
  [
    'an invisible letter in the group',
    cluster.replace('cluster.x-k8s.io/', '"cluster.x-k8s.io\\u200b/').replace('v1beta1', 'v1beta1"'),
    'RC114',
  ],
  ['a group without its version', cluster.replace('cluster.x-k8s.io/v1beta1', 'cluster.x-k8s.io'), 'RC114'],
  ['a slip in the group', cluster.replace('cluster.x-k8s.io/', 'cluster.x-k8s.oi/'), 'RC114'],
  ['a group in other letters', cluster.replace('cluster.x-k8s.io/v1beta1', 'Cluster.X-K8s.io/v1beta1'), 'RC114'],
  [
    'fields in other letters',
    cluster.replace('kind:', 'Kind:').replace('apiVersion:', 'ApiVersion:').replace('metadata:', 'Metadata:'),
    'RC113',
  ],
])('an object with %s', (_what, text, code) => {
  write('fleet/c.yaml', text);
  expect(run(['render', 'fleet'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`error ${code} [fleet/c.yaml`),
  });
  const item = text.trimEnd().replaceAll('\n', '\n  ');
  const list = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- ${item}\n`;
  if (code === 'RC114' || !text.includes('kind: Cluster\n') || !text.includes('apiVersion: c')) {
    expect(run(['fn'], list)).toMatchObject({ code: 1, stderr: expect.stringContaining(`error ${code}`) });
  }
});

test('what is no Kubernetes object at all is named once in a folder, and an error where it is named itself', () => {
  write('fleet/chart/values.yaml', 'image:\n  tag: x\n');
  write('fleet/chart/Chart.yaml', 'apiVersion: v2\nname: x\nversion: 0.1.0\n');
  write('fleet/docker-compose.yml', 'services:\n  web:\n    image: x\n');
  const { code, stdout, stderr } = run(['render', 'fleet']);
  expect({ code, count: stdout.match(/^kind: Secret$/gm)?.length }).toEqual({ code: 0, count: 2 });
  expect(stderr.match(/RC517/g)).toHaveLength(1);
  expect(stderr).toContain('metadata): fleet/chart/Chart.yaml, fleet/chart/values.yaml, fleet/docker-compose.yml. ');
  expect(run(['render', 'fleet', 'fleet/docker-compose.yml'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('error RC518'),
  });
  expect(run(['render', 'fleet', '-'], 'a: b\n')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('error RC518'),
  });
});

const isComment = /^(?:\s*(?:#[^\n]*|---)?\n?)*$/;

test('every example, cut at any byte before its name is whole, is a finding', () => {
  for (const file of [
    'clusters/alpha.yaml',
    'profiles/alpha.yaml',
    'namespaces.yaml',
    'clusters/alpha-kubeconfig.yaml',
  ]) {
    const bytes = readFileSync(join(examples, file));
    const whole = bytes.indexOf('\n', bytes.indexOf('  name: ') + 8);
    expect(whole).toBeGreaterThan(20);
    for (let end = 1; end < bytes.indexOf('  name: ') + 8; end++) {
      const { items, findings } = readDocuments(bytes.subarray(0, end), file);
      const isTold = findings.length > 0 || items.some((item) => judgeWholeness(item).state === 'half');
      if (isComment.test(bytes.toString('utf8', 0, end))) continue;
      expect({ file, end, isTold }).toEqual({ file, end, isTold: true });
      expect(items.filter((item) => judgeWholeness(item).state !== 'half')).toEqual([]);
    }
  }
});

describe('streams', () => {
  test('a full disk behind standard output is a finding', () => {
    for (const args of [['render', 'fleet'], ['fn'], ['--help']]) {
      const { code, stderr } = run(args, '', openSync('/dev/full', 'w'));
      expect({ args, code, stderr }).toEqual({
        args,
        code: 1,
        stderr: expect.stringMatching(/^error RC519 .*the disk is full\. [^\n]*\n$/),
      });
    }
  });

  test('standard input that cannot be read is a finding, and a reader that has gone is none', () => {
    const shell = (line: string) => spawnSync('bash', ['-c', line, command], { cwd: folder, encoding: 'utf8' });
    expect(shell('"$0" fn < .')).toMatchObject({ status: 1, stderr: expect.stringContaining('error RC526') });
    expect(shell('set -o pipefail; "$0" render fleet | true')).toMatchObject({ status: 141, stderr: '' });
    expect(shell('"$0" render nowhere 2>/dev/full').status).toBe(1);
  });

  /** Node opens /dev/null in place of a stream that is closed, which looks like the null of many programs that start others. */
  test('a stream that is closed takes nothing, and no file gets what was meant for it', () => {
    const shell = (line: string) => {
      const before = readdirSync(join(folder, 'fleet')).map((file) =>
        readFileSync(join(folder, 'fleet', file), 'utf8'),
      );
      const { status } = spawnSync('bash', ['-c', line, command], { cwd: folder });
      const after = readdirSync(join(folder, 'fleet')).map((file) => readFileSync(join(folder, 'fleet', file), 'utf8'));
      expect(after).toEqual(before);
      return status;
    };
    expect(shell('"$0" render fleet >&- 2>closed')).toBe(0);
    expect(shell('"$0" fn <&- >closed 2>&1')).toBe(1);
    expect(shell('"$0" render nowhere 2>&- >closed')).toBe(1);
    expect(readFileSync(join(folder, 'closed'), 'utf8')).toBe('');
    expect(shell('"$0" render fleet --output out <&- >&- 2>&-')).toBe(0);
    expect(readdirSync(join(folder, 'out')).length).toBeGreaterThan(0);
  });
});

test('an object that no cluster would store is a finding, without being read', () => {
  write('fleet/c.yaml', clusterText('c').replace(/value: .*/, `value: ${'QUFB'.repeat(9 << 20)}`));
  expect(run(['render', 'fleet'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('error RC115 [fleet/c.yaml'),
  });
});
