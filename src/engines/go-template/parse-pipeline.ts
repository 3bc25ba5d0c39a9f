import { Stop } from './fault';
import type { TokenType } from './lexer';
import { readCharacter, readNumber, readString } from './literals';
import type { Command, Operand, Pipe } from './nodes';
import { type Tokens, unexpected } from './tokens';

/** Deeper nesting of blocks or parentheses is refused, so that a run never overflows the stack. */
const MAX_NESTING = 200;

/** Parses what stands between the delimiters, rule for rule as text/template/parse does. */
export class PipelineParser {
  /** The variables that are known here, innermost last. */
  variables = ['$'];
  readonly #tokens: Tokens;
  readonly #checkFunction: (name: string, at: number) => void;
  #nesting = 0;

  constructor(tokens: Tokens, checkFunction: (name: string, at: number) => void) {
    this.#tokens = tokens;
    this.#checkFunction = checkFunction;
  }

  /** One block or parenthesis deeper. */
  enter(at: number): void {
    if (++this.#nesting > MAX_NESTING)
      throw new Stop(`blocks or parentheses are nested deeper than ${MAX_NESTING}`, at);
  }

  leave(): void {
    this.#nesting--;
  }

  pipeline(context: string, end: TokenType): Pipe {
    const at = this.#tokens.peekNonSpace().at;
    const { variables, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#tokens.nextNonSpace();
      if (token.type === end) break;
      if (!STARTS_COMMAND.has(token.type)) throw unexpected(token, context);
      this.#tokens.putBack(token);
      commands.push(this.#command());
    }
    if (commands.length === 0) throw new Stop(`missing value for ${context}`, at);
    commands.slice(1).forEach((command, stage) => {
      if (NOT_EXECUTABLE.has(command.first.kind)) {
        throw new Stop(`non executable command in pipeline stage ${stage + 2}`, command.at);
      }
    });
    return { kind: 'pipe', assigns, variables, commands, at };
  }

  /** `$x :=`, `$x =`, and in a range `$i, $x :=`. */
  #declarations(context: string): { variables: string[]; assigns: boolean } {
    const variables: string[] = [];
    for (;;) {
      const variable = this.#tokens.peekNonSpace();
      if (variable.type !== 'variable') return { variables, assigns: false };
      this.#tokens.next();
      const between = this.#tokens.peek();
      const next = this.#tokens.peekNonSpace();
      if (next.type === 'assign' || next.type === 'declare') {
        this.#tokens.nextNonSpace();
        variables.push(variable.text);
        this.variables.push(variable.text);
        return { variables, assigns: next.type === 'assign' };
      }
      if (next.type !== 'char' || next.text !== ',') {
        if (between.type === 'space') this.#tokens.putBack(between);
        this.#tokens.putBack(variable);
        return { variables, assigns: false };
      }
      this.#tokens.nextNonSpace();
      variables.push(variable.text);
      this.variables.push(variable.text);
      if (context !== 'range' || variables.length > 1) throw new Stop(`too many declarations in ${context}`, next.at);
      const follows = this.#tokens.peekNonSpace().type;
      if (follows !== 'variable' && follows !== 'rightDelim' && follows !== 'rightParen') {
        throw new Stop('range can only initialize variables', next.at);
      }
    }
  }

  #command(): Command {
    const at = this.#tokens.peekNonSpace().at;
    const operands: Operand[] = [];
    for (;;) {
      this.#tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = this.#tokens.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.#tokens.putBack(token);
      else if (token.type !== 'pipe') throw unexpected(token, 'operand');
      break;
    }
    const [first, ...args] = operands;
    if (first === undefined) throw new Stop('empty command', at);
    return { kind: 'command', first, args, at };
  }

  #operand(): Operand | undefined {
    const node = this.#term();
    const at = this.#tokens.peek().at;
    if (node === undefined || this.#tokens.peek().type !== 'field') return node;
    const names: string[] = [];
    while (this.#tokens.peek().type === 'field') names.push(this.#tokens.next().text.slice(1));
    switch (node.kind) {
      case 'field':
        return { kind: 'field', names: [...node.names, ...names], at };
      case 'variable':
        return { kind: 'variable', name: node.name, names, at };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        throw new Stop('unexpected . after a term that has no fields', at);
      default:
        return { kind: 'chain', node, names, at };
    }
  }

  #term(): Operand | undefined {
    const token = this.#tokens.nextNonSpace();
    const { at, text } = token;
    switch (token.type) {
      case 'identifier':
        this.#checkFunction(text, at);
        return { kind: 'identifier', name: text, at };
      case 'dot':
        return { kind: 'dot', at };
      case 'nil':
        return { kind: 'nil', at };
      case 'variable':
        if (!this.variables.includes(text)) throw new Stop(`undefined variable "${text}"`, at);
        return { kind: 'variable', name: text, names: [], at };
      case 'field':
        return { kind: 'field', names: [text.slice(1)], at };
      case 'bool':
        return { kind: 'bool', value: text === 'true', at };
      case 'charConstant':
        return readCharacter(text, at);
      case 'number':
        return readNumber(text, at);
      case 'leftParen': {
        this.enter(at);
        const pipe = this.pipeline('parenthesized pipeline', 'rightParen');
        this.leave();
        return pipe;
      }
      case 'string':
      case 'rawString':
        return { kind: 'string', value: readString(text, at), at };
    }
    this.#tokens.putBack(token);
    return undefined;
  }
}

const STARTS_COMMAND: ReadonlySet<TokenType> = new Set([
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

const NOT_EXECUTABLE: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string']);
