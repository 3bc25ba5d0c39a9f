import { isHostAnnotation } from './host-annotations';
import type { Item } from './item';
import { parseFully, yamlLibrary } from './yaml/full';

/**
 * An item of the input as a document of its own: its own text, so that no number or comment changes, without its place in
 * a list and without the annotations of hosts. `undefined` where the text cannot stand alone.
 */
export function textAsDocument(item: Item): string | undefined {
  const text = withoutDash(item.bytes.toString());
  if (text === undefined) return undefined;
  return Object.keys(item.hostAnnotations).length === 0 ? endLine(text) : withoutHosts(text);
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

function withoutHosts(text: string): string | undefined {
  const yaml = yamlLibrary();
  const parsed = parseFully(text);
  if ('fault' in parsed) return undefined;
  const { document } = parsed;
  const annotations = document.getIn(['metadata', 'annotations']);
  if (!yaml.isMap(annotations)) return undefined;
  annotations.items = annotations.items.filter(({ key }) => !isHostAnnotation(String(key)));
  if (annotations.items.length === 0) document.deleteIn(['metadata', 'annotations']);
  return document.toString({ lineWidth: 0 });
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
