import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { isObject, type Json, type JsonObject, objectAt } from '../../src/krm/json';
import { capiSecret, cluster, namespace } from '../support/objects';
import { program } from '../support/program';

/** The way to SOPS and back, with a stand-in; test/e2e/sops.test.ts runs the real one. */
const fake = join(__dirname, '..', 'support', 'fake-sops.js');

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  log = join(folder, 'sops.log');
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'repository', 'fleet'), { recursive: true });
  symlinkSync(fake, join(folder, 'bin', 'sops'));
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'PublishCredentials', metadata: { name: 'fleet' } };
  write('fleet/rollcall.yaml', { ...config, spec: { credentials: 'Copy', roll: 'Off' } });
  write('fleet/namespaces.yaml', namespace('mgmt').object);
  write('fleet/consumer.yaml', namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argocd' }).object);
  for (const name of ['alpha', 'beta']) {
    write(`fleet/${name}.yaml`, cluster(name).object);
    writeSecret(name);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, object: object): void {
  writeFileSync(join(folder, 'repository', path), stringify(object));
}

function writeSecret(name: string, from = name, sops: JsonObject = {}): void {
  const { object } = capiSecret(name, { data: { value: `ENC[AES256_GCM,data:${secretOf(from)},iv:x,type:str]` } });
  write(`fleet/${name}-kubeconfig.yaml`, { ...object, sops: { mac: 'ENC[AES256_GCM,data:x,type:str]', ...sops } });
}

/** What the stand-in makes of a Secret's value. */
function secretOf(name: string): string {
  return Buffer.from(plainOf(name)).toString('base64');
}

function plainOf(name: string): string {
  return String(Object(capiSecret(name).object.data).value);
}

interface Surroundings {
  readonly [name: string]: string;
}

const withKey: Surroundings = { FAKE_SOPS_KEY: 'yes' };

function rollcall(args: readonly string[], given: Surroundings = withKey) {
  const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, ...args], {
    cwd: join(folder, 'repository'),
    env: { ...process.env, PATH, FAKE_SOPS_LOG: log, ...given },
    encoding: 'utf8',
  });
  const codes = [...stderr.matchAll(/^error (RC\d+)/gm)].map(([, code]) => code);
  return { status, stdout, stderr, codes };
}

const render = ['render', 'fleet', '--output', 'out'];
const sealed = [...render, '--decrypt', 'sops', '--encrypt', 'sops'];

function outputs(): Record<string, string> {
  const root = join(folder, 'repository', 'out');
  if (!existsSync(root)) return {};
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );
}

function rules(text = 'creation_rules:\n- path_regex: .*\n  age: age1example\n'): void {
  writeFileSync(join(folder, 'repository', '.sops.yaml'), text);
}

test('an encrypted input is read with --decrypt sops, and gives what the plain one gives', () => {
  const { stdout, status } = rollcall(['render', 'fleet', '--decrypt', 'sops']);
  expect(status).toBe(0);
  for (const name of ['alpha', 'beta']) write(`fleet/${name}-kubeconfig.yaml`, capiSecret(name).object);
  expect(stdout).toBe(rollcall(['render', 'fleet']).stdout);
  expect(stdout).toContain('default-alpha-kubeconfig');
});

test('the environment allows it too, and every command that reads a fleet does', () => {
  const given = { ...withKey, ROLLCALL_DECRYPT: 'sops' };
  expect(rollcall(['list', 'fleet', '-o', 'name'], given).status).toBe(0);
  expect(rollcall(['list', 'fleet', '-o', 'name']).codes).toContain('RC463');
});

test('a repository cannot allow it', () => {
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'PublishCredentials', metadata: { name: 'fleet' } };
  write('fleet/rollcall.yaml', { ...config, spec: { credentials: 'Copy', decrypt: 'sops' } });
  expect(rollcall(['render', 'fleet']).status).toBe(1);
  expect(existsSync(log)).toBe(false);
});

test('the plain text is in no argument, no message and no file', () => {
  const ran = rollcall(['list', 'fleet', '--decrypt', 'sops', '--verbose']);
  expect(ran.status).toBe(0);
  const seen = [ran.stdout, ran.stderr, readFileSync(log, 'utf8')].join('\n');
  const failed = rollcall(['list', 'fleet', '--decrypt', 'sops'], {});
  expect(failed.codes).toEqual(['RC786', 'RC786']);
  for (const form of [secretOf('alpha'), Buffer.from(secretOf('alpha'), 'base64').toString()]) {
    expect(`${seen}\n${failed.stderr}`).not.toContain(form.slice(0, 40));
  }
  expect(readFileSync(log, 'utf8')).toContain('["--config","/dev/null","decrypt","--input-type","yaml"');
});

test('a program sops of the repository is not run', () => {
  rmSync(join(folder, 'bin', 'sops'));
  writeFileSync(join(folder, 'repository', 'sops'), `#!/bin/sh\ntouch ${log}\n`, { mode: 0o755 });
  const PATH = ['.', '', join(process.execPath, '..')].join(delimiter);
  expect(rollcall(['render', 'fleet', '--decrypt', 'sops'], { ...withKey, PATH }).codes).toEqual(['RC785']);
  expect(existsSync(log)).toBe(false);
});

test('credentials go to no key service that a repository names', () => {
  const hcVault = [{ vault_address: 'https://vault.evil.example', engine_path: 'transit', key_name: 'k', enc: 'x' }];
  writeSecret('alpha', 'alpha', { hc_vault: hcVault });
  rmSync(join(folder, 'repository', 'fleet', 'beta-kubeconfig.yaml'));
  const asked = ['render', 'fleet', '--decrypt', 'sops'];
  const ran = rollcall(asked, { ...withKey, VAULT_ADDR: 'https://vault.example' });
  expect(ran.codes).toEqual(['RC787']);
  expect(existsSync(log)).toBe(false);
  rules('creation_rules:\n- hc_vault_transit_uri: https://vault.evil.example/v1/transit/keys/k\n');
  writeSecret('alpha');
  writeSecret('beta');
  expect(new Set(rollcall(sealed, { ...withKey, VAULT_ADDR: 'https://vault.example' }).codes)).toEqual(
    new Set(['RC787']),
  );
  expect(outputs()).toEqual({});
});

test('a policy can forbid it', () => {
  write('policy.yaml', { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: { allowDecryption: false } });
  const given = { ...withKey, ROLLCALL_POLICY: 'policy.yaml' };
  expect(rollcall(['render', 'fleet', '--decrypt', 'sops'], given).codes).toEqual(['RC788']);
  expect(existsSync(log)).toBe(false);
});

describe('--encrypt sops', () => {
  test('encrypts the Secrets, and leaves those alone whose plain text is the same', () => {
    rules();
    expect(rollcall(sealed).status).toBe(0);
    const before = outputs();
    for (const text of Object.values(before)) {
      expect(text).toContain('ENC[');
      expect(text).not.toContain(plainOf('alpha').slice(0, 60));
    }
    expect(rollcall(sealed).status).toBe(0);
    expect(outputs()).toEqual(before);
    writeSecret('beta', 'gamma');
    expect(rollcall(sealed).status).toBe(0);
    const after = outputs();
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual([
      'secret_default-beta-kubeconfig.yaml',
    ]);
  });

  test('what is encrypted is not written back in plain text', () => {
    rules();
    rollcall(sealed);
    const before = outputs();
    expect(rollcall([...render, '--decrypt', 'sops']).codes).toEqual(['RC791']);
    expect(outputs()).toEqual(before);
  });

  test('diff reads them, and finds no difference', () => {
    rules();
    rollcall(sealed);
    const asked = ['diff', '--against', 'out', 'fleet', '--exit-code', '--decrypt', 'sops'];
    expect(rollcall(asked)).toMatchObject({ status: 0, codes: [] });
  });

  test('and nothing is said of plain text', () => {
    const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'PublishCredentials', metadata: { name: 'fleet' } };
    write('fleet/rollcall.yaml', { ...config, spec: { roll: 'Off' } });
    rules();
    expect(rollcall([...render, '--decrypt', 'sops']).stderr).toContain('RC660');
    expect(rollcall(sealed).stderr).not.toContain('plain text');
  });

  test('what is plain is encrypted', () => {
    const ran = rollcall([...render, '--decrypt', 'sops']);
    expect(ran.stderr).toContain('warning RC792');
    rules();
    expect(rollcall(sealed).stderr).toContain('2 written');
    expect(Object.values(outputs()).every((text) => text.includes('ENC['))).toBe(true);
  });

  test.each([
    ['no .sops.yaml', undefined, 'RC789'],
    ['no rule for the file', 'creation_rules:\n- path_regex: none\n', 'RC790'],
    ['a rule that encrypts other fields', 'creation_rules:\n- encrypted_regex: other\n', 'RC790'],
    ['a file that is read in several ways', 'creation_rules:\n- <<: {age: a}\n', 'RC790'],
  ])('%s: nothing is written', (_what, text, code) => {
    if (text !== undefined) rules(text);
    expect(new Set(rollcall(sealed).codes)).toEqual(new Set([code]));
    expect(outputs()).toEqual({});
  });

  test('a policy says for whom', () => {
    rules();
    const policy = (...recipients: string[]) =>
      write('policy.yaml', { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: { recipients } });
    const under = [...sealed, '--policy', 'policy.yaml'];
    policy('age1other');
    expect(new Set(rollcall(under).codes)).toEqual(new Set(['RC674']));
    expect(outputs()).toEqual({});
    policy('age1other', 'age1example');
    expect(rollcall(under).status).toBe(0);
    // A file that is left alone is judged too.
    policy('age1other');
    const before = outputs();
    expect(new Set(rollcall(under).codes)).toEqual(new Set(['RC674']));
    expect(outputs()).toEqual(before);
  });

  test('stands with --output alone', () => {
    expect(rollcall(['render', 'fleet', '--encrypt', 'sops']).status).toBe(2);
    expect(rollcall([...render, '--encrypt', 'other']).status).toBe(2);
    expect(rollcall([...render, '--decrypt', 'other']).status).toBe(2);
  });
});

test('where files are updated in place, an encrypted one is not replaced by plain text', () => {
  rules();
  rollcall(sealed);
  const own = Object.values(outputs());
  const plain = ['alpha', 'beta'].flatMap((name) => [cluster(name).object, capiSecret(name).object]);
  const others = [namespace('argocd', { 'x-k8s.io/cluster-inventory-consumer': 'argocd' }).object, ...plain];
  const documents = [...others.map((one) => stringify(one)), ...own].join('---\n');
  const args = [...program.args, 'render', '-', '--config', join('fleet', 'rollcall.yaml')];
  const cwd = join(folder, 'repository');
  const { stdout, stderr } = spawnSync(program.file, args, { cwd, input: documents, encoding: 'utf8' });
  expect(stdout).toBe('');
  expect([...stderr.matchAll(/^error (RC\d+)/gm)].map(([, code]) => code)).toEqual(['RC791']);
});

describe('where a host sends the objects one by one', () => {
  const allowed: Surroundings = { ...withKey, ROLLCALL_DECRYPT: 'sops' };
  const functionConfig = {
    apiVersion: 'rollcall.dev/v1alpha1',
    kind: 'PublishCredentials',
    metadata: { name: 'fleet' },
    spec: { credentials: 'Copy', roll: 'Off' },
  };
  const read = (file: string): Json => parse(readFileSync(join(folder, 'repository', file), 'utf8'));
  const start = (args: readonly string[], input: string, given: Surroundings) => {
    const PATH = [join(folder, 'bin'), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH, FAKE_SOPS_LOG: log, ...given };
    const cwd = join(folder, 'repository');
    return spawnSync(program.file, [...program.args, ...args], { cwd, env, input, encoding: 'utf8' });
  };
  const sent = (...more: readonly JsonObject[]) => {
    const files = ['namespaces', 'consumer', 'alpha', 'alpha-kubeconfig'].map((name) => read(`fleet/${name}.yaml`));
    const items = [...files, ...more].filter(isObject).map((one, at) => ({
      ...one,
      metadata: {
        ...objectAt(one, 'metadata'),
        annotations: {
          ...objectAt(one, 'metadata', 'annotations'),
          'config.kubernetes.io/path': `${at}.yaml`,
          'internal.config.kubernetes.io/path': `${at}.yaml`,
        },
      },
    }));
    return { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig, items };
  };
  const fn = (list: object, given: Surroundings = allowed) => {
    const { status, stdout, stderr } = start(['fn'], JSON.stringify(list), given);
    const answer: { items: JsonObject[]; results?: { message: string; tags: { code: string } }[] } = JSON.parse(stdout);
    return { status, stderr, ...answer, codes: (answer.results ?? []).map(({ tags }) => tags.code) };
  };

  test('a KRM function decrypts what its environment allows, and leaves its text as it came', () => {
    const list = sent();
    const { status, items, codes } = fn(list);
    expect(status).toBe(0);
    expect(items.slice(0, list.items.length)).toEqual(list.items);
    expect(items.slice(list.items.length).map(({ data }) => data)).toEqual([{ config: plainOf('alpha') }]);
    expect(codes).toContain('RC792');
    const [asked] = readFileSync(log, 'utf8').split('\n');
    expect(asked).toContain('"--input-type","json"');
  });

  test('without it the finding says which way works', () => {
    const { status, items, codes, stderr } = fn(sent(), { ...withKey });
    expect({ status, items, codes }).toEqual({ status: 1, items: [], codes: ['RC463'] });
    expect(stderr).toContain('ROLLCALL_DECRYPT=sops');
    expect(existsSync(log)).toBe(false);
  });

  test('a policy, and a key service of somebody else, keep it from running', () => {
    write('policy.yaml', { apiVersion: 'rollcall.dev/v1alpha1', kind: 'Policy', spec: { allowDecryption: false } });
    expect(fn(sent(), { ...allowed, ROLLCALL_POLICY: 'policy.yaml' }).codes).toEqual(['RC788']);
    writeSecret('alpha', 'alpha', { hc_vault: [{ vault_address: 'https://vault.evil.example', enc: 'x' }] });
    expect(fn(sent()).codes).toEqual(['RC787']);
    expect(existsSync(log)).toBe(false);
  });

  test('what cannot be decrypted is an error that names the hosts’ reasons', () => {
    const { status, items, codes, stderr } = fn(sent(), { ROLLCALL_DECRYPT: 'sops' });
    expect({ status, items, codes }).toEqual({ status: 1, items: [], codes: ['RC671'] });
    expect(stderr).toContain('mac_only_encrypted');
    expect(stderr).not.toContain(plainOf('alpha').slice(0, 40));
  });

  test('an own output stays encrypted, and is never replaced by plain text', () => {
    const [made] = fn(sent()).items.slice(-1);
    const value = `ENC[AES256_GCM,data:${secretOf('alpha')},iv:x,type:str]`;
    const sealedOutput = { ...made, data: { config: value }, sops: { mac: 'ENC[x]' } };
    const { status, items, codes } = fn(sent(sealedOutput));
    expect({ status, items, codes }).toEqual({ status: 1, items: [], codes: ['RC791'] });
  });

  test('a legacy plugin of kustomize does the same', () => {
    write('config.yaml', functionConfig);
    const input = sent()
      .items.map((one) => stringify(one))
      .join('---\n');
    const { status, stdout } = start(['kustomize-plugin', 'config.yaml'], input, allowed);
    expect(status).toBe(0);
    expect(stdout).toContain(`config: ${plainOf('alpha')}`);
    expect(stdout).toContain('ENC[AES256_GCM');
    const refused = start(['kustomize-plugin', 'config.yaml'], input, { ROLLCALL_DECRYPT: 'sops' });
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^error RC671 /);
    expect(start(['kustomize-plugin', 'config.yaml'], input, { ROLLCALL_DECRYPT: 'other' }).status).toBe(2);
  });
});
