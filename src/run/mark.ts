import { LOCAL_CONFIG } from '../krm/host-annotations';
import { identityOf, stringsOf } from '../krm/identity';
import type { Item } from '../krm/item';
import { objectAt, textOf } from '../krm/json';
import { GENERATED_BY, marksFor } from '../krm/ownership';
import { CopiedObject } from '../krm/written';
import type { Output } from '../outputs/output';

/**
 * The output as it is written: with its owner's marks, its labels and annotations in order. What a user's own template says
 * of who manages the object stays; the annotation marks it all the same.
 * @param hostAnnotations those that a host has on the object that this one replaces.
 */
export function markOutput(
  { object, sources, role }: Output,
  owner: string,
  hostAnnotations: Readonly<Record<string, string>> = {},
): CopiedObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const marks = marksFor(owner, sources);
  const isTemplates = role === 'Instantiated';
  const labels = inOrder(
    isTemplates ? { ...marks.labels, ...metadata.labels } : { ...metadata.labels, ...marks.labels },
  );
  const annotations = inOrder({ ...metadata.annotations, ...hostAnnotations, ...marks.annotations });
  const { name, namespace: _namespace, labels: _labels, annotations: _annotations, ...others } = metadata;
  return new CopiedObject({ apiVersion, kind }, name, { labels, annotations, ...others }, rest);
}

/** An object of the input as an output changes it: it stays whose it is, and where its host keeps it. */
export function changeItem(item: Item, { object }: Output): CopiedObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace: _namespace, labels, annotations: given, ...others } = metadata;
  const local = item.annotation(LOCAL_CONFIG);
  const annotations = { ...given, ...item.hostAnnotations, ...(local === undefined ? {} : { [LOCAL_CONFIG]: local }) };
  const maps = Object.entries({ labels, annotations }).filter(([, map]) => Object.keys(map).length > 0);
  const kept = Object.fromEntries(maps.map(([field, map]) => [field, inOrder(map)]));
  return new CopiedObject({ apiVersion, kind }, name, { ...kept, ...others }, rest);
}

/** An earlier output that stays as it is, in the name of the owner that takes it over. */
export function adoptItem({ object }: Item, owner: string): CopiedObject {
  const { apiVersion = '', kind = '', metadata = null, ...rest } = object;
  const { name: _name, namespace: _namespace, annotations = null, ...others } = objectAt({ metadata }, 'metadata');
  const marked = inOrder({ ...stringsOf(annotations), [GENERATED_BY]: owner });
  const type = { apiVersion: textOf(apiVersion), kind: textOf(kind) };
  return new CopiedObject(type, identityOf(object).name, { ...others, annotations: marked }, rest);
}

function inOrder(map: Readonly<Record<string, string>>): Record<string, string> {
  const ordered: Record<string, string> = {};
  // Keys of labels and annotations are ASCII, so the order of code units is that of bytes.
  for (const key of Object.keys(map).sort()) ordered[key] = map[key] ?? '';
  return ordered;
}

export type Marked = (output: Output) => CopiedObject;

/** Marks each output once, for all the namespaces that it goes to. */
export function markOnce(owner: string): Marked {
  const known = new Map<Output, CopiedObject>();
  return (output) => {
    const marked = known.get(output) ?? markOutput(output, owner);
    known.set(output, marked);
    return marked;
  };
}
