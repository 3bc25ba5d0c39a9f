/**
 * Stops a template: Go's engine does it by a panic, which `execute` and `parseTemplate` turn into data.
 * `at` is the offset in the template's text; where a function throws it, the evaluator knows the place.
 */
export class Stop extends Error {
  constructor(
    readonly reason: string,
    readonly at?: number,
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
}

export function locate(template: string, text: string, at: number, reason: string): TemplateFault {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    template,
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    reason,
  };
}
