import type * as Yaml from 'yaml';
import type { Json } from '../json';

/** What is wrong with a text, in words that hold nothing of the text itself. */
export interface YamlFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

let library: typeof Yaml | undefined;

/** The YAML library, loaded when a text first needs it: most runs never do, and it is a tenth of a start. */
export function yamlLibrary(): typeof Yaml {
  library ??= require('yaml');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the YAML library did not load');
}

/** `<<` is merged, since the Kubernetes tools merge it; everything else is YAML 1.2. */
export const readOptions = { version: '1.2', merge: true, prettyErrors: false } as const;

/** Reads one document of any YAML with the full library. */
export function readFully(text: string): { value: Json } | { fault: YamlFault } {
  const { parseDocument, LineCounter } = yamlLibrary();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { ...readOptions, lineCounter });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { fault: { line, column: col, reason: reasonOf(error.code) } };
  }
  try {
    return { value: document.toJS() };
  } catch {
    return { fault: { line: 1, column: 1, reason: 'its aliases do not resolve, or there are too many of them' } };
  }
}

/** The library's own messages quote the text, which may be a Secret: only its error codes are used. */
export function reasonOf(code: Yaml.ErrorCode): string {
  return reasons[code] ?? `it is not well-formed (${code.toLowerCase().replaceAll('_', ' ')})`;
}

const reasons: Partial<Record<Yaml.ErrorCode, string>> = {
  BAD_ALIAS: 'an alias has no anchor',
  BAD_INDENT: 'the indentation is wrong',
  DUPLICATE_KEY: 'a key stands twice in one map',
  MISSING_CHAR: 'a character is missing (a closing quote, bracket or colon)',
  MULTIPLE_DOCS: 'there is more than one document',
  TAB_AS_INDENT: 'a tab is used for indentation',
  UNEXPECTED_TOKEN: 'something stands where YAML allows nothing',
  BLOCK_AS_IMPLICIT_KEY: 'a block stands where a key belongs',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines',
};
