import Big from 'big.js';
import { Stop } from '../fault';

/** shopspring/decimal, which sprig's float functions calculate with: exact, but for quotients, which have 16 digits. */
const Decimal = Big();
Decimal.DP = 16;
Decimal.RM = Big.roundHalfUp;

/** From the shortest text that reads back as the same float. */
export function decimalOf(float: number): Big {
  if (!Number.isFinite(float)) throw new Stop(`cannot calculate with ${float}`);
  return new Decimal(float);
}

export function divide(a: Big, b: Big): Big {
  if (b.eq(0)) throw new Stop('division by zero');
  return a.div(b);
}
