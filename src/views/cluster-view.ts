import { CLUSTER_MANAGER_LABEL, managersOf } from '../api/cluster-profile';
import { writeInstant } from '../api/instant';
import { labelsOf } from '../api/metadata';
import type { FilePlace, Finding, Severity } from '../diagnostics/finding';
import type { Found } from '../inventory/fleet';
import type {
  ClusterRecord,
  CredentialsDecision,
  Delivery,
  FleetRecord,
  RegistrationDecision,
} from '../inventory/record';
import { profilePath } from '../inventory/roster';
import type { Item } from '../krm/item';
import { isObject, type Json, objectAt, textOf } from '../krm/json';
import type { ClusterShard, Division } from '../run/shards/divide';

/** An object that a cluster is known by, with the file that it comes from. */
export interface SourceView {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly file?: FilePlace | undefined;
}

/** A finding about one of a cluster's objects. */
export interface FindingView {
  readonly code: string;
  readonly severity: Severity;
  readonly problem: string;
}

/** One cluster of the record as people and programs read it: plain data, no secret. The shape that `-o json` prints. */
export interface ClusterView {
  /** `namespace/name`. */
  readonly clusterProfile: string;
  /** Where the render is divided into shards of clusters. */
  readonly shard?: ClusterShard | undefined;
  readonly sources: readonly SourceView[];
  /** Why the ClusterProfile is in its namespace. */
  readonly placement: {
    readonly rule: 'Label' | 'EmptyLabel' | 'ClusterSet' | 'Default' | 'ClusterProfile';
    readonly clusterSet?: string | undefined;
    readonly passedOver: readonly string[];
  };
  readonly credentials: CredentialsDecision;
  /** When parts of the credentials end, the earliest first. Only where the view shows it. */
  readonly expires?: readonly ExpiryView[] | undefined;
  readonly registration: RegistrationDecision;
  readonly delivery:
    | (Omit<Extract<Delivery, { state: 'delivered' }>, 'to'> & { readonly to: readonly ConsumerName[] })
    | Exclude<Delivery, { state: 'delivered' }>;
  readonly manager: string;
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly findings: readonly FindingView[];
}

export interface ExpiryView {
  readonly what: string;
  /** RFC 3339. */
  readonly at: string;
}

interface ConsumerName {
  readonly name: string;
  readonly namespace: string;
}

/** Finds what was said about an object, by its kind, namespace and name. */
export type FindingsOf = (source: SourceView) => readonly FindingView[];

export function indexFindings(findings: readonly Finding[]): FindingsOf {
  const byObject = new Map<string, FindingView[]>();
  for (const { code, severity, problem, object } of findings) {
    if (object === undefined) continue;
    const key = keyOf(object);
    byObject.set(key, [...(byObject.get(key) ?? []), { code, severity, problem }]);
  }
  return (source) => byObject.get(keyOf(source)) ?? [];
}

export const keyOf = ({ kind, namespace, name }: Omit<SourceView, 'file'>) => `${kind}/${namespace}/${name}`;

/** An object with its file and line, as plain data. */
export function viewSource(item: Item): SourceView {
  const { kind, namespace, name } = item.identity;
  const { file } = item.at();
  return { kind, namespace, name, file: file && { path: file.path, index: file.index, line: file.line } };
}

/** @param division how the render is divided into shards, where it is. */
export function viewCluster(record: ClusterRecord, findingsOf: FindingsOf, division?: Division): ClusterView {
  const { cluster, profile, managedCluster, placement, credentials, registration, delivery } = record;
  const found = [...new Set([cluster, managedCluster, profile].flatMap((one) => one?.item ?? []))];
  const sources = found.map(viewSource);
  const labels = labelsOf((profile ?? cluster)?.object ?? { metadata: { name: '' } });
  const status = profile && objectAt(profile.item.object, 'status');
  return {
    clusterProfile: profilePath(record),
    ...(division?.shardOf && { shard: division.shardOf(record) }),
    sources,
    placement: {
      rule: placement?.rule ?? 'ClusterProfile',
      clusterSet: placement?.clusterSet,
      passedOver: placement?.passedOver ?? [],
    },
    credentials,
    registration,
    delivery:
      delivery.state === 'delivered'
        ? {
            ...delivery,
            to: delivery.to.map(({ name, namespace }) => ({ name, namespace })),
            verdicts: delivery.verdicts,
          }
        : delivery,
    manager: managerOf(profile, labels),
    version: textOf(objectAt(status, 'version').kubernetes),
    labels,
    properties: propertiesOf(status?.properties),
    findings: [...sources, ...secretBehind(credentials)].flatMap(findingsOf),
  };
}

/** The Secret that the credentials come from, which findings may be about. */
export function secretBehind(credentials: CredentialsDecision): SourceView[] {
  if (credentials.state !== 'found' || credentials.secret === undefined) return [];
  const [namespace = '', name = ''] = credentials.secret.split('/');
  return [{ kind: 'Secret', namespace, name }];
}

/** When its credentials end. Reading the dates takes time, so that only views which show them ask. */
export function viewExpiries(record: ClusterRecord, { expiriesOf }: Pick<FleetRecord, 'expiriesOf'>): ExpiryView[] {
  return (expiriesOf?.(record) ?? []).map(({ what, at }) => ({ what, at: writeInstant(at) }));
}

function managerOf(profile: Found<ClusterProfileLike> | undefined, labels: Readonly<Record<string, string>>): string {
  return (profile && managersOf(profile.object)[0]) ?? labels[CLUSTER_MANAGER_LABEL] ?? '';
}

type ClusterProfileLike = Parameters<typeof managersOf>[0];

function propertiesOf(list: Json | undefined): Record<string, string> {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(list.filter(isObject).map(({ name, value }) => [textOf(name), textOf(value)]));
}
