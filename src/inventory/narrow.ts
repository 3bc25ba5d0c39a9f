import { namespaceOf, pathOf, type WithMetadata } from '../api/metadata';
import type { Finding } from '../diagnostics/finding';
import * as inventory from '../diagnostics/inventory';
import type { Found } from './fleet';
import type { LeftOut } from './left-out';

/** The objects in the configured namespaces; all of them where none are configured. What lies outside is an info. */
export function withinNamespaces<T extends WithMetadata>(
  kind: string,
  objects: readonly Found<T>[],
  namespaces: readonly string[] | undefined,
): { within: readonly Found<T>[]; outside: readonly Found<T>[]; leftOut: LeftOut[]; findings: Finding[] } {
  if (namespaces === undefined) return { within: objects, outside: [], leftOut: [], findings: [] };
  const wanted = new Set(namespaces);
  const held = new Set(objects.map(({ object }) => namespaceOf(object)));
  const findings = namespaces
    .filter((namespace) => !held.has(namespace))
    .map((namespace) => inventory.namespaceHoldsNone({ field: 'spec.clusterNamespaces' }, namespace, kind));
  const outside = objects.filter(({ object }) => !wanted.has(namespaceOf(object)));
  const paths = outside.map(({ object }) => pathOf(object));
  if (outside.length > 0) findings.push(inventory.outsideNamespaces({}, kind, paths));
  const because = 'its namespace is not one of clusterNamespaces';
  return {
    within: objects.filter(({ object }) => wanted.has(namespaceOf(object))),
    outside,
    leftOut: outside.map((source) => ({ source, because })),
    findings,
  };
}
