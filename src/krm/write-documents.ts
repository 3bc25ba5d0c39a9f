import { LOCAL_CONFIG, withoutHostAnnotations } from './host-annotations';
import type { Item } from './item';
import { textAsDocument } from './item-text';
import type { Sink } from './sink';
import { CopyWriter, type Written } from './written';
import { writeBlock } from './yaml/write';

/** Writes plain YAML documents, parted by `---`, without what only a host may read. */
export function writeDocuments(sink: Sink, written: readonly Written[]): void {
  const copies = new CopyWriter(sink);
  for (const [position, one] of written.entries()) {
    if (position > 0) sink.text('---\n');
    if ('copyOf' in one) copies.write(one.copyOf, one.namespace);
    else writeItem(sink, one.item);
  }
}

function writeItem(sink: Sink, item: Item): void {
  const text = textAsDocument(item);
  if (text !== undefined) sink.text(text);
  else {
    writeBlock(sink, withoutHostAnnotations(item.object));
    sink.text('\n');
  }
}

/** Whether an object is for the tools of its package and not for a cluster. */
export function isLocalConfig(item: Item): boolean {
  const mark = item.annotation(LOCAL_CONFIG);
  return mark !== undefined && mark !== 'false';
}
