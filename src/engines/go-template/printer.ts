import type { Budget } from './budget';
import { byteLength, toBytes } from './bytes';
import { Stop } from './fault';
import { type FloatFormat, formatFloat } from './float';
import { canBackquote, isPrintable, quote, quoteRune } from './quote';
import { type Field, GoInt, GoMap, GoSlice, typeName, type Value } from './value';

/** Deeper values are refused: `set` can make a map that holds itself. */
const MAX_DEPTH = 200;

export interface Flags {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  /** `%+v` and `%#v`, where the two flags mean something else. */
  plusV: boolean;
  sharpV: boolean;
  width: number | undefined;
  precision: number | undefined;
}

export const noFlags = (): Flags => ({
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  plusV: false,
  sharpV: false,
  width: undefined,
  precision: undefined,
});

/** Prints one argument by one directive. */
export class Printer {
  constructor(
    readonly budget: Budget,
    readonly flags: Flags,
  ) {}

  arg(value: Value, verb: string): string {
    if (value === null) return verb === 'T' || verb === 'v' ? this.#pad('<nil>') : `%!${verb}(<nil>)`;
    if (verb === 'T') return this.#string(typeName(value));
    if (verb === 'p') return this.#pointer(value);
    return this.#value(value, verb, 0);
  }

  #pointer(value: Exclude<Value, null>): string {
    if (value instanceof GoMap || value instanceof GoSlice)
      throw new Stop('%p prints an address, which differs in every run');
    return this.#bad(value, 'p');
  }

  #value(value: Exclude<Value, null>, verb: string, depth: number): string {
    if (depth > MAX_DEPTH) throw new Stop(`a value is nested deeper than ${MAX_DEPTH}`);
    if (typeof value === 'boolean') {
      return verb === 't' || verb === 'v' ? this.#pad(String(value)) : this.#bad(value, verb);
    }
    if (typeof value === 'number') return this.#float(value, verb);
    if (typeof value === 'string') return this.#text(value, verb);
    if (value instanceof GoInt) return this.#integer(value, verb);
    if (value instanceof GoSlice) return this.#slice(value, verb, depth);
    if (value instanceof GoMap) return this.#map(value, verb, depth);
    return value.fields ? this.#struct(value.typeName, value.fields, verb) : this.#text(value.text, verb);
  }

  #struct(type: string, fields: readonly Field[], verb: string): string {
    const { plusV, sharpV } = this.flags;
    const items = fields.map(({ name, value }) => (plusV || sharpV ? `${name}:` : '') + this.#text(value, verb));
    return sharpV ? `${type}{${items.join(', ')}}` : `{${items.join(' ')}}`;
  }

  #element(value: Value, verb: string, depth: number): string {
    if (value !== null) return this.#value(value, verb, depth);
    return this.flags.sharpV ? 'interface {}(nil)' : '<nil>';
  }

  #slice(value: GoSlice, verb: string, depth: number): string {
    this.budget.spend(value.items.length + 1);
    const { sharpV } = this.flags;
    if (sharpV && value.isNil) return `${typeName(value)}(nil)`;
    const items = value.items.map((item) => this.#element(item, verb, depth + 1));
    return sharpV ? `${typeName(value)}{${items.join(', ')}}` : `[${items.join(' ')}]`;
  }

  #map(value: GoMap, verb: string, depth: number): string {
    this.budget.spend(value.entries.size + 1);
    const { sharpV } = this.flags;
    if (sharpV && value.isNil) return `${typeName(value)}(nil)`;
    const items = value.sorted().map(([key, item]) => {
      return `${this.#text(key, verb)}:${this.#element(item, verb, depth + 1)}`;
    });
    return sharpV ? `${typeName(value)}{${items.join(', ')}}` : `map[${items.join(' ')}]`;
  }

  #text(value: string, verb: string): string {
    switch (verb) {
      case 'v':
        return this.flags.sharpV ? this.#quoted(value) : this.#string(value);
      case 's':
        return this.#string(value);
      case 'q':
        return this.#quoted(value);
      case 'x':
      case 'X':
        return this.#hexBytes(value, verb);
      default:
        return this.#bad(value, verb);
    }
  }

  #string(text: string): string {
    return this.#pad(this.#truncated(text));
  }

  #truncated(text: string): string {
    const { precision } = this.flags;
    return precision === undefined ? text : [...text].slice(0, precision).join('');
  }

  #quoted(value: string): string {
    const text = this.#truncated(value);
    if (this.flags.sharp && canBackquote(text)) return this.#pad(`\`${text}\``);
    return this.#pad(quote(text, this.flags.plus));
  }

  #hexBytes(value: string, verb: 'x' | 'X'): string {
    const { precision, space, sharp } = this.flags;
    const bytes = toBytes(value).subarray(0, precision);
    if (bytes.length === 0) return this.#fill(this.flags.width ?? 0);
    const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
    const prefix = sharp ? '0x' : '';
    const text = space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
    return this.#pad(verb === 'X' ? text.toUpperCase() : text);
  }

  #integer(value: GoInt, verb: string): string {
    const unsigned = value.type.startsWith('uint');
    switch (verb) {
      case 'v':
        return unsigned && this.flags.sharpV
          ? this.#digits(value.value, 16, 'x', true)
          : this.#digits(value.value, 10, 'd');
      case 'd':
        return this.#digits(value.value, 10, verb);
      case 'b':
        return this.#digits(value.value, 2, verb);
      case 'o':
      case 'O':
        return this.#digits(value.value, 8, verb);
      case 'x':
      case 'X':
        return this.#digits(value.value, 16, verb);
      case 'c':
        return this.#pad(runeFrom(value.value));
      case 'q':
        return this.#pad(quoteRune(runeFrom(value.value), this.flags.plus));
      case 'U':
        return this.#unicode(value.value);
      default:
        return this.#bad(value, verb);
    }
  }

  #digits(value: bigint, base: number, verb: string, forcePrefix = false): string {
    const { precision, width, zero, minus, plus, space } = this.flags;
    const negative = value < 0n;
    let least = 0;
    if (precision !== undefined) {
      if (precision === 0 && value === 0n) return ' '.repeat(width ?? 0);
      least = precision;
    } else if (zero && !minus && width !== undefined) {
      least = negative || plus || space ? width - 1 : width;
    }
    let text = (negative ? -value : value).toString(base).padStart(least, '0');
    if (this.flags.sharp || forcePrefix) {
      if (base === 2) text = `0b${text}`;
      if (base === 8 && !text.startsWith('0')) text = `0${text}`;
      if (base === 16) text = `0x${text}`;
    }
    if (verb === 'O') text = `0o${text}`;
    if (verb === 'X') text = text.toUpperCase();
    const sign = negative ? '-' : plus ? '+' : space ? ' ' : '';
    return this.#padWithSpace(sign + text);
  }

  #unicode(value: bigint): string {
    const digits = BigInt.asUintN(64, value).toString(16).toUpperCase();
    let text = `U+${digits.padStart(Math.max(this.flags.precision ?? 4, 4), '0')}`;
    if (this.flags.sharp && value >= 0n && value <= 0x10ffffn && isPrintable(runeFrom(value))) {
      text += ` '${runeFrom(value)}'`;
    }
    return this.#padWithSpace(text);
  }

  #float(value: number, verb: string): string {
    switch (verb) {
      case 'v':
      case 'g':
        return this.#floatText(value, 'g', -1, verb);
      case 'G':
        return this.#floatText(value, 'g', -1, verb).toUpperCase();
      case 'f':
      case 'F':
        return this.#floatText(value, 'f', 6, verb);
      case 'e':
        return this.#floatText(value, 'e', 6, verb);
      case 'E':
        return this.#floatText(value, 'e', 6, verb).toUpperCase();
      case 'x':
        return this.#floatText(value, 'x', -1, verb);
      case 'X':
        return this.#floatText(value, 'x', -1, verb).toUpperCase();
      case 'b':
        return this.#floatText(value, 'b', -1, verb);
      default:
        return this.#bad(value, verb);
    }
  }

  #floatText(value: number, format: FloatFormat, usual: number, verb: string): string {
    const precision = this.flags.precision ?? usual;
    let text = formatFloat(value, format, precision);
    if (!/^[-+]/.test(text)) text = `+${text}`;
    const { plus, space, zero, minus, width, sharp } = this.flags;
    if (space && text.startsWith('+') && !plus) text = ` ${text.slice(1)}`;
    if (!Number.isFinite(value)) {
      return this.#padWithSpace(Number.isNaN(value) && !space && !plus ? text.slice(1) : text);
    }
    if (sharp && verb !== 'b') text = withPoint(text, verb, precision);
    if (plus || !text.startsWith('+')) {
      if (zero && !minus && width !== undefined && width > text.length) {
        return text.slice(0, 1) + '0'.repeat(width - text.length) + text.slice(1);
      }
      return this.#pad(text);
    }
    return this.#pad(text.slice(1));
  }

  #bad(value: Exclude<Value, null>, verb: string): string {
    return `%!${verb}(${typeName(value)}=${new Printer(this.budget, this.flags).#value(value, 'v', 0)})`;
  }

  #pad(text: string): string {
    const { width, minus } = this.flags;
    if (width === undefined) return text;
    const missing = width - (text.length === byteLength(text) ? text.length : [...text].length);
    if (missing <= 0) return text;
    return minus ? text + this.#fill(missing) : this.#fill(missing) + text;
  }

  #padWithSpace(text: string): string {
    const { width, minus } = this.flags;
    return minus ? text.padEnd(width ?? 0) : text.padStart(width ?? 0);
  }

  #fill(count: number): string {
    return (this.flags.zero && !this.flags.minus ? '0' : ' ').repeat(count);
  }
}

function runeFrom(value: bigint): string {
  const code = value < 0n || value > 0x10ffffn ? 0xfffd : Number(value);
  return String.fromCodePoint(code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
}

/** The `#` flag: always a decimal point, and for %g the trailing zeros. */
function withPoint(text: string, verb: string, precision: number): string {
  const found = (/^[xX]$/.test(verb) ? /^(.)([^p]*)(.*)$/ : /^(.)([0-9.]*)(.*)$/).exec(text);
  const [, sign = '', number = '', tail = ''] = found ?? [];
  let digits = 'vgGx'.includes(verb) ? (precision < 0 ? 6 : precision) : 0;
  const significant = number.replace('.', '').replace(/^0+/, '');
  digits -= significant.length;
  if (!number.includes('.') && number === '0') digits--;
  const point = number.includes('.') ? '' : '.';
  return sign + number + point + '0'.repeat(Math.max(digits, 0)) + tail;
}
