/** The part of the output that one render writes. */
export type Shard = ShardRule & {
  /** Whether objects of other shards stay where this one writes. */
  readonly keepOthers: boolean;
};

export type ShardRule =
  | { readonly by: 'Index'; readonly index: number; readonly count: number }
  | { readonly by: 'Consumer'; readonly consumer: string }
  | { readonly by: 'ClusterSet'; readonly clusterSet: string }
  | { readonly by: 'Rest'; readonly of: 'Consumers' | 'ClusterSets' };

/** One of several shards, by its number. */
export interface NumberedShard {
  readonly index: number;
  readonly count: number;
}

/** What a configuration says of its shard. */
export interface ShardSpec {
  readonly index?: number | undefined;
  readonly count?: number | undefined;
  readonly consumer?: string | undefined;
  readonly clusterSet?: string | undefined;
  readonly rest?: 'Consumers' | 'ClusterSets' | undefined;
  readonly keepOthers: boolean;
}

/** The schema has this number too. */
export const MOST_SHARDS = 10_000;

/** The shard that a configuration names, or what is wrong with how it names it. */
export function readShard({ keepOthers, ...fields }: ShardSpec): Shard | { readonly fault: string } {
  const { index, count, consumer, clusterSet, rest } = fields;
  const isNumbered = index !== undefined || count !== undefined;
  const ways = [isNumbered, consumer !== undefined, clusterSet !== undefined, rest !== undefined].filter(Boolean);
  if (ways.length !== 1) {
    return { fault: ways.length === 0 ? 'it does not say which shard this is' : 'it names a shard in several ways' };
  }
  if (consumer !== undefined) return { by: 'Consumer', consumer, keepOthers };
  if (clusterSet !== undefined) return { by: 'ClusterSet', clusterSet, keepOthers };
  if (rest !== undefined) return { by: 'Rest', of: rest, keepOthers };
  if (index === undefined || count === undefined) return { fault: 'index and count go together' };
  if (index >= count) return { fault: `index ${index} is not below count ${count}: the first shard has index 0` };
  return { by: 'Index', index, count, keepOthers };
}

/** The shard in words: `shard 3 of 8`, `the shard of the consumer argo`. */
export function shardInWords(shard: ShardRule): string {
  switch (shard.by) {
    case 'Index':
      return `shard ${shard.index} of ${shard.count}`;
    case 'Consumer':
      return `the shard of the consumer ${shard.consumer}`;
    case 'ClusterSet':
      return `the shard of the ClusterSet ${shard.clusterSet}`;
    case 'Rest':
      return shard.of === 'Consumers'
        ? 'the shard of what is for no consumer'
        : 'the shard of what is in no ClusterSet';
  }
}
