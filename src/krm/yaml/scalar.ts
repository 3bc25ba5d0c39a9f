/**
 * A string as a YAML scalar that every reader takes for that string: YAML 1.1 and 1.2, as a key or as a value.
 * Only what is plainly harmless stays unquoted.
 */
export function writeScalar(text: string): string {
  return harmless.test(text) ? text : quote(text);
}

/**
 * Letter first, so no number, date or time; then nothing that means something to YAML anywhere in a line. Not the words
 * that YAML 1.1 or 1.2 reads as a boolean or null (YAML 1.1 types bool and null), and not `e3`, which some readers of YAML
 * 1.1 take for a number without a mantissa.
 */
const harmless =
  /^(?!(?:[yYnN]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[nN][uU][lL][lL]|[eE][-+]?\d+)$)[A-Za-z][A-Za-z0-9_./+-]*=*$/;

/** JSON's quotes are YAML's double quotes; what JSON leaves raw and YAML may not is escaped. */
function quote(text: string): string {
  // Half a surrogate pair is no character: Go's readers refuse its escape, and read U+FFFD from JSON.
  return JSON.stringify(text.toWellFormed()).replace(rawInJson, escapeUnit);
}

const rawInJson = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A string whose YAML form is made once and written many times: a kubeconfig's base64, copied to every consumer. */
export class SharedText {
  readonly text: string;
  readonly bytes: Uint8Array;

  private constructor(text: string, bytes: Uint8Array) {
    this.text = text;
    this.bytes = bytes;
  }

  /** Base64 that begins with a letter and is longer than YAML's words needs no quotes. An `e` may begin a number. */
  static ofBase64(base64: string): SharedText {
    const isPlain = base64.length > 8 && letter.test(base64);
    return new SharedText(base64, Buffer.from(isPlain ? base64 : writeScalar(base64), 'latin1'));
  }
}

const letter = /^[A-DF-Za-df-z]/;
