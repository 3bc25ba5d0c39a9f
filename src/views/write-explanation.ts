import type { Finding } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import type { Item } from '../krm/item';
import type { RenderRecord } from '../run/render-record';
import { nearestOf } from '../schema/nearest';
import { type Paint, wrapWords } from './columns';
import { explain, findingsAbout, listSubjects } from './explain';
import type { Explanation } from './explain-cluster';
import type { Hide } from './hide';
import { locateIn } from './locate-in';
import { writeData } from './write-data';

export type ExplainForm = 'text' | 'json' | 'yaml';

/** The reasons behind one cluster, object or consumer. */
export function writeExplanation(
  record: RenderRecord,
  findings: readonly Finding[],
  subject: string,
  { form, items, ...screen }: Screen & { readonly form: ExplainForm; readonly items: readonly Item[] },
): { text: string; findings: readonly Finding[] } | { fault: string } {
  const explanations = explain(record, findings, subject, locateIn(items));
  if (explanations.length === 0) {
    const nearest = nearestOf(subject, listSubjects(record));
    return {
      fault: `There is no cluster, object or consumer ${subject}${nearest && `; the nearest is ${nearest}`}. \`rollcall list\` shows the clusters.`,
    };
  }
  const about = findingsAbout(record, findings, subject);
  if (form !== 'text') return { text: writeData({ explanations }, form, screen.hide), findings: about };
  return { text: explanations.map((one) => writeText(one, screen)).join('\n'), findings: about };
}

interface Screen {
  readonly paint: Paint;
  readonly hide: Hide;
  readonly width?: number | undefined;
}

const HANGING = '    ';
const LEAST_WIDTH = 40;

function writeText({ subject, sections }: Explanation, { paint, hide, width }: Screen): string {
  const room = Math.max(LEAST_WIDTH, (width ?? Number.POSITIVE_INFINITY) - HANGING.length);
  const body = sections.map(({ title, lines }) =>
    [
      paint(inOneLine(hide(title)), 'head'),
      ...lines.map((line) => `  ${wrapWords(inOneLine(hide(line)), room).join(`\n${HANGING}`)}`),
    ].join('\n'),
  );
  return `${[paint(inOneLine(hide(subject)), 'head'), ...body].join('\n\n')}\n`;
}
