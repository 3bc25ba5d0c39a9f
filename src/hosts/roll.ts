import { hasErrors } from '../diagnostics/finding';
import { inOneLine } from '../diagnostics/in-words';
import { compareRolls } from '../roll/compare';
import { differenceLines } from '../roll/in-words';
import type { Roll } from '../roll/roll';
import { nameHider } from '../run/hide-names';
import { EXIT } from './exit';
import { loadOutputFolder } from './load-output-folder';
import { homeOf, openRun, type RunOptions } from './open-run';
import { rollFileOf, writeRollFile } from './roll-file';
import { runWithAccess } from './run-plugins';
import { writeStandardOutput } from './standard-streams';
import { remark, tell } from './tell';

export interface RollOptions extends RunOptions {
  /** Writes nothing; a difference is exit code 1. */
  readonly check: boolean;
}

/** Writes the Roll beside the configuration, or brings it up to date, and shows what that changes. */
export async function roll({ check, ...options }: RollOptions): Promise<number> {
  const { format } = options.access;
  const recovered = check ? [] : await loadOutputFolder().recoverHome(homeOf(options));
  if (hasErrors(recovered)) return tell(recovered, format);
  const opened = openRun(options);
  if ('findings' in opened) return tell([...recovered, ...opened.findings], format);
  const given = { ...opened.run, findings: [...recovered, ...opened.run.findings] };
  const rollHost = { writesBack: false, seesEarlier: false, takesOnly: !check };
  const outcome = await runWithAccess({ ...given, onlyLooks: true, rollHost }, options.access, opened.watch);
  const { roll: call, findings } = outcome;
  if (call === undefined || (outcome.state === 'failed' && !check)) {
    const code = tell(findings, format);
    return check ? EXIT.wrongInput : code;
  }
  const file = rollFileOf(call, opened.home);
  const difference = call.difference ?? compareRolls(nobody(call.roll), call.roll);
  const hide = nameHider(opened.run.items, opened.run.functionConfig);
  writeStandardOutput(
    Buffer.from(
      differenceLines(difference)
        .map((line) => `${inOneLine(hide(line))}\n`)
        .join(''),
    ),
  );
  const { isCurrent = false } = call;
  const written = isCurrent || check ? [] : await writeRollFile(call, opened.home);
  const code = tell([...findings, ...written], format);
  if (isCurrent) remark(`${file} is up to date\n`, format);
  else if (check) remark(`${file} is not up to date: run rollcall roll\n`, format);
  else if (!hasErrors(written)) remark(`${file} written\n`, format);
  return code;
}

function nobody(roll: Roll): Roll {
  const none = new Map();
  return { ...roll, clusters: none, consumers: none, clusterSets: none, registeredLabels: none, objects: none };
}
