import type { Finding } from '../../diagnostics/finding';
import { inOneLine } from '../../diagnostics/in-words';
import type { Paint } from '../columns';
import type { Hide } from '../hide';
import { writeData } from '../write-data';
import type { DifferenceRecord, FailedDifference } from './record';
import { writeDifferenceMarkdown, writeFailureMarkdown } from './write-markdown';
import { writeDifferenceText } from './write-text';

export type DifferenceForm = 'text' | 'markdown' | 'json';

export function writeDifference(
  record: DifferenceRecord,
  form: DifferenceForm,
  { paint, hide }: { readonly paint: Paint; readonly hide: Hide },
): string {
  switch (form) {
    case 'text':
      return writeDifferenceText(record, paint, hide);
    case 'markdown':
      return writeDifferenceMarkdown(record, hide);
    case 'json':
      return writeData(record, form, hide);
  }
}

/** What is shown where a side does not render. Only the form for a comment has the findings in it. */
export function writeFailedDifference(
  record: FailedDifference,
  findings: readonly Finding[],
  form: DifferenceForm,
): string {
  const lines = record.failed.map(
    ({ side, name, errors }) =>
      `The ${side} side (${inOneLine(name)}) does not render: ${errors === 1 ? 'one error' : `${errors} errors`}. Nothing was compared.`,
  );
  switch (form) {
    case 'text':
      return `${lines.join('\n')}\n`;
    case 'markdown':
      return writeFailureMarkdown(lines, findings);
    case 'json':
      return writeData(record, form, (text) => text);
  }
}
