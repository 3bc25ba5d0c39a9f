import { countOf, type Finding, hasErrors } from '../diagnostics/finding';
import { KEEPS_FILES } from '../roll/call-roll';
import { hideNames } from '../run/hide-names';
import type { Outcome } from '../run/run';
import { judgeFailOn, weighFindings } from '../run/weigh';
import { loadOutputFolder } from './load-output-folder';
import { forgets } from './one-above';
import { openInto, openRun, type RunOptions } from './open-run';
import { runWithAccess } from './run-plugins';
import { remark, tell } from './tell';
import { loadViews } from './view';

export interface CheckOptions extends RunOptions {
  /** The folder that `render --output` would write to. */
  readonly output?: string | undefined;
}

/** Says what a render would say, and what is odd about the fleet. Writes nothing. */
export async function check({ output, ...options }: CheckOptions): Promise<number> {
  const { failOn, format, deadline } = options.access;
  const opened =
    output === undefined ? openRun(options) : openInto(options, () => loadOutputFolder().readOutputFolder(output));
  if ('findings' in opened) return tell(opened.findings, format);
  const { folder } = opened;
  // Which findings stop is judged once, when all of them are known.
  const access = { ...options.access, failOn: undefined };
  const outcome = await runWithAccess(
    { ...opened.run, onlyLooks: true, tellsCosts: true, rollHost: folder ? KEEPS_FILES : forgets(opened.home) },
    access,
    opened.watch,
  );
  deadline.note('looking for what is odd in the fleet');
  const more = deadline.within<readonly Finding[]>(
    () => {
      const odd = lintOutcome(outcome);
      const writing =
        folder && outcome.state === 'rendered' ? loadOutputFolder().planChanges(folder, outcome).findings : [];
      return hideNames({ findings: [...odd, ...writing] }, opened.run.items).findings;
    },
    (finding) => [finding],
  );
  const found = [...outcome.findings, ...more];
  const findings = [...found, ...judgeFailOn(found, failOn)];
  const code = tell(findings, format);
  remark(`${summaryOf(findings)}\n`, format);
  return code;
}

function lintOutcome({ record }: Outcome): Finding[] {
  return record === undefined ? [] : weighFindings(loadViews().lintFleet(record), record.severity);
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const counts = `${countOf(count('error'), 'error', 'errors')}, ${countOf(count('warning'), 'warning', 'warnings')}`;
  return hasErrors(findings) ? `checked: a render would stop: ${counts}` : `checked: ${counts}`;
}
