import { CellMaker } from './cell-maker';
import { consumerColumns, fixedColumns, MOST_WIDE } from './cells';
import { ColumnLayout } from './column-layout';
import { element, setAttribute } from './element';
import type { Sort } from './filter';
import { type Line, withHeadings } from './lines';
import type { Model, Row } from './model';
import { type Spot, walk } from './walk';

const ROW = 32;
/** Rows and columns beyond the edge, so that a scroll finds them drawn. */
const OVERSCAN = 4;
/** What the filters and the margins beside the matrix take, in pixels. */
const FACETS = 274;

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
  private readonly columns: ColumnLayout;
  private readonly maker: CellMaker;
  private readonly drawn = new Map<number, Drawn>();
  private lines: readonly Line[] = [];
  private active: Spot = { line: 0, column: 0 };
  private sort: Sort = 'set';
  private isAsked = false;
  private height = 0;

  constructor(
    model: Model,
    private readonly events: MatrixEvents,
  ) {
    const fixed = fixedColumns(model, window.innerWidth < 720);
    const besides = FACETS + fixed.reduce((sum, { width }) => sum + width, 0);
    this.columns = new ColumnLayout(fixed, consumerColumns(model, window.innerWidth - besides));
    this.maker = new CellMaker(this.columns);
    const { width } = this.columns;
    const isUpright = model.consumers.length > MOST_WIDE;
    this.header = {
      line: element('div', { role: 'row', class: `line head${isUpright ? ' upright' : ''}`, 'aria-rowindex': 1 }),
      cells: new Map(),
      shows: undefined,
    };
    this.header.line.style.width = `${width}px`;
    this.grid = element(
      'div',
      {
        role: 'grid',
        class: 'grid',
        'aria-label': 'Clusters and who receives them',
        'aria-colcount': this.columns.all.length,
      },
      this.header.line,
    );
    this.grid.style.width = `${width}px`;
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
    this.lines = this.isGrouped ? withHeadings(rows) : rows.map((row) => ({ row }));
    this.grid.setAttribute('aria-rowcount', String(this.lines.length + 1));
    this.active = { line: Math.min(this.active.line, this.lines.length), column: this.active.column };
    for (const { line } of this.drawn.values()) line.remove();
    this.drawn.clear();
    this.scroller.scrollTop = 0;
    this.draw();
  }

  private get isGrouped(): boolean {
    return this.sort === 'set';
  }

  /** Puts the focus back to the cell that it was in. */
  focus(): void {
    this.cellAt(this.active.line, this.active.column)?.focus({ preventScroll: true });
  }

  /** Brings the active cell into view, when the room for the matrix has changed. */
  reveal(): void {
    this.scrollTo(this.active);
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
    const inSight = this.columns.between(scrollLeft, scrollLeft + clientWidth, OVERSCAN);
    const shown = [...new Set([...inSight, this.active.column])];
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
    line.style.width = `${this.columns.width}px`;
    line.style.transform = `translateY(${head + (at - 1) * ROW}px)`;
    line.setAttribute('aria-rowindex', String(at + 1));
    if (shows !== undefined && 'row' in shows && before !== undefined && 'row' in before) {
      for (const [column, cell] of cells) this.maker.fill(cell, shows.row, column, this.isGrouped);
    } else {
      line.replaceChildren();
      cells.clear();
    }
    const kind = shows !== undefined && 'row' in shows ? (shows.row.change?.change ?? '') : 'heading';
    line.className = `line ${kind}`;
  }

  private drawCells(drawn: Drawn, shown: readonly number[], at: number): void {
    const { line, cells, shows } = drawn;
    if (shows !== undefined && 'heading' in shows) {
      if (cells.size === 0) cells.set(0, line.appendChild(this.maker.heading(shows)));
    } else {
      const wanted = new Set(shown);
      for (const [column, cell] of cells) {
        if (wanted.has(column)) continue;
        cell.remove();
        cells.delete(column);
      }
      for (const column of shown) {
        if (cells.has(column)) continue;
        const cell = shows === undefined ? this.maker.head(column) : this.maker.body(shows.row, column, this.isGrouped);
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
    const sort = SORT_OF[this.columns.all[column]?.key ?? ''];
    if (sort === undefined) return undefined;
    return sort === this.sort ? 'ascending' : 'none';
  }

  private cellAt(line: number, column: number): HTMLElement | undefined {
    const drawn = line === 0 ? this.header : this.drawn.get(line);
    return drawn?.cells.get(column) ?? drawn?.cells.get(0);
  }

  private onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.headHeight) / ROW) - 1);
    const last = { line: this.lines.length, column: this.columns.all.length - 1 };
    const to = walk({ key: event.key, isAll: event.ctrlKey || event.metaKey }, this.active, last, page);
    if (to !== undefined) {
      event.preventDefault();
      this.moveTo(to);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.choose(this.active);
    }
  }

  private moveTo(spot: Spot): void {
    this.active = spot;
    this.scrollTo(spot);
    this.draw();
    this.focus();
  }

  private scrollTo({ line, column }: Spot): void {
    const { scroller, headHeight } = this;
    const top = (line - 1) * ROW;
    const room = scroller.clientHeight - headHeight - ROW;
    if (line > 0 && top < scroller.scrollTop) scroller.scrollTop = top;
    else if (line > 0 && top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    if (column === 0) {
      scroller.scrollLeft = 0;
      return;
    }
    const left = this.columns.offsets[column] ?? 0;
    const width = this.columns.all[column]?.width ?? 0;
    const sticky = this.columns.fixed[0]?.width ?? 0;
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
    this.choose(this.active);
  }

  private choose({ line, column }: Spot): void {
    const { key = '' } = this.columns.all[column] ?? {};
    if (line === 0) {
      const sort = SORT_OF[key];
      if (this.columns.isConsumer(column)) this.events.openConsumer(key);
      else if (sort !== undefined) this.events.sort(sort === this.sort ? 'set' : sort);
      return;
    }
    const shows = this.lines[line - 1];
    if (shows !== undefined && 'row' in shows) this.events.open(shows.row, key);
  }
}
