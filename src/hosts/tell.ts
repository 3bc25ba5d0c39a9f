import { type Finding, hasErrors } from '../diagnostics/finding';
import { linesFor } from '../diagnostics/in-words';
import { EXIT } from './exit';
import { writeStandardError } from './standard-streams';

/** Tells findings on stderr, one line each; returns the exit code that they mean. */
export function tell(findings: readonly Finding[]): number {
  writeStandardError(
    linesFor(findings)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return hasErrors(findings) ? EXIT.wrongInput : EXIT.rendered;
}
