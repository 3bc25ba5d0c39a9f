import type { Finding } from '../../diagnostics/finding';
import type { Item } from '../../krm/item';
import type { Decryption } from './decryption';

/** The items of a host as they are, or decrypted where whoever started the program allows it. */
export function openItems(
  items: readonly Item[],
  decryption: Decryption | undefined,
): { readonly items: readonly Item[]; readonly findings: readonly Finding[] } {
  if (decryption === undefined) return { items, findings: [] };
  const { decryptItems }: typeof import('./decrypt-items') = require('./decrypt-items');
  return decryptItems(items, decryption);
}
