import type { Entry, ListParts, Range } from './parts';

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const APOSTROPHE = 39;
const DASH = 45;
const COLON = 58;
const BRACKET = 93;
const BRACE = 125;

/**
 * Takes a block-style list document apart by its line starts alone, without reading what the items hold. It knows the
 * layout that kpt, kustomize and kubectl write and answers `undefined` to any other, which the full splitter then takes.
 */
export function splitBlock(bytes: Buffer): ListParts | undefined {
  if (bytes.includes(13) || bytes[bytes.length - 1] !== NEWLINE) return undefined;
  const open: { key: string; start: number; valueStart: number }[] = [];
  const keys = new Set<string>();
  const starts: number[] = [];
  let indent = -1;
  let inItems = false;

  for (let at = 0; at < bytes.length; at = bytes.indexOf(NEWLINE, at) + 1) {
    const first = bytes[at];
    if (first === NEWLINE || first === HASH) continue;
    // kpt puts the end of a quoted text there where the text ends in a line break, and that of brackets behind a comment.
    const isEnd = first === APOSTROPHE || ((first === BRACKET || first === BRACE) && isBehindComment(bytes, at));
    if (isEnd && bytes[at + 1] === NEWLINE && open.length > 0) continue;
    if (first === SPACE || first === DASH) {
      if (isDocumentStart(bytes, at)) {
        if (open.length > 0) return undefined;
        continue;
      }
      if (open.length === 0) return undefined;
      if (!inItems) continue;
      const column = countSpaces(bytes, at);
      const unit = bytes[at + column];
      if (unit === NEWLINE || unit === HASH) continue;
      if (indent < 0) indent = column;
      if (column < indent) return undefined;
      if (column > indent) continue;
      if (unit !== DASH || !isGap(bytes[at + column + 1])) return undefined;
      starts.push(at);
      continue;
    }
    const colon = keyEnd(bytes, at);
    if (colon < 0) return undefined;
    const key = bytes.toString('latin1', at, colon);
    if (keys.size === keys.add(key).size) return undefined; // it stands twice
    open.push({ key, start: at, valueStart: colon + 1 });
    inItems = key === 'items';
    if (inItems && !isRestEmpty(bytes, colon + 1)) return undefined;
  }

  const entries = open.map((entry, at): Entry => {
    const end = open[at + 1]?.start ?? bytes.length;
    return { key: entry.key, start: entry.start, end, value: { start: entry.valueStart, end } };
  });
  const items = entries.find((entry) => entry.key === 'items');
  if (items === undefined || starts.length === 0) return undefined;
  const ranges = starts.map((start, at): Range => ({ start, end: starts[at + 1] ?? items.end }));
  return { root: 'block', entries, items: { style: 'block', indent, ranges } };
}

/** `---` may open the text; anywhere else, like every other document mark, it is the full splitter's work. */
function isDocumentStart(bytes: Buffer, at: number): boolean {
  return bytes[at] === DASH && bytes[at + 1] === DASH && bytes[at + 2] === DASH && bytes[at + 3] === NEWLINE;
}

function isBehindComment(bytes: Buffer, at: number): boolean {
  return bytes.subarray(bytes.lastIndexOf(NEWLINE, at - 2) + 1, at).includes(' #');
}

function countSpaces(bytes: Buffer, at: number): number {
  let end = at;
  while (bytes[end] === SPACE) end++;
  return end - at;
}

function isGap(unit: number | undefined): boolean {
  return unit === SPACE || unit === NEWLINE;
}

/** Where the colon behind a plain word at a line's start stands, or -1. */
function keyEnd(bytes: Buffer, at: number): number {
  let end = at;
  for (let unit = bytes[end]; unit !== undefined && isLetter(unit); unit = bytes[++end]);
  return end > at && bytes[end] === COLON && isGap(bytes[end + 1]) ? end : -1;
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

function isRestEmpty(bytes: Buffer, at: number): boolean {
  const rest = at + countSpaces(bytes, at);
  return bytes[rest] === NEWLINE || bytes[rest] === HASH;
}
