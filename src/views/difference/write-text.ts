import { inOneLine } from '../../diagnostics/in-words';
import type { Paint, Tone } from '../columns';
import type { Hide } from '../hide';
import type { Line, Part } from './parts';
import type { DifferenceRecord } from './record';
import { listSections, summarise } from './sections';

const TONES: Record<Line['sign'], Tone> = { '+': 'good', '-': 'bad', '>': 'warn', '~': 'warn' };

/** A difference for a terminal. */
export function writeDifferenceText(record: DifferenceRecord, paint: Paint, hide: Hide): string {
  const name = (text: string) => inOneLine(hide(text));
  const write = (parts: readonly Part[]) =>
    parts.map((part) => (typeof part === 'string' ? part : name(part.given))).join('');
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
