import { groupOf, identityKey } from '../krm/identity';
import type { Written } from '../krm/written';
import { sortedBy } from '../lists/order';
import type { Output } from '../outputs/output';
import type { Marked } from './mark';

/** What is written into one namespace. */
interface Shelf {
  readonly namespace: string;
  readonly list: Written[];
}

/** What the input does not hold yet, by namespace, kind and name. */
export function listFresh(outputs: readonly Output[], met: ReadonlyMap<string, unknown>, marked: Marked): Written[] {
  const inOrder = sortedBy(
    outputs,
    ({ object }) => object.kind,
    ({ object }) => object.metadata.name,
  );
  const byNamespace = new Map<string, Written[]>();
  const shelves = new Map<ReadonlySet<string>, Shelf[]>();
  for (const output of inOrder) {
    const { apiVersion, kind, metadata } = output.object;
    const group = groupOf(apiVersion);
    const copyOf = marked(output);
    for (const { namespace, list } of findShelves(output.namespaces)) {
      const isThere = met.size > 0 && met.has(identityKey({ group, kind, namespace, name: metadata.name }));
      if (!isThere) list.push({ copyOf, namespace });
    }
  }

  /** Most outputs share one set of namespaces: its lists are looked up once. */
  function findShelves(namespaces: ReadonlySet<string>): Shelf[] {
    const known = shelves.get(namespaces);
    if (known !== undefined) return known;
    const found = [...namespaces].map((namespace) => {
      const list = byNamespace.get(namespace) ?? [];
      byNamespace.set(namespace, list);
      return { namespace, list };
    });
    shelves.set(namespaces, found);
    return found;
  }

  return sortedBy(byNamespace, ([namespace]) => namespace).flatMap(([, list]) => list);
}
