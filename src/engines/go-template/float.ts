export type FloatFormat = 'e' | 'f' | 'g' | 'x' | 'b';

/** strconv.FormatFloat for float64; a precision below 0 asks for the shortest text that reads back as the same. */
export function formatFloat(value: number, format: FloatFormat, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  const shortest = precision < 0;
  if (format === 'x') return sign + hexadecimal(magnitude, precision);
  if (format === 'b') return sign + binary(magnitude);
  if (format === 'f') return sign + (shortest ? plainDigits(shortestOf(magnitude)) : fixed(magnitude, precision));
  if (format === 'e') {
    const digits = shortest ? shortestOf(magnitude) : rounded(magnitude, precision + 1);
    return sign + scientific(digits, shortest ? digits.text.length - 1 : precision);
  }
  const wanted = precision === 0 ? 1 : precision;
  const digits = shortest ? shortestOf(magnitude) : trimmed(rounded(magnitude, wanted));
  const exponent = digits.point - 1;
  let limit = shortest ? 6 : wanted;
  if (!shortest && limit > digits.text.length && digits.text.length >= digits.point) limit = digits.text.length;
  if (exponent < -4 || exponent >= limit) return sign + scientific(digits, digits.text.length - 1);
  return sign + plainDigits(digits);
}

/** The value is 0.TEXT × 10^point. */
interface Digits {
  readonly text: string;
  readonly point: number;
}

/** The fewest digits that read back as the same number. */
function shortestOf(value: number): Digits {
  if (value === 0) return { text: '0', point: 1 };
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return { text: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** That many significant digits, the exact value rounded half to even. */
function rounded(value: number, count: number): Digits {
  if (value === 0) return { text: '0'.repeat(count), point: 1 };
  const exponent = Number(value.toExponential().split('e')[1] ?? '0');
  const text = scaled(value, count - 1 - exponent).toString();
  return { text: text.slice(0, count), point: exponent + 1 + (text.length - count) };
}

function trimmed({ text, point }: Digits): Digits {
  const short = text.replace(/0+$/, '');
  return short === '' ? { text: '0', point: 1 } : { text: short, point };
}

/** value × 10^places as an integer, rounded half to even. */
function scaled(value: number, places: number): bigint {
  const { mantissa, exponent } = takeApart(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

function takeApart(value: number): { mantissa: bigint; exponent: number } {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  const raw = bits.readBigUInt64BE();
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function fixed(value: number, places: number): string {
  const text = scaled(value, places)
    .toString()
    .padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

function plainDigits({ text, point }: Digits): string {
  if (point <= 0) return text === '0' ? '0' : `0.${'0'.repeat(-point)}${text}`;
  if (text.length <= point) return text.padEnd(point, '0');
  return `${text.slice(0, point)}.${text.slice(point)}`;
}

function scientific({ text, point }: Digits, places: number): string {
  const exponent = text.startsWith('0') ? 0 : point - 1;
  const fraction = text.slice(1).padEnd(places, '0');
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${text[0]}${places > 0 ? `.${fraction}` : ''}e${exponent < 0 ? '-' : '+'}${size}`;
}

/** The mantissa as an integer, and the power of two that it is multiplied by. */
function binary(value: number): string {
  const { mantissa, exponent } = takeApart(value);
  return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** 0x1.8p+01: the mantissa in hexadecimal, rounded half to even. */
function hexadecimal(value: number, precision: number): string {
  let { mantissa, exponent } = takeApart(value);
  if (mantissa === 0n) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+00`;
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent--;
  }
  const dropped = precision >= 0 && precision < 13 ? BigInt(52 - 4 * precision) : 0n;
  if (dropped > 0n) {
    const half = 1n << (dropped - 1n);
    const rest = mantissa & ((1n << dropped) - 1n);
    mantissa >>= dropped;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
    mantissa <<= dropped;
    if (mantissa >> 53n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const fraction = precision < 0 ? digits.replace(/0+$/, '') : digits.slice(0, precision).padEnd(precision, '0');
  const power = exponent + 52;
  return `0x1${fraction && `.${fraction}`}p${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
