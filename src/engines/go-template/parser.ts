import { Stop } from './fault';
import type { Token } from './lexer';
import { readString } from './literals';
import type { Statement } from './nodes';
import { PipelineParser } from './parse-pipeline';
import { Tokens, unexpected } from './tokens';

/** What a text holds: its own statements, and those that it defines by name. */
export interface Parsed {
  readonly templates: ReadonlyMap<string, readonly Statement[]>;
}

type Ending = { readonly kind: 'end' | 'else'; readonly at: number };

const isEnding = (node: Statement | Ending): node is Ending => node.kind === 'end' || node.kind === 'else';

/** Parses a template's text. `checkFunction` stops it where a function is not known or refused. */
export function parse(name: string, text: string, checkFunction: (name: string, at: number) => void): Parsed {
  return new Parser(name, text, checkFunction).parse();
}

/** Parses text and actions, blocks and definitions, rule for rule as text/template/parse does. */
class Parser {
  readonly #name: string;
  readonly #tokens: Tokens;
  readonly #pipelines: PipelineParser;
  readonly #templates = new Map<string, readonly Statement[]>();
  #ranges = 0;

  constructor(name: string, text: string, checkFunction: (name: string, at: number) => void) {
    this.#name = name;
    this.#tokens = new Tokens(text);
    this.#pipelines = new PipelineParser(this.#tokens, checkFunction);
  }

  parse(): Parsed {
    const root: Statement[] = [];
    for (;;) {
      const token = this.#tokens.peek();
      if (token.type === 'eof') break;
      if (token.type === 'leftDelim' && this.#define()) continue;
      const node = this.#textOrAction();
      if (isEnding(node)) throw new Stop(`unexpected {{${node.kind}}}`, node.at);
      root.push(node);
    }
    this.#add(this.#name, root, 0);
    return { templates: this.#templates };
  }

  /** `{{define "name"}} … {{end}}`, where one begins here. */
  #define(): boolean {
    const delim = this.#tokens.next();
    const skipped: Token[] = [];
    let token = this.#tokens.next();
    while (token.type === 'space') {
      skipped.push(token);
      token = this.#tokens.next();
    }
    if (token.type !== 'keyword' || token.text !== 'define') {
      this.#tokens.putBack(delim, ...skipped, token);
      return false;
    }
    const named = this.#tokens.nextNonSpace();
    const name = this.#templateName(named, 'define clause');
    this.#tokens.expect('rightDelim', 'define clause');
    this.#add(name, this.#ownBody('define clause'), named.at);
    return true;
  }

  /** A body that sees no variable of its surroundings. */
  #ownBody(context: string): readonly Statement[] {
    const outer = { variables: this.#pipelines.variables, ranges: this.#ranges };
    this.#pipelines.variables = ['$'];
    this.#ranges = 0;
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') throw new Stop(`unexpected {{else}} in ${context}`, ending.at);
    this.#pipelines.variables = outer.variables;
    this.#ranges = outer.ranges;
    return list;
  }

  #add(name: string, list: readonly Statement[], at: number): void {
    const known = this.#templates.get(name);
    if (known === undefined || isEmpty(known)) this.#templates.set(name, list);
    else if (!isEmpty(list)) throw new Stop(`multiple definition of template "${name}"`, at);
  }

  #list(): { list: Statement[]; ending: Ending } {
    this.#pipelines.enter(this.#tokens.peekNonSpace().at);
    const list: Statement[] = [];
    for (let token = this.#tokens.peekNonSpace(); token.type !== 'eof'; token = this.#tokens.peekNonSpace()) {
      const node = this.#textOrAction();
      if (isEnding(node)) {
        this.#pipelines.leave();
        return { list, ending: node };
      }
      list.push(node);
    }
    throw new Stop('unexpected EOF', this.#tokens.peek().at);
  }

  #textOrAction(): Statement | Ending {
    const token = this.#tokens.nextNonSpace();
    if (token.type === 'text') return { kind: 'text', text: token.text, at: token.at };
    if (token.type === 'leftDelim') return this.#action();
    throw unexpected(token, 'input');
  }

  #action(): Statement | Ending {
    const token = this.#tokens.nextNonSpace();
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
          this.#tokens.expect('rightDelim', 'end');
          return { kind: 'end', at: token.at };
        case 'if':
        case 'with':
        case 'range':
          return this.#control(token.text, token.at);
        case 'template':
          return this.#template();
      }
    }
    this.#tokens.putBack(token);
    return { kind: 'action', at: token.at, pipe: this.#pipelines.pipeline('command', 'rightDelim') };
  }

  #leave(kind: 'break' | 'continue', token: Token): Statement {
    const after = this.#tokens.nextNonSpace();
    if (after.type !== 'rightDelim') throw unexpected(after, `{{${kind}}}`);
    if (this.#ranges === 0) throw new Stop(`{{${kind}}} outside {{range}}`, token.at);
    return { kind, at: token.at };
  }

  #else(token: Token): Ending {
    const next = this.#tokens.peekNonSpace();
    const chained = next.type === 'keyword' && (next.text === 'if' || next.text === 'with');
    if (!chained) this.#tokens.expect('rightDelim', 'else');
    return { kind: 'else', at: token.at };
  }

  #control(kind: 'if' | 'with' | 'range', at: number): Statement {
    const known = this.#pipelines.variables.length;
    const pipe = this.#pipelines.pipeline(kind, 'rightDelim');
    if (kind === 'range') this.#ranges++;
    const { list: body, ending } = this.#list();
    if (kind === 'range') this.#ranges--;
    const otherwise = ending.kind === 'else' ? this.#otherwise(kind, at) : undefined;
    this.#pipelines.variables.length = known;
    return { kind, pipe, body, otherwise, at: pipe.at };
  }

  #otherwise(kind: 'if' | 'with' | 'range', at: number): readonly Statement[] {
    const next = this.#tokens.peek();
    // `{{else if x}}` is `{{else}}{{if x}}` with its end left out; so is `{{else with x}}` after `with`.
    if (next.type === 'keyword' && next.text === kind && kind !== 'range') {
      this.#tokens.next();
      this.#pipelines.enter(at);
      const chained = this.#control(kind, next.at);
      this.#pipelines.leave();
      return [chained];
    }
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') throw new Stop('expected end; found {{else}}', ending.at);
    return list;
  }

  #block(): Statement {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, 'block clause');
    const pipe = this.#pipelines.pipeline('block clause', 'rightDelim');
    this.#add(name, this.#ownBody('block clause'), token.at);
    return { kind: 'template', name, pipe, at: token.at };
  }

  #template(): Statement {
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, 'template clause');
    const next = this.#tokens.nextNonSpace();
    if (next.type === 'rightDelim') return { kind: 'template', name, pipe: undefined, at: token.at };
    this.#tokens.putBack(next);
    return { kind: 'template', name, pipe: this.#pipelines.pipeline('template clause', 'rightDelim'), at: token.at };
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') throw unexpected(token, context);
    return readString(token.text, token.at);
  }
}

/** Nothing but space: such a definition gives way to another of its name. */
function isEmpty(list: readonly Statement[]): boolean {
  return list.every((node) => node.kind === 'text' && node.text.trim() === '');
}
