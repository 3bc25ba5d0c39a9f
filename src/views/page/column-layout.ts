import type { Column } from './cells';

/** The columns of the matrix, from left to right. */
export class ColumnLayout {
  readonly all: readonly Column[];
  /** Where each begins, in pixels. */
  readonly offsets: readonly number[];
  /** All of them together. */
  readonly width: number;

  /** @param fixed the columns before the consumers'. */
  constructor(
    readonly fixed: readonly Column[],
    consumers: readonly Column[],
  ) {
    this.all = [...fixed, ...consumers];
    let left = 0;
    this.offsets = this.all.map(({ width }) => {
      left += width;
      return left - width;
    });
    this.width = left;
  }

  isConsumer(at: number): boolean {
    return at >= this.fixed.length;
  }

  /** The fixed columns, and the consumers' that are in sight or about to be. */
  between(left: number, right: number, overscan: number): number[] {
    return this.all.flatMap(({ width }, at) => {
      const from = this.offsets[at] ?? 0;
      const isInSight = from + width >= left - width * overscan && from <= right + width * overscan;
      return !this.isConsumer(at) || isInSight ? [at] : [];
    });
  }
}
