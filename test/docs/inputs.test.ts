import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs the scripts that docs/inputs.md shows on a stand-in for kubectl that knows alpha, beta and young, and no others. */
const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'inputs.md'), 'utf8');
const scripts = [...page.matchAll(/^`(\S+\.sh)`:\n\n```sh\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));

const KUBECTL = `#!/bin/sh
case "$*" in *"$BROKEN"*) echo 'no answer' >&2; exit 1 ;; esac
case "$*" in
*clusterprofiles*go-template*) printf 'a-b c\\na b-c\\n' ;;
*go-template*) printf 'alpha\\nbeta\\nyoung\\n' ;;
*young-kubeconfig*--ignore-not-found*) ;;
annotate*) sed 's/^metadata:/&\\n  annotations: {}/' ;;
get*) printf 'metadata:\\n  uid: 1\\n  resourceVersion: "2"\\n  name: x\\n' ;;
esac
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-docs-'));
  for (const part of ['bin', 'tmp', 'fleet', 'fleet/kubeconfigs', 'fleet/profiles']) mkdirSync(join(folder, part));
  for (const part of ['kubeconfigs', 'profiles']) writeFileSync(join(folder, 'fleet', part, 'gone.yaml'), 'gone\n');
  writeFileSync(join(folder, 'bin', 'kubectl'), KUBECTL, { mode: 0o755 });
  for (const { name, text } of scripts) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param broken a part of the kubectl commands that fail. */
function run(script: string, broken = 'nothing at all') {
  const { status, stderr } = spawnSync('bash', [script], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      BROKEN: broken,
      TMPDIR: join(folder, 'tmp'),
    },
    encoding: 'utf8',
  });
  return { code: status, stderr };
}
const list = (part: string) => readdirSync(join(folder, 'fleet', part)).sort();
const read = (file: string) => readFileSync(join(folder, 'fleet', file), 'utf8');

test('the page shows both scripts, and how to run them', () => {
  expect(scripts.map(({ name }) => name)).toEqual(['fetch-kubeconfigs.sh', 'fetch-profiles.sh']);
  for (const { name } of scripts) expect(page).toContain(`\`\`\`sh\nbash ${name}\n\`\`\``);
});

test('kubeconfigs: what is there comes, what is gone goes, a young cluster has no file', () => {
  expect(run('fetch-kubeconfigs.sh')).toEqual({ code: 0, stderr: '' });
  expect(list('kubeconfigs')).toEqual(['alpha.yaml', 'beta.yaml']);
  expect(read('kubeconfigs/alpha.yaml')).toBe('metadata:\n  name: x\n');
});

test('profiles: each has a file of its own, whatever hyphens are in its name', () => {
  expect(run('fetch-profiles.sh')).toEqual({ code: 0, stderr: '' });
  expect(list('profiles')).toEqual(['a-b_c.yaml', 'a_b-c.yaml']);
  expect(read('profiles/a_b-c.yaml')).toBe('metadata:\n  annotations: {}\n  name: x\n');
});

test.each([
  ['fetch-kubeconfigs.sh', 'kubeconfigs', 'go-template'],
  ['fetch-kubeconfigs.sh', 'kubeconfigs', 'beta-kubeconfig'],
  ['fetch-profiles.sh', 'profiles', 'go-template'],
  ['fetch-profiles.sh', 'profiles', '--namespace a b-c'],
  ['fetch-profiles.sh', 'profiles', 'annotate'],
])('%s leaves %s as it was when kubectl fails at %s', (script, part, broken) => {
  expect(run(script, broken)).toEqual({ code: 1, stderr: expect.stringContaining('no answer') });
  expect(list(part)).toEqual(['gone.yaml']);
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('the table of labels holds keys that the code has', () => {
  const table = page.slice(page.indexOf('| label | on |'), page.indexOf('`labelKeys` changes'));
  const keys = table.split('\n').flatMap((row) => {
    const names = [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)];
    return names.map(([, name = '']) => name.replace(/:.*/, ''));
  });
  expect(keys.length).toBeGreaterThan(12);
  const code = ['src/api', 'src/schema/fields', 'src/inventory/managed-clusters'].flatMap((room) =>
    readdirSync(join(root, room)).map((file) => readFileSync(join(root, room, file), 'utf8')),
  );
  expect(keys.filter((key) => !code.some((text) => text.includes(`'${key}'`)))).toEqual([]);
});
