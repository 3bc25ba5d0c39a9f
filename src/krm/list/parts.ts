/** From where to where something stands in the bytes that came in. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A list document (a ResourceList, or kubectl's List) taken apart without a byte lost: its top-level entries in order,
 * and its items.
 */
export interface ListParts {
  /** Block entries stand on lines of their own; flow entries stand between braces, as in JSON. */
  readonly root: 'block' | 'flow';
  readonly entries: readonly Entry[];
  readonly items: ItemsPart;
}

export interface Entry extends Range {
  readonly key: string;
  /** Where the value alone stands; in a block this may include the line break behind it. */
  readonly value: Range;
}

/** `absent`: no such key, or null. `other`: something that is not a list. */
export type ItemsPart =
  | { readonly style: 'block'; readonly indent: number; readonly ranges: readonly Range[] }
  | { readonly style: 'flow'; readonly ranges: readonly Range[] }
  | { readonly style: 'absent' }
  | { readonly style: 'other' };
