import type { RuleAnswer, RuleJob, RunRules } from '../../engines/cel/job';
import type { LuaAnswer, LuaFault, LuaJob, LuaLimits, RunLua } from '../../engines/lua/job';
import { unpackAnswer } from '../../engines/lua/pack';
import type { Deadline } from '../deadline';
import { scriptsProgram } from '../own-programs';
import { codeOf } from '../system-errors';
import { STARTED } from './started';

/** Beyond what the watch allows: for the start of the process, and for one that does not come to its own end. */
const GRACE = 10_000;
const SPARE_MEGABYTES = 512;
/** How one without memory ends: V8 gives up, or the system ends it. A shell in between has a number for each. */
const WITHOUT_MEMORY: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGTRAP', 'SIGKILL', 134, 133, 137]);
const ENDED = 'the process that it ran in ended by itself';

/** Runs what repositories may write in Lua and CEL, in a process of its own that is watched. */
export interface ScriptRunner {
  readonly runLua: RunLua;
  readonly runRules: RunRules;
}

/**
 * Runs scripts and rules within the time that a render has.
 * @param program the file of the scripts' process, where it is not the one that was built with this.
 */
export function scriptsUntil(deadline: Deadline, program?: string): ScriptRunner {
  return {
    runLua: (jobs, limits) => runJobs<LuaJob, LuaAnswer>(program, jobs, limits, deadline, unpack),
    runRules: (jobs, limits) => runJobs<RuleJob, RuleAnswer>(program, jobs, limits, deadline, (answer) => answer),
  };
}

function unpack(answer: LuaAnswer, { objects }: LuaJob): LuaAnswer {
  return answer.state === 'answered' ? { ...answer, values: unpackAnswer(answer.values, objects) } : answer;
}

/**
 * Runs jobs in a process of their own, all of them in one, without this one's environment. A job that is stopped takes its
 * process with it; those behind it get a new one.
 */
function runJobs<Job extends { readonly name: string }, Answer extends { readonly state: string }>(
  program: string | undefined,
  jobs: readonly Job[],
  limits: LuaLimits,
  deadline: Deadline,
  finish: (answer: Answer, job: Job) => Answer,
): (Answer | LuaFault)[] {
  const { spawnSync }: typeof import('node:child_process') = require('node:child_process');
  const { serialize }: typeof import('node:v8') = require('node:v8');
  const { file, args, argv0 } = scriptsProgram(limits.megabytes + SPARE_MEGABYTES, program);
  const answers: (Answer | LuaFault)[] = [];
  while (answers.length < jobs.length) {
    const rest = jobs.slice(answers.length);
    deadline.note(`running ${rest[0]?.name}`);
    const { stdout, error, status, signal } = spawnSync(file, args, {
      argv0,
      input: serialize([rest, limits, process.pid]),
      env: {},
      timeout: Math.max(1, Math.ceil(Math.min(rest.length * limits.seconds * 1000 + GRACE, deadline.left))),
      killSignal: 'SIGKILL',
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const given = readAnswers(stdout, rest, finish);
    answers.push(...given);
    deadline.note(`running ${jobs[answers.length]?.name}`);
    deadline.check();
    if (given.length === rest.length || given.at(-1)?.state === 'stopped') continue;
    // The process ended without an answer: it took too much too quickly for the watch, or it crashed.
    if (codeOf(error) === 'ETIMEDOUT') answers.push({ state: 'stopped', limit: 'time', line: undefined });
    else if (WITHOUT_MEMORY.has(signal ?? status)) answers.push({ state: 'stopped', limit: 'memory', line: undefined });
    else if (stdout?.indexOf(STARTED) === 0) answers.push({ state: 'failed', reason: ENDED, line: undefined });
    else throw error ?? new Error('the process of the scripts did not start');
  }
  return answers;
}

function readAnswers<Job, Answer>(
  stdout: Buffer | null,
  jobs: readonly Job[],
  finish: (answer: Answer, job: Job) => Answer,
): Answer[] {
  const [, ...lines] = linesOf(stdout ?? Buffer.alloc(0));
  return jobs.slice(0, lines.length).map((job, at) => finish(JSON.parse(lines[at]?.toString() ?? ''), job));
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
