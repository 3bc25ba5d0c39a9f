import { relative, sep } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import * as wire from '../diagnostics/wire';
import { judgeWholeness } from '../krm/half-objects';
import type { Item } from '../krm/item';
import { readDocuments } from '../krm/read-documents';
import { type FoundFile, readBytes } from './files';
import type { Decrypted } from './sops/decrypt';
import { findOtherEncoding } from './utf8';
import { FileWatch } from './watch-files';

/** Something to read objects from, and what it is called in findings. */
export interface Text {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Gives the plain bytes of what SOPS has encrypted, where whoever started the program allows it; else what it was given. */
export type Decrypt = (path: string, bytes: Buffer) => Decrypted;

/**
 * The objects of files and other texts, in their order.
 * @param root the folder that paths in the configuration are relative to.
 * @param watch what looks at the files again before anything goes out.
 * @param onRead hears after each file how many objects there are.
 * @param decrypt gives the plain bytes of an encrypted file.
 */
export function readObjects(
  sources: readonly (FoundFile | Text)[],
  root = '.',
  watch = new FileWatch(),
  onRead: (objects: number) => void = () => {},
  decrypt?: Decrypt,
): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  const strangers = new Set<string>();
  for (const source of sources) {
    const read = 'bytes' in source ? source : readBytes(source);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    if ('stamp' in read && 'realPath' in source) watch.note(source, read.stamp);
    const encoding = findOtherEncoding(read.bytes, { path: source.path, index: 0 });
    if (encoding !== undefined) {
      findings.push(encoding);
      continue;
    }
    if (isBlank(read.bytes)) findings.push(hosts.emptySource({ file: { path: source.path, index: 0 } }, source.path));
    const plain = decrypt?.(source.path, read.bytes) ?? read;
    if ('finding' in plain) {
      findings.push(plain.finding);
      continue;
    }
    const documents = readDocuments(plain.bytes, source.path, relative(root, source.path).split(sep).join('/'));
    // One by one: a file may hold more objects than a call takes arguments.
    for (const item of documents.items) {
      const wholeness = judgeWholeness(item);
      if (wholeness.state === 'whole') items.push(item);
      else if (wholeness.state === 'half') findings.push(wire.halfObject(item.at(), wholeness.missing));
      else if ('bytes' in source || source.isNamed) findings.push(hosts.namedNoObject(item.at(), source.path));
      else strangers.add(source.path);
    }
    for (const finding of documents.findings) findings.push(finding);
    onRead(items.length);
    if (documents.items.length === 0 && documents.findings.length === 0 && !isBlank(read.bytes)) {
      findings.push(hosts.onlyComments({ file: { path: source.path, index: 0 } }, source.path));
    }
  }
  if (strangers.size > 0) findings.push(hosts.noObjects({}, [...strangers]));
  return { items, findings };
}

/** Nothing but white space: whoever should have written it has failed. */
function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1024 && bytes.toString().trim() === '';
}
