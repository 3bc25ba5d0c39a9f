import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { LuaAnswer, LuaFault, RunLua } from '../../engines/lua/job';
import { packAnswer } from '../../engines/lua/pack';
import { SVELTOS_LIBRARY } from '../../sveltos/lua/library';
import { readStandardInput, writeStandardOutput } from '../standard-streams';
import { codeOf } from '../system-errors';
import { STARTED } from './started';
import { Board, keepWatch } from './watch';

/**
 * The process that Lua runs in: jobs as JSON on stdin, with the limits and the id of the process that wants
 * the answers; one line of JSON for each answer on stdout. A second thread keeps watch and ends the whole process when a script takes too long or too much; nothing that a script does can stop it.
 */
function runJobs(): void {
  const [jobs, limits, parent]: [...Parameters<RunLua>, number] = JSON.parse(readStandardInput().toString());
  const board = new Board();
  new Worker(__filename, { workerData: { shared: board.shared, limits, parent } }).unref();
  const { runScript }: typeof import('../../engines/lua/interpreter') = require('../../engines/lua/interpreter');
  writeStandardOutput(Buffer.from(STARTED));
  const noteLine = (line: number) => board.note(line);
  for (const [at, job] of jobs.entries()) {
    board.begin(at + 1);
    const text = answerOne(() => {
      const answer = runScript(job, SVELTOS_LIBRARY, noteLine);
      return answer.state === 'answered' ? { ...answer, values: packAnswer(answer.values, job.objects) } : answer;
    });
    board.end();
    writeStandardOutput(text);
  }
}

/** An answer as a line; one that is more than JavaScript can hold takes too much memory. */
function answerOne(answer: () => LuaAnswer): Buffer {
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
