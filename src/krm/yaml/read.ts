import { type Json, parseJson } from '../json';
import { readFully, type YamlFault } from './full';
import { readQuickly } from './quick';

/** Reads one YAML or JSON document: quickly where that is safe, with the full library where it is not. */
export function readYaml(text: string): { value: Json } | { fault: YamlFault } {
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) {
    // Most JSON is JSON: its own reader is much the fastest. What it refuses may still be YAML in flow style.
    const value = parseJson(text);
    if (value !== undefined) return { value };
  }
  const value = readQuickly(text);
  return value === undefined ? readFully(text) : { value };
}
