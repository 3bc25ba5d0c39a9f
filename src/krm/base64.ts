/**
 * Decodes the standard alphabet with padding (RFC 4648, section 4), as strictly as Go's decoder. Node's own passes over
 * what it does not know and takes the URL-safe letters, so the result's length and those letters give it away.
 */
export function decodeBase64(text: string): string | undefined {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  if (Buffer.byteLength(text) !== text.length) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const wanted = (text.length / 4) * 3 - padding;
  if (scratch.length < wanted) scratch = Buffer.allocUnsafe(wanted * 2);
  const length = scratch.write(text, 'base64');
  return length === wanted ? scratch.toString('utf8', 0, length) : undefined;
}

/** Decoding a thousand kubeconfigs into buffers of their own costs more than reading them. */
let scratch = Buffer.allocUnsafe(1 << 16);
