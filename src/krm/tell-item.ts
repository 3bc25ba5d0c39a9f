import type * as Yaml from 'yaml';
import type { JsonObject } from './json';
import { readOptions, yamlLibrary } from './yaml/full';
import { relayout } from './yaml/go-layout';

/**
 * Who an item is whose text cannot be read: its apiVersion, kind and metadata, from what the library makes of the text all
 * the same. `isSure` is false where one of them is in doubt.
 */
export function tellItem(text: string): { readonly object: JsonObject; readonly isSure: boolean } {
  const yaml = yamlLibrary();
  const { contents } = yaml.parseDocument(relayout(text), readOptions);
  const root = yaml.isSeq(contents) ? contents.items[0] : contents;
  const metadata = only(yaml, root, 'metadata');
  const who = { apiVersion: textAt(yaml, root, 'apiVersion'), kind: textAt(yaml, root, 'kind') };
  const name = textAt(yaml, metadata, 'name');
  const { apiVersion = '', kind = '' } = who;
  return {
    object: {
      apiVersion,
      kind,
      metadata: {
        name: name ?? '',
        namespace: textAt(yaml, metadata, 'namespace') ?? '',
        labels: mapAt(yaml, metadata, 'labels'),
        annotations: mapAt(yaml, metadata, 'annotations'),
      },
    },
    isSure: who.apiVersion !== undefined && who.kind !== undefined && name !== undefined,
  };
}

/** The value of a key that stands once in a map. */
function only(yaml: typeof Yaml, map: unknown, key: string): unknown {
  if (!yaml.isMap(map)) return undefined;
  const pairs = map.items.filter((pair) => yaml.isScalar(pair.key) && pair.key.value === key);
  return pairs.length === 1 ? pairs[0]?.value : undefined;
}

function textAt(yaml: typeof Yaml, map: unknown, key: string): string | undefined {
  const value = only(yaml, map, key);
  return yaml.isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

function mapAt(yaml: typeof Yaml, map: unknown, key: string): JsonObject {
  const node = only(yaml, map, key);
  if (!yaml.isMap(node)) return {};
  const entries = node.items.flatMap(({ key, value }) =>
    yaml.isScalar(key) && yaml.isScalar(value) && typeof value.value === 'string'
      ? [[String(key.value), value.value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}
