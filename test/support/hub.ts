import { readFleet } from '../../src/inventory/fleet';
import type { ImportOptions } from '../../src/inventory/managed-clusters/describe-hub';
import { importHub } from '../../src/inventory/managed-clusters/import-hub';
import type { Item } from '../../src/krm/item';
import type { Json, JsonObject } from '../../src/krm/json';
import { buildClusterProfile } from '../../src/outputs/cluster-profile';
import { base64, itemOf, secret } from './objects';

/** Small builders of what a hub of Open Cluster Management holds. */

const CLUSTER_API = 'cluster.open-cluster-management.io';
const SET_LABEL = `${CLUSTER_API}/clusterset`;

interface Metadata {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly deletionTimestamp?: string;
}

/** A ManagedCluster of the set `fleet`; `set: null` takes the label away. */
export function managedCluster(
  name = 'one',
  { set = 'fleet', labels, status, ...metadata }: Metadata & { set?: string | null; status?: JsonObject } = {},
): Item {
  const own = { ...(set === null ? {} : { [SET_LABEL]: set }), ...labels };
  return object(`${CLUSTER_API}/v1`, 'ManagedCluster', { name, labels: own, ...metadata }, { status });
}

/** A ManagedCluster whose agent has joined the hub. */
export function joinedCluster(name = 'one', status: JsonObject = {}): Item {
  return managedCluster(name, { status: { conditions: [condition('ManagedClusterJoined')], ...status } });
}

/** A ManagedClusterSet by label; `clusterSelector` says otherwise. */
export function clusterSet(name = 'fleet', clusterSelector?: Json, { ...metadata }: Metadata = {}): Item {
  const spec = clusterSelector === undefined ? {} : { clusterSelector };
  return object(`${CLUSTER_API}/v1beta2`, 'ManagedClusterSet', { name, ...metadata }, { spec });
}

/** A set whose label selector is the given one. */
export function selectingSet(name: string, labelSelector?: Json): Item {
  return clusterSet(name, { selectorType: 'LabelSelector', ...(labelSelector === undefined ? {} : { labelSelector }) });
}

/** The binding of a set in a namespace, as a repository holds it or, with `bound`, as the hub does. */
export function binding(
  namespace = 'inventory',
  set = 'fleet',
  bound?: string,
  name = set,
  { ...metadata }: Metadata = {},
): Item {
  const status = bound === undefined ? undefined : { conditions: [{ type: 'Bound', status: bound }] };
  const spec = { clusterSet: set };
  return object(
    `${CLUSTER_API}/v1beta2`,
    'ManagedClusterSetBinding',
    { name, namespace, ...metadata },
    { spec, status },
  );
}

/** A ClusterProperty; `at` is the path of its file. */
export function clusterProperty(name: string, value: Json, at?: string, metadata: Metadata = {}): Item {
  return fact('about.k8s.io/v1alpha1', 'ClusterProperty', name, value, at, metadata);
}

/** A ClusterClaim; `at` is the path of its file. */
export function clusterClaim(name: string, value: Json, at?: string, metadata: Metadata = {}): Item {
  return fact(`${CLUSTER_API}/v1alpha1`, 'ClusterClaim', name, value, at, metadata);
}

/** cluster-proxy's configuration; without a namespace it has the CRD's default. */
export function proxyConfiguration(namespace?: string, name = 'cluster-proxy'): Item {
  const proxyServer = namespace === undefined ? {} : { namespace };
  const kind = 'ManagedProxyConfiguration';
  return object('proxy.open-cluster-management.io/v1alpha1', kind, { name }, { spec: { proxyServer } });
}

export function proxySecret(namespace: string, name: string, data: JsonObject): Item {
  return secret(name, { namespace, data });
}

/** A condition of a ManagedCluster. */
export function condition(type: string, status = 'True', more: JsonObject = {}): JsonObject {
  const at = '2026-05-05T07:09:27Z';
  return { type, status, reason: `${type}Reason`, message: `about ${type}`, lastTransitionTime: at, ...more };
}

export const PATHS = [
  { cluster: 'one', path: 'spokes/one/' },
  { cluster: 'two', path: 'spokes/two' },
];

const DEFAULTS: ImportOptions = {
  implicitSets: true,
  spokes: PATHS,
  reservedClaimSuffixes: [],
  maxCustomClaims: 20,
  clusterProxy: { caFrom: 'ServingCert' },
  emits: true,
};

/** What is made from a hub, by namespace and name, and everything that is said about it. */
export function imported(items: readonly Item[], options: Partial<ImportOptions> = {}) {
  const { fleet, findings } = readFleet(items);
  const hub = importHub(fleet, { ...DEFAULTS, spokes: [], ...options });
  const profiles = hub.profiles.map(buildClusterProfile);
  return {
    paths: profiles.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    profiles,
    counted: hub.counted.map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`),
    used: hub.used.map(({ namespace, cluster }) => `${namespace}/${cluster.object.metadata.name}`),
    findings: [...findings, ...hub.findings],
  };
}

export const certificate = base64('-----BEGIN CERTIFICATE-----\nfake\n-----END CERTIFICATE-----\n');

function fact(apiVersion: string, kind: string, name: string, value: Json, at?: string, metadata: Metadata = {}): Item {
  const annotations = { ...metadata.annotations, ...(at === undefined ? {} : { 'config.kubernetes.io/path': at }) };
  return object(apiVersion, kind, { ...metadata, name, annotations }, { spec: { value } });
}

function object(
  apiVersion: string,
  kind: string,
  metadata: Record<string, Json | undefined>,
  fields: Record<string, Json | undefined>,
): Item {
  const defined = (map: Record<string, Json | undefined>): JsonObject =>
    Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  return itemOf({ apiVersion, kind, metadata: defined(metadata), ...defined(fields) });
}
