import { compareText } from '../bytes';
import { Stop } from '../fault';
import { GoInt, GoMap, GoSlice, kindName, typeName, type Value } from '../value';
import { type Family, takes, takesMany } from './signature';

/** Go compares nothing across kinds: not an integer with a float, nor a number with a string. */
export const comparison: Family = {
  eq: takesMany(['any'], 'any', (args) => {
    if (args.count < 2) throw new Stop('missing argument for comparison');
    for (const other of args.from(1)) if (equal(args.any(0), other)) return true;
    return false;
  }),
  ne: takes(['any', 'any'], (args) => !equal(args.any(0), args.any(1))),
  lt: takes(['any', 'any'], (args) => less(args.any(0), args.any(1))),
  le: takes(['any', 'any'], (args) => less(args.any(0), args.any(1)) || equal(args.any(0), args.any(1))),
  gt: takes(['any', 'any'], (args) => !(less(args.any(0), args.any(1)) || equal(args.any(0), args.any(1)))),
  ge: takes(['any', 'any'], (args) => !less(args.any(0), args.any(1))),
};

type Kind = 'bool' | 'int' | 'float' | 'string' | 'none';

function basicKind(value: Value): Kind {
  if (value instanceof GoInt) return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  return typeof value === 'string' ? 'string' : 'none';
}

function equal(a: Value, b: Value): boolean {
  const kind = basicKind(a);
  if (kind !== basicKind(b)) {
    if (a !== null && b !== null) throw incompatible(a, b);
    return false;
  }
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
  if (kind !== 'none') return a === b;
  if (a !== null && b !== null && kindName(a) !== kindName(b)) throw incompatible(a, b);
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (b instanceof GoMap || b instanceof GoSlice) throw new Stop(`non-comparable type ${typeName(b)}`);
  return a === b;
}

function isNil(value: Value): boolean {
  return value === null || ((value instanceof GoMap || value instanceof GoSlice) && value.isNil);
}

function less(a: Value, b: Value): boolean {
  if (basicKind(a) === 'none' || basicKind(b) === 'none') throw new Stop('invalid type for comparison');
  if (a instanceof GoInt && b instanceof GoInt) return a.value < b.value;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') throw new Stop('invalid type for comparison');
  throw incompatible(a, b);
}

function incompatible(a: Value, b: Value): Stop {
  return new Stop(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}
