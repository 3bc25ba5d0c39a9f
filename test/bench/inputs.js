/** Makes the inputs of the measurements that are no plain fleet. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { writeList } = require('./fleet');

/** Objects that the function passes through, each as an entry of a list. */
function makeOthers(objects) {
  const items = [];
  for (let at = 0; at < objects; at++) {
    items.push(`- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: settings-${at}
    namespace: team-${at % 100}
    labels:
      app: service-${at}
    annotations:
      config.kubernetes.io/index: '0'
      config.kubernetes.io/path: 'teams/team-${at % 100}/settings-${at}.yaml'
  data:
    config.yaml: |
      listen: 0.0.0.0:8080
      upstream:
      - https://a.example
      - https://b.example
      # as before
      timeout: 30s
    mode: production
`);
  }
  return items;
}

/** A hub of Open Cluster Management: its clusters in ten sets, each bound in one namespace. */
function makeHub(clusters) {
  const items = ['- apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: inventory\n'];
  for (let set = 0; set < 10; set++) {
    items.push(`- apiVersion: cluster.open-cluster-management.io/v1beta2
  kind: ManagedClusterSet
  metadata:
    name: set-${set}
  spec:
    clusterSelector:
      selectorType: ExclusiveClusterSetLabel
- apiVersion: cluster.open-cluster-management.io/v1beta2
  kind: ManagedClusterSetBinding
  metadata:
    name: set-${set}
    namespace: inventory
  spec:
    clusterSet: set-${set}
`);
  }
  const condition = (type) => `    - lastTransitionTime: '2026-05-05T07:01:00Z'
      message: ${type} is so
      reason: ${type}
      status: 'True'
      type: ${type}
`;
  for (let at = 0; at < clusters; at++) {
    items.push(`- apiVersion: cluster.open-cluster-management.io/v1
  kind: ManagedCluster
  metadata:
    name: cluster-${at}
    labels:
      cluster.open-cluster-management.io/clusterset: set-${at % 10}
      env: prod
      feature.open-cluster-management.io/addon-cluster-proxy: available
  spec:
    hubAcceptsClient: true
    leaseDurationSeconds: 60
    managedClusterClientConfigs:
    - url: https://cluster-${at}.example:6443
  status:
    allocatable:
      cpu: '16'
      memory: 64Gi
    capacity:
      cpu: '16'
      memory: 64Gi
    clusterClaims:
    - name: id.k8s.io
      value: 0d3f2c1e-${at}
    - name: kubeversion.open-cluster-management.io
      value: v1.35.0
    - name: platform.open-cluster-management.io
      value: AWS
    - name: region.open-cluster-management.io
      value: eu-central-1
    conditions:
${['HubAccepted', 'ManagedClusterJoined', 'ManagedClusterConditionAvailable', 'ManagedClusterConditionClockSynced'].map(condition).join('')}    version:
      kubernetes: v1.35.0
`);
  }
  return writeList(items, 'ImportManagedClusters');
}

/** Writes objects as people keep them: one file per object. */
function writeFolder(folder, items) {
  mkdirSync(join(folder, 'clusters'), { recursive: true });
  for (const [at, item] of items.entries()) {
    const text = item.replace(/^ {4}annotations:\n(?: {6}.*\n)*/m, '').replace(/^(?:- | {2})/gm, '');
    writeFileSync(join(folder, 'clusters', `${String(at).padStart(6, '0')}.yaml`), text);
  }
  writeFileSync(
    join(folder, 'rollcall.yaml'),
    'apiVersion: rollcall.dev/v1alpha1\nkind: PublishCredentials\nmetadata:\n  name: bench\nspec: {}\n',
  );
}

module.exports = { makeHub, makeOthers, writeFolder };
