import * as encryption from '../../diagnostics/encryption';
import type { Finding } from '../../diagnostics/finding';
import { isEncrypted } from '../../inventory/stand-ins';
import { withoutHostAnnotations } from '../../krm/host-annotations';
import { type Item, wordsWithFile } from '../../krm/item';
import { isObject, type Json, type JsonObject, objectAt, writeJson } from '../../krm/json';
import { ownerOf } from '../../krm/ownership';
import { readValues } from '../../krm/read-documents';
import { type Decryption, mayBeEncrypted } from './decryption';

/**
 * The items that a host has sent one by one, each that SOPS has encrypted with the values that SOPS gives: without what
 * the host has added, such an item is the document that was encrypted. Its text stays as it came, so nobody writes it back
 * in plain text. Our own outputs stay encrypted.
 */
export function decryptItems(
  items: readonly Item[],
  { reader }: Decryption,
): { readonly items: readonly Item[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const opened = items.map((item): Item => {
    if (!mayBeEncrypted(item.bytes) || !isEncrypted(item.object) || ownerOf(item) !== undefined) return item;
    const document = withoutHostAnnotations(item.object);
    const answer = reader(item.file?.path ?? wordsWithFile(item), Buffer.from(writeJson(document)));
    if ('finding' in answer) {
      findings.push(inWordsFor(item, answer));
      return item;
    }
    const [plain] = readValues(answer.bytes) ?? [];
    return isObject(plain) ? item.unsealed(withHostAnnotations(plain, item.hostAnnotations)) : item;
  });
  return { items: opened, findings };
}

/** A host may have changed what SOPS checks, which is no fault of the file. */
function inWordsFor(item: Item, { finding, reason }: { readonly finding: Finding; readonly reason?: string }): Finding {
  return reason === undefined
    ? { ...finding, ...item.at() }
    : encryption.sentObjectUndecrypted(item.at(), wordsWithFile(item), reason);
}

function withHostAnnotations(plain: JsonObject, added: Readonly<Record<string, string>>): JsonObject {
  const metadata = objectAt(plain, 'metadata');
  const annotations: Json = { ...objectAt(metadata, 'annotations'), ...added };
  return { ...plain, metadata: { ...metadata, annotations } };
}
