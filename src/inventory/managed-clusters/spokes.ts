import type { WithMetadata } from '../../api/metadata';
import type { Finding } from '../../diagnostics/finding';
import * as ocm from '../../diagnostics/open-cluster-management';
import * as wire from '../../diagnostics/wire';
import { wordsFor } from '../../krm/identity';
import { type Item, placesInWords } from '../../krm/item';
import { groupBy } from '../../lists/group';
import { sortedBy } from '../../lists/order';
import type { Found } from '../fleet';

/** On an object of a spoke: the managed cluster that it comes from. */
export const SPOKE_ANNOTATION = 'rollcall.dev/managed-cluster';

/** A folder or file of a managed cluster's own objects, relative to the package. */
export interface SpokePath {
  readonly cluster: string;
  readonly path: string;
}

/** Which managed cluster an object comes from and by which rule, or why that cannot be told. */
export type SpokeDecision =
  | { readonly cluster: string; readonly by: 'Path' | 'Annotation' | 'Both' }
  | { readonly fault: 'unknown' }
  | { readonly fault: 'contradicted'; readonly byPath: string; readonly byAnnotation: string }
  | { readonly fault: 'ambiguous'; readonly clusters: readonly string[] };

/** The folders and files of all spokes, by their paths. */
export type SpokeIndex = ReadonlyMap<string, readonly SpokePath[]>;

export function indexSpokes(paths: readonly SpokePath[]): SpokeIndex {
  return groupBy(paths, ({ path }) => plainPath(path));
}

/** Decides which managed cluster an object comes from: by the path that it lies in, or by its annotation. */
export function resolveSpoke(item: Pick<Item, 'pathInPackage' | 'annotation'>, spokes: SpokeIndex): SpokeDecision {
  const annotated = item.annotation(SPOKE_ANNOTATION) || undefined;
  const clusters = new Set(findAround(item.pathInPackage, spokes).map(({ cluster }) => cluster));
  const [first, ...others] = sortedBy(clusters, (cluster) => cluster);
  if (first === undefined) {
    return annotated === undefined ? { fault: 'unknown' } : { cluster: annotated, by: 'Annotation' };
  }
  if (others.length > 0) return { fault: 'ambiguous', clusters: [first, ...others] };
  if (annotated === undefined) return { cluster: first, by: 'Path' };
  if (annotated === first) return { cluster: first, by: 'Both' };
  return { fault: 'contradicted', byPath: first, byAnnotation: annotated };
}

/**
 * The paths that name a file or a folder around it: `spokes/a` does not hold `spokes/ab/claim.yaml`. A fleet has many
 * spokes, so the file's own folders are looked up, and not every path compared.
 */
function findAround(file: string | undefined, spokes: SpokeIndex): readonly SpokePath[] {
  if (file === undefined || spokes.size === 0) return [];
  const parts = plainPath(file).split('/');
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))].flatMap((path) => spokes.get(path) ?? []);
}

/** Without `./` in front and slashes behind; empty for the package itself. */
function plainPath(path: string): string {
  return path.replace(/^(?:\.\/+)+|^\.$/, '').replace(/\/+$/, '');
}

/** The objects of each spoke. Two of one identity are an error within a spoke, and nothing to speak of across spokes. */
export function assignSpokes<T extends WithMetadata>(
  objects: readonly Found<T>[],
  spokes: SpokeIndex,
): { bySpoke: ReadonlyMap<string, readonly Found<T>[]>; findings: Finding[] } {
  const findings: Finding[] = [];
  const assigned = objects.flatMap((found) => {
    const decision = resolveSpoke(found.item, spokes);
    if ('cluster' in decision) return [{ found, spoke: decision.cluster }];
    findings.push(tellFault(found.item, decision));
    return [];
  });
  const bySpoke = new Map<string, Found<T>[]>();
  for (const [spoke, group] of groupBy(assigned, ({ spoke }) => spoke)) {
    const single: Found<T>[] = [];
    for (const twins of groupBy(group, ({ found }) => found.item.key).values()) {
      const items = twins.map(({ found }) => found.item);
      const [first, second] = twins;
      if (first === undefined) continue;
      single.push(first.found);
      if (second !== undefined) {
        const { item } = second.found;
        findings.push(wire.objectTwice(item.at(), `${wordsFor(item.object)} of ${spoke}`, placesInWords(items)));
      }
    }
    bySpoke.set(spoke, single);
  }
  return { bySpoke, findings };
}

/** Paths of the configuration that hold none of the objects. */
export function findUnusedPaths(items: readonly Item[], spokes: SpokeIndex): Finding[] {
  const used = new Set(items.flatMap(({ pathInPackage }) => findAround(pathInPackage, spokes)));
  const unused = [...spokes.values()].flat().filter((path) => !used.has(path));
  return unused.map(({ path, cluster }) => ocm.spokePathUnused({}, path, cluster));
}

function tellFault(item: Item, decision: Exclude<SpokeDecision, { cluster: string }>): Finding {
  const words = wordsFor(item.object);
  switch (decision.fault) {
    case 'unknown':
      return ocm.spokeUnknown(item.at('metadata.annotations'), words);
    case 'contradicted':
      return ocm.spokeContradicted(item.at('metadata.annotations'), words, decision.byPath, decision.byAnnotation);
    case 'ambiguous':
      return ocm.spokeAmbiguous(item.at(), words, decision.clusters);
  }
}
