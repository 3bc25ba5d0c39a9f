import { compareBytes } from '../krm/order';
import { marksFor } from '../krm/ownership';
import type { Output, OutputObject } from '../outputs/output';

/**
 * The object as it is written: with its owner's marks, its labels and annotations in order.
 * @param hostAnnotations those that a host has on the object that this one replaces.
 */
export function markOutput(
  { object, sources }: Output,
  owner: string,
  hostAnnotations: Readonly<Record<string, string>> = {},
): OutputObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const marks = marksFor(owner, sources);
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      labels: inOrder({ ...metadata.labels, ...marks.labels }),
      annotations: inOrder({ ...metadata.annotations, ...hostAnnotations, ...marks.annotations }),
    },
    ...rest,
  };
}

function inOrder(map: Readonly<Record<string, string>>): Record<string, string> {
  const ordered: Record<string, string> = {};
  for (const key of Object.keys(map).sort(compareBytes)) ordered[key] = map[key] ?? '';
  return ordered;
}
