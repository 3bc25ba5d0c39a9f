import type { AnyFunction } from '../../functions/function';
import { SECRET } from '../api/secret';
import * as encryption from '../diagnostics/encryption';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import type { Item } from '../krm/item';
import { type ResourceList, readResourceList } from '../krm/resource-list';
import { Sink } from '../krm/sink';
import { writeFailure, writeResourceList } from '../krm/write-resource-list';
import type { Written } from '../krm/written';
import { KEEPS_FILES } from '../roll/call-roll';
import type { Run } from '../run/run';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { EXIT } from './exit';
import { asGenerated, type Fleet, findFleet, isKustomize } from './kustomize/generator';
import { forgets } from './one-above';
import { runWithAccess } from './run-plugins';
import { openItems } from './sops/open-items';
import { readStandardInput, writeStandardOutput } from './standard-streams';
import { tell } from './tell';
import { findOtherEncoding } from './utf8';
import { withdrawalsAllowed } from './withdrawals';

/** Runs as a KRM function: a ResourceList on stdin, a ResourceList on stdout. */
export async function runAsFunction(asked: AnyFunction | undefined, access: AccessOptions): Promise<number> {
  const bytes = readStandardInput();
  const opened = access.deadline.within<OpenedList | Unopened>(
    () => openList(bytes, asked, access),
    (finding) => ({ findings: [finding] }),
  );
  if ('findings' in opened) return fail(opened.findings, opened.style);
  const { list, fleet, run } = opened;
  const outcome = await runWithAccess(run, access, fleet.watch);
  if (outcome.state === 'failed' || hasErrors(outcome.findings)) {
    return fail(outcome.findings, list.document.parts.root);
  }
  const sink = new Sink(writeStandardOutput);
  const { generated, written, owner } = outcome;
  const findings = [...outcome.findings, ...tellPlainSecrets(generated, access)];
  writeResourceList(sink, list, fleet.isGenerator ? asGenerated(generated, owner) : written, findings);
  sink.flush();
  if (isKustomize(fleet)) tell(findings);
  return EXIT.rendered;
}

interface OpenedList {
  readonly list: ResourceList;
  readonly fleet: Fleet;
  readonly run: Run;
}

interface Unopened {
  readonly findings: readonly Finding[];
  /** That of the ResourceList, where it could be read. */
  readonly style?: 'block' | 'flow';
}

/** Reads the ResourceList, and the files that its functionConfig names where it holds no fleet. */
function openList(bytes: Buffer, asked: AnyFunction | undefined, access: AccessOptions): OpenedList | Unopened {
  const encoding = findOtherEncoding(bytes);
  if (encoding !== undefined) return { findings: [encoding] };
  const { list, findings } = readResourceList(bytes);
  if (list === undefined) return { findings };
  const { functionConfig } = list;
  access.deadline.note('reading the files of spec.inputs');
  const sent = openItems(list.items, access.decrypt);
  if (sent.findings.length > 0) return { findings: sent.findings, style: list.document.parts.root };
  const fleet = findFleet(sent.items, functionConfig, access, asked);
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

/** What was encrypted where it came from is not any more. */
function tellPlainSecrets(generated: readonly Written[], { decrypt }: AccessOptions): Finding[] {
  if (decrypt === undefined || decrypt.files.size === 0) return [];
  const count = generated.filter((one) => !('item' in one) && one.copyOf.head.kind === SECRET.kind).length;
  return count === 0 ? [] : [encryption.decryptedIntoPlainFiles({}, [...decrypt.files], count)];
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
