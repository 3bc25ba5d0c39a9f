import { Stop } from './fault';
import { GoSlice, type Slot } from './value';

/** How much one run of a template may do: counted, not timed, so that the same input always ends the same way. */
export interface Limits {
  /** Statements, calls and iterations count one each; texts and lists that functions take or make a quarter a member. */
  readonly work: number;
  /** Characters of output, and of any one text; members of any one list. */
  readonly size: number;
  /** How deep templates, blocks and parentheses may nest while they run. */
  readonly depth: number;
}

/** An object that an API server takes has less than two million characters. */
export const LIMITS: Limits = { work: 20_000_000, size: 8_000_000, depth: 600 };

/** What many runs may do together: work and characters of output, counted as for one. */
export class Purse {
  #work: number;
  #size: number;

  constructor(work = 500_000_000, size = 200_000_000) {
    this.#work = work;
    this.#size = size;
  }

  spend(units: number): void {
    this.#work -= units;
    if (this.#work < 0) throw new Stop('all templates together do more steps than a render may', undefined, true);
  }

  write(length: number): void {
    this.#size -= length;
    if (this.#size < 0) throw new Stop('all templates together give more text than a render may', undefined, true);
  }
}

/** What is left of the limits, and the output so far. */
export class Budget {
  readonly #limits: Limits;
  readonly #purse: Purse | undefined;
  readonly #parts: string[] = [];
  #work = 0;
  #written = 0;
  #depth = 0;

  constructor(limits: Limits, purse?: Purse) {
    this.#limits = limits;
    this.#purse = purse;
  }

  spend(units: number): void {
    this.#purse?.spend(units);
    this.#work += units;
    if (this.#work > this.#limits.work) {
      const reason = `the template does more than ${this.#limits.work} steps, or makes values of that size`;
      throw new Stop(reason, undefined, true);
    }
  }

  /** Charges for a value that a function takes or has made. */
  charge<T extends Slot>(value: T): T {
    const size = typeof value === 'string' ? value.length : value instanceof GoSlice ? value.items.length : 0;
    this.room(size);
    this.spend(size / 4);
    return value;
  }

  /** Makes sure that there is room for a value of that size before it is made. */
  room(length: number): void {
    if (length > this.#limits.size) throw new Stop(`a value is longer than ${this.#limits.size} characters or members`);
  }

  write(text: string): void {
    this.#purse?.write(text.length);
    this.#written += text.length;
    if (this.#written > this.#limits.size) throw new Stop(`the output is longer than ${this.#limits.size} characters`);
    this.#parts.push(text);
  }

  output(): string {
    return this.#parts.join('');
  }

  enter(): void {
    if (++this.#depth > this.#limits.depth) {
      throw new Stop(`templates and blocks are nested deeper than ${this.#limits.depth} while they run`);
    }
  }

  leave(): void {
    this.#depth--;
  }
}
