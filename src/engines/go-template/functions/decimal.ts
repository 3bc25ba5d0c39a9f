import { Stop } from '../fault';

/** Digits after the point that a quotient keeps (shopspring/decimal, DivisionPrecision). */
const DIVISION_PRECISION = 16;

/** value × 10^exponent: what shopspring/decimal, and so sprig's float functions, calculate with. */
export class Decimal {
  private constructor(
    readonly value: bigint,
    readonly exponent: number,
  ) {}

  /** From the shortest text that reads back as the same float. */
  static of(float: number): Decimal {
    if (!Number.isFinite(float)) throw new Stop(`cannot calculate with ${float}`);
    const [mantissa = '', exponent = '0'] = float.toExponential().split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    return new Decimal(BigInt(whole + fraction), Number(exponent) - fraction.length);
  }

  plus(other: Decimal): Decimal {
    const exponent = Math.min(this.exponent, other.exponent);
    return new Decimal(this.#at(exponent) + other.#at(exponent), exponent);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.value, other.exponent));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.value * other.value, this.exponent + other.exponent);
  }

  /** Rounded half away from zero. */
  dividedBy(other: Decimal): Decimal {
    if (other.value === 0n) throw new Stop('division by zero');
    const shift = DIVISION_PRECISION + this.exponent - other.exponent;
    const numerator = shift >= 0 ? this.value * 10n ** BigInt(shift) : this.value;
    const denominator = shift >= 0 ? other.value : other.value * 10n ** BigInt(-shift);
    const magnitude = abs(numerator) / abs(denominator);
    const up = (abs(numerator) % abs(denominator)) * 2n >= abs(denominator) ? 1n : 0n;
    const negative = numerator < 0n !== denominator < 0n;
    return new Decimal(negative ? -(magnitude + up) : magnitude + up, -DIVISION_PRECISION);
  }

  toFloat(): number {
    return Number(`${this.value}e${this.exponent}`);
  }

  #at(exponent: number): bigint {
    return this.value * 10n ** BigInt(this.exponent - exponent);
  }
}

const abs = (value: bigint) => (value < 0n ? -value : value);
