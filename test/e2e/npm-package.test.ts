import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The package as `npm pack` makes it, installed into a folder that has nothing else, offline but for what npm has cached. */
const root = join(__dirname, '..', '..');
let folder = '';
let files: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-npm-'));
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
  files = packed.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, 'package.json'), '{"name": "clean", "private": true}');
  npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, packed.filename));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function node(file: string, text: string) {
  writeFileSync(join(folder, file), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

test('holds the built program, its types and what people read, and nothing else', () => {
  const strangers = files.filter(
    (file) =>
      !/^(?:dist\/(?:specs\/)?[\w-]+(?:\.d)?(?:\.m?[jt]s)?(?:\.LEGAL\.txt)?|dist\/schemas\/\w+\.json|dist\/completion\/rollcall\.\w+|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/.test(
        file,
      ),
  );
  expect(strangers).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['dist/rollcall.js', 'dist/rollcall-fn', 'dist/index.d.ts']));
});

test('brings no other package', () => {
  const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['rollcall']);
});

test('brings the program', () => {
  const { stdout, status } = spawnSync('npx', ['--no-install', 'rollcall', '--version'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: '0.1.0\n', status: 0 });
});

const FLEET = `[
  { apiVersion: 'multicluster.x-k8s.io/v1alpha1', kind: 'ClusterProfile', metadata: { name: 'a', namespace: 'b' } },
]`;

test.each([
  ['require', 'a.cjs', "const { registerSveltosClusters, render } = require('rollcall');"],
  ['import', 'a.mjs', "import { registerSveltosClusters, render } from 'rollcall';"],
])('%s gives the transforms, without the SDK', (_how, file, load) => {
  const { code, stdout, stderr } = node(
    file,
    `${load}
const fleet = ${FLEET};
const before = JSON.stringify(fleet);
registerSveltosClusters(fleet, { name: 'x', spec: { format: 'SveltosEvents' } }).then(async (outcome) => {
  const failed = await render(fleet, { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventori' });
  console.log(JSON.stringify({
    state: outcome.state,
    kinds: outcome.objects.map(({ kind }) => kind),
    isSame: outcome.objects[0] === fleet[0] && JSON.stringify(fleet) === before,
    isPart: outcome.generated.every((one) => outcome.objects.includes(one)),
    failed: failed.findings.map(({ code }) => code),
  }));
});`,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    state: 'rendered',
    kinds: ['ClusterProfile', 'SveltosCluster'],
    isSame: true,
    isPart: true,
    failed: ['RC204'],
  });
});

test('its types hold by themselves under every strict option, in both module systems', () => {
  writeFileSync(
    join(folder, 'use.ts'),
    `import { registerSveltosClusters, render, type Finding, type Outcome } from 'rollcall';
export async function use(objects: object[]): Promise<Finding[]> {
  const outcome: Outcome = await registerSveltosClusters(objects, { name: 'x', spec: { format: 'SveltosEvents' } });
  // @ts-expect-error: the spec is typed
  await registerSveltosClusters(objects, { spec: { format: 'SveltosEvent' } });
  const other = await render(objects);
  if (other.state === 'rendered') for (const { metadata } of other.generated) metadata.name.toUpperCase();
  return [...outcome.findings];
}
`,
  );
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ]) {
    const args = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
    const options = ['--module', module ?? '', '--moduleResolution', resolution ?? '', '--target', 'es2022', 'use.ts'];
    const tsc = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), [...args, ...options], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ code: tsc.status, said: tsc.stdout }).toEqual({ code: 0, said: '' });
  }
});

test('beside the SDK, its functions are the SDK’s functions', () => {
  symlinkSync(join(root, 'node_modules', 'kpt-functions'), join(folder, 'node_modules', 'kpt-functions'));
  const text = `import { run, type KptFunc } from 'kpt-functions';
import { publishCredentials } from 'rollcall/kpt-functions';
const one: KptFunc = publishCredentials;
export const started = (): Promise<void> => run(one);
`;
  writeFileSync(join(folder, 'sdk.ts'), text);
  const args = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    'sdk.ts',
  ];
  const tsc = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), args, { cwd: folder, encoding: 'utf8' });
  expect({ code: tsc.status, said: tsc.stdout }).toEqual({ code: 0, said: '' });
  const { stdout } = node('sdk.cjs', "console.log(require('rollcall/kpt-functions').publishCredentials.usage);");
  expect(stdout).toContain('PublishCredentials');
});
