/** A cell of the matrix. Line 0 is the header. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** Where a key leads from a cell, as in the grids of the ARIA patterns; `undefined` for keys that move nothing. */
export function walk(
  { key, isAll }: { readonly key: string; readonly isAll: boolean },
  { line, column }: Spot,
  last: Spot,
  page: number,
): Spot | undefined {
  const to = (toLine: number, toColumn: number): Spot => ({
    line: Math.min(Math.max(0, toLine), last.line),
    column: Math.min(Math.max(0, toColumn), last.column),
  });
  switch (key) {
    case 'ArrowDown':
      return to(line + 1, column);
    case 'ArrowUp':
      return to(line - 1, column);
    case 'ArrowRight':
      return to(line, column + 1);
    case 'ArrowLeft':
      return to(line, column - 1);
    case 'PageDown':
      return to(line + page, column);
    case 'PageUp':
      return to(line - page, column);
    case 'Home':
      return to(isAll ? 0 : line, 0);
    case 'End':
      return to(isAll ? last.line : line, last.column);
    default:
      return undefined;
  }
}
