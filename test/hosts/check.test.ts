import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAKE_MATERIAL, kubeconfig } from '../support/objects';
import { program } from '../support/program';

/** `rollcall check` of the built program. */
const certificates = join(__dirname, '..', 'support', 'certificates');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'check', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const SPEC = 'roll: "Off"\n  capiClusters: Skip\n  publishFrom: [CAPICluster]\n  credentials: Copy';

function writeFleet(config: string, spec = SPEC): void {
  const metadata = { namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': 'a' } };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'kueue', labels: { 'x-k8s.io/cluster-inventory-consumer': 'kueue' } },
    },
    {
      apiVersion: 'cluster.x-k8s.io/v1beta1',
      kind: 'Cluster',
      metadata: { name: 'a', namespace: 'mgmt', labels: { 'clusterprofile-name': 'a' } },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a-kubeconfig', ...metadata },
      type: 'cluster.x-k8s.io/secret',
      data: { value: Buffer.from(config).toString('base64') },
    },
  ];
  writeFileSync(join(folder, 'fleet.yaml'), objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  writeFileSync(
    join(folder, 'rollcall.yaml'),
    `apiVersion: rollcall.dev/v1alpha1\nkind: RenderInventory\nmetadata:\n  name: fleet\nspec:\n  ${spec}\n`,
  );
}

/** The certificate of test/support is valid until 2126. */
const withCertificate = kubeconfig('a').replace(
  /token: .*/,
  ['certificate', 'key']
    .map((what) => {
      const pem = readFileSync(join(certificates, `client.${what === 'key' ? 'key' : 'crt'}`));
      return `client-${what}-data: ${pem.toString('base64')}`;
    })
    .join('\n    '),
);
const END = Date.parse('2126-10-28T10:10:42Z');
const before = (days: number) => new Date(END - days * 86_400_000).toISOString();

/** What the output costs, and nothing else. */
const SOUND = /^info RC529 .*\nchecked: 0 errors, 0 warnings\n$/;

test('a sound fleet: exit code 0, nothing on stdout, nothing written', () => {
  writeFleet(kubeconfig('a'));
  const files = readdirSync(folder);
  expect(check()).toEqual({ code: 0, stdout: '', stderr: expect.stringMatching(SOUND) });
  expect(readdirSync(folder)).toEqual(files);
});

test('lint is a warning, which --fail-on and spec.severity weigh', () => {
  const unused = 'roll: "Off"\n  capiClusters: Skip\n  allowEmpty: true\n  publishFrom: []';
  writeFleet(kubeconfig('a'), unused);
  const { code, stderr } = check();
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning RC470 .*\nwarning RC471 .*fleet.yaml.*\nchecked: 0 errors, 2 warnings\n$/);
  expect(check('--fail-on', 'warning')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error RC552 /) });
  const silent = ['RC470', 'RC471'].map((one) => `${one}: {level: Off, reason: a new fleet}`).join(', ');
  writeFleet(kubeconfig('a'), `${unused}\n  severity: {${silent}}`);
  expect(check('--fail-on', 'warning').code).toBe(0);
});

test('credentials that expire, by the clock and by --now and --expires-within', () => {
  writeFleet(withCertificate);
  expect(check('--now', before(20)).stderr).toMatch(SOUND);
  const soon = check('--now', before(20), '--expires-within', '30d');
  expect(soon).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning RC388 .*in 20 days/) });
  expect(check('--now', before(-1))).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error RC387 /) });
  const past = `x.${Buffer.from(JSON.stringify({ exp: 1_600_000_000 })).toString('base64url')}.x`;
  writeFleet(kubeconfig('a').replace(/token: .*/, `token: ${past}`));
  expect(check()).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error RC387 /) });
  expect(check('--expires-within', 'soon').code).toBe(2);
});

test('every format, and a configuration that cannot be read', () => {
  writeFleet(kubeconfig('a'), 'publishFrom: []');
  const [json, sarif, github] = ['json', 'sarif', 'github'].map((format) => check('--format', format).stderr);
  expect(JSON.parse(json ?? '').findings).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'RC470' })]));
  expect(JSON.parse(sarif ?? '').runs[0].results.length).toBeGreaterThan(1);
  expect(github).toMatch(/^::warning title=RC470::/m);
  expect(`${json}${sarif}${github}`).not.toContain(FAKE_MATERIAL);
  writeFleet(kubeconfig('a'), 'publishForm: []');
  expect(check()).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error RC206 /) });
});

test('--output checks what that render would do, and writes nothing', () => {
  writeFleet(kubeconfig('a'));
  const file = join(folder, 'out', 'kueue', 'secret_default-a-kubeconfig.yaml');
  mkdirSync(join(folder, 'out', 'kueue'), { recursive: true });
  writeFileSync(file, 'mine: true\n');
  expect(check('fleet.yaml', '--config', 'rollcall.yaml', '--output', 'out')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^error RC505 /),
  });
  expect(readFileSync(file, 'utf8')).toBe('mine: true\n');
});
