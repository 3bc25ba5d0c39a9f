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
import { join } from 'node:path';
import { parse } from 'yaml';
import { namespace, profile, readsSecret } from '../support/objects';

/** The provider files that `render --provider-files` writes beside the output folder. */
const program = join(__dirname, '..', '..', 'dist', 'rollcall.js');
const consumer = (name: string) => namespace(name, { 'x-k8s.io/cluster-inventory-consumer': name }).object;

let folder: string;
const at = (...path: string[]) => join(folder, ...path);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  mkdirSync(at('fleet'));
  const consumers = [
    { match: 'argo', access: {} },
    { match: 'kueue', access: { kueue: 'ClusterProfile' } },
  ];
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'WireConsumers', metadata: { name: 'fleet' } };
  write('fleet/rollcall.yaml', { ...config, spec: { roll: 'Off', consumers } });
  write('fleet/profile.yaml', profile('alpha', { status: readsSecret({ name: 'source', key: 'value' }) }).object);
  write('fleet/default.yaml', namespace('default').object);
  write('fleet/argo.yaml', consumer('argo'));
  write('fleet/kueue.yaml', consumer('kueue'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, value: unknown) => writeFileSync(at(file), JSON.stringify(value));
const render = (...more: string[]) => {
  const args = ['render', 'fleet', '--output', 'out', ...more];
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, codes: [...stderr.matchAll(/^\w+ (RC\d+)/gm)].map(([, code]) => code), stderr };
};
const WIRED = ['--provider-files', 'providers', '--quiet'];

test('each consumer has one, with what its ConfigMap holds', () => {
  expect(render(...WIRED).status).toBe(0);
  expect(readdirSync(at('providers')).sort()).toEqual(['argo.json', 'kueue.json']);
  for (const name of ['argo', 'kueue']) {
    const file = readFileSync(at('providers', `${name}.json`), 'utf8');
    const map = parse(readFileSync(at('out', name, 'configmap_rollcall-cluster-inventory.yaml'), 'utf8'));
    expect(file).toBe(map.data['providers.json']);
    expect(JSON.parse(file).providers[0].name).toBe('kubeconfig-secretreader');
  }
  // Rollcall reads such a file itself.
  const config = { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RegisterArgoCDClusters', metadata: { name: 'fleet' } };
  write('argo-cd.yaml', { ...config, spec: { providerFile: 'providers/argo.json', roll: 'Off' } });
  const args = [program, 'render', 'fleet', '--config', 'argo-cd.yaml', '--quiet'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('kubeconfig-secretreader-plugin');
});

test('a second render brings them up to date, and names those of nobody', () => {
  render(...WIRED);
  const before = readFileSync(at('providers', 'argo.json'), 'utf8');
  rmSync(at('fleet', 'kueue.yaml'));
  writeFileSync(at('providers', 'argo.json'), '{"providers":[]}');
  writeFileSync(at('providers', 'notes.json'), '{}');
  const { status, codes, stderr } = render('--provider-files', 'providers', '--allow-withdrawals');
  expect(status).toBe(0);
  expect(codes).toContain('RC672');
  expect(stderr).toContain('these files of providers: kueue.json.');
  expect(readFileSync(at('providers', 'argo.json'), 'utf8')).toBe(before);
});

test.each<[what: string, prepare: () => void]>([
  ['a file that is something else', () => writeFileSync(at('providers', 'argo.json'), '{}')],
  ['a file that is no JSON', () => writeFileSync(at('providers', 'argo.json'), 'mine')],
  ['a link', () => symlinkSync(at('elsewhere'), at('providers', 'argo.json'))],
  ['a folder', () => mkdirSync(at('providers', 'argo.json'))],
])('%s is in the way, and nothing is written', (_what, prepare) => {
  mkdirSync(at('providers'));
  prepare();
  expect(render(...WIRED)).toMatchObject({ status: 1, codes: ['RC505'] });
  expect(existsSync(at('out'))).toBe(false);
  expect(existsSync(at('elsewhere'))).toBe(false);
});

test('a file where the folder must be is an error, and nothing is written', () => {
  const through = ['--provider-files', 'fleet/argo.yaml/providers', '--quiet'];
  expect(render(...through)).toMatchObject({ status: 1, codes: ['RC505'] });
  expect(existsSync(at('out'))).toBe(false);
});

test('they are never in the output folder', () => {
  expect(render('--provider-files', 'out').status).toBe(2);
  expect(render('--provider-files', 'out/providers').status).toBe(2);
  const args = [program, 'render', 'fleet', '--provider-files', 'providers'];
  expect(spawnSync(process.execPath, args, { cwd: folder }).status).toBe(2);
});

test('shards that share the directory do not call the files of the others left over', () => {
  const codes = [0, 1].flatMap((index) => {
    const { status, codes } = render('--shard', `${index}/2`, '--provider-files', 'providers');
    expect(status).toBe(0);
    return codes;
  });
  expect(readdirSync(at('providers')).sort()).toEqual(['argo.json', 'kueue.json']);
  expect(codes).not.toContain('RC672');
});
