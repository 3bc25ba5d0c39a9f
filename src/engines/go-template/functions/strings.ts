import { byteLength, compareText, fromBytes, sliceBytes, toBytes } from '../bytes';
import { Stop } from '../fault';
import { printf } from '../printf';
import { quote } from '../quote';
import { GoMap, GoSlice, strings as texts } from '../value';
import { asText, asTexts } from './convert';
import { isSpace, lower, swapCase, title, trimSpace, untitle, upper } from './letters';
import { type Arguments, type Family, ofString, takes, takesMany } from './signature';
import { pascalCase, separated } from './words';

/** sprig's functions on strings. Lengths and positions count bytes, as Go's do. */
export const strings: Family = {
  hello: takes([], () => 'Hello!'),
  abbrev: takes(['int', 'string'], (args) => abbreviate(args.string(1), 0, args.int(0))),
  abbrevboth: takes(['int', 'int', 'string'], (args) => {
    const [left, right] = [args.int(0), args.int(1)];
    return right < 4 || (left > 0 && right < 7) ? args.string(2) : abbreviate(args.string(2), left, right);
  }),
  trunc: takes(['int', 'string'], (args) => {
    const count = args.int(0);
    const text = args.string(1);
    const length = byteLength(text);
    if (count < 0 && length + count > 0) return sliceBytes(text, length + count);
    return count >= 0 && length > count ? sliceBytes(text, 0, count) : text;
  }),
  trim: ofString(trimSpace),
  upper: ofString(upper),
  lower: ofString(lower),
  title: ofString(title),
  untitle: ofString(untitle),
  swapcase: ofString(swapCase),
  snakecase: ofString((text) => separated(text, '_')),
  kebabcase: ofString((text) => separated(text, '-')),
  camelcase: ofString(pascalCase),
  substr: takes(['int', 'int', 'string'], substring),
  repeat: takes(['int', 'string'], (args) => repeat(args.string(1), args.int(0), args)),
  trimall: takes(['string', 'string'], (args) => trimSet(args.string(1), args.string(0))),
  trimAll: takes(['string', 'string'], (args) => trimSet(args.string(1), args.string(0))),
  trimSuffix: takes(['string', 'string'], (args) => {
    const [suffix, text] = [args.string(0), args.string(1)];
    return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
  }),
  trimPrefix: takes(['string', 'string'], (args) => {
    const [prefix, text] = [args.string(0), args.string(1)];
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  nospace: ofString(withoutSpace),
  initials: ofString(initials),
  wrap: takes(['int', 'string'], (args) => wrap(args.string(1), args.int(0), '\n', false, args)),
  wrapWith: takes(['int', 'string', 'string'], (args) =>
    wrap(args.string(2), args.int(0), args.string(1) === '' ? '\n' : args.string(1), true, args),
  ),
  contains: takes(['string', 'string'], (args) => args.string(1).includes(args.string(0))),
  hasPrefix: takes(['string', 'string'], (args) => args.string(1).startsWith(args.string(0))),
  hasSuffix: takes(['string', 'string'], (args) => args.string(1).endsWith(args.string(0))),
  quote: takesMany([], 'any', (args) => {
    const given = args.values.filter((value) => value !== null);
    return given.map((value) => quote(asText(value, args.budget))).join(' ');
  }),
  squote: takesMany([], 'any', (args) => {
    const given = args.values.filter((value) => value !== null);
    return given.map((value) => `'${asText(value, args.budget)}'`).join(' ');
  }),
  cat: takesMany([], 'any', (args) => {
    const given = args.values.filter((value) => value !== null);
    return printf(given.map(() => '%v').join(' '), given, args.budget);
  }),
  indent: takes(['int', 'string'], (args) => indent(args)),
  nindent: takes(['int', 'string'], (args) => `\n${indent(args)}`),
  replace: takes(['string', 'string', 'string'], (args) => replace(args)),
  plural: takes(['string', 'string', 'int'], (args) => (args.int(2) === 1 ? args.string(0) : args.string(1))),
  toString: takes(['any'], (args) => asText(args.any(0), args.budget)),
  split: takes(['string', 'string'], (args) => numbered(split(args.string(1), args.string(0), -1))),
  splitn: takes(['string', 'int', 'string'], (args) => numbered(split(args.string(2), args.string(0), args.int(1)))),
  splitList: takes(['string', 'string'], (args) => texts(split(args.string(1), args.string(0), -1))),
  toStrings: takes(['any'], (args) => texts(asTexts(args.any(0), args.budget))),
  join: takes(['string', 'any'], (args) => {
    const parts = asTexts(args.any(1), args.budget);
    args.budget.room(parts.reduce((sum, part) => sum + part.length + args.string(0).length, 0));
    return parts.join(args.string(0));
  }),
  sortAlpha: takes(['any'], (args) => {
    const list = args.any(0);
    if (list instanceof GoSlice) return texts(asTexts(list, args.budget).sort(compareText));
    return texts([asText(list, args.budget)]);
  }),
};

function abbreviate(text: string, offset: number, width: number): string {
  const length = byteLength(text);
  if (width < 4 || length <= width) return text;
  let from = Math.min(offset, length);
  if (length - from < width - 3) from = length - (width - 3);
  if (from <= 4) return `${sliceBytes(text, 0, width - 3)}...`;
  if (width < 7) return '';
  if (from + width - 3 < length) {
    const rest = sliceBytes(text, from);
    return `...${width - 3 < 4 ? '' : abbreviate(rest, 0, width - 3)}`;
  }
  return `...${sliceBytes(text, length - (width - 3))}`;
}

function substring(args: Arguments): string {
  const [start, end, text] = [args.int(0), args.int(1), args.string(2)];
  const length = byteLength(text);
  const from = start < 0 ? 0 : start;
  const to = start >= 0 && (end < 0 || end > length) ? length : end;
  if (to < 0 || to > length || from > to)
    throw new Stop(`slice bounds out of range [${from}:${to}] with length ${length}`);
  return sliceBytes(text, from, to);
}

function repeat(text: string, count: number, args: Arguments): string {
  if (count < 0) throw new Stop('negative repeat count');
  args.budget.room(text.length * count);
  return text.repeat(count);
}

function trimSet(text: string, set: string): string {
  const runes = [...text];
  const cut = new Set(set);
  let [from, to] = [0, runes.length];
  while (from < to && cut.has(runes[from] ?? '')) from++;
  while (to > from && cut.has(runes[to - 1] ?? '')) to--;
  return runes.slice(from, to).join('');
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const isSpaceByte = (byte: number) => isSpace(String.fromCharCode(byte));

/** goutils takes each byte for a character: with a space to remove, what is not ASCII comes out as Latin-1. */
function withoutSpace(text: string): string {
  const bytes = toBytes(text);
  if (!bytes.some(isSpaceByte)) return text;
  return latin1(bytes.filter((byte) => !isSpaceByte(byte)));
}

/** As above. */
function initials(text: string): string {
  const bytes = toBytes(text);
  return latin1(bytes.filter((byte, at) => !isSpaceByte(byte) && (at === 0 || isSpaceByte(bytes[at - 1] ?? 0))));
}

function wrap(text: string, wanted: number, newLine: string, longWords: boolean, args: Arguments): string {
  const width = Math.max(wanted, 1);
  // Positions are bytes: one character each here.
  const bytes = toBytes(text).toString('latin1');
  args.budget.room(bytes.length + (bytes.length / width + 1) * newLine.length);
  const separator = toBytes(newLine).toString('latin1');
  let out = '';
  let offset = 0;
  while (bytes.length - offset > width) {
    if (bytes[offset] === ' ') {
      offset++;
      continue;
    }
    const space = bytes.lastIndexOf(' ', offset + width);
    if (space >= offset) {
      out += bytes.slice(offset, space) + separator;
      offset = space + 1;
    } else if (longWords) {
      out += bytes.slice(offset, offset + width) + separator;
      offset += width;
    } else {
      const next = bytes.indexOf(' ', offset + width);
      if (next < 0) {
        out += bytes.slice(offset);
        offset = bytes.length;
      } else {
        out += bytes.slice(offset, next) + separator;
        offset = next + 1;
      }
    }
  }
  return fromBytes(Buffer.from(out + bytes.slice(offset), 'latin1'));
}

function indent(args: Arguments): string {
  const [spaces, text] = [args.int(0), args.string(1)];
  if (spaces < 0) throw new Stop('negative repeat count');
  args.budget.room(text.length + spaces * text.split('\n').length);
  const pad = ' '.repeat(spaces);
  return pad + text.replaceAll('\n', `\n${pad}`);
}

function replace(args: Arguments): string {
  const [old, by, text] = [args.string(0), args.string(1), args.string(2)];
  const count = old === '' ? text.length + 1 : text.split(old).length - 1;
  args.budget.room(text.length + count * by.length);
  if (old === '') return by + [...text].map((rune) => rune + by).join('');
  return text.split(old).join(by);
}

/** strings.SplitN: at most `limit` parts, all of them where it is negative; characters where there is no separator. */
export function split(text: string, separator: string, limit: number): string[] {
  if (limit === 0) return [];
  const all = separator === '' ? [...text] : text.split(separator);
  if (limit < 0 || all.length <= limit) return all;
  return [...all.slice(0, limit - 1), all.slice(limit - 1).join(separator)];
}

function numbered(parts: readonly string[]): GoMap {
  return GoMap.of(
    parts.map((part, at) => [`_${at}`, part] as const),
    'string',
  );
}
