import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Instant } from '../api/instant';
import type { Format } from '../diagnostics/formats';
import { type Capabilities, NO_CAPABILITIES, type ReadText } from '../inventory/capabilities';
import type { NumberedShard } from '../inventory/shards/shard';
import type { FailOn } from '../run/weigh';
import type { Deadline } from './deadline';
import { isInside, resolveReal } from './files';
import type { Progress } from './progress';
import { readRegular } from './read-regular';
import { scriptsUntil } from './scripts/run-scripts';
import type { Decryption } from './sops/decryption';
import { codeOf, reasonOf } from './system-errors';

/** What the command line says of access to clusters and files: whoever starts the program decides it, never a repository. */
export interface AccessOptions {
  readonly providerFile?: string | undefined;
  readonly now?: Instant | undefined;
  /** How long before the end of credentials a warning is given, in milliseconds. */
  readonly expiresWithin?: number | undefined;
  readonly allowExecPlugins: boolean;
  /** Whether the configuration's `inputs` may lead out of its folder. */
  readonly allowOutsideInputs: boolean;
  /** Whether this one render may withdraw more clusters than the configuration allows. */
  readonly allowWithdrawals: boolean;
  /** Which shard of the output is written, where it is not the configuration that says so. */
  readonly shard?: NumberedShard | undefined;
  /** What no configuration may go below. */
  readonly policyFile?: string | undefined;
  /** Reads what SOPS has encrypted; absent where nobody has asked for it. */
  readonly decrypt?: Decryption | undefined;
  /** How long all of the work may take. */
  readonly deadline: Deadline;
  /** From which severity on findings stop a run. */
  readonly failOn?: FailOn | undefined;
  /** The form in which findings are printed. */
  readonly format?: Format | undefined;
  /** What a person sees of the work. */
  readonly progress?: Progress | undefined;
}

export const NOTHING_ALLOWED: Omit<AccessOptions, 'deadline'> = {
  allowExecPlugins: false,
  allowOutsideInputs: false,
  allowWithdrawals: false,
};

/**
 * What functions may use of this machine.
 * @param folder what the configuration's paths are relative to, and may not leave.
 */
export function lendCapabilities(
  { providerFile, now, expiresWithin, deadline }: AccessOptions,
  folder: string,
): Capabilities {
  return {
    providerFile: providerFile === undefined ? undefined : { path: providerFile, read: () => readText(providerFile) },
    now,
    expiresWithin,
    readFile(path) {
      const file = resolve(folder, path);
      if (!isInside(resolveReal(file), resolveReal(resolve(folder)))) {
        return { reason: 'it is outside the directory that the configuration belongs to' };
      }
      return readNamed(file);
    },
    readCertificateExpiry,
    answers: new Map(),
    ...scriptsUntil(deadline),
    keeper: process.env.ARGOCD_APP_NAME === undefined ? undefined : 'Argo CD',
    note: deadline.note,
  };
}

/** What the functions may use as a library: a configuration that is handed over as an object names no files. */
export function libraryCapabilities(deadline: Deadline): Capabilities {
  return { ...NO_CAPABILITIES, readCertificateExpiry, ...scriptsUntil(deadline), note: deadline.note };
}

/** A file that a repository names: one that never ends, or keeps its readers waiting, is none. */
function readNamed(path: string): ReadText {
  try {
    const bytes = readRegular(path);
    return bytes === undefined ? { reason: 'it is not a regular file' } : { text: bytes.toString() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** A file that the command line names may be a pipe: `<(…)` of a shell is one. */
function readText(path: string): ReadText {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Node's cryptography is loaded when a certificate is looked at. */
function readCertificateExpiry(pem: string): Instant | undefined {
  const { X509Certificate }: typeof import('node:crypto') = require('node:crypto');
  try {
    const end = Date.parse(new X509Certificate(pem).validTo);
    return Number.isNaN(end) ? undefined : end;
  } catch (error) {
    if (codeOf(error) === 'unknown') throw error;
    return undefined;
  }
}
