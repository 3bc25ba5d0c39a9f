import { CAPI_SECRET } from '../../src/api/cluster';
import { type Finding, nameObject } from '../../src/diagnostics/finding';
import { type AccessOptions, NO_ACCESS, openAccess } from '../../src/inventory/credentials/access-context';
import type { ExpiryRules } from '../../src/inventory/credentials/expiry';
import type { KubeconfigPolicy } from '../../src/inventory/credentials/kubeconfig-policy';
import { type FilledRoster, type FillOptions, fillRoster } from '../../src/inventory/fill-roster';
import { type Fleet, readFleet } from '../../src/inventory/fleet';
import type { LabelKeys } from '../../src/inventory/label-keys';
import { joinRoster } from '../../src/inventory/roster';
import { Item } from '../../src/krm/item';
import { type Json, type JsonObject, writeJson } from '../../src/krm/json';
import { indexEarlier } from '../../src/krm/ownership';
import type { Written } from '../../src/krm/written';
import { toPlain } from '../../src/krm/yaml/write';

/** Small builders of the objects that a fleet is made of. Each has a sound default; overrides replace whole fields. */

export interface Overrides {
  readonly namespace?: string | undefined;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  /** Further fields of `metadata`. */
  readonly metadata?: JsonObject;
  /** Every other field of the object; `undefined` takes a default away. */
  readonly [field: string]: Json | undefined;
}

/** The label keys that a configuration has by default. */
export const KEYS: LabelKeys = {
  profileName: 'clusterprofile-name',
  profileNamespace: 'clusterprofile-namespace',
  clusterSet: 'clusterset.k8s.io',
  namespaceClusterSet: 'clusterset.multicluster.x-k8s.io',
  consumer: 'x-k8s.io/cluster-inventory-consumer',
};

/** A Cluster in the namespace `mgmt` that names a ClusterProfile of its own name. */
export function cluster(name = 'alpha', overrides: Overrides = {}): Item {
  const labels = { 'clusterprofile-name': name };
  return build('cluster.x-k8s.io/v1beta1', 'Cluster', name, { namespace: 'mgmt', labels, ...overrides });
}

/** The Secret that Cluster API keeps for a Cluster of `mgmt`. */
export function capiSecret(clusterName = 'alpha', overrides: Overrides = {}): Item {
  return secret(CAPI_SECRET.nameFor(clusterName), {
    namespace: 'mgmt',
    labels: { 'cluster.x-k8s.io/cluster-name': clusterName },
    type: 'cluster.x-k8s.io/secret',
    data: { value: base64(kubeconfig(clusterName)) },
    ...overrides,
  });
}

export function namespace(name: string, labels: Record<string, string> = {}, overrides: Overrides = {}): Item {
  return build('v1', 'Namespace', name, { labels, ...overrides });
}

/** A ClusterProfile in the namespace `default`. */
export function profile(name = 'alpha', overrides: Overrides = {}): Item {
  const spec = { clusterManager: { name: 'fleet' } };
  return build('multicluster.x-k8s.io/v1alpha1', 'ClusterProfile', name, { namespace: 'default', spec, ...overrides });
}

/** A Secret in the namespace `default`. */
export function secret(name: string, overrides: Overrides = {}): Item {
  return build('v1', 'Secret', name, { namespace: 'default', ...overrides });
}

/** A kubeconfig that names one cluster; its credentials are recognisable and of no use. */
export function kubeconfig(name = 'alpha'): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    server: https://${name}.example:6443
contexts:
- name: ${name}
  context:
    cluster: ${name}
    user: ${name}-admin
current-context: ${name}
users:
- name: ${name}-admin
  user:
    token: ${FAKE_MATERIAL}-${name}
`;
}

/** Stands in every fake kubeconfig, and must stand in no finding. */
export const FAKE_MATERIAL = 'fake-token-never-to-be-shown';

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A profile's status whose access provider reads a kubeconfig from a Secret. */
export function readsSecret(extension: Json, field = 'accessProviders'): JsonObject {
  return { [field]: [secretreader(extension)] };
}

export function secretreader(extension: Json): JsonObject {
  const extensions = [{ name: 'client.authentication.k8s.io/exec', extension }];
  return { name: 'kubeconfig-secretreader', cluster: { server: 'https://alpha.example', extensions } };
}

/** An item as a host would send it. */
export function itemOf(object: JsonObject): Item {
  return new Item(Buffer.from(`${writeJson(object)}\n`), object);
}

/** The fleet that some items are; all of them must be readable. */
export function fleetOf(...items: readonly Item[]): Fleet {
  const { fleet, findings } = readFleet(items);
  if (findings.length > 0) throw new Error(told(findings).join('\n'));
  return fleet;
}

/** What a configuration says of kubeconfigs and their expiry by default. */
export const POLICY: KubeconfigPolicy = {
  execPlugin: 'Deny',
  authProvider: 'Deny',
  filePath: 'Deny',
  unprotectedToken: 'Deny',
  insecureTLS: 'Warn',
  plainHTTP: 'Warn',
  currentContext: 'Warn',
  multipleContexts: 'Warn',
};
export const NO_CLOCK: ExpiryRules = { now: undefined, warning: 0, readCertificateExpiry: () => undefined };
/** The servers of the access providers in tests, which no hub confirms. */
const TRUSTED = [
  { server: 'https://cluster-proxy:9092' },
  { server: 'https://proxy.example' },
  { server: 'https://cluster-proxy:9092/alpha', cluster: 'spoke' },
  { server: 'https://alpha.example', cluster: 'alpha' },
];
/** How access providers are used by default, where the servers that tests name are trusted. */
export const ACCESS: AccessOptions = {
  ...NO_ACCESS,
  openClusterManagement: { trustedServers: TRUSTED },
  crossNamespace: { policy: 'Warn', allow: [], allowedNamespaces: [] },
};

/** The roster of a fleet with its credentials, whatever there is to say about it. */
export function filledFrom(
  items: readonly Item[],
  { earlier = [], ...options }: Partial<FillOptions> & { earlier?: readonly Item[] } = {},
): FilledRoster {
  const fleet = fleetOf(...items);
  const sources = ['AccessProvider', 'LabelledSecret', 'CAPICluster'] as const;
  const asked: FillOptions = {
    sources,
    policy: 'Auto',
    registerBare: false,
    kubeconfigPolicy: POLICY,
    expiry: NO_CLOCK,
    recognises: () => true,
    ...options,
  };
  return fillRoster(joinRoster(fleet, KEYS).roster, openAccess(fleet, ACCESS), indexEarlier(earlier), asked).filled;
}

/** The one entry of a list. */
export function only<T>(list: Iterable<T>): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error('expected exactly one');
  return first;
}

/**
 * Findings as lines, in a fixed order: severity, code, and what each points at. Their wording is free to change. That a
 * configuration says nothing of `credentials` is left out: credentials-mode.test.ts has it.
 */
export function told(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ code }) => code !== 'RC660')
    .map(toLine)
    .sort();
}

function toLine({ severity, code, object, field }: Finding): string {
  return [severity, code, object && nameObject(object).trim(), field].filter(Boolean).join(' ');
}

/** The sentence of the one finding with a code. */
export function sentence(findings: readonly Finding[], code: string): string {
  return only(findings.filter((finding) => finding.code === code)).problem;
}

/** An object of the output, as whoever reads it sees it. */
export function plain(one: Written): JsonObject {
  if ('item' in one) return one.item.object;
  const object: JsonObject = JSON.parse(JSON.stringify(toPlain(one.copyOf.in(one.namespace))));
  return object;
}

/** The output as the next run's input: what was touched comes back as new text, the rest as the item that it was. */
export function nextInput(written: readonly Written[]): Item[] {
  return written.map((one) => ('item' in one ? one.item : itemOf(plain(one))));
}

function build(apiVersion: string, kind: string, name: string, overrides: Overrides): Item {
  const { namespace, labels, annotations, metadata, apiVersion: version, ...fields } = overrides;
  const object: JsonObject = { apiVersion: version ?? apiVersion, kind };
  object.metadata = defined({ name, namespace, labels, annotations, ...metadata });
  return itemOf({ ...object, ...defined(fields) });
}

function defined(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) object[key] = value;
  return object;
}
