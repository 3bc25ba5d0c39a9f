import { fromBytes, toBytes } from '../bytes';
import { type Family, ofString } from './signature';

/** Go's words for what is no base64 or base32, which its decoders give in place of the text. */
const corrupt = (kind: string, at: number) => `illegal ${kind} data at input byte ${at}`;

export const encoding: Family = {
  b64enc: ofString((text) => toBytes(text).toString('base64')),
  b64dec: ofString((text) => {
    const bare = text.replace(/[\r\n]/g, '');
    const bad = firstBad(text, /[A-Za-z0-9+/]/, 4, [2, 3]);
    return bad === undefined ? fromBytes(Buffer.from(bare, 'base64')) : corrupt('base64', bad);
  }),
  b32enc: ofString((text) => toBase32(toBytes(text))),
  b32dec: ofString((text) => {
    const bad = firstBad(text, /[A-Z2-7]/, 8, [2, 4, 5, 7]);
    return bad === undefined ? fromBytes(fromBase32(text.replace(/[\r\n=]/g, ''))) : corrupt('base32', bad);
  }),
};

/** Where a text stops being whole groups of an alphabet, the last one padded; line breaks do not count. */
function firstBad(text: string, alphabet: RegExp, group: number, partial: readonly number[]): number | undefined {
  const bytes = toBytes(text).toString('latin1');
  const kept = [...bytes]
    .map((character, at) => ({ character, at }))
    .filter(({ character }) => !/[\r\n]/.test(character));
  const end = kept.findIndex(({ character }) => !alphabet.test(character));
  const data = end < 0 ? kept.length : end;
  const rest = kept.slice(data);
  const inGroup = data % group;
  const bad = rest[0];
  if (bad === undefined) return inGroup === 0 ? undefined : kept[kept.length - inGroup]?.at;
  if (bad.character !== '=' || !partial.includes(inGroup)) return bad.at;
  const padding = group - inGroup;
  for (let nth = 0; nth < padding; nth++) {
    const pad = rest[nth];
    if (pad === undefined) return bytes.length;
    if (pad.character !== '=') return pad.at - 1;
  }
  return rest[padding]?.at;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function toBase32(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32[(held >> bits) & 31];
    }
  }
  if (bits > 0) out += BASE32[(held << (5 - bits)) & 31];
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=');
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text) {
    held = ((held << 5) | BASE32.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
