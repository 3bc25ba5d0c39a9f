import { compareText } from './bytes';

/** What a caller hands in and gets back: JSON-like values; a struct comes back as its JSON. */
export type TemplateData =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly TemplateData[]
  | TemplateRecord
  | GoStruct
  | GoMap
  | FloatData;

export interface TemplateRecord {
  readonly [key: string]: TemplateData;
}

/** Data all of whose numbers are float64, as Go's encoding/json decodes them. */
export class FloatData {
  constructor(readonly data: TemplateData) {}
}

export type IntType = 'int' | 'int64' | 'uint8' | 'uint64';

/** A Go integer; a JavaScript number is a float64. Go keeps them apart, and its integers among themselves. */
export class GoInt {
  constructor(
    readonly value: bigint,
    readonly type: IntType,
  ) {}
}

export const goInt = (value: number | bigint) => new GoInt(BigInt(value), 'int');
export const goInt64 = (value: bigint) => new GoInt(BigInt.asIntN(64, value), 'int64');

/** The element type of a slice or a map: `interface {}` holds anything. */
export type Element = 'interface {}' | 'string' | 'int' | '[]interface {}';

/** A Go slice. Nothing in a template changes one in place. */
export class GoSlice {
  constructor(
    readonly items: readonly Value[],
    readonly element: Element = 'interface {}',
    readonly isNil = false,
  ) {}
}

export const strings = (items: readonly string[]) => new GoSlice(items, 'string');
export const nilSlice = (element: Element = 'interface {}') => new GoSlice([], element, true);

/** A Go map with string keys, which functions such as `set` change in place. Data becomes entries when first looked at. */
export class GoMap {
  #entries: Map<string, Value> | undefined;
  readonly #source: TemplateRecord | undefined;
  readonly #numbers: Numbers;

  private constructor(
    entries: Map<string, Value> | undefined,
    source: TemplateRecord | undefined,
    readonly element: 'interface {}' | 'string',
    readonly isNil: boolean,
    numbers: Numbers = 'decoded',
  ) {
    this.#entries = entries;
    this.#source = source;
    this.#numbers = numbers;
  }

  static of(
    entries: Iterable<readonly [string, Value]> = [],
    element: 'interface {}' | 'string' = 'interface {}',
  ): GoMap {
    return new GoMap(new Map(entries), undefined, element, false);
  }

  static fromData(source: TemplateRecord, numbers: Numbers): GoMap {
    return new GoMap(undefined, source, 'interface {}', false, numbers);
  }

  static nil(): GoMap {
    return new GoMap(new Map(), undefined, 'interface {}', true);
  }

  get entries(): Map<string, Value> {
    this.#entries ??= new Map(
      Object.entries(this.#source ?? {}).map(([key, value]) => [key, fromData(value, this.#numbers)]),
    );
    return this.#entries;
  }

  /** In the order in which Go prints and ranges: by the keys' bytes. */
  sorted(): [string, Value][] {
    return [...this.entries].sort(([a], [b]) => compareText(a, b));
  }
}

/** An object with methods: `semver` gives one, and a struct's fields are read as if they were methods. */
export interface GoObject {
  readonly typeName: string;
  readonly methods: ReadonlyMap<string, Method>;
  /** What its `String` method gives. */
  readonly text: string;
  /** A struct's fields. */
  readonly fields?: readonly Field[];
}

/** A field of a struct that is a string, under its JSON tag with `omitempty`. */
export interface Field {
  readonly name: string;
  readonly tag: string;
  readonly value: string;
}

/** A Go struct of strings. */
export class GoStruct implements GoObject {
  /** @param typeName as `%T` shows it. */
  constructor(
    readonly typeName: string,
    readonly fields: readonly Field[],
  ) {}

  get methods(): ReadonlyMap<string, Method> {
    return new Map(this.fields.map(({ name, value }) => [name, { params: [], call: () => value }]));
  }

  get text(): string {
    return `{${this.fields.map(({ value }) => value).join(' ')}}`;
  }
}

/** What encoding/json writes of a struct, in the order of its fields. */
export function membersOf(fields: readonly Field[]): [string, string][] {
  return fields.filter(({ value }) => value !== '').map(({ tag, value }) => [tag, value]);
}

export interface Method {
  readonly params: readonly Param[];
  call(args: readonly Value[]): Value;
}

/** The types of parameters: `any` takes all; `map` is `map[string]interface {}`; a nil map passes as an empty one. */
export type Param = 'any' | 'string' | 'int' | 'float64' | 'bool' | 'map' | 'object';

export type Value = null | boolean | number | string | GoInt | GoSlice | GoMap | GoObject;

/**
 * What an expression gives before a pipeline has looked into it. An element of a list or a map that holds null is such a
 * slot: no typed parameter takes it, while a nil that came through a pipeline passes as an empty map.
 */
export const EMPTY_SLOT = Symbol('an interface that holds nil');
export type Slot = Value | typeof EMPTY_SLOT;

export const asSlot = (element: Value): Slot => (element === null ? EMPTY_SLOT : element);
export const unwrap = (slot: Slot): Value => (slot === EMPTY_SLOT ? null : slot);

const INT64_LIMIT = 2 ** 63;

/** Whether whole numbers are int64, as the API machinery decodes them, or float64 like all others. */
type Numbers = 'decoded' | 'floats';

export function fromData(data: TemplateData, numbers: Numbers = 'decoded'): Value {
  switch (typeof data) {
    case 'number':
      if (numbers === 'floats') return data;
      return Number.isInteger(data) && Math.abs(data) < INT64_LIMIT ? new GoInt(BigInt(data), 'int64') : data;
    case 'bigint':
      if (numbers === 'floats') return Number(data);
      return BigInt.asIntN(64, data) === data ? new GoInt(data, 'int64') : Number(data);
    case 'string':
      return data.isWellFormed() ? data : data.toWellFormed();
    case 'boolean':
      return data;
  }
  if (data === null || data instanceof GoStruct || data instanceof GoMap) return data;
  if (data instanceof FloatData) return fromData(data.data, 'floats');
  return isList(data) ? new GoSlice(data.map((one) => fromData(one, numbers))) : GoMap.fromData(data, numbers);
}

function isList(data: readonly TemplateData[] | TemplateRecord): data is readonly TemplateData[] {
  return Array.isArray(data);
}

/** A value as plain data again; `undefined` where it is nothing that JSON holds, or nested without end. */
export function toData(value: Value, depth = 0): TemplateData | undefined {
  if (depth > 1000) return undefined;
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (value instanceof GoInt) {
    const number = Number(value.value);
    return Number.isSafeInteger(number) ? number : value.value;
  }
  if (value instanceof GoSlice) {
    const items: TemplateData[] = [];
    for (const item of value.items) {
      const data = toData(item, depth + 1);
      if (data === undefined) return undefined;
      items.push(data);
    }
    return items;
  }
  if (!(value instanceof GoMap)) return value.fields ? Object.fromEntries(membersOf(value.fields)) : value.text;
  const entries: [string, TemplateData][] = [];
  for (const [key, item] of value.entries) {
    const data = toData(item, depth + 1);
    if (data === undefined) return undefined;
    entries.push([key, data]);
  }
  return Object.fromEntries(entries);
}

export function isGoObject(value: Value): value is GoObject {
  return typeof value === 'object' && value !== null && 'methods' in value;
}

/** The type as Go names it (`%T`). */
export function typeName(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'string') return 'string';
  if (value instanceof GoInt) return value.type;
  if (value instanceof GoSlice) return `[]${value.element}`;
  if (value instanceof GoMap) return `map[string]${value.element}`;
  return value.typeName;
}

/** The kind as Go's reflection names it. */
export function kindName(value: Value): string {
  if (value === null) return 'invalid';
  if (value instanceof GoSlice) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (value instanceof GoStruct) return 'struct';
  return isGoObject(value) ? 'ptr' : typeName(value);
}

/** What `if` and `with` take for true. */
export function isTrue(value: Value): boolean {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoSlice) return value.items.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  return true;
}
