/**
 * A number's exact digits, rounded as Go does: half to even, any number of digits. JavaScript's own `toFixed` and
 * `toExponential` take a hundred at most and round half up.
 */

/** No number has more digits than this behind its point, or before the exponent: what is asked beyond is zeros. */
const MOST = 1100;

/** `value` is finite and not negative. */
export function fixedText(value: number, precision: number): string {
  const kept = Math.min(precision, MOST);
  const digits = scaled(value, kept)
    .toString()
    .padStart(kept + 1, '0');
  const whole = digits.slice(0, digits.length - kept);
  return precision === 0 ? whole : `${whole}.${digits.slice(digits.length - kept).padEnd(precision, '0')}`;
}

/** `value` is finite and not negative; `precision` counts the digits behind the point. */
export function exponentialText(value: number, precision: number): { mantissa: string; exponent: number } {
  const kept = Math.min(precision, MOST);
  let exponent = value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
  let digits = scaled(value, kept - exponent).toString();
  // The shortest text's power of ten may be one off from that of these digits.
  while (value !== 0 && digits.length !== kept + 1) {
    exponent += digits.length > kept + 1 ? 1 : -1;
    digits = scaled(value, kept - exponent).toString();
  }
  const behind = digits
    .padStart(kept + 1, '0')
    .slice(1)
    .padEnd(precision, '0');
  return { mantissa: behind === '' ? digits : `${digits.slice(0, 1)}.${behind}`, exponent };
}

/** `value` times a power of ten, as a whole number, half to even. */
function scaled(value: number, power: number): bigint {
  const { fraction, shift } = partsOf(value);
  const up = fraction * 10n ** BigInt(Math.max(0, power)) * 2n ** BigInt(Math.max(0, shift));
  const down = 10n ** BigInt(Math.max(0, -power)) * 2n ** BigInt(Math.max(0, -shift));
  const quotient = up / down;
  const twice = 2n * (up % down);
  const isUp = twice > down || (twice === down && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

/** IEEE 754: `fraction` times two to the `shift`. */
function partsOf(value: number): { fraction: bigint; shift: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const low = bits & ((1n << 52n) - 1n);
  return exponent === 0 ? { fraction: low, shift: -1074 } : { fraction: low | (1n << 52n), shift: exponent - 1075 };
}
