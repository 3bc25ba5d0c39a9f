import type { Finding } from '../diagnostics/finding';
import type { Item } from '../krm/item';
import { readDocuments } from '../krm/read-documents';
import { type FoundFile, readBytes } from './files';

/** Something to read objects from, and what it is called in findings. */
export interface Text {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The objects of files and other texts, in their order. */
export function readObjects(sources: readonly (FoundFile | Text)[]): { items: Item[]; findings: Finding[] } {
  const items: Item[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const read = 'bytes' in source ? source : readBytes(source);
    if ('finding' in read) {
      findings.push(read.finding);
      continue;
    }
    const documents = readDocuments(read.bytes, source.path);
    // One by one: a file may hold more objects than a call takes arguments.
    for (const item of documents.items) items.push(item);
    for (const finding of documents.findings) findings.push(finding);
  }
  return { items, findings };
}
