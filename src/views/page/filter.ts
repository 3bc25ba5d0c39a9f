import { type Bin, endingOf } from './expiry';
import { type Model, type Row, registrarIn } from './model';

/** One thing that rows are chosen by. */
export interface Facet {
  readonly key: string;
  readonly title: string;
  readonly valuesOf: (row: Row) => readonly string[];
  /** What a value is called, where that is not the value. */
  readonly nameOf?: (value: string) => string;
  /** Not in the column of filters: something else on the page sets it. */
  readonly isHidden?: true;
}

/** Values of one facet are alternatives; facets add up. */
export type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

const ENDING_WORDS = { expired: 'expired', soon: 'within 30 days', later: 'later', 'no date': 'no date' } as const;
const SVELTOS_WORDS = { registered: 'registered', kept: 'kept as it is', none: 'not registered' } as const;

export function listFacets({ rows, now, data, consumers }: Model, bins: readonly Bin[]): Facet[] {
  const binOf = new Map(bins.flatMap(({ label, rows: inBin }) => inBin.map((row) => [row, label] as const)));
  const properties = [...new Set(rows.flatMap(({ cluster }) => Object.keys(cluster.properties)))].sort();
  const titles = new Map(data.findings.map(({ code, title }) => [code, title]));
  const names = new Map(consumers.map(({ name, namespace }) => [namespace, name]));
  const facets: Facet[] = [
    { key: 'change', title: 'Change', valuesOf: changesOf },
    { key: 'set', title: 'ClusterSet', valuesOf: ({ cluster }) => [cluster.set || 'none'] },
    { key: 'namespace', title: 'Namespace', valuesOf: ({ namespace }) => [namespace] },
    { key: 'credentials', title: 'Credentials', valuesOf: ({ credentials }) => [credentials] },
    { key: 'expires', title: 'Expiry', valuesOf: (row) => [ENDING_WORDS[endingOf(row, now)]] },
    {
      key: 'sveltos',
      title: registrarIn(rows),
      valuesOf: ({ cluster }) => [SVELTOS_WORDS[cluster.registration.state]],
    },
    { key: 'manager', title: 'Manager', valuesOf: ({ cluster }) => [cluster.manager || 'none'] },
    { key: 'version', title: 'Version', valuesOf: ({ cluster }) => [cluster.version || 'unknown'] },
    {
      key: 'finding',
      title: 'Finding',
      valuesOf: ({ findings }) => [...new Set(findings.map(({ code }) => code))],
      nameOf: (code) => `${code} ${titles.get(code) ?? ''}`,
    },
    {
      key: 'receives',
      title: 'Consumer',
      valuesOf: ({ receivers }) => [...receivers],
      nameOf: (namespace) => names.get(namespace) || namespace,
    },
    ...properties.map((name) => ({
      key: `property:${name}`,
      title: name,
      valuesOf: ({ cluster }: Row) => (Object.hasOwn(cluster.properties, name) ? [cluster.properties[name] ?? ''] : []),
    })),
    { key: 'ends', title: 'Ends', valuesOf: (row) => [binOf.get(row) ?? ''], isHidden: true },
  ];
  return facets;
}

const CHANGE_WORDS = { joined: 'joins', left: 'leaves', moved: 'moves', changed: 'changes' } as const;

function changesOf({ change }: Row): string[] {
  if (change === undefined) return [];
  return [
    CHANGE_WORDS[change.change],
    ...(change.rotated ? ['new credentials'] : []),
    ...(change.gained.length > 0 ? ['gains consumers'] : []),
    ...(change.lost.length > 0 ? ['loses consumers'] : []),
  ];
}

/** Whether a row has every word of the search, and a chosen value of each facet. */
export function selects(search: string, facets: readonly Facet[], chosen: Chosen): (row: Row) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = facets.flatMap(({ key, valuesOf }) => {
    const values = chosen.get(key);
    return values === undefined || values.size === 0 ? [] : [{ values, valuesOf }];
  });
  return (row) =>
    words.every((word) => row.text.includes(word)) &&
    asked.every(({ values, valuesOf }) => valuesOf(row).some((value) => values.has(value)));
}

/** How many rows have each value; the most frequent first. */
export function countValues(facet: Facet, rows: readonly Row[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of facet.valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

export const SORTS = {
  change: 'Changes first',
  set: 'ClusterSet and name',
  name: 'Name',
  credentials: 'Missing credentials first',
  expires: 'Earliest expiry first',
  findings: 'Most findings first',
} as const;
export type Sort = keyof typeof SORTS;

export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  const byName = (a: Row, b: Row) => compare(a.name, b.name) || compare(a.namespace, b.namespace);
  const bySet = (a: Row, b: Row) =>
    compare(a.cluster.set || '\uffff', b.cluster.set || '\uffff') || compare(a.namespace, b.namespace) || byName(a, b);
  const orders: Record<Sort, (a: Row, b: Row) => number> = {
    change: (a, b) => rankOf(a) - rankOf(b) || bySet(a, b),
    set: bySet,
    name: byName,
    credentials: (a, b) =>
      Number(b.isMissing) - Number(a.isMissing) || compare(a.credentials, b.credentials) || byName(a, b),
    expires: (a, b) => (a.ends ?? Number.POSITIVE_INFINITY) - (b.ends ?? Number.POSITIVE_INFINITY) || byName(a, b),
    findings: (a, b) => b.findings.length - a.findings.length || byName(a, b),
  };
  // Two rows without a date differ by no number.
  return rows.toSorted((a, b) => orders[sort](a, b) || byName(a, b));
}

const RANKS = { joined: 0, left: 1, moved: 2, changed: 3 } as const;

function rankOf({ change }: Row): number {
  return change === undefined ? 4 : RANKS[change.change];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
