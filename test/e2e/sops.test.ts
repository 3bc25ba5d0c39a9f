import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { command, program } from '../support/program';
import { find } from './tools';

/** The real SOPS with keys of age, over the example fleet. */
const root = join(__dirname, '..', '..');
const [sops, keygen] = [find('sops'), find('age-keygen')];
const withSops = sops === undefined || keygen === undefined ? test.skip : test;

let folder: string;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-sops-'));
  if (sops === undefined || keygen === undefined) return;
  cpSync(join(root, 'examples', 'fleet'), join(folder, 'fleet'), { recursive: true });
  const key = join(folder, 'keys', 'key.txt');
  mkdirSync(dirname(key));
  const PATH = [dirname(sops), process.env.PATH].join(delimiter);
  environment = { ...process.env, PATH, HOME: folder, SOPS_AGE_KEY_FILE: key };
  run(keygen, ['-o', key]);
  const recipient = /age1\w+/.exec(readFileSync(key, 'utf8'))?.[0] ?? '';
  for (const [rule, place] of [
    [`encrypted_regex: ^(data|stringData)$`, 'fleet/.*'],
    [`encrypted_regex: ^(data|stringData)$`, 'out/.*'],
    ['mac_only_encrypted: false', 'whole/.*'],
  ]) {
    rules.push(`- {path_regex: "^${place}", age: ${recipient}, ${rule}}`);
  }
  writeFileSync(join(folder, '.sops.yaml'), `creation_rules:\n${rules.splice(0).join('\n')}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const rules: string[] = [];

function run(program: string, args: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

const rollcall = (...args: string[]) => run(program.file, [...program.args, ...args]);

/** Encrypts the kubeconfig Secrets where they are. */
function encryptInputs(): void {
  for (const name of ['alpha', 'beta', 'gamma']) {
    const done = run(sops ?? '', ['encrypt', '-i', join('fleet', 'clusters', `${name}-kubeconfig.yaml`)]);
    expect(done).toMatchObject({ status: 0 });
  }
}

function filesOf(place: string): Map<string, string> {
  return new Map(
    readdirSync(join(folder, place), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );
}

withSops('encrypted inputs give what plain ones give, with the key alone', () => {
  const plain = rollcall('render', 'fleet').stdout;
  encryptInputs();
  expect(rollcall('render', 'fleet', '--decrypt', 'sops')).toMatchObject({ status: 0, stdout: plain });
  delete environment.SOPS_AGE_KEY_FILE;
  const without = rollcall('render', 'fleet', '--decrypt', 'sops');
  expect(without).toMatchObject({ status: 1, stdout: '' });
  expect(without.stderr).toContain('exited with 128 (none of its keys is available here)');
});

withSops('a file that was changed after it was encrypted is refused', () => {
  encryptInputs();
  const file = join(folder, 'fleet', 'clusters', 'alpha-kubeconfig.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('cluster-name: alpha', 'cluster-name: beta'));
  const { status, stderr } = rollcall('render', 'fleet', '--decrypt', 'sops');
  expect(status).toBe(1);
  expect(stderr).toContain('exited with 51 (it was changed after it was encrypted');
});

withSops('outputs are encrypted, keep their bytes, and decrypt to what a plain render writes', () => {
  rollcall('render', 'fleet', '--output', 'plain');
  encryptInputs();
  const asked = ['render', 'fleet', '--decrypt', 'sops', '--encrypt', 'sops', '--output', 'out'];
  expect(rollcall(...asked).status).toBe(0);
  const before = filesOf('out');
  for (const [file, text] of before) {
    const isSecret = text.includes('kind: Secret\n');
    expect(text.includes('ENC[AES256_GCM')).toBe(isSecret);
    if (!isSecret) continue;
    const opened = JSON.parse(run(sops ?? '', ['decrypt', '--output-type', 'json', file]).stdout);
    expect(opened.data.config ?? opened.data.kubeconfig).toMatch(/^[A-Za-z0-9+/]+=*$/);
  }
  expect(rollcall(...asked).status).toBe(0);
  expect(filesOf('out')).toEqual(before);
  const refused = rollcall('render', 'fleet', '--decrypt', 'sops', '--output', 'out');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('RC791');
  expect(filesOf('out')).toEqual(before);
});

withSops('outputs that are encrypted whole, with their metadata, are known again', () => {
  const asked = ['render', 'fleet', '--encrypt', 'sops', '--output', 'whole'];
  expect(rollcall(...asked).status).toBe(0);
  const before = filesOf('whole');
  expect([...before.values()].filter((text) => text.includes('kind: ENC['))).not.toEqual([]);
  expect(rollcall(...asked).status).toBe(0);
  expect(filesOf('whole')).toEqual(before);
  expect(rollcall('render', 'fleet', '--output', 'whole').stderr).toContain('RC791');
});

withSops('several documents in one file, and JSON, are read', () => {
  const clusters = join(folder, 'fleet', 'clusters');
  const texts = ['alpha', 'beta'].map((name) => readFileSync(join(clusters, `${name}-kubeconfig.yaml`), 'utf8'));
  const plain = rollcall('render', 'fleet').stdout;
  for (const name of ['alpha', 'beta']) rmSync(join(clusters, `${name}-kubeconfig.yaml`));
  const gamma = run(sops ?? '', [
    'encrypt',
    '--output-type',
    'json',
    join('fleet', 'clusters', 'gamma-kubeconfig.yaml'),
  ]);
  rmSync(join(clusters, 'gamma-kubeconfig.yaml'));
  writeFileSync(join(clusters, 'gamma.json'), gamma.stdout);
  writeFileSync(join(clusters, 'both.yaml'), texts.join('\n---\n'));
  expect(run(sops ?? '', ['encrypt', '-i', join('fleet', 'clusters', 'both.yaml')]).status).toBe(0);
  expect(rollcall('render', 'fleet', '--decrypt', 'sops')).toMatchObject({ status: 0, stdout: plain });
});

const [kpt, kustomize] = [find('kpt'), find('kustomize')];
const withKpt = sops === undefined || keygen === undefined || kpt === undefined ? test.skip : test;
const withKustomize = sops === undefined || keygen === undefined || kustomize === undefined ? test.skip : test;

/** Has a host start Rollcall; what each makes for consumers is compared with what a render by hand makes. */
function prepareHost(): string {
  const start = join(folder, 'rollcall-fn');
  writeFileSync(start, `#!/bin/sh\nexec ${command} fn\n`, {
    mode: 0o755,
  });
  environment.ROLLCALL_DECRYPT = 'sops';
  return start;
}

const valuesIn = (text: string) => [...text.matchAll(/^ +(?:config|kubeconfig): (\S+)$/gm)].map(([, value]) => value);

withKpt('kpt sends objects one by one, which are decrypted, and keeps their files', () => {
  const exec = prepareHost();
  const plain = rollcall('render', 'fleet').stdout;
  expect(valuesIn(plain).length).toBeGreaterThan(2);
  encryptInputs();
  const before = filesOf('fleet');
  const kptfile = { apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: { name: 'fleet' } };
  writeFileSync(join(folder, 'fleet', 'Kptfile'), JSON.stringify({ ...kptfile, pipeline: { mutators: [{ exec }] } }));
  const done = run(kpt ?? '', ['fn', 'render', 'fleet', '--allow-exec']);
  expect(done).toMatchObject({ status: 0 });
  expect(done.stderr).toContain('RC792');
  const after = filesOf('fleet');
  const made = [...after].filter(([file]) => !before.has(file)).map(([, text]) => text);
  expect(new Set(valuesIn(made.join('\n')))).toEqual(new Set(valuesIn(plain)));
  for (const file of before.keys()) {
    const isSealed = before.get(file)?.includes('ENC[') ?? false;
    expect(after.get(file)?.includes('ENC[')).toBe(isSealed);
    if (isSealed) expect(run(sops ?? '', ['decrypt', file]).status).toBe(0);
  }
});

withKustomize('kustomize sorts fields, which a checksum of the encrypted values alone allows', () => {
  const exec = prepareHost();
  const plain = rollcall('render', 'fleet').stdout;
  encryptInputs();
  const listed = [...filesOf('fleet').keys()].map((file) => file.slice(folder.length + 1));
  const annotations = { 'config.kubernetes.io/function': `exec: {path: ./${exec.slice(folder.length + 1)}}` };
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RenderInventory', metadata: { name: 'd', annotations } };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  const resources = listed.filter((file) => file.endsWith('.yaml'));
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify({ resources, transformers: ['config.yaml'] }));
  const build = () => run(kustomize ?? '', ['build', '.', '--enable-alpha-plugins', '--enable-exec']);
  const refused = build();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('RC671');
  const file = join(folder, '.sops.yaml');
  const text = readFileSync(file, 'utf8').replaceAll('encrypted_regex:', 'mac_only_encrypted: true, encrypted_regex:');
  writeFileSync(file, text);
  for (const name of ['alpha', 'beta', 'gamma']) {
    const secret = join('fleet', 'clusters', `${name}-kubeconfig.yaml`);
    for (const way of ['decrypt', 'encrypt']) expect(run(sops ?? '', [way, '-i', secret]).status).toBe(0);
  }
  const built = build();
  expect(built.status).toBe(0);
  expect(new Set(valuesIn(built.stdout).filter((value) => !value?.startsWith('ENC[')))).toEqual(
    new Set(valuesIn(plain)),
  );
});
