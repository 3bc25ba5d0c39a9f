/** Compares two strings by their UTF-8 bytes: the one order that does not depend on a locale or on UTF-16. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they sort behind every other code unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

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
