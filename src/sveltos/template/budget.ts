import { Stop } from './fault';
import { GoSlice, type Slot } from './value';

/** How much one run of a template may do: counted, not timed, so that the same input always ends the same way. */
export interface Limits {
  /** Statements, calls and elements, and what functions make: a character or a list's element each. */
  readonly work: number;
  /** Characters of output. */
  readonly output: number;
  /** How deep templates, blocks and parentheses may nest while they run. */
  readonly depth: number;
}

export const LIMITS: Limits = { work: 50_000_000, output: 16_000_000, depth: 600 };

/** What is left of the limits, and the output so far. */
export class Budget {
  readonly #limits: Limits;
  readonly #parts: string[] = [];
  #work = 0;
  #written = 0;
  #depth = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  spend(units: number): void {
    this.#work += units;
    if (this.#work > this.#limits.work) {
      throw new Stop(`the template does more than ${this.#limits.work} steps, or makes values of that size`);
    }
  }

  /** Charges for what a function made. */
  charge<T extends Slot>(value: T): T {
    if (typeof value === 'string') this.spend(value.length >> 4);
    else if (value instanceof GoSlice) this.spend(value.items.length);
    return value;
  }

  /** Makes sure that there is room for a value of that many characters before it is made. */
  room(length: number): void {
    if (length > this.#limits.output) throw new Stop(`a value would be longer than ${this.#limits.output} characters`);
  }

  write(text: string): void {
    this.#written += text.length;
    if (this.#written > this.#limits.output) {
      throw new Stop(`the output is longer than ${this.#limits.output} characters`);
    }
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
