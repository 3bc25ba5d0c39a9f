import { type Finding, hasErrors } from '../diagnostics/finding';
import { type Format, writeFindings } from '../diagnostics/formats';
import { EXIT } from './exit';
import { writeStandardError } from './standard-streams';

/** Prints findings on stderr; returns the exit code that they mean. */
export function tell(findings: readonly Finding[], format: Format = 'text'): number {
  writeStandardError(writeFindings(findings, format));
  return hasErrors(findings) ? EXIT.wrongInput : EXIT.rendered;
}

/** A line beside the findings: for people, or as a line of JSON. Formats that are one document have none. */
export function remark(text: string, format: Format = 'text'): void {
  if (format === 'text' || format === 'every') writeStandardError(text);
  if (format === 'lines') writeStandardError(`${JSON.stringify({ level: 'info', message: text.trimEnd() })}\n`);
}
