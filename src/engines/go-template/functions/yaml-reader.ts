import type * as Yaml from 'yaml';
import type { Budget } from '../budget';
import { fromBytes } from '../bytes';
import { Stop } from '../fault';
import { formatFloat } from '../float';
import { GoMap, GoSlice, type Value } from '../value';
import { resolvePlain } from './yaml-scalar';

/** Why a text cannot be read as data, though it is YAML. */
export class Unreadable extends Error {}

/** Scalars stay texts: what they mean is for `Reader` to say. */
export const options = {
  schema: 'failsafe',
  version: '1.1',
  merge: false,
  logLevel: 'error',
  prettyErrors: false,
  uniqueKeys: false,
} as const;

/** What go-yaml refuses to read; a byte order mark may begin a text. */
export const forbidden = /[^\P{Cc}\t\n\r\x85]|(?!^)\ufeff|[\ufffe\uffff]/u;

/** Reads the nodes of a document as sigs.k8s.io/yaml does. */
export class Reader {
  /** Where in the text the reader is. */
  offset = 0;

  /** @param isExact whether a whole number that a float64 does not hold is unreadable; else it is the nearest one. */
  constructor(
    readonly library: typeof Yaml,
    readonly document: Yaml.Document.Parsed,
    readonly budget: Budget,
    readonly isExact = false,
  ) {}

  read(node: unknown, depth: number): Value {
    this.budget.spend(4);
    if (this.library.isNode(node)) this.offset = node.range?.[0] ?? this.offset;
    if (depth > 200) throw new Stop('the text is nested deeper than 200');
    const { isAlias, isMap, isScalar, isSeq } = this.library;
    if (isAlias(node)) return this.read(this.#target(node), depth + 1);
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) return new GoSlice(node.items.map((item) => this.read(item, depth + 1)));
    return isScalar(node) ? this.#scalar(node) : null;
  }

  #target(alias: Yaml.Alias): unknown {
    const target = alias.resolve(this.document);
    if (target === undefined) throw new Unreadable('an alias has no anchor');
    return target;
  }

  #map(node: Yaml.YAMLMap, depth: number): GoMap {
    const entries = new Map<string, Value>();
    const merged: unknown[] = [];
    for (const { key, value } of node.items) {
      if (this.#isMerge(key)) {
        merged.push(value);
        continue;
      }
      const name = this.#key(key);
      entries.set(name, this.read(value, depth + 1));
    }
    for (const source of merged) this.#merge(entries, source, depth);
    return GoMap.of(entries);
  }

  #isMerge(key: unknown): boolean {
    return (
      this.library.isScalar(key) && key.value === '<<' && (key.type === 'PLAIN' || key.tag?.endsWith('merge') === true)
    );
  }

  /** `<<` fills in what the map has not itself; of several sources the first counts. */
  #merge(entries: Map<string, Value>, source: unknown, depth: number): void {
    const node = this.library.isAlias(source) ? this.#target(source) : source;
    const sources = this.library.isSeq(node) ? node.items : [node];
    for (const one of sources) {
      const value = this.read(one, depth + 1);
      if (!(value instanceof GoMap)) throw new Unreadable('map merge requires map or sequence of maps as the value');
      for (const [key, item] of value.entries) if (!entries.has(key)) entries.set(key, item);
    }
  }

  /** JSON's keys are texts: a number or a boolean becomes one. */
  #key(node: unknown): string {
    const target = this.library.isAlias(node) ? this.#target(node) : node;
    if (!this.library.isScalar(target)) throw new Unreadable('a key is a map or a list');
    const text = String(target.value ?? '');
    const resolved = target.type === 'PLAIN' && target.tag === undefined ? resolvePlain(text) : undefined;
    switch (resolved?.type) {
      case 'bool':
        return String(resolved.value);
      case 'int':
        if (resolved.value >= 2n ** 63n) throw new Unreadable('a key is too large a number');
        return String(resolved.value);
      case 'float':
        return floatKey(resolved.value);
      case 'null':
        throw new Unreadable('a key is null');
      default:
        return text;
    }
  }

  #scalar(node: Yaml.Scalar): Value {
    const text = String(node.value ?? '');
    const tag = node.tag?.replace('tag:yaml.org,2002:', '!!');
    if (tag === '!!binary') return fromBytes(Buffer.from(text, 'base64'));
    if (tag === '!!str' || tag === '!' || (tag === undefined && node.type !== 'PLAIN')) return text;
    const resolved = resolvePlain(text);
    const wanted = tag?.slice(2);
    if (tag?.startsWith('!!') && KNOWN_TAGS.has(wanted ?? '') && wanted !== resolved.type) {
      if (!(wanted === 'float' && resolved.type === 'int')) throw new Unreadable(`a value is no ${wanted}`);
    }
    switch (resolved.type) {
      case 'bool':
        return resolved.value;
      case 'int':
        if (this.isExact && !Number.isSafeInteger(Number(resolved.value)))
          throw new Unreadable('a whole number beyond 9007199254740991 would change');
        return Number(resolved.value);
      case 'float':
        if (!Number.isFinite(resolved.value)) throw new Unreadable('NaN and Inf are not JSON');
        return resolved.value;
      case 'null':
        return null;
      default:
        return text;
    }
  }
}

const KNOWN_TAGS = new Set(['bool', 'int', 'float', 'null', 'timestamp']);

/** A float key is written with the precision of a float32. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== Math.fround(value)) digits++;
  return formatFloat(Number(value.toPrecision(digits)), 'g', -1);
}
