import { base64, kubeconfig } from '../support/objects';
import { type Files, SECRET } from './attack';

/** A sound fleet of two clusters, a consumer, and a hub with a managed cluster whose token is worth stealing. */

export const configuration = (spec: string, kind = 'RenderInventory') =>
  `apiVersion: rollcall.dev/v1alpha1\nkind: ${kind}\nmetadata:\n  name: fleet\nspec:\n  credentials: Copy\n${spec}`;

export const document = (object: object) => `${JSON.stringify(object)}\n`;
export const documents = (...objects: object[]) => objects.map(document).join('---\n');

export const secretOf = (name: string, config = sound(name)) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: `${name}-kubeconfig`, namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': name } },
  type: 'cluster.x-k8s.io/secret',
  data: { value: base64(config) },
});

export const clusterOf = (name: string, metadata: object = {}) => ({
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Cluster',
  metadata: { name, namespace: 'mgmt', labels: { 'clusterprofile-name': name }, ...metadata },
});

/** A kubeconfig as Cluster API writes it, with the secret. */
export const sound = (name: string) => kubeconfig(name).replace(/token: .*/, `token: ${SECRET}`);

export const consumerOf = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'x-k8s.io/cluster-inventory-consumer': name } },
});

export const PROXY = 'https://cluster-proxy-addon-user.proxy:9092';
export const CA = base64('-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n');

const OCM = 'cluster.open-cluster-management.io';
export const managed = (name: string, set = 'fleet') => ({
  apiVersion: `${OCM}/v1`,
  kind: 'ManagedCluster',
  metadata: { name, labels: { [`${OCM}/clusterset`]: set } },
});
export const setOf = (name = 'fleet', spec: object = {}) => ({
  apiVersion: `${OCM}/v1beta2`,
  kind: 'ManagedClusterSet',
  metadata: { name },
  spec,
});
export const bindingOf = (namespace: string, clusterSet = 'fleet', name = clusterSet, metadata: object = {}) => ({
  apiVersion: `${OCM}/v1beta2`,
  kind: 'ManagedClusterSetBinding',
  metadata: { name, namespace, ...metadata },
  spec: { clusterSet },
});

/** A ClusterProfile that asks for the token of the managed cluster. */
export function asking({
  namespace = 'tenant',
  name = 'mine',
  labels = {},
  server = 'https://attacker.example',
  more = {},
  ca = CA,
  asks = 'victim' as unknown,
} = {}) {
  return {
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name, namespace, labels },
    spec: { clusterManager: { name: 'open-cluster-management' } },
    status: {
      accessProviders: [
        {
          name: 'open-cluster-management',
          cluster: {
            server,
            'certificate-authority-data': ca,
            extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { clusterName: asks } }],
            ...more,
          },
        },
      ],
    },
  };
}

const hub = [
  managed('victim'),
  setOf(),
  bindingOf('inventory'),
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'deployer',
      namespace: 'victim',
      labels: { 'authentication.open-cluster-management.io/is-managed-serviceaccount': 'true' },
    },
    data: { token: base64(SECRET) },
  },
  {
    apiVersion: 'proxy.open-cluster-management.io/v1alpha1',
    kind: 'ManagedProxyConfiguration',
    metadata: { name: 'cluster-proxy' },
    spec: { proxyServer: { namespace: 'proxy' } },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cluster-proxy-user-serving-cert', namespace: 'proxy' },
    data: { 'tls.crt': CA },
  },
];

export const FLEET: Files = {
  'fleet/rollcall.yaml': configuration(''),
  'fleet/a.yaml': documents(clusterOf('a'), secretOf('a')),
  'fleet/b.yaml': documents(clusterOf('b'), secretOf('b')),
  'fleet/team.yaml': document(consumerOf('team')),
  'fleet/hub.yaml': documents(...hub),
  'fleet/namespaces.yaml': documents(
    ...['default', 'inventory', 'mgmt', 'tenant', 'victim', 'proxy'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    })),
  ),
};
