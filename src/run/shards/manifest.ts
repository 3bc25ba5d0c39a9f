import { type Shard, type ShardRule, shardInWords } from '../../inventory/shards/shard';

/** What a shard with a directory to itself says of what is in there. */
export interface ShardManifest {
  readonly owner: string;
  readonly shard: ShardRule;
  /** The version of the program. */
  readonly version: string;
  /** Digests: shards of one render have the same. */
  readonly input: string;
  readonly configuration: string;
  /** How many objects this shard makes, and how many all shards make. */
  readonly objects: { readonly here: number; readonly inAll: number };
  /** The files of the directory: their number, and the digest of their names. */
  readonly files: { readonly count: number; readonly names: string };
}

/** One directory with its manifest, and the files that are really there. */
export interface ShardFolder {
  readonly path: string;
  readonly manifest: ShardManifest;
  readonly files: readonly string[];
  /** The digest of their names. */
  readonly names: string;
}

/** A name that no other shard of the same render has. */
export function nameShard(shard: ShardRule): string {
  return shard.by === 'Index' ? `${shard.index}/${shard.count}` : shardInWords(shard);
}

/** A shard without what the configuration says of its place. */
export function ruleOf({ keepOthers: _, ...rule }: Shard): ShardRule {
  return rule;
}
