import type * as Yaml from 'yaml';
import { isHostAnnotation } from './host-annotations';
import type { Item } from './item';
import type { Range } from './list/parts';
import { parseFully, yamlLibrary } from './yaml/full';

/**
 * An item of the input as a document of its own: its own text, so that no number or comment changes, without its place in
 * a list and without the annotations of hosts. `undefined` where the text cannot stand alone.
 */
export function textAsDocument(item: Item): string | undefined {
  const text = withoutDash(item.bytes.toString());
  if (text === undefined) return undefined;
  const own = Object.keys(item.hostAnnotations).length === 0 ? text : withoutHosts(text);
  return own === undefined || own.endsWith('\n') ? own : `${own}\n`;
}

/** The text of a list's entry moved to the left edge. */
function withoutDash(text: string): string | undefined {
  const dash = /^ *- +/.exec(text)?.[0];
  if (dash === undefined) return text;
  const indent = ' '.repeat(dash.length);
  const lines = (indent + text.slice(dash.length)).split('\n');
  const moved = lines.map((line) =>
    line.startsWith(indent) ? line.slice(indent.length) : line.trim() === '' ? '' : undefined,
  );
  return moved.every((line) => line !== undefined) ? moved.join('\n') : undefined;
}

/** Cuts the lines of host annotations out, and `annotations:` with them when nothing else is in it. */
function withoutHosts(text: string): string | undefined {
  const yaml = yamlLibrary();
  const parsed = parseFully(text);
  if ('fault' in parsed) return undefined;
  const metadata = parsed.document.get('metadata');
  const annotations = parsed.document.getIn(['metadata', 'annotations']);
  if (!yaml.isMap(metadata) || !yaml.isMap(annotations) || metadata.flow || annotations.flow) return undefined;
  const hosts = annotations.items.filter(({ key }) => isHostAnnotation(String(key)));
  const cuts =
    hosts.length === annotations.items.length
      ? metadata.items.filter(({ key }) => String(key) === 'annotations').map((pair) => linesOf(text, pair))
      : hosts.map((pair) => linesOf(text, pair));
  if (cuts.some((cut) => cut === undefined)) return undefined;
  return cuts.reduceRight((rest, cut) => (cut ? rest.slice(0, cut.start) + rest.slice(cut.end) : rest), text);
}

/** Where the lines of a block map's entry start and end. */
function linesOf(text: string, { key, value }: Yaml.Pair): Range | undefined {
  const { isNode } = yamlLibrary();
  if (!isNode(key) || !isNode(value) || !key.range || !value.range) return undefined;
  const start = text.lastIndexOf('\n', key.range[0]) + 1;
  const end = text.indexOf('\n', value.range[1] - 1);
  return { start, end: end < 0 ? text.length : end + 1 };
}
