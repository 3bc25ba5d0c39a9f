import type * as Sha2 from '@noble/hashes/sha2';

/** Loaded when a finding first needs it. */
function sha2(): typeof Sha2 {
  return require('@noble/hashes/sha2');
}

/**
 * Describes a text that a template, a script, a configuration or a kubeconfig made, without showing it: it may hold what
 * is secret. The digest, the first eight digits of its SHA-256, tells whoever has the text that it is the one.
 */
export function withheld(text: string): string {
  if (text === '') return 'empty';
  const { length } = text;
  return `${length === 1 ? '1 character' : `${length} characters`}, digest ${digestOf(text, 4)}`;
}

/** The first bytes of the SHA-256 of a text, in hexadecimal digits. */
export function digestOf(text: string, bytes: number): string {
  return Buffer.from(sha2().sha256(Buffer.from(text))).toString('hex', 0, bytes);
}
