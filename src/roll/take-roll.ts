import { pathOf } from '../api/metadata';
import { nameObject } from '../diagnostics/finding';
import { listProperties } from '../inventory/fill-in';
import type { ClusterRecord, FleetRecord } from '../inventory/record';
import { profilePath } from '../inventory/roster';
import { wordsForKey } from '../krm/identity';
import { sortedBy } from '../lists/order';
import { isRegistration, type Output, type OutputRole } from '../outputs/output';
import type { Member, Roll } from './roll';

/** What a Roll is taken from. */
export interface RollSource {
  /** `<function>/<name>`. */
  readonly owner: string;
  readonly function: string;
  readonly fleet: FleetRecord;
  readonly outputs: readonly Output[];
}

/** The Roll of a render: a view of its record. */
export function takeRoll({ owner, function: name, fleet, outputs }: RollSource): Roll {
  const labels = new Map<string, LabelSplit>();
  const objects: [string, string][] = [];
  const paths = new Set(fleet.clusters.map(profilePath));
  for (const output of outputs) {
    const path = output.entry && profilePath(output.entry);
    if (isRegistration(output.role)) labels.set(path ?? '', splitLabels(output));
    else if (FOLLOWING.has(output.role)) continue;
    else if (output.role !== 'ClusterProfile' || !paths.has(profileOf(output))) objects.push(...listObjects(output));
  }
  const registeredLabels = new Map<string, string>();
  for (const { rest } of labels.values()) {
    for (const [key, value] of rest) if (!registeredLabels.has(key)) registeredLabels.set(key, value);
  }
  return {
    name: owner.slice(name.length + 1),
    function: name,
    clusters: new Map(
      fleet.clusters.map((cluster) => {
        const path = profilePath(cluster);
        return [path, describe(cluster, fleet, ownLabels(labels.get(path), registeredLabels))];
      }),
    ),
    consumers: new Map(fleet.consumers.map(({ namespace, name: consumer }) => [namespace, consumer])),
    clusterSets: new Map(fleet.clusterSets.map(({ name: set, namespace }) => [set, namespace])),
    registeredLabels: inOrder(registeredLabels),
    objects: inOrder(new Map(objects)),
  };
}

/** What follows from who is in the fleet, and where that goes. */
const FOLLOWING: ReadonlySet<OutputRole> = new Set([
  'ConsumerSecret',
  'ConsumerProfile',
  'SveltosSecret',
  'SecretAccess',
]);

/** A registration's labels: those that its ClusterProfile has as labels or properties, and the rest, which the configuration gives. */
interface LabelSplit {
  readonly own: ReadonlyMap<string, string>;
  readonly rest: ReadonlyMap<string, string>;
}

function splitLabels({ object, entry, role }: Output): LabelSplit {
  const copied = entry?.profile?.object.metadata.labels ?? {};
  // Argo CD's cluster Secrets have labels made from properties.
  const properties = new Set(entry && role === 'ArgoCDCluster' ? listProperties(entry).map(({ value }) => value) : []);
  const all = Object.entries(object.metadata.labels);
  const isOwn = ([key, value]: [string, string]) => copied[key] === value || properties.has(value);
  return { own: new Map(all.filter(isOwn)), rest: new Map(all.filter((label) => !isOwn(label))) };
}

function ownLabels(split: LabelSplit | undefined, rule: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (split === undefined) return new Map();
  const exceptions = [...split.rest].filter(([key, value]) => rule.get(key) !== value);
  return inOrder(new Map([...split.own, ...exceptions]));
}

function describe(cluster: ClusterRecord, { consumers }: FleetRecord, labels: ReadonlyMap<string, string>): Member {
  const { credentials, delivery, registration } = cluster;
  const isRegistered = registration.state !== 'none';
  const receivers = delivery.state === 'delivered' ? delivery.to : [];
  const isKept = delivery.state === 'kept' || registration.state === 'kept';
  const isBroken = credentials.state === 'broken' || (credentials.state === 'missing' && credentials.action === 'Stop');
  return {
    sources: sourcesOf(cluster),
    credentials:
      credentials.state === 'found' ? [credentials.source, credentials.secret].filter(Boolean).join(' ') : 'none',
    registered: isRegistered ? labels : undefined,
    consumers: receivers.length === consumers.length ? undefined : receivers.map(({ namespace }) => namespace),
    unsure: isBroken ? 'Broken' : isKept ? 'Kept' : undefined,
  };
}

function sourcesOf({ cluster, profile, managedCluster }: ClusterRecord): string[] {
  return [
    ...(cluster ? [`Cluster ${pathOf(cluster.object)}`] : []),
    // The hub's own object, or the Cluster, stands in for a ClusterProfile that the input does not hold.
    ...(profile && ![managedCluster?.item, cluster?.item].includes(profile.item) ? ['ClusterProfile'] : []),
    ...(managedCluster ? [`ManagedCluster ${managedCluster.object.metadata.name}`] : []),
  ];
}

function profileOf({ object, namespaces }: Output): string {
  const [namespace = ''] = namespaces;
  return `${namespace}/${object.metadata.name}`;
}

function listObjects({ object, namespaces, sources }: Output): [string, string][] {
  const from = `from ${sources.map(wordsForKey).join(', ')}`;
  return [...namespaces].map((namespace) => [
    nameObject({ kind: object.kind, namespace, name: object.metadata.name }),
    from,
  ]);
}

function inOrder(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(sortedBy(map, ([key]) => key));
}
