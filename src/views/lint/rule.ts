import type { Finding } from '../../diagnostics/finding';
import type { RenderRecord } from '../../run/render-record';

/** One rule of `rollcall check`: what it finds in the record of a render. */
export type LintRule = (record: RenderRecord) => Finding[];
