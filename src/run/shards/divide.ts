import { CONSUMER_LABEL } from '../../api/cluster-profile';
import { API_CLUSTER_SET_LABEL } from '../../api/namespace';
import { clusterSetOf } from '../../inventory/cluster-set-of';
import type { FleetRecord } from '../../inventory/record';
import { type Entry, profilePath } from '../../inventory/roster';
import { pickShard } from '../../inventory/shards/rendezvous';
import type { Shard } from '../../inventory/shards/shard';
import { parseIdentityKey } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { sourcesOf } from '../../krm/ownership';
import type { Output } from '../../outputs/output';
import type { Recognised } from '../../outputs/recognise-mark';

/** How a render is divided into shards, and which part of it one shard has. Every object is in exactly one shard. */
export interface Division {
  readonly shard: Shard;
  /** The part of the outputs that this shard writes. */
  readonly take: (outputs: readonly Output[]) => Output[];
  /** Whether this shard writes an output into a namespace. */
  readonly has: (output: Output, namespace: string) => boolean;
  /** Whether this shard has an object that an earlier render made and that is not wanted any more. */
  readonly hasLeft: (item: Item, made: Recognised) => boolean;
  /** The shard of a cluster; absent where its objects are in several. */
  readonly shardOf?: ((entry: Entry) => ClusterShard) | undefined;
}

export interface ClusterShard {
  /** Its index, or the name of its ClusterSet, which is empty where the cluster has none. */
  readonly name: string;
  /** Whether this render writes it. */
  readonly isWritten: boolean;
}

/** What the shards are told apart by. */
interface Rule {
  readonly ofOutput: (output: Output) => boolean;
  /** Only where one output may go to several shards. */
  readonly inNamespace?: ((output: Output, namespace: string) => boolean) | undefined;
  readonly hasLeft: Division['hasLeft'];
  readonly shardOf?: Division['shardOf'];
}

export function divide(shard: Shard, fleet: FleetRecord): Division {
  const { ofOutput, inNamespace, hasLeft, shardOf } = ruleFor(shard, fleet);
  const has = (output: Output, namespace: string) => ofOutput(output) && (inNamespace?.(output, namespace) ?? true);
  const narrowed = new Map<ReadonlySet<string>, ReadonlySet<string>>();
  return {
    shard,
    has,
    hasLeft,
    shardOf,
    take(outputs) {
      const own = outputs.filter(ofOutput);
      if (inNamespace === undefined) return own;
      return own.flatMap((output) => {
        const namespaces = narrow(output, inNamespace, narrowed);
        return namespaces.size === 0 ? [] : [{ ...output, namespaces }];
      });
    },
  };
}

/** Outputs that share a set of namespaces go on sharing one. */
function narrow(
  output: Output,
  isHere: (output: Output, namespace: string) => boolean,
  narrowed: Map<ReadonlySet<string>, ReadonlySet<string>>,
): ReadonlySet<string> {
  const { namespaces } = output;
  if (namespaces.size === 1) return isHere(output, [...namespaces][0] ?? '') ? namespaces : new Set();
  const known = narrowed.get(namespaces) ?? new Set([...namespaces].filter((one) => isHere(output, one)));
  narrowed.set(namespaces, known);
  return known;
}

function ruleFor(shard: Shard, fleet: FleetRecord): Rule {
  switch (shard.by) {
    case 'Index':
      return byIndex(shard.index, shard.count);
    case 'Consumer':
      return byConsumer(fleet, shard.consumer);
    case 'ClusterSet':
      return bySet(fleet, shard.clusterSet);
    case 'Rest':
      return shard.of === 'Consumers' ? byConsumer(fleet, undefined) : bySet(fleet, undefined);
  }
}

/** By the hash of the cluster; what is made for no cluster goes by what it is made from. */
function byIndex(index: number, count: number): Rule {
  const known = new Map<string, number>();
  const pick = (key: string) => {
    const found = known.get(key) ?? pickShard(key, count);
    known.set(key, found);
    return found;
  };
  return {
    ofOutput: (output) => pick(clusterOf(output) ?? output.sources[0] ?? '') === index,
    hasLeft: (item, { role, madeFor }) =>
      pick(role === 'SecretAccess' || role === 'Instantiated' ? (sourcesOf(item)[0] ?? '') : madeFor) === index,
    shardOf: (entry) => {
      const picked = pick(profilePath(entry));
      return { name: String(picked), isWritten: picked === index };
    },
  };
}

/** The `namespace/name` of the ClusterProfile that an output is made for. */
function clusterOf({ entry, role, object, namespaces }: Output): string | undefined {
  if (entry !== undefined) return profilePath(entry);
  if (role !== 'ClusterProfile') return undefined;
  const [namespace = ''] = namespaces;
  return `${namespace}/${object.metadata.name}`;
}

/** @param wanted the consumer's name; absent for what is made for no single one. */
function byConsumer({ consumers }: FleetRecord, wanted: string | undefined): Rule {
  const names = new Map(consumers.map(({ namespace, name }) => [namespace, name]));
  const known = new Set(names.values());
  /** A consumer that has left has no shard any more: the rest cleans up behind it. */
  const current = (name: string | undefined) => (name !== undefined && known.has(name) ? name : undefined);
  return {
    ofOutput: () => true,
    inNamespace({ role, object, sources }, namespace) {
      if (role === 'SecretAccess') return names.get(parseIdentityKey(sources[0] ?? '')?.name ?? '') === wanted;
      if (role !== 'ConsumerSecret' && role !== 'ConsumerProfile') return wanted === undefined;
      return current(object.metadata.labels[CONSUMER_LABEL] ?? names.get(namespace)) === wanted;
    },
    hasLeft(_item, { role, madeFor, consumer }) {
      if (role === 'SecretAccess') return names.get(madeFor) === wanted;
      if (consumer === undefined) return wanted === undefined;
      return current('name' in consumer ? consumer.name : names.get(consumer.namespace)) === wanted;
    },
  };
}

/** @param wanted the ClusterSet's name; absent for clusters without one, and what is made for no cluster. */
function bySet({ clusters, clusterSets, labelKeys }: FleetRecord, wanted: string | undefined): Rule {
  const ofNamespace = new Map(
    clusterSets.flatMap(({ name, namespace, passedOver }) =>
      [namespace, ...passedOver].map((one) => [one, name] as const),
    ),
  );
  const setOf = (entry: Entry) => (labelKeys === undefined ? undefined : clusterSetOf(entry, labelKeys, ofNamespace));
  const known = new Map(clusters.map((entry) => [profilePath(entry), setOf(entry)]));
  return {
    ofOutput: ({ entry, role, object }) => {
      if (entry !== undefined) return setOf(entry) === wanted;
      // A ClusterProfile of a hub, which says itself where it belongs.
      return (role === 'ClusterProfile' ? object.metadata.labels[API_CLUSTER_SET_LABEL] : undefined) === wanted;
    },
    hasLeft: (_item, { madeFor }) => known.get(madeFor) === wanted,
    shardOf: (entry) => ({ name: setOf(entry) ?? '', isWritten: setOf(entry) === wanted }),
  };
}
