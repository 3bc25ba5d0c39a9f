import type { Budget } from './budget';
import { printValue } from './print';
import { type Flags, noFlags, Printer } from './printer';
import { GoInt, typeName, type Value } from './value';

/** fmt's limit for widths and precisions. */
const TOO_LARGE = 1_000_000;

/** fmt.Sprintf. */
export function printf(format: string, values: readonly Value[], budget: Budget): string {
  return new Formatter(format, values, budget).run();
}

class Formatter {
  #at = 0;
  #arg = 0;
  #reordered = false;
  #goodIndex = true;
  #text = '';

  constructor(
    readonly format: string,
    readonly values: readonly Value[],
    readonly budget: Budget,
  ) {}

  run(): string {
    while (this.#at < this.format.length) {
      const next = this.format.indexOf('%', this.#at);
      const end = next < 0 ? this.format.length : next;
      this.#text += this.format.slice(this.#at, end);
      this.#at = end + 1;
      if (next >= 0 && !this.#directive()) break;
    }
    this.#tellExtra();
    return this.#text;
  }

  /** One `%…` directive; false at the end of a format that breaks off. */
  #directive(): boolean {
    this.#goodIndex = true;
    const flags = this.#flags();
    let afterIndex = this.#index();
    if (this.format[this.#at] === '*') {
      this.#at++;
      afterIndex = false;
      flags.width = this.#widthFromArgument();
      if (flags.width === undefined) this.#text += '%!(BADWIDTH)';
      else if (flags.width < 0) {
        flags.width = -flags.width;
        flags.minus = true;
        flags.zero = false;
      }
    } else {
      flags.width = this.#number();
      if (afterIndex && flags.width !== undefined) this.#goodIndex = false;
    }
    if (this.format[this.#at] === '.' && this.#at + 1 < this.format.length) {
      this.#at++;
      if (afterIndex) this.#goodIndex = false;
      afterIndex = this.#index();
      if (this.format[this.#at] === '*') {
        this.#at++;
        afterIndex = false;
        const precision = this.#widthFromArgument();
        flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
        if (flags.precision === undefined) this.#text += '%!(BADPREC)';
      } else flags.precision = this.#number() ?? 0;
    }
    if (!afterIndex) afterIndex = this.#index();
    const code = this.format.codePointAt(this.#at);
    if (code === undefined) {
      this.#text += '%!(NOVERB)';
      return false;
    }
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    this.#write(verb, flags);
    return true;
  }

  #write(verb: string, flags: Flags): void {
    if (verb === '%') this.#text += '%';
    else if (!this.#goodIndex) this.#text += `%!${verb}(BADINDEX)`;
    else if (this.#arg >= this.values.length) this.#text += `%!${verb}(MISSING)`;
    else {
      if (verb === 'v' || verb === 'w') {
        flags.sharpV = flags.sharp;
        flags.sharp = false;
        flags.plusV = flags.plus;
        flags.plus = false;
      }
      this.budget.spend((flags.width ?? 0) + (flags.precision ?? 0));
      this.#text += new Printer(this.budget, flags).arg(this.values[this.#arg++] ?? null, verb);
    }
  }

  #flags(): Flags {
    const flags = noFlags();
    for (; this.#at < this.format.length; this.#at++) {
      switch (this.format[this.#at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return flags;
      }
    }
    return flags;
  }

  #number(): number | undefined {
    const digits = /^[0-9]+/.exec(this.format.slice(this.#at, this.#at + 12))?.[0];
    if (digits === undefined) return undefined;
    const value = Number(digits);
    // fmt gives up on the rest of the format.
    if (Math.floor(value / 10) > TOO_LARGE) {
      this.#at = this.format.length;
      return undefined;
    }
    this.#at += digits.length;
    return value;
  }

  #widthFromArgument(): number | undefined {
    if (this.#arg >= this.values.length) return undefined;
    const value = this.values[this.#arg++];
    if (!(value instanceof GoInt)) return undefined;
    const width = Number(value.value);
    return Math.abs(width) > TOO_LARGE ? undefined : width;
  }

  /** `[n]`, which picks an argument. */
  #index(): boolean {
    if (this.format[this.#at] !== '[') return false;
    this.#reordered = true;
    const close = this.format.indexOf(']', this.#at);
    if (close < 0) {
      this.#goodIndex = false;
      this.#at++;
      return false;
    }
    const inside = this.format.slice(this.#at + 1, close);
    this.#at = close + 1;
    const wellFormed = /^[0-9]+$/.test(inside);
    const index = Number(inside) - 1;
    if (wellFormed && index >= 0 && index < this.values.length) {
      this.#arg = index;
      return true;
    }
    this.#goodIndex = false;
    return wellFormed;
  }

  #tellExtra(): void {
    if (this.#reordered || this.#arg >= this.values.length) return;
    const extra = this.values.slice(this.#arg).map((value) => {
      return value === null ? '<nil>' : `${typeName(value)}=${printValue(value, this.budget)}`;
    });
    this.#text += `%!(EXTRA ${extra.join(', ')})`;
  }
}
