import { API_VERSION } from '../config/configure';
import type { Format } from '../diagnostics/formats';
import { groupOf } from '../krm/identity';
import { Sink } from '../krm/sink';
import { isLocalConfig, writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import type { Outcome } from '../run/run';
import { EXIT } from './exit';
import { forgets } from './one-above';
import { openRun, type RunOptions } from './open-run';
import { runWithAccess } from './run-plugins';
import { writeStandardOutput } from './standard-streams';
import { tell } from './tell';
import { tellTheEnd } from './tell-the-end';

export interface RenderOptions extends RunOptions {
  readonly output?: string | undefined;
  readonly includeInputs: boolean;
  /** Whether the Secrets of the output folder are encrypted. */
  readonly encrypt?: boolean | undefined;
  /** Where the provider files of consumers go, beside the output folder. */
  readonly providerFiles?: string | undefined;
}

/** Renders files by hand: plain documents to stdout, or one file an object into a folder. */
export async function render(options: RenderOptions): Promise<number> {
  const { output, includeInputs, access } = options;
  if (output !== undefined) {
    const { renderToFolder }: typeof import('./render-to-folder') = require('./render-to-folder');
    return renderToFolder(output, options);
  }
  const opened = openRun(options);
  if ('findings' in opened) return tell(opened.findings, access.format);
  const outcome = await runWithAccess({ ...opened.run, rollHost: forgets(opened.home) }, access, opened.watch);
  if (outcome.state === 'failed') return tell(outcome.findings, access.format);
  const code = writeToStandardOutput(outcome, includeInputs, access.format);
  if (code === EXIT.rendered) tellTheEnd(outcome, access);
  return code;
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

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
