import { type Finding, hasErrors } from '../../diagnostics/finding';
import * as inputFindings from '../../diagnostics/inputs';
import { originOf } from '../../krm/file-text';
import type { Item } from '../../krm/item';
import { notYaml } from '../../krm/resource-list';
import { Sink } from '../../krm/sink';
import { writeDocuments } from '../../krm/write-documents';
import type { Written } from '../../krm/written';
import { readYaml } from '../../krm/yaml/read';
import type { Outcome, Run } from '../../run/run';
import { runFunction } from '../../run/run-function';
import { type AccessOptions, lendCapabilities } from '../capabilities';
import { EXIT } from '../exit';
import { readBytes } from '../files';
import { forgets } from '../one-above';
import { readObjects } from '../read-files';
import { readPolicies } from '../read-policies';
import { openItems } from '../sops/open-items';
import { readStandardInput, writeStandardOutput } from '../standard-streams';
import { tell } from '../tell';
import { findOtherEncoding } from '../utf8';
import { confirm } from '../watch-files';
import { withdrawalsAllowed } from '../withdrawals';
import { asGenerated, type Fleet, findFleet } from './generator';

/**
 * Runs as a legacy exec plugin of kustomize, which `kubectl kustomize --enable-alpha-plugins` starts. As a generator
 * it gets nothing on stdin, as a transformer all objects as plain documents; both write plain documents.
 * @param configFile the temporary file that holds the configuration.
 */
export function runAsPlugin(configFile: string, access: AccessOptions): number {
  // A generator gets nothing there.
  const sent = readStandardInput();
  const run = access.deadline.within<Rendering | number>(
    () => renderSent(configFile, sent, access),
    (finding) => tell([finding]),
  );
  if (typeof run === 'number') return run;
  const { fleet, outcome } = run;

  const sink = new Sink(writeStandardOutput);
  if (fleet.isGenerator) writeDocuments(sink, asGenerated(outcome.generated, outcome.owner));
  else writeStream(sink, outcome.written);
  sink.flush();
  tell(outcome.findings);
  return EXIT.rendered;
}

interface Rendering {
  readonly fleet: Fleet;
  readonly outcome: Extract<Outcome, { state: 'rendered' }>;
}

/** @returns what was rendered, or the exit code where it failed. */
function renderSent(configFile: string, bytes: Buffer, access: AccessOptions): Rendering | number {
  const config = readBytes({ path: configFile, realPath: configFile });
  if ('finding' in config) return tell([config.finding]);
  const encoding = findOtherEncoding(config.bytes, { path: configFile, index: 0 });
  if (encoding !== undefined) return tell([encoding]);
  const reading = readYaml(config.bytes.toString());
  if ('fault' in reading) return tell([notYaml(reading.fault, originOf(configFile, config.bytes), config.bytes)]);
  const functionConfig = reading.value;

  const read = readObjects(bytes.length === 0 ? [] : [{ path: 'standard input', bytes }]);
  const sent = openItems(read.items, access.decrypt);
  if (sent.findings.length > 0) return tell(sent.findings);
  const fleet = findFleet(sent.items, functionConfig, access);
  const findings: Finding[] = [...read.findings, ...fleet.findings];
  if (read.items.length === 0 && !fleet.isGenerator) findings.push(inputFindings.inputsMissing({}));
  const { policies, findings: faults } = readPolicies(undefined);
  findings.push(...faults);
  const run: Run = {
    items: fleet.items,
    functionConfig,
    findings,
    rollHost: forgets('.'),
    capabilities: lendCapabilities(access, '.'),
    allowWithdrawals: withdrawalsAllowed(),
    policies,
  };
  const outcome = confirm(runFunction(run), fleet.watch);
  if (outcome.state === 'failed' || hasErrors(outcome.findings)) return tell(outcome.findings);
  return { fleet, outcome };
}

/** All objects as a stream: those that were not touched as their text, with the annotations by which kustomize knows them. */
function writeStream(sink: Sink, written: readonly Written[]): void {
  for (const [position, one] of written.entries()) {
    if (position > 0) sink.text('---\n');
    if ('item' in one) writeText(sink, one.item);
    else writeDocuments(sink, [one]);
  }
}

function writeText(sink: Sink, { bytes }: Item): void {
  sink.bytes(bytes);
  if (bytes[bytes.length - 1] !== 0x0a) sink.text('\n');
}
