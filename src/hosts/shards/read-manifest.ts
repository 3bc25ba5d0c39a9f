import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../diagnostics/finding';
import * as shards from '../../diagnostics/shards';
import { readShard } from '../../inventory/shards/shard';
import { isObject, type Json, objectAt, textOf } from '../../krm/json';
import { sortedBy } from '../../lists/order';
import { ruleOf, type ShardFolder, type ShardManifest } from '../../run/shards/manifest';
import { isFolder } from '../files';
import { readRegular } from '../read-regular';
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
  const bytes = existsSync(file) ? readRegular(file) : undefined;
  if (bytes === undefined) return refuse(`it has no file ${MANIFEST_FILE}`);
  const manifest = readManifest(bytes.toString());
  if (manifest === undefined) return refuse(`its ${MANIFEST_FILE} is not what this version of Rollcall writes`);
  const files = listNames(path);
  return { path, manifest, files, names: digestNames(files) };
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
    index: typeof index === 'number' ? index : undefined,
    count: typeof count === 'number' ? count : undefined,
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

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
