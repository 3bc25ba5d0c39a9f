/**
 * How YAML 1.2's core schema reads a plain scalar (YAML 1.2.2, section 10.3.2).
 * `undefined` means a number whose value the quick reader leaves to the full one.
 */
export function readPlain(text: string): null | boolean | number | string | undefined {
  const first = text.charCodeAt(0);
  // Letters other than those that begin null, true and false are the common case: a string.
  switch (first) {
    case 0x7e: // ~
      return text === '~' ? null : text;
    case 0x6e: // n
    case 0x4e: // N
      return text === 'null' || text === 'Null' || text === 'NULL' ? null : text;
    case 0x74: // t
    case 0x54: // T
      return text === 'true' || text === 'True' || text === 'TRUE' ? true : text;
    case 0x66: // f
    case 0x46: // F
      return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
  }
  const startsNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!startsNumber) return text;
  if (exactInteger.test(text)) return Number(text);
  return anyNumber.test(text) ? undefined : text;
}

/** Integers that a double holds exactly and that every YAML version reads alike. */
const exactInteger = /^(?:0|-?[1-9][0-9]{0,14})$/;

const anyNumber =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
