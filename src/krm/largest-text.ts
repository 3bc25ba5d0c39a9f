/** No string of V8 is longer. Other engines have longer ones, and refuse the same texts. */
export const LARGEST_TEXT = 2 ** 29 - 24;

/** Thrown where a text would be longer, as V8 does. */
export class TextTooLarge extends Error {
  readonly code = 'ERR_STRING_TOO_LONG';
}
