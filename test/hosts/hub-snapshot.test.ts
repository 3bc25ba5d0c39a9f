import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { objectAt } from '../../src/krm/json';
import { program } from '../support/program';

/** A hub as `kubectl get … -o yaml` prints it, rendered by hand: one List, with all that an API server adds. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-hub-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function render(args: readonly string[], input = '', cwd = folder) {
  const { status, stdout, stderr } = spawnSync(program.file, [...program.args, 'render', ...args], {
    cwd,
    input,
    encoding: 'utf8',
  });
  return { code: status, objects: parseAllDocuments(stdout).map((one) => objectAt(one.toJS())), stderr };
}

const list = (...items: string[]) =>
  `apiVersion: v1\nitems:\n${items.join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;

const stored = (number: number) => `creationTimestamp: "2026-05-05T06:58:0${number}Z"
    generation: 1
    managedFields:
    - apiVersion: cluster.open-cluster-management.io/v1
      fieldsType: FieldsV1
      fieldsV1:
        f:metadata:
          f:labels:
            .: {}
            f:cluster.open-cluster-management.io/clusterset: {}
        f:spec:
          f:hubAcceptsClient: {}
      manager: registration
      operation: Update
      subresource: status
      time: "2026-05-05T07:09:27Z"`;

const cluster = `- apiVersion: cluster.open-cluster-management.io/v1
  kind: ManagedCluster
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {"apiVersion":"cluster.open-cluster-management.io/v1","kind":"ManagedCluster","metadata":{"name":"cluster1"}}
    ${stored(1)}
    finalizers:
    - cluster.open-cluster-management.io/api-resource-cleanup
    labels:
      cluster.open-cluster-management.io/clusterset: fleet
    name: cluster1
    resourceVersion: "4711"
    uid: 1f0f6a52-3c0c-4d3f-8a2e-0c6a6a5b0f01
  spec:
    hubAcceptsClient: true
    leaseDurationSeconds: 60
  status:
    allocatable:
      cpu: "8"
    clusterClaims:
    - name: id.k8s.io
      value: 6f1e
    conditions:
    - lastTransitionTime: "2026-05-05T07:09:27Z"
      message: Managed cluster joined
      reason: ManagedClusterJoined
      status: "True"
      type: ManagedClusterJoined
    version:
      kubernetes: v1.35.0
`;

const set = `- apiVersion: cluster.open-cluster-management.io/v1beta2
  kind: ManagedClusterSet
  metadata:
    ${stored(2)}
    name: fleet
    resourceVersion: "4712"
    uid: 1f0f6a52-3c0c-4d3f-8a2e-0c6a6a5b0f02
  spec:
    clusterSelector:
      selectorType: ExclusiveClusterSetLabel
  status:
    conditions:
    - lastTransitionTime: "2026-05-05T07:09:27Z"
      message: 1 ManagedClusters selected
      reason: ClustersSelected
      status: "False"
      type: ClusterSetEmpty
`;

const binding = `- apiVersion: cluster.open-cluster-management.io/v1beta2
  kind: ManagedClusterSetBinding
  metadata:
    ${stored(3)}
    name: fleet
    namespace: inventory
    resourceVersion: "4713"
    uid: 1f0f6a52-3c0c-4d3f-8a2e-0c6a6a5b0f03
  spec:
    clusterSet: fleet
  status:
    conditions:
    - lastTransitionTime: "2026-05-05T07:09:27Z"
      message: ""
      reason: ClusterSetBound
      status: "True"
      type: Bound
`;

const property = (value: string) => `- apiVersion: about.k8s.io/v1alpha1
  kind: ClusterProperty
  metadata:
    ${stored(4)}
    name: region
    resourceVersion: "81"
    uid: 1f0f6a52-3c0c-4d3f-8a2e-0c6a6a5b0f04
  spec:
    value: ${value}
`;

const configuration = (spec = '{}') =>
  `apiVersion: rollcall.dev/v1alpha1\nkind: ImportManagedClusters\nmetadata:\n  name: hub\nspec: ${spec}\n`;

const profile = {
  apiVersion: 'multicluster.x-k8s.io/v1alpha1',
  kind: 'ClusterProfile',
  metadata: { name: 'cluster1', namespace: 'inventory' },
  spec: { displayName: 'cluster1' },
  status: {
    conditions: [{ type: 'Joined', status: 'True', lastTransitionTime: '2026-05-05T07:09:27Z' }],
    properties: [{ name: 'id.k8s.io', value: '6f1e' }],
    version: { kubernetes: 'v1.35.0' },
  },
};

test('on standard input', () => {
  write('hub.yaml', configuration());
  const { code, objects, stderr } = render(['--config', 'hub.yaml', '-'], list(cluster, set, binding));
  expect(stderr).not.toContain('error');
  expect({ code, objects }).toMatchObject({ code: 0, objects: [profile] });
});

test('as JSON', () => {
  write('hub.yaml', configuration());
  const items = parseAllDocuments(list(cluster, set, binding)).map((one) => JSON.stringify(one.toJS(), null, 4));
  expect(render(['--config', 'hub.yaml', '-'], items.join('')).objects).toMatchObject([profile]);
});

describe('with a spoke’s own snapshot beside it', () => {
  const withRegion = {
    ...profile,
    status: {
      ...profile.status,
      properties: [
        { name: 'id.k8s.io', value: '6f1e' },
        { name: 'region', value: 'tokyo' },
      ],
    },
  };
  beforeEach(() => {
    write('fleet/hub/all.yaml', list(cluster, set, binding));
    write('fleet/spokes/cluster1.yaml', list(property('tokyo')));
    write('fleet/rollcall.yaml', configuration('{spokes: [{cluster: cluster1, path: spokes/cluster1.yaml}]}'));
  });

  test.each<[what: string, args: string[], cwd: string]>([
    ['the folder that holds the configuration', ['fleet'], '.'],
    ['the folder that one is in', ['.'], 'fleet'],
    ['no path at all', [], 'fleet'],
    ['folders of the package', ['--config', 'fleet/rollcall.yaml', 'fleet/hub', 'fleet/spokes'], '.'],
    ['files from elsewhere', ['--config', '../rollcall.yaml', '../spokes/cluster1.yaml', 'all.yaml'], 'fleet/hub'],
  ])('paths are relative to the configuration: %s', (_what, args, cwd) => {
    const { code, objects, stderr } = render(args, '', join(folder, cwd));
    expect(stderr).not.toContain('error');
    expect({ code, objects }).toMatchObject({ code: 0, objects: [withRegion] });
  });

  test('a finding names the file as it was named on the command line', () => {
    write('fleet/spokes/cluster2.yaml', list(property('oregon')));
    const { code, stderr } = render(['fleet']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'error RC611 [fleet/spokes/cluster2.yaml:5 · ClusterProperty region · metadata.annotations]',
    );
  });
});
