import type { Json } from '../json';
import { readFully, type YamlFault } from './full';
import { readQuickly } from './quick';

/** Reads one YAML or JSON document: quickly where that is safe, with the full library where it is not. */
export function readYaml(text: string): { value: Json } | { fault: YamlFault } {
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) {
    const value = readJson(text);
    if (value !== undefined) return { value };
  }
  const value = readQuickly(text);
  return value === undefined ? readFully(text) : { value };
}

/** Most JSON is JSON: its own reader is much the fastest. What it refuses may still be YAML in flow style. */
function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
