import type { ColumnLayout } from './column-layout';
import { element } from './element';
import type { Line } from './lines';
import type { Row } from './model';

/** Makes the cells of the matrix, and fills them again for another row. */
export class CellMaker {
  constructor(private readonly columns: ColumnLayout) {}

  heading({ heading, count }: Extract<Line, { readonly heading: string }>): HTMLElement {
    return element(
      'div',
      { role: 'rowheader', class: 'cell', 'aria-colindex': 1, 'aria-colspan': this.columns.all.length, tabindex: -1 },
      element('span', {}, heading),
      element('span', { class: 'count' }, ` ${count.toLocaleString('en')}`),
    );
  }

  head(at: number): HTMLElement {
    const column = this.columns.all[at];
    const isConsumer = this.columns.isConsumer(at);
    const says = isConsumer ? `${column?.title}, consumer, receives ${column?.note} clusters` : undefined;
    const cell = element(
      'div',
      {
        role: 'columnheader',
        class: `cell ${isConsumer ? 'consumer' : `at-${column?.key}`}`,
        'aria-colindex': at + 1,
        'aria-label': says,
        tabindex: -1,
      },
      element('span', { class: 'title' }, column?.title),
      column?.note ? element('span', { class: 'count' }, column.note) : undefined,
    );
    return this.position(cell, at);
  }

  body(row: Row, at: number, isGrouped: boolean): HTMLElement {
    const cell = element('div', { role: at === 0 ? 'rowheader' : 'gridcell', 'aria-colindex': at + 1, tabindex: -1 });
    this.fill(cell, row, at, isGrouped);
    return this.position(cell, at);
  }

  /** @param isGrouped whether a heading says the namespace. */
  fill(cell: HTMLElement, row: Row, at: number, isGrouped: boolean): void {
    const column = this.columns.all[at];
    if (column === undefined) return;
    const { look, text, says } = column.face(row);
    const className = `cell ${look} ${this.columns.isConsumer(at) ? 'consumer' : `at-${column.key}`}`;
    if (cell.className !== className) cell.className = className;
    if (cell.ariaLabel !== says) cell.ariaLabel = says;
    if (at === 0) {
      cell.replaceChildren(
        element('span', {}, text),
        ...(isGrouped ? [] : [element('span', { class: 'faint' }, row.namespace)]),
        ...findingMark(row),
      );
    } else if (text !== '') {
      const [span = cell.appendChild(element('span'))] = cell.children;
      span.textContent = text;
    }
  }

  private position(cell: HTMLElement, at: number): HTMLElement {
    cell.style.left = at === 0 ? '0' : `${this.columns.offsets[at] ?? 0}px`;
    cell.style.width = `${this.columns.all[at]?.width ?? 0}px`;
    cell.dataset.column = String(at);
    return cell;
  }
}

function findingMark({ findings }: Row): HTMLElement[] {
  const worst = (['error', 'warning'] as const).find((one) => findings.some(({ severity }) => severity === one));
  return worst === undefined ? [] : [element('span', { class: `flag ${worst}`, 'aria-hidden': 'true' })];
}
