import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { API_VERSION } from '../config/configure';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import { linesFor } from '../diagnostics/in-words';
import { groupOf } from '../krm/identity';
import type { Item } from '../krm/item';
import type { Json } from '../krm/json';
import { readDocuments } from '../krm/read-documents';
import { notYaml } from '../krm/resource-list';
import { Sink } from '../krm/sink';
import { isLocalConfig, writeDocuments } from '../krm/write-documents';
import type { Written } from '../krm/written';
import { readYaml } from '../krm/yaml/read';
import { type Outcome, type Run, runFunction, runWithPlugins } from '../run/run-function';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { EXIT } from './exit';
import { type FoundFile, isFolder, listFiles, readBytes, resolveReal } from './files';
import { applyChanges, type OutputFolder, planChanges, readOutputFolder } from './output-folder';
import { answerPlugins } from './run-plugins';
import { readStandardInput, writeStandardError, writeStandardOutput } from './standard-streams';

export interface RenderOptions {
  /** Files, folders, or `-` for standard input. */
  readonly paths: readonly string[];
  readonly config?: string | undefined;
  readonly output?: string | undefined;
  readonly includeInputs: boolean;
  readonly access: AccessOptions;
}

const CONFIG_FILE = 'rollcall.yaml';
const STDIN = '-';

/** Renders files by hand: plain documents to stdout, or one file an object into a folder. */
export async function render({ paths, config, output, includeInputs, access }: RenderOptions): Promise<number> {
  const folder = output === undefined ? undefined : readOutputFolder(output);
  const configFile = config ?? findConfig(paths[0]);
  const configuration = configFile === undefined ? { findings: [hosts.noConfiguration({})] } : readConfig(configFile);
  if (hasErrors(configuration.findings)) return tell(configuration.findings);

  const input = readInput(paths, [...(configFile === undefined ? [] : [configFile]), ...(folder?.files ?? [])]);
  const unused = input.items.filter(({ identity }) => identity.group === groupOf(API_VERSION));
  const run: Run = {
    capabilities: lendCapabilities(access, configFile === undefined ? '.' : dirname(configFile)),
    items: input.items,
    earlier: folder?.earlier,
    functionConfig: configuration.value,
    configFile: configFile === undefined ? undefined : { path: configFile, index: 0 },
    findings: [
      ...configuration.findings,
      ...input.findings,
      ...(folder?.findings ?? []),
      ...unused.map((item) => hosts.configurationUnused(item.at(), item.identity.kind, item.identity.name)),
    ],
  };
  const outcome = access.allowExecPlugins ? await answerPlugins(runWithPlugins(run)) : runFunction(run);
  if (outcome.state === 'failed') return tell(outcome.findings);
  return folder === undefined ? writeToStandardOutput(outcome, includeInputs) : writeToFolder(outcome, folder);
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

function tell(findings: readonly Finding[]): number {
  writeStandardError(
    linesFor(findings)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return hasErrors(findings) ? EXIT.wrongInput : EXIT.rendered;
}

function findConfig(path: string | undefined): string | undefined {
  if (path === undefined || path === STDIN || !isFolder(path)) return undefined;
  const file = join(path, CONFIG_FILE);
  return existsSync(file) ? file : undefined;
}

function readConfig(path: string): { value?: Json; findings: Finding[] } {
  const read = readBytes({ path, realPath: path });
  if ('finding' in read) return { findings: [read.finding] };
  const reading = readYaml(read.bytes.toString());
  if ('fault' in reading) return { findings: [notYaml(reading.fault, { path, index: 0 })] };
  return { value: reading.value, findings: [] };
}

/** Everything that the paths hold, but for the configuration and what an earlier render wrote into the output folder. */
function readInput(paths: readonly string[], without: readonly string[]): { items: Item[]; findings: Finding[] } {
  const excluded = new Set(without.map(resolveReal));
  const { files, findings } = listFiles(paths.filter((path) => path !== STDIN));
  if (files.length === 0 && findings.length === 0 && !paths.includes(STDIN)) {
    findings.push(hosts.noFiles({}, paths.join(', ')));
  }
  const texts = files.filter(({ realPath }) => !excluded.has(realPath)).map(readFile);
  if (paths.includes(STDIN)) texts.push({ path: 'standard input', bytes: readStandardInput() });

  const items: Item[] = [];
  for (const text of texts) {
    if ('finding' in text) findings.push(text.finding);
    else {
      const read = readDocuments(text.bytes, text.path);
      for (const item of read.items) items.push(item);
      for (const finding of read.findings) findings.push(finding);
    }
  }
  return { items, findings };
}

function readFile(file: FoundFile): { path: string; bytes: Buffer } | { finding: Finding } {
  const read = readBytes(file);
  return 'finding' in read ? read : { path: file.path, bytes: read.bytes };
}
