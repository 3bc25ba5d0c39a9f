import { escapedByte, isEscape } from './bytes';

/** strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

export const isPrintable = (rune: string): boolean => printable.test(rune);

const named = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
]);

/** What may need an escape. */
const unusual = /[^ !#-[\]-~]/gu;

/** strconv.Quote, or strconv.QuoteToASCII. */
export function quote(text: string, asciiOnly = false): string {
  // Most strings need nothing escaped.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${text.replace(unusual, (rune) => escapeRune(rune, '"', asciiOnly))}"`;
}

/** strconv.QuoteRune. */
export function quoteRune(rune: string, asciiOnly = false): string {
  return `'${escapeRune(rune, "'", asciiOnly)}'`;
}

function escapeRune(rune: string, delimiter: string, asciiOnly: boolean): string {
  const code = rune.codePointAt(0) ?? 0;
  if (isEscape(code)) return `\\x${hex(escapedByte(code), 2)}`;
  if (rune === delimiter) return `\\${rune}`;
  const name = named.get(rune);
  if (name !== undefined) return name;
  if (code < 0x80 ? code >= 0x20 && code < 0x7f : !asciiOnly && printable.test(rune)) return rune;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

export function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/** strconv.CanBackquote. */
export function canBackquote(text: string): boolean {
  return text.isWellFormed() && !/[`\ufeff]|[^\P{Cc}\t\x80-\x9f]/u.test(text);
}
