import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A fleet's files, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What one render is about: the files, and the functionConfig's kind and spec. */
export interface Case {
  readonly title: string;
  readonly files: Files;
  readonly kind: string;
  readonly spec: object;
}

/** The example fleet. */
export const example: Files = readFolder(join(__dirname, '..', '..', 'examples', 'fleet'));

/** A team's own EventSources and EventTriggers, with Lua, CEL and templates. */
const events: Files = readFolder(join(__dirname, '..', '..', 'examples', 'event-framework'));

/** The example fleet, with every string in it that YAML 1.1 and 1.2 read differently where a label or a key allows it. */
const tricky: Files = {
  ...example,
  'tricky.yaml': `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata:
  name: "010"
  namespace: fleet-edge
  labels:
    "on": "yes"
    "1e3": "0777"
    octal: "0o17"
    float: "1_000.5"
    date: "2026-01-01"
    empty: ""
    "null": "null"
spec:
  clusterManager:
    name: "off"
  displayName: "12:30:45"
---
apiVersion: v1
kind: Secret
metadata:
  name: "010"
  namespace: fleet-edge
  labels:
    x-k8s.io/cluster-profile: "010"
data:
  Config: ${kubeconfigOf('clusters/alpha-kubeconfig.yaml')}
`,
};

/** What every host has to render alike. */
export const cases: readonly Case[] = [
  { title: 'the example fleet', files: example, kind: 'RenderInventory', spec: {} },
  {
    title: 'other formats',
    files: example,
    kind: 'RenderInventory',
    spec: { format: ['MulticlusterRuntime', 'SveltosEvents'], publishFrom: ['CAPICluster', 'ClusterProfile'] },
  },
  {
    title: 'strings that readers take for something else',
    files: tricky,
    kind: 'RegisterSveltosClusters',
    spec: {
      missingCredentials: 'Skip',
      template: { metadata: { annotations: { 'example.com/on': 'on', 'example.com/long': 'x '.repeat(90) } } },
    },
  },
  {
    title: 'publish-credentials alone',
    files: example,
    kind: 'PublishCredentials',
    spec: { format: 'ClusterInventory', dataKeys: ['Config', 'value'] },
  },
  {
    title: 'Argo CD’s cluster Secrets, without credentials and with JSON in them',
    files: example,
    kind: 'RegisterArgoCDClusters',
    spec: {
      missingCredentials: 'Skip',
      crossNamespace: { policy: 'Allow' },
      deletionProtection: true,
      providers: [
        { name: 'kubeconfig-secretreader', execConfig: { command: '/plugins/reader', args: ['--on', 'yes'] } },
      ],
    },
  },
  {
    title: 'consumers wired, with objects that have no namespace',
    files: example,
    kind: 'WireConsumers',
    spec: {
      missingCredentials: 'Skip',
      crossNamespace: { policy: 'Allow' },
      consumers: [
        { match: 'kueue', access: { profiles: 'Copy', kueue: 'KubeConfig', serviceAccounts: [{ name: 'on' }] } },
      ],
    },
  },
  { title: 'a team’s own event framework', files: events, kind: 'RunEventTrigger', spec: {} },
];

/** What every host has to refuse, telling both mistakes: a Cluster that is up without credentials, and a broken kubeconfig. */
export const failing: Case = {
  title: 'a fleet with two mistakes',
  files: {
    ...example,
    'clusters/another.yaml': example['clusters/alpha.yaml']?.replace('name: alpha\n', 'name: another\n') ?? '',
    'clusters/beta-kubeconfig.yaml':
      example['clusters/beta-kubeconfig.yaml']?.replace(/value: .*/, 'value: "not base64!"') ?? '',
  },
  kind: 'RenderInventory',
  spec: {},
};

function kubeconfigOf(file: string): string {
  return /value: (\S+)/.exec(example[file] ?? '')?.[1] ?? '';
}

function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    paths
      .filter((path) => path.endsWith('.yaml') && path !== 'rollcall.yaml')
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
