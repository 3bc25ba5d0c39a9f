import { namespaceOf, pathOf, type WithMetadata } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Found } from './fleet';

/** The objects in the configured namespaces; all of them where none are configured. What lies outside is an info. */
export function withinNamespaces<T extends WithMetadata>(
  kind: string,
  objects: readonly Found<T>[],
  namespaces: readonly string[] | undefined,
): { within: readonly Found<T>[]; findings: Finding[] } {
  if (namespaces === undefined) return { within: objects, findings: [] };
  const wanted = new Set(namespaces);
  const outside = objects.filter(({ object }) => !wanted.has(namespaceOf(object)));
  if (outside.length === 0) return { within: objects, findings: [] };
  const findings = [
    inventory.outsideNamespaces(
      {},
      kind,
      outside.map(({ object }) => pathOf(object)),
    ),
  ];
  return { within: objects.filter(({ object }) => wanted.has(namespaceOf(object))), findings };
}
