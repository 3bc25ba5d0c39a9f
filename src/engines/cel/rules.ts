import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { addKubernetesFunctions, KUBERNETES_FUNCTIONS, MATCHES } from './kubernetes-functions';
import { celLibrary } from './library';

/** What a rule says; a reason holds no value of the data. */
export type Verdict = { readonly matches: boolean } | { readonly fault: string };

/** The variables of a rule by their names, each made by `toCel`. */
export type Variables = Readonly<Record<string, unknown>>;

export interface Rule {
  /** The functions of Kubernetes that it uses: CEL itself does not have them. */
  readonly extensions: readonly string[];
  judge(variables: Variables): Verdict;
}

/** JSON as CEL sees it: whole numbers are ints, other numbers doubles. */
export function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, toCel(one)]));
}

/** Reads rules on variables of the names given. */
export class RuleReader {
  private environment: Environment | undefined;

  constructor(private readonly variables: readonly string[]) {}

  /** Reads a rule. One that cannot be read is a rule that fails on all data. */
  read(text: string): Rule {
    this.environment ??= makeEnvironment(this.variables);
    try {
      const parsed = this.environment.parse(text);
      const extensions = survey(parsed);
      const { valid, error } = parsed.check();
      if (!valid) return { extensions, judge: () => ({ fault: explain(error, text) }) };
      return { extensions, judge: (variables) => judge(parsed, variables, text) };
    } catch (error) {
      const fault = explain(error, text);
      return { extensions: [], judge: () => ({ fault }) };
    }
  }
}

function makeEnvironment(variables: readonly string[]): Environment {
  const { Environment } = celLibrary();
  // cel-go, too, takes lists and maps whose members are of several types.
  const environment = addKubernetesFunctions(new Environment({ homogeneousAggregateLiterals: false }));
  for (const name of variables) environment.registerVariable(name, 'dyn');
  return environment;
}

function judge(parsed: ParseResult, variables: Variables, text: string): Verdict {
  try {
    const result: unknown = parsed(variables);
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

/** Names the functions that are of Kubernetes, and sends `matches` to RE2. */
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
