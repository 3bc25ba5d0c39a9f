/**
 * Stops a template: Go's engine does it by a panic, which `execute` and `parseTemplate` turn into data.
 * `at` is the offset in the template's text; where a function throws it, the evaluator knows the place.
 */
export class Stop extends Error {
  constructor(
    readonly reason: string,
    readonly at?: number,
    /** It did more than it may: run again, it would take as long. */
    readonly isExhausted = false,
  ) {
    super(reason);
  }
}

/** Where a template is wrong. Line and column count from 1; the column counts characters. */
export interface TemplateFault {
  readonly template: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  /** The template came to the end of what one run may do. */
  readonly isExhausted?: true;
}

export function locate(template: string, text: string, at: number, reason: string, isExhausted = false): TemplateFault {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    template,
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    reason,
    ...(isExhausted ? { isExhausted } : {}),
  };
}
