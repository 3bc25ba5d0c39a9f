/** What is wrong with a text, in words that hold nothing of the text itself. */
export interface YamlFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  /** The line and a mark below it, with nothing of the text but a key. */
  readonly excerpt?: readonly string[];
}
