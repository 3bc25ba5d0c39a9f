import { deserialize } from 'node:v8';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { judgeObjects, type RuleAnswer, type RuleJob } from '../../engines/cel/job';
import type { LuaAnswer, LuaFault, LuaJob, LuaLimits } from '../../engines/lua/job';
import { packAnswer } from '../../engines/lua/pack';
import { SVELTOS_LIBRARY } from '../../sveltos/lua/library';
import { readRule, variablesOf } from '../../sveltos/select/rules';
import { readStandardInput, writeStandardOutput } from '../standard-streams';
import { codeOf } from '../system-errors';
import { STARTED } from './started';
import { Board, keepWatch } from './watch';

/**
 * The process that Lua and CEL run in: jobs on stdin as V8 serializes them, with the limits and the id of the process
 * that wants the answers; one line of JSON for each answer on stdout. A second thread keeps watch and ends the whole
 * process when a job takes too long or too much; nothing that it does can stop that.
 */
function runJobs(): void {
  const sent: [(LuaJob | RuleJob)[], LuaLimits, number] = deserialize(readStandardInput());
  const [jobs, limits, parent] = sent;
  const board = new Board();
  new Worker(__filename, { workerData: { shared: board.shared, limits, parent } }).unref();
  writeStandardOutput(Buffer.from(STARTED));
  const noteLine = (line: number) => board.note(line);
  for (const [at, job] of jobs.entries()) {
    board.begin(at + 1);
    const text = answerOne(() => ('rules' in job ? judge(job, noteLine) : runLua(job, noteLine)));
    board.end();
    writeStandardOutput(text);
  }
}

function judge(job: RuleJob, noteRule: (rule: number) => void): RuleAnswer {
  return { state: 'answered', judgement: judgeObjects(job, readRule, variablesOf, noteRule) };
}

function runLua(job: LuaJob, noteLine: (line: number) => void): LuaAnswer {
  const { runScript }: typeof import('../../engines/lua/interpreter') = require('../../engines/lua/interpreter');
  const answer = runScript(job, SVELTOS_LIBRARY, noteLine);
  return answer.state === 'answered' ? { ...answer, values: packAnswer(answer.values, job.objects) } : answer;
}

/** An answer as a line; one that is more than JavaScript can hold takes too much memory. */
function answerOne(answer: () => LuaAnswer | RuleAnswer): Buffer {
  try {
    return Buffer.from(`${JSON.stringify(answer())}\n`);
  } catch (error) {
    if (!(error instanceof RangeError) && codeOf(error) !== 'ERR_STRING_TOO_LONG') throw error;
    const fault: LuaFault = { state: 'stopped', limit: 'memory', line: undefined };
    return Buffer.from(`${JSON.stringify(fault)}\n`);
  }
}

if (isMainThread) runJobs();
else keepWatch(new Board(workerData.shared), workerData.limits, workerData.parent);
