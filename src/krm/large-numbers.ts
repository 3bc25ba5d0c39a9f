import { isObject, type Json } from './json';

/** Whether a value holds a whole number beyond a double's that `test` is true of. */
export function holdsLarge(value: Json, test: (number: bigint) => boolean): boolean {
  if (typeof value === 'bigint') return test(value);
  if (Array.isArray(value)) return value.some((one) => holdsLarge(one, test));
  return isObject(value) && Object.values(value).some((one) => holdsLarge(one, test));
}

/** What changes a whole number: where all numbers are doubles, and where some are whole and the others doubles. */
export const changes = {
  asDouble: (number: bigint) => BigInt(Number(number)) !== number,
  asInt64: (number: bigint) => BigInt.asIntN(64, number) !== number && changes.asDouble(number),
  asUint64: (number: bigint) => BigInt.asUintN(64, number) !== number && changes.asInt64(number),
};
