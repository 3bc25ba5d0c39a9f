import { CAPI_SECRET, CLUSTER } from '../api/cluster';
import { CLUSTER_PROFILE } from '../api/cluster-profile';
import { MANAGED_CLUSTER } from '../api/managed-cluster';
import { NAMESPACE } from '../api/namespace';
import { SECRET } from '../api/secret';
import type { LabelKeys } from '../inventory/label-keys';
import type { FleetRecord } from '../inventory/record';
import { type Identity, identityKey } from '../krm/identity';
import type { Item } from '../krm/item';
import { objectAt } from '../krm/json';
import { nearestOf } from '../schema/nearest';
import type { Member } from './roll';

/** Where causes are looked for. */
export interface Scene {
  readonly items: readonly Item[];
  readonly fleet: FleetRecord;
  readonly labelKeys: LabelKeys;
}

/** Why somebody has left, in words that hold for everybody who left for the same reason, and the object to look at. */
export interface Cause {
  readonly words: string;
  readonly item?: Item | undefined;
}

/** Finds out why members of a Roll are no longer there. */
export class Causes {
  private readonly byKey: ReadonlyMap<string, Item>;
  private readonly leftOut: ReadonlyMap<string, string>;
  private readonly standing: ReadonlySet<string>;
  private readonly labelKeys: LabelKeys;

  constructor({ items, fleet, labelKeys }: Scene) {
    this.byKey = new Map(items.map((item) => [item.key, item]));
    this.leftOut = new Map(fleet.leftOut.map(({ source, because }) => [source.item.key, because]));
    this.standing = new Set(
      fleet.clusters.flatMap(({ cluster, profile, managedCluster }) =>
        [cluster, profile, managedCluster].flatMap((found) => found?.item.key ?? []),
      ),
    );
    this.labelKeys = labelKeys;
  }

  clusterLeft(path: string, { sources }: Pick<Member, 'sources'>): Cause {
    const keys = sources.flatMap((source) => keyOf(source, path) ?? []);
    const [item] = keys.flatMap((key) => this.byKey.get(key) ?? []);
    const kinds = [...new Set(sources.map((source) => source.split(' ')[0]))];
    if (item === undefined) {
      const secret = sources.flatMap((source) => this.leftOverOf(identityBehind(source, path)) ?? [])[0];
      const but = secret === undefined ? '' : ', but its kubeconfig Secret is';
      const gone = `the ${kinds.join(' and ') || 'cluster'} ${kinds.length > 1 ? 'are' : 'is'} no longer in the input`;
      return { words: `${gone}${but}`, item: secret };
    }
    if (isLeaving(item)) return { words: `the ${item.identity.kind} is being deleted`, item };
    const because = this.leftOut.get(item.key);
    const { kind } = item.identity;
    if (because !== undefined) return { words: `${because}${this.nearest(item, this.labelKeys.profileName)}`, item };
    if (this.standing.has(item.key)) return { words: `the ${kind} now belongs to another ClusterProfile`, item };
    return { words: `the ${kind} is in the input, but another finding says why it cannot be used`, item };
  }

  /** The Secret that Cluster API kept for a Cluster. */
  private leftOverOf(identity: Identity | undefined): Item | undefined {
    if (identity?.kind !== CLUSTER.kind) return undefined;
    const { group, kind } = SECRET;
    const { namespace, name } = identity;
    return this.byKey.get(identityKey({ group, kind, namespace, name: CAPI_SECRET.nameFor(name) }));
  }

  consumerLeft(namespace: string): Cause {
    return this.namespaceLost(namespace, this.labelKeys.consumer);
  }

  clusterSetLeft(namespace: string): Cause {
    return this.namespaceLost(namespace, this.labelKeys.namespaceClusterSet);
  }

  private namespaceLost(namespace: string, label: string): Cause {
    const item = this.namespace(namespace);
    if (item === undefined) return { words: 'the Namespace is no longer in the input' };
    if (isLeaving(item)) return { words: 'the Namespace is being deleted', item };
    if (item.label(label) !== undefined) {
      return { words: 'the Namespace is in the input, and another rule applies now', item };
    }
    return { words: `the Namespace does not have the label ${label}${this.nearest(item, label)}`, item };
  }

  /** Says that a Cluster has no ClusterSet because of a label that is all but right; empty where it has none such. */
  setLabelMisspelt(item: Item): string {
    const { clusterSet } = this.labelKeys;
    const nearest = this.nearest(item, clusterSet);
    return nearest === '' ? '' : `its Cluster does not have the label ${clusterSet}${nearest}`;
  }

  namespace(name: string): Item | undefined {
    return this.byKey.get(identityKey({ group: NAMESPACE.group, kind: NAMESPACE.kind, namespace: '', name }));
  }

  /** A label of the object that looks like the one that is missing. */
  private nearest(item: Item, label: string): string {
    if (item.label(label) !== undefined) return '';
    const nearest = nearestOf(label, Object.keys(objectAt(item.object, 'metadata', 'labels')));
    return nearest === '' ? '' : `; nearest: ${nearest}`;
  }
}

function isLeaving({ object }: Item): boolean {
  return Boolean(objectAt(object, 'metadata').deletionTimestamp);
}

/** The key of an object that a line of the Roll names. */
export function keyOf(source: string, path: string): string | undefined {
  const identity = identityBehind(source, path);
  return identity && identityKey(identity);
}

function identityBehind(source: string, path: string): Identity | undefined {
  const [word, named = path] = source.split(' ');
  const api = [CLUSTER, CLUSTER_PROFILE, MANAGED_CLUSTER].find(({ kind }) => kind === word);
  if (api === undefined) return undefined;
  const { group, kind } = api;
  const slash = named.indexOf('/');
  return { group, kind, namespace: named.slice(0, Math.max(slash, 0)), name: named.slice(slash + 1) };
}
