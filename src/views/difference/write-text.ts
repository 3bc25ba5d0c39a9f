import { onOneLine, type Paint, type Tone } from '../columns';
import type { DifferenceRecord } from './record';
import { type Line, listSections, type Part, summarise } from './sections';

const TONES: Record<Line['sign'], Tone> = { '+': 'good', '-': 'bad', '>': 'warn', '~': 'warn' };

/** A difference for a terminal. */
export function writeDifferenceText(record: DifferenceRecord, paint: Paint): string {
  if (!record.differs) return `No difference between ${name(record.old.name)} and ${name(record.new.name)}.\n`;
  const lines = [
    paint(`${name(record.old.name)} → ${name(record.new.name)}`, 'head'),
    summarise(record),
    ...listSections(record).flatMap(({ title, lines }) => [
      '',
      paint(title, 'head'),
      ...lines.flatMap((line) => [
        `  ${paint(line.sign, TONES[line.sign])} ${write(line.parts)}`,
        ...line.below.map((parts) => `      ${write(parts)}`),
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function name(text: string): string {
  return onOneLine(text);
}

function write(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : onOneLine(part.given))).join('');
}
