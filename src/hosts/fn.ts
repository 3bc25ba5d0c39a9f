import type { AnyFunction } from '../../functions/function';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import type { Item } from '../krm/item';
import { readResourceList } from '../krm/resource-list';
import { Sink } from '../krm/sink';
import { writeFailure, writeResourceList } from '../krm/write-resource-list';
import { KEEPS_FILES } from '../roll/call-roll';
import type { Run } from '../run/run-function';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { EXIT } from './exit';
import { asGenerated, findFleet, isKustomize } from './kustomize/generator';
import { forgets } from './one-above';
import { runWithAccess } from './run-plugins';
import { readStandardInput, writeStandardOutput } from './standard-streams';
import { tell } from './tell';
import { findOtherEncoding } from './utf8';
import { withdrawalsAllowed } from './withdrawals';

/** Runs as a KRM function: a ResourceList on stdin, a ResourceList on stdout. */
export async function runAsFunction(asked: AnyFunction | undefined, access: AccessOptions): Promise<number> {
  const bytes = readStandardInput();
  const opened = access.deadline.within(
    () => openList(bytes, asked, access),
    (finding) => ({ findings: [finding] }),
  );
  if ('findings' in opened) return fail(opened.findings);
  const { list, fleet, run } = opened;
  const outcome = await runWithAccess(run, access, fleet.watch);
  if (outcome.state === 'failed' || hasErrors(outcome.findings)) {
    return fail(outcome.findings, list.document.parts.root);
  }
  const sink = new Sink(writeStandardOutput);
  const { generated, written, owner } = outcome;
  writeResourceList(sink, list, fleet.isGenerator ? asGenerated(generated, owner) : written, outcome.findings);
  sink.flush();
  if (isKustomize(fleet)) tell(outcome.findings);
  return EXIT.rendered;
}

/** Reads the ResourceList, and the files that its functionConfig names where it holds no fleet. */
function openList(bytes: Buffer, asked: AnyFunction | undefined, access: AccessOptions) {
  const encoding = findOtherEncoding(bytes);
  if (encoding !== undefined) return { findings: [encoding] };
  const { list, findings } = readResourceList(bytes);
  if (list === undefined) return { findings };
  const { functionConfig } = list;
  access.deadline.note('reading the files of spec.inputs');
  const fleet = findFleet(list.items, functionConfig, access, asked);
  const run: Run = {
    items: fleet.items,
    functionConfig,
    asked,
    findings: [
      ...findings,
      ...fleet.findings,
      ...(isFromKptfile(list.items, access) ? [ownership.allowedInAFile({})] : []),
    ],
    rollHost: isKustomize(fleet) ? forgets('.') : KEEPS_FILES,
    capabilities: lendCapabilities(access, '.'),
  };
  return { list, fleet, run };
}

/** kpt tells the package of each object where a pipeline runs: then the options come from a Kptfile, and not from a person. */
function isFromKptfile(items: readonly Item[], { allowWithdrawals }: AccessOptions): boolean {
  return allowWithdrawals && !withdrawalsAllowed() && items.some(({ packagePath }) => packagePath !== '');
}

/** kpt shows the results and kustomize shows stderr alone: both get every finding. */
export function fail(findings: readonly Finding[], style: 'block' | 'flow' = 'block'): number {
  const sink = new Sink(writeStandardOutput);
  writeFailure(sink, findings, style);
  sink.flush();
  tell(findings);
  return EXIT.wrongInput;
}
