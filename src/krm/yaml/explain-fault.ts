import type { YamlFault } from './fault';
import { LayoutScanner, SILENT } from './go-scanner';

/**
 * Adds to a fault what most likely caused it, and its line with a mark below. Of the line nothing is shown but the key:
 * a value may be secret, and in a Secret a key too.
 */
export function explainFault(fault: YamlFault, text: string): YamlFault {
  const lines = text.split(/\r?\n/);
  const cause = findCause(fault, lines, text);
  const line = cause?.line ?? fault.line;
  const column = cause === undefined ? fault.column : cause.column;
  const reason = cause === undefined ? fault.reason : `${fault.reason}. Likely cause: ${cause.words}`;
  return { line, column, reason, excerpt: showLine(lines[line - 1] ?? '', column, /\bSecret\b/.test(text)) };
}

interface Cause {
  readonly line: number;
  readonly column: number;
  readonly words: string;
}

function findCause(fault: YamlFault, lines: readonly string[], text: string): Cause | undefined {
  const conflict = lines.findIndex((line) => /^(?:<{7}|>{7}) /.test(line));
  if (conflict >= 0) return { line: conflict + 1, column: 1, words: 'a merge conflict that is not resolved' };
  const template = lines.findIndex((line) => /^\s*(?:- +)?\{[{%]|[:-] +["']?\{\{/.test(line));
  if (template >= 0 && template < fault.line) {
    const line = lines[template] ?? '';
    const words = line.includes('{%')
      ? 'a Jinja template that is not rendered'
      : 'a Helm or Jinja template that is not rendered';
    return { line: template + 1, column: line.search(/\{[{%]/) + 1, words };
  }
  const tab = /^ *(?:- +)*\t/.exec(lines[fault.line - 1] ?? '');
  if (tab !== null && !fault.reason.includes('tab'))
    return { line: fault.line, column: tab[0].length, words: 'a tab; YAML indents with spaces alone' };
  const quote = findOpenQuote(fault, text);
  if (quote === undefined) return undefined;
  const before = text.slice(0, quote).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return { line: before.length, column, words: 'a quote that opens here and is never closed' };
}

/** Where a quoted text begins that has no end, or that spans several lines and the fault. */
function findOpenQuote(fault: YamlFault, text: string): number | undefined {
  const endOf = (offset: number) => text.slice(0, offset).split('\n').length;
  let found: number | undefined;
  const listener = {
    ...SILENT,
    quoted: (start: number, end: number) => {
      if (endOf(start) <= fault.line && fault.line <= endOf(end)) found = start;
    },
    unclosed: (start: number) => {
      found ??= start;
    },
  };
  new LayoutScanner(text, listener).scan();
  return found;
}

/** Keys of every object; whatever else stands in a Secret may be secret itself. */
const STRUCTURE = new Set([
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'annotations',
  'type',
  'data',
  'stringData',
  'items',
]);

function showLine(line: string, column: number, isSecret: boolean): readonly string[] {
  // Markers of conflicts and templates are no values.
  const content = line.replace(/^[ -]*(?:[<>=]{7}|\{[{%]-?)?/, '');
  const lead = line.slice(0, line.length - content.length);
  const named = /^[\w./-]{1,80}:(?=\s|$)/.exec(content)?.[0] ?? '';
  const isShown = named !== '' && (!isSecret || STRUCTURE.has(named.slice(0, -1)));
  const head = isShown ? lead + named : lead;
  const rest = line.slice(head.length).trim();
  const shown = rest === '' ? head : `${head}${isShown || /\S$/.test(head) ? ' ' : ''}…`;
  const mark = Math.min(column - 1, Math.max(shown.length - 1, 0));
  return [`| ${shown}`, `| ${' '.repeat(mark)}^`];
}
