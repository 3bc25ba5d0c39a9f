import type * as Re2 from 're2js';
import type { Budget } from '../budget';
import { Stop } from '../fault';
import { type GoSlice, nilSlice, strings as texts } from '../value';
import { twice } from './lists';
import { type Arguments, type Family, ofString, takes } from './signature';

/** Go's regexp is RE2: linear in time, and without look-around or back references. */
let library: typeof Re2 | undefined;

/** Loaded when a template first asks for an expression. */
function re2(): typeof Re2 {
  library ??= require('re2js');
  return library ?? failToLoad();
}

function failToLoad(): never {
  throw new Error('the library for regular expressions did not load');
}

export const regex: Family = {
  regexMatch: takes(['string', 'string'], (args) => {
    // sprig drops the error of an expression that is none.
    const expression = compile(args.string(0));
    return 'reason' in expression ? false : matches(expression, args.string(1), 1, args.budget).length > 0;
  }),
  mustRegexMatch: takes(
    ['string', 'string'],
    (args) => matches(wanted(args), args.string(1), 1, args.budget).length > 0,
  ),
  ...twice(
    'regexFind',
    'mustRegexFind',
  )(
    takes(['string', 'string'], (args) => {
      const [found] = matches(wanted(args), args.string(1), 1, args.budget);
      return found === undefined ? '' : (found.groups[0] ?? '');
    }),
  ),
  ...twice(
    'regexFindAll',
    'mustRegexFindAll',
  )(
    takes(['string', 'string', 'int'], (args) => {
      const found = matches(wanted(args), args.string(1), args.int(2), args.budget);
      return found.length === 0 ? nilSlice('string') : texts(found.map(({ groups }) => groups[0] ?? ''));
    }),
  ),
  ...twice(
    'regexReplaceAll',
    'mustRegexReplaceAll',
  )(takes(['string', 'string', 'string'], (args) => replaceAll(args, (found) => expand(args.string(2), found)))),
  ...twice(
    'regexReplaceAllLiteral',
    'mustRegexReplaceAllLiteral',
  )(takes(['string', 'string', 'string'], (args) => replaceAll(args, () => args.string(2)))),
  ...twice('regexSplit', 'mustRegexSplit')(takes(['string', 'string', 'int'], splitBy)),
  regexQuoteMeta: ofString((text) => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
};

interface Expression {
  readonly pattern: Re2.RE2JS;
  readonly names: ReadonlyMap<string, number>;
}

interface Match {
  readonly start: number;
  readonly end: number;
  /** The whole match and its groups; a group that took no part is `undefined`. */
  readonly groups: readonly (string | undefined)[];
  readonly names: ReadonlyMap<string, number>;
}

const compiled = new Map<string, Expression | { readonly reason: string }>();
/** A template has a few expressions; more come only where one is made from data. */
const MAX_COMPILED = 200;

function compile(source: string): Expression | { readonly reason: string } {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const made = build(source);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(source, made);
  return made;
}

function build(source: string): Expression | { readonly reason: string } {
  const { RE2JS } = re2();
  // The library can look behind; Go cannot.
  if (/\(\?<[=!]/.test(source.replace(/\\./gs, ''))) return { reason: 'Go knows no look-behind' };
  try {
    const pattern = RE2JS.compile(source);
    return { pattern, names: new Map(Object.entries(pattern.namedGroups())) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'it is not well-formed' };
  }
}

function wanted(args: Arguments): Expression {
  const expression = compile(args.string(0));
  if ('reason' in expression) throw new Stop(`the regular expression is wrong: ${expression.reason}`);
  return expression;
}

/** Up to `limit` matches, or all where it is negative. An empty match right after another match does not count. */
function matches({ pattern, names }: Expression, text: string, limit: number, budget: Budget): Match[] {
  const found: Match[] = [];
  const matcher = pattern.matcher(text);
  let previousEnd = -1;
  let at = 0;
  while ((limit < 0 || found.length < limit) && at <= text.length && matcher.find(at)) {
    // A search may look at all that is left of the text, and then find something short.
    budget.spend(1 + (text.length - at) / 8);
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start || start !== previousEnd) {
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, nth) => matcher.group(nth) ?? undefined);
      found.push({ start, end, groups, names });
    }
    previousEnd = end;
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

function replaceAll(args: Arguments, by: (found: Match) => string): string {
  const text = args.string(1);
  let out = '';
  let at = 0;
  for (const found of matches(wanted(args), text, -1, args.budget)) {
    out += text.slice(at, found.start) + by(found);
    args.budget.room(out.length);
    at = found.end;
  }
  return out + text.slice(at);
}

/** regexp.Expand: `$1`, `${1}`, `$name`, `${name}` and `$$`; the longest name counts, and one that is unknown is empty. */
function expand(template: string, { groups, names }: Match): string {
  return template.replace(
    /\$(?:(\$)|([0-9\p{L}_][\p{L}\p{Nd}_]*)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (_, dollar, bare, braced) => {
      if (dollar !== undefined) return '$';
      const name: string = bare ?? braced;
      const index = /^[0-9]+$/.test(name) ? Number(name) : names.get(name);
      return (index === undefined ? undefined : groups[index]) ?? '';
    },
  );
}

/** regexp.Split. */
function splitBy(args: Arguments): GoSlice {
  const [source, text, limit] = [args.string(0), args.string(1), args.int(2)];
  const expression = wanted(args);
  if (limit === 0) return nilSlice('string');
  if (source !== '' && text === '') return texts(['']);
  const parts: string[] = [];
  let [from, to] = [0, 0];
  for (const found of matches(expression, text, limit, args.budget)) {
    if (limit > 0 && parts.length === limit - 1) break;
    to = found.start;
    if (found.end !== 0) parts.push(text.slice(from, to));
    from = found.end;
  }
  if (to !== text.length) parts.push(text.slice(from));
  return texts(parts);
}
