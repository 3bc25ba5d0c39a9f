import stringWidth from 'string-width';
import { inOneLine } from '../diagnostics/in-words';

/** What a cell means: the terminal colours it, a pipe does not. */
export type Tone = 'plain' | 'head' | 'good' | 'warn' | 'bad' | 'faint';
export type Paint = (text: string, tone: Tone) => string;

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** Prose in the last column: it goes on in the next line, and is not cut. */
  readonly wraps?: boolean;
  /** Of a head: without room for all columns, this one is left out. */
  readonly isDispensable?: boolean;
}

const GAP = '  ';
const ELLIPSIS = '…';

/**
 * Rows as aligned columns. Wide and combining characters count as the cells that a terminal gives them.
 * @param width the terminal's columns: what is dispensable is left out, and the widest cells are cut, until a row fits; no
 *   limit without it.
 */
export function writeColumns(rows: readonly (readonly Cell[])[], paint: Paint, width?: number): string {
  const given = rows.map((row) => row.map((cell) => ({ ...cell, text: inOneLine(cell.text) })));
  const clean = isWider(given, width) ? withoutDispensable(given) : given;
  const widths = widthsOf(clean);
  const count = widths.length;
  const last = count - 1;
  const isProse = hasProse(clean);
  if (width !== undefined) {
    // What is prose takes what the other columns leave.
    if (isProse)
      widths[last] = Math.min(
        widths[last] ?? 0,
        Math.max(LEAST_PROSE, width - sum(widths.slice(0, last)) - GAP.length * last),
      );
    shrink(widths, width - GAP.length * last, isProse ? last : count);
  }
  return clean
    .flatMap((row) => wrapLast(row, last, widths[last] ?? 0))
    .map((row) => {
      const cells = row.map(({ text, tone = 'plain' }, at) => {
        const cut = truncate(text, widths[at] ?? 0);
        const isLast = at === row.length - 1;
        return paint(cut, tone) + (isLast ? '' : ' '.repeat((widths[at] ?? 0) - stringWidth(cut)));
      });
      return `${cells.join(GAP).trimEnd()}\n`;
    })
    .join('');
}

const LEAST_PROSE = 24;

function widthsOf(rows: readonly (readonly Cell[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map((row) => stringWidth(row[at]?.text ?? ''))));
}

function hasProse(rows: readonly (readonly Cell[])[]): boolean {
  return rows.some((row) => row.at(-1)?.wraps);
}

/** Whether the columns do not fit as they are. */
function isWider(rows: readonly (readonly Cell[])[], width = Number.POSITIVE_INFINITY): boolean {
  const widths = widthsOf(rows);
  if (hasProse(rows)) widths.push(Math.min(widths.pop() ?? 0, LEAST_PROSE));
  return sum(widths) + GAP.length * (widths.length - 1) > width;
}

function withoutDispensable<One extends Cell>(rows: readonly (readonly One[])[]): One[][] {
  const [heads = []] = rows;
  return rows.map((row) => row.filter((_, at) => heads[at]?.isDispensable !== true));
}

/** A row as several, where its last cell is prose. */
function wrapLast(row: readonly Cell[], last: number, width: number): (readonly Cell[])[] {
  const cell = row[last];
  if (cell?.wraps !== true) return [row];
  const lines = wrapWords(cell.text, width);
  return lines.map((text, at) => [
    ...row.slice(0, last).map((one) => (at === 0 ? one : { text: '' })),
    { ...cell, text },
  ]);
}

/** A text as lines of at most this width, broken between words. */
export function wrapWords(text: string, width: number): string[] {
  if (stringWidth(text) <= width) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((one) => breakWord(one, width))) {
    const line = lines.at(-1);
    if (line === undefined || stringWidth(`${line} ${word}`) > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** A word in pieces that fit: a name that is cut could not be copied. */
function breakWord(word: string, width: number): string[] {
  const pieces = [''];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const piece = pieces.at(-1) ?? '';
    if (stringWidth(piece + segment) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = piece + segment;
  }
  return pieces;
}

/** Takes from the widest of the first columns until all fit; none gets narrower than a short word. The name of a row may be twice as wide. */
function shrink(widths: number[], room: number, first: number): void {
  const least = 8;
  for (let total = sum(widths); total > room; total--) {
    const weights = widths.slice(0, first).map((one, at) => (one <= least ? 0 : at === 0 ? one / 2 : one));
    const most = Math.max(0, ...weights);
    if (most === 0) return;
    const widest = weights.indexOf(most);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return cut + ELLIPSIS;
}
