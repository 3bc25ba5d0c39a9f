import type { Finding } from '../diagnostics/finding';
import type { RenderRecord } from '../run/render-record';
import { nearestOf } from '../schema/nearest';
import { onOneLine, type Paint } from './columns';
import { explain, listSubjects } from './explain';
import type { Explanation } from './explain-cluster';
import { writeData } from './write-data';

export const EXPLAIN_FORMS = ['text', 'json', 'yaml'] as const;
export type ExplainForm = (typeof EXPLAIN_FORMS)[number];

/** The reasons behind one cluster, object or consumer. */
export function writeExplanation(
  record: RenderRecord,
  findings: readonly Finding[],
  subject: string,
  { form, paint }: { readonly form: ExplainForm; readonly paint: Paint },
): { text: string } | { fault: string } {
  const explanations = explain(record, findings, subject);
  if (explanations.length === 0) {
    const nearest = nearestOf(subject, listSubjects(record));
    return {
      fault: `There is no cluster, object or consumer ${subject}${nearest && `; the nearest is ${nearest}`}. \`rollcall list\` shows the clusters.`,
    };
  }
  if (form !== 'text') return { text: writeData({ explanations }, form) };
  return { text: explanations.map((one) => writeText(one, paint)).join('\n') };
}

function writeText({ subject, sections }: Explanation, paint: Paint): string {
  const body = sections.map(({ title, lines }) =>
    [paint(onOneLine(title), 'head'), ...lines.map((line) => `  ${onOneLine(line)}`)].join('\n'),
  );
  return `${[paint(onOneLine(subject), 'head'), ...body].join('\n\n')}\n`;
}
