import type * as Sha1 from '@noble/hashes/legacy';
import type * as Sha2 from '@noble/hashes/sha2';
import { toBytes } from '../bytes';
import { type Family, ofString } from './signature';

/** Loaded when a template first asks for a digest. */
function sha1(): typeof Sha1 {
  return require('@noble/hashes/legacy');
}

function sha2(): typeof Sha2 {
  return require('@noble/hashes/sha2');
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

export const digests: Family = {
  sha1sum: ofString((text) => hex(sha1().sha1(toBytes(text)))),
  sha256sum: ofString((text) => hex(sha2().sha256(toBytes(text)))),
  sha512sum: ofString((text) => hex(sha2().sha512(toBytes(text)))),
  adler32sum: ofString((text) => {
    let [a, b] = [1, 0];
    for (const byte of toBytes(text)) {
      a = (a + byte) % 65521;
      b = (b + a) % 65521;
    }
    return String(b * 65536 + a);
  }),
};
