import { Stop } from './fault';
import { Lexer, type Token, type TokenType } from './lexer';
import { readCharacter, readNumber, readString } from './literals';
import type { Command, Operand, Pipe, Statement } from './nodes';

/** What a text holds: its own statements, and those that it defines by name. */
export interface Parsed {
  readonly templates: ReadonlyMap<string, readonly Statement[]>;
}

/** Deeper nesting of blocks or parentheses is refused, so that a run never overflows the stack. */
const MAX_NESTING = 200;

type Ending = { readonly kind: 'end' | 'else'; readonly at: number };

const isEnding = (node: Statement | Ending): node is Ending => node.kind === 'end' || node.kind === 'else';

/** Parses a template's text. `checkFunction` stops it where a function is not known or refused. */
export function parse(name: string, text: string, checkFunction: (name: string, at: number) => void): Parsed {
  return new Parser(name, text, checkFunction).parse();
}

/** A recursive-descent parser, rule for rule that of text/template/parse. */
class Parser {
  readonly #lexer: Lexer;
  readonly #templates = new Map<string, readonly Statement[]>();
  #ahead: Token[] = [];
  /** The variables that are known here, innermost last. */
  #variables = ['$'];
  #ranges = 0;
  #nesting = 0;

  constructor(
    readonly name: string,
    text: string,
    readonly checkFunction: (name: string, at: number) => void,
  ) {
    this.#lexer = new Lexer(text);
  }

  parse(): Parsed {
    const root: Statement[] = [];
    for (;;) {
      const token = this.#peek();
      if (token.type === 'eof') break;
      if (token.type === 'leftDelim' && this.#define()) continue;
      const node = this.#textOrAction();
      if (isEnding(node)) throw new Stop(`unexpected {{${node.kind}}}`, node.at);
      root.push(node);
    }
    this.#add(this.name, root, 0);
    return { templates: this.#templates };
  }

  /** `{{define "name"}} … {{end}}`, where one begins here. */
  #define(): boolean {
    const delim = this.#next();
    const skipped: Token[] = [];
    let token = this.#next();
    while (token.type === 'space') {
      skipped.push(token);
      token = this.#next();
    }
    if (token.type !== 'keyword' || token.text !== 'define') {
      this.#ahead = [delim, ...skipped, token, ...this.#ahead];
      return false;
    }
    const named = this.#nextNonSpace();
    const name = this.#templateName(named, 'define clause');
    this.#expect('rightDelim', 'define clause');
    this.#add(name, this.#ownBody('define clause'), named.at);
    return true;
  }

  /** A body that sees no variable of its surroundings. */
  #ownBody(context: string): readonly Statement[] {
    const outer = { variables: this.#variables, ranges: this.#ranges };
    this.#variables = ['$'];
    this.#ranges = 0;
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') throw new Stop(`unexpected {{else}} in ${context}`, ending.at);
    this.#variables = outer.variables;
    this.#ranges = outer.ranges;
    return list;
  }

  #add(name: string, list: readonly Statement[], at: number): void {
    const known = this.#templates.get(name);
    if (known === undefined || isEmpty(known)) this.#templates.set(name, list);
    else if (!isEmpty(list)) throw new Stop(`multiple definition of template "${name}"`, at);
  }

  #list(): { list: Statement[]; ending: Ending } {
    this.#enter(this.#peekNonSpace().at);
    const list: Statement[] = [];
    for (let token = this.#peekNonSpace(); token.type !== 'eof'; token = this.#peekNonSpace()) {
      const node = this.#textOrAction();
      if (isEnding(node)) {
        this.#nesting--;
        return { list, ending: node };
      }
      list.push(node);
    }
    throw new Stop('unexpected EOF', this.#peek().at);
  }

  #enter(at: number): void {
    if (++this.#nesting > MAX_NESTING)
      throw new Stop(`blocks or parentheses are nested deeper than ${MAX_NESTING}`, at);
  }

  #textOrAction(): Statement | Ending {
    const token = this.#nextNonSpace();
    if (token.type === 'text') return { kind: 'text', text: token.text, at: token.at };
    if (token.type === 'leftDelim') return this.#action();
    throw unexpected(token, 'input');
  }

  #action(): Statement | Ending {
    const token = this.#nextNonSpace();
    if (token.type === 'keyword') {
      switch (token.text) {
        case 'block':
          return this.#block();
        case 'break':
        case 'continue':
          return this.#leave(token.text, token);
        case 'else':
          return this.#else(token);
        case 'end':
          this.#expect('rightDelim', 'end');
          return { kind: 'end', at: token.at };
        case 'if':
        case 'with':
        case 'range':
          return this.#control(token.text, token.at);
        case 'template':
          return this.#template();
      }
    }
    this.#ahead.unshift(token);
    return { kind: 'action', at: token.at, pipe: this.#pipeline('command', 'rightDelim') };
  }

  #leave(kind: 'break' | 'continue', token: Token): Statement {
    const after = this.#nextNonSpace();
    if (after.type !== 'rightDelim') throw unexpected(after, `{{${kind}}}`);
    if (this.#ranges === 0) throw new Stop(`{{${kind}}} outside {{range}}`, token.at);
    return { kind, at: token.at };
  }

  #else(token: Token): Ending {
    const next = this.#peekNonSpace();
    const chained = next.type === 'keyword' && (next.text === 'if' || next.text === 'with');
    if (!chained) this.#expect('rightDelim', 'else');
    return { kind: 'else', at: token.at };
  }

  #control(kind: 'if' | 'with' | 'range', at: number): Statement {
    const known = this.#variables.length;
    const pipe = this.#pipeline(kind, 'rightDelim');
    if (kind === 'range') this.#ranges++;
    const { list: body, ending } = this.#list();
    if (kind === 'range') this.#ranges--;
    const otherwise = ending.kind === 'else' ? this.#otherwise(kind, at) : undefined;
    this.#variables.length = known;
    return { kind, pipe, body, otherwise, at: pipe.at };
  }

  #otherwise(kind: 'if' | 'with' | 'range', at: number): readonly Statement[] {
    const next = this.#peek();
    // `{{else if x}}` is `{{else}}{{if x}}` with its end left out; so is `{{else with x}}` after `with`.
    if (next.type === 'keyword' && next.text === kind && kind !== 'range') {
      this.#next();
      this.#enter(at);
      const chained = this.#control(kind, next.at);
      this.#nesting--;
      return [chained];
    }
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') throw new Stop('expected end; found {{else}}', ending.at);
    return list;
  }

  #block(): Statement {
    const token = this.#nextNonSpace();
    const name = this.#templateName(token, 'block clause');
    const pipe = this.#pipeline('block clause', 'rightDelim');
    this.#add(name, this.#ownBody('block clause'), token.at);
    return { kind: 'template', name, pipe, at: token.at };
  }

  #template(): Statement {
    const token = this.#nextNonSpace();
    const name = this.#templateName(token, 'template clause');
    const next = this.#nextNonSpace();
    if (next.type === 'rightDelim') return { kind: 'template', name, pipe: undefined, at: token.at };
    this.#ahead.unshift(next);
    return { kind: 'template', name, pipe: this.#pipeline('template clause', 'rightDelim'), at: token.at };
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') throw unexpected(token, context);
    return readString(token.text, token.at);
  }

  #pipeline(context: string, end: TokenType): Pipe {
    const at = this.#peekNonSpace().at;
    const { variables, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.#nextNonSpace();
      if (token.type === end) break;
      if (!STARTS_COMMAND.has(token.type)) throw unexpected(token, context);
      this.#ahead.unshift(token);
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
      const variable = this.#peekNonSpace();
      if (variable.type !== 'variable') return { variables, assigns: false };
      this.#next();
      const between = this.#peek();
      const next = this.#peekNonSpace();
      if (next.type === 'assign' || next.type === 'declare') {
        this.#nextNonSpace();
        variables.push(variable.text);
        this.#variables.push(variable.text);
        return { variables, assigns: next.type === 'assign' };
      }
      if (next.type !== 'char' || next.text !== ',') {
        if (between.type === 'space') this.#ahead.unshift(between);
        this.#ahead.unshift(variable);
        return { variables, assigns: false };
      }
      this.#nextNonSpace();
      variables.push(variable.text);
      this.#variables.push(variable.text);
      if (context !== 'range' || variables.length > 1) throw new Stop(`too many declarations in ${context}`, next.at);
      const follows = this.#peekNonSpace().type;
      if (follows !== 'variable' && follows !== 'rightDelim' && follows !== 'rightParen') {
        throw new Stop('range can only initialize variables', next.at);
      }
    }
  }

  #command(): Command {
    const at = this.#peekNonSpace().at;
    const operands: Operand[] = [];
    for (;;) {
      this.#peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = this.#next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.#ahead.unshift(token);
      else if (token.type !== 'pipe') throw unexpected(token, 'operand');
      break;
    }
    const [first, ...args] = operands;
    if (first === undefined) throw new Stop('empty command', at);
    return { kind: 'command', first, args, at };
  }

  #operand(): Operand | undefined {
    const node = this.#term();
    const at = this.#peek().at;
    if (node === undefined || this.#peek().type !== 'field') return node;
    const names: string[] = [];
    while (this.#peek().type === 'field') names.push(this.#next().text.slice(1));
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
    const token = this.#nextNonSpace();
    const { at, text } = token;
    switch (token.type) {
      case 'identifier':
        this.checkFunction(text, at);
        return { kind: 'identifier', name: text, at };
      case 'dot':
        return { kind: 'dot', at };
      case 'nil':
        return { kind: 'nil', at };
      case 'variable':
        if (!this.#variables.includes(text)) throw new Stop(`undefined variable "${text}"`, at);
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
        this.#enter(at);
        const pipe = this.#pipeline('parenthesized pipeline', 'rightParen');
        this.#nesting--;
        return pipe;
      }
      case 'string':
      case 'rawString':
        return { kind: 'string', value: readString(text, at), at };
    }
    this.#ahead.unshift(token);
    return undefined;
  }

  #next(): Token {
    return this.#ahead.shift() ?? this.#lexer.next();
  }

  #peek(): Token {
    const [ahead] = this.#ahead;
    if (ahead !== undefined) return ahead;
    const token = this.#lexer.next();
    this.#ahead.push(token);
    return token;
  }

  #nextNonSpace(): Token {
    let token = this.#next();
    while (token.type === 'space') token = this.#next();
    return token;
  }

  #peekNonSpace(): Token {
    const token = this.#nextNonSpace();
    this.#ahead.unshift(token);
    return token;
  }

  #expect(type: TokenType, context: string): void {
    const token = this.#nextNonSpace();
    if (token.type !== type) throw unexpected(token, context);
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

function unexpected(token: Token, context: string): Stop {
  if (token.type === 'eof') return new Stop('unexpected EOF', token.at);
  const shown = token.type === 'keyword' ? `<${token.text}>` : `"${token.text.slice(0, 20)}"`;
  return new Stop(`unexpected ${shown} in ${context}`, token.at);
}

/** Nothing but space: such a definition gives way to another of its name. */
function isEmpty(list: readonly Statement[]): boolean {
  return list.every((node) => node.kind === 'text' && node.text.trim() === '');
}
