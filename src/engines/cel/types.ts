/** A type as far as it is known before a rule runs: `list(int)`, `map(string,dyn)`; `dyn` may be anything. */
export type Type = string;

export const listOf = (element: Type): Type => `list(${element})`;
/** The list that has no elements: of any type, as cel-go has it. */
export const EMPTY_LIST: Type = 'list()';
export const mapOf = (key: Type, value: Type): Type => `map(${key},${value})`;

/** The element of a list, or key and value of a map; `undefined` for another type. */
export function partsOf(type: Type): readonly [Type] | readonly [Type, Type] | undefined {
  if (type.startsWith('list(')) return [type.slice(5, -1) || 'dyn'];
  if (!type.startsWith('map(')) return undefined;
  const inner = type.slice(4, -1);
  let depth = 0;
  for (const [at, letter] of [...inner].entries()) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (letter === ',' && depth === 0) return [inner.slice(0, at), inner.slice(at + 1)];
  }
  return undefined;
}

/** Whether a value of one type may be one of the other; null stands for a time or a duration too. */
export function areCompatible(one: Type, other: Type): boolean {
  if (one === other || one === 'dyn' || other === 'dyn') return true;
  if (one === 'null' || other === 'null') return isTime(one) || isTime(other);
  const [ours, theirs] = [partsOf(one), partsOf(other)];
  if (ours === undefined || theirs === undefined || ours.length !== theirs.length) return false;
  return ours.every((part, at) => areCompatible(part, theirs[at] ?? 'dyn'));
}

const isTime = (type: Type) => type === 'timestamp' || type === 'duration';

/** The one type that all have; `dyn` where they differ, or there is none. */
export function joined(types: readonly Type[]): Type {
  const [first = types[0] ?? 'dyn', ...more] = types.filter((type) => type !== EMPTY_LIST);
  return more.every((type) => type === first) ? first : 'dyn';
}

/** The result of a function for the types of its arguments, the receiver first; `undefined` where it takes none such. */
export type Overload = (args: readonly Type[]) => Type | undefined;

const fixed =
  (...signatures: readonly (readonly [args: readonly Type[], result: Type])[]): Overload =>
  (args) => {
    const fitting = signatures.filter(
      ([params]) => params.length === args.length && params.every((param, at) => fits(args[at] ?? 'dyn', param)),
    );
    return fitting.length === 0 ? undefined : joined(fitting.map(([, result]) => result));
  };

function fits(arg: Type, param: Type): boolean {
  if (param === 'list' || param === 'map') return arg === 'dyn' || arg.startsWith(`${param}(`);
  return areCompatible(arg, param);
}

const alike = (types: readonly Type[], result?: Type): Overload =>
  fixed(...types.map((type): readonly [Type[], Type] => [[type, type], result ?? type]));

const equality: Overload = ([one = 'dyn', other = 'dyn', ...more]) =>
  more.length === 0 && areCompatible(one, other) ? 'bool' : undefined;
const order = alike(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'], 'bool');
const converts = (result: Type, ...from: readonly Type[]) =>
  fixed(...from.map((type): readonly [Type[], Type] => [[type], result]));
const logic = fixed([['bool', 'bool'], 'bool']);
const onStrings = fixed([['string', 'string'], 'bool']);
const sizes = converts('int', 'string', 'bytes', 'list', 'map');
const ofTime = fixed([['timestamp'], 'int'], [['timestamp', 'string'], 'int']);
const ofTimeOrDuration = fixed([['timestamp'], 'int'], [['timestamp', 'string'], 'int'], [['duration'], 'int']);

const sums = fixed(
  ...['int', 'uint', 'double', 'string', 'bytes', 'duration'].map((type): readonly [Type[], Type] => [
    [type, type],
    type,
  ]),
  [['timestamp', 'duration'], 'timestamp'],
  [['duration', 'timestamp'], 'timestamp'],
);

/** CEL's own functions and operators. */
export const FUNCTIONS: Readonly<Record<string, Overload>> = {
  '_==_': equality,
  '_!=_': equality,
  '_<_': order,
  '_<=_': order,
  '_>_': order,
  '_>=_': order,
  '_+_': (args) => {
    const [one = 'dyn', other = 'dyn'] = args;
    const areLists = fits(one, 'list') && fits(other, 'list') && (one !== 'dyn' || other !== 'dyn');
    return areLists && args.length === 2 ? addLists(one, other) : sums(args);
  },
  '_-_': fixed(
    ...['int', 'uint', 'double', 'duration'].map((type): readonly [Type[], Type] => [[type, type], type]),
    [['timestamp', 'timestamp'], 'duration'],
    [['timestamp', 'duration'], 'timestamp'],
  ),
  '_*_': alike(['int', 'uint', 'double']),
  '_/_': alike(['int', 'uint', 'double']),
  '_%_': alike(['int', 'uint']),
  '-_': fixed([['int'], 'int'], [['double'], 'double']),
  '!_': fixed([['bool'], 'bool']),
  '_&&_': logic,
  '_||_': logic,
  '@not_strictly_false': fixed([['bool'], 'bool']),
  '_?_:_': ([condition = 'dyn', one = 'dyn', other = 'dyn']) =>
    areCompatible(condition, 'bool') && areCompatible(one, other) ? joined([one, other]) : undefined,
  '_[_]': ([holder = 'dyn', index = 'dyn']) => {
    const parts = partsOf(holder);
    if (holder === 'dyn') return 'dyn';
    if (parts?.length === 1) return areCompatible(index, 'int') ? parts[0] : undefined;
    return parts !== undefined && areCompatible(index, parts[0]) ? parts[1] : undefined;
  },
  '@in': ([one = 'dyn', holder = 'dyn']) => {
    const parts = partsOf(holder);
    if (holder === 'dyn') return 'bool';
    return parts !== undefined && areCompatible(one, parts[0]) ? 'bool' : undefined;
  },
  size: sizes,
  contains: onStrings,
  startsWith: onStrings,
  endsWith: onStrings,
  matches: onStrings,
  int: converts('int', 'int', 'uint', 'double', 'string', 'timestamp', 'duration'),
  uint: converts('uint', 'int', 'uint', 'double', 'string'),
  double: converts('double', 'int', 'uint', 'double', 'string'),
  string: converts('string', 'int', 'uint', 'double', 'string', 'bytes', 'bool', 'timestamp', 'duration'),
  bytes: converts('bytes', 'bytes', 'string'),
  bool: converts('bool', 'bool', 'string'),
  timestamp: converts('timestamp', 'timestamp', 'string', 'int'),
  duration: converts('duration', 'duration', 'string'),
  dyn: ({ length }) => (length === 1 ? 'dyn' : undefined),
  type: ({ length }) => (length === 1 ? 'type' : undefined),
  getDate: ofTime,
  getDayOfMonth: ofTime,
  getDayOfWeek: ofTime,
  getDayOfYear: ofTime,
  getFullYear: ofTime,
  getMonth: ofTime,
  getHours: ofTimeOrDuration,
  getMilliseconds: ofTimeOrDuration,
  getMinutes: ofTimeOrDuration,
  getSeconds: ofTimeOrDuration,
};

/** Those that are called on a receiver; the others are not, and these two may be either. */
export const METHODS: ReadonlySet<string> = new Set(
  Object.keys(FUNCTIONS).filter((name) => /^(?:contains|startsWith|endsWith|get[A-Z].*)$/.test(name)),
);
export const EITHER: ReadonlySet<string> = new Set(['size', 'matches']);

/** Names of types, which are values too. */
export const TYPE_NAMES: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'double',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'type',
  'uint',
]);

function addLists(one: Type, other: Type): Type | undefined {
  if (one === 'dyn' || other === 'dyn') return 'dyn';
  return areCompatible(one, other) ? joined([one, other]) : undefined;
}
