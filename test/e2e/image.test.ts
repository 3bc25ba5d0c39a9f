import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { IMAGE, prepareContainers } from './containers';

/** The image of the Dockerfile, with this machine's own C library, as kpt and Argo CD run it. */
const containers = prepareContainers();
const suite = typeof containers === 'string' ? describe.skip : describe;
const title = typeof containers === 'string' ? `the image: skipped, ${containers}` : 'the image';

/** What a locked-down cluster leaves a container. */
const LOCKED = [
  '--rm',
  '-i',
  '--read-only',
  '--network',
  'none',
  '--cap-drop',
  'ALL',
  '--security-opt=no-new-privileges',
];

suite(title, () => {
  const run = (args: readonly string[], input = '') =>
    typeof containers === 'string' ? { code: -1, stdout: '', stderr: containers } : containers.run(args, input);

  test.each([
    ['nobody, as kpt and kustomize run it', ['--user', 'nobody']],
    ['the user of the image', []],
    ['999, as Argo CD’s sidecar', ['--user', '999']],
    ['some user of a range that a cluster hands out', ['--user', '1000680000:0']],
  ])('renders as %s, without network, with a read-only root', (_who, user) => {
    const list = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: multicluster.x-k8s.io/v1alpha1
  kind: ClusterProfile
  metadata:
    name: a
    namespace: b
functionConfig:
  apiVersion: rollcall.dev/v1alpha1
  kind: RegisterSveltosClusters
  spec:
    format: SveltosEvents
`;
    const { code, stdout, stderr } = run(['run', ...LOCKED, ...user, IMAGE], list);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parse(stdout).items.map(({ kind }: { kind: string }) => kind)).toEqual(['ClusterProfile', 'SveltosCluster']);
  });

  test('reads YAML that only the library reads', () => {
    const list = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: [{kind: A, a: &b c, d: *b}]\n';
    expect(run(['run', ...LOCKED, IMAGE], list).stderr).toContain('RC421');
  });

  test('runs Lua in a process of its own', () => {
    const list = readFileSync(
      join(__dirname, '..', 'golden', 'run-event-trigger', 'the-example', 'input.yaml'),
      'utf8',
    );
    const { code, stdout } = run(['run', ...LOCKED, IMAGE], list);
    expect(code).toBe(0);
    expect(stdout).toContain('kind: ResourceQuota');
  });

  test('has no Node', () => {
    expect(run(['run', ...LOCKED, '--entrypoint', 'node', IMAGE, '--version']).code).not.toBe(0);
  });

  test('names its user, and none that is root', () => {
    const { stdout } = run(['image', 'inspect', '--format', '{{.Config.User}} {{.Config.Entrypoint}}', IMAGE]);
    expect(stdout.trim()).toBe('65534:65534 [/usr/local/bin/rollcall fn]');
  });

  test('starts rollcall by its name, without a shell: what Argo CD’s server does with plugin.yaml', () => {
    const at = ['--workdir', '/tmp', '--entrypoint', 'rollcall'];
    expect(run(['run', ...LOCKED, ...at, IMAGE, '--version']).stdout).toBe('0.1.0\n');
    expect(run(['run', ...LOCKED, '--entrypoint', 'sh', IMAGE]).code).not.toBe(0); // the base of this test has none
  });

  test('holds plugin.yaml where Argo CD’s server looks for it', () => {
    const container = run(['create', IMAGE]).stdout.trim();
    const { stdout } = run(['cp', `${container}:/home/argocd/cmp-server/config/plugin.yaml`, '-']);
    run(['rm', container]);
    expect(stdout).toContain('kind: ConfigManagementPlugin');
  });
});
