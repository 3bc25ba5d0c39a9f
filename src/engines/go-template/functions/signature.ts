import type { Budget } from '../budget';
import { GoInt, GoMap, type GoObject, isGoObject, type Param, type Value } from '../value';

/** A function as a template calls it; the parameters' types are those of the Go function it stands for. */
export interface GoFunction {
  readonly params: readonly Param[];
  /** The type of any further arguments; none are taken where it is left out. */
  readonly rest?: Param;
  /** `and` and `or`: the truth at which they evaluate no further argument. */
  readonly shortCircuits?: boolean;
  call(args: Arguments): Value;
}

/** The functions of one family, by name. */
export type Family = Readonly<Record<string, GoFunction>>;

/** Arguments that the evaluator has checked against the parameters. */
export class Arguments {
  constructor(
    readonly values: readonly Value[],
    readonly budget: Budget,
  ) {}

  get count(): number {
    return this.values.length;
  }

  any(at: number): Value {
    return this.values[at] ?? null;
  }

  string(at: number): string {
    const value = this.any(at);
    return typeof value === 'string' ? value : mismatch(at);
  }

  int(at: number): number {
    const value = this.any(at);
    return value instanceof GoInt ? Number(value.value) : mismatch(at);
  }

  float(at: number): number {
    const value = this.any(at);
    return typeof value === 'number' ? value : mismatch(at);
  }

  bool(at: number): boolean {
    const value = this.any(at);
    return typeof value === 'boolean' ? value : mismatch(at);
  }

  map(at: number): GoMap {
    const value = this.any(at);
    return value instanceof GoMap ? value : mismatch(at);
  }

  object(at: number): GoObject {
    const value = this.any(at);
    return isGoObject(value) ? value : mismatch(at);
  }

  from(at: number): readonly Value[] {
    return this.values.slice(at);
  }

  maps(from: number): GoMap[] {
    return this.values.slice(from).map((_, at) => this.map(from + at));
  }

  strings(from: number): string[] {
    return this.values.slice(from).map((_, at) => this.string(from + at));
  }
}

function mismatch(at: number): never {
  throw new Error(`argument ${at} is not of the type that the function declares`);
}

/** A function of fixed parameters. */
export function takes(params: readonly Param[], call: (args: Arguments) => Value): GoFunction {
  return { params, call };
}

/** A function that takes any number of further arguments. */
export function takesMany(params: readonly Param[], rest: Param, call: (args: Arguments) => Value): GoFunction {
  return { params, rest, call };
}

/** A function from one string to another value. */
export function ofString(call: (text: string) => Value): GoFunction {
  return takes(['string'], (args) => call(args.string(0)));
}
