import { isLetter, isSpace, isUpper, lowerRune, upperRune } from './letters';

/** Words as huandu/xstrings takes them apart, and puts them together again. */
const isPunct = (rune: string) => /^\p{P}$/u.test(rune);
const isNumber = (rune: string) => /^\p{N}$/u.test(rune);
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
