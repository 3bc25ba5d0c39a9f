import { Budget, LIMITS } from '../../engines/go-template/budget';
import { Stop } from '../../engines/go-template/fault';
import { forbidden, options, Reader, Unreadable } from '../../engines/go-template/functions/yaml-reader';
import { resolvePlain } from '../../engines/go-template/functions/yaml-scalar';
import { GoInt, GoMap, GoSlice, type Value } from '../../engines/go-template/value';
import type { Json } from '../../krm/json';
import { parseJson } from '../../krm/json';
import type { YamlFault } from '../../krm/yaml/fault';
import { findTwinKey, reasonOf, yamlLibrary } from '../../krm/yaml/full';
import { readQuickly } from '../../krm/yaml/quick';

export interface MadeYaml {
  readonly value: Json;
  /** Where a key stands for the second time in its map. */
  readonly twin?: YamlFault;
}

/**
 * Reads one document of what a template gave as Sveltos does, with sigs.k8s.io/yaml: by YAML 1.1, where `yes` is true and
 * `0400` is 256, and of a key that stands twice the last one counts. A whole number that JavaScript would change is a fault.
 */
export function readMadeYaml(text: string): MadeYaml | { fault: YamlFault } {
  const odd = forbidden.exec(text);
  if (odd !== null) return { fault: faultAt(text, odd.index, 'a control character stands there') };
  const quick = readIfPlain(text);
  return quick === undefined ? readFully(text) : { value: quick };
}

/** JSON, and the YAML that tools write, where nothing is in doubt. */
function readIfPlain(text: string): Json | undefined {
  if (/[\x85\u2028\u2029]/.test(text)) return undefined;
  if (text.startsWith('{')) return /[0-9]{16}|[0-9][eE]|"<<"/.test(text) ? undefined : parseJson(text);
  return readQuickly(text, (plain) => {
    const resolved = resolvePlain(plain);
    switch (resolved.type) {
      case 'null':
        return null;
      case 'int':
        return Number.isSafeInteger(Number(resolved.value)) ? Number(resolved.value) : undefined;
      case 'float':
        return Number.isFinite(resolved.value) ? resolved.value : undefined;
      case 'timestamp':
        return plain;
      default:
        return resolved.value;
    }
  });
}

function readFully(given: string): MadeYaml | { fault: YamlFault } {
  const library = yamlLibrary();
  const text = given.replace(/\r\n?|\x85/g, '\n');
  const document = library.parseDocument(text, options);
  const error = document.errors[0];
  if (error !== undefined) return { fault: faultAt(text, error.pos[0], reasonOf(error.code)) };
  const twin = findTwinKey(library, document);
  const reader = new Reader(library, document, new Budget(LIMITS), true);
  try {
    const value = toJson(reader.read(document.contents, 0));
    return twin === undefined ? { value } : { value, twin: faultAt(text, twin.offset, twin.reason) };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: faultAt(text, reader.offset, error.message) };
    if (error instanceof Stop) return { fault: faultAt(text, reader.offset, error.reason) };
    throw error;
  }
}

function faultAt(text: string, offset: number, reason: string): YamlFault {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, reason };
}

function toJson(value: Value): Json {
  if (value instanceof GoMap) {
    return Object.fromEntries([...value.entries].map(([key, one]) => [key, toJson(one)]));
  }
  if (value instanceof GoSlice) return value.items.map(toJson);
  if (value instanceof GoInt) return Number(value.value);
  return typeof value === 'object' && value !== null ? value.text : value;
}
