import type { Finding } from '../diagnostics/finding';
import { foldFindings } from '../diagnostics/fold';
import { writeJson } from './json';
import type { ResourceList } from './resource-list';
import { toResult } from './results';
import type { Sink } from './sink';
import { CopyWriter, type Written } from './written';
import { toPlain, type WritableObject, writeBlock } from './yaml/write';

/** Answers a ResourceList in its own style: what was not touched goes out as the bytes that came in. */
export function writeResourceList(
  sink: Sink,
  list: ResourceList,
  written: readonly Written[],
  findings: readonly Finding[],
): void {
  const results = foldFindings(findings).map(toResult);
  if (list.document.parts.root === 'flow') writeFlow(sink, list, written, results);
  else writeBlocks(sink, list, written, results);
}

/** A ResourceList that stops a host: no items, and the reasons. */
export function writeFailure(sink: Sink, findings: readonly Finding[], style: 'block' | 'flow' = 'block'): void {
  const failure = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: [],
    results: foldFindings(findings).map(toResult),
  };
  if (style === 'flow') sink.text(JSON.stringify(failure));
  else writeBlock(sink, failure);
  sink.text('\n');
}

function writeBlocks(sink: Sink, list: ResourceList, written: readonly Written[], results: WritableObject[]): void {
  const { bytes, parts } = list.document;
  const lines = new LineCopier(sink);
  lines.copy(bytes.subarray(0, parts.entries[0]?.start ?? 0));
  for (const entry of parts.entries) {
    if (entry.key === 'results') continue;
    if (entry.key !== 'items') lines.copy(bytes.subarray(entry.start, entry.end));
    else if (parts.items.style === 'block' && written.length > 0) {
      lines.copy(bytes.subarray(entry.start, parts.items.ranges[0]?.start ?? entry.end));
      writeBlockItems(sink, lines, written, ' '.repeat(parts.items.indent));
    } else if (written.every((one) => 'copyOf' in one)) {
      lines.endLine();
      sink.text(written.length === 0 ? 'items: []\n' : 'items:\n');
      writeBlockItems(sink, lines, written, '');
    } else {
      lines.endLine();
      sink.text('items: [');
      writeFlowItems(sink, written);
      sink.text(']\n');
    }
  }
  if (results.length === 0) return;
  lines.endLine();
  sink.text('results:\n');
  for (const result of results) writeListEntry(sink, result);
}

function writeBlockItems(sink: Sink, lines: LineCopier, written: readonly Written[], indent: string): void {
  const copies = new CopyWriter(sink, `${indent}- `, `${indent}  `);
  for (const one of written) {
    if ('item' in one) lines.copy(one.item.bytes);
    else {
      lines.endLine();
      copies.write(one.copyOf, one.namespace);
    }
  }
}

/** Copies slices of the input; the very last one may have no line break, and then whatever follows needs one first. */
class LineCopier {
  private readonly sink: Sink;
  private isOpen = false;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  copy(slice: Uint8Array): void {
    if (slice.length === 0) return;
    this.endLine();
    this.sink.bytes(slice);
    this.isOpen = slice[slice.length - 1] !== 0x0a;
  }

  endLine(): void {
    if (this.isOpen) this.sink.text('\n');
    this.isOpen = false;
  }
}

function writeListEntry(sink: Sink, object: WritableObject): void {
  sink.text('- ');
  writeBlock(sink, object, '  ');
  sink.text('\n');
}

function writeFlow(sink: Sink, list: ResourceList, written: readonly Written[], results: WritableObject[]): void {
  const { bytes, parts } = list.document;
  let separator = '{';
  for (const entry of parts.entries) {
    if (entry.key === 'results') continue;
    sink.text(separator);
    separator = ',';
    if (entry.key === 'items') {
      sink.text('"items":[');
      writeFlowItems(sink, written);
      sink.text(']');
    } else sink.bytes(bytes.subarray(entry.start, entry.end));
  }
  if (results.length > 0) sink.text(`${separator}"results":${JSON.stringify(results)}`);
  sink.text('}\n');
}

function writeFlowItems(sink: Sink, written: readonly Written[]): void {
  for (const [position, one] of written.entries()) {
    if (position > 0) sink.text(',\n  ');
    if ('item' in one) sink.bytes(one.item.bytes);
    else sink.text(writeJson(toPlain(one.copyOf.in(one.namespace))));
  }
}
