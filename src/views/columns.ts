import stringWidth from 'string-width';

/** What a cell means: the terminal colours it, a pipe does not. */
export type Tone = 'plain' | 'head' | 'good' | 'warn' | 'bad' | 'faint';
export type Paint = (text: string, tone: Tone) => string;

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

const GAP = '  ';
const ELLIPSIS = '…';

/**
 * Rows as aligned columns. Wide and combining characters count as the cells that a terminal gives them.
 * @param width the terminal's columns: the widest cells are cut until a row fits; no limit without it.
 */
export function writeColumns(rows: readonly (readonly Cell[])[], paint: Paint, width?: number): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const clean = rows.map((row) => row.map((cell) => ({ ...cell, text: onOneLine(cell.text) })));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(0, ...clean.map((row) => stringWidth(row[at]?.text ?? ''))),
  );
  if (width !== undefined) shrink(widths, width - GAP.length * (count - 1));
  return clean
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

/** Takes from the widest column until all fit; none gets narrower than a short word. */
function shrink(widths: number[], room: number): void {
  const least = 8;
  for (let total = sum(widths); total > room; total--) {
    const widest = widths.indexOf(Math.max(...widths));
    const current = widths[widest] ?? 0;
    if (current <= least) return;
    widths[widest] = current - 1;
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

/** A name from the input must not move a terminal's cursor. */
export function onOneLine(text: string): string {
  return text.replace(controls, ' ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
