import { deepEqual } from '../deep-equal';
import { Stop } from '../fault';
import { type Element, GoSlice, isTrue, kindName, nilSlice, type Value } from '../value';
import { asInt64 } from './convert';
import { type Arguments, type Family, type GoFunction, takes, takesMany } from './signature';

/** sprig's functions on lists. None changes the list that it is given. */
export const lists: Family = {
  list: takesMany([], 'any', (args) => new GoSlice(args.values)),
  tuple: takesMany([], 'any', (args) => new GoSlice(args.values)),
  ...twice(
    'append',
    'push',
    'mustAppend',
    'mustPush',
  )(takes(['any', 'any'], (args) => new GoSlice([...wantList(args, 0, 'push on').items, args.any(1)]))),
  ...twice(
    'prepend',
    'mustPrepend',
  )(takes(['any', 'any'], (args) => new GoSlice([args.any(1), ...wantList(args, 0, 'prepend on').items]))),
  ...twice('first', 'mustFirst')(takes(['any'], (args) => wantList(args, 0, 'find first on').items[0] ?? null)),
  ...twice('last', 'mustLast')(takes(['any'], (args) => wantList(args, 0, 'find last on').items.at(-1) ?? null)),
  ...twice(
    'rest',
    'mustRest',
  )(
    takes(['any'], (args) => {
      const { items } = wantList(args, 0, 'find rest on');
      return items.length === 0 ? nilSlice() : new GoSlice(items.slice(1));
    }),
  ),
  ...twice(
    'initial',
    'mustInitial',
  )(
    takes(['any'], (args) => {
      const { items } = wantList(args, 0, 'find initial on');
      return items.length === 0 ? nilSlice() : new GoSlice(items.slice(0, -1));
    }),
  ),
  ...twice(
    'reverse',
    'mustReverse',
  )(takes(['any'], (args) => new GoSlice(wantList(args, 0, 'find reverse on').items.toReversed()))),
  ...twice(
    'compact',
    'mustCompact',
  )(takes(['any'], (args) => new GoSlice(wantList(args, 0, 'compact on').items.filter(isTrue)))),
  ...twice('uniq', 'mustUniq')(takes(['any'], unique)),
  ...twice(
    'without',
    'mustWithout',
  )(
    takesMany(['any'], 'any', (args) => {
      const left = wantList(args, 0, 'find without on').items.filter((item) => !holds(args.from(1), item, args));
      return new GoSlice(left);
    }),
  ),
  ...twice(
    'has',
    'mustHas',
  )(
    takes(['any', 'any'], (args) => {
      return args.any(1) !== null && holds(wantList(args, 1, 'find has on').items, args.any(0), args);
    }),
  ),
  ...twice('slice', 'mustSlice')(takesMany(['any'], 'any', slice)),
  ...twice('chunk', 'mustChunk')(takes(['int', 'any'], chunk)),
  concat: takesMany([], 'any', (args) => {
    const all = args.values.flatMap((_, at) => wantList(args, at, 'concat').items);
    return all.length === 0 ? nilSlice() : new GoSlice(all);
  }),
};

/** One function under several names: the `must` ones return an error where the others panic, which is a fault either way. */
export function twice(...names: string[]): (call: GoFunction) => Family {
  return (call) => Object.fromEntries(names.map((name) => [name, call]));
}

function wantList(args: Arguments, at: number, what: string): GoSlice {
  const value = args.any(at);
  if (value instanceof GoSlice) {
    args.budget.spend(value.items.length);
    return value;
  }
  throw new Stop(`cannot ${what} ${value === null ? 'nil' : `type ${kindName(value)}`}`);
}

function holds(items: readonly Value[], needle: Value, args: Arguments): boolean {
  args.budget.spend(items.length);
  return items.some((item) => deepEqual(needle, item, args.budget));
}

function unique(args: Arguments): GoSlice {
  const kept: Value[] = [];
  for (const item of wantList(args, 0, 'find uniq on').items) if (!holds(kept, item, args)) kept.push(item);
  return new GoSlice(kept);
}

function slice(args: Arguments): Value {
  const list = wantList(args, 0, 'slice');
  const { length } = list.items;
  if (length === 0) return null;
  const start = args.count > 1 ? Number(asInt64(args.any(1))) : 0;
  const end = args.count > 2 ? Number(asInt64(args.any(2))) : length;
  if (start < 0 || end > length || start > end) throw new Stop(`slice bounds out of range [${start}:${end}]`);
  return new GoSlice(list.items.slice(start, end), list.element);
}

const LISTS: Element = '[]interface {}';

function chunk(args: Arguments): Value {
  const size = args.int(0);
  const { items } = wantList(args, 1, 'chunk');
  const count = Math.floor((items.length - 1) / size) + 1;
  if (size < 1) throw new Stop(`cannot make chunks of ${size}`);
  return new GoSlice(
    Array.from({ length: count }, (_, at) => new GoSlice(items.slice(at * size, (at + 1) * size))),
    LISTS,
  );
}
