import type * as Yaml from 'yaml';
import type { YamlFault } from '../yaml/fault';
import { parseFully, yamlLibrary } from '../yaml/full';
import type { Entry, ItemsPart, ListParts, Range } from './parts';

/**
 * Takes any YAML list document apart with the full library: indented lists, flow style, line breaks of Windows.
 * `undefined` where the root is no map with plain keys. The offsets are the text's, so the text must be the document's
 * bytes read as latin1.
 */
export function splitFully(text: string): { parts: ListParts | undefined } | { fault: YamlFault } {
  const yaml = yamlLibrary();
  const parsed = parseFully(text);
  if ('fault' in parsed) return parsed;
  const root = parsed.document.contents;
  if (!yaml.isMap(root)) return { parts: undefined };
  const style = root.flow ? 'flow' : 'block';
  const entries: Entry[] = [];
  let items: ItemsPart = { style: 'absent' };
  for (const pair of root.items) {
    if (!yaml.isScalar(pair.key) || !pair.key.range) return { parts: undefined };
    const start = style === 'block' ? lineStart(text, pair.key.range[0]) : pair.key.range[0];
    const value = valueRange(yaml, pair, style);
    if (value === undefined) return { parts: undefined };
    entries.push({ key: String(pair.key.value), start, end: value.end, value });
    if (pair.key.value === 'items') items = itemsOf(yaml, text, pair.value, value.end);
  }
  return { parts: { root: style, entries: style === 'block' ? joinUp(entries) : entries, items } };
}

function valueRange(yaml: typeof Yaml, pair: Yaml.Pair, style: 'block' | 'flow'): Range | undefined {
  if (!yaml.isNode(pair.value) || !pair.value.range) return undefined;
  const [start, end, nodeEnd] = pair.value.range;
  return { start, end: style === 'block' ? nodeEnd : end };
}

/** Block entries reach to the next one, so that comments and blank lines between them are kept. */
function joinUp(entries: readonly Entry[]): Entry[] {
  return entries.map((entry, at) => {
    const end = entries[at + 1]?.start ?? entry.end;
    return { ...entry, end, value: { start: entry.value.start, end } };
  });
}

function itemsOf(yaml: typeof Yaml, text: string, list: unknown, end: number): ItemsPart {
  if (yaml.isScalar(list) && list.value === null) return { style: 'absent' };
  if (!yaml.isSeq(list)) return { style: 'other' };
  if (list.flow) {
    const ranges = list.items.map((item) =>
      yaml.isNode(item) && item.range ? { start: item.range[0], end: item.range[1] } : undefined,
    );
    return ranges.every(isRange) ? { style: 'flow', ranges } : { style: 'other' };
  }
  const token = list.srcToken;
  if (token?.type !== 'block-seq') return { style: 'other' };
  const dashes = token.items.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind'));
  const starts = dashes.map(({ offset }) => lineStart(text, offset));
  const first = dashes[0];
  const indent = first === undefined ? 0 : first.offset - lineStart(text, first.offset);
  return { style: 'block', indent, ranges: starts.map((start, at) => ({ start, end: starts[at + 1] ?? end })) };
}

function isRange(range: Range | undefined): range is Range {
  return range !== undefined;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
