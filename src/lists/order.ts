/** Compares two strings by their UTF-8 bytes: the one order that does not depend on a locale or on UTF-16. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  // By code units, which is by code points too as long as no surrogate is in play.
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const surrogate = /[\ud800-\udfff]/;

/** A copy of the list, ordered by the keys in turn. */
export function sortedBy<T>(list: Iterable<T>, ...keys: ((value: T) => string)[]): T[] {
  return [...list].sort((a, b) => {
    for (const key of keys) {
      const order = compareBytes(key(a), key(b));
      if (order !== 0) return order;
    }
    return 0;
  });
}
