import { dirname } from 'node:path';
import { API_VERSION } from '../config/configure';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as inputFindings from '../diagnostics/inputs';
import { groupOf } from '../krm/identity';
import type { Item } from '../krm/item';
import { Sink } from '../krm/sink';
import { isLocalConfig, writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import type { Outcome, Run } from '../run/run-function';
import { overlayParameters } from './argo-cd/parameters';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { EXIT } from './exit';
import { type FileListing, type FoundFile, listFiles, resolveReal } from './files';
import { inputsNamedBy, listInputs } from './inputs';
import { applyChanges, type OutputFolder, planChanges, readOutputFolder } from './output-folder';
import { findConfig, readConfig, readFoundConfig, STDIN } from './read-config';
import { readObjects, type Text } from './read-files';
import { runWithAccess } from './run-plugins';
import { readStandardInput, writeStandardError, writeStandardOutput } from './standard-streams';
import { tell } from './tell';

export interface RenderOptions {
  /** Files, folders, or `-` for standard input; with none of them, the configuration's `inputs`, else the current folder. */
  readonly paths: readonly string[];
  readonly config?: string | undefined;
  readonly output?: string | undefined;
  readonly includeInputs: boolean;
  readonly access: AccessOptions;
}

/** Renders files by hand: plain documents to stdout, or one file an object into a folder. */
export async function render(options: RenderOptions): Promise<number> {
  const { paths: named, config, output, includeInputs, access } = options;
  const folder = output === undefined ? undefined : readOutputFolder(output);
  const paths = named.length > 0 ? named : ['.'];
  const configFile = config ?? findConfig(paths[0]);
  const configuration = overlayParameters(
    configFile === undefined
      ? { findings: tellNoConfig(paths[0]) }
      : (config ? readConfig : readFoundConfig)(configFile),
  );
  if (hasErrors(configuration.findings)) return tell(configuration.findings);

  const root = configFile === undefined ? '.' : dirname(configFile);
  const inputs = inputsNamedBy(configuration.value);
  const isUnused = inputs !== undefined && named.length > 0;
  const listing =
    inputs === undefined || isUnused
      ? listFiles(paths.filter((path) => path !== STDIN))
      : listInputs(inputs, { folder: root, mayLeave: access.allowOutsideInputs });
  const without = [...(configFile === undefined ? [] : [configFile]), ...(folder?.files ?? [])];
  const input = readInput(paths, listing, without, root);
  const unused = input.items.filter(({ identity }) => identity.group === groupOf(API_VERSION));
  const run: Run = {
    capabilities: lendCapabilities(access, root),
    items: input.items,
    earlier: folder?.earlier,
    functionConfig: configuration.value,
    configFile: configFile === undefined ? undefined : { path: configFile, index: 0 },
    findings: [
      ...configuration.findings,
      ...input.findings,
      ...(isUnused ? [inputFindings.inputsUnused({ field: 'spec.inputs' }, named.join(', '))] : []),
      ...(folder?.findings ?? []),
      ...unused.map((item) => hosts.configurationUnused(item.at(), item.identity.kind, item.identity.name)),
    ],
  };
  const outcome = await runWithAccess(run, access);
  if (outcome.state === 'failed') return tell(outcome.findings);
  return folder === undefined ? writeToStandardOutput(outcome, includeInputs) : writeToFolder(outcome, folder);
}

function tellNoConfig(path: string | undefined): Finding[] {
  const beside = path === undefined || path === STDIN ? undefined : findConfig(dirname(path));
  return [
    hosts.noConfiguration({}),
    ...(path === undefined || beside === undefined ? [] : [hosts.configurationBeside({}, beside, path)]),
  ];
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

function writeToFolder(outcome: Rendered, folder: OutputFolder): number {
  const { changes, findings } = planChanges(folder, outcome);
  if (hasErrors(findings)) return tell(findings);
  const code = tell([...outcome.findings, ...applyChanges(folder.folder, changes)]);
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

/**
 * Everything that was found, but for the configuration and what an earlier render wrote into the output folder.
 * @param root the folder that paths in the configuration are relative to.
 */
function readInput(
  paths: readonly string[],
  { files, findings }: FileListing,
  without: readonly string[],
  root: string,
): { items: Item[]; findings: Finding[] } {
  const excluded = new Set(without.map(resolveReal));
  if (files.length === 0 && findings.length === 0 && !paths.includes(STDIN)) {
    findings.push(hosts.noFiles({}, paths.join(', ')));
  }
  const sources: (FoundFile | Text)[] = files.filter(({ realPath }) => !excluded.has(realPath));
  if (paths.includes(STDIN)) sources.push({ path: 'standard input', bytes: readStandardInput() });
  const read = readObjects(sources, root);
  return { items: read.items, findings: [...findings, ...read.findings] };
}
