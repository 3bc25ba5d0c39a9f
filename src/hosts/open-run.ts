import { dirname, join } from 'node:path';
import { SNAPSHOT } from '../api/snapshot';
import { API_VERSION } from '../config/configure';
import * as encryption from '../diagnostics/encryption';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as inputFindings from '../diagnostics/inputs';
import { groupOf } from '../krm/identity';
import type { Item } from '../krm/item';
import { ownerOf } from '../krm/ownership';
import { isRoll } from '../roll/read-roll';
import { overlayParameters } from './argo-cd/parameters';
import { type AccessOptions, lendCapabilities } from './capabilities';
import { type FileListing, type FoundFile, isFolder, listFiles, resolveReal } from './files';
import { inputsNamedBy, listInputs } from './inputs';
import { nameByPlace } from './name-by-place';
import type { OutputFolder } from './output-folder';
import { findConfig, readConfig, readFoundConfig, STDIN } from './read-config';
import { type Decrypt, readObjects, type Text } from './read-files';
import type { HostRun } from './run-plugins';
import { readStandardInput } from './standard-streams';
import { milliseconds } from './stopwatch';
import { FileWatch } from './watch-files';

/** Which files a run reads, as the command line names them. */
export interface RunOptions {
  /** Files, folders, or `-` for standard input; with none of them, the configuration's `inputs`, else the current folder. */
  readonly paths: readonly string[];
  readonly config?: string | undefined;
  readonly access: AccessOptions;
}

/** Reads everything that a run by hand works on, where nothing is written to an output folder. */
export function openRun(options: RunOptions): OpenedRun<undefined> | { readonly findings: readonly Finding[] } {
  return openInto(options, () => undefined);
}

/**
 * Reads everything that a run by hand works on.
 * @param readFolder reads what an earlier render wrote into the output folder.
 * @returns the run, or the findings that keep it from starting.
 */
export function openInto<Folder extends OutputFolder | undefined>(
  options: RunOptions,
  readFolder: () => Folder,
): OpenedRun<Folder> | { readonly findings: readonly Finding[] } {
  const sent = options.paths.includes(STDIN) ? readStandardInput() : undefined;
  return options.access.deadline.within(
    () => open(options, readFolder, sent),
    (finding) => ({ findings: [finding] }),
  );
}

interface OpenedRun<Folder> {
  readonly run: HostRun;
  /** Where files of Rollcall's own are kept. */
  readonly home: string;
  readonly watch: FileWatch;
  readonly folder: Folder;
}

function open<Folder extends OutputFolder | undefined>(
  { paths: named, config, access }: RunOptions,
  readFolder: () => Folder,
  sent: Buffer | undefined,
): OpenedRun<Folder> | { readonly findings: readonly Finding[] } {
  access.deadline.note('reading the output directory');
  const folder = readFolder();
  access.deadline.note('reading the input');
  const watch = new FileWatch();
  const paths = named.length > 0 ? named : ['.'];
  const configFile = config ?? findConfig(paths[0]);
  const configuration = overlayParameters(
    configFile === undefined
      ? { findings: tellNoConfig(paths[0]) }
      : (config ? readConfig : readFoundConfig)(configFile, watch),
  );
  if (hasErrors(configuration.findings)) return { findings: configuration.findings };

  const root = configFile === undefined ? '.' : dirname(configFile);
  const inputs = inputsNamedBy(configuration.value);
  const naming = nameByPlace(configuration.value, named.length > 0 ? named : [root], folder?.name);
  const isUnused = inputs !== undefined && named.length > 0;
  const listing = watch.list(() =>
    inputs === undefined || isUnused
      ? listFiles(paths.filter((path) => path !== STDIN))
      : listInputs(inputs, { folder: root, mayLeave: access.allowOutsideInputs }),
  );
  const without = [
    ...(configFile === undefined ? [] : [configFile]),
    ...[...(folder?.own ?? [])].map((file) => join(folder?.root ?? '', file)),
  ];
  const started = milliseconds();
  const onRead = (objects: number) => access.deadline.progress(readingInWords(objects, milliseconds() - started));
  const input = readInput(paths, listing, without, root, { watch, onRead, decrypt: access.decrypt?.reader }, sent);
  const sealed = input.findings.filter(({ code }) => DECRYPTION.has(code));
  // What was in these files is not missing.
  if (sealed.length > 0) return { findings: sealed };
  const items = withoutEarlier(input.items, folder);
  const unused = items.filter(
    (item) => item.identity.group === groupOf(API_VERSION) && !isRoll(item) && item.identity.kind !== SNAPSHOT.kind,
  );
  const run: HostRun = {
    parameterFields: configuration.fields,
    capabilities: lendCapabilities(access, root),
    items,
    earlier: folder?.earlier,
    unnamed: naming.unnamed,
    functionConfig: configuration.value,
    configFile: configFile === undefined ? undefined : { path: configFile, index: 0 },
    findings: [
      ...configuration.findings,
      ...naming.findings,
      ...input.findings,
      ...(isUnused ? [inputFindings.inputsUnused({ field: 'spec.inputs' }, named.join(', '))] : []),
      ...(folder?.findings ?? []),
      ...unused.map((item) => hosts.configurationUnused(item.at(), item.identity.kind, item.identity.name)),
    ],
  };
  // Beside the configuration, or in the folder that is rendered.
  return { run, home: homeOf({ paths: named, config }), watch, folder };
}

/** Without what an earlier render wrote into files of the output folder that hold other objects too. */
function withoutEarlier(items: readonly Item[], folder: OutputFolder | undefined): readonly Item[] {
  if (folder === undefined) return items;
  const files = new Set([...folder.fileOf.values()].filter((file) => !folder.own.has(file)));
  if (files.size === 0) return items;
  const paths = new Set([...files].map((file) => join(folder.root, file)));
  return items.filter((item) => ownerOf(item) === undefined || !paths.has(resolveReal(item.file?.path ?? '')));
}

const DECRYPTION = new Set(
  [encryption.sopsMissing, encryption.cannotDecrypt, encryption.keyServiceForeign, encryption.decryptionForbidden].map(
    ({ code }) => code,
  ),
);

function readingInWords(objects: number, milliseconds: number): string {
  const rate = Math.round((objects / Math.max(1, milliseconds)) * 1_000);
  return `reading the input: ${objects} objects, ${rate} a second`;
}

/** Where files of Rollcall's own are kept: beside the configuration, or in the folder that is rendered. */
export function homeOf({ paths: [path = '.'], config }: Pick<RunOptions, 'paths' | 'config'>): string {
  if (config !== undefined) return dirname(config);
  return path !== STDIN && isFolder(path) ? path : '.';
}

function tellNoConfig(path: string | undefined): Finding[] {
  const findings = [hosts.noConfiguration({})];
  if (path === undefined || path === STDIN) return findings;
  const isAbove = isFolder(path);
  const found = findConfig(isAbove ? join(path, '..') : dirname(path));
  const where = isAbove ? 'one directory above' : 'beside';
  return found === undefined ? findings : [...findings, hosts.configurationBeside({}, found, where, path)];
}

interface Reading {
  readonly watch: FileWatch;
  readonly onRead: (objects: number) => void;
  readonly decrypt: Decrypt | undefined;
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
  { watch, onRead, decrypt }: Reading,
  sent: Buffer | undefined,
): { items: Item[]; findings: Finding[] } {
  const excluded = new Set(without.map(resolveReal));
  if (files.length === 0 && findings.length === 0 && sent === undefined) {
    findings.push(hosts.noFiles({}, paths.join(', ')));
  }
  const sources: (FoundFile | Text)[] = files.filter(({ realPath }) => !excluded.has(realPath));
  if (sent !== undefined) sources.push({ path: 'standard input', bytes: sent });
  const read = readObjects(sources, root, watch, onRead, decrypt);
  return { items: read.items, findings: [...findings, ...read.findings] };
}
