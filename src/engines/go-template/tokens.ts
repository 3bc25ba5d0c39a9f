import { Stop } from './fault';
import { Lexer, type Token, type TokenType } from './lexer';

/** The tokens of a text, of which a parser may look at the next ones and put some back. */
export class Tokens {
  readonly #lexer: Lexer;
  #ahead: Token[] = [];

  constructor(text: string) {
    this.#lexer = new Lexer(text);
  }

  putBack(...tokens: readonly Token[]): void {
    this.#ahead.unshift(...tokens);
  }

  next(): Token {
    return this.#ahead.shift() ?? this.#lexer.next();
  }

  peek(): Token {
    const [ahead] = this.#ahead;
    if (ahead !== undefined) return ahead;
    const token = this.#lexer.next();
    this.#ahead.push(token);
    return token;
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.type === 'space') token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.putBack(token);
    return token;
  }

  expect(type: TokenType, context: string): void {
    const token = this.nextNonSpace();
    if (token.type !== type) throw unexpected(token, context);
  }
}

export function unexpected(token: Token, context: string): Stop {
  if (token.type === 'eof') return new Stop('unexpected EOF', token.at);
  const shown = token.type === 'keyword' ? `<${token.text}>` : `"${token.text.slice(0, 20)}"`;
  return new Stop(`unexpected ${shown} in ${context}`, token.at);
}
