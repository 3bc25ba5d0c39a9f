import { hasErrors } from '../diagnostics/finding';
import { compareRolls } from '../roll/compare';
import { differenceLines } from '../roll/in-words';
import type { Roll } from '../roll/roll';
import { EXIT } from './exit';
import { homeOf, openRun, type RunOptions } from './open-run';
import { recoverHome } from './output-folder/apply-changes';
import { rollFileOf, writeRollFile } from './roll-file';
import { runWithAccess } from './run-plugins';
import { writeStandardError, writeStandardOutput } from './standard-streams';
import { tell } from './tell';

export interface RollOptions extends RunOptions {
  /** Writes nothing; a difference is exit code 1. */
  readonly check: boolean;
}

/** Writes the Roll beside the configuration, or brings it up to date, and shows what that changes. */
export async function roll({ check, ...options }: RollOptions): Promise<number> {
  const recovered = check ? [] : await recoverHome(homeOf(options));
  if (hasErrors(recovered)) return tell(recovered);
  const opened = openRun(options);
  if ('findings' in opened) return tell([...recovered, ...opened.findings]);
  const findings = [...recovered, ...opened.run.findings];
  const rollHost = { writesBack: false, seesEarlier: true, takesOnly: true };
  const outcome = await runWithAccess({ ...opened.run, findings, rollHost }, options.access, opened.watch);
  if (outcome.state === 'failed' || outcome.roll === undefined) return tell(outcome.findings);
  const call = outcome.roll;
  const file = rollFileOf(call, opened.home);
  const difference = call.difference ?? compareRolls(nobody(call.roll), call.roll);
  const lines = differenceLines(difference);
  writeStandardOutput(Buffer.from(lines.map((line) => `${line}\n`).join('')));
  const isCurrent = call.item !== undefined && difference.isEmpty;
  if (isCurrent) writeStandardError(`${file} is up to date\n`);
  else if (check) {
    writeStandardError(`${file} is ${call.item ? 'not up to date' : 'missing'}: run rollcall roll\n`);
    return EXIT.wrongInput;
  } else {
    const written = await writeRollFile(call, opened.home);
    if (hasErrors(written)) return tell(written);
    writeStandardError(`${file} written\n`);
    return tell([...outcome.findings, ...written]);
  }
  return tell(outcome.findings);
}

function nobody(roll: Roll): Roll {
  const none = new Map();
  return { ...roll, clusters: none, consumers: none, clusterSets: none, registeredLabels: none, objects: none };
}
