import { styleText } from 'node:util';
import { countOf, type Finding, hasErrors, type Severity } from '../diagnostics/finding';
import type { Format } from '../diagnostics/formats';
import type { Item } from '../krm/item';
import { ONLY_LOOKS } from '../roll/call-roll';
import { nameHider } from '../run/hide-names';
import type { RenderRecord } from '../run/render-record';
import type { Hide, Paint } from '../views';
import { EXIT } from './exit';
import { openRun, type RunOptions } from './open-run';
import { runWithAccess } from './run-plugins';
import { writeStandardOutput } from './standard-streams';
import { remark, tell } from './tell';
import { isTerminal } from './terminal';

/** The views are a file of their own: a render needs none of them. */
export function loadViews(): typeof import('../views') {
  return require('../views');
}

/** What a view shows, and the findings about it; all of them, where it says nothing. */
interface View {
  readonly text: string;
  readonly findings?: readonly Finding[];
  /** Something for people, which is no part of it. */
  readonly note?: string;
}

/**
 * Renders without writing, and shows a view of the record on stdout and the findings on stderr. A render with errors is
 * shown too, as far as it was decided, and exits 1.
 */
export async function showView(
  options: RunOptions,
  write: (
    record: RenderRecord,
    findings: readonly Finding[],
    /** Each view hides before it lays out: a name that is cut, wrapped or escaped is not found in the text. */
    input: { readonly hide: Hide; readonly items: readonly Item[] },
  ) => View | { fault: string },
): Promise<number | { fault: string }> {
  const opened = openRun(options);
  if ('findings' in opened) return tell(opened.findings, options.access.format);
  const { record, findings } = await runWithAccess(
    { ...opened.run, onlyLooks: true, rollHost: ONLY_LOOKS },
    options.access,
    opened.watch,
  );
  if (record === undefined) return tell(findings, options.access.format);
  const { deadline } = options.access;
  const { items, functionConfig } = opened.run;
  const hide = nameHider(items, functionConfig);
  deadline.note('writing the view');
  const view = deadline.within<ReturnType<typeof write> | { stopped: Finding }>(
    () => write(record, findings, { hide, items }),
    (stopped) => ({ stopped }),
  );
  if ('stopped' in view) return tell([...findings, view.stopped], options.access.format);
  if ('fault' in view) {
    // What is asked for may be missing because of an error.
    tell(
      findings.filter(({ severity }) => severity === 'error'),
      options.access.format,
    );
    return { fault: hide(view.fault) };
  }
  writeStandardOutput(Buffer.from(view.text));
  const code = tellShown(findings, view.findings ?? findings, options.access.format);
  if (view.note !== undefined) remark(view.note, options.access.format);
  return code;
}

/** The rest are findings about other objects than those that the view shows: one line counts them. */
function tellShown(all: readonly Finding[], shown: readonly Finding[], format: Format | undefined): number {
  tell(shown, format);
  const count = (severity: Severity) => all.filter((one) => one.severity === severity && !shown.includes(one)).length;
  const errors = count('error');
  const warnings = count('warning');
  if (errors + warnings > 0) {
    const counts = [
      ...(errors > 0 ? [countOf(errors, 'error', 'errors')] : []),
      ...(warnings > 0 ? [countOf(warnings, 'warning', 'warnings')] : []),
    ];
    remark(`${counts.join(' and ')} about other objects: rollcall check shows them\n`, format);
  }
  return hasErrors(all) ? EXIT.wrongInput : EXIT.rendered;
}

/** What a terminal can show; a pipe takes plain text of any width (https://no-color.org). */
export function readTerminal(): { readonly paint: Paint; readonly width: number | undefined } {
  const isShown = isTerminal(1);
  const { NO_COLOR = '', TERM, COLUMNS } = process.env;
  const width = isShown ? process.stdout.columns : Number(COLUMNS) || undefined;
  if (!isShown || NO_COLOR !== '' || TERM === 'dumb') return { paint: (text) => text, width };
  return { paint: (text, tone) => (STYLES[tone] === undefined ? text : styleText(STYLES[tone], text)), width };
}

const STYLES = {
  plain: undefined,
  head: 'bold',
  good: 'green',
  warn: 'yellow',
  bad: 'red',
  faint: 'dim',
} as const;
