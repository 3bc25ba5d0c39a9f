import { countOf, define, listNames, suggest } from './finding';

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
  'warning',
  'Objects have moved to another shard',
  'Render every other shard in the same change. If other shards write to the same package or directory, set keepOthers: true.',
  (count: number, shard: string) =>
    `${count === 1 ? 'One object is' : `${count} objects are`} still wanted, but no longer in ${shard}, and removed here because keepOthers is false.`,
);

export const otherShardsDirectory = define(
  'RC553',
  'error',
  'A directory belongs to another shard',
  'Give each shard a directory of its own, or set spec.shard.keepOthers: true if all shards write to one directory. If the shards were renumbered, delete the file .rollcall-shard there.',
  (folder: string, there: string, here: string) =>
    `${folder} holds ${there}, and ${here} would remove its objects because keepOthers is false.`,
);

// What `rollcall shards` finds.

export const manifestMissing = define(
  'RC466',
  'error',
  'A directory has no manifest of a shard',
  'Render the shard into it with --output and with spec.shard.keepOthers: false, or leave the directory out.',
  (folder: string, why: string) => `${folder} cannot be checked: ${why}.`,
);

export const shardsDiffer = define(
  'RC467',
  'error',
  'Shards are not of the same render',
  'Render all shards from the same commit, with the same configuration and the same version.',
  (what: string, folders: readonly string[]) => `The shards differ in ${what}: see ${listNames(folders)}.`,
);

export const shardsMissing = define(
  'RC468',
  'error',
  'Shards are missing',
  'Render the missing shards, and look for the Job or Application that failed.',
  (missing: readonly string[], objects: number, inAll: number) =>
    missing.length === 0
      ? `The shards have ${objects} of ${countOf(inAll, 'object', 'objects')}.`
      : `${missing.length === 1 ? 'The shard' : 'The shards'} ${listNames(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`,
);

export const shardTwice = define(
  'RC469',
  'error',
  'Two directories hold the same shard',
  'Delete the one that is out of date.',
  (shard: string, folders: readonly string[]) => `${listNames(folders)} all hold ${shard}.`,
);

export const shardAltered = define(
  'RC549',
  'error',
  'The files of a shard are not those that were written',
  'Render the shard again.',
  (folder: string, expected: number, found: number) =>
    expected === found
      ? `${folder} holds files of other names than its shard wrote.`
      : `The shard in ${folder} wrote ${countOf(expected, 'file', 'files')}, and ${found} are there.`,
);

export const objectInTwoShards = define(
  'RC527',
  'error',
  'An object is in two shards',
  'Render all shards again with spec.shard.keepOthers: false.',
  (files: readonly string[]) => `Several directories have these files: ${listNames(files)}.`,
);
