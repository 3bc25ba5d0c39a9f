import { isUtf8 } from 'node:buffer';
import type { FilePlace, Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';

/** What is read otherwise than it was written is an error: Node puts U+FFFD in place of bytes that are not UTF-8. */
export function findOtherEncoding(bytes: Buffer, file?: FilePlace): Finding | undefined {
  if (isUtf8(bytes)) return undefined;
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return wire.notUtf8({ file: file && { ...file, line } }, line);
}
