import type { Budget } from '../budget';
import { Stop } from '../fault';
import { GoInt, GoMap, GoSlice, membersOf, nilSlice, type Value } from '../value';
import { type Arguments, type Family, takes } from './signature';

/** encoding/json as sprig and Sveltos use it: sorted keys, and every number that is read is a float64. */
export const json: Family = {
  toJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget) ?? ''),
  mustToJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget) ?? refuse()),
  toPrettyJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget, { indent: '  ' }) ?? ''),
  mustToPrettyJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget, { indent: '  ' }) ?? refuse()),
  toRawJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget, { raw: true }) ?? refuse()),
  mustToRawJson: takes(['any'], (args) => encodeJson(args.any(0), args.budget, { raw: true }) ?? refuse()),
  // Sveltos' own, which want a map or a list and put their error into it.
  fromJson: takes(['string'], (args) => asMap(decoded(args), GoMap.nil())),
  fromJsonArray: takes(['string'], (args) => asList(decoded(args), nilSlice())),
  mustFromJson: takes(['string'], (args) => {
    const outcome = decoded(args);
    if ('error' in outcome) throw new Stop(outcome.error);
    return outcome.value;
  }),
};

export type Decoded = { readonly value: Value } | { readonly error: string };

/** What Sveltos' functions make of a text that should hold a map; `nothing` is what they make of null. */
export function asMap(outcome: Decoded, nothing: GoMap): Value {
  if ('error' in outcome) return GoMap.of([['Error', outcome.error]]);
  if (outcome.value === null) return nothing;
  return outcome.value instanceof GoMap ? outcome.value : GoMap.of([['Error', 'the text holds no map']]);
}

export function asList(outcome: Decoded, nothing: GoSlice): Value {
  if ('error' in outcome) return new GoSlice([outcome.error]);
  if (outcome.value === null) return nothing;
  return outcome.value instanceof GoSlice ? outcome.value : new GoSlice(['the text holds no list']);
}

function refuse(): never {
  throw new Stop('the value holds a number that JSON has no words for');
}

function decoded(args: Arguments): Decoded {
  let parsed: unknown;
  try {
    parsed = JSON.parse(args.string(0).toWellFormed());
  } catch {
    return { error: 'the text is not JSON' };
  }
  return { value: fromParsed(parsed, args.budget) };
}

/** Numbers stay what they are in JavaScript, and so float64. */
export function fromParsed(parsed: unknown, budget: Budget, depth = 0): Value {
  budget.spend(1);
  if (depth > 1000) throw new Stop('the text is nested too deeply');
  if (typeof parsed === 'number' && !Number.isFinite(parsed)) throw new Stop('a number is too large');
  if (typeof parsed === 'string') return parsed.toWellFormed();
  if (typeof parsed === 'number' || typeof parsed === 'boolean') return parsed;
  if (Array.isArray(parsed)) return new GoSlice(parsed.map((item) => fromParsed(item, budget, depth + 1)));
  if (typeof parsed !== 'object' || parsed === null) return null;
  return GoMap.of(
    Object.entries(parsed).map(([key, item]) => [key.toWellFormed(), fromParsed(item, budget, depth + 1)] as const),
  );
}

interface Style {
  /** Leaves `<`, `>` and `&` as they are. */
  readonly raw?: boolean;
  readonly indent?: string;
}

/** `undefined` where a number is no number: JSON cannot hold it. */
export function encodeJson(value: Value, budget: Budget, style: Style = {}): string | undefined {
  try {
    return new Encoder(budget, style).encode(value, '\n', 0);
  } catch (error) {
    if (error === NO_JSON) return undefined;
    throw error;
  }
}

const NO_JSON = new Error('NaN and Inf are not JSON');

class Encoder {
  constructor(
    readonly budget: Budget,
    readonly style: Style,
  ) {}

  encode(value: Value, lineStart: string, depth: number): string {
    if (depth > 200) throw new Stop('a value is nested deeper than 200');
    this.budget.spend(2);
    if (value === null) return 'null';
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return jsonNumber(value);
    if (typeof value === 'string') return this.#string(value);
    if (value instanceof GoInt) return String(value.value);
    if (value instanceof GoSlice) {
      if (value.isNil) return 'null';
      const inner = lineStart + (this.style.indent ?? '');
      return this.#join(
        '[',
        ']',
        lineStart,
        value.items.map((item) => this.encode(item, inner, depth + 1)),
      );
    }
    if (!(value instanceof GoMap) && value.fields === undefined) return this.#string(value.text);
    if (value instanceof GoMap && value.isNil) return 'null';
    const entries: [string, Value][] = value instanceof GoMap ? value.sorted() : membersOf(value.fields ?? []);
    const inner = lineStart + (this.style.indent ?? '');
    const colon = this.style.indent === undefined ? ':' : ': ';
    const members = entries.map(([key, item]) => this.#string(key) + colon + this.encode(item, inner, depth + 1));
    return this.#join('{', '}', lineStart, members);
  }

  #join(open: string, close: string, lineStart: string, members: readonly string[]): string {
    if (members.length === 0) return open + close;
    if (this.style.indent === undefined) return open + members.join(',') + close;
    const inner = lineStart + this.style.indent;
    return open + inner + members.join(`,${inner}`) + lineStart + close;
  }

  #string(text: string): string {
    this.budget.spend(text.length >> 4);
    const escaped = text.replace(this.style.raw ? rawSpecial : special, escapeCharacter);
    return `"${escaped.isWellFormed() ? escaped : escaped.replace(/\p{Surrogate}/gu, '\\ufffd')}"`;
  }
}

const special = /["\\<>&\u2028\u2029]|[^\P{Cc}\x7f-\x9f]/gu;
const rawSpecial = /["\\\u2028\u2029]|[^\P{Cc}\x7f-\x9f]/gu;

const short = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeCharacter(character: string): string {
  return short.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Floats as encoding/json writes them, which is as JavaScript does but for -0. */
export function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) throw NO_JSON;
  return Object.is(value, -0) ? '-0' : String(value);
}
