import { packagePathFrom } from './host-annotations';
import type { Item } from './item';
import { type Json, objectAt } from './json';

/**
 * The kpt package that the functionConfig belongs to: only there may a run remove what it made earlier. kpt sends the
 * items of subpackages to their parents too. A functionConfig from a file tells its package; for one from the pipeline
 * it is the package that holds all the others, which kpt always sends with its Kptfile.
 * @returns the absolute folder; empty where the host knows no packages; `undefined` where it cannot be told.
 */
export function findPackage(functionConfig: Json | undefined, items: readonly Item[]): string | undefined {
  const annotations = objectAt(functionConfig, 'metadata', 'annotations');
  const own = packagePathFrom(annotations);
  if (own !== '') return own;
  const paths = new Set(items.map(({ packagePath }) => packagePath));
  return [...paths].find((root) => [...paths].every((path) => isInside(path, root)));
}

/** Paths are absolute, so all of them are inside the empty one. */
function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
