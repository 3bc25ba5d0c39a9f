import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { example } from './fleets';
import { find } from './tools';
import { Workspace } from './workspace';

/** What kustomize does with what we give it, beyond the objects that test/e2e/conformance.test.ts compares. */
const kustomize = find('kustomize');
const suite = kustomize === undefined ? describe.skip : describe;
const title =
  kustomize === undefined ? 'kustomize: skipped, scripts/install-tools.sh has not installed it' : 'kustomize';

suite(title, () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    for (const [path, text] of Object.entries(example)) workspace.write(join('fleet', path), text);
    workspace.linkFunction('rollcall-fn');
  });
  afterEach(() => workspace.end());

  const build = (folder = '.', env: Record<string, string> = {}) =>
    workspace.run(kustomize ?? '', ['build', '--enable-alpha-plugins', '--enable-exec', folder], '', env);
  const buildWell = (folder = '.') => {
    const { code, stdout, stderr } = build(folder);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return parseAllDocuments(stdout).map((document) => document.toJS());
  };
  const configure = (spec: object, path = './rollcall-fn', more = '') =>
    workspace.write(
      'function.yaml',
      stringify({
        apiVersion: 'rollcall.dev/v1alpha1',
        kind: 'RenderInventory',
        metadata: {
          name: 'fleet',
          annotations: { 'config.kubernetes.io/function': `exec:\n  path: ${path}\n${more}` },
        },
        spec,
      }),
    );
  const resources = Object.keys(example).map((path) => `fleet/${path}`);
  const named = (objects: { kind: string; metadata: { name: string } }[]) =>
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  describe('as a transformer', () => {
    beforeEach(() => {
      configure({});
      workspace.write(
        'deployment.yaml',
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: reader
  namespace: argocd
spec:
  template:
    spec:
      containers:
        - name: reader
          envFrom:
            - configMapRef:
                name: settings
`,
      );
    });

    const kustomization = (more: object = {}) =>
      workspace.write(
        'kustomization.yaml',
        stringify({
          resources: [...resources, 'deployment.yaml'],
          configMapGenerator: [{ name: 'settings', namespace: 'argocd', literals: ['a=b'] }],
          transformers: ['function.yaml'],
          ...more,
        }),
      );

    test('hashes, suffixes and the references to them survive, here and in an overlay', () => {
      kustomization();
      workspace.write('../overlay/kustomization.yaml', 'resources: [../fleet]\nnameSuffix: -eu\n');
      const objects = buildWell('../overlay');
      const settings = objects.find(({ kind }) => kind === 'ConfigMap');
      expect(settings.metadata.name).toMatch(/^settings-eu-[a-z0-9]{10}$/);
      const reader = objects.find(({ kind }) => kind === 'Deployment');
      expect(reader.spec.template.spec.containers[0].envFrom[0].configMapRef.name).toBe(settings.metadata.name);
      expect(named(objects)).toContain('SveltosCluster alpha-eu');
    });

    test('origins survive, and no annotation of the pipeline is left', () => {
      kustomization({ buildMetadata: ['originAnnotations'] });
      const objects = buildWell();
      const reader = objects.find(({ kind }) => kind === 'Deployment');
      expect(reader.metadata.annotations).toEqual({ 'config.kubernetes.io/origin': 'path: deployment.yaml\n' });
      const left = objects.flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}));
      expect(left.filter((key) => /internal|config\.k8s\.io|kustomize\.config/.test(key))).toEqual([]);
    });

    test('what is not ours comes back, whatever it says', () => {
      workspace.write(
        'odd.yaml',
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: odd\ndata:\n  a: "0777"\n  b: "yes"\n',
      );
      kustomization({ resources: [...resources, 'deployment.yaml', 'odd.yaml'] });
      const odd = buildWell().find(({ metadata }) => metadata.name === 'odd');
      expect(odd.data).toEqual({ a: '0777', b: 'yes' });
    });

    test('what an earlier render made is brought up to date, and what is no longer wanted leaves', () => {
      workspace.write('rollcall.yaml', workspace.read('function.yaml'));
      const earlier = workspace.run('rollcall', ['render', 'fleet', '--config', 'rollcall.yaml']).stdout;
      workspace.write('earlier.yaml', earlier);
      const left = resources.filter((path) => !path.includes('gamma'));
      expect(left.length).toBeLessThan(resources.length);
      kustomization({ resources: [...left, 'earlier.yaml'], configMapGenerator: [] });
      const names = named(buildWell());
      expect(names.filter((name) => name === 'Secret fleet-edge-beta-kubeconfig')).toHaveLength(2);
      expect(earlier).toContain('name: default-gamma-kubeconfig');
      expect(names).not.toContain('Secret default-gamma-kubeconfig');
    });

    test('objects of a base that are marked local-config reach an overlay’s transformer, and not the output', () => {
      workspace.write('../base/kustomization.yaml', stringify({ resources: Object.keys(example) }));
      for (const [path, text] of Object.entries(example)) workspace.write(join('../base', path), text);
      workspace.write('kustomization.yaml', 'resources: [../base]\ntransformers: [function.yaml]\n');
      const names = named(buildWell());
      expect(names).toContain('SveltosCluster delta');
      expect(names.filter((name) => name.startsWith('ClusterProfile'))).toEqual([]);
    });

    test('warnings are on stderr, since kustomize shows no results', () => {
      kustomization();
      expect(build().stderr).toContain('warning RC313');
    });

    test('with inputs as well it is an error: kustomize sends the fleet itself', () => {
      configure({ inputs: ['fleet'] });
      kustomization();
      expect(build()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('error RC523') });
    });

    test('it is skipped in silence without --enable-exec: kustomize’s way, and why docs/hosts/kustomize.md warns', () => {
      kustomization();
      const { code, stdout } = workspace.run(kustomize ?? '', ['build', '--enable-alpha-plugins']);
      expect({ code, made: stdout.includes('rollcall.dev/generated-by') }).toEqual({ code: 0, made: false });
    });
  });

  describe('as a generator', () => {
    beforeEach(() => workspace.write('kustomization.yaml', 'generators: [function.yaml]\n'));

    test('only what is generated comes out; what an earlier render left among the inputs is not there twice', () => {
      configure({ inputs: ['fleet'] });
      const first = named(buildWell());
      expect(first).toHaveLength(12);
      workspace.run('rollcall', ['render', 'fleet', '--config', 'function.yaml', '--output', 'fleet/rendered']);
      expect(named(buildWell())).toEqual(first);
    });

    test.each([
      ['no inputs', {}, ['error RC520']],
      ['inputs that are not there', { inputs: ['flet', 'fleet/*.yml'] }, ['error RC501', 'error RC522']],
      [
        'inputs outside',
        { inputs: ['../other', '/etc'] },
        ['error RC521 [spec.inputs] The input ../other', 'The input /etc'],
      ],
      ['a folder without a fleet', { inputs: ['fleet/namespaces.yaml'] }, ['error RC421']],
      ['a misspelt field', { inputs: ['fleet'], capiCluster: 'Skip' }, ['Did you mean capiClusters?']],
    ])('%s: told on stderr, and nothing comes out', (_what, spec, said) => {
      configure(spec);
      const { code, stdout, stderr } = build();
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      for (const one of said) expect(stderr).toContain(one);
    });

    test('files outside are read when the one who builds starts it so, and no kustomization can', () => {
      workspace.write('../elsewhere/all.yaml', Object.values(example).join('---\n'));
      configure({ inputs: ['../elsewhere/*.yaml'] });
      expect(build().stderr).toContain('error RC521');
      configure({ inputs: ['../elsewhere/*.yaml'] }, './rollcall-fn', '  args: [--allow-outside-inputs]\n');
      expect(build()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('takes no arguments') });
      workspace.write('rollcall-fn-outside', '#!/bin/sh\nexec rollcall fn --allow-outside-inputs\n');
      chmodSync(join(workspace.package, 'rollcall-fn-outside'), 0o755);
      configure({ inputs: ['../elsewhere/*.yaml'] }, './rollcall-fn-outside');
      const { code, stdout } = build();
      expect(code).toBe(0);
      expect(stdout.match(/^kind:/gm)).toHaveLength(12);
    });

    test('the whole folder is an input, with the configuration and the link to the program in it', () => {
      configure({ inputs: ['.'] });
      expect(buildWell()).toHaveLength(12);
    });

    test('in a base that an overlay builds, inputs are relative to the base', () => {
      configure({ inputs: ['fleet'] });
      workspace.write('../overlay/kustomization.yaml', 'resources: [../fleet]\n');
      expect(buildWell('../overlay')).toHaveLength(12);
    });
  });
});
