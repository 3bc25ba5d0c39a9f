import { Stop } from './fault';
import type { Slot } from './value';

interface Variable {
  readonly name: string;
  value: Slot;
}

/** The variables of one template, innermost last. */
export class Scope {
  readonly #variables: Variable[];

  constructor(dot: Slot) {
    this.#variables = [{ name: '$', value: dot }];
  }

  get size(): number {
    return this.#variables.length;
  }

  /** Forgets those that were declared since there were so many. */
  shrink(size: number): void {
    this.#variables.length = size;
  }

  declare(name: string, value: Slot): void {
    this.#variables.push({ name, value });
  }

  assign(name: string, value: Slot): void {
    this.#find(name).value = value;
  }

  get(name: string): Slot {
    return this.#find(name).value;
  }

  /** Sets the one that was declared so many before the last. */
  setFromTop(depth: number, name: string, value: Slot): void {
    this.#variables[this.#variables.length - 1 - depth] = { name, value };
  }

  #find(name: string): Variable {
    const found = this.#variables.findLast((one) => one.name === name);
    if (found === undefined) throw new Stop(`undefined variable: ${name}`);
    return found;
  }
}
