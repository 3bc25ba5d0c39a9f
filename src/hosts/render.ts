import { API_VERSION } from '../config/configure';
import { hasErrors } from '../diagnostics/finding';
import { groupOf } from '../krm/identity';
import { Sink } from '../krm/sink';
import { isLocalConfig, writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import { FORGETS, KEEPS_FILES } from '../roll/call-roll';
import type { Outcome } from '../run/run-function';
import { EXIT } from './exit';
import { openRun, type RunOptions } from './open-run';
import { applyChanges, type OutputFolder, planChanges, readOutputFolder } from './output-folder';
import { writeRollFile } from './roll-file';
import { runWithAccess } from './run-plugins';
import { writeStandardError, writeStandardOutput } from './standard-streams';
import { tell } from './tell';

export interface RenderOptions extends RunOptions {
  readonly output?: string | undefined;
  readonly includeInputs: boolean;
}

/** Renders files by hand: plain documents to stdout, or one file an object into a folder. */
export async function render(options: RenderOptions): Promise<number> {
  const { output, includeInputs, access } = options;
  const folder = output === undefined ? undefined : readOutputFolder(output);
  const opened = openRun(options, folder);
  if ('findings' in opened) return tell(opened.findings);
  const outcome = await runWithAccess({ ...opened.run, rollHost: folder ? KEEPS_FILES : FORGETS }, access);
  if (outcome.state === 'failed') return tell(outcome.findings);
  return folder === undefined
    ? writeToStandardOutput(outcome, includeInputs)
    : writeToFolder(outcome, folder, opened.home);
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

function writeToFolder(outcome: Rendered, folder: OutputFolder, home: string): number {
  const { changes, findings } = planChanges(folder, outcome);
  if (hasErrors(findings)) return tell(findings);
  const code = tell([
    ...outcome.findings,
    ...applyChanges(folder.folder, changes),
    ...(outcome.roll?.isToWrite ? writeRollFile(outcome.roll, home) : []),
  ]);
  const { write, remove, unchanged } = changes;
  if (code === EXIT.rendered) {
    writeStandardError(`${folder.folder}: ${write.size} written, ${unchanged} unchanged, ${remove.length} removed\n`);
  }
  return code;
}

function writeToStandardOutput(outcome: Rendered, includeInputs: boolean): number {
  const generated = new Set(outcome.generated);
  const shown = includeInputs
    ? outcome.written.filter((one) => generated.has(one) || isForCluster(one))
    : outcome.generated;
  const sink = new Sink(writeStandardOutput);
  writeDocuments(sink, shown);
  sink.flush();
  return tell(outcome.findings);
}

function isForCluster(one: Written): boolean {
  return !('item' in one) || (!isLocalConfig(one.item) && one.item.identity.group !== groupOf(API_VERSION));
}
