import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ApiServer } from '../api-server';

const root = join(__dirname, '..', '..', '..', '..');

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

/** Cluster API's Secret for a cluster, with a new token of the ServiceAccount of its name. */
export function kubeconfigOf(name: string, server: ApiServer): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'cluster.x-k8s.io/secret',
    metadata: { name: `${name}-kubeconfig`, namespace: 'mgmt', labels: { 'cluster.x-k8s.io/cluster-name': name } },
    data: { value: encodedKubeconfig(name, server) },
  });
}

/** KEP-4322's Secret for the ClusterProfile of a cluster, with a new token too. */
export function labelledSecretOf(name: string, server: ApiServer): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${name}-credentials`, namespace: 'fleet-prod', labels: { 'x-k8s.io/cluster-profile': name } },
    data: { Config: encodedKubeconfig(name, server) },
  });
}

function encodedKubeconfig(name: string, server: ApiServer): string {
  return Buffer.from(server.kubeconfigWith(server.tokenFor('mgmt', name))).toString('base64');
}

export function configurationOf(kind: string, name: string, spec: object = {}): string {
  return stringify({ apiVersion: 'rollcall.dev/v1alpha1', kind, metadata: { name }, spec });
}
