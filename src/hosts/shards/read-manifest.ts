import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../diagnostics/finding';
import * as hosts from '../../diagnostics/hosts';
import * as shards from '../../diagnostics/shards';
import { withoutTokens } from '../../diagnostics/without-tokens';
import { MOST_SHARDS, readShard, type ShardRule, shardInWords } from '../../inventory/shards/shard';
import { isObject, type Json, objectAt, textOf } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import type { RenderRecord } from '../../run/render-record';
import { ruleOf, type ShardFolder, type ShardManifest } from '../../run/shards/manifest';
import { isFolder } from '../files';
import { readOwn, readRegular } from '../read-regular';
import { digestNames } from './digests';
import { listNames, MANIFEST_FILE, MANIFEST_TYPE } from './write-manifest';

/** The directories that hold shards: those that are named, or the directories inside one that holds none itself. */
export function findShardFolders(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!isFolder(path) || existsSync(join(path, MANIFEST_FILE))) return [path];
    const inner = sortedBy(readdirSync(path), (name) => name)
      .filter((name) => !name.startsWith('.'))
      .map((name) => join(path, name))
      .filter(isFolder);
    return inner.length > 0 ? inner : [path];
  });
}

/** One directory with what its shard wrote there. */
export function readShardFolder(path: string): ShardFolder | { readonly finding: Finding } {
  const file = join(path, MANIFEST_FILE);
  const refuse = (why: string) => ({
    finding: shards.manifestMissing({ file: { path: file, index: 0 } }, path, why),
  });
  if (!isFolder(path)) return refuse('it is no directory');
  const text = existsSync(file) ? readRegular(file)?.toString() : undefined;
  if (text === undefined) return refuse(`it has no file ${MANIFEST_FILE}`);
  const manifest = readManifest(text);
  if (manifest === undefined) return refuse(`its ${MANIFEST_FILE} is not what this version of Rollcall writes`);
  const files = listNames(path);
  return { path, manifest, files, names: digestNames(files) };
}

/** What keeps a shard out of a directory, such as another shard that has it to itself: its objects would be removed. */
export function checkShardFolder(path: string, { owner, division }: RenderRecord): Finding[] {
  if (division === undefined || division.shard.keepOthers) return [];
  const file = join(path, MANIFEST_FILE);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return [];
  // A link would be followed, out of the directory.
  const own = readOwn(file);
  if (own === undefined) return [hosts.fileInTheWay({}, file)];
  const manifest = readManifest(own.toString());
  if (manifest === undefined || manifest.owner !== owner || isSamePlace(manifest.shard, division.shard)) return [];
  return [
    shards.otherShardsDirectory({}, path, withoutTokens(shardInWords(manifest.shard)), shardInWords(division.shard)),
  ];
}

/** The count may change: a shard keeps its directory then. */
function isSamePlace(there: ShardRule, here: ShardRule): boolean {
  return there.by === 'Index' && here.by === 'Index'
    ? there.index === here.index
    : shardInWords(there) === shardInWords(here);
}

function readManifest(text: string): ShardManifest | undefined {
  const value = parse(text);
  if (!isObject(value) || value.apiVersion !== MANIFEST_TYPE.apiVersion || value.kind !== MANIFEST_TYPE.kind)
    return undefined;
  const { index, count, consumer, clusterSet, by, of } = objectAt(value, 'shard');
  const rest = by === 'Rest' && (of === 'Consumers' || of === 'ClusterSets') ? of : undefined;
  const shard = readShard({
    keepOthers: false,
    rest,
    index: isShardNumber(index) ? index : undefined,
    count: isShardNumber(count) ? count : undefined,
    consumer: typeof consumer === 'string' ? consumer : undefined,
    clusterSet: typeof clusterSet === 'string' ? clusterSet : undefined,
  });
  const { here, inAll } = objectAt(value, 'objects');
  const files = objectAt(value, 'files');
  if ('fault' in shard || typeof here !== 'number' || typeof inAll !== 'number' || typeof files.count !== 'number') {
    return undefined;
  }
  return {
    owner: textOf(value.owner),
    shard: ruleOf(shard),
    version: textOf(value.version),
    input: textOf(value.input),
    configuration: textOf(value.configuration),
    objects: { here, inAll },
    files: { count: files.count, names: textOf(files.names) },
  };
}

/** Somebody may have edited the file: every number up to the count is looked for. */
function isShardNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_SHARDS;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
