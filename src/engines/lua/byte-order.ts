/** Compares two strings by their UTF-8 bytes. */
export function compareBytes(a: string, b: string): number {
  // Code units have the same order as long as none is half of a character.
  if (!half.test(a) && !half.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const half = /[\ud800-\udfff]/;
