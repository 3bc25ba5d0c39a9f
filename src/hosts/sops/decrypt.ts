import * as encryption from '../../diagnostics/encryption';
import type { Finding } from '../../diagnostics/finding';
import { isObject, type Json, type JsonObject, textOf } from '../../krm/json';
import { readValues } from '../../krm/read-documents';
import type { Deadline } from '../deadline';
import { findForeignService } from './key-services';
import { type Form, runSops } from './run-sops';

/** The plain bytes, or what is to be reported; with the reason where SOPS itself gave it. */
export type Decrypted = { readonly bytes: Buffer } | { readonly finding: Finding; readonly reason?: string };

/**
 * The plain bytes of a file that SOPS has encrypted; the same bytes where it has not.
 * @param findRefusal tells what forbids it.
 */
export function decrypt(
  path: string,
  bytes: Buffer,
  deadline: Deadline,
  findRefusal: () => Finding | undefined = () => undefined,
): Decrypted {
  const place = { file: { path, index: 0 } };
  const values = readValues(bytes);
  if (values === undefined) {
    if (!STANZA.test(bytes.toString('latin1'))) return { bytes };
    return { finding: encryption.cannotDecrypt(place, path, 'its YAML can be read in several ways') };
  }
  const parts = values.flatMap((value) => sopsPartOf(value) ?? []);
  if (parts.length === 0) return { bytes };
  const refusal = findRefusal();
  if (refusal !== undefined) return { finding: refusal };
  const foreign = parts
    .map((part) => findForeignService(part, process.env.VAULT_ADDR))
    .find((one) => one !== undefined);
  if (foreign !== undefined) return { finding: encryption.keyServiceForeign(place, path, foreign) };
  deadline.note(`decrypting ${path}`);
  const answer = runSops('decrypt', bytes, { name: `/input.${formOf(bytes)}`, form: formOf(bytes) }, deadline);
  switch (answer.state) {
    case 'answered':
      return { bytes: answer.bytes };
    case 'absent':
      return { finding: encryption.sopsMissing({}) };
    case 'failed':
      return { finding: encryption.cannotDecrypt(place, path, answer.reason), reason: answer.reason };
  }
}

/** What SOPS writes beside the values: who can decrypt them, and a checksum. */
export function sopsPartOf(value: Json): JsonObject | undefined {
  if (!isObject(value) || !isObject(value.sops)) return undefined;
  return textOf(value.sops.mac) === '' ? undefined : value.sops;
}

const STANZA = /^(?:sops:|\s*"sops"\s*:)/m;

function formOf(bytes: Buffer): Form {
  return /^\s*\{/.test(bytes.toString('latin1', 0, 1024)) ? 'json' : 'yaml';
}
