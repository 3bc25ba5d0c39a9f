import { readYaml } from './yaml/read';

/** Where something is in a text: the lines above it, and the characters before it on its line. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a field is in an object's text. Fields are named as in findings: `spec.list[0].name`, `data.tls.crt`,
 * `data["a.b"]`. Only block style is followed: inside anything else, it is the key of the innermost block around the field.
 * Without a field, it is the object's first key.
 */
export function locateField(text: string, field = ''): Spot {
  const lines = text.split('\n');
  const line = findLine(lines, field);
  return { line, column: indentOf(lines[line] ?? '') };
}

/** Changes the dashes before what it finds into blanks. */
function findLine(lines: string[], field: string): number {
  let at = lines.findIndex((line) => !noContent.test(line));
  if (at < 0) return 0;
  const first = lines[at] ?? '';
  // The entry of a list: what stands behind its dash is a line of the map.
  lines[at] = first.replace(/^( *)-(?= )/, '$1 ');
  at = skipEmpty(lines, at);
  let found = at;
  let rest = field;
  while (rest !== '') {
    const step = stepInto(lines, at, rest);
    if (step === undefined) return found;
    found = step.line;
    rest = step.rest;
    at = step.inside;
  }
  return found;
}

const noContent = /^\s*(?:#.*|---.*|%.*)?$/;
/** Behind a key: nothing, a comment, an anchor or a tag. */
const noValue = /^\s*(?:[&!]\S*\s*)?(?:#.*)?$/;
const keyOf = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#{[][^#]*?) *:(?:\s|$)/;

interface Step {
  readonly line: number;
  /** What is left of the field. */
  readonly rest: string;
  /** The line from which the value's own lines are looked for. */
  readonly inside: number;
}

/** The line of the block that starts at `from` whose key, or place in a list, the field begins with. */
function stepInto(lines: string[], from: number, field: string): Step | undefined {
  const start = skipEmpty(lines, from);
  const indent = indentOf(lines[start] ?? '');
  const wanted = /^\[(\d+)\]\.?/.exec(field);
  let position = -1;
  let best: Step | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let at = start; at < lines.length; at = skipEmpty(lines, at + 1)) {
    const line = lines[at] ?? '';
    const column = indentOf(line);
    if (column < indent) break;
    if (column > indent) continue;
    const isEntry = /^ *-(?: |$)/.test(line);
    if (wanted !== null) {
      if (!isEntry) break;
      position++;
      if (position !== Number(wanted[1])) continue;
      lines[at] = line.replace('-', ' ');
      return { line: at, rest: field.slice(wanted[0].length), inside: at };
    }
    // The list of the key above may stand in the key's own column.
    if (isEntry) continue;
    const [match = '', key = ''] = keyOf.exec(line.slice(column)) ?? [];
    const rest = restBehind(field, nameIn(key));
    // Keys may hold points: the longest one that the field begins with counts.
    if (rest === undefined || rest.length >= least) continue;
    least = rest.length;
    const hasBlock = noValue.test(line.slice(column + match.length)) && isNested(lines, at, indent);
    best = { line: at, rest: hasBlock ? rest : '', inside: at + 1 };
  }
  return best;
}

/** A key without its quotes. */
function nameIn(key: string): string {
  if (!/^["']/.test(key)) return key;
  if (!/\\|''/.test(key)) return key.slice(1, -1);
  const read = readYaml(key);
  return 'value' in read ? String(read.value) : '';
}

/** What a field has behind a key that it begins with; keys may hold points. */
function restBehind(field: string, key: string): string | undefined {
  for (const named of [key, `["${key}"]`]) {
    if (named === '' || !field.startsWith(named)) continue;
    const rest = field.slice(named.length);
    if (rest === '' || rest.startsWith('[')) return rest;
    if (rest.startsWith('.')) return rest.slice(1);
  }
  return undefined;
}

/** Whether a block stands below a key: deeper lines, or a list in the same column. */
function isNested(lines: readonly string[], at: number, indent: number): boolean {
  const below = lines[skipEmpty(lines, at + 1)] ?? '';
  return indentOf(below) > indent || (indentOf(below) === indent && /^ *-(?: |$)/.test(below));
}

function skipEmpty(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && noContent.test(lines[at] ?? '')) at++;
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
