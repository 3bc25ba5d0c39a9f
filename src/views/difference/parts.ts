import type { Withheld } from './record';

/** A part of a line: our own words, or something that the input says, which each form has to make harmless. */
export type Part = string | { readonly given: string };

/** `+` comes, `-` goes, `>` moves, `~` changes. */
export interface Line {
  readonly sign: '+' | '-' | '>' | '~';
  readonly parts: readonly Part[];
  /** What there is to say about it, a line each. */
  readonly below: readonly (readonly Part[])[];
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** So many names are on a line; of more, the first ones and their number. */
const MOST_NAMES = 10;
/** So many groups of the same shape are on lines of their own. */
export const MOST_ALIKE = 5;

/** Names as parts: all of a few, the first ones and a count of many. */
export function given(names: readonly string[], most = MOST_NAMES): Part[] {
  const some = names.length <= most + 1 ? names : names.slice(0, most);
  const parts = some.flatMap((name, at): Part[] => [...(at > 0 ? [', '] : []), { given: name }]);
  return some.length === names.length ? parts : [...parts, ` and ${names.length - some.length} more`];
}

/** Before and after. */
export function transition(before: string | undefined, after: string | undefined): Part[] {
  return [before === undefined ? 'none' : { given: before }, ' → ', after === undefined ? 'none' : { given: after }];
}

export function withheldInWords({ bytes, digest }: Withheld): string {
  const length = bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return digest === undefined ? `(${length}, not shown)` : `(${length}, sha256 ${digest})`;
}
