import type { Difference } from './compare';
import type { Roll } from './roll';

export interface Move {
  readonly from: string;
  readonly to: string;
}

/** A cluster that joined under one ClusterProfile and was under another, with the same object behind it. */
export function pairMoves({ joined, left, changed }: Difference['clusters'], was: Roll, is: Roll) {
  const stillJoined = new Map(joined);
  const stillLeft = new Map(left);
  const moved: Move[] = [];
  const pathsLeft = new Set<string>();
  const pathsBySource = new Map<string, string[]>();
  for (const [path, { sources }] of was.clusters) {
    for (const source of named(sources)) pathsBySource.set(source, [...(pathsBySource.get(source) ?? []), path]);
  }
  for (const [to, { sources }] of joined) {
    const from = named(sources)
      .flatMap((source) => pathsBySource.get(source) ?? [])
      .find((path) => !pathsLeft.has(path) && !isStillAt(path, sources, is));
    if (from === undefined) continue;
    stillJoined.delete(to);
    stillLeft.delete(from);
    pathsLeft.add(from);
    moved.push({ from, to });
  }
  // What stays behind without its cluster has changed because of the move.
  return { moved, joined: stillJoined, left: stillLeft, changed: changed.filter(({ path }) => !pathsLeft.has(path)) };
}

/** A managed cluster may stand for several ClusterProfiles: a new one takes nothing from the others. */
function isStillAt(path: string, sources: readonly string[], { clusters }: Roll): boolean {
  return named(clusters.get(path)?.sources ?? []).some((source) => sources.includes(source));
}

/** `ClusterProfile` alone says which only beside its path. */
function named(sources: readonly string[]): string[] {
  return sources.filter((source) => source.includes(' '));
}
