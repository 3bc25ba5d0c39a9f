import type { Finding } from '../../diagnostics/finding';
import * as shards from '../../diagnostics/shards';
import { withoutTokens } from '../../diagnostics/without-tokens';
import { groupBy } from '../../lists/group';
import { sortedBy } from '../../lists/order';
import { nameShard, type ShardFolder } from './manifest';

/** Whether directories hold all shards of one render: none missing, none twice, and each as it was written. */
export function compareManifests(folders: readonly ShardFolder[]): Finding[] {
  const [first] = folders;
  if (first === undefined) return [];
  const differing = findDiffering(folders);
  const altered = folders.flatMap(({ path, manifest, files, names }) =>
    manifest.files.names === names
      ? []
      : [shards.shardAltered({ file: { path, index: 0 } }, path, manifest.files.count, files.length)],
  );
  // Shards of different renders are not parts of one whole.
  if (differing.length > 0) return [...differing, ...altered];
  return [...altered, ...findMissing(folders, first), ...findDoubles(folders)];
}

/** What shards of one render have in common. */
const COMMON = [
  { what: 'the owner', of: ({ manifest }: ShardFolder) => manifest.owner },
  { what: 'the input', of: ({ manifest }: ShardFolder) => manifest.input },
  { what: 'the configuration', of: ({ manifest }: ShardFolder) => manifest.configuration },
  { what: 'the version of Rollcall', of: ({ manifest }: ShardFolder) => manifest.version },
  {
    what: 'the number of shards',
    of: ({ manifest: { shard } }: ShardFolder) => (shard.by === 'Index' ? String(shard.count) : 'no number'),
  },
] as const;

function findDiffering(folders: readonly ShardFolder[]): Finding[] {
  return COMMON.flatMap(({ what, of }) => {
    const groups = sortedBy(groupBy(folders, of).values(), ({ length }) => String(length).padStart(9, '0'));
    const [fewest] = groups;
    return groups.length < 2 || fewest === undefined
      ? []
      : [
          shards.shardsDiffer(
            {},
            what,
            fewest.map(({ path }) => path),
          ),
        ];
  });
}

function findMissing(folders: readonly ShardFolder[], { manifest: { shard, objects } }: ShardFolder): Finding[] {
  const byName = groupBy(folders, ({ manifest }) => nameShard(manifest.shard));
  const twice = [...byName].filter(([, { length }]) => length > 1);
  const missing =
    shard.by === 'Index'
      ? Array.from({ length: shard.count }, (_, index) => `${index}/${shard.count}`).filter((one) => !byName.has(one))
      : [];
  const sum = folders.reduce((total, { manifest }) => total + manifest.objects.here, 0);
  return [
    ...twice.map(([name, group]) =>
      shards.shardTwice(
        {},
        withoutTokens(name),
        group.map(({ path }) => path),
      ),
    ),
    ...(missing.length === 0 && (twice.length > 0 || sum === objects.inAll)
      ? []
      : [shards.shardsMissing({}, missing, sum, objects.inAll)]),
  ];
}

/** One file name in two directories: the same object twice. */
function findDoubles(folders: readonly ShardFolder[]): Finding[] {
  const placeOf = new Map<string, string>();
  const doubles: string[] = [];
  for (const { path, files } of folders) {
    for (const file of files) {
      if (placeOf.has(file)) doubles.push(file);
      else placeOf.set(file, path);
    }
  }
  return doubles.length === 0 ? [] : [shards.objectInTwoShards({}, doubles)];
}
