import type { AnyFunction } from '../../functions/function';
import { type Finding, hasErrors } from '../diagnostics/finding';
import { linesFor } from '../diagnostics/in-words';
import { readResourceList } from '../krm/resource-list';
import { Sink } from '../krm/sink';
import { writeFailure, writeResourceList } from '../krm/write-resource-list';
import { runFunction, runWithPlugins } from '../run/run-function';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { EXIT } from './exit';
import { answerPlugins } from './run-plugins';
import { readStandardInput, writeStandardError, writeStandardOutput } from './standard-streams';

/** Runs as a KRM function: a ResourceList on stdin, a ResourceList on stdout. */
export async function runAsFunction(asked: AnyFunction | undefined, access: AccessOptions): Promise<number> {
  const { list, findings } = readResourceList(readStandardInput());
  if (list === undefined) return fail(findings);
  const capabilities = lendCapabilities(access, process.cwd());
  const run = { items: list.items, functionConfig: list.functionConfig, asked, findings, capabilities };
  const outcome = access.allowExecPlugins ? await answerPlugins(runWithPlugins(run)) : runFunction(run);
  if (outcome.state === 'failed' || hasErrors(outcome.findings)) {
    return fail(outcome.findings, list.document.parts.root);
  }
  const sink = new Sink(writeStandardOutput);
  writeResourceList(sink, list, outcome.written, outcome.findings);
  sink.flush();
  return EXIT.rendered;
}

/** kpt shows the results and kustomize shows stderr alone: both get every finding. */
export function fail(findings: readonly Finding[], style: 'block' | 'flow' = 'block'): number {
  const sink = new Sink(writeStandardOutput);
  writeFailure(sink, findings, style);
  sink.flush();
  writeStandardError(
    linesFor(findings)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return EXIT.wrongInput;
}
