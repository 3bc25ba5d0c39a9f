import { isUtf8 } from 'node:buffer';

/**
 * Go's strings are bytes, and functions such as `trunc` and `b64dec` may cut a character in two. A byte that is no valid
 * UTF-8 (0x80 to 0xff) is held as the lone surrogate U+DC00 + byte, so that halves which meet again are whole again.
 */
const ESCAPE = 0xdc00;

const plain = /^\p{ASCII}*$/u;

export function isAscii(text: string): boolean {
  return plain.test(text);
}

export function toBytes(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text);
  const parts: Buffer[] = [];
  for (const rune of text) {
    const code = rune.codePointAt(0) ?? 0;
    if (isEscape(code)) parts.push(Buffer.of(code - ESCAPE));
    else parts.push(Buffer.from(rune));
  }
  return Buffer.concat(parts);
}

export function fromBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString();
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const width = runeWidth(buffer, at);
    text += width === 0 ? String.fromCharCode(ESCAPE + (buffer[at] ?? 0)) : buffer.toString('utf8', at, at + width);
    at += Math.max(width, 1);
  }
  return text;
}

/** How many bytes of a valid character begin here; 0 where none does. */
function runeWidth(buffer: Buffer, at: number): number {
  const first = buffer[at] ?? 0;
  if (first < 0x80) return 1;
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return at + width <= buffer.length && isUtf8(buffer.subarray(at, at + width)) ? width : 0;
}

/** Joins halves of characters that have come together. */
export function joinHalves(text: string): string {
  return text.isWellFormed() ? text : fromBytes(toBytes(text));
}

export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length;
}

/** `text[from:to]` in Go: by bytes. */
export function sliceBytes(text: string, from: number, to?: number): string {
  return isAscii(text) ? text.slice(from, to) : fromBytes(toBytes(text).subarray(from, to));
}

/** One character of a string, as Go's `range` gives it: a byte that is none is U+FFFD. */
export function runeOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
}

export function isEscape(code: number): boolean {
  return code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;
}

/** The byte that an escape stands for. */
export function escapedByte(code: number): number {
  return code - ESCAPE;
}

/** Compares as Go compares strings: by bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (isAscii(a) && isAscii(b)) return a < b ? -1 : 1;
  return Buffer.compare(toBytes(a), toBytes(b));
}
