/** Makes the ResourceLists that the measurements run on, as kpt writes them. */
const { createHash } = require('node:crypto');

/** The parts of a kubeconfig that is about 4.5 KB in block style (6 KB encoded), different for every cluster. */
function credentialsOf(name) {
  const blob = (seed) => {
    let text = '';
    for (let at = 0; text.length < 1400; at++)
      text += createHash('sha512').update(`${name}${seed}${at}`).digest('base64');
    return text.slice(0, 1400).replace(/=/g, 'A');
  };
  return { server: `https://${name}.fleet.example:6443`, ca: blob('ca'), certificate: blob('cert'), key: blob('key') };
}

/** A kubeconfig as most tools write it. */
function writeBlock(name) {
  const { server, ca, certificate, key } = credentialsOf(name);
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${ca}
    server: ${server}
  name: ${name}
contexts:
- context:
    cluster: ${name}
    user: ${name}-admin
  name: ${name}-admin@${name}
current-context: ${name}-admin@${name}
kind: Config
preferences: {}
users:
- name: ${name}-admin
  user:
    client-certificate-data: ${certificate}
    client-key-data: ${key}
`;
}

function item(index, path, head, rest) {
  return `- ${head.replaceAll('\n', '\n  ')}
    annotations:
      config.kubernetes.io/index: '0'
      config.kubernetes.io/path: '${path}'
      internal.config.kubernetes.io/index: '0'
      internal.config.kubernetes.io/package-path: '/srv/fleet'
      internal.config.kubernetes.io/path: '${path}'
      internal.config.kubernetes.io/seqindent: 'compact'
      internal.config.kubernetes.io/annotations-migration-resource-id: '${index}'
      internal.config.kubernetes.io/id: '${index + 1}'
      config.k8s.io/id: '${index + 1}'
${rest}`;
}

/**
 * A ResourceList with `clusters` Clusters, as many kubeconfig Secrets, and `consumers` Namespaces.
 * @param write the text of a cluster's kubeconfig.
 */
function makeFleet(clusters, consumers, write = writeBlock) {
  return writeList(makeItems(clusters, consumers, write), 'PublishCredentials');
}

/** The same fleet's objects, each as an entry of a list. */
function makeItems(clusters, consumers, write = writeBlock) {
  const items = [];
  const push = (path, head, rest) => items.push(item(items.length, path, head, rest));
  for (let at = 0; at < clusters; at++) {
    const name = `cluster-${String(at).padStart(5, '0')}`;
    push(
      `clusters/${name}.yaml`,
      `apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata:
  name: ${name}
  namespace: mgmt
  labels:
    clusterprofile-name: ${name}
    clusterset.k8s.io: prod
    env: prod`,
      `  spec:
    clusterNetwork:
      pods:
        cidrBlocks:
        - 192.168.0.0/16
      services:
        cidrBlocks:
        - 10.128.0.0/12
    controlPlaneEndpoint:
      host: ${name}.fleet.example
      port: 6443
    controlPlaneRef:
      apiVersion: controlplane.cluster.x-k8s.io/v1beta1
      kind: KubeadmControlPlane
      name: ${name}
    infrastructureRef:
      apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
      kind: AWSCluster
      name: ${name}
  status:
    controlPlaneReady: true
    infrastructureReady: true
    phase: Provisioned
`,
    );
    push(
      `clusters/${name}-kubeconfig.yaml`,
      `apiVersion: v1
kind: Secret
metadata:
  name: ${name}-kubeconfig
  namespace: mgmt
  labels:
    cluster.x-k8s.io/cluster-name: ${name}`,
      `  type: cluster.x-k8s.io/secret
  data:
    value: ${Buffer.from(write(name)).toString('base64')}
`,
    );
  }
  for (let at = 0; at < consumers; at++) {
    push(
      'namespaces.yaml',
      `apiVersion: v1
kind: Namespace
metadata:
  name: consumer-${at}
  labels:
    x-k8s.io/cluster-inventory-consumer: consumer-${at}`,
      '',
    );
  }
  push(
    'namespaces.yaml',
    `apiVersion: v1
kind: Namespace
metadata:
  name: fleet-prod
  labels:
    clusterset.multicluster.x-k8s.io: prod`,
    '',
  );
  return items;
}

function writeList(items, kind, spec = '{}') {
  return `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
${items.join('')}functionConfig:
  apiVersion: rollcall.dev/v1alpha1
  kind: ${kind}
  metadata:
    name: bench
  spec: ${spec}
`;
}

module.exports = { credentialsOf, makeFleet, makeItems, writeBlock, writeList };
