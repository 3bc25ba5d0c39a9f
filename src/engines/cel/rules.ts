import type { CelEnv, CelInput } from '@bufbuild/cel';
import { findFault } from './check';
import { makeConversions } from './conversions';
import { EXTENSIONS } from './extensions';
import { celLibrary } from './library';

/** What a rule says; a reason holds no value of the data. */
export type Verdict = { readonly matches: boolean } | { readonly fault: string };

/** The variables of a rule by their names, each made by `toCel`. */
export type Variables = Readonly<Record<string, CelInput>>;

export interface Rule {
  /** The functions that it uses and that CEL itself does not have: it fails on all data. */
  readonly extensions: readonly string[];
  judge(variables: Variables): Verdict;
}

/** JSON as CEL sees it: whole numbers are ints, or uints where those are too small; other numbers are doubles. */
export function toCel(value: unknown): CelInput {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? BigInt(value) : value;
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) return value;
      return BigInt.asUintN(64, value) === value ? celLibrary().celUint(value) : Number(value);
    case 'string':
    case 'boolean':
      return value;
  }
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return null;
  const map = celLibrary().celMap(new Map(Object.entries(value).map(([key, one]) => [key, toCel(one)])));
  // The library's own takes a field that is null for one that is not there.
  return Object.assign(map, { has: (key: string) => map.get(key) !== undefined });
}

/** Reads rules on variables of the names given. */
export class RuleReader {
  private environment: CelEnv | undefined;

  constructor(private readonly variables: readonly string[]) {}

  /** Reads a rule. One that cannot be read is a rule that fails on all data. */
  read(text: string): Rule {
    const { parse, plan, isCelError } = celLibrary();
    this.environment ??= makeEnvironment(this.variables);
    const { environment } = this;
    const refuse = (fault: string, extensions: readonly string[] = []) => ({ extensions, judge: () => ({ fault }) });
    const excess = findExcess(text);
    if (excess !== undefined) return refuse(excess);
    try {
      // A comment on the last line needs a line break after it.
      const parsed = parse(`${text}\n`);
      const extensions = survey(parsed.expr);
      const fault = findFault(parsed.expr, this.variables);
      if (fault !== undefined) return refuse(fault, extensions);
      const run = plan(environment, parsed);
      return {
        extensions,
        judge(variables) {
          const result = run(variables);
          if (isCelError(result)) return { fault: explain(result, text) };
          return typeof result === 'boolean'
            ? { matches: result }
            : { fault: 'it gives something else than true or false' };
        },
      };
    } catch (error) {
      return refuse(explain(error, text));
    }
  }
}

/** cel-go's own limits. Without them, how deep a rule may nest would depend on the stack of the machine. */
const MOST_CHARACTERS = 100_000;
const DEEPEST = 250;

function findExcess(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS && [...text].length > MOST_CHARACTERS) {
    return `it is longer than ${MOST_CHARACTERS} characters`;
  }
  if (text.length < DEEPEST) return undefined;
  let depth = 0;
  for (const [sign] of text.replace(LITERAL, '').matchAll(/[([{}\])]/g)) {
    depth += '([{'.includes(sign) ? 1 : -1;
    if (depth >= DEEPEST) return `it is nested ${DEEPEST} levels deep`;
  }
  return undefined;
}

const LITERAL = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

function makeEnvironment(names: readonly string[]): CelEnv {
  const { celEnv, CelScalar } = celLibrary();
  const variables = Object.fromEntries(names.map((name) => [name, CelScalar.DYN]));
  return celEnv({ variables, funcs: makeConversions() });
}

/** The library's own words up to where they quote a value; what stands in the rule itself may be quoted. */
function explain(error: unknown, rule: string): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  const [, line, column] = /^<input>:(\d+):(\d+): /.exec(message) ?? [];
  if (line !== undefined) return `it cannot be read at line ${line}, column ${column}`;
  const [head = '', ...rest] = message.split(': ');
  const quoted = rest.join(': ');
  if (/^found no matching overload for '[^']*' applied to '\([\w, ().]*\)'$/.test(message)) return message;
  if (quoted === '') return /^[\w ]+$|^index \d+ out of bounds/.exec(head)?.[0] ?? 'it cannot be evaluated';
  return rule.includes(quoted) || /^expected \w+, got \w+$|^iterable vs \w+$/.test(quoted) ? message : head;
}

/** Names the functions that CEL does not have. `matches(text, pattern)` becomes the method, which the library has. */
function survey(rule: unknown): string[] {
  const used = new Set<string>();
  visit(rule, (call) => {
    if (EXTENSIONS.includes(call.function)) used.add(call.function);
    if (call.function === 'matches' && call.target === undefined && call.args.length === 2)
      call.target = call.args.shift();
  });
  return [...used].sort();
}

interface Call {
  readonly function: string;
  target?: unknown;
  readonly args: unknown[];
}

function visit(node: unknown, tell: (call: Call) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, tell);
  } else if (typeof node === 'object' && node !== null) {
    if (isCall(node)) tell(node);
    for (const one of Object.values(node)) visit(one, tell);
  }
}

function isCall(node: object): node is Call {
  return 'function' in node && typeof node.function === 'string' && 'args' in node && Array.isArray(node.args);
}
