import type { SourceView } from '../cluster-view';

/** One or more clusters that are drawn as one. */
export interface Bundle {
  readonly group: string;
  /** The files of the Clusters and managed clusters. */
  readonly files: readonly string[];
  readonly profileFiles: readonly string[];
  /** The Clusters or managed clusters behind the profiles. */
  readonly objects: readonly SourceView[];
  readonly profiles: readonly string[];
  /** How many have no credentials. */
  readonly missing: number;
  readonly rule: string;
  readonly registered: boolean;
  readonly registrar: string;
  /** Namespaces of consumers. */
  readonly consumers: readonly string[];
}

/** Clusters that agree in what a key says become one bundle, in the order of the first of each. */
export function foldBundles(bundles: readonly Bundle[], keyOf: (bundle: Bundle) => string): Bundle[] {
  const byKey = new Map<string, Bundle[]>();
  for (const bundle of bundles) {
    const key = keyOf(bundle);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [bundle]);
    else same.push(bundle);
  }
  return [...byKey.values()].flatMap(([first, ...more]) => (first === undefined ? [] : join(first, more)));
}

function join(first: Bundle, more: readonly Bundle[]): Bundle {
  if (more.length === 0) return first;
  const all = [first, ...more];
  const unite = (listOf: (bundle: Bundle) => readonly string[]) => [...new Set(all.flatMap(listOf))];
  return {
    group: first.group,
    files: unite(({ files }) => files),
    profileFiles: unite(({ profileFiles }) => profileFiles),
    objects: all.flatMap(({ objects }) => objects),
    profiles: all.flatMap(({ profiles }) => profiles),
    missing: all.reduce((sum, { missing }) => sum + missing, 0),
    rule: unite(({ rule }) => [rule]).join(', '),
    registered: all.some(({ registered }) => registered),
    registrar: first.registrar,
    consumers: unite(({ consumers }) => consumers),
  };
}
