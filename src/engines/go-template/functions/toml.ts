import type * as Toml from 'smol-toml';
import type { Budget } from '../budget';
import { Stop } from '../fault';
import { GoMap, GoSlice, goInt64, type Value } from '../value';
import { type Family, takes } from './signature';
import { encodeToml } from './toml-writer';

let library: typeof Toml | undefined;

/** Loaded when a template first reads TOML. */
function reader(): typeof Toml {
  library ??= require('smol-toml');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the TOML library did not load');
}

/** BurntSushi/toml as Sveltos uses it: an error is the result, or stands in it. */
export const toml: Family = {
  toToml: takes(['any'], (args) => encodeToml(args.any(0), args.budget)),
  fromToml: takes(['string'], (args) => {
    const { parse } = reader();
    let parsed: unknown;
    try {
      parsed = parse(args.string(0), { integersAsBigInt: true });
    } catch {
      return GoMap.of([['Error', 'the text is not TOML']]);
    }
    return fromParsed(parsed, args.budget);
  }),
};

function fromParsed(parsed: unknown, budget: Budget): Value {
  budget.spend(1);
  if (typeof parsed === 'bigint') return goInt64(parsed);
  if (typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean') return parsed;
  if (Array.isArray(parsed)) return new GoSlice(parsed.map((item) => fromParsed(item, budget)));
  if (parsed instanceof reader().TomlDate) throw new Stop('dates in TOML are not supported; quote them');
  if (typeof parsed !== 'object' || parsed === null) return null;
  return GoMap.of(Object.entries(parsed).map(([key, item]) => [key, fromParsed(item, budget)] as const));
}
