import { hasErrors, listNames } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import { compareBytes } from '../lists/order';
import { KEEPS_FILES } from '../roll/call-roll';
import type { Outcome } from '../run/run-function';
import type { AccessOptions } from './capabilities';
import { EXIT } from './exit';
import { loadOutputFolder } from './load-output-folder';
import { homeOf, openInto, type RunOptions } from './open-run';
import type { FolderChanges, OutputFolder } from './output-folder';
import { writeRollFile } from './roll-file';
import { runWithAccess } from './run-plugins';
import { remark, tell } from './tell';
import { tellTheEnd } from './tell-the-end';

/** Renders files by hand into a folder, one file an object: what an earlier render left there is brought up to date. */
export async function renderToFolder(name: string, options: RunOptions): Promise<number> {
  const { access } = options;
  const { readOutputFolder, recoverFolder, recoverHome } = loadOutputFolder();
  const recovered = [...(await recoverFolder(name)), ...(await recoverHome(homeOf(options)))];
  if (hasErrors(recovered)) return tell(recovered, access.format);
  const opened = openInto(options, () => readOutputFolder(name, recovered));
  if ('findings' in opened) return tell(opened.findings, access.format);
  const { run, folder, home, watch } = opened;
  const outcome = await runWithAccess({ ...run, rollHost: KEEPS_FILES }, access, watch);
  if (outcome.state === 'failed') return tell(outcome.findings, access.format);
  const code = await writeToFolder(outcome, folder, home, access);
  if (code === EXIT.rendered) tellTheEnd(outcome, access);
  return code;
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

async function writeToFolder(
  outcome: Rendered,
  folder: OutputFolder,
  home: string,
  { deadline, format }: AccessOptions,
): Promise<number> {
  const { applyChanges, NO_CHANGES, planChanges } = loadOutputFolder();
  deadline.note('planning the changes of the output folder');
  const { changes, findings } = deadline.within<ReturnType<typeof planChanges>>(
    () => planChanges(folder, outcome),
    (finding) => ({ changes: NO_CHANGES, findings: [finding] }),
  );
  if (hasErrors(findings)) return tell(findings, format);
  const applied = await applyChanges(folder, changes);
  // What was to leave has not left.
  if (hasErrors(applied)) return tell(applied, format);
  const roll = outcome.roll?.isToWrite ? await writeRollFile(outcome.roll, home) : [];
  const code = tell([...outcome.findings, ...applied, ...roll], format);
  remark(summaryOf(folder.name, changes), format);
  return code;
}

/** What happened to the folder: numbers, then the first names of each sort. */
function summaryOf(folder: string, { write, remove, unchanged }: FolderChanges): string {
  const lines = [`${folder}: ${write.size} written, ${unchanged} unchanged, ${remove.length} removed`];
  if (write.size > 0) lines.push(`  written: ${listNames([...write.keys()].sort(compareBytes))}`);
  if (remove.length > 0) lines.push(`  removed: ${listNames([...remove].sort(compareBytes))}`);
  return `${lines.map(inOneLine).join('\n')}\n`;
}
