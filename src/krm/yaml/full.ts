import type * as Yaml from 'yaml';
import type { Json } from '../json';
import { DEEPEST, isNestedTooDeeply, isOverflow, tooDeep } from './depth';
import { explainFault } from './explain-fault';
import type { YamlFault } from './fault';
import { hasOtherTokens, relayout } from './go-layout';
import { readOldWord, readPlain, readPlainKey } from './plain';

let library: typeof Yaml | undefined;

/** The YAML library, loaded when a text first needs it: most runs never do, and it is a tenth of a start. */
export function yamlLibrary(): typeof Yaml {
  library ??= require('yaml');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the YAML library did not load');
}

function resolvePlain(text: string): unknown {
  const value = readPlain(text);
  return value === undefined ? Number.NaN : value;
}

/** Whatever may be a number; `!!int` and `!!float` name the same. */
const numbers = ['int', 'float'].map((name) => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: true,
  test: /^[-+.0-9]/,
  resolve: resolvePlain,
}));

const binary: Yaml.ScalarTag = {
  tag: 'tag:yaml.org,2002:binary',
  resolve: (text) => Buffer.from(text, 'base64').toString(),
};

/**
 * `<<` is merged, since the Kubernetes tools merge it, and numbers are Go's; everything else is YAML 1.2. The library's
 * warnings quote the text and go to stderr, so they are off. Its own check for keys that stand twice takes quadratic time,
 * so it is done here.
 */
export const readOptions: Yaml.DocumentOptions & Yaml.SchemaOptions & Yaml.ParseOptions = {
  version: '1.2',
  schema: 'failsafe',
  customTags: ['null', 'bool', ...numbers, binary],
  // Other tags are passed over: a set or a date is no JSON.
  resolveKnownTags: false,
  merge: true,
  prettyErrors: false,
  logLevel: 'error',
  uniqueKeys: false,
};

/** Reads one document of any YAML with the full library, and in the layout that Go's reader takes. */
export function readFully(text: string): { value: Json } | { fault: YamlFault } {
  const isOther = hasOtherBreak(text) || escapedBreak.test(text) || hasOtherTokens(text);
  const strict = isOther ? undefined : parseFully(text);
  if (strict !== undefined && !('fault' in strict)) return readDocument(strict.document);
  if (strict?.fault.reason === tooDeep.reason) return strict;
  const strictText = relayout(text);
  const parsed = strict !== undefined && strictText === text ? strict : parseFully(strictText);
  if (!('fault' in parsed)) return readDocument(parsed.document);
  return { fault: explainFault(parsed.fault, text) };
}

/**
 * Whether a text holds line breaks of Go's reader that the library does not know. Every item is asked: a regular expression
 * takes ten times as long.
 */
export function hasOtherBreak(text: string): boolean {
  if (text.includes('\x85') || text.includes('\u2028') || text.includes('\u2029')) return true;
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

/** The library loses an empty line behind it. */
const escapedBreak = /\\\r?\n[ \t]*\r?\n/;

/** Reads one document of YAML without what readers are known to take differently: merged maps, tags, directives. */
export function readPlainly(text: string): { value: Json } | { fault: YamlFault } {
  const parsed = parseFully(text);
  if ('fault' in parsed) return parsed;
  const { document } = parsed;
  if (directive.test(text)) {
    return { fault: { line: 1, column: 1, reason: 'it begins with a directive, which YAML readers take differently' } };
  }
  const oddity = findOddity(yamlLibrary(), document);
  if (oddity === undefined) return readDocument(document);
  const { line, col } = parsed.lineCounter.linePos(oddity.offset);
  return { fault: { line, column: col, reason: oddity.reason } };
}

/** No plain scalar begins with a percent sign, so what stands there before the document is a directive. */
const directive = /^\ufeff?(?:[ \t]*(?:#.*)?\r?\n)*%/;

function readDocument(document: Yaml.Document): { value: Json } | { fault: YamlFault } {
  try {
    const value: Json = document.toJS();
    return isNestedTooDeeply(value) ? { fault: tooDeep } : { value };
  } catch (reason) {
    if (isOverflow(reason)) return { fault: tooDeep };
    return { fault: { line: 1, column: 1, reason: 'its aliases stand for too much' } };
  }
}

/** What readers take differently; words that Go reads as true and false become that on the way. */
function findOddity(yaml: typeof Yaml, document: Yaml.Document): { offset: number; reason: string } | undefined {
  let oddity: { offset: number; reason: string } | undefined;
  yaml.visit(document, (key, node) => {
    if (!yaml.isNode(node)) return undefined;
    const named = yaml.isAlias(node) ? node.resolve(document) : node;
    const isMerge = key === 'key' && yaml.isScalar(named) && (named.value === '<<' || typeof named.value === 'symbol');
    const hasTag = !yaml.isAlias(node) && node.tag !== undefined;
    if (!isMerge && !hasTag) {
      if (yaml.isScalar(node) && node.type === 'PLAIN') node.value = readOldWord(node.source ?? '') ?? node.value;
      return undefined;
    }
    const what = isMerge ? 'maps are merged (<<)' : 'a tag (!) stands there';
    oddity = { offset: node.range?.[0] ?? 0, reason: `${what}, which YAML readers take differently` };
    return yaml.visit.BREAK;
  });
  return oddity;
}

/** The document as the library has it, or the first thing that is wrong with it. */
export function parseFully(
  text: string,
): { document: Yaml.Document.Parsed; lineCounter: Yaml.LineCounter } | { fault: YamlFault } {
  const yaml = yamlLibrary();
  const lineCounter = new yaml.LineCounter();
  try {
    const document = yaml.parseDocument(text, { ...readOptions, lineCounter, keepSourceTokens: true });
    // Where the library runs out of stack depends on the engine.
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return { fault: tooDeep };
    const error = document.errors[0];
    const fault = error ? { offset: error.pos[0], reason: reasonOf(error.code) } : settle(yaml, document);
    if (fault === undefined) return { document, lineCounter };
    const { line, col } = lineCounter.linePos(fault.offset);
    return { fault: { line, column: col, reason: fault.reason } };
  } catch (reason) {
    if (isOverflow(reason)) return { fault: tooDeep };
    throw reason;
  }
}

/** Makes keys the texts that they are to Go, and finds what no object can hold. */
function settle(yaml: typeof Yaml, document: Yaml.Document): { offset: number; reason: string } | undefined {
  let fault: { offset: number; reason: string } | undefined;
  const named = new Map<string | undefined, unknown>();
  yaml.visit(document, {
    Collection(_place, node, path) {
      named.set(node.anchor, node);
      if (path.length < DEEPEST || path.filter(yaml.isCollection).length < DEEPEST) return undefined;
      fault = { offset: 0, reason: tooDeep.reason };
      return yaml.visit.BREAK;
    },
    Pair(_, { key }) {
      if (!yaml.isNode(key)) return undefined;
      const node = yaml.isAlias(key) ? named.get(key.source) : key;
      const isNull = yaml.isScalar(node) && node.value === null;
      if (!isNull && !yaml.isCollection(node)) return undefined;
      const reason = isNull ? 'a key is empty or null' : 'a map or a list stands where a key belongs';
      fault = { offset: key.range?.[0] ?? 0, reason };
      return yaml.visit.BREAK;
    },
    Alias(_place, node) {
      if (named.has(node.source)) return undefined;
      fault = { offset: node.range?.[0] ?? 0, reason: 'an alias has no anchor' };
      return yaml.visit.BREAK;
    },
    Scalar(place, node) {
      named.set(node.anchor, node);
      // The library has a symbol for it; kustomize writes the text `<<` as `!!merge <<`.
      if (place !== 'key' && typeof node.value === 'symbol') node.value = '<<';
      else if (place === 'key' && typeof node.value === 'number')
        node.value = readPlainKey(node.source ?? '') ?? node.value;
      else if (Number.isNaN(node.value)) {
        fault = { offset: node.range?.[0] ?? 0, reason: 'an object can hold neither .nan nor .inf' };
        return yaml.visit.BREAK;
      }
      return undefined;
    },
  });
  return fault ?? findTwinKey(yaml, document);
}

/** The first key that stands twice in its map. */
export function findTwinKey(
  yaml: typeof Yaml,
  document: Yaml.Document,
): { offset: number; reason: string } | undefined {
  let twin: { offset: number; reason: string } | undefined;
  yaml.visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        // The library has a symbol for a merge, and Go's readers do not agree with it on what the second one overrides.
        const name = yaml.isScalar(key) ? String(key.value) : key;
        if (seen.has(name)) {
          twin = { offset: yaml.isNode(key) ? (key.range?.[0] ?? 0) : 0, reason: reasonOf('DUPLICATE_KEY') };
          return yaml.visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return twin;
}

/** The library's own messages quote the text, which may be a Secret: only its error codes are used. */
export function reasonOf(code: Yaml.ErrorCode): string {
  return reasons[code] ?? `it is not well-formed (${code.toLowerCase().replaceAll('_', ' ')})`;
}

const reasons: Partial<Record<Yaml.ErrorCode, string>> = {
  BAD_ALIAS: 'an alias has no name, or a name that ends with a colon',
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
