import { deepEqual } from '../deep-equal';
import { Stop } from '../fault';
import { isTrue, kindName, typeName } from '../value';
import { type Family, takes, takesMany } from './signature';

/** sprig's functions on presence and on types. Zero, false, nil and all that has no length are empty. */
export const defaults: Family = {
  default: takesMany(['any'], 'any', (args) => (args.count > 1 && isTrue(args.any(1)) ? args.any(1) : args.any(0))),
  empty: takes(['any'], (args) => !isTrue(args.any(0))),
  coalesce: takesMany([], 'any', (args) => args.values.find(isTrue) ?? null),
  all: takesMany([], 'any', (args) => args.values.every(isTrue)),
  any: takesMany([], 'any', (args) => args.values.some(isTrue)),
  ternary: takes(['any', 'any', 'bool'], (args) => (args.bool(2) ? args.any(0) : args.any(1))),
  fail: takes(['string'], (args) => {
    throw new Stop(args.string(0));
  }),
};

export const types: Family = {
  typeOf: takes(['any'], (args) => typeName(args.any(0))),
  typeIs: takes(['string', 'any'], (args) => args.string(0) === typeName(args.any(1))),
  typeIsLike: takes(['string', 'any'], (args) => {
    const type = typeName(args.any(1));
    return args.string(0) === type || `*${args.string(0)}` === type;
  }),
  kindOf: takes(['any'], (args) => kindName(args.any(0))),
  kindIs: takes(['string', 'any'], (args) => args.string(0) === kindName(args.any(1))),
  deepEqual: takes(['any', 'any'], (args) => deepEqual(args.any(0), args.any(1), args.budget)),
};
