import type { Ask } from './ask';

/** Questions on stderr and answers from standard input; closing the input, or Ctrl-C, ends them. */
export function openConversation(): { readonly ask: Ask; readonly isOver: boolean; end(): void } {
  const { createInterface }: typeof import('node:readline/promises') = require('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const stop = new AbortController();
  let isOver = false;
  lines.once('close', () => {
    isOver = true;
    stop.abort();
  });
  return {
    ask: (question) => lines.question(question, { signal: stop.signal }),
    get isOver() {
      return isOver;
    },
    end() {
      lines.close();
    },
  };
}
