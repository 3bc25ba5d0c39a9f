import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const kubeconfigFor = (server: string) =>
  Buffer.from(
    `clusters:\n- name: a\n  cluster:\n    server: https://${server}\nusers:\n- name: a\n  user:\n    token: geheim\n` +
      'contexts:\n- name: a\n  context:\n    cluster: a\n    user: a\ncurrent-context: a\n',
  ).toString('base64');

export const clusterText = (name: string, server = name) => `apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata:
  name: ${name}
  namespace: mgmt
  labels:
    clusterprofile-name: ${name}
---
apiVersion: v1
kind: Secret
metadata:
  name: ${name}-kubeconfig
  namespace: mgmt
  labels:
    cluster.x-k8s.io/cluster-name: ${name}
type: cluster.x-k8s.io/secret
data:
  value: ${kubeconfigFor(server)}
`;

export const consumerText = (name: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    x-k8s.io/cluster-inventory-consumer: ${name}\n`;

/** A folder with a file for each cluster, one for each consumer, and the configuration. */
export function writeFleet(
  folder: string,
  clusters: readonly string[],
  { changed = '', consumers = ['team'] }: { changed?: string; consumers?: readonly string[] } = {},
): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of clusters) {
    writeFileSync(join(folder, `${name}.yaml`), clusterText(name, name === changed ? 'moved' : name));
  }
  for (const name of consumers) writeFileSync(join(folder, `${name}.yaml`), consumerText(name));
  writeFileSync(
    join(folder, 'rollcall.yaml'),
    'apiVersion: rollcall.dev/v1alpha1\nkind: PublishCredentials\nmetadata:\n  name: here\nspec: {}\n',
  );
}
