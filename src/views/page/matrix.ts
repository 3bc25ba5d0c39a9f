import { type Column, consumerColumns, fixedColumns, MOST_WIDE } from './cells';
import { element, setAttribute } from './element';
import type { Sort } from './filter';
import type { Model, Row } from './model';

const ROW = 32;
/** Rows and columns beyond the edge, so that a scroll finds them drawn. */
const OVERSCAN = 4;
/** What the filters and the margins beside the matrix take, in pixels. */
const FACETS = 274;

/** A line of the matrix: a cluster, or the heading of a ClusterSet and namespace. */
type Line = { readonly row: Row } | { readonly heading: string; readonly count: number };

interface Drawn {
  readonly line: HTMLElement;
  readonly cells: Map<number, HTMLElement>;
  shows: Line | undefined;
}

export interface MatrixEvents {
  /** A cell was chosen: a cluster and the key of a column. */
  readonly open: (row: Row, column: string) => void;
  readonly openConsumer: (namespace: string) => void;
  readonly sort: (sort: Sort) => void;
}

const SORT_OF: Readonly<Record<string, Sort>> = { name: 'name', credentials: 'credentials', expires: 'expires' };

/**
 * Clusters × consumers as a grid of the ARIA patterns. Only what is in sight is in the document: rows and columns are drawn
 * as they come into view, and rows that leave are used again. Line 0 is the header.
 */
export class Matrix {
  readonly root: HTMLElement;
  private readonly scroller = element('div', { class: 'scroller' });
  private readonly grid: HTMLElement;
  private readonly header: Drawn;
  private readonly fixed: readonly Column[];
  private readonly columns: readonly Column[];
  private readonly offsets: readonly number[];
  private readonly width: number;
  private readonly drawn = new Map<number, Drawn>();
  private lines: readonly Line[] = [];
  private active = { line: 0, column: 0 };
  private sort: Sort = 'set';
  private isAsked = false;
  private height = 0;

  constructor(
    model: Model,
    private readonly events: MatrixEvents,
  ) {
    this.fixed = fixedColumns(model, window.innerWidth < 720);
    const besides = FACETS + this.fixed.reduce((sum, { width }) => sum + width, 0);
    this.columns = [...this.fixed, ...consumerColumns(model, window.innerWidth - besides)];
    let left = 0;
    this.offsets = this.columns.map(({ width }) => {
      left += width;
      return left - width;
    });
    this.width = left;
    const isUpright = model.consumers.length > MOST_WIDE;
    this.header = {
      line: element('div', { role: 'row', class: `line head${isUpright ? ' upright' : ''}`, 'aria-rowindex': 1 }),
      cells: new Map(),
      shows: undefined,
    };
    this.header.line.style.width = `${left}px`;
    this.grid = element(
      'div',
      {
        role: 'grid',
        class: 'grid',
        'aria-label': 'Clusters and who receives them',
        'aria-colcount': this.columns.length,
      },
      this.header.line,
    );
    this.grid.style.width = `${left}px`;
    this.scroller.append(this.grid);
    this.root = element('div', { class: 'matrix' }, this.scroller);
    this.scroller.addEventListener('scroll', () => this.ask(), { passive: true });
    this.grid.addEventListener('keydown', (event) => this.onKey(event));
    this.grid.addEventListener('click', (event) => this.onClick(event));
    // What a screen reader says is the tooltip, and is made one only for the cell under the pointer.
    this.grid.addEventListener('pointerover', ({ target }) => {
      const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
      if (cell?.ariaLabel) cell.title = cell.ariaLabel;
    });
    new ResizeObserver(() => this.ask()).observe(this.scroller);
  }

  show(rows: readonly Row[], sort: Sort): void {
    this.sort = sort;
    this.lines = sort === 'set' ? withHeadings(rows) : rows.map((row) => ({ row }));
    this.grid.setAttribute('aria-rowcount', String(this.lines.length + 1));
    this.active = { line: Math.min(this.active.line, this.lines.length), column: this.active.column };
    for (const { line } of this.drawn.values()) line.remove();
    this.drawn.clear();
    this.scroller.scrollTop = 0;
    this.draw();
  }

  /** Puts the focus back to the cell that it was in. */
  focus(): void {
    this.cellAt(this.active.line, this.active.column)?.focus({ preventScroll: true });
  }

  /** Brings the active cell into view, when the room for the matrix has changed. */
  reveal(): void {
    this.scrollTo(this.active.line, this.active.column);
    this.draw();
  }

  private ask(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      this.draw();
    });
  }

  /** Asked for once: reading it makes the browser lay everything out. */
  private get headHeight(): number {
    if (this.height === 0) this.height = this.header.line.offsetHeight;
    return this.height || ROW;
  }

  private draw(): void {
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = this.scroller;
    const shown = this.columnsBetween(scrollLeft, scrollLeft + clientWidth);
    this.drawCells(this.header, shown, 0);
    const head = this.headHeight;
    this.grid.style.height = `${head + this.lines.length * ROW}px`;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - OVERSCAN);
    const last = Math.min(this.lines.length, Math.ceil((scrollTop + clientHeight - head) / ROW) + OVERSCAN);
    const wanted = new Set(Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at + 1));
    // The line with the focus stays in the document wherever it is.
    if (this.active.line > 0 && this.active.line <= this.lines.length) wanted.add(this.active.line);
    const free = [...this.drawn].filter(([at]) => !wanted.has(at));
    for (const at of wanted) {
      let drawn = this.drawn.get(at);
      if (drawn === undefined) {
        const [old, reused] = free.pop() ?? [];
        if (old !== undefined) this.drawn.delete(old);
        drawn = reused ?? { line: element('div', { role: 'row' }), cells: new Map(), shows: undefined };
        this.place(drawn, at, head);
        this.drawn.set(at, drawn);
        if (reused === undefined) this.grid.append(drawn.line);
      }
      this.drawCells(drawn, shown, at);
    }
    for (const [at, { line }] of free) {
      line.remove();
      this.drawn.delete(at);
    }
  }

  /** Puts a line to its place. Cells that are there already only change what they show. */
  private place(drawn: Drawn, at: number, head: number): void {
    const { line, cells, shows: before } = drawn;
    const shows = this.lines[at - 1];
    drawn.shows = shows;
    line.style.width = `${this.width}px`;
    line.style.transform = `translateY(${head + (at - 1) * ROW}px)`;
    line.setAttribute('aria-rowindex', String(at + 1));
    if (shows !== undefined && 'row' in shows && before !== undefined && 'row' in before) {
      for (const [column, cell] of cells) this.fill(cell, shows.row, column);
    } else {
      line.replaceChildren();
      cells.clear();
    }
    const kind = shows !== undefined && 'row' in shows ? (shows.row.change?.change ?? '') : 'heading';
    line.className = `line ${kind}`;
  }

  private columnsBetween(left: number, right: number): number[] {
    const fixed = this.fixed.map((_, at) => at);
    const shown = this.columns.flatMap(({ width }, at) => {
      const from = this.offsets[at] ?? 0;
      return at >= fixed.length && from + width >= left - width * OVERSCAN && from <= right + width * OVERSCAN
        ? [at]
        : [];
    });
    const { column } = this.active;
    return [...new Set([...fixed, ...shown, column])];
  }

  private drawCells(drawn: Drawn, shown: readonly number[], at: number): void {
    const { line, cells, shows } = drawn;
    if (shows !== undefined && 'heading' in shows) {
      if (cells.size === 0) cells.set(0, line.appendChild(this.headingCell(shows)));
    } else {
      const wanted = new Set(shown);
      for (const [column, cell] of cells) {
        if (wanted.has(column)) continue;
        cell.remove();
        cells.delete(column);
      }
      for (const column of shown) {
        if (cells.has(column)) continue;
        const cell = shows === undefined ? this.headCell(column) : this.bodyCell(shows.row, column);
        // In the order of the columns: a screen reader walks them so.
        const next = [...cells.keys()].filter((other) => other > column).sort((a, b) => a - b)[0];
        line.insertBefore(cell, next === undefined ? null : (cells.get(next) ?? null));
        cells.set(column, cell);
      }
    }
    for (const [column, cell] of cells) {
      const isActive = at === this.active.line && (column === this.active.column || cells.size === 1);
      if (cell.tabIndex !== (isActive ? 0 : -1)) cell.tabIndex = isActive ? 0 : -1;
      if (at === 0) setAttribute(cell, 'aria-sort', this.sortOf(column));
    }
  }

  private sortOf(column: number): string | undefined {
    const sort = SORT_OF[this.columns[column]?.key ?? ''];
    if (sort === undefined) return undefined;
    return sort === this.sort ? 'ascending' : 'none';
  }

  private headingCell({ heading, count }: Extract<Line, { readonly heading: string }>): HTMLElement {
    return element(
      'div',
      { role: 'rowheader', class: 'cell', 'aria-colindex': 1, 'aria-colspan': this.columns.length, tabindex: -1 },
      element('span', {}, heading),
      element('span', { class: 'count' }, ` ${count.toLocaleString('en')}`),
    );
  }

  private headCell(at: number): HTMLElement {
    const column = this.columns[at];
    const isConsumer = at >= this.fixed.length;
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

  private bodyCell(row: Row, at: number): HTMLElement {
    const cell = element('div', { role: at === 0 ? 'rowheader' : 'gridcell', 'aria-colindex': at + 1, tabindex: -1 });
    this.fill(cell, row, at);
    return this.position(cell, at);
  }

  private fill(cell: HTMLElement, row: Row, at: number): void {
    const column = this.columns[at];
    if (column === undefined) return;
    const { look, text, says } = column.face(row);
    const className = `cell ${look} ${at >= this.fixed.length ? 'consumer' : `at-${column.key}`}`;
    if (cell.className !== className) cell.className = className;
    if (cell.ariaLabel !== says) cell.ariaLabel = says;
    if (at === 0) {
      cell.replaceChildren(
        element('span', {}, text),
        ...(this.sort === 'set' ? [] : [element('span', { class: 'faint' }, row.namespace)]),
        ...this.findingMark(row),
      );
    } else if (text !== '') {
      const [span = cell.appendChild(element('span'))] = cell.children;
      span.textContent = text;
    }
  }

  private findingMark({ findings }: Row): HTMLElement[] {
    const worst = (['error', 'warning'] as const).find((one) => findings.some(({ severity }) => severity === one));
    return worst === undefined ? [] : [element('span', { class: `flag ${worst}`, 'aria-hidden': 'true' })];
  }

  private position(cell: HTMLElement, at: number): HTMLElement {
    cell.style.left = at === 0 ? '0' : `${this.offsets[at] ?? 0}px`;
    cell.style.width = `${this.columns[at]?.width ?? 0}px`;
    cell.dataset.column = String(at);
    return cell;
  }

  private cellAt(line: number, column: number): HTMLElement | undefined {
    const drawn = line === 0 ? this.header : this.drawn.get(line);
    return drawn?.cells.get(column) ?? drawn?.cells.get(0);
  }

  private onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.headHeight) / ROW) - 1);
    const { line, column } = this.active;
    const lastLine = this.lines.length;
    const lastColumn = this.columns.length - 1;
    const isAll = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, () => readonly [number, number]>> = {
      ArrowDown: () => [line + 1, column],
      ArrowUp: () => [line - 1, column],
      ArrowRight: () => [line, column + 1],
      ArrowLeft: () => [line, column - 1],
      PageDown: () => [line + page, column],
      PageUp: () => [line - page, column],
      Home: () => [isAll ? 0 : line, 0],
      End: () => [isAll ? lastLine : line, lastColumn],
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const [toLine, toColumn] = step();
      event.preventDefault();
      this.moveTo(Math.min(Math.max(0, toLine), lastLine), Math.min(Math.max(0, toColumn), lastColumn));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.choose(line, column);
    }
  }

  private moveTo(line: number, column: number): void {
    this.active = { line, column };
    this.scrollTo(line, column);
    this.draw();
    this.focus();
  }

  private scrollTo(line: number, column: number): void {
    const { scroller, headHeight } = this;
    const top = (line - 1) * ROW;
    const room = scroller.clientHeight - headHeight - ROW;
    if (line > 0 && top < scroller.scrollTop) scroller.scrollTop = top;
    else if (line > 0 && top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    if (column === 0) {
      scroller.scrollLeft = 0;
      return;
    }
    const left = this.offsets[column] ?? 0;
    const width = this.columns[column]?.width ?? 0;
    const sticky = this.fixed[0]?.width ?? 0;
    if (left - sticky < scroller.scrollLeft) scroller.scrollLeft = left - sticky;
    else if (left + width > scroller.scrollLeft + scroller.clientWidth) {
      scroller.scrollLeft = left + width - scroller.clientWidth;
    }
  }

  private onClick({ target }: Event): void {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
    const line = cell?.closest('.line')?.getAttribute('aria-rowindex');
    if (!cell || !line) return;
    const column = Number(cell.dataset.column ?? 0);
    this.active = { line: Number(line) - 1, column };
    this.draw();
    this.focus();
    this.choose(Number(line) - 1, column);
  }

  private choose(line: number, column: number): void {
    const { key = '' } = this.columns[column] ?? {};
    if (line === 0) {
      const sort = SORT_OF[key];
      if (column >= this.fixed.length) this.events.openConsumer(key);
      else if (sort !== undefined) this.events.sort(sort === this.sort ? 'set' : sort);
      return;
    }
    const shows = this.lines[line - 1];
    if (shows !== undefined && 'row' in shows) this.events.open(shows.row, key);
  }
}

/** Rows that are sorted by ClusterSet and namespace, with a heading above each. */
function withHeadings(rows: readonly Row[]): Line[] {
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
