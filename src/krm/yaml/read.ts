import { isObject, type Json, parseExactly } from '../json';
import { isNestedTooDeeply, tooDeep } from './depth';
import type { YamlFault } from './fault';
import { hasOtherBreak, readFully, readPlainly } from './full';
import { readPlainAsGo } from './plain';
import { readQuickly } from './quick';

/** Reads one YAML or JSON document: quickly where that is safe, with the full library where it is not. */
export function readYaml(text: string): { value: Json } | { fault: YamlFault } {
  if (hasOtherBreak(text)) return readFully(text);
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) {
    // Most JSON is JSON: its own reader is much the fastest. What it refuses may still be YAML in flow style.
    // A key twice is a fault, as in YAML: JSON.parse would see the last one alone.
    const value = parseExactly(text);
    if (value !== undefined && isNestedTooDeeply(value)) return { fault: tooDeep };
    if (value !== undefined && hasEveryKey(value, text)) return { value };
  }
  const value = readQuickly(text);
  return value === undefined ? readFully(text) : { value };
}

/**
 * The same for a text that other programs will read, and that must mean to them what it means here. Whatever YAML readers
 * are known to take differently is a fault: line breaks that only some of them know, maps that are merged, tags, directives.
 */
export function readUnambiguously(text: string): { value: Json } | { fault: YamlFault } {
  const odd = notPlain.test(text) ? oddCharacter.exec(text) : null;
  if (odd !== null) {
    const before = text.slice(0, odd.index).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    return {
      fault: { line: before.length, column, reason: 'a character stands there that YAML readers take differently' },
    };
  }
  const value = readPlainJson(text) ?? readQuickly(text, readPlainAsGo);
  return value === undefined ? readPlainly(text) : { value };
}

/** JSON without a key that stands twice: Go's readers merge the maps under it, and JSON.parse would see the last one alone. */
function readPlainJson(text: string): Json | undefined {
  if (text.charCodeAt(0) !== 0x7b || text.includes('<<')) return undefined;
  const value = parseExactly(text);
  return value !== undefined && !isNestedTooDeeply(value) && hasEveryKey(value, text) ? value : undefined;
}

/**
 * Whether what was read of a JSON text has as many keys as the text. Every key is a quote before a colon; only where there are
 * more of these than keys are the strings told apart, since one of them may hold JSON.
 */
function hasEveryKey(value: Json, text: string): boolean {
  const keys = countKeys(value);
  if (keys === (text.match(/"\s*:/g)?.length ?? 0)) return true;
  return keys === (text.match(/"[^"\\]*(?:\\.[^"\\]*)*"\s*:?/g)?.filter((one) => one.endsWith(':')).length ?? 0);
}

function countKeys(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countKeys(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + countKeys(one), 0);
}

const notPlain = /[^\n -~]/;
const oddCharacter = /\r(?!\n)|(?![\t\n\r])\p{Cc}|[\u2028\u2029]|(?!^)\ufeff/u;
