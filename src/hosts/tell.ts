import { type Finding, hasErrors } from '../diagnostics/finding';
import { type Format, writeFindings } from '../diagnostics/formats';
import { EXIT } from './exit';
import { writeStandardError } from './standard-streams';

/** Prints findings on stderr; returns the exit code that they mean. */
export function tell(findings: readonly Finding[], format: Format = 'text'): number {
  writeStandardError(writeFindings(findings, format));
  return hasErrors(findings) ? EXIT.wrongInput : EXIT.rendered;
}

/** A line for people beside the findings: a format for programs has none. */
export function remark(text: string, format: Format = 'text'): void {
  if (format === 'text') writeStandardError(text);
}
