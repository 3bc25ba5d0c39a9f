import { API_VERSION } from '../config/configure';
import { countOf, hasErrors, listNames } from '../diagnostics/finding';
import type { Format } from '../diagnostics/formats';
import { inOneLine } from '../diagnostics/in-words';
import { groupOf } from '../krm/identity';
import { Sink } from '../krm/sink';
import { isLocalConfig, writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import { compareBytes } from '../lists/order';
import { KEEPS_FILES } from '../roll/call-roll';
import type { Outcome } from '../run/run-function';
import type { AccessOptions } from './capabilities';
import { EXIT } from './exit';
import { forgets } from './one-above';
import { homeOf, openRun, type RunOptions } from './open-run';
import { applyChanges, recoverFolder, recoverHome } from './output-folder/apply-changes';
import { type OutputFolder, readOutputFolder } from './output-folder/folder';
import { type FolderChanges, NO_CHANGES, planChanges } from './output-folder/plan-changes';
import { writeRollFile } from './roll-file';
import { runWithAccess } from './run-plugins';
import { writeStandardOutput } from './standard-streams';
import { remark, tell } from './tell';

export interface RenderOptions extends RunOptions {
  readonly output?: string | undefined;
  readonly includeInputs: boolean;
}

/** Renders files by hand: plain documents to stdout, or one file an object into a folder. */
export async function render(options: RenderOptions): Promise<number> {
  const { output, includeInputs, access } = options;
  const recovered =
    output === undefined ? [] : [...(await recoverFolder(output)), ...(await recoverHome(homeOf(options)))];
  if (hasErrors(recovered)) return tell(recovered, access.format);
  const opened = openRun(options, output === undefined ? undefined : () => readOutputFolder(output, recovered));
  if ('findings' in opened) return tell(opened.findings, access.format);
  const { folder } = opened;
  const outcome = await runWithAccess(
    { ...opened.run, rollHost: folder ? KEEPS_FILES : forgets(opened.home) },
    access,
    opened.watch,
  );
  if (outcome.state === 'failed') return tell(outcome.findings, access.format);
  const code =
    folder === undefined
      ? writeToStandardOutput(outcome, includeInputs, access.format)
      : await writeToFolder(outcome, folder, opened.home, access);
  if (code === EXIT.rendered) tellTheEnd(outcome, access);
  return code;
}

/** The last line, for whoever watches: what was done, and how long it took. */
function tellTheEnd({ generated, record }: Rendered, { progress, format }: AccessOptions): void {
  if (progress === undefined || (!progress.isWatched && format !== 'lines')) return;
  const objects = countOf(generated.length, 'object', 'objects');
  const clusters = countOf(record.fleet.clusters.length, 'cluster', 'clusters');
  remark(`Rendered ${objects} for ${clusters} in ${progress.elapsed}.\n`, format);
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

async function writeToFolder(
  outcome: Rendered,
  folder: OutputFolder,
  home: string,
  { deadline, format }: AccessOptions,
): Promise<number> {
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

function writeToStandardOutput(outcome: Rendered, includeInputs: boolean, format?: Format): number {
  const generated = new Set(outcome.generated);
  const shown = includeInputs
    ? outcome.written.filter((one) => generated.has(one) || isForCluster(one))
    : outcome.generated;
  const sink = new Sink(writeStandardOutput);
  writeDocuments(sink, shown);
  sink.flush();
  return tell(outcome.findings, format);
}

function isForCluster(one: Written): boolean {
  return !('item' in one) || (!isLocalConfig(one.item) && one.item.identity.group !== groupOf(API_VERSION));
}
