import { exponentialText, fixedText } from './exact-digits';
import { exponentText, floatText, numberText, readNumeral } from './number-text';

/** A value as a format's verb meets it. */
export type FormatValue = { readonly number: number } | { readonly text: string };

/**
 * `string.format` as gopher-lua has it, which is Go's Sprintf: flags, width and precision, and the verbs
 * `d i s q x X o c b f F e E g G v %`. Another verb comes back as Go's `%!k(…)` does.
 */
export function formatLua(format: string, values: readonly FormatValue[]): string {
  const verbs = (format.match(/%/g)?.length ?? 0) - (format.match(/%%/g)?.length ?? 0);
  const given = values.slice(0, Math.max(0, verbs));
  let used = 0;
  let text = '';
  let at = 0;
  while (at < format.length) {
    const start = format.indexOf('%', at);
    if (start < 0) return text + format.slice(at) + extra(given.slice(used));
    text += format.slice(at, start);
    directive.lastIndex = start;
    const match = directive.exec(format);
    if (match === null) return `${text}%!(NOVERB)${extra(given.slice(used))}`;
    if (isTooLarge(match[2]) || isTooLarge(match[3])) return `${text}%!(NOVERB)${extra(given.slice(used))}`;
    at = directive.lastIndex;
    const [, flags = '', width = '', precision, verb = ''] = match;
    if (verb === '%') {
      text += '%';
      continue;
    }
    const value = given[used++];
    const spec = { flags, width: Number(width), precision: precision === undefined ? undefined : Number(precision) };
    text += value === undefined ? `%!${verb}(MISSING)` : formatOne(value, verb, spec);
  }
  return text + extra(given.slice(used));
}

const directive = /%([-+# 0]*)(\d*)(?:\.(\d*))?([\s\S])/uy;

/** Go gives up on a width or precision that is beyond a million before its last digit. */
function isTooLarge(digits = ''): boolean {
  return Number(digits.slice(0, -1)) > 1e6;
}

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function formatOne(value: FormatValue, verb: string, spec: Spec): string {
  if ('text' in value) {
    if (verb !== 'd' && verb !== 'i') return formatText(value.text, verb, spec);
    return readNumeral(value.text) === undefined ? formatWhole(0, 'd', spec) : formatText(value.text, 's', spec);
  }
  const { number } = value;
  switch (verb) {
    case 's':
    case 'q':
      return formatText(numberText(number), verb, spec);
    case 'i':
      return formatWhole(number, 'd', spec);
    case 'd':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      return formatWhole(number, verb, spec);
    case 'c':
      return pad(String.fromCodePoint(codePoint(number)), spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return formatFloat(number, verb, spec);
    case 'v':
      return formatPlainly(number, { ...spec, flags: spec.flags.replaceAll('+', '') });
    default:
      return `%!${verb}(${isInt64(number) ? 'int64' : 'float64'}=${formatPlainly(number, spec)})`;
  }
}

function formatPlainly(number: number, spec: Spec): string {
  return isInt64(number) ? formatWhole(number, 'd', spec) : formatFloat(number, 'g', spec);
}

function isInt64(number: number): boolean {
  return Number.isInteger(number) && number >= -(2 ** 63) && number < 2 ** 63;
}

function codePoint(number: number): number {
  const code = Math.trunc(number);
  return code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? code : 0xfffd;
}

function formatText(text: string, verb: string, spec: Spec): string {
  const cut = spec.precision === undefined ? text : [...text].slice(0, spec.precision).join('');
  switch (verb) {
    case 's':
    case 'v':
      return pad(cut, spec);
    case 'q':
      return pad(quote(cut), spec);
    case 'x':
    case 'X': {
      const bytes = Buffer.from(text).toString('hex', 0, spec.precision);
      const hex = spec.flags.includes(' ') ? bytes.replace(/..(?=.)/g, '$& ') : bytes;
      return pad(verb === 'X' ? hex.toUpperCase() : hex, spec);
    }
    default:
      return `%!${verb}(string=${pad(cut, spec)})`;
  }
}

/** As Go quotes: backslash, quote and what does not print are escaped. */
function quote(text: string): string {
  const escaped = [...text].map((one) => {
    const known = escapes[one];
    if (known !== undefined) return known;
    const code = one.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    return one;
  });
  return `"${escaped.join('')}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const RADIX: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, x: 16, X: 16 };

function formatWhole(number: number, verb: string, spec: Spec): string {
  const whole = Number.isFinite(number) ? BigInt(Math.trunc(number)) : -(2n ** 63n);
  const wrapped = BigInt.asIntN(64, whole >= 2n ** 63n || whole < -(2n ** 63n) ? -(2n ** 63n) : whole);
  if (spec.precision === 0 && wrapped === 0n) return padNumber('', '', spec, false);
  let digits = (wrapped < 0n ? -wrapped : wrapped).toString(RADIX[verb] ?? 10);
  if (verb === 'X') digits = digits.toUpperCase();
  if (spec.precision !== undefined) digits = digits.padStart(spec.precision, '0');
  if (spec.flags.includes('#')) digits = `${prefixes[verb] ?? ''}${digits}`;
  return padNumber(signOf(wrapped < 0n, spec), digits, spec, spec.precision === undefined);
}

const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function formatFloat(number: number, verb: string, spec: Spec): string {
  if (!Number.isFinite(number)) {
    const sign = Number.isNaN(number) ? signOf(false, spec) : number < 0 ? '-' : spec.flags.includes(' ') ? ' ' : '+';
    const name = Number.isNaN(number) ? 'NaN' : 'Inf';
    return padNumber(Number.isNaN(number) || spec.flags.includes('+') || sign !== '+' ? sign : '+', name, spec, false);
  }
  const size = Math.abs(number);
  const lower = verb.toLowerCase();
  const digits =
    lower === 'f'
      ? fixedText(size, spec.precision ?? 6)
      : lower === 'e'
        ? exponential(size, spec)
        : general(size, spec);
  const cased = verb === 'E' || verb === 'G' ? digits.toUpperCase() : digits;
  return padNumber(signOf(number < 0 || Object.is(number, -0), spec), cased, spec, true);
}

function exponential(size: number, { precision = 6 }: Spec): string {
  const { mantissa, exponent } = exponentialText(size, precision);
  return `${mantissa}e${exponentText(exponent)}`;
}

/** `%g`: the shortest text without a precision, else that many digits without zeros at the end. */
function general(size: number, { precision }: Spec): string {
  if (precision === undefined) return size === 0 ? '0' : floatText(size);
  const digits = Math.max(1, precision);
  const { mantissa, exponent } = exponentialText(size, digits - 1);
  if (size !== 0 && (exponent < -4 || exponent >= digits)) return `${trimZeros(mantissa)}e${exponentText(exponent)}`;
  return trimZeros(fixedText(size, Math.max(0, digits - 1 - exponent)));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function signOf(negative: boolean, { flags }: Spec): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function padNumber(sign: string, digits: string, spec: Spec, zeros: boolean): string {
  const { flags, width } = spec;
  if (zeros && flags.includes('0') && !flags.includes('-')) return sign + digits.padStart(width - sign.length, '0');
  return pad(sign + digits, { ...spec, flags: flags.replaceAll('0', '') });
}

function pad(text: string, { flags, width }: Spec): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}

/** What Go says of values that no verb took. */
function extra(values: readonly FormatValue[]): string {
  if (values.length === 0) return '';
  const words = values.map((value) =>
    'text' in value ? `lua.LString=${value.text}` : `lua.LNumber=${numberText(value.number)}`,
  );
  return `%!(EXTRA ${words.join(', ')})`;
}
