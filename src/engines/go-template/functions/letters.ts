/** Letters as Go sees them: one character at a time, without the special cases of a language. */

export const isSpace = (rune: string) => /^\p{White_Space}$/u.test(rune);
export const isUpper = (rune: string) => /^\p{Lu}$/u.test(rune);
const isTitle = (rune: string) => /^\p{Lt}$/u.test(rune);
const isLower = (rune: string) => /^\p{Ll}$/u.test(rune);
export const isLetter = (rune: string) => /^\p{L}$/u.test(rune);
const isDigit = (rune: string) => /^\p{Nd}$/u.test(rune);

/** One character stays one: ß is its own capital. */
export function upperRune(rune: string): string {
  const changed = rune.toUpperCase();
  return [...changed].length === 1 ? changed : rune;
}

export function lowerRune(rune: string): string {
  const changed = rune.toLowerCase();
  return [...changed].length === 1 ? changed : rune === '\u0130' ? 'i' : rune;
}

/** The four letters that have a title case of their own: Dž, Lj, Nj, Dz. */
const titles = new Map([
  ...['\u01c4', '\u01c6'].map((rune) => [rune, '\u01c5'] as const),
  ...['\u01c7', '\u01c9'].map((rune) => [rune, '\u01c8'] as const),
  ...['\u01ca', '\u01cc'].map((rune) => [rune, '\u01cb'] as const),
  ...['\u01f1', '\u01f3'].map((rune) => [rune, '\u01f2'] as const),
]);

function titleRune(rune: string): string {
  return isTitle(rune) ? rune : (titles.get(rune) ?? upperRune(rune));
}

const each = (text: string, change: (rune: string) => string) => [...text].map(change).join('');

export const upper = (text: string) => each(text, upperRune);
export const lower = (text: string) => each(text, lowerRune);

/** strings.TrimSpace: all of Unicode's white space, which lies in the basic plane. */
export function trimSpace(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isSpace(text.charAt(from))) from++;
  while (to > from && isSpace(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** strings.Title. */
export function title(text: string): string {
  let previous = ' ';
  return each(text, (rune) => {
    const starts = isSeparator(previous);
    previous = rune;
    return starts ? titleRune(rune) : rune;
  });
}

function isSeparator(rune: string): boolean {
  if (rune < '\x80') return !/[0-9A-Za-z_]/.test(rune);
  return !isLetter(rune) && !isDigit(rune) && isSpace(rune);
}

export function untitle(text: string): string {
  let starts = true;
  return each(text, (rune) => {
    const changed = starts && !isSpace(rune) ? lowerRune(rune) : rune;
    starts = isSpace(rune);
    return changed;
  });
}

/** goutils.SwapCase: the first letter of a word becomes a capital. */
export function swapCase(text: string): string {
  let afterSpace = true;
  return each(text, (rune) => {
    if (isUpper(rune) || isTitle(rune)) {
      afterSpace = false;
      return lowerRune(rune);
    }
    if (isLower(rune)) {
      const changed = afterSpace ? titleRune(rune) : upperRune(rune);
      afterSpace = false;
      return changed;
    }
    afterSpace = isSpace(rune);
    return rune;
  });
}
