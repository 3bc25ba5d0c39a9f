/** Letters and words as Go and huandu/xstrings see them: one character at a time, without the special cases of a language. */

export const isSpace = (rune: string) => /^\p{White_Space}$/u.test(rune);
const isUpper = (rune: string) => /^\p{Lu}$/u.test(rune);
const isTitle = (rune: string) => /^\p{Lt}$/u.test(rune);
const isLower = (rune: string) => /^\p{Ll}$/u.test(rune);
const isLetter = (rune: string) => /^\p{L}$/u.test(rune);
const isDigit = (rune: string) => /^\p{Nd}$/u.test(rune);
const isNumber = (rune: string) => /^\p{N}$/u.test(rune);
const isPunct = (rune: string) => /^\p{P}$/u.test(rune);

/** One character stays one: ß is its own capital. */
function upperRune(rune: string): string {
  const changed = rune.toUpperCase();
  return [...changed].length === 1 ? changed : rune;
}

function lowerRune(rune: string): string {
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

const isConnector = (rune: string) => rune === '-' || rune === '_' || isSpace(rune);

/** xstrings.ToPascalCase. */
export function pascalCase(text: string): string {
  const runes = [...text];
  let out = '';
  let at = 0;
  let current = '';
  let capital = false;
  // Leading connectors stay.
  for (; at < runes.length; ) {
    current = runes[at++] ?? '';
    if (!isConnector(current)) {
      capital = isUpper(current);
      current = upperRune(current);
      break;
    }
    out += current;
  }
  if (at === runes.length) return text === '' ? '' : out + current;
  while (at < runes.length) {
    const previous = current;
    current = runes[at++] ?? '';
    if (isConnector(current) && isConnector(previous)) {
      out += previous;
    } else if (isConnector(previous)) {
      capital = isUpper(current);
      current = upperRune(current);
    } else {
      if (capital && isUpper(current)) current = lowerRune(current);
      else if (capital) capital = false;
      out += previous;
    }
  }
  return out + current;
}

type WordType = 'number' | 'upper' | 'alphabet' | 'connector' | 'punct' | 'other';

interface Word {
  readonly type: WordType;
  readonly text: string;
}

const isAlphabet = (rune: string) => isLetter(rune) && !/^\p{Script=Han}$/u.test(rune);

/** xstrings.ToSnakeCase and ToKebabCase. */
export function separated(text: string, connector: string): string {
  const words = takeWords(text);
  let out = '';
  let at = 0;
  let word = words[at++];
  const next = () => words[at++];
  const write = ({ type, text: part }: Word) => {
    if (type !== 'upper' && type !== 'connector') out += part;
    else for (const rune of part) out += isConnector(rune) ? connector : isUpper(rune) ? lowerRune(rune) : rune;
  };
  const joins = (one: Word | undefined) => one !== undefined && one.type !== 'connector' && one.type !== 'punct';
  while (word !== undefined && at < words.length) {
    if (word.type !== 'connector') write(word);
    const last: Word = word;
    word = next();
    if (last.type === 'number') {
      while (word?.type === 'alphabet' || word?.type === 'number') {
        write(word);
        word = next();
      }
      if (joins(word)) out += connector;
    } else if (last.type === 'connector') {
      write(last);
    } else if (last.type !== 'punct') {
      if (word?.type !== 'number') {
        if (joins(word)) out += connector;
        continue;
      }
      if (at >= words.length) continue;
      const number: Word = word;
      word = next();
      // A number belongs to the word before it: Bld4Floor is bld4_floor.
      if (word?.type !== 'alphabet') {
        write(number);
        if (joins(word)) out += connector;
        continue;
      }
      // Unless small letters follow: HTTP2xx is http_2xx.
      out += connector;
      write(number);
      while (word?.type === 'alphabet' || word?.type === 'number') {
        write(word);
        word = next();
      }
      if (joins(word)) out += connector;
    }
  }
  if (word !== undefined) write(word);
  return out;
}

function takeWords(text: string): Word[] {
  const runes = [...text];
  const words: Word[] = [];
  let at = 0;
  const while_ = (test: (rune: string) => boolean) => {
    while (at < runes.length && test(runes[at] ?? '')) at++;
  };
  while (at < runes.length) {
    const from = at;
    const first = runes[at++] ?? '';
    let type: WordType = 'other';
    if (isConnector(first)) {
      type = 'connector';
      while_(isConnector);
    } else if (isPunct(first)) {
      type = 'punct';
      while_(isPunct);
    } else if (isUpper(first)) {
      type = 'upper';
      if (isUpper(runes[at] ?? '')) {
        while_(isUpper);
        // The last capital of HTTPStatus begins the next word.
        if (at < runes.length && isAlphabet(runes[at] ?? '')) at--;
      } else if (isAlphabet(runes[at] ?? '')) {
        while_((rune) => isAlphabet(rune) && !isUpper(rune));
      }
    } else if (isAlphabet(first)) {
      type = 'alphabet';
      while_((rune) => isAlphabet(rune) && !isUpper(rune));
    } else if (isNumber(first)) {
      type = 'number';
      while_(isNumber);
    } else {
      while_((rune) => !isConnector(rune) && !isAlphabet(rune) && !isNumber(rune) && !isPunct(rune));
    }
    words.push({ type, text: runes.slice(from, at).join('') });
  }
  return words;
}
