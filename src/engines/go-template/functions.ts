import type { Family, GoFunction } from './functions/signature';

export interface NamedFamily {
  readonly family: string;
  readonly functions: Family;
}

/** Functions that a template must not call, and why: half a sentence. */
export interface Refusal {
  readonly family: string;
  readonly reason: string;
  readonly names: readonly string[];
}

/** Finds the known word that is nearest to an unknown one; the empty string where none is near. */
export type Nearest = (word: string, known: readonly string[]) => string;

/** The functions that templates may call. */
export class Functions {
  private constructor(
    readonly all: ReadonlyMap<string, GoFunction>,
    private readonly reasons: ReadonlyMap<string, string>,
    private readonly nearest: Nearest,
  ) {}

  static of(
    families: readonly NamedFamily[],
    refusals: readonly Refusal[] = [],
    nearest: Nearest = () => '',
  ): Functions {
    const all = new Map(families.flatMap(({ functions }) => Object.entries(functions)));
    const reasons = new Map(refusals.flatMap(({ reason, names }) => names.map((name) => [name, reason] as const)));
    return new Functions(all, reasons, nearest);
  }

  /** These functions and some more, each of which beats the one of its name. */
  with(more: Family): Functions {
    return new Functions(new Map([...this.all, ...Object.entries(more)]), this.reasons, this.nearest);
  }

  /** Why a template cannot call a function; `undefined` where it can. */
  findFault(name: string): string | undefined {
    if (this.all.has(name)) return undefined;
    const reason = this.reasons.get(name);
    if (reason !== undefined) return `function "${name}" is not available here: ${reason}`;
    const nearest = this.nearest(name, [...this.all.keys(), ...this.reasons.keys()]);
    return `function "${name}" is not defined${nearest && `; the nearest is "${nearest}"`}`;
  }
}
