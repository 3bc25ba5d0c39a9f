import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const root = join(__dirname, '..', '..', '..', '..');

/** Where the clusters of a fleet are, and whom each kubeconfig is for. */
export interface Reach {
  readonly server: string;
  readonly authority: string;
}

/** A fleet in Git, as `docs/inputs.md` tells: each cluster is the API server of the test, reached with a token of its own. */
export const NAMESPACES = readFileSync(join(root, 'examples', 'fleet', 'namespaces.yaml'), 'utf8');

export function clusterOf(name: string): string {
  return stringify({
    apiVersion: 'cluster.x-k8s.io/v1beta1',
    kind: 'Cluster',
    metadata: {
      name,
      namespace: 'mgmt',
      labels: { 'clusterprofile-name': name, 'clusterset.k8s.io': 'prod', env: 'prod' },
    },
    status: { controlPlaneReady: true },
  });
}

export function profileOf(name: string): string {
  return stringify({
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name, namespace: 'fleet-prod', labels: { env: 'prod' } },
    spec: { clusterManager: { name: 'platform' }, displayName: name },
  });
}

export function kubeconfigOf(name: string, { server, authority }: Reach, token: string): string {
  const kubeconfig = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': authority } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
    users: [{ name, user: { token } }],
  });
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'cluster.x-k8s.io/secret',
    metadata: { name: `${name}-kubeconfig`, namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': name } },
    data: { value: Buffer.from(kubeconfig).toString('base64') },
  });
}

export function configurationOf(kind: string, name: string, spec: object = {}): string {
  return stringify({ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name }, spec });
}
