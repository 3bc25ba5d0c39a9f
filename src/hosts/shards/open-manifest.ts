import type { Finding } from '../../diagnostics/finding';
import { readShardFolder } from './read-manifest';
import { putManifest } from './write-manifest';

/**
 * Makes the manifest of an earlier render one that no directory fits, before anything changes there: if this render is
 * interrupted, the directory is not taken for whole. It still says which shard has the directory.
 */
export async function openManifest(folder: string): Promise<Finding[]> {
  const there = readShardFolder(folder);
  if ('finding' in there) return [];
  const { manifest } = there;
  return putManifest(folder, { ...manifest, files: { ...manifest.files, names: '' } });
}
