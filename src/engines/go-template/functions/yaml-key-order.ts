import { compareText } from '../bytes';

/**
 * go-yaml's order of keys: numbers within them count by their value, and other signs come before letters; for go-yaml 3
 * they come after, where a digit stands before.
 */
export function compareKeys(a: string, b: string, version: 2 | 3): number {
  const [ours, theirs] = [[...a], [...b]];
  let afterDigit = false;
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const [x = '', y = ''] = [ours[at], theirs[at]];
    if (x === y) {
      afterDigit = version === 3 && isDigit(x);
      continue;
    }
    if (isLetter(x) && isLetter(y)) return compareText(x, y);
    if (isLetter(x) || isLetter(y)) return isLetter(afterDigit ? x : y) ? -1 : 1;
    return compareRuns(ours, theirs, at);
  }
  return ours.length - theirs.length;
}

function compareRuns(ours: readonly string[], theirs: readonly string[], at: number): number {
  const [x = '', y = ''] = [ours[at], theirs[at]];
  let start = '0';
  if (x === '0' || y === '0') {
    for (let before = at - 1; before >= 0 && isDigit(ours[before] ?? ''); before--) {
      if (ours[before] !== '0') {
        start = '1';
        break;
      }
    }
  }
  const [mine, other] = [digitsFrom(ours, at), digitsFrom(theirs, at)];
  const [a, b] = [BigInt(start + mine), BigInt(start + other)];
  if (a !== b) return a < b ? -1 : 1;
  if (mine.length !== other.length) return mine.length - other.length;
  return compareText(x, y);
}

function digitsFrom(runes: readonly string[], at: number): string {
  let end = at;
  while (end < runes.length && /^[0-9]$/.test(runes[end] ?? '')) end++;
  return runes.slice(at, end).join('');
}

const isLetter = (rune: string) => /^\p{L}$/u.test(rune);
const isDigit = (rune: string) => /^\p{Nd}$/u.test(rune);
