import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { StandInForCmpServer } from './argo-cd/stand-in';
import { type Containers, IMAGE, prepareContainers } from './containers';
import { prepareExecutable } from './executable';
import type { Case } from './fleets';
import { type Find, find } from './tools';
import type { Ran, Workspace } from './workspace';

const root = join(__dirname, '..', '..');

/** What a host made of a case: its objects, if any, and everything that it showed to its user. */
export interface Rendered {
  readonly code: number;
  readonly objects: readonly unknown[];
  readonly shown: string;
}

/** A program that runs Rollcall, in one of the ways that it knows. */
export interface Host {
  readonly name: string;
  /** Why it cannot run here, in words. */
  missing(): string | undefined;
  render(workspace: Workspace, one: Case): Rendered;
}

const always = (): undefined => undefined;
const EXEC = { exec: { path: './rollcall-fn' } };

/** The hosts that start a program of ours, and are run with the standalone executable too. */
const WITH_EXECUTABLE: ReadonlySet<string> = new Set([
  'rollcall render --output',
  'kpt fn render, exec',
  'kustomize build, exec transformer',
  'kustomize build, exec generator',
  'kubectl kustomize, legacy plugin among transformers',
  'Argo CD plugin (a stand-in for argocd-cmp-server)',
]);

/** The hosts, each in every way that docs/hosts tells, with the programs of this machine. */
export const hosts: readonly Host[] = hostsWith(find).flatMap((host) =>
  WITH_EXECUTABLE.has(host.name) ? [host, onExecutable(host)] : [host],
);

function onExecutable(host: Host): Host {
  return {
    name: `${host.name}, the standalone executable`,
    missing() {
      const executable = host.missing() ?? prepareExecutable();
      return typeof executable === 'string' ? executable : undefined;
    },
    render(workspace, one) {
      const executable = prepareExecutable();
      if (typeof executable === 'string') throw new Error(executable);
      workspace.useExecutable(executable.path);
      return host.render(workspace, one);
    },
  };
}

/** The same with other programs: where each is. */
export function hostsWith(find: Find): readonly Host[] {
  const at = (program: string): string => find(program) ?? program;
  const needs = (program: string) => (): string | undefined =>
    find(program) === undefined ? `there is no ${program} on this machine` : undefined;

  /** Why no container can be started by this program, or the means to. */
  const containersFor = (program: string): Containers | string => needs(program)() ?? prepareContainers();
  const needsContainers = (program: string) => (): string | undefined => {
    const containers = containersFor(program);
    return typeof containers === 'string' ? containers : undefined;
  };
  const environmentFor = (program: string): Record<string, string> => {
    const containers = containersFor(program);
    return typeof containers === 'string' ? {} : containers.env;
  };

  return [
    {
      name: 'rollcall render',
      missing: always,
      render(workspace, one) {
        writeFleet(workspace, one);
        workspace.write('rollcall.yaml', configurationOf(one));
        return fromStdout(workspace.run('rollcall', ['render']));
      },
    },
    {
      name: 'rollcall render, from spec.inputs',
      missing: always,
      render(workspace, one) {
        writeFleet(workspace, one);
        workspace.write('not-of-the-fleet.yaml', '}{');
        workspace.write('rollcall.yaml', configurationOf(one, { inputs: ['fleet/*', 'fleet/**/*.yaml'] }));
        return fromStdout(workspace.run('rollcall', ['render']));
      },
    },
    {
      name: 'rollcall render --output',
      missing: always,
      render(workspace, one) {
        writeFleet(workspace, one);
        workspace.write('rollcall.yaml', configurationOf(one));
        const ran = workspace.run('rollcall', ['render', '.', '--output', 'out']);
        return { code: ran.code, objects: ran.code === 0 ? workspace.objectsIn('out') : [], shown: ran.stderr };
      },
    },
    {
      name: 'kpt fn render, exec',
      missing: needs('kpt'),
      render(workspace, one) {
        workspace.write('Kptfile', kptfile('exec: rollcall fn'));
        writeFleet(workspace, one);
        workspace.write('rollcall.yaml', configurationOf(one));
        return fromPackage(workspace, workspace.run(at('kpt'), ['fn', 'render', '--allow-exec']));
      },
    },
    {
      name: 'kpt fn render, container',
      missing: needsContainers('kpt'),
      render(workspace, one) {
        workspace.write('Kptfile', kptfile(`image: ${IMAGE}`));
        writeFleet(workspace, one);
        workspace.write('rollcall.yaml', configurationOf(one));
        const args = ['fn', 'render', '--image-pull-policy=Never'];
        return fromPackage(workspace, workspace.run(at('kpt'), args, '', environmentFor('kpt')));
      },
    },
    {
      name: 'kustomize build, exec transformer',
      missing: needs('kustomize'),
      render(workspace, one) {
        writeFleet(workspace, one);
        workspace.linkFunction('rollcall-fn');
        writeKustomization(workspace, one, 'transformers', EXEC);
        return fromStdout(workspace.run(at('kustomize'), ['build', '--enable-alpha-plugins', '--enable-exec']));
      },
    },
    {
      name: 'kustomize build, exec generator',
      missing: needs('kustomize'),
      render(workspace, one) {
        writeFleet(workspace, one);
        workspace.linkFunction('rollcall-fn');
        writeKustomization(workspace, one, 'generators', EXEC);
        return fromStdout(workspace.run(at('kustomize'), ['build', '--enable-alpha-plugins', '--enable-exec']));
      },
    },
    ...(['transformers', 'generators'] as const).map(
      (field): Host => ({
        name: `kubectl kustomize, legacy plugin among ${field}`,
        missing: needs('kubectl'),
        render(workspace, one) {
          writeFleet(workspace, one);
          const { kind } = one;
          workspace.linkFunction(`../xdg/kustomize/plugin/rollcall.dev/v1alpha1/${kind.toLowerCase()}/${kind}`);
          writeKustomization(workspace, one, field);
          const env = { XDG_CONFIG_HOME: join(workspace.folder, 'xdg') };
          return fromStdout(workspace.run(at('kubectl'), ['kustomize', '--enable-alpha-plugins'], '', env));
        },
      }),
    ),
    ...(['transformers', 'generators'] as const).map(
      (field): Host => ({
        name: `kubectl kustomize, container among ${field}`,
        missing: needsContainers('kubectl'),
        render(workspace, one) {
          writeFleet(workspace, one);
          const mounts = field === 'generators' ? { mounts: [{ type: 'bind', src: './', dst: '/pkg' }] } : {};
          writeKustomization(workspace, one, field, { container: { image: IMAGE, ...mounts } });
          const args = ['kustomize', '--enable-alpha-plugins'];
          return fromStdout(workspace.run(at('kubectl'), args, '', environmentFor('kubectl')));
        },
      }),
    ),
    {
      name: 'Argo CD plugin (a stand-in for argocd-cmp-server)',
      missing: always,
      render(workspace, one) {
        writeFleet(workspace, one, 'apps/fleet');
        workspace.write('apps/fleet/rollcall.yaml', configurationOf(one));
        const server = new StandInForCmpServer(join(root, 'plugin.yaml'), workspace.environment);
        return fromStdout(server.generate(workspace.package, 'apps/fleet'));
      },
    },
    {
      name: 'npm package, pure transform',
      missing: always,
      render: (workspace, one) => inNode(workspace, one, 'transform'),
    },
    {
      name: 'npm package, KptFunc under the SDK’s runFnWithConfigs',
      missing: always,
      render: (workspace, one) => inNode(workspace, one, 'runFnWithConfigs'),
    },
    {
      name: 'npm package, KptFunc under the SDK’s run',
      missing: always,
      render: (workspace, one) => inNode(workspace, one, 'run'),
    },
  ];
}

function configurationOf({ kind, spec }: Case, more: object = {}, annotations: object = {}): string {
  const local = { 'config.kubernetes.io/local-config': 'true', ...annotations };
  const metadata = { name: 'fleet', annotations: local };
  return stringify({ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata, spec: { ...spec, ...more } });
}

function kptfile(how: string): string {
  return `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: fleet
pipeline:
  mutators:
    - ${how}
      configPath: rollcall.yaml
`;
}

function writeFleet(workspace: Workspace, { files }: Case, folder = '.'): void {
  for (const [path, text] of Object.entries(files)) workspace.write(join(folder, 'fleet', path), text);
}

/** A generator names its inputs; a transformer has them among the kustomization's resources. */
function writeKustomization(
  workspace: Workspace,
  one: Case,
  field: 'transformers' | 'generators',
  runtime?: object,
): void {
  const annotations = runtime === undefined ? {} : { 'config.kubernetes.io/function': stringify(runtime) };
  const inputs = field === 'generators' ? { inputs: ['fleet'] } : {};
  const resources = field === 'transformers' ? Object.keys(one.files).map((path) => `fleet/${path}`) : [];
  workspace.write('function.yaml', configurationOf(one, inputs, annotations));
  workspace.write('kustomization.yaml', stringify({ resources, [field]: ['function.yaml'] }));
}

function fromStdout({ code, stdout, stderr }: Ran): Rendered {
  const objects = code === 0 ? parseAllDocuments(stdout).map((document) => document.toJS()) : [];
  return { code, objects, shown: stderr };
}

function fromPackage(workspace: Workspace, { code, stderr }: Ran): Rendered {
  return { code, objects: code === 0 ? workspace.objectsIn('.') : [], shown: stderr };
}

/** In a process of its own, since the SDK replaces the global console. */
function inNode(workspace: Workspace, one: Case, how: string): Rendered {
  const objects = Object.values(one.files).flatMap((text) =>
    parseAllDocuments(text).map((document) => document.toJS()),
  );
  const input = JSON.stringify({ objects, kind: one.kind, spec: one.spec });
  const ran = workspace.run(process.execPath, [join(__dirname, 'in-node.js'), how], input);
  const { items = [], results = '' } = JSON.parse(ran.stdout || '{}');
  return { code: ran.code, objects: ran.code === 0 ? items : [], shown: `${JSON.stringify(results)}${ran.stderr}` };
}
