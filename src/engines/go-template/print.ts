import type { Budget } from './budget';
import { noFlags, Printer } from './printer';
import type { Value } from './value';

/** `%v`: how a template and `print` show a value. */
export function printValue(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  return new Printer(budget, noFlags()).arg(value, 'v');
}

/** fmt.Sprint: spaces between two that are no strings. */
export function print(values: readonly Value[], budget: Budget): string {
  let text = '';
  values.forEach((value, at) => {
    if (at > 0 && typeof value !== 'string' && typeof values[at - 1] !== 'string') text += ' ';
    text += printValue(value, budget);
  });
  return text;
}

export function println(values: readonly Value[], budget: Budget): string {
  return `${values.map((value) => printValue(value, budget)).join(' ')}\n`;
}
