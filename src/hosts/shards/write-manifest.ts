import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { version } from '../../../package.json';
import { API_VERSION } from '../../config/configure';
import type { Finding } from '../../diagnostics/finding';
import type { RenderRecord } from '../../run/render-record';
import { ruleOf, type ShardManifest } from '../../run/shards/manifest';
import { isFolder, listFiles, resolveReal } from '../files';
import { loadOutputFolder } from '../load-output-folder';
import type { HostRun } from '../run-plugins';
import { digestConfiguration, digestInput, digestNames } from './digests';

/** Its name has no extension, so that no host takes it for an object. */
export const MANIFEST_FILE = '.rollcall-shard';

export const MANIFEST_TYPE = { apiVersion: API_VERSION, kind: 'ShardManifest' } as const;

/** Writes what a shard with a directory to itself holds; nothing where all shards write to one place. */
export async function writeManifest(
  folder: string,
  { items, functionConfig }: Pick<HostRun, 'items' | 'functionConfig'>,
  { owner, division, count }: RenderRecord,
): Promise<Finding[]> {
  if (division === undefined || division.shard.keepOthers) return [];
  const files = listNames(folder);
  const manifest: ShardManifest = {
    owner,
    shard: ruleOf(division.shard),
    version,
    input: digestInput(items, owner),
    configuration: digestConfiguration(functionConfig),
    objects: count(),
    files: { count: files.length, names: digestNames(files) },
  };
  return putManifest(folder, manifest);
}

export function putManifest(folder: string, manifest: ShardManifest): Promise<Finding[]> {
  const text = `${JSON.stringify({ ...MANIFEST_TYPE, ...manifest }, undefined, 2)}\n`;
  return loadOutputFolder().writeOneFile(join(folder, MANIFEST_FILE), () => text);
}

/** The files that a render can have written, relative to their directory. */
export function listNames(folder: string): string[] {
  if (!existsSync(folder) || !isFolder(folder)) return [];
  const root = resolveReal(folder);
  return listFiles([folder]).files.map(({ realPath }) => relative(root, realPath));
}
