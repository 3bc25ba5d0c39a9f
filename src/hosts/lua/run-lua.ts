import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { LuaAnswer, LuaJob, RunLua } from '../../sveltos/lua/job';
import { unpackAnswer } from '../../sveltos/lua/pack';

/** Lies beside the program; nothing of it is loaded by the program itself. */
const LUA_PROGRAM = join(__dirname, 'lua.js');

/** Beyond what the watch allows: for the start of the process, and for one that does not come to its own end. */
const GRACE = 10_000;
const SPARE_MEGABYTES = 512;

/**
 * Runs scripts in a process of their own, all of them in one, without this one's environment. A script that is stopped
 * takes its process along; those behind it get a new one.
 */
export const runLua: RunLua = (jobs, limits) => {
  const answers: LuaAnswer[] = [];
  while (answers.length < jobs.length) {
    const rest = jobs.slice(answers.length);
    const { stdout, error } = spawnSync(
      process.execPath,
      [`--max-old-space-size=${limits.megabytes + SPARE_MEGABYTES}`, LUA_PROGRAM],
      {
        input: JSON.stringify([rest, limits]),
        env: {},
        timeout: rest.length * limits.seconds * 1000 + GRACE,
        killSignal: 'SIGKILL',
        maxBuffer: Number.POSITIVE_INFINITY,
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    const given = readAnswers(stdout, rest);
    answers.push(...given);
    if (given.length === rest.length || given.at(-1)?.state === 'stopped') continue;
    // It ended without a word: out of memory all at once, or never able to start.
    if (error !== undefined && !('code' in error && error.code === 'ETIMEDOUT')) throw error;
    answers.push({ state: 'stopped', limit: error === undefined ? 'memory' : 'time', line: undefined });
  }
  return answers;
};

function readAnswers(stdout: Buffer, jobs: readonly LuaJob[]): LuaAnswer[] {
  const lines = stdout.toString().split('\n').slice(0, -1);
  return lines.map((line, at) => {
    const answer: LuaAnswer = JSON.parse(line);
    if (answer.state !== 'answered') return answer;
    return { ...answer, values: unpackAnswer(answer.values, jobs[at]?.objects ?? []) };
  });
}
