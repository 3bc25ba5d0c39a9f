import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { base64, kubeconfig } from '../support/objects';
import { linkCommands } from '../support/program';

/**
 * Follows docs/daily.md from top to bottom in a repository with the example fleet: saves the files that it shows and runs
 * every line of its blocks. A stand-in for kubectl hands out the Secrets, and one for SOPS encrypts them by the rules that
 * docs/secrets.md shows; test/e2e/sops.test.ts runs the real SOPS.
 */
const root = join(__dirname, '..', '..');
const page = readPage('daily.md');
const [, rules = ''] = /^```yaml\n# \.sops\.yaml\n([\s\S]*?)^```$/m.exec(readPage('secrets.md')) ?? [];

function readPage(name: string): string {
  return readFileSync(join(root, 'docs', name), 'utf8');
}

/** A line to run, or a file to save. */
type Step = string | { readonly file: string; readonly text: string };

/** What the page does, in its order: files to save, and lines to run. */
const steps: readonly Step[] = [...page.matchAll(/(?:^`(\S+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
  ([, file, kind, text = '']): Step[] => (kind === 'sh' ? text.trim().split('\n') : [{ file: file ?? '', text }]),
);

let home = '';
const ran = new Map<string, { code: number | null; stdout: string; stderr: string }[]>();

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'rollcall-daily-'));
  mkdirSync(join(home, 'bin'));
  linkCommands(join(home, 'bin'));
  const repository = join(home, 'repository');
  cpSync(join(root, 'examples', 'fleet'), join(repository, 'fleet'), { recursive: true });
  cpSync(join(root, 'rollcall.yaml'), join(repository, 'fleet', 'rollcall.yaml'));
  const env = {
    ...process.env,
    PATH: [join(home, 'bin'), process.env.PATH].join(delimiter),
    GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    ROLLCALL_DECRYPT: 'sops',
    FAKE_SOPS_KEY: 'yes',
  };
  symlinkSync(join(root, 'test', 'support', 'fake-sops.js'), join(home, 'bin', 'sops'));
  writeFileSync(join(repository, '.sops.yaml'), rules);
  writeFileSync(
    join(home, 'gitconfig'),
    '[user]\n  name = test\n  email = test@localhost\n[init]\n  defaultBranch = main\n',
  );
  const sh = (command: string) => execFileSync('sh', ['-ec', command], { cwd: repository, env, stdio: 'pipe' });
  sh(`git init -q && rollcall roll fleet && git add . && git commit -qm fleet && git switch -qc relabel &&
    sed -i 's/^    env: .*/    env: changed/' fleet/profiles/alpha.yaml && rollcall roll fleet && git commit -qam relabel && git switch -q main`);

  for (const step of steps) {
    if (typeof step !== 'string') {
      mkdirSync(dirname(join(repository, step.file)), { recursive: true });
      writeFileSync(join(repository, step.file), step.text);
      continue;
    }
    // Each time that somebody asks, the Secret is a new one.
    const server = `zeta-${ran.size}`;
    const kubectl = `#!/bin/sh\ncat <<'END'\n${zetaSecret(server)}END\n`;
    writeFileSync(join(home, 'bin', 'kubectl'), kubectl);
    chmodSync(join(home, 'bin', 'kubectl'), 0o755);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', step], { cwd: repository, env, encoding: 'utf8' });
    const command = step.replace(/ +#.*$/, '');
    ran.set(command, [...(ran.get(command) ?? []), { code: status, stdout, stderr }]);
  }
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

function zetaSecret(token: string): string {
  return `apiVersion: v1
kind: Secret
metadata:
  name: zeta-kubeconfig
  namespace: mgmt
  labels:
    cluster.x-k8s.io/cluster-name: zeta
type: cluster.x-k8s.io/secret
data:
  value: ${base64(kubeconfig('zeta').replace(/token: .*/, `token: ${token}`))}
`;
}

const said = (command: string, time = 0) => ran.get(command)?.[time]?.stdout;

test('every command of the page succeeds', () => {
  const failed = [...ran].flatMap(([command, times]) =>
    times.flatMap(({ code, stderr }) => (code === 0 ? [] : [`${command}\n${stderr}`])),
  );
  expect(failed).toEqual([]);
  expect([...ran.keys()].filter((command) => command.startsWith('rollcall')).length).toBeGreaterThan(15);
});

test('the differences are what the page says', () => {
  expect(said('rollcall diff --git main...relabel fleet')).toMatch(/env: \w+ → changed on fleet-prod\/alpha/);
  const [joins, rotates, leaves] = (ran.get('rollcall diff --git HEAD fleet') ?? []).map(({ stdout }) => stdout);
  expect(joins).toContain('+ fleet-prod/zeta joins');
  expect(rotates).toContain('1 cluster has new credentials');
  expect(rotates).toContain('~ fleet-prod/zeta has new credentials in 2 Secrets');
  expect(rotates).not.toContain('zeta-1');
  expect(leaves).toContain('- fleet-prod/zeta leaves');
});

test('no commit contains a kubeconfig that was fetched in plain text', () => {
  const log = execFileSync('git', ['log', '-p', '--', 'fleet/clusters/zeta-kubeconfig.yaml'], {
    cwd: join(home, 'repository'),
    encoding: 'utf8',
  });
  const values = log.split('\n').filter((line) => /^[+-] +value:/.test(line));
  expect(values).toHaveLength(4);
  expect(values.filter((line) => !/^[+-] +value: >?-?\s*ENC\[/.test(line))).toEqual([]);
});

test('the Roll follows', () => {
  expect(said('rollcall roll fleet')).toMatch(/^\+ .*zeta/m);
  expect(said('rollcall roll fleet', 1)).toMatch(/^- .*zeta/m);
});

test('the audit names the clusters that a consumer reaches, and only these', () => {
  expect(said('rollcall list --consumer argocd -o name fleet')).toBe(
    'default/gamma\nfleet-edge/beta\nfleet-prod/alpha\n',
  );
  expect(said('rollcall explain argocd fleet')).toContain('Receives the credentials of 3 of 5 clusters');
});
