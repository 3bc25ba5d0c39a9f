import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProofFile, ProofRow } from '../../../scripts/proof-page';

/** A real program that a case is about. Its version is asked when the case has run. */
export interface Judge {
  readonly name: string;
  version(): string;
}

export interface Proof {
  /** A test. It returns what happened, in a sentence of the table. */
  test(judge: Judge, name: string, run: () => string | Promise<string>): void;
  /** What cannot run on this machine, and why. */
  skip(program: string, name: string, reason: string): void;
}

/**
 * The rows of one suite of docs/proof.md. With UPDATE_PROOF=1 a run in which every case passed writes docs/proof/<id>.json; then
 * `npm run docs` makes the page. Call it inside `describe`, or at the top of a file.
 */
export function openProof(id: string, title: string): Proof {
  const rows: ProofRow[] = [];
  let declared = 0;

  afterAll(() => {
    if (process.env.UPDATE_PROOF !== '1' || rows.length !== declared) return;
    const file = join(__dirname, '..', '..', '..', 'docs', 'proof', `${id}.json`);
    const content: ProofFile = { title, date: new Date().toISOString().slice(0, 10), rows };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  });

  return {
    test(judge, name, run) {
      declared++;
      test(name, async () => {
        const happened = await run();
        rows.push({ program: judge.name, version: judge.version(), case: name, happened });
      });
    },
    skip(program, name, reason) {
      test(`${name}: skipped, since ${reason}`, () => {
        rows.push({ program, case: name, skipped: reason });
      });
      declared++;
    },
  };
}
