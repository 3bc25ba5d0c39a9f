import { byteLength, toBytes } from '../bytes';
import { Stop } from '../fault';
import { print, println } from '../print';
import { printf } from '../printf';
import { isPrintable } from '../quote';
import { GoInt, GoMap, GoSlice, goInt, isTrue, typeName, type Value } from '../value';
import { type Arguments, type Family, takes, takesMany } from './signature';

/** What text/template itself brings; `slice` is sprig's, which replaces it. */
export const builtin: Family = {
  and: { params: ['any'], rest: 'any', shortCircuits: false, call: (args) => args.any(0) },
  or: { params: ['any'], rest: 'any', shortCircuits: true, call: (args) => args.any(0) },
  not: takes(['any'], (args) => !isTrue(args.any(0))),
  len: takes(['any'], (args) => goInt(length(args.any(0)))),
  index: takesMany(['any'], 'any', (args) => args.from(1).reduce(elementAt, wantSomething(args))),
  call: takesMany(['any'], 'any', (args) => {
    throw new Stop(`non-function of type ${typeName(args.any(0))}`);
  }),
  print: takesMany([], 'any', (args) => print(args.values, args.budget)),
  printf: takesMany(['string'], 'any', (args) => printf(args.string(0), args.from(1), args.budget)),
  println: takesMany([], 'any', (args) => println(args.values, args.budget)),
  html: takesMany([], 'any', (args) => escapeHtml(shown(args))),
  js: takesMany([], 'any', (args) => escapeJs(shown(args))),
  urlquery: takesMany([], 'any', (args) => escapeQuery(shown(args))),
};

function length(value: Value): number {
  if (typeof value === 'string') return byteLength(value);
  if (value instanceof GoSlice) return value.items.length;
  if (value instanceof GoMap) return value.entries.size;
  throw new Stop(value === null ? 'len of nil' : `len of type ${typeName(value)}`);
}

function wantSomething(args: Arguments): Value {
  if (args.any(0) === null) throw new Stop('index of nil');
  return args.any(0);
}

function elementAt(item: Value, index: Value): Value {
  if (item === null) throw new Stop('index of nil');
  if (item instanceof GoMap) {
    if (typeof index !== 'string') throw new Stop(`value has type ${typeName(index)}; should be string`);
    return item.entries.get(index) ?? (item.element === 'string' ? '' : null);
  }
  if (item instanceof GoSlice) {
    const at = position(index, item.items.length);
    return item.items[at] ?? null;
  }
  if (typeof item === 'string') {
    const bytes = toBytes(item);
    return new GoInt(BigInt(bytes[position(index, bytes.length)] ?? 0), 'uint8');
  }
  throw new Stop(`can't index item of type ${typeName(item)}`);
}

function position(index: Value, length: number): number {
  if (!(index instanceof GoInt)) throw new Stop(`cannot index slice/array with type ${typeName(index)}`);
  if (index.value < 0n || index.value >= BigInt(length)) throw new Stop(`index out of range: ${index.value}`);
  return Number(index.value);
}

/** nil shows here as the template itself shows it. */
function shown(args: Arguments): string {
  return print(
    args.values.map((value) => value ?? '<no value>'),
    args.budget,
  );
}

const htmlEscapes = new Map([
  ['\0', '\ufffd'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => htmlEscapes.get(character) ?? character);
}

function escapeJs(text: string): string {
  return text.replace(/[^ !#-%(-;?-[\]-~]/gu, (rune) => {
    const code = rune.codePointAt(0) ?? 0;
    if (rune === '\\' || rune === "'" || rune === '"') return `\\${rune}`;
    const digits = code.toString(16).toUpperCase();
    if (code < 0x20 || '<>&='.includes(rune)) return `\\u00${digits.padStart(2, '0')}`;
    return code < 0x80 || isPrintable(rune) ? rune : `\\u${digits.padStart(4, '0')}`;
  });
}

/** url.QueryEscape. */
function escapeQuery(text: string): string {
  const latin1 = toBytes(text).toString('latin1');
  return latin1.replace(/[^A-Za-z0-9_.~-]/g, (byte) => {
    return byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
