/** Functions that scripts find beside those of Lua. */
export interface Additions {
  /** In the order in which `pairs` finds them. */
  readonly names: readonly string[];
  /** A chunk of Lua that is called with a table of `natives` and returns a table of the functions. */
  readonly source: string;
  /** Functions from text to text; a fault gives the script nil and the words. */
  readonly natives: Readonly<Record<string, (text: Buffer) => Buffer | { readonly fault: string }>>;
}

export const NO_ADDITIONS: Additions = { names: [], source: 'return {}', natives: {} };
