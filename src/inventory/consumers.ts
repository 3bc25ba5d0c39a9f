import { labelOf } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Fleet } from './fleet';
import type { LabelKeys } from './label-keys';

/** A Namespace whose workloads read the fleet's credentials (KEP-4322, consumer). */
export interface Consumer {
  /** The label's value; empty where the label is. */
  readonly name: string;
  readonly namespace: string;
}

/** The consumers, by namespace. As in the document's selection the label's presence makes one, not its value. */
export function listConsumers(
  { namespaces }: Pick<Fleet, 'namespaces'>,
  keys: LabelKeys,
): { consumers: Consumer[]; findings: Finding[] } {
  const consumers: Consumer[] = [];
  const findings: Finding[] = [];
  for (const { object, item } of namespaces) {
    const name = labelOf(object, keys.consumer);
    if (name === undefined) continue;
    const namespace = object.metadata.name;
    if (name === '') findings.push(inventory.consumerUnnamed(item.at('metadata.labels'), namespace, keys.consumer));
    consumers.push({ name, namespace });
  }
  return { consumers, findings };
}
