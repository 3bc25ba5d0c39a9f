import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One case that was run: with what, and what happened. */
export type ProofRow =
  | { readonly program: string; readonly version: string; readonly case: string; readonly happened: string }
  | { readonly program: string; readonly case: string; readonly skipped: string };

/** What one suite of `npm run e2e:loop` leaves in docs/proof. */
export interface ProofFile {
  readonly title: string;
  readonly date: string;
  readonly rows: readonly ProofRow[];
}

const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;

/** docs/proof.md, from the results that the runs left in a folder. */
export function proofPage(folder: string): string {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const sections = files.sort().map((file) => proofSection(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return `# Tests against real programs

\`npm run e2e:loop\` sends Rollcall's output to a real API server and to the programs that read it, on one machine, on 127.0.0.1,
without containers. In short:

- **kube-apiserver** accepts and stores every valid object of the examples, the golden cases and these pages.
- **Argo CD, Kueue, External Secrets Operator, cluster-inventory-api and kubectl** use the output, and each reader may read only
  what its Role allows.
- **Mistakes** (a misspelt label, a truncated file, an empty directory) stop the render, and nothing is pruned.

A run with \`UPDATE_PROOF=1\` writes its results into \`docs/proof/\`. \`npm run docs\` makes this page from them, so every row comes
from a run, including the skips.

${sections.join('\n')}`;
}

function proofSection({ title, date, rows }: ProofFile): string {
  const told = rows.map((row) =>
    'skipped' in row
      ? line([row.program, '', row.case, `skipped: ${row.skipped}`])
      : line([row.program, row.version, row.case, row.happened]),
  );
  return `## ${title}\n\nRun on ${date}.\n\n${line(['program', 'version', 'case', 'what happened'])}|---|---|---|---|\n${told.join('')}`;
}
