import { countOf, define, suggest } from './finding';

/** Rendering in shards. */

export const shardWrong = define(
  'RC544',
  'error',
  'The configuration does not name one shard',
  'Give spec.shard index and count, or one of consumer, clusterSet and rest.',
  (fault: string) => `spec.shard cannot be used: ${fault}.`,
);

export const shardUnknown = define(
  'RC545',
  'error',
  'The shard names a consumer or ClusterSet that this render does not have',
  'Correct the name, or delete this shard if the consumer or ClusterSet has left. Use index and count with functions that serve no consumers.',
  (what: string, name: string, nearest: string) =>
    `spec.shard names the ${what} ${name}, and this render has no such ${what}${suggest(nearest)}`,
);

export const shardEmpty = define(
  'RC546',
  'warning',
  'A shard has no objects',
  'Lower count if the fleet has few clusters: a shard should have a hundred or more.',
  (shard: string, elsewhere: number) =>
    `Nothing is in ${shard}; the other shards have ${countOf(elsewhere, 'object', 'objects')}.`,
);

export const otherShards = define(
  'RC547',
  'info',
  'Objects of other shards are not changed',
  '',
  (count: number, shard: string) =>
    count === 1
      ? `One object of the same owner is not in ${shard} and is not changed.`
      : `${count} objects of the same owner are not in ${shard} and are not changed.`,
);

export const shardMoved = define(
  'RC548',
  'info',
  'Objects have moved to another shard',
  'Render every other shard in the same change.',
  (count: number, shard: string) =>
    `${count === 1 ? 'One object is' : `${count} objects are`} still wanted, but no longer in ${shard}, and removed here because keepOthers is false.`,
);
