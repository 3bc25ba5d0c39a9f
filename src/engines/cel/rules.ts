import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import type { Json, JsonObject } from '../../krm/json';
import { addKubernetesFunctions, KUBERNETES_FUNCTIONS, MATCHES } from './functions';
import { celLibrary } from './library';

/** What a rule says of an object; a reason holds no value of the object. */
export type Verdict = { readonly matches: boolean } | { readonly fault: string };

export interface Rule {
  /** What it uses that Sveltos' CEL does not have. */
  readonly beyondSveltos: readonly string[];
  judge(resource: CelObject): Verdict;
}

/** An object as CEL sees it: whole numbers are ints, other numbers doubles. */
export type CelObject = { readonly resource: unknown };

export function toCel(object: JsonObject): CelObject {
  return { resource: convert(object) };
}

function convert(value: Json): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  const map = new Map<string, unknown>();
  for (const key of Object.keys(value)) map.set(key, convert(value[key] ?? null));
  return map;
}

let environment: ReturnType<typeof addKubernetesFunctions> | undefined;

/** Reads a rule. One that cannot be read is a rule that fails on every object. */
export function readRule(text: string): Rule {
  const { Environment } = celLibrary();
  // cel-go, too, takes lists and maps whose members are of several types.
  environment ??= addKubernetesFunctions(
    new Environment({ homogeneousAggregateLiterals: false }).registerVariable('resource', 'dyn'),
  );
  try {
    const parsed = environment.parse(text);
    const beyondSveltos = survey(parsed);
    const { valid, error } = parsed.check();
    if (!valid) return { beyondSveltos, judge: () => ({ fault: explain(error, text) }) };
    return { beyondSveltos, judge: (object) => judge(parsed, object, text) };
  } catch (error) {
    const fault = explain(error, text);
    return { beyondSveltos: [], judge: () => ({ fault }) };
  }
}

function judge(parsed: ParseResult, object: CelObject, text: string): Verdict {
  try {
    const result: unknown = parsed(object);
    return typeof result === 'boolean' ? { matches: result } : { fault: 'it gives something else than true or false' };
  } catch (error) {
    return { fault: explain(error, text) };
  }
}

/** The library's own words up to where they quote a value; what stands in the rule itself may be quoted. */
function explain(error: unknown, rule: string): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  const [head = '', ...rest] = message.split(': ');
  const quoted = rest.join(': ');
  const isSafe =
    quoted === '' ||
    rule.includes(quoted) ||
    /^(?:index out of bounds|\w+(?:<\w+>)? [^\w\s]{1,2} \w+(?:<\w+>)?$|Expected|Unexpected|EOF|cannot|integer)/.test(
      quoted,
    );
  return isSafe ? message : head;
}

/** Names what Sveltos' CEL does not have, and sends `matches` to RE2. */
function survey({ ast }: ParseResult): string[] {
  const used = new Set<string>();
  visit(ast, (args) => {
    const [name] = args;
    if (typeof name === 'string' && KUBERNETES_FUNCTIONS.includes(name)) used.add(name);
    if (name === 'matches') args[0] = MATCHES;
  });
  return [...used].sort();
}

function visit(node: unknown, tell: (call: unknown[]) => void): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, tell);
  } else if (isNode(node)) {
    if ((node.op === 'rcall' || node.op === 'call') && Array.isArray(node.args)) tell(node.args);
    visit(node.args, tell);
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
