import * as encryptionFindings from '../diagnostics/encryption';
import { type Finding, hasErrors, listNames } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import * as references from '../diagnostics/references';
import { compareBytes } from '../lists/order';
import { KEEPS_FILES } from '../roll/call-roll';
import type { Outcome } from '../run/run';
import type { AccessOptions } from './capabilities';
import { PRIVATE } from './disk';
import { EXIT } from './exit';
import { loadOutputFolder } from './load-output-folder';
import { homeOf, openInto, type RunOptions } from './open-run';
import type { FolderChanges, OutputFolder } from './output-folder';
import { NO_PROVIDER_FILES, planProviderFiles, writeProviderFiles } from './provider-files';
import { writeRollFile } from './roll-file';
import { type HostRun, runWithAccess } from './run-plugins';
import type { Decryption } from './sops/decryption';
import type { Encryption } from './sops/encryption';
import { remark, tell } from './tell';
import { tellTheEnd } from './tell-the-end';

interface FolderOptions extends RunOptions {
  readonly encrypt?: boolean | undefined;
  readonly providerFiles?: string | undefined;
}

/** Renders files by hand into a folder, one file an object: what an earlier render left there is brought up to date. */
export async function renderToFolder(
  name: string,
  { encrypt = false, providerFiles, ...options }: FolderOptions,
): Promise<number> {
  const { access } = options;
  const encryption = encrypt ? loadEncryption().openEncryption(access.deadline, access.policyFile) : undefined;
  const { readOutputFolder, recoverFolder, recoverHome } = loadOutputFolder();
  const recovered = [...(await recoverFolder(name)), ...(await recoverHome(homeOf(options)))];
  if (hasErrors(recovered)) return tell(recovered, access.format);
  const opened = openInto(options, () => readOutputFolder(name, recovered, encryption));
  if ('findings' in opened) return tell(opened.findings, access.format);
  const { run, folder, home, watch } = opened;
  const outcome = await runWithAccess({ ...run, rollHost: KEEPS_FILES }, access, watch);
  if (outcome.state === 'failed') return tell(tellRendered(outcome, encryption), access.format);
  const code = await writeToFolder(outcome, run, { folder, home, providerFiles }, access, encryption);
  if (code === EXIT.rendered) tellTheEnd(outcome, access);
  return code;
}

/** Where a render by hand writes. */
interface Places {
  readonly folder: OutputFolder;
  readonly home: string;
  readonly providerFiles: string | undefined;
}

type Rendered = Extract<Outcome, { state: 'rendered' }>;

async function writeToFolder(
  outcome: Rendered,
  run: HostRun,
  { folder, home, providerFiles }: Places,
  { deadline, format, decrypt }: AccessOptions,
  encryption: Encryption | undefined,
): Promise<number> {
  const { applyChanges, NO_CHANGES, planChanges } = loadOutputFolder();
  deadline.note('planning the changes to the output directory');
  const { changes, findings } = deadline.within<ReturnType<typeof planChanges>>(
    () => planChanges(folder, outcome, encryption),
    (finding) => ({ changes: NO_CHANGES, findings: [finding] }),
  );
  const isShard = outcome.record.division !== undefined;
  const beside =
    providerFiles === undefined ? NO_PROVIDER_FILES : planProviderFiles(providerFiles, outcome.generated, isShard);
  const faults = [...findings, ...beside.findings, ...checkShardFolder(folder, outcome)];
  if (hasErrors(faults)) return tell(faults, format);
  const begun = isShard ? await openShardManifest(folder) : [];
  if (hasErrors(begun)) return tell(begun, format);
  const applied = await applyChanges(folder, changes);
  // What was to leave has not left.
  if (hasErrors(applied)) return tell(applied, format);
  const plain = encryption === undefined ? tellPlainFiles(changes, decrypt) : [];
  const roll = outcome.roll?.isToWrite ? await writeRollFile(outcome.roll, home) : [];
  const manifest = isShard ? await writeShardManifest(folder, run, outcome) : [];
  const besides = [...beside.findings, ...(await writeProviderFiles(beside)), ...roll, ...manifest];
  const code = tell([...tellRendered(outcome, encryption), ...applied, ...plain, ...besides], format);
  remark(summaryOf(folder.name, changes), format);
  return code;
}

function openShardManifest({ name }: OutputFolder): Promise<Finding[]> {
  const { openManifest }: typeof import('./shards/open-manifest') = require('./shards/open-manifest');
  return openManifest(name);
}

function writeShardManifest({ name }: OutputFolder, run: HostRun, { record }: Rendered): Promise<Finding[]> {
  const { writeManifest }: typeof import('./shards/write-manifest') = require('./shards/write-manifest');
  return writeManifest(name, run, record);
}

function checkShardFolder({ name }: OutputFolder, { record }: Rendered): Finding[] {
  if (record.division === undefined) return [];
  const manifests: typeof import('./shards/read-manifest') = require('./shards/read-manifest');
  return manifests.checkShardFolder(name, record);
}

/** Nothing is in plain text where Secrets are encrypted. */
function tellRendered({ findings }: Pick<Outcome, 'findings'>, encryption: Encryption | undefined): readonly Finding[] {
  if (encryption === undefined) return findings;
  return findings.filter(({ code }) => code !== references.credentialsCopied.code);
}

/** What was encrypted where it came from is not any more. */
function tellPlainFiles({ write }: FolderChanges, decrypt: Decryption | undefined): Finding[] {
  const count = [...write.values()].filter(({ mode }) => mode === PRIVATE).length;
  if (decrypt === undefined || decrypt.files.size === 0 || count === 0) return [];
  return [encryptionFindings.decryptedIntoPlainFiles({}, [...decrypt.files], count)];
}

function loadEncryption(): typeof import('./sops/encryption') {
  return require('./sops/encryption');
}

/** What happened to the folder: numbers, then the first names of each sort. */
function summaryOf(folder: string, { write, remove, unchanged }: FolderChanges): string {
  const lines = [`${folder}: ${write.size} written, ${unchanged} unchanged, ${remove.length} removed`];
  if (write.size > 0) lines.push(`  written: ${listNames([...write.keys()].sort(compareBytes))}`);
  if (remove.length > 0) lines.push(`  removed: ${listNames([...remove].sort(compareBytes))}`);
  return `${lines.map(inOneLine).join('\n')}\n`;
}
