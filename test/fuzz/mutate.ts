import type { Random } from './random';

/** What readers, parsers and matchers stumble over. */
const TOKENS = [
  ...['', '\0', '\n', '\r', '\r\n', '\t', ' ', '\u0085', '\u2028', '\ufeff', '\ud800', '\u{1f600}', '\u0301', '\xff'],
  ...[
    '---',
    '...',
    '---\n',
    '- ',
    '? ',
    ': ',
    '#',
    ' #',
    '&a ',
    '*a',
    '!!binary ',
    '!t ',
    '<<: *a',
    '| ',
    '|2\n',
    '>-\n',
    '%YAML 1.1\n',
  ],
  ...['{', '}', '[', ']', '(', ')', '"', "'", '\\', '\\u0000', '${', '{{', '}}', '{{- ', ' -}}', '/*', '*/'],
  ...[
    'null',
    'true',
    'no',
    '0',
    '-1',
    '1e400',
    '0x10',
    '0o7',
    '1_000',
    '.inf',
    '.nan',
    '9007199254740993',
    '1'.repeat(400),
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'items', 'kind', 'metadata', 'apiVersion', 'name'],
  ...['=', '==', '!=', '&&', '||', '!', '|', '/', '..', '../', '*', '**', '?', '+(a)', '@', ',', ';', '`', '<', '>'],
];

/** A text with one to four faults: pieces that go, come twice, change places, or are something else. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let mutant = text;
  for (let count = 1 + random.below(4); count > 0; count--) mutant = mutateOnce(mutant, random, others);
  return mutant.length > 100_000 ? mutant.slice(0, 100_000) : mutant;
}

function mutateOnce(text: string, random: Random, others: readonly string[]): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + 1 + random.below(random.below(4) === 0 ? 60 : 6));
  const [before, piece, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + piece.repeat(2 + random.below(random.below(6) === 0 ? 200 : 3)) + after;
    case 2:
      return before + random.of(TOKENS) + after;
    case 3:
      return before + random.of(TOKENS) + piece + after;
    case 4:
      return before + String.fromCharCode(random.below(256)) + after;
    case 5:
      return random.below(2) === 0 ? before : piece + after;
    case 6: {
      const lines = text.split('\n');
      const at = random.below(lines.length);
      const [line = ''] = lines.splice(at, 1);
      lines.splice(random.below(lines.length + 1), 0, random.below(2) === 0 ? line : `  ${line}`);
      return lines.join('\n');
    }
    default: {
      const other = random.of(others);
      return before + other.slice(random.below(other.length + 1)) + (random.below(2) === 0 ? after : '');
    }
  }
}
