import { type Finding, sortFindings } from '../diagnostics/finding';
import type { ResourceList } from './resource-list';
import { toResult } from './results';
import type { Sink } from './sink';
import type { Written } from './written';
import { toPlain, type WritableObject, writeBlock } from './yaml/write';

/** Answers a ResourceList in its own style: what was not touched goes out as the bytes that came in. */
export function writeResourceList(
  sink: Sink,
  list: ResourceList,
  written: readonly Written[],
  findings: readonly Finding[],
): void {
  const results = sortFindings(findings).map(toResult);
  if (list.document.parts.root === 'flow') writeFlow(sink, list, written, results);
  else writeBlocks(sink, list, written, results);
}

/** A ResourceList that stops a host: no items, and the reasons. */
export function writeFailure(sink: Sink, findings: readonly Finding[], style: 'block' | 'flow' = 'block'): void {
  const failure = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: [],
    results: sortFindings(findings).map(toResult),
  };
  if (style === 'flow') sink.text(JSON.stringify(failure));
  else writeBlock(sink, failure);
  sink.text('\n');
}

function writeBlocks(sink: Sink, list: ResourceList, written: readonly Written[], results: WritableObject[]): void {
  const { bytes, parts } = list.document;
  let openLine = false;
  const copy = (chunk: Buffer) => {
    if (chunk.length === 0) return;
    if (openLine) sink.text('\n');
    sink.bytes(chunk);
    openLine = chunk[chunk.length - 1] !== 0x0a;
  };
  const first = parts.entries[0];
  if (first !== undefined) copy(bytes.subarray(0, first.start));
  for (const entry of parts.entries) {
    if (entry.key === 'results') continue;
    if (entry.key !== 'items') copy(bytes.subarray(entry.start, entry.end));
    else if (parts.items.style === 'block') {
      copy(bytes.subarray(entry.start, parts.items.ranges[0]?.start ?? entry.end));
      const indent = ' '.repeat(parts.items.indent);
      for (const one of written) {
        if ('item' in one) copy(one.item.bytes);
        else {
          if (openLine) sink.text('\n');
          writeCopy(sink, one, indent);
          openLine = false;
        }
      }
    } else if (written.every((one) => !('item' in one))) {
      sink.text(written.length === 0 ? 'items: []\n' : 'items:\n');
      for (const one of written) if ('copyOf' in one) writeCopy(sink, one, '');
    } else {
      sink.text('items: [');
      writeFlowItems(sink, written);
      sink.text(']\n');
    }
  }
  if (results.length === 0) return;
  if (openLine) sink.text('\n');
  sink.text('results:\n');
  for (const result of results) writeListEntry(sink, result, '');
}

function writeCopy(sink: Sink, { copyOf, namespace }: Extract<Written, { copyOf: unknown }>, indent: string): void {
  sink.text(`${indent}- `);
  copyOf.write(sink, namespace, `${indent}  `);
  sink.text('\n');
}

function writeListEntry(sink: Sink, object: WritableObject, indent: string): void {
  sink.text(`${indent}- `);
  writeBlock(sink, object, `${indent}  `);
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
    if (position > 0) sink.text(',\n');
    if ('item' in one) sink.bytes(one.item.bytes);
    else sink.text(JSON.stringify(toPlain(one.copyOf.in(one.namespace))));
  }
}
