import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the cases of one system came out. */
export interface Tally {
  readonly cases: number;
  readonly same: number;
  readonly deliberate: number;
}

/**
 * Counts the cases of a system that agree, for the table of `npm run conformance`, which names a folder to leave the count
 * in. Call it where tests are defined, and the function that it returns at the end of each case's test.
 */
export function openLedger(system: string, cases: number): (isDeliberate: boolean) => void {
  let same = 0;
  let deliberate = 0;
  afterAll(() => {
    const folder = process.env.CONFORMANCE_LEDGERS;
    const tally: Tally = { cases, same, deliberate };
    if (folder) writeFileSync(join(folder, `${system}.json`), JSON.stringify(tally));
  });
  return (isDeliberate) => {
    if (isDeliberate) deliberate++;
    else same++;
  };
}
