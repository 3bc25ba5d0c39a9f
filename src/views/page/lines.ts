import type { Row } from './model';

/** A line of the matrix: a cluster, or the heading of a ClusterSet and namespace. */
export type Line = { readonly row: Row } | { readonly heading: string; readonly count: number };

/** Rows that are sorted by ClusterSet and namespace, with a heading above each. */
export function withHeadings(rows: readonly Row[]): Line[] {
  const lines: Line[] = [];
  let from = 0;
  rows.forEach((row, at) => {
    const next = rows[at + 1];
    if (next !== undefined && headingOf(next) === headingOf(row)) return;
    lines.push({ heading: headingOf(row), count: at + 1 - from });
    for (const one of rows.slice(from, at + 1)) lines.push({ row: one });
    from = at + 1;
  });
  return lines;
}

function headingOf({ cluster, namespace }: Row): string {
  return cluster.set === '' || cluster.set === namespace ? namespace : `${cluster.set} · ${namespace}`;
}
