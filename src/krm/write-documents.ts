import { LOCAL_CONFIG, withoutHostAnnotations } from './host-annotations';
import type { Item } from './item';
import type { Sink } from './sink';
import type { Written } from './written';
import { writeBlock } from './yaml/write';

/** Writes plain YAML documents, parted by `---`. */
export function writeDocuments(sink: Sink, written: readonly Written[]): void {
  for (const [position, one] of written.entries()) {
    if (position > 0) sink.text('---\n');
    writeDocument(sink, one);
  }
}

/** One object as a document, without what only a host may read. */
export function writeDocument(sink: Sink, one: Written): void {
  if ('item' in one) writeBlock(sink, withoutHostAnnotations(one.item.object));
  else one.copyOf.write(sink, one.namespace);
  sink.text('\n');
}

/** Whether an object is for the tools of its package and not for a cluster. */
export function isLocalConfig(item: Item): boolean {
  const mark = item.annotation(LOCAL_CONFIG);
  return mark !== undefined && mark !== 'false';
}
