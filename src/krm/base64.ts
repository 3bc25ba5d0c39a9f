import { isUtf8 } from 'node:buffer';

/**
 * Decodes the standard alphabet with padding (RFC 4648, section 4), as strictly as Go's decoder. Node's own passes over
 * what it does not know and takes the URL-safe letters, so the result's length and those letters give it away. What is not
 * base64, and what is no text in UTF-8, is `undefined`: a character that stands for broken bytes would be written on.
 */
export function decodeBase64(text: string): string | undefined {
  const length = decodeToScratch(text);
  if (length === undefined) return undefined;
  const bytes = scratch.subarray(0, length);
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Whether it is base64, whatever bytes it is of. */
export function decodesAsBase64(text: string): boolean {
  return decodeToScratch(text) !== undefined;
}

function decodeToScratch(text: string): number | undefined {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  if (Buffer.byteLength(text) !== text.length) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const wanted = (text.length / 4) * 3 - padding;
  if (scratch.length < wanted) scratch = Buffer.allocUnsafe(wanted * 2);
  const length = scratch.write(text, 'base64');
  return length === wanted ? length : undefined;
}

/** Decoding a thousand kubeconfigs into buffers of their own costs more than reading them. */
let scratch = Buffer.allocUnsafe(1 << 16);
