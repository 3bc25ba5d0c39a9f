import { relative, sep } from 'node:path';
import type { Finding } from '../diagnostics/finding';
import * as hosts from '../diagnostics/hosts';
import type { Item } from '../krm/item';
import { readDocuments } from '../krm/read-documents';
import { type FoundFile, readBytes } from './files';
import { FileWatch } from './watch-files';

/** Something to read objects from, and what it is called in findings. */
export interface Text {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The objects of files and other texts, in their order.
 * @param root the folder that paths in the configuration are relative to.
 * @param watch what looks at the files again before anything goes out.
 */
export function readObjects(
  sources: readonly (FoundFile | Text)[],
  root = '.',
  watch = new FileWatch(),
): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const read = 'bytes' in source ? source : readBytes(source);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    if ('stamp' in read && 'realPath' in source) watch.note(source, read.stamp);
    if (isBlank(read.bytes)) findings.push(hosts.emptySource({ file: { path: source.path, index: 0 } }, source.path));
    const documents = readDocuments(read.bytes, source.path, relative(root, source.path).split(sep).join('/'));
    // One by one: a file may hold more objects than a call takes arguments.
    for (const item of documents.items) items.push(item);
    for (const finding of documents.findings) findings.push(finding);
  }
  return { items, findings };
}

/** Nothing but white space: whoever should have written it has failed. A file of comments alone is somebody's wish. */
function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1024 && bytes.toString().trim() === '';
}
