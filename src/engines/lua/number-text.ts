/**
 * A number as gopher-lua prints it: whole ones that fit 64 bits without a point, the others as Go's `%v` does, which is
 * the shortest text that reads back as the same number, with an exponent below 1e-4 and from 1e6 on.
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63) return BigInt(value).toString();
  return floatText(value);
}

/** Go's `%v` of a float64 that is finite. */
export function floatText(value: number): string {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) return `${mantissa}e${exponentText(exponent)}`;
  return plainText(value, exponent);
}

/** A sign and at least two digits. */
export function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainText(value: number, exponent: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  // JavaScript changes to an exponent below 1e-6; Go does so below 1e-4, which the caller has handled.
  return value.toFixed(Math.min(100, -exponent + 20)).replace(/0+$/, '');
}

/** Reads a numeral of a script, or a text that is used as a number. `undefined` where it is none. */
export function readNumeral(text: string): number | undefined {
  const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
  const whole = /^([+-]?)0[xX]([0-9a-fA-F]+)$/.exec(trimmed);
  if (whole !== null) {
    const [, sign, digits = ''] = whole;
    const value = Number.parseInt(digits, 16);
    return sign === '-' ? -value : value;
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** What `tonumber` makes of a text: with a point Go's ParseFloat, without one ParseInt, which takes no exponent. */
export function toNumber(text: string, base: number | undefined): number | undefined {
  const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
  if (trimmed.includes('.')) return readNumeral(trimmed);
  const isHex = base === undefined && /^0x/i.test(trimmed);
  const radix = isHex ? 16 : (base ?? 10);
  const [, sign, digits = ''] = /^([+-]?)([0-9a-z]+)$/i.exec(isHex ? trimmed.slice(2) : trimmed) ?? [];
  if (digits === '' || [...digits].some((digit) => Number.isNaN(Number.parseInt(digit, radix)))) return undefined;
  const value = Number.parseInt(digits, radix);
  return sign === '-' ? -value : value;
}
