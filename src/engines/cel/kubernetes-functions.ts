import type { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';

/** The functions on strings that Kubernetes adds to CEL. */
export const KUBERNETES_FUNCTIONS: readonly string[] = [
  'charAt',
  'find',
  'findAll',
  'indexOf',
  'join',
  'lastIndexOf',
  'lowerAscii',
  'replace',
  'reverse',
  'split',
  'substring',
  'trim',
  'upperAscii',
];

/** What `matches` is called inside: regular expressions are RE2's, and the library's own are JavaScript's. */
export const MATCHES = 'matchesRe2';

/** Adds those of them that the library lacks, and `matches` as CEL means it. */
export function addKubernetesFunctions(environment: Environment): Environment {
  return environment
    .registerFunction(`string.${MATCHES}(string): bool`, (text: string, pattern: string) => search(text, pattern))
    .registerFunction(`${MATCHES}(string, string): bool`, (text: string, pattern: string) => search(text, pattern))
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, () => to),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, from: string, to: string, most: bigint) => replaceSome(text, from, to, Number(most)),
    )
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => charAt([...text], Number(at)))
    .registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''))
    .registerFunction('string.find(string): string', (text: string, pattern: string) => findAll(text, pattern)[0] ?? '')
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      findAll(text, pattern),
    );
}

function replaceSome(text: string, from: string, to: string, most: number): string {
  if (most < 0) return text.replaceAll(from, () => to);
  let left = most;
  return text.replaceAll(from, (found) => (left-- > 0 ? to : found));
}

function charAt(letters: readonly string[], at: number): string {
  if (at < 0 || at > letters.length) throw new Error('charAt: index out of range');
  return letters[at] ?? '';
}

function search(text: string, pattern: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find();
}

function findAll(text: string, pattern: string): string[] {
  const matcher = RE2JS.compile(pattern).matcher(text);
  const found: string[] = [];
  while (matcher.find()) found.push(matcher.group() ?? '');
  return found;
}
