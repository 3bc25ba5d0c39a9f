import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands in every made credential, and must be on no page. */
export const PLANTED = 'planted-secret-never-to-be-shown';

/** The time that the dates of a made fleet are meant for. */
export const SEEN_AT = '2026-03-02T09:00:00Z';

export interface FleetSize {
  readonly clusters: number;
  readonly consumers: number;
}

const SETS = ['prod', 'staging', 'edge-eu', 'edge-us', 'edge-ap', 'gpu', 'lab', 'retail'];
const REGIONS = ['fra', 'ams', 'iad', 'sfo', 'sin', 'nrt'];
const CONSUMERS = ['argocd', 'kueue', 'flux', 'velero', 'backstage', 'crossplane', 'kyverno', 'thanos'];
const DAY = 86_400_000;

/**
 * Writes a fleet that is the same each time: ClusterSets of several sizes, most clusters with credentials that end some time,
 * some without credentials, many with a ClusterProfile.
 */
export function writeExampleFleet(folder: string, { clusters, consumers }: FleetSize): void {
  const random = randomNumbers(11);
  const pick = <T>(list: readonly T[], at: number): T => {
    const found = list[Math.floor(at * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  write(folder, 'namespaces', [
    ...SETS.map((set) => namespace(`fleet-${set}`, 'clusterset.multicluster.x-k8s.io', set)),
    ...Array.from({ length: consumers }, (_, at) => {
      const name = CONSUMERS[at] ?? `consumer-${at}`;
      return namespace(`${name}-system`, 'x-k8s.io/cluster-inventory-consumer', name);
    }),
  ]);
  const documents = new Map<string, string[]>(SETS.map((set) => [set, []]));
  for (let at = 0; at < clusters; at++) {
    const set = pick(SETS, random() * random());
    const region = pick(REGIONS, random());
    const name = `${region}-${set}-${String(at).padStart(clusters > 999 ? 4 : 3, '0')}`;
    const fate = random();
    const days = fate < 0.02 ? 3 + 25 * random() : 35 + 500 * random() * random();
    const isMissing = fate > 0.96;
    const isProfiled = random() < 0.6;
    documents
      .get(set)
      ?.push(
        cluster(name, set),
        ...(isMissing ? [] : [kubeconfigSecret(name, Date.parse(SEEN_AT) + days * DAY)]),
        ...(isProfiled ? [profile(name, set, region, 30 + Math.floor(4 * random()))] : []),
      );
  }
  for (const [set, own] of documents) if (own.length > 0) write(folder, set, own);
}

function write(folder: string, name: string, documents: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.yaml`), documents.join('---\n'));
}

/** Numbers from 0 to 1, the same each time (Park and Miller). */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function namespace(name: string, label: string, value: string): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    ${label}: ${value}
`;
}

function cluster(name: string, set: string): string {
  return `apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata:
  name: ${name}
  namespace: mgmt
  labels:
    clusterprofile-name: ${name}
    clusterset.k8s.io: ${set}
`;
}

function profile(name: string, set: string, region: string, minor: number): string {
  return `apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ClusterProfile
metadata:
  name: ${name}
  namespace: fleet-${set}
  labels:
    env: ${set}
spec:
  clusterManager:
    name: fleet-manager
status:
  version:
    kubernetes: v1.${minor}.2
  properties:
  - name: region.example.com
    value: ${region}
`;
}

function kubeconfigSecret(name: string, ends: number): string {
  const base64 = (text: string, form: BufferEncoding = 'base64') => Buffer.from(text).toString(form);
  const claims = base64(JSON.stringify({ exp: Math.floor(ends / 1000), sub: PLANTED }), 'base64url');
  const kubeconfig = `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    server: https://${name}.example:6443
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: admin
current-context: ${name}
users:
- name: admin
  user:
    token: ${base64('{}', 'base64url')}.${claims}.${PLANTED}
`;
  return `apiVersion: v1
kind: Secret
metadata:
  name: ${name}-kubeconfig
  namespace: mgmt
  labels:
    cluster.x-k8s.io/cluster-name: ${name}
type: cluster.x-k8s.io/secret
data:
  value: ${base64(kubeconfig)}
`;
}
