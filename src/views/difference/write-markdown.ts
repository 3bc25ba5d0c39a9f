import { type Finding, nameFile, nameObject, sortFindings } from '../../diagnostics/finding';
import { inOneLine } from '../../diagnostics/in-words';
import type { Hide } from '../hide';
import type { Part } from './parts';
import type { DifferenceRecord } from './record';
import { listSections, summarise } from './sections';

/** GitHub takes 65,536 characters in a comment; what is left is for the marker and the words around it. */
const MOST_BYTES = 64_000;
/** More lines than that are folded. */
const MOST_OPEN = 60;

/** A difference for a comment on a pull request. */
export function writeDifferenceMarkdown(record: DifferenceRecord, hide: Hide): string {
  const name = (text: string) => code(hide(text));
  const write = (parts: readonly Part[]) =>
    parts.map((part) => (typeof part === 'string' ? part : name(part.given))).join('');
  const sides = `${name(record.old.name)} → ${name(record.new.name)}`;
  if (!record.differs) return `### Rollcall: no difference\n\n${sides}: both give the same objects.\n`;
  const body = listSections(record).flatMap(({ title, lines }) => [
    '',
    `**${title}**`,
    '',
    ...lines.flatMap(({ sign, parts, below }) => [
      `- ${SIGNS[sign]} ${write(parts)}`,
      ...below.map((one) => `  - ${write(one)}`),
    ]),
  ]);
  return assemble('Rollcall: what this change does', [sides, '', summarise(record)], body);
}

/** Why there is no difference to show. */
export function writeFailureMarkdown(failures: readonly string[], findings: readonly Finding[]): string {
  const errors = sortFindings(findings).filter(({ severity }) => severity === 'error');
  const body = [
    '',
    ...errors.map(({ code: id, file, object, field, problem, remedy }) => {
      const where = [file && nameFile(file), object && nameObject(object), field].filter((part) => part);
      return `- **${id}** ${where.length > 0 ? `${code(where.join(' · '))} ` : ''}${code(problem)} ${remedy}`.trimEnd();
    }),
  ];
  return assemble('Rollcall: the change cannot be shown', failures.map(code), body);
}

const SIGNS = { '+': '➕', '-': '➖', '>': '➡️', '~': '✏️' } as const;

function assemble(title: string, head: readonly string[], body: readonly string[]): string {
  const top = `### ${title}\n\n${head.join('\n')}\n`;
  const room = MOST_BYTES - Buffer.byteLength(top);
  const kept: string[] = [];
  let bytes = 0;
  for (const line of body) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > room) break;
    kept.push(line);
  }
  const cut = body.slice(kept.length).filter((line) => /^ *- /.test(line)).length;
  const count = kept.filter((line) => line !== '').length;
  const shown = kept.join('\n');
  const folded =
    count > MOST_OPEN ? `\n<details><summary>${count} lines</summary>\n${shown}\n\n</details>\n` : `${shown}\n`;
  const rest =
    cut === 0
      ? ''
      : `\n${cut === 1 ? 'One more line is' : `${cut} more lines are`} left out, because a comment has a limit of 65,536 characters. Run \`rollcall diff\` to see all of it.\n`;
  return `${top}${folded}${rest}`;
}

/** A code span: nothing in it is Markdown, HTML, a link or somebody's name. Its fence is longer than any in the text. */
function code(text: string): string {
  const line = inOneLine(text).trim();
  if (line === '') return '(empty)';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}
