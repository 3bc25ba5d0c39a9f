import { existsSync, readFileSync } from 'node:fs';
import type { ProofFile } from './proof-page';

/** docs/hosts/versions.md: which versions of the hosts were run, from the results that a run left in docs/proof. */
export function versionsPage(results: string): string {
  const { rows, date }: ProofFile = existsSync(results)
    ? JSON.parse(readFileSync(results, 'utf8'))
    : { title: '', date: '', rows: [] };
  const ways = [...new Set(rows.map((row) => row.case))].sort();
  const programs = [...new Set(rows.map((row) => ('version' in row ? `${row.program} ${row.version}` : row.program)))];
  const lines = programs.flatMap((program) =>
    ways.flatMap((way) => {
      const row = rows.find(
        (one) => one.case === way && ('version' in one ? `${one.program} ${one.version}` : one.program) === program,
      );
      if (row === undefined) return [];
      return `| ${program} | ${way} | ${'skipped' in row ? `not run: ${row.skipped}` : row.happened} |\n`;
    }),
  );
  return `# Versions

\`npm run e2e:loop\` starts Rollcall in these versions of its hosts, in each way that these pages describe, without containers.
It renders the same fleets as \`npm run e2e\` and compares the objects with those of \`rollcall render\`. Run on ${date}.
[Proof](../proof.md) lists what else is run.

| program | started as | what happened |
|---|---|---|
${lines.join('')}`;
}
