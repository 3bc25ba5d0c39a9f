/** What the reader refuses to see in a text. */
const forbidden = /[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]/;

/** What go-yaml's reader makes of a text in JSON: a raw next-line character folds; some characters it refuses. */
export function asRead(text: string): string | undefined {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
  if (forbidden.test(whole)) return undefined;
  if (!whole.includes('\x85')) return whole;
  const lines = whole.split('\x85').map((line, at, all) => trimLine(line, at > 0, at < all.length - 1));
  let read = lines[0] ?? '';
  let breaks = 0;
  for (const [at, line] of lines.slice(1).entries()) {
    breaks++;
    if (line === '' && at < lines.length - 2) continue;
    read += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line;
    breaks = 0;
  }
  return read;
}

/** How long a key is between its quotes in JSON. */
export function jsonLength(key: string): number {
  return JSON.stringify(key).length;
}

function trimLine(line: string, left: boolean, right: boolean): string {
  let [from, to] = [0, line.length];
  while (left && from < to && line[from] === ' ') from++;
  while (right && to > from && line[to - 1] === ' ') to--;
  return line.slice(from, to);
}

/** The styles that a text can be written in. */
export interface Shape {
  readonly multiline: boolean;
  readonly plainAllowed: boolean;
  readonly singleAllowed: boolean;
  readonly blockAllowed: boolean;
}

export const lineBreak = /[\n\r\x85\u2028\u2029]/;
/** Beyond the basic plane nothing counts as printable here. */
const special = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** yaml_emitter_analyze_scalar, for block context. */
export function analyze(text: string, takesTabs: boolean): Shape {
  if (text === '') return { multiline: false, plainAllowed: true, singleAllowed: true, blockAllowed: false };
  const multiline = lineBreak.test(text);
  const isSpecial = special.test(text);
  const spaceThenBreak = / [\n\r\x85\u2028\u2029]/.test(text);
  const breakThenSpace = /[\n\r\x85\u2028\u2029] /.test(text);
  const edges = /^[ \n\r\x85\u2028\u2029]|[ \n\r\x85\u2028\u2029]$/.test(text);
  return {
    multiline,
    plainAllowed: !multiline && !isSpecial && !edges && !hasIndicators(text),
    singleAllowed: !breakThenSpace && !spaceThenBreak && !isSpecial,
    blockAllowed: !text.endsWith(' ') && !spaceThenBreak && !special.test(takesTabs ? text.replaceAll('\t', '') : text),
  };
}

function hasIndicators(text: string): boolean {
  return (
    text.startsWith('---') ||
    text.startsWith('...') ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-](?:[ \t]|$)/.test(text) ||
    /:(?:[ \t]|$)/.test(text) ||
    /[ \t\n\r\x85\u2028\u2029]#/.test(text)
  );
}

const doubleEscapes = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

export const toEscape = /[^ !#-[\]-~]|["\\]/gu;

export function escapeDouble(rune: string): string {
  return doubleEscapes.has(rune) || special.test(rune) ? escapeAny(rune) : rune;
}

export function escapeAny(rune: string): string {
  const named = doubleEscapes.get(rune);
  if (named !== undefined) return named;
  const code = rune.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
