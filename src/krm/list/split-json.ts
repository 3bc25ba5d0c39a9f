import type { Entry, ItemsPart, ListParts, Range } from './parts';

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/** Takes a list document apart that is known to be well-formed JSON with a map at its root. */
export function splitJson(bytes: Buffer): ListParts | undefined {
  const entries: Entry[] = [];
  const keys = new Set<unknown>();
  let at = skipGap(bytes, skipGap(bytes, 0) + 1);
  while (bytes[at] !== CLOSE_MAP) {
    const keyEnd = skipValue(bytes, at);
    const start = skipGap(bytes, skipGap(bytes, keyEnd) + 1);
    const end = skipValue(bytes, start);
    const key: unknown = JSON.parse(bytes.toString('utf8', at, keyEnd));
    if (keys.size === keys.add(key).size) return undefined; // it stands twice: the full splitter refuses it
    entries.push({ key: String(key), start: at, end, value: { start, end } });
    at = skipGap(bytes, end);
    if (bytes[at] === COMMA) at = skipGap(bytes, at + 1);
  }
  return {
    root: 'flow',
    entries,
    items: itemsOf(
      bytes,
      entries.find((entry) => entry.key === 'items'),
    ),
  };
}

function itemsOf(bytes: Buffer, entry: Entry | undefined): ItemsPart {
  if (entry === undefined || bytes[entry.value.start] === 0x6e) return { style: 'absent' };
  if (bytes[entry.value.start] !== OPEN_LIST) return { style: 'other' };
  const ranges: Range[] = [];
  let at = skipGap(bytes, entry.value.start + 1);
  while (bytes[at] !== CLOSE_LIST) {
    const end = skipValue(bytes, at);
    ranges.push({ start: at, end });
    at = skipGap(bytes, end);
    if (bytes[at] === COMMA) at = skipGap(bytes, at + 1);
  }
  return { style: 'flow', ranges };
}

function skipGap(bytes: Buffer, at: number): number {
  let end = at;
  for (let unit = bytes[end]; unit === 32 || unit === 10 || unit === 13 || unit === 9; unit = bytes[++end]);
  return end;
}

/** The end of the value that starts here. */
function skipValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return skipString(bytes, start);
  if (first !== OPEN_MAP && first !== OPEN_LIST) return skipWord(bytes, start);
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const unit = bytes[at];
    if (unit === QUOTE) at = skipString(bytes, at) - 1;
    else if (unit === OPEN_MAP || unit === OPEN_LIST) depth++;
    else if ((unit === CLOSE_MAP || unit === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return bytes.length;
}

function skipString(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function skipWord(bytes: Buffer, start: number): number {
  let end = start;
  for (let unit = bytes[end]; unit !== undefined && !isDelimiter(unit); unit = bytes[++end]);
  return end;
}

function isDelimiter(unit: number): boolean {
  return unit === COMMA || unit === CLOSE_LIST || unit === CLOSE_MAP || unit <= 32;
}
