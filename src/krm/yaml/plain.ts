/**
 * What a plain scalar is: null and booleans by YAML 1.2's core schema, which every reader agrees on, numbers as Go's reader
 * takes them (go.yaml.in/yaml, resolve.go). `undefined` is what JSON does not have: NaN and the infinities.
 */
export function readPlain(text: string): null | boolean | number | bigint | string | undefined {
  const first = text.charCodeAt(0);
  // Letters other than those that begin null, true and false are the common case: a string.
  switch (first) {
    case 0x7e: // ~
      return text === '~' ? null : text;
    case 0x6e: // n
    case 0x4e: // N
      return text === 'null' || text === 'Null' || text === 'NULL' ? null : text;
    case 0x74: // t
    case 0x54: // T
      return text === 'true' || text === 'True' || text === 'TRUE' ? true : text;
    case 0x66: // f
    case 0x46: // F
      return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
  }
  const startsNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!startsNumber) return text;
  return shortInteger.test(text) ? Number(text) : readNumber(text);
}

/** Most numbers are such. */
const shortInteger = /^(?:0|-?[1-9][0-9]{0,14})$/;

/** A text that begins as numbers do. Whole numbers that a double does not hold are bigints. */
function readNumber(text: string): number | bigint | string | undefined {
  if (notFinite.test(text)) return undefined;
  const whole = readWhole(text);
  if (whole !== undefined) return whole >= -MOST && whole <= MOST ? Number(whole) : whole;
  // Go drops underscores wherever they stand, but not behind a leading point: there they stand between digits.
  const plain = text.replaceAll('_', '');
  const isFloat = float.test(plain) && !(text.startsWith('.') && strayUnderscore.test(text));
  const value = isFloat ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value)) return text;
  // Go rounds whole numbers of more than 64 bits.
  return decimal.test(plain) && !Number.isSafeInteger(value) ? BigInt(plain.replace('+', '')) : value;
}

/** A whole number of at most 64 bits. */
function readWhole(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = integer.exec(text.replaceAll('_', '')) ?? [];
  const magnitude = digits === '' ? undefined : readDigits(digits);
  if (magnitude === undefined || text.startsWith('_')) return undefined;
  if (sign === '') return magnitude < 2n ** 64n ? magnitude : undefined;
  const value = sign === '-' ? -magnitude : magnitude;
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Go's base prefixes; a leading zero is one too. */
function readDigits(digits: string): bigint | undefined {
  const octal = /^0([0-7]+)$/.exec(digits)?.[1];
  if (octal !== undefined) return BigInt(`0o${octal}`);
  return /^0[0-9]/.test(digits) ? undefined : BigInt(digits.toLowerCase());
}

const MOST = BigInt(Number.MAX_SAFE_INTEGER);
const integer = /^([-+]?)([0-9]+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const decimal = /^[-+]?[0-9]+$/;
const strayUnderscore = /(?<![0-9])_|_(?![0-9])/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** A plain scalar where YAML 1.1's words for true and false count as well, which Go reads as such wherever they stand. */
export function readPlainAsGo(text: string): ReturnType<typeof readPlain> {
  return readOldWord(text) ?? readPlain(text);
}

/** `undefined` where it is no word of YAML 1.1's for true or false. */
export function readOldWord(text: string): boolean | undefined {
  return oldWord.test(text) ? trueWord.test(text) : undefined;
}

const oldWord = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const trueWord = /[yY]|[oO][nN]/;

/** A plain key as sigs.k8s.io/yaml makes it a text; `undefined` where it is none. */
export function readPlainKey(text: string): string | undefined {
  const value = readPlain(text);
  if (value === undefined)
    return text.includes('a') || text.includes('A') ? '.nan' : text.startsWith('-') ? '-.inf' : '.inf';
  if (typeof value === 'number' && readWhole(text) === undefined) return shortFloat(value);
  return value === null ? undefined : String(value);
}

/** strconv.FormatFloat(value, 'g', -1, 32). */
function shortFloat(value: number): string {
  const wanted = Math.fround(value);
  if (!Number.isFinite(wanted)) return value > 0 ? '.inf' : '-.inf';
  let digits = 0;
  while (Math.fround(Number(wanted.toExponential(digits))) !== wanted) digits++;
  const [mantissa = '', exponent = ''] = wanted.toExponential(digits).split('e');
  const power = Number(exponent);
  if (wanted === 0) return Object.is(wanted, -0) ? '-0' : '0';
  if (power >= -4 && power < 6) return String(Number(wanted.toExponential(digits)));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
