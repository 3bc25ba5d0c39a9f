import { type Finding, nameFile, nameObject } from './finding';
import { foldFindings } from './fold';

/** Findings as plain lines, one each and its excerpt below, worst first and many of a kind folded: what stderr shows. */
export function linesFor(findings: readonly Finding[]): string[] {
  return foldFindings(findings).flatMap(linesOf);
}

/** One finding: its line, and its excerpt below. */
export function linesOf(finding: Finding): string[] {
  return [lineFor(finding), ...(finding.excerpt ?? []).map((line) => `  ${line.replace(lineBreaks, ' ')}`)];
}

function lineFor({ severity, code, file, object, field, problem, remedy }: Finding): string {
  const where = [file && nameFile(file), object && nameObject(object), field].filter(
    (part) => part !== undefined && part !== '',
  );
  const what = remedy === '' ? problem : `${problem} ${remedy}`;
  const line = `${severity} ${code} ${where.length > 0 ? `[${where.join(' · ')}] ` : ''}${what}`;
  return inOneLine(line);
}

/** Without what would start a line, move a terminal's cursor or turn the direction of text. */
export function inOneLine(text: string): string {
  return text.replace(lineBreaks, ' ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: names from the input must not move a terminal's cursor
const lineBreaks = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
