import { existsSync, readFileSync } from 'node:fs';
import type { ProofFile, ProofRow } from './proof-page';

/** docs/hosts/versions.md: the versions of the hosts that were run, from the results that a run left in docs/proof. */
export function versionsPage(results: string): string {
  const { rows, date }: ProofFile = existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : { title: '', date: 'no day yet', rows: [] };
  const ways = [...new Set(rows.map((row) => row.case))].sort();
  const programs = [...new Set(rows.map(programOf))];
  const cell = (program: string, way: string) =>
    told(rows.find((row) => row.case === way && programOf(row) === program));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return `# Versions

\`npm run e2e:loop\` starts Rollcall in these versions of its hosts, in each way that these pages describe, without containers.
“Same” means: for every fleet of the tests, the objects are those of \`rollcall render\`, and a fleet with two mistakes gives both
errors and no object. Run on ${date}. [Proof](../proof.md) lists what else is run.

${line(['', ...ways])}|${'---|'.repeat(ways.length + 1)}
${programs.map((program) => line([program, ...ways.map((way) => cell(program, way))])).join('')}`;
}

const programOf = (row: ProofRow) => ('version' in row ? `${row.program} ${row.version}` : row.program);

function told(row: ProofRow | undefined): string {
  if (row === undefined) return '';
  return 'skipped' in row ? `not run: ${row.skipped}` : 'same';
}
