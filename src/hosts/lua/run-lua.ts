import { join } from 'node:path';
import type { LuaAnswer, LuaJob, LuaLimits, RunLua } from '../../engines/lua/job';
import { unpackAnswer } from '../../engines/lua/pack';
import { Deadline } from '../deadline';
import { codeOf } from '../system-errors';
import { STARTED } from './started';

/** Beyond what the watch allows: for the start of the process, and for one that does not come to its own end. */
const GRACE = 10_000;
const SPARE_MEGABYTES = 512;
/** How one without memory ends: V8 gives up, or the system ends it. A shell in between has a number for each. */
const WITHOUT_MEMORY: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGTRAP', 'SIGKILL', 134, 133, 137]);
const ENDED = 'the process that it ran in ended by itself';

/** The program that lies beside this one; nothing of it is loaded here. */
const program = () => join(__dirname, 'lua.js');

export const runLua: RunLua = (jobs, limits) => runLuaWith(program(), jobs, limits);

/** Runs scripts within the time that a render has. */
export function runLuaUntil(deadline: Deadline): RunLua {
  return (jobs, limits) => runLuaWith(program(), jobs, limits, deadline);
}

/**
 * Runs scripts in a process of their own, all of them in one, without this one's environment. A script that is stopped
 * takes its process along; those behind it get a new one.
 */
export function runLuaWith(
  program: string,
  jobs: readonly LuaJob[],
  limits: LuaLimits,
  deadline = new Deadline(0),
): LuaAnswer[] {
  const { spawnSync }: typeof import('node:child_process') = require('node:child_process');
  const answers: LuaAnswer[] = [];
  while (answers.length < jobs.length) {
    const rest = jobs.slice(answers.length);
    deadline.note(`running ${rest[0]?.name}`);
    const { stdout, error, status, signal } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${limits.megabytes + SPARE_MEGABYTES}`, program],
      {
        input: JSON.stringify([rest, limits, process.pid]),
        env: {},
        timeout: Math.max(1, Math.ceil(Math.min(rest.length * limits.seconds * 1000 + GRACE, deadline.left))),
        killSignal: 'SIGKILL',
        maxBuffer: Number.POSITIVE_INFINITY,
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    const given = readAnswers(stdout, rest);
    answers.push(...given);
    deadline.note(`running ${jobs[answers.length]?.name}`);
    deadline.check();
    if (given.length === rest.length || given.at(-1)?.state === 'stopped') continue;
    // It ended without a word: too much at once for the watch to see, or a fault of its own.
    if (codeOf(error) === 'ETIMEDOUT') answers.push({ state: 'stopped', limit: 'time', line: undefined });
    else if (WITHOUT_MEMORY.has(signal ?? status)) answers.push({ state: 'stopped', limit: 'memory', line: undefined });
    else if (stdout?.indexOf(STARTED) === 0) answers.push({ state: 'failed', reason: ENDED, line: undefined });
    else throw error ?? new Error('the Lua process did not start');
  }
  return answers;
}

function readAnswers(stdout: Buffer | null, jobs: readonly LuaJob[]): LuaAnswer[] {
  const [, ...lines] = linesOf(stdout ?? Buffer.alloc(0));
  return lines.map((line, at) => {
    const answer: LuaAnswer = JSON.parse(line.toString());
    if (answer.state !== 'answered') return answer;
    return { ...answer, values: unpackAnswer(answer.values, jobs[at]?.objects ?? []) };
  });
}

/** Those that are whole. All of them together may be more than one string can hold. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
